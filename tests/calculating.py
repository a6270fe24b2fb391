"""The few lines that the tests of the lecture's numbers share."""

from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    gradient,
    sgd,
    squared_error,
)


def scored(h, y):
    """The calculator's loss: only the steps with something to print count."""
    return squared_error(h, y, scored=y > 0)


def row(array):
    return array[:, 0, 0]


def run(cell, params, x=CALCULATOR_X):
    return row(cell.forward(params, x).h)


def descend(cell, params, eta, steps, frozen=()):
    """The losses on the way, and the last params; the weights named in ``frozen`` stay."""
    values = []
    for _ in range(steps):
        value, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, scored)
        values.append(value)
        params = sgd(params, grads.replace(**dict.fromkeys(frozen, 0.0)), eta)
    return values, params
