"""Truncated back-propagation through time, by windows written out; autograd is asked elsewhere."""

import numpy as np
import pytest

from lstm_core import gradient, softmax_cross_entropy, squared_error, truncated_gradient
from tests.helpers import assert_close, every_kind, random_problem

ROUNDING = 1e-12
T = 7


def problem(kind, T=T):
    p = random_problem(kind, np.random.default_rng(7), T=T)
    return p, np.random.default_rng(8).normal(size=p.on_h.shape)


def truncated(p, y, k1, k2, loss=squared_error):
    return truncated_gradient(p.cell, p.params, p.x, y, loss, k1, k2, **p.state)


def summed(params, parts):
    """The gradients of several windows together, by name."""
    return {name: sum(part.named()[name] for part in parts) for name in params.named()}


@pytest.mark.parametrize(("k1", "k2"), [(1, T), (3, T), (T, T), (2, 100), (100, 100), (2.0, 7.0)])
@every_kind
def test_looking_back_to_the_start_is_the_whole_gradient(kind, k1, k2):
    p, y = problem(kind)
    value, grads = truncated(p, y, k1, k2)
    expected, whole = gradient(p.cell, p.params, p.x, y, **p.state)
    assert value == expected
    for name, grad in whole.named().items():
        assert_close(grads.named()[name], grad, ROUNDING, name)


@pytest.mark.parametrize("k", [1, 2, 3])
@every_kind
def test_equal_k_are_windows_side_by_side(kind, k):
    """Each window is a problem of its own, whose initial state is a constant."""
    p, y = problem(kind, T=6)
    value, grads = truncated(p, y, k, k)
    state, parts, values = p.state, [], []
    for start in range(0, 6, k):
        window = slice(start, start + k)
        part = gradient(p.cell, p.params, p.x[window], y[window], **state)
        trace = p.cell.forward(p.params, p.x[window], **state)
        state = {name: getattr(trace, name[0])[-1] for name in state}
        values.append(part[0])
        parts.append(part[1])
    assert_close(value, sum(values), ROUNDING)
    for name, expected in summed(p.params, parts).items():
        assert_close(grads.named()[name], expected, ROUNDING, name)


@pytest.mark.parametrize(("k1", "k2"), [(1, 1), (1, 3), (2, 3), (3, 5)])
@every_kind
def test_each_error_counts_once_and_goes_back_at_most_k2_steps(kind, k1, k2):
    """Only one step has an error: with k2 > k1 it sees more steps than are new, and the last
    window, short or not, looks back as far as the others."""
    p, _ = problem(kind)
    h = p.forward().h
    for t in range(T):
        y = h.copy()
        y[t] -= 1.0  # so eps is 1 at t, and 0 elsewhere
        end = min((t // k1 + 1) * k1, T)
        start = max(0, end - k2)
        state = p.state
        if start > 0:
            trace = p.cell.forward(p.params, p.x[:start], **state)
            state = {name: getattr(trace, name[0])[-1] for name in state}
        window = slice(start, t + 1)
        _, expected = gradient(p.cell, p.params, p.x[window], y[window], **state)
        _, grads = truncated(p, y, k1, k2)
        for name, grad in expected.named().items():
            assert_close(grads.named()[name], grad, ROUNDING, f"{name} for t = {t}")


@every_kind
def test_a_short_memory_gives_another_gradient(kind):
    p, y = problem(kind)
    _, whole = gradient(p.cell, p.params, p.x, y, **p.state)
    _, short = truncated(p, y, 1, 1)
    off = max(np.max(abs(a - b)) for a, b in zip(whole, short, strict=True))
    assert off > 1e-3


@every_kind
def test_a_cross_entropy_with_classes(kind):
    p, _ = problem(kind)
    classes = np.random.default_rng(9).integers(0, 3, size=(T, 2))
    value, grads = truncated(p, classes, 2, T, softmax_cross_entropy)
    expected, whole = gradient(p.cell, p.params, p.x, classes, softmax_cross_entropy, **p.state)
    assert value == expected
    for name, grad in whole.named().items():
        assert_close(grads.named()[name], grad, ROUNDING, name)


@pytest.mark.parametrize(
    "k", [(0, 1), (2, 1), (-1, 3), (1.5, 3), (1, 2.5), (1, np.nan), (1, np.inf)]
)
@every_kind
def test_k_that_make_no_window(kind, k):
    p, y = problem(kind)
    with pytest.raises(ValueError, match="k1, k2: expected whole numbers with 1 <= k1 <= k2"):
        truncated(p, y, *k)
