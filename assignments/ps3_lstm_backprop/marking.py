"""What the marker knows of this assignment: fresh inputs, the right answers, the known mistakes.

The right answers come from ``lstm_core``; the model solution in the source notebook is not used.
Each question is drawn by itself: no question's input holds what another one asks for.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from assignments.ps3_lstm_backprop import slips
from assignments.ps3_lstm_backprop.mistakes import MISTAKES as WORDS
from lstm_core import LSTM, LSTMParams, sgd, squared_error

NOTEBOOK = "ps3_lstm_backprop"
CORE = {  # what of lstm_core the students, and the box, are given
    "shapes": [],
    "nonlinearity": ["identity", "crelu", "logistic", "tanh"],
    "tasks": ["CALCULATOR_X", "CALCULATOR_Y", "calculator_target", "random_calculator"],
    "check": ["numerical_gradient", "check_gradient"],
}
SIZES = [
    (4, 2, 3),
    (6, 3, 2),
    (1, 2, 2),
]  # T, D, H; the first and the last step are one in the last
VARIABLES = ("i", "f", "o", "g", "c", "h")


class Question(NamedTuple):
    """``draw(rng, size)`` gives the arguments and the right results, by the names of ``returns``.

    float32: whether that many digits will do; a sweep over time piles its errors up.
    """

    function: str
    returns: tuple[str, ...]
    draw: object
    float32: bool
    mistakes: dict  # {words: a wrong function of the same arguments}


def _params(rng, D, H):
    shapes = {"w": (D, H), "u": (H, H), "b": (H,)}
    return {name: rng.normal(0.0, 0.8, shapes[name[0]]) for name in LSTMParams.SHAPES}


def _forward(rng, size):
    T, D, H = size
    params, x = _params(rng, D, H), rng.normal(size=(T, D))
    cell, stored = LSTM(), LSTMParams.from_named(**params)
    trace = cell.forward(stored, x[:, None])
    return cell, stored, params, x, trace


def _plain(record):
    """The variables of the only signal: (T, H) each."""
    return {name: np.array(getattr(record, name)[:, 0]) for name in VARIABLES}


def draw_forward(rng, size):
    _, _, params, x, trace = _forward(rng, size)
    return {"params": params, "x": x}, _plain(trace)


def draw_synchronous(rng, size):
    T, _, H = size
    h, y = rng.normal(size=(T, H)), rng.normal(size=(T, H))
    scored = rng.random((T, H)) < 0.5
    scored.flat[:: max(T * H - 1, 1)] = [True, False]  # something is, and something isn't
    value, eps = squared_error(h[:, None], y[:, None], scored[:, None])
    return {"h": h, "y": y, "scored": scored}, {"value": np.array(value), "eps": eps[:, 0]}


def _backward(rng, size):
    cell, stored, params, x, trace = _forward(rng, size)
    eps = rng.normal(size=trace.h.shape)
    return cell, params, x, trace, eps, cell.bptt(stored, trace, eps)


def draw_bptt(rng, size):
    _, params, _, trace, eps, deltas = _backward(rng, size)
    return {"params": params, "trace": _plain(trace), "eps": eps[:, 0]}, _plain(deltas)


def draw_weights(rng, size):
    cell, _, x, trace, _, deltas = _backward(rng, size)
    grads = cell.weight_gradient(trace, deltas).named()
    return {"x": x, "trace": _plain(trace), "deltas": _plain(deltas)}, grads


def draw_update(rng, size):
    _, D, H = size
    params, grads = _params(rng, D, H), _params(rng, D, H)
    eta = float(rng.uniform(0.05, 0.5))
    new = sgd(LSTMParams.from_named(**params), LSTMParams.from_named(**grads), eta).named()
    return {"params": params, "grads": grads, "eta": eta}, new


def _question(label, draw, returns, float32):
    function = getattr(slips, FUNCTIONS.get(label, label))
    wrong = {words: partial(function, slip=slip) for slip, words in WORDS[label].items()}
    name = {"synchronous": "synchronous_backprop", "weights": "weight_gradients"}.get(label, label)
    return Question(name, returns, draw, float32, wrong)


FUNCTIONS = {"weights": "weight_gradients"}
_WEIGHTS = tuple(LSTMParams.SHAPES)


def questions(variant=0):
    """{label: Question} of this variant."""
    return {
        "forward": _question("forward", draw_forward, VARIABLES, True),
        "synchronous": _question("synchronous", draw_synchronous, ("value", "eps"), True),
        "bptt": _question("bptt", draw_bptt, VARIABLES, False),
        "weights": _question("weights", draw_weights, _WEIGHTS, False),
        "update": _question("update", draw_update, _WEIGHTS, True),
    }


QUESTIONS = questions()
