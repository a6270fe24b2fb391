"""The judge that students are given: it passes what is right and names what is wrong."""

import numpy as np
import pytest

from lstm_core import check_gradient, crelu, gradient, numerical_gradient, tanh
from tests.helpers import KINDS, every_kind, random_problem, refused


def loss_and_gradient(kind):
    p = random_problem(kind, np.random.default_rng(6))
    _, grads = gradient(p.cell, p.params, p.x, p.on_h, **p.state)
    return lambda params: gradient(p.cell, params, p.x, p.on_h, **p.state)[0], p.params, grads


@every_kind
def test_the_right_gradient_passes(kind):
    check_gradient(*loss_and_gradient(kind))


@every_kind
def test_one_wrong_entry_is_named(kind):
    """Every array in turn, in its last entry; the values stand in the message."""
    loss, params, grads = loss_and_gradient(kind)
    for field, grad in zip(grads._fields, grads, strict=True):
        wrong = grad.copy()
        wrong[(-1,) * wrong.ndim] += 0.01
        index = ", ".join(str(n - 1) for n in wrong.shape)
        with pytest.raises(AssertionError) as caught:
            check_gradient(loss, params, grads._replace(**{field: wrong}))
        message = str(caught.value)
        assert message.startswith(f"grads.{field}[{index}]: expected ")
        assert f"{grad.ravel()[-1]:.6g}"[:6] in message
        assert f"got {wrong.ravel()[-1]:.10g}" in message


def test_tolerance_is_relative_above_one_and_absolute_below():
    check_gradient(lambda u: 1e6 * float(u), 1.0, 1e6 + 0.05)
    for coefficient, got in ((1e6, 1e6 + 0.2), (1.0, 1.0 + 2e-7), (0.0, 2e-7)):
        with pytest.raises(AssertionError, match=r"^grads: expected .* \(central difference\)"):
            check_gradient(lambda u, a=coefficient: a * float(u), 1.0, got)
    check_gradient(lambda u: float(u), 1.0, 1.05, tolerance=0.1)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -6.0, 0.0])
def test_what_never_passes(wrong):
    with pytest.raises(AssertionError, match="expected 6"):
        check_gradient(lambda u: float(u) ** 2, 3.0, wrong)


@pytest.mark.parametrize("got", [np.nan, np.inf, 1.0])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_loss_that_is_no_number_verifies_nothing(value, got):
    with pytest.raises(AssertionError, match="expected nan"):
        check_gradient(lambda u: value, 3.0, got)
    with pytest.raises(AssertionError, match="expected inf"):
        check_gradient(lambda u: np.inf if u > 3 else 0.0, 3.0, got)


def test_grads_of_another_shape():
    loss, params, grads = loss_and_gradient(KINDS["RNN"])
    with refused("grads.u: ", "(3, 3)", "got (3, 2)"):
        check_gradient(loss, params, grads._replace(u=grads.u[:, :2]))
    with refused("grads: ", "3 arrays"):
        check_gradient(loss, params, grads.u)
    with refused("grads.b: ", "<U3"):
        check_gradient(loss, params, grads._replace(b="0.1"))


def test_numbers_arrays_and_nested_tuples():
    assert numerical_gradient(lambda u: float(u) ** 3, 2).item() == pytest.approx(12, abs=1e-8)
    z = np.linspace(-1, 1, 6).reshape(2, 3)
    slopes = numerical_gradient(lambda z: np.sum(np.tanh(z)), z)
    assert np.allclose(slopes, tanh.slope(np.tanh(z)), rtol=0, atol=1e-9)
    _, params, _ = loss_and_gradient(KINDS["RNN"])
    pair = (params, (np.ones(2), 3.0))
    got = numerical_gradient(
        lambda pair: np.sum(pair[0].u ** 2) + np.sum(pair[1][0]) * float(pair[1][1]), pair
    )
    assert type(got[0]) is type(params)
    assert np.allclose(got[0].u, 2 * params.u, rtol=0, atol=1e-8)
    assert np.allclose(got[1][0], [3, 3], rtol=0, atol=1e-8)
    assert got[1][1].item() == pytest.approx(2, abs=1e-8)


def test_the_params_are_not_touched():
    loss, params, _ = loss_and_gradient(KINDS["LSTM"])
    before = [a.copy() for a in params]
    seen = []
    numerical_gradient(lambda moved: seen.append(moved) or loss(moved), params)
    assert all(np.array_equal(a, b) for a, b in zip(before, params, strict=True))
    assert len(seen) == 2 * sum(a.size for a in params)


def test_the_kinks_of_crelu_cannot_be_verified():
    """At a kink the difference says the mean of both sides, whichever convention the slope has."""
    for kink in (0.0, 1.0):
        assert numerical_gradient(crelu, kink).item() == pytest.approx(0.5, abs=1e-9)
        with pytest.raises(AssertionError, match=r"expected 0\.5"):
            check_gradient(crelu, kink, crelu.slope(crelu(kink)))
