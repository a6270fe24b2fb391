"""What the marker knows of this assignment: fresh inputs, the right answers, the known mistakes.

The right answers come from ``lstm_core``: its RNN, its forget gate, its losses; the design is run
in its LSTM and judged by what it prints. The model solution in the source notebook is not used.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from assignments.ps2_pocket_calculator import machine, slips
from assignments.ps2_pocket_calculator.mistakes import MISTAKES as WORDS
from assignments.ps2_pocket_calculator.mistakes import ONLY
from assignments.ps2_pocket_calculator.variants import KINDS
from lstm_core import (
    RNN,
    ForgetGateRNN,
    ForgetGateRNNParams,
    RNNParams,
    crelu,
    identity,
    sgd,
    squared_error,
)

NOTEBOOK = "ps2_pocket_calculator"
CORE = {  # what of lstm_core the students, and the box, are given
    "shapes": [],
    "nonlinearity": ["crelu"],
    "tasks": ["CALCULATOR_X", "CALCULATOR_Y", "calculator_target", "random_calculator"],
    "check": ["numerical_gradient", "check_gradient"],
}
SIZES = [8, 5, 1]  # steps; the first and the last step are one in the last


class Question(NamedTuple):
    """``draw(rng, size)`` gives the arguments and the right results, by the names of ``returns``.

    float32: whether that many digits will do. judge: what is asked where no single result is right,
    ``judge(name, [(got, expected)]) -> (right, message, name of the mistake)``.
    """

    function: str
    returns: tuple[str, ...]
    draw: object
    float32: bool
    mistakes: dict  # {words: a wrong function of the same arguments}
    judge: object = None


def _network(u, kind):
    """The linear network with this u, as one of lstm_core."""
    if kind == "two steps back":  # a second unit says what the first one said before
        return RNNParams.from_named(w=[[1.0, 0.0]], u=[[0.0, 1.0], [u, 0.0]], b=[0.0, 0.0])
    w, u = {"minus": (1.0, -u), "mean": (1.0 - u, u)}.get(kind, (1.0, u))
    return RNNParams.from_named(w=w, u=u, b=0.0)


def _first(states):
    """What the first unit does, (T,)."""
    return np.array(states[:, 0, 0])


def _forward(rng, size, kind):
    x, u = rng.normal(size=size), _weight(rng)
    params = _network(u, kind.network)
    return x, u, params, RNN(identity).forward(params, x)


def _weight(rng):
    return float(rng.choice([-1.0, 1.0]) * rng.uniform(0.3, 0.9))


def draw_forward(rng, size, kind):
    x, u, _, trace = _forward(rng, size, kind)
    return {"x": x, "u": u}, {"h": _first(trace.h)}


def _targets(rng, size, kind):
    """Signs of all sorts; the first is scored, and where some aren't, the last but one isn't."""
    y = rng.normal(size=size) * (rng.random(size) < 0.7)
    y[0] = abs(rng.normal()) + 0.1
    if size > 1:
        y[-1], y[-2] = abs(y[-1]) + 0.1, -abs(y[-2]) - 0.1
    return -y if kind.scored == "below" else y


def _loss(h, y, kind):
    chosen = np.full(len(y), kind.scored == "all")
    if kind.scored in ("above", "below"):
        chosen = y > 0 if kind.scored == "above" else y < 0
    if kind.scored == "last":
        chosen[-1] = True
    value, eps = squared_error(h.reshape(-1, 1, 1), y, scored=chosen)
    return np.array(value), eps[:, 0, 0]


def draw_synchronous(rng, size, kind):
    h, y = rng.normal(size=size), _targets(rng, size, kind)
    value, eps = _loss(h, y, kind)
    return {"h": h, "y": y}, {"value": value, "eps": eps}


def _backward(rng, size, kind):
    x, u, params, trace = _forward(rng, size, kind)
    eps = np.zeros(trace.h.shape)
    eps[:, 0, 0] = rng.normal(size=size) * (rng.random(size) < 0.6)
    eps[-4:, 0, 0] = np.array([-0.8, 0.0, 0.5, 1.0])[-size:] * (1.0 + rng.random())
    return x, u, trace, eps, RNN(identity).bptt(params, trace, eps)


def draw_bptt(rng, size, kind):
    _, u, _, eps, deltas = _backward(rng, size, kind)
    return {"u": u, "eps": _first(eps)}, {"delta": _first(deltas.h)}


def draw_weights(rng, size, kind):
    x, _, trace, _, deltas = _backward(rng, size, kind)
    grads = RNN(identity).weight_gradient(trace, deltas)
    value = {
        "minus": lambda: -grads.u[0, 0],
        "mean": lambda: grads.u[0, 0] - grads.w[0, 0],
        "two steps back": lambda: grads.u[1, 0],
    }.get(kind.network, lambda: grads.u[0, 0])()
    return {"x": x, "h": _first(trace.h), "delta": _first(deltas.h)}, {"dL_du": np.array(value)}


def draw_update(rng, size, kind):
    u, gradient, eta = _weight(rng), _weight(rng) * size, float(rng.uniform(0.05, 0.5))
    params, grads = (RNNParams.from_named(w=1.0, u=value, b=0.0) for value in (u, gradient))
    new = sgd(params, grads, eta)
    return {"u": u, "gradient": gradient, "eta": eta}, {"u": np.array(new.u[0, 0])}


def draw_gate(rng, size, kind):
    key = -1.0 if kind.design == "debts" else 1.0
    x = key * rng.uniform(-0.5, 2.0, size=size)
    if size > 3:
        x[1:4] = key * np.array([0.4, 1.6, -0.3])  # on each piece of CReLU
    y = _targets(rng, size, kind)
    params = ForgetGateRNNParams.from_named(w_c=1.0, b_c=0.0, w_f=key, u_f=0.0, b_f=0.0)
    trace = ForgetGateRNN(gate=crelu, activation=identity).forward(params, x)
    h = _first(trace.h)
    return {"x": x, "y": y}, {"f": _first(trace.f), "h": h, "value": _loss(h, y, kind)[0]}


def draw_design(rng, size, kind):
    return machine.draw(rng, size, kind.design)


FUNCTIONS = {
    "synchronous": "synchronous_backprop", "weights": "weight_gradient", "gate": "forget_gate",
}  # fmt: skip
RETURNS = {
    "forward": ("h",), "synchronous": ("value", "eps"), "bptt": ("delta",), "weights": ("dL_du",),
    "update": ("u",), "gate": ("f", "h", "value"), "design": machine.WEIGHTS,
}  # fmt: skip


def _plain(label, kind):
    """The function of slips.py that answers this question in this kind of network."""
    if label == "design":
        return lambda slip: machine.with_slip(slip, kind.design)
    told = {"kind": kind.network}
    if label == "synchronous":
        told = {"scored": kind.scored}
    if label == "gate":
        told = {"scored": kind.scored, "key": -1.0 if kind.design == "debts" else 1.0}
    name = "synchronous" if label == "synchronous" else FUNCTIONS.get(label, label)
    return partial(getattr(slips, name), **({} if label == "update" else told))


def _named(name, function, **arguments):
    return {name: function(**arguments)}


def questions(variant=0):
    """{label: Question} of this variant."""
    kind, found = KINDS[variant], {}
    for label, known in WORDS.items():
        words = {k: said for k, said in known.items() if ONLY.get((label, k), {*kind}) & {*kind}}
        plain, returned = _plain(label, kind), RETURNS[label]
        wrong = {said: partial(plain, slip=slip) for slip, said in words.items()}
        if len(returned) == 1:
            wrong = {said: partial(_named, *returned, one) for said, one in wrong.items()}
        found[label] = Question(
            FUNCTIONS.get(label, label),
            returned,
            partial(globals()[f"draw_{label}"], kind=kind),
            label in ("forward", "synchronous", "update"),
            wrong,
            partial(machine.judge, words=words, kind=kind.design) if label == "design" else None,
        )
    return found


QUESTIONS = questions()
