"""What ``stack`` and ``sweep`` promise beside equality with a loop (test_equivalence, autograd)."""

import numpy as np
import pytest

from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    binary_cross_entropy,
    gradient,
    softmax_cross_entropy,
    squared_error,
    stack,
    sweep,
)
from tests.helpers import assert_close, every_kind, random_problem


def one_unit(kind):
    return random_problem(kind, np.random.default_rng(1), T=8, B=1, D=1, H=1)


@pytest.mark.parametrize("S", [1, 3, 8])
@every_kind
def test_one_weight_over_a_grid(kind, S):
    """As a slider's grid: S settings of one weight, S also equal to T."""
    p = one_unit(kind)
    for name in p.params.named():
        grid = np.linspace(-1, 1, S)
        values, grads = sweep(
            p.cell, stack(p.params, **{name: grid}), CALCULATOR_X, CALCULATOR_Y, **p.state
        )
        for s, number in enumerate(grid):
            params = p.params.replace(**{name: number})
            value, expected = gradient(p.cell, params, CALCULATOR_X, CALCULATOR_Y, **p.state)
            assert_close(values[s], value, 1e-12)
            for other, grad in expected.named().items():
                assert_close(grads.named()[other][s], grad, 1e-12, other)


@pytest.mark.parametrize("loss", [squared_error, softmax_cross_entropy, binary_cross_entropy])
@every_kind
def test_every_loss_gives_a_value_for_each_setting(kind, loss):
    p = random_problem(kind, np.random.default_rng(2), T=4, B=2, H=3)
    y = np.random.default_rng(3).dirichlet(np.ones(3), size=(4, 2))
    name = list(kind.letters)[-1]
    array = p.params.named()[name]
    several = stack(p.params, **{name: np.stack([array, 2 * array])})
    values, grads = sweep(p.cell, several, p.x, y, loss)
    for s, factor in enumerate([1, 2]):
        params = p.params.replace(**{name: factor * array})
        value, expected = gradient(p.cell, params, p.x, y, loss)
        assert_close(values[s], value, 1e-12)
        for other, grad in expected.named().items():
            assert_close(grads.named()[other][s], grad, 1e-12, other)


@every_kind
def test_a_setting_that_explodes_leaves_the_others_alone(kind):
    p = one_unit(kind)
    name = next(iter(kind.letters))
    values, grads = sweep(
        p.cell, stack(p.params, **{name: [0.5, np.nan, 0.7]}), CALCULATOR_X, CALCULATOR_Y
    )
    assert np.isfinite(values).tolist() == [True, False, True]
    for array in grads.named().values():
        assert np.all(np.isfinite(array[[0, 2]]))


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({}, "stack: name at least one array"),
        ({"q": [1.0]}, r"unknown \['q'\]; the names are"),
        ({"first": [1.0], "last": [1.0, 2.0]}, "need the same length S"),
        ({"first": 1.0}, r"first: expected shape \(S, .*got \(\)"),
        ({"first": [[[[1.0]]]]}, r"first: expected shape \(S, .*got \(1, 1, 1, 1\)"),
        ({"first": "grid"}, "first: expected real numbers"),
    ],
)
@every_kind
def test_what_cannot_be_stacked(kind, named, message):
    p = one_unit(kind)
    places = {"first": next(iter(kind.letters)), "last": list(kind.letters)[-1]}
    named = {places.get(name, name): value for name, value in named.items()}
    for place, name in places.items():
        message = message.replace(place, name)
    with pytest.raises(ValueError, match=message):
        stack(p.params, **named)
