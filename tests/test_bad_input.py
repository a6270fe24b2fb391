"""What a cell refuses: a ValueError names the array, what was expected and what came.

A message is matched by what a reader needs of it, not word by word.
"""

import numpy as np
import pytest

from lstm_core import (
    gradient,
    sweep,
)
from tests.helpers import KINDS, every_kind, random_problem, refused


def problem(kind, **sizes):
    return random_problem(kind, np.random.default_rng(1), **sizes)


NOT_NUMBERS = pytest.mark.parametrize(
    ("value", "got"),
    [
        ("text", "<U4"),
        (["1", "2"], "<U1"),
        (None, "None"),
        ([1.0, None], "object"),
        ({"x": 1.0}, "object"),
        ([1j, 0.0], "complex128"),
        ([[1.0], [1.0, 2.0]], "ragged"),
        (np.array(["2024-01-01"], "datetime64[D]"), "datetime64"),
    ],
    ids=["text", "texts", "None", "with None", "dict", "complex", "ragged", "dates"],
)


@NOT_NUMBERS
@every_kind
def test_what_is_not_a_number_is_named(kind, value, got):
    p = problem(kind, D=1, H=1)
    trace = p.forward()
    name = next(iter(kind.letters))
    with refused("x: ", got):
        p.cell.forward(p.params, value)
    with refused("eps: ", got):
        p.cell.bptt(p.params, trace, "text" if value is None else value)
    with refused(f"{name}: ", got):
        p.params.replace(**{name: value})
    if value is not None:  # None is the state of zeros
        for state in p.state:
            with refused(f"{state}: ", got):
                p.cell.forward(p.params, p.x, **{state: value})


@pytest.mark.parametrize(
    ("shape", "D", "needed"),
    [
        ((), 1, ["(T, B, D) = (any, any, 1)", "(T,)", "got ()"]),
        ((5,), 3, ["(T, B, D) = (any, any, 3)", "(T, D)", "got (5,)"]),
        ((5, 2), 3, ["(T, B, D) = (any, any, 3)", "got (5, 2)"]),
        ((5, 2), 1, ["(T, B, D) = (any, any, 1)", "got (5, 2)", "2 one-input", "(T, B, 1)"]),
        ((5, 2, 2), 3, ["(T, B, D) = (any, any, 3)", "got (5, 2, 2)"]),
        ((1, 5, 2, 3), 3, ["(T, B, D) = (any, any, 3)", "got (1, 5, 2, 3)"]),
    ],
    ids=str,
)
@every_kind
def test_shape_of_x(kind, shape, D, needed):
    p = problem(kind, D=D)
    with refused("x: expected shape ", *needed):
        p.cell.forward(p.params, np.ones(shape))


@pytest.mark.parametrize("shape", [(1, 3), (3,), (), (2, 1), (3, 2), (1, 2, 3), (2, 3, 1)], ids=str)
@every_kind
def test_shape_of_the_state(kind, shape):
    """Nothing broadcasts by accident: one state for two signals has to be said twice."""
    p = problem(kind, B=2, H=3)
    for name in p.state:
        with refused(f"{name}: ", "(B, H) = (2, 3)", f"got {shape}"):
            p.cell.forward(p.params, p.x, **{name: np.ones(shape)})
    if kind.has_memory:
        with refused("c_end: ", "(B, H) = (2, 3)", f"got {shape}"):
            p.cell.bptt(p.params, p.forward(), p.on_h, c_end=np.ones(shape))


@pytest.mark.parametrize(
    "shape", [(4, 1, 3), (1, 2, 3), (4, 2, 1), (4, 2), (4,), (3, 2, 3)], ids=str
)
@every_kind
def test_shape_of_eps(kind, shape):
    p = problem(kind, T=4, B=2, H=3)
    with refused("eps: ", "(T, B, H) = (4, 2, 3)", f"got {shape}"):
        p.cell.bptt(p.params, p.forward(), np.ones(shape))


@every_kind
def test_a_cell_without_memory_takes_no_c(kind):
    p = problem(kind)
    if kind.has_memory:
        assert p.forward().c0.shape == p.c0.shape
        return
    with refused("c0: ", kind.make.__name__, "no memory"):
        p.cell.forward(p.params, p.x, c0=p.h0)
    with refused("c_end: ", kind.make.__name__, "no memory"):
        p.cell.bptt(p.params, p.forward(), p.on_h, c_end=p.h0)


@every_kind
def test_params_of_another_cell(kind):
    p = problem(kind)
    other = problem(KINDS["RNN" if kind.name != "RNN" else "LSTM"]).params
    own = kind.params.__name__
    for wrong in (other, tuple(p.params), p.params.named(), None):
        with refused("params: ", own, type(wrong).__name__):
            p.cell.forward(wrong, p.x)


@every_kind
def test_a_trace_or_deltas_that_do_not_fit(kind):
    p = problem(kind)
    trace, deltas = p.backward()
    other = problem(KINDS["GRU" if kind.make.__name__ != "GRU" else "RNN"])
    for wrong in (other.forward(), p.on_h, None):
        with refused("trace: ", type(trace).__name__, type(wrong).__name__):
            p.cell.bptt(p.params, wrong, p.on_h)
        with refused("trace: ", type(trace).__name__, type(wrong).__name__):
            p.cell.weight_gradient(wrong, deltas)
    with refused("deltas: ", type(deltas).__name__, type(trace).__name__):
        p.cell.weight_gradient(trace, trace)
    with refused("deltas: ", type(deltas).__name__):
        p.cell.input_gradient(p.params, trace)

    wider = problem(kind, H=5).params
    with refused("trace.h: ", "(T, B, H) = (4, 2, 5)", "got (4, 2, 3)"):
        p.cell.bptt(wider, trace, p.on_h)
    with refused("deltas.h: ", "(T, B, H) = (4, 2, 5)", "got (4, 2, 3)"):
        p.cell.input_gradient(wider, deltas)
    longer = problem(kind, T=6).forward()
    with refused("deltas.h: ", "(T, B, H) = (6, 2, 3)", "got (4, 2, 3)"):
        p.cell.weight_gradient(longer, deltas)


@every_kind
def test_a_stack_is_no_single_setting(kind):
    p = problem(kind)
    several = kind.random(np.random.default_rng(0), 2, 3, lead=(4,))  # as many settings as steps
    with refused("params: ", "sweep"):
        gradient(p.cell, several, p.x, p.on_h)
    with refused("stack: ", "leading axis S"):
        sweep(p.cell, p.params, p.x, p.on_h)
    with refused("trace.h: ", "(T, S, B, H) = (4, 4, 2, 3)", "got (4, 2, 3)"):
        p.cell.bptt(several, p.forward(), p.on_h)
