"""What params, losses, optimisers and tasks refuse, and how they say it."""

import numpy as np
import pytest

from lstm_core import (
    LSTMParams,
    RNNParams,
    calculator_lstm_logistic,
    calculator_target,
    memorizer,
    sgd,
    squared_error,
)
from tests.helpers import KINDS, random_problem, refused


def problem(kind, **sizes):
    return random_problem(kind, np.random.default_rng(1), **sizes)


@pytest.mark.parametrize(
    ("params", "needed"),
    [
        (RNNParams(1.0, 0.5, 0.0), ["RNNParams.w", "float", "from_named"]),
        (RNNParams(np.array([[1]]), np.ones((1, 1)), np.ones(1)), ["RNNParams.w", "int64"]),
        (RNNParams(np.array(1.0), np.array(0.5), np.array(0.0)), ["RNNParams.w", "(D, H)", "()"]),
        (RNNParams(np.ones(2), np.ones((2, 2)), np.ones(2)), ["RNNParams.w", "(any, 2)", "(2,)"]),
        (
            RNNParams(np.ones((1, 2)), np.ones((2, 3)), np.ones(2)),
            ["RNNParams.u", "(H, H) = (2, 2)", "got (2, 3)"],
        ),
        (
            RNNParams(np.ones((1, 2)), np.ones((2, 2)), np.ones(1)),
            ["RNNParams.b", "(H,) = (2,)", "got (1,)"],
        ),
        (
            RNNParams(np.ones((5, 1, 2)), np.ones((2, 2)), np.ones((5, 2))),
            ["RNNParams.u", "(S, H, H) = (5, 2, 2)", "got (2, 2)"],
        ),
        (
            RNNParams(np.ones((1, 5, 1, 2)), np.ones((1, 5, 2, 2)), np.ones((1, 5, 2))),
            ["RNNParams.w", "(S, D, H) = (1, 1, 2)", "got (1, 5, 1, 2)"],
        ),
    ],
    ids=["floats", "integers", "no axes", "no D", "u", "b", "half a stack", "two leading axes"],
)
def test_arrays_that_do_not_fit_each_other(params, needed):
    with refused(*needed):
        KINDS["RNN"].cell().forward(params, [1.0])


@pytest.mark.parametrize("shape", [(1, 3, 2), (4, 2), (1, 5, 2), ()], ids=str)
def test_an_lstm_has_four_gates(shape):
    u, b = np.ones((2, 4, 2)), np.ones((4, 2))
    with refused("LSTMParams.w: ", "(D, 4, H)", f"got {shape}"):
        KINDS["LSTM"].cell().forward(LSTMParams(np.ones(shape), u, b), [1.0])


@pytest.mark.parametrize(
    ("h", "y", "scored", "needed"),
    [
        (np.ones(3), np.ones(3), None, ["h: ", "(..., T, B, H)", "got (3,)"]),
        (
            np.ones((3, 2, 1)),
            np.ones((3, 2)),
            None,
            ["y: ", "(any, any, 1)", "got (3, 2)", "(T, B, 1)"],
        ),
        (np.ones((3, 2, 2)), np.ones((3, 1, 2)), None, ["y: ", "(3, 2, 2)", "got (3, 1, 2)"]),
        (np.ones((3, 1, 1)), np.ones(4), None, ["y: ", "(3, 1, 1)", "got (4, 1, 1)"]),
        (np.ones((3, 1, 1)), np.ones(3), np.ones(3), ["scored: ", "booleans", "float64"]),
        (np.ones((3, 1, 1)), np.ones(3), [True], ["scored: ", "(3, 1, 1)", "got (1, 1, 1)"]),
        (np.ones((3, 1, 1)), np.ones(3), [[True], [True, False]], ["scored: ", "ragged"]),
        (np.ones((3, 1, 1)), np.ones(3), True, ["scored: ", "got ()"]),
    ],
    ids=["h", "y flat", "y narrow", "y long", "scored floats", "scored short", "ragged", "one"],
)
def test_squared_error(h, y, scored, needed):
    with refused(*needed):
        squared_error(h, y, scored)


def test_descent():
    p, q = problem(KINDS["RNN"]).params, problem(KINDS["LSTM"]).params
    with refused("grads: ", "RNNParams", "LSTMParams"):
        sgd(p, q, 0.1)
    with refused("grads.u: ", "(3, 3)", "(3, 3, 3)"):
        sgd(p, p._replace(u=np.ones((3, 3, 3))), 0.1)
    for eta, got in (("0.1", "<U3"), (None, "None"), ([0.1, 0.2], "(2,)"), (1j, "complex")):
        with refused("eta: ", got):
            sgd(p, p, eta)


@pytest.mark.parametrize("m", [-1, 1.5, np.nan, np.inf, "3", None, [1, 2]], ids=repr)
def test_memorizer_steps(m):
    with refused("m: expected"):
        memorizer(1.0, m)


@pytest.mark.parametrize("x0", ["one", None, [1.0, 2.0]], ids=repr)
def test_memorizer_value(x0):
    with refused("x0: expected"):
        memorizer(x0, 3)


@pytest.mark.parametrize(
    ("x", "needed"), [([1, -2.5, 0], "-2.5"), ([1, np.nan], "nan"), (3.0, "time"), ("12", "<U2")]
)
def test_the_calculator_has_no_such_key(x, needed):
    with refused("x: ", needed):
        calculator_target(x)


def test_the_gain_is_a_number():
    with refused("gain: ", "None"):
        calculator_lstm_logistic(None)
