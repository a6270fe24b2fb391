"""What is empty has a result: no steps, no signals, no settings."""

import numpy as np
import pytest

from lstm_core import (
    CALCULATOR_X,
    calculator_target,
    gradient,
    random_calculator,
    stack,
    sweep,
)
from tests.helpers import KINDS, every_kind, random_problem


def problem(kind, **sizes):
    return random_problem(kind, np.random.default_rng(1), **sizes)


@pytest.mark.parametrize(("T", "B"), [(0, 1), (0, 2), (3, 0), (0, 0)])
@every_kind
def test_empty_sequences(kind, T, B):
    """No steps or no signals: shapes as always, loss 0, gradients 0."""
    p = problem(kind, T=T, B=B)
    trace, deltas = p._replace(on_c=None if p.on_c is None else 0 * p.on_c).backward()
    assert trace.h.shape == deltas.h.shape == (T, B, 3)
    assert np.array_equal(trace.h0, p.h0)
    assert np.array_equal(deltas.h0, np.zeros((B, 3)))
    assert p.cell.input_gradient(p.params, deltas).shape == p.x.shape
    value, grads = gradient(p.cell, p.params, p.x, p.on_h, **p.state)
    assert value == 0
    several = kind.random(np.random.default_rng(0), 2, 3, lead=(5,))
    values, swept = sweep(p.cell, several, p.x, p.on_h, **p.state)
    assert np.array_equal(values, np.zeros(5))
    for given, got in ((p.params, grads), (several, swept)):
        assert type(got) is kind.params
        for before, grad in zip(given, got, strict=True):
            assert np.array_equal(grad, np.zeros_like(before))


@every_kind
def test_an_empty_list_is_no_step(kind):
    p = problem(kind, D=1, H=1)
    assert p.cell.forward(p.params, []).h.shape == (0, 1, 1)


def test_empty_tasks_and_stacks():
    assert calculator_target([]).shape == (0,)
    assert [a.shape for a in random_calculator(np.random.default_rng(0), 0, 2)] == [(0, 2, 1)] * 2
    p = problem(KINDS["RNN"], D=1, H=1)
    values, grads = sweep(p.cell, stack(p.params, u=[]), CALCULATOR_X, CALCULATOR_X)
    assert values.shape == (0,)
    assert grads.u.shape == (0, 1, 1)
