"""What the marker knows of this assignment: fresh inputs, the right answers, the known mistakes.

The right answers come from ``lstm_core``: its flow graph, its RNN and its gradients. The model
solution in the source notebook is not used. Each question is drawn by itself.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from assignments.ps1_gradients_through_time import slips
from assignments.ps1_gradients_through_time.mistakes import MISTAKES as WORDS
from assignments.ps1_gradients_through_time.variants import KINDS
from lstm_core import (
    RNN,
    FlowGraph,
    RNNParams,
    gradient,
    identity,
    memorizer,
    squared_error,
    step_jacobians,
)

NOTEBOOK = "ps1_gradients_through_time"
CORE = {  # what of lstm_core the students, and the box, are given
    "shapes": [],
    "check": ["numerical_gradient", "check_gradient"],
}
SIZES = [5, 6, 7]  # variables of a graph; the other questions' sizes follow from it


class Question(NamedTuple):
    """``draw(rng, size)`` gives the arguments and the right results, by the names of ``returns``.

    float32: whether that many digits will do.
    """

    function: str
    returns: tuple[str, ...]
    draw: object
    float32: bool
    mistakes: dict  # {words: a wrong function of the same arguments}


def _graph(rng, size, by_tail):
    """A graph and the ends (of, wrt) of what is asked: four apart, not always the last and first.

    Nearly all arrows are there: each slip has to show. The smallest graph lacks the direct one.
    """
    names = [*"xabcdey"[: size - 1], "y"]
    first = int(rng.integers(size - 4))
    of, wrt = names[first + 4], names[first]
    others = [(b, a) for k, b in enumerate(names) for a in names[: max(k - 1, 0)]]
    others.remove((of, wrt))
    missing = (of, wrt) if size == min(SIZES) else others[int(rng.integers(len(others)))]
    graph, arrows = FlowGraph(), {name: {} for name in names}
    for k, head in enumerate(names):
        numbers = {tail: _number(rng) for tail in names[:k] if (head, tail) != missing}
        graph.add(head, 0.0, numbers)
        for tail, number in numbers.items():
            arrows[tail if by_tail else head][head if by_tail else tail] = number
    return names, graph, arrows, (of, wrt)


def _number(rng):
    """Neither 0 nor 1 nor near them, where a forgotten factor would not be seen."""
    return float(rng.choice([-1.0, 1.0]) * rng.choice([rng.uniform(0.3, 0.8), rng.uniform(1.2, 2)]))


def draw_total(rng, size, kind):
    _, graph, arrows, (of, wrt) = _graph(rng, size, kind.by_tail)
    return {"arrows": arrows, "of": of, "wrt": wrt}, {"total": np.array(graph.total(of, wrt))}


def draw_partial(rng, size, kind):
    names, graph, arrows, (of, wrt) = _graph(rng, size, kind.by_tail)
    between = names[names.index(wrt) + 1 : names.index(of)]
    held = between[1:2]  # ways come to it, and go on from it, by others
    if size % 2:
        held = sorted(rng.choice(between, size=2, replace=False).tolist())
    value = np.array(graph.partial(of, wrt, held))
    return {"arrows": arrows, "of": of, "wrt": wrt, "held": held}, {"partial": value}


def draw_cut(rng, size, kind):
    names, graph, arrows, _ = _graph(rng, size, kind.by_tail)
    of, wrt, place = names[-1], names[0], int(rng.integers(2, size - 1))
    upstream = names[:place]
    products = {(c.tail, c.head): c.product for c in graph.cut(of, wrt, upstream)}
    order = [(tail, head) for tail, head, _ in slips.edges(arrows, kind.by_tail)]
    arguments = {
        "arrows": arrows,
        "upstream": upstream,
        "from_wrt": {name: graph.total(name, wrt) for name in upstream},
        "to_of": {name: graph.total(of, name) for name in names[place:]},
    }
    return arguments, {"products": np.array([products[one] for one in order if one in products])}


def _gradient(weight, rng, size, kind):
    x0, w, u, m = _number(rng), _number(rng), _number(rng), 2 * (size - 4)
    x, y, scored = memorizer(x0, m)
    if kind.memorizer == "other sign":
        y = -y
    if kind.memorizer == "shown twice":
        x[1] = x0
    if kind.memorizer == "asked twice":
        y[m - 1], scored[m - 1] = x0, True
    params, entry = RNNParams.from_named(w=w, u=u, b=0.0), (0, 0)
    if kind.memorizer == "two steps back":  # a second unit says what the first one said before
        params = RNNParams.from_named(w=[[w, 0.0]], u=[[0.0, 1.0], [u, 0.0]], b=[0.0, 0.0])
        y, scored = (np.stack([one, 0 * one], axis=-1) for one in (y, scored))
        entry = (0, 0) if weight == "w" else (1, 0)

    def loss(h, y):
        return squared_error(h, y[:, None], scored.reshape(h.shape).astype(bool))

    y = y.reshape(m + 1, -1)
    _, grads = gradient(RNN(activation=identity), params, x, y, loss)
    value = np.array(getattr(grads, weight)[entry])
    return {"x0": x0, "w": w, "u": u, "m": m}, {f"d{weight}": value}


def draw_dw(rng, size, kind):
    return _gradient("w", rng, size, kind)


def draw_du(rng, size, kind):
    return _gradient("u", rng, size, kind)


def _taps(rng, size, kind):
    """Two or three taps, the network that has them, and the order in which they are given."""
    K = 2 + size % 2
    taps = np.array([_number(rng) for _ in range(K)])
    if K == 2:  # the echo swings: both solutions are complex numbers
        taps = np.array([abs(taps[0]), -(taps[0] ** 2) / 4 - rng.uniform(0.3, 1.0)])
    u = np.zeros((K, K))
    u[:, 0], u[np.arange(K - 1), np.arange(1, K)] = taps, 1.0  # unit k says it k steps later
    w = np.eye(1, K)
    network = RNN(activation=identity), RNNParams.from_named(w=w, u=u, b=np.zeros(K))
    return taps[::-1].copy() if kind.oldest_first else taps, network


def draw_echo(rng, size, kind):
    taps, (cell, params) = _taps(rng, size, kind)
    x, _, _ = memorizer(1.0, size + 2)
    return {"taps": taps, "steps": size + 2}, {"h": cell.forward(params, x).h[:, 0, 0].copy()}


def draw_growth(rng, size, kind):
    taps, (cell, params) = _taps(rng, size, kind)
    jacobian = step_jacobians(cell, params, cell.forward(params, [1.0, 0.0]))[1, 0]
    return {"taps": taps}, {"growth": np.array(np.max(np.abs(np.linalg.eigvals(jacobian))))}


FUNCTIONS = {"dw": "dL_dw", "du": "dL_du"}
RETURNS = {"cut": "products", "echo": "h"}


def _of_kind(label, kind):
    if label in ("dw", "du"):
        return {"kind": kind.memorizer}
    if label in ("echo", "growth"):
        return {"oldest_first": kind.oldest_first}
    return {"by_tail": kind.by_tail}


def _named(name, function, **arguments):
    return {name: function(**arguments)}


def questions(variant=0):
    """{label: Question} of this variant."""
    kind, found = KINDS[variant], {}
    for label, known in WORDS.items():
        function, returned = FUNCTIONS.get(label, label), RETURNS.get(label, label)
        plain = partial(getattr(slips, function), **_of_kind(label, kind))
        wrong = {
            words: partial(_named, returned, partial(plain, slip=slip))
            for slip, words in known.items()
        }
        draw = partial(globals()[f"draw_{label}"], kind=kind)
        found[label] = Question(function, (returned,), draw, False, wrong)
    return found


QUESTIONS = questions()
