"""What the marker knows of this assignment: fresh inputs, the right answers, the known mistakes.

The right answers come from ``lstm_core``, or, where it has no such cell, from the equations and a
complex step (reference.py); the model solution in the source notebook is not used. Each question
is drawn by itself: no question's input holds what another one asks for.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from assignments.ps3_lstm_backprop import mistakes, reference, slips
from assignments.ps3_lstm_backprop.variants import KINDS
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


def _params(rng, size, kind):
    _, D, H = size
    shapes = {"w": (D, H), "u": (H, H), "b": (H,)}
    drawn = {name: rng.normal(0.0, 0.8, shapes[name[0]]) for name in LSTMParams.SHAPES}
    return {name: drawn[name] for name in _names(kind)}


def _names(kind):
    """The weights of this kind, each by its name."""
    return [name for name in LSTMParams.SHAPES if not (kind.coupled and name[-1] == "i")]


def variables(kind):
    return VARIABLES[kind.coupled :]


def weights(kind):
    """The weights as the student sees them."""
    return ("w", "u", "b") if kind.order else tuple(_names(kind))


def _handed(params, kind):
    return slips.side_by_side(params, kind.order)


def _run(params, x, kind, eps=None):
    """(trace, deltas, gradients), deltas and gradients where eps is given; arrays by name."""
    if kind.coupled or not kind.tanh:
        trace = {k: v.real for k, v in reference.forward(params, x, kind).items()}
        if eps is None:
            return trace, None, None
        there = params, x, eps, kind
        return trace, reference.deltas(*there), reference.weight_gradients(*there)
    cell, stored = LSTM(), LSTMParams.from_named(**params)
    trace = cell.forward(stored, x[:, None])
    if eps is None:
        return _plain(trace), None, None
    deltas = cell.bptt(stored, trace, eps[:, None])
    return _plain(trace), _plain(deltas), cell.weight_gradient(trace, deltas).named()


def _plain(record):
    """The variables of the only signal: (T, H) each."""
    return {name: np.array(getattr(record, name)[:, 0]) for name in VARIABLES}


def _asked(record, kind):
    return {name: record[name] for name in variables(kind)}


def _forward(rng, size, kind):
    T, D, _ = size
    return _params(rng, size, kind), rng.normal(size=(T, D))


def draw_forward(rng, size, kind):
    params, x = _forward(rng, size, kind)
    trace, _, _ = _run(params, x, kind)
    return {"params": _handed(params, kind), "x": x}, _asked(trace, kind)


def draw_synchronous(rng, size, kind):
    T, _, H = size
    h, y = rng.normal(size=(T, H)), rng.normal(size=(T, H))
    scored = rng.random((T, H)) < 0.5
    scored.flat[:: max(T * H - 1, 1)] = [True, False]  # something is, and something isn't
    value, eps = squared_error(h[:, None], y[:, None], scored[:, None])
    return {"h": h, "y": y, "scored": scored}, {"value": np.array(value), "eps": eps[:, 0]}


def _backward(rng, size, kind):
    params, x = _forward(rng, size, kind)
    eps = rng.normal(size=(size[0], size[2]))
    trace, deltas, grads = _run(params, x, kind, eps)
    return _handed(params, kind), x, _asked(trace, kind), eps, _asked(deltas, kind), grads


def draw_bptt(rng, size, kind):
    params, _, trace, eps, deltas, _ = _backward(rng, size, kind)
    return {"params": params, "trace": trace, "eps": eps}, deltas


def draw_weights(rng, size, kind):
    _, x, trace, _, deltas, grads = _backward(rng, size, kind)
    return {"x": x, "trace": trace, "deltas": deltas}, _handed(grads, kind)


def draw_update(rng, size, kind):
    params, grads = _params(rng, size, kind), _params(rng, size, kind)
    eta = float(rng.uniform(0.05, 0.5))
    zero = {name: np.zeros_like(params[f"{name[0]}_f"]) for name in LSTMParams.SHAPES}
    new = sgd(*(LSTMParams.from_named(**zero | one) for one in (params, grads)), eta).named()
    given = {"params": _handed(params, kind), "grads": _handed(grads, kind), "eta": eta}
    return given, _handed({name: new[name] for name in params}, kind)


FUNCTIONS = {"weights": "weight_gradients"}  # in slips.py
NAMES = {"synchronous": "synchronous_backprop", "weights": "weight_gradients"}
ASKS = {"forward": variables, "bptt": variables, "weights": weights, "update": weights}
TOLD = {  # which of a kind's parts a function of slips.py is told
    "forward": ("coupled", "tanh", "order"),
    "bptt": ("coupled", "tanh", "order"),
    "weights": ("coupled", "order"),
}


def questions(variant=0):
    """{label: Question} of this variant."""
    kind, found = KINDS[variant], {}
    for label, known in mistakes.of_kind(kind).items():
        told = {part: getattr(kind, part) for part in TOLD.get(label, ())}
        plain = partial(getattr(slips, FUNCTIONS.get(label, label)), **told)
        found[label] = Question(
            NAMES.get(label, label),
            ASKS[label](kind) if label in ASKS else ("value", "eps"),
            partial(globals()[f"draw_{label}"], kind=kind),
            label in ("forward", "synchronous", "update"),
            {words: partial(plain, slip=slip) for slip, words in known.items()},
        )
    return found


QUESTIONS = questions()
