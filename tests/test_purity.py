"""Pure functions: the same call gives the same bits, and nothing is shared with what was given.

And the dtype that goes in comes out.
"""

import numpy as np
import pytest

from lstm_core import (
    gradient,
    sgd,
    stack,
    sweep,
)
from tests.helpers import KINDS, arrays_of, every_kind, everything, random_problem


def problem(kind, **sizes):
    return random_problem(kind, np.random.default_rng(5), **sizes)


@every_kind
def test_calling_twice_gives_the_same_bits(kind):
    p = problem(kind)
    first, second = arrays_of(*everything(p)), arrays_of(*everything(p))
    assert len(first) > 10
    for a, b in zip(first, second, strict=True):
        assert a.tobytes() == b.tobytes()


@every_kind
def test_bptt_twice_on_one_trace(kind):
    p = problem(kind)
    trace, deltas = p.backward()
    before = [a.copy() for a in arrays_of(trace, deltas)]
    again = p.cell.bptt(p.params, trace, p.on_h, **p.c_end)
    other = p.cell.bptt(p.params, trace, -2 * p.on_h)
    assert not np.array_equal(other.h, deltas.h)
    for a, b in zip(before, arrays_of(trace, deltas), strict=True):
        assert np.array_equal(a, b)
    for a, b in zip(arrays_of(deltas), arrays_of(again), strict=True):
        assert np.array_equal(a, b)


@every_kind
def test_nothing_is_shared_with_the_input(kind):
    """Every input is overwritten after the call; what was returned does not notice."""
    p = problem(kind)
    results = arrays_of(*everything(p))
    before = [a.copy() for a in results]
    for given in (*p.params, p.x, p.on_h, *p.state.values(), *p.c_end.values()):
        for result in results:
            assert not np.shares_memory(given, result)
        given[...] = 99.0
    for a, b in zip(before, results, strict=True):
        assert np.array_equal(a, b)


@every_kind
def test_nothing_given_is_changed(kind):
    p = problem(kind)
    given = [*p.params, p.x, p.on_h, *p.state.values(), *p.c_end.values()]
    before = [a.copy() for a in given]
    for a in given:
        a.flags.writeable = False
    everything(p)
    assert all(np.array_equal(a, b) for a, b in zip(before, given, strict=True))


@every_kind
def test_one_result_does_not_change_another(kind):
    """The grads and the deltas of h0 and c0 are arrays of their own, not windows on the trace."""
    p = problem(kind)
    trace, deltas = p.backward()
    state = [getattr(deltas, name) for name in p.state]
    grads = p.cell.weight_gradient(trace, deltas)
    for result in (*state, *grads):
        for other in arrays_of(trace):
            assert not np.shares_memory(result, other)
    for a in state:
        for b in (deltas.h, *grads):
            assert not np.shares_memory(a, b)


@every_kind
def test_an_integer_signal(kind):
    """Cast at the door; changing it later has no influence."""
    p = problem(kind)
    x = np.arange(16).reshape(4, 2, 2) - 5
    trace = p.forward(x=x)
    expected = p.forward(x=x.astype(float))
    x[...] = 0
    assert trace.x.dtype == np.float64
    for a, b in zip(arrays_of(trace), arrays_of(expected), strict=True):
        assert np.array_equal(a, b)


@pytest.mark.parametrize("many", [False, True], ids=["one setting", "sweep"])
@every_kind
def test_float32_stays_float32(kind, many):
    """The dtype of the params decides, whatever x, h0, c0 and y are."""
    p = problem(kind)
    wide = kind.random(np.random.default_rng(0), 2, 3, lead=(3,)) if many else p.params
    params = type(wide)(*(a.astype(np.float32) for a in wide))
    trace = p.cell.forward(params, p.x, **p.state)
    eps = np.broadcast_to(p.on_h[:, None], trace.h.shape) if many else p.on_h
    deltas = p.cell.bptt(params, trace, eps, **p.c_end)
    grads = p.cell.weight_gradient(trace, deltas)
    dx = p.cell.input_gradient(params, deltas)
    loop = (sweep if many else gradient)(p.cell, params, p.x, p.on_h)[1]
    stepped = sgd(params, grads, np.float64(0.1))
    for a in arrays_of(trace, deltas, grads, dx, loop, stepped):
        assert a.dtype == np.float32
    if not many:
        exact = p.cell.weight_gradient(*p.backward())
        for a, b in zip(grads, exact, strict=True):
            assert np.allclose(a, b, rtol=1e-4, atol=1e-4)


def test_float32_params_take_new_numbers_as_float32():
    params = KINDS["RNN"].params.from_named(
        w=np.float32([[1]]), u=np.float32([[0.5]]), b=np.float32([0])
    )
    assert {a.dtype for a in params.replace(u=0.7)} == {np.dtype(np.float32)}
    assert {a.dtype for a in stack(params, u=np.linspace(0, 1, 3))} == {np.dtype(np.float32)}
