"""A nan is never swallowed; numbers that explode are shown, and nothing is printed.

Every warning is an error in these tests.
"""

import warnings

import numpy as np
import pytest

from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    calculator_lstm,
    calculator_rnn,
    crelu,
    gradient,
    identity,
    logistic,
    sgd,
    squared_error,
)
from tests.helpers import KINDS, arrays_of, every_kind, everything, random_problem


def problem(kind, **sizes):
    return random_problem(kind, np.random.default_rng(5), **sizes)


@every_kind
def test_a_nan_in_one_signal(kind):
    """It stays in its row, from its step on, and spoils the gradient of every weight."""
    p = problem(kind)
    p.x[1, 0, 0] = np.nan
    trace = p.forward()
    assert np.isnan(trace.h[1:, 0]).all()
    assert not np.isnan(trace.h[0]).any()
    assert not np.isnan(trace.h[:, 1]).any()
    value, grads = gradient(p.cell, p.params, p.x, p.on_h, **p.state)
    assert np.isnan(value)
    still = {"w_f", "u_f", "b_f"} if kind.name == "LSTM-of-1997" else set()
    for name, grad in grads.named().items():
        assert np.isnan(grad).all() or name in still


@pytest.mark.parametrize("where", ["h0", "eps", "params"])
@every_kind
def test_a_nan_from_elsewhere(kind, where):
    p = problem(kind)
    if where == "h0":
        p.h0[0, 0] = np.nan
        assert np.isnan(p.forward().h[:, 0]).any(axis=-1).all()
    elif where == "eps":
        p.on_h[2, 0, 0] = np.nan
        _, deltas = p.backward()
        assert np.isnan(deltas.h[:3, 0]).any(axis=-1).all()
        assert not np.isnan(deltas.h[:, 1]).any()
    else:
        name = next(n for n in kind.letters if n.startswith("b_c") or n in ("b", "b_n"))
        spoilt = p.params.replace(**{name: np.full(3, np.nan)})
        assert np.isnan(p._replace(params=spoilt).forward().h).all()


def test_a_nan_in_the_target():
    h = np.ones((2, 1, 1))
    value, eps = squared_error(h, [1.0, np.nan])
    assert np.isnan(value)
    assert np.isnan(eps[1])
    value, eps = squared_error(h, [2.0, np.nan], scored=[True, False])
    assert (value, eps.ravel().tolist()) == (0.5, [-1.0, 0.0])


# Numbers that explode are shown to whoever asks; nothing is printed


@pytest.mark.parametrize("u", [1.7, -1.7])
def test_a_feedback_that_explodes(u):
    x, y = np.tile(CALCULATOR_X, 250), np.tile(CALCULATOR_Y, 250)
    cell, params = calculator_rnn(u)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trace = cell.forward(params, x)
        value, grads = gradient(cell, params, x, y)
    assert np.isfinite(trace.h[1000]).all()
    assert not np.isfinite(trace.h[-1]).any()
    assert not np.isfinite(value)
    assert not np.isfinite(grads.u).any()


def test_the_gradient_of_an_explosion_is_infinite_not_undefined():
    """The identity's slope at infinity is 1 all the same."""
    x = np.ones(2000)
    _, grads = gradient(*calculator_rnn(1.7), x, 0 * x)
    assert grads.b == np.inf
    assert grads.w == np.inf


@pytest.mark.parametrize("activation", [identity, logistic], ids=repr)
@every_kind
def test_huge_numbers_without_a_warning(kind, activation):
    """Every public array is read: some are products made on demand."""
    for size in (1e300, -1e300):
        p = problem(kind, gate=logistic, activation=activation)
        huge = p._replace(x=size * p.x, h0=size * p.h0, on_h=size * p.on_h)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            trace, deltas = huge.backward()
            arrays_of(trace, deltas, *everything(huge))
            squared_error(trace.h, -huge.on_h)


@pytest.mark.parametrize("gate", [logistic, crelu], ids=repr)
@every_kind
def test_infinite_errors_without_a_warning(kind, gate):
    """Inf here, -inf there, and closed gates: sums and products are nan, and nobody is told."""
    p = problem(kind, gate=gate)
    p.on_h[...] = np.where(p.on_h > 0, np.inf, -np.inf)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _, deltas, grads, dx, *_ = everything(p)
        arrays_of(deltas)
    assert not np.isfinite(dx[-1]).any()
    assert not any(np.isfinite(grad).all() for grad in grads)


@every_kind
def test_a_sum_that_overflows_without_a_warning(kind):
    """Each signal's share of the gradient is a number still; eight of them are too many."""
    p = problem(kind, T=1, B=8, gate=identity, activation=identity)
    p.on_h[...] = 1e308
    for a in (p.x, p.h0):
        a[...] = 0.0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        grads = everything(p)[2]
    assert not all(np.isfinite(grad).all() for grad in grads)


def test_a_step_from_infinity_without_a_warning():
    """∞ - ∞ is nan, and a step of 1e308 times 10 is infinite: the params show it."""
    params = KINDS["RNN"].params.from_named(w=np.inf, u=0.0, b=1.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        after = sgd(params, params.replace(u=1e308), 10.0)
    assert [a.item() for a in after][1:] == [-np.inf, -9.0]
    assert np.isnan(after.w)


def test_deltas_made_on_demand_without_a_warning():
    """dL/do[t] = dL/dh[t] c[t] and its like: 0 times infinity, a nan, is no news there."""
    cell, params = calculator_lstm()
    closed = params.replace(b_i=-1.0)  # i = 0, while o = 1 at a zero
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trace = cell.forward(params, [1e308], c0=1e308)
        assert np.isinf(trace.c).all()
        assert np.isnan(cell.bptt(params, trace, [0.0]).o).all()
        deltas = cell.bptt(closed, cell.forward(closed, [0.0]), [np.inf])
        assert np.isinf(deltas.c).all()
        for name in "ifg":
            assert np.isnan(getattr(deltas, name)).all()
