"""What the marker knows of this assignment: fresh inputs, the right answers, the known mistakes.

The right answers come from ``lstm_core``; the model solution in the source notebook is not used.
The training is marked by what it leads to: the params that come back are run out here.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from assignments.ps5_beyond import judge, mistakes, slips, training
from assignments.ps5_beyond.kinds import KINDS
from lstm_core import (
    GRU,
    RNN,
    GRUParams,
    LSTMParams,
    PeepholeLSTM,
    PeepholeLSTMParams,
    RNNParams,
    calculator_lstm_logistic,
    identity,
    logistic,
    random_calculator,
    squared_error,
    tanh,
    truncated_gradient,
)

NOTEBOOK = "ps5_beyond"
CORE = {  # what of lstm_core the students, and the box, are given: the LSTM, ready to be trained
    "shapes": [],
    "nonlinearity": ["identity", "crelu", "logistic", "tanh"],
    "params": [],
    "cell": [],
    "trace": [],
    "lstm_record": [],
    "lstm": ["LSTM", "LSTMParams"],
    "loss": ["squared_error"],
    "optimise": ["sgd", "momentum", "rmsprop", "adam", "clip_by_norm"],
    "tasks": ["CALCULATOR_X", "CALCULATOR_Y", "calculator_target", "random_calculator"],
    "check": ["numerical_gradient", "check_gradient"],
}
SIZES = [(5, 2, 3), (7, 3, 2), (2, 2, 2)]  # T, D, H
ACTIVATIONS = {"tanh": tanh, "logistic": logistic, "identity": identity}


class Question(NamedTuple):
    """``draw(rng, size)`` gives the arguments and the right results, by the names of ``returns``.

    sizes: those of this question; judge: for a question that has many right answers.
    """

    function: str
    returns: tuple[str, ...]
    draw: object
    mistakes: dict  # {words: a wrong function of the same arguments}
    float32: bool = False
    sizes: list = SIZES
    judge: object = None


def _is_gru(kind):
    return kind.cell == "gru"


def _cell(kind):
    activation = identity if kind.linear else tanh
    return GRU(activation=activation) if _is_gru(kind) else PeepholeLSTM(activation=activation)


def _symbols(kind):
    return tuple("rznh") if _is_gru(kind) else tuple("ifogch")


def _backward(kind, rng, size):
    """(params as a dict, trace, eps, deltas, weight gradients) of a random network and signal."""
    T, D, H = size
    shapes = {"w": (D, H), "u": (H, H), "b": (H,)}
    shapes["p"] = (H, H) if kind.cell == "full peephole" else (H,)
    cls = GRUParams if _is_gru(kind) else PeepholeLSTMParams
    params = {name: rng.normal(0.0, 0.8, shapes[name[0]]) for name in cls.SHAPES}
    cell, stored = _cell(kind), cls.from_named(**params)
    trace = cell.forward(stored, rng.normal(size=(T, 1, D)))
    eps = rng.normal(size=trace.h.shape)
    deltas = cell.bptt(stored, trace, eps)
    return params, trace, eps, deltas, cell.weight_gradient(trace, deltas)


def _plain(record, kind):
    return {name: np.array(getattr(record, name)[:, 0]) for name in _symbols(kind)}


def draw_backward(rng, size, kind):
    params, trace, eps, deltas, _ = _backward(kind, rng, size)
    used = {name: array for name, array in params.items() if name[0] in "up"}
    return {"params": used, "trace": _plain(trace, kind), "eps": eps[:, 0]}, _plain(deltas, kind)


def draw_weights(rng, size, kind):
    _, trace, _, deltas, grads = _backward(kind, rng, size)
    grads = grads.named()
    arguments = {"trace": _plain(trace, kind), "deltas": _plain(deltas, kind)}
    return arguments, {name: grads[name] for name in _weights(kind)}


def _weights(kind):
    return tuple(f"u_{k}" for k in "rzn") if _is_gru(kind) else tuple(f"p_{k}" for k in "ifo")


def draw_truncated(rng, size, kind):
    T, D, H, k1, k2 = size
    params = {"w": rng.normal(size=(D, H)), "u": rng.normal(size=(H, H)), "b": rng.normal(size=H)}
    x, y = rng.normal(size=(T, D)), rng.normal(size=(T, H))
    cell = RNN(activation=ACTIVATIONS[kind.activation])
    stored = RNNParams.from_named(**params)
    _, grads = truncated_gradient(cell, stored, x, y, squared_error, k1, k2)
    return {"params": params, "x": x, "y": y, "k1": k1, "k2": k2}, grads.named()


def start(rng):
    """A soft calculator with noise on every weight: it has much to learn, and can."""
    designed = calculator_lstm_logistic(2.0)[1].named()
    return {name: array + rng.normal(0.0, 0.3, array.shape) for name, array in designed.items()}


def draw_train(rng, size, kind):
    T, B = kind.steps, size[0]
    params = start(rng)
    x, y = random_calculator(rng, T, B, kind.largest)
    unseen = dict(zip("xy", random_calculator(rng, T, 500, kind.largest), strict=True))
    return {"params": params, "x": x, "y": y}, params | unseen


def questions(variant=0):
    """{label: Question} of this variant."""
    kind = KINDS[variant]
    words = mistakes.of(kind)
    gru, full = _is_gru(kind), {} if _is_gru(kind) else {"full": kind.cell == "full peephole"}
    linear = {"linear": kind.linear}
    solved = {
        "backward": partial(slips.gru if gru else slips.peephole, **linear),
        "weights": partial(slips.gru_weights, **linear) if gru
        else partial(slips.peephole_weights, **full),
        "truncated": partial(slips.truncated, activation=kind.activation),
        "train": training.train,
    }  # fmt: skip
    returns = {
        "backward": _symbols(kind),
        "weights": _weights(kind),
        "truncated": ("w", "u", "b"),
        "train": tuple(LSTMParams.SHAPES),
    }
    more = {
        "truncated": {"sizes": [(9, 2, 3, 3, 5), (7, 1, 2, 2, 3), (8, 3, 2, 3, 4)]},
        "train": {
            "sizes": [(400,)],
            "float32": True,
            "judge": partial(judge.judge, bound=kind.bound),
        },
    }
    functions = {"backward": "bptt", "weights": "weight_gradients"}
    return {
        label: Question(
            functions.get(label, label),
            returns[label],
            partial(globals()[f"draw_{label}"], kind=kind),
            {w: partial(solved[label], slip=slip) for slip, w in words[label].items()},
            **more.get(label, {}),
        )
        for label in solved
    }


QUESTIONS = questions()
