"""The lecture's signals: what the calculator and the memorizer are asked."""

import numpy as np
import pytest

from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    calculator_target,
    memorizer,
    random_calculator,
)


def test_the_signal_of_the_lecture():
    assert CALCULATOR_X.tolist() == [1, 2, 1, 0, 1, 1, 1, 0]
    assert CALCULATOR_Y.tolist() == [0, 0, 0, 4, 0, 0, 0, 3]
    for signal in (CALCULATOR_X, CALCULATOR_Y):
        with pytest.raises(ValueError, match="read-only"):
            signal[0] = 9


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (CALCULATOR_X, CALCULATOR_Y),
        ([0, 0, 2, 0, 0, 3], [0, 0, 0, 2, 0, 0]),
        ([0.25, 0.5, 0], [0, 0, 0.75]),
        ([[1, 4], [0, 1], [2, 0]], [[0, 0], [1, 0], [0, 5]]),
    ],
)
def test_calculator_target(x, y):
    given = np.array(x)
    target = calculator_target(given)
    assert target.dtype == np.float64
    assert target.tolist() == np.asarray(y).tolist()
    assert not np.shares_memory(target, given)
    assert given.tolist() == np.asarray(x).tolist()


def test_random_calculator():
    """Whole keys from 1 to the largest, zeros in a quarter of the places, a zero at the end."""
    x, y = random_calculator(np.random.default_rng(0), T=40, B=500, largest=5)
    assert x.shape == y.shape == (40, 500, 1)
    assert set(np.unique(x)) == {0, 1, 2, 3, 4, 5}
    assert np.all(x[-1] == 0)
    assert 0.23 < np.mean(x[:-1] == 0) < 0.27
    assert np.array_equal(y, calculator_target(x))
    again, _ = random_calculator(np.random.default_rng(0), T=40, B=500, largest=5)
    assert np.array_equal(x, again)
    assert random_calculator(np.random.default_rng(0), T=3)[0].shape == (3, 1, 1)


@pytest.mark.parametrize("m", [0, 1, 7, 7.0, np.int64(7)])
def test_memorizer(m):
    x, y, scored = memorizer(-2.5, m)
    assert x.tolist() == [-2.5] + [0.0] * int(m)
    assert y.tolist() == [0.0] * int(m) + [-2.5]
    assert scored.dtype == bool
    assert scored.tolist() == [False] * int(m) + [True]
