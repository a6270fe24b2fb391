"""The checks of lecture 06, backwards through the LSTM."""

import numpy as np

from exercises.backward_loop import FEEDBACK, loop, two_lists
from exercises.report import compare
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    LSTM,
    LSTMParams,
    PeepholeLSTM,
    PeepholeLSTMParams,
    calculator_lstm,
    calculator_lstm_logistic,
    identity,
    logistic,
    squared_error,
    unroll,
)

# One unit with tanh: weights of no special kind, and a c of both signs.
_GENERIC = {
    "w_i": 0.9, "u_i": -1.1, "b_i": 0.3, "w_f": -0.4, "u_f": 1.3, "b_f": 0.6,
    "w_o": 0.7, "u_o": 0.5, "b_o": -0.2, "w_c": 1.2, "u_c": -0.8, "b_c": 0.1,
}  # fmt: skip
_X, _Y = [1.4, -0.6, 0.3, -1.7], [0.5, -0.2, 0.9, 0.1]


def _steps():
    """The variables of three steps of an LSTM with tanh."""
    trace = LSTM().forward(LSTMParams.from_named(**_GENERIC), _X)
    names = ("i", "f", "o", "g", "c_prev", "c")
    return [{s: getattr(trace, s)[t].item() for s in names} for t in (1, 2, 3)]


def check_arrows(student):
    """Exercise A: equation (6.2) with the tanh."""
    cell, params = LSTM(), LSTMParams.from_named(**_GENERIC)
    graph = unroll(cell, params, _X)
    places = {graph.values[f"c[{t}]"]: t for t in range(len(_X))}

    def expected(i, f, o, g, c_prev, c):
        t = places[c]
        arrows = {"h by o": "ho", "h by c": "hc", "c by i": "ci", "c by f": "cf", "c by g": "cg"}
        return {
            k: graph.arrows[f"{head}[{t}]"][f"{tail}[{t}]"] for k, (head, tail) in arrows.items()
        }

    def but(**changed):
        """The right ones, but for these."""

        def wrong(**given):
            return expected(**given) | {
                k.replace("_by_", " by "): change(**given) for k, change in changed.items()
            }

        return wrong

    mistakes = {
        "the slope of the tanh is missing in the arrow from c to h": but(
            h_by_c=lambda o, **_: o,
        ),
        "the slope of the tanh is taken to be 1 - c²: the square is that of tanh c": but(
            h_by_c=lambda o, c, **_: o * (1 - c**2),
        ),
        "the arrow from o to h carries c, without the tanh": but(h_by_o=lambda c, **_: c),
        "c[t] stands where c[t-1] should: the time index is wrong": but(
            c_by_f=lambda c, **_: c,
        ),
        "the arrows of i and g are swapped: each carries the other factor": but(
            c_by_i=lambda i, **_: i, c_by_g=lambda g, **_: g
        ),
    }
    return compare(student, expected, _steps(), mistakes)


def _networks():
    """(params, x, y): the soft calculator, and one whose gates all listen."""
    generic = {k: v for k, v in _GENERIC.items() if k not in ("w_c", "u_c")} | {"w_c": 0.8}
    return [
        (calculator_lstm_logistic(4.0)[1], CALCULATOR_X, CALCULATOR_Y),
        (LSTMParams.from_named(**generic, u_c=-0.7), _X, _Y),
        (LSTMParams.from_named(**generic, u_c=0.4), _X[:2], _Y[:2]),
    ]


def _cases():
    cell, cases = LSTM(logistic, identity), []
    for params, x, y in _networks():
        trace = cell.forward(params, x)
        _, eps = squared_error(trace.h, y)
        case = {"eps": eps[:, 0, 0]} | {s: getattr(trace, s)[:, 0, 0] for s in "ifogc"}
        cases.append(case | {u: params.named()[u].item() for u in FEEDBACK})
    return cases


def _by_core(eps, i, f, o, g, c, **u):
    """The deltas by `lstm_core`, from the network that these lists are of."""
    cell = LSTM(logistic, identity)
    for params, x, _ in _networks():
        trace = cell.forward(params, x)
        if len(x) == len(c) and np.array_equal(trace.c[:, 0, 0], c):
            deltas = cell.bptt(params, trace, np.reshape(eps, (-1, 1, 1)))
            return {symbol: getattr(deltas, symbol)[:, 0, 0] for symbol in "hcoifg"}
    raise LookupError("no network has this c")


def check_bptt(student):
    """Exercise B: equations (6.4) to (6.9) as a loop."""

    def swapped(**given):
        delta = _by_core(**given)
        return delta["c"], delta["h"]

    mistakes = {
        "dc goes on with the new dh, which belongs to the step before": two_lists(loop("new dh")),
        "the cell path is dropped: nothing goes from c[t+1] back to c[t]": two_lists(
            loop("no cell path")
        ),
        "the slopes of the gates are missing": two_lists(loop("no slopes")),
        "the forget gate has the wrong time index: f[t] stands where f[t+1] should": two_lists(
            loop("late")
        ),
        "nothing comes back through the gates: delta is eps": two_lists(loop("deaf")),
        "the lists run from the last step to the first": two_lists(loop("turned round")),
        "the two lists have changed places: delta is the first": swapped,
    }
    return compare(student, two_lists(_by_core), _cases(), mistakes)


def check_mended(student):
    """Exercise C: the loop of the section on the mistake, put right."""
    mistakes = {
        "dc still goes on with the new dh": loop("new dh"),
        "nothing goes on from c to the step before": loop("no cell path"),
        "c goes on with the forget gate of the wrong step": loop("late"),
    }
    return compare(student, _by_core, _cases(), mistakes)


def check_pencil(student):
    """Exercise D: the exact machine, whose gates have no slopes."""
    cell, params = calculator_lstm()
    trace = cell.forward(params, [2, 0, 1, 1, 0])
    _, eps = squared_error(trace.h, [0, 3, 0, 0, 4])
    given = {s: getattr(trace, s)[:, 0, 0] for s in "ifogc"} | dict.fromkeys(FEEDBACK, 0.0)
    given["eps"] = eps[:, 0, 0]

    def lists(delta_c, sign=1):
        errors = sign * given["eps"]
        return lambda: {"eps": errors, "delta": errors, "delta_c": sign * delta_c}

    right = cell.bptt(params, trace, eps).c[:, 0, 0]
    always_open = given | {"f": np.ones(5)}
    mistakes = {
        "the sign of eps is turned round: it is h minus y": lists(right, sign=-1),
        "the forget gate is taken to be open all the time": lists(loop()(**always_open)["c"]),
        "the cell path is dropped: delta c is then only delta times o": lists(
            loop("no cell path")(**given)["c"]
        ),
        "the forget gate has the wrong time index: f[t] stands where f[t+1] should": lists(
            loop("late")(**given)["c"]
        ),
    }
    return compare(student, lists(right), [{}], mistakes)


_HOLES = [
    {"delta": 0.7, "o": 0.3, "c": 1.6, "p": -0.9, "arrives": 0.25},
    {"delta": -1.2, "o": 0.8, "c": -0.7, "p": 0.5, "arrives": -0.4},
]


def check_peephole(student):
    """Exercise E: the third arrow of c[t]."""

    def expected(delta, o, c, p, arrives):
        """One step of the library's own peephole cell, made to stand where it is asked for."""
        cell = PeepholeLSTM(logistic, identity)
        weights = dict.fromkeys(PeepholeLSTMParams.SHAPES, 0.0)
        hears = float(np.log(o / (1 - o))) - p * c  # so that o comes out
        weights |= {"b_f": 800.0, "b_o": hears, "p_o": [p], "p_i": [0.0], "p_f": [0.0]}
        params = PeepholeLSTMParams.from_named(**weights)  # f = 1, g = 0: c[0] is c0
        trace = cell.forward(params, [0.0], c0=[[c]])
        return cell.bptt(params, trace, [[[delta]]], c_end=[[arrives]]).c.item()

    mistakes = {
        "the new arrow is forgotten": lambda delta, o, c, p, arrives: delta * o + arrives,
        "the slope of the output gate is missing": (
            lambda delta, o, c, p, arrives: delta * (o + c * p) + arrives
        ),
        "the new arrow carries no weight: p is missing": (
            lambda delta, o, c, p, arrives: delta * (o + c * o * (1 - o)) + arrives
        ),
        "delta o is taken to be delta: c is missing": (
            lambda delta, o, c, p, arrives: delta * (o + p * o * (1 - o)) + arrives
        ),
        "what arrives from the next step is left out": (
            lambda delta, o, c, p, arrives: delta * (o + c * p * o * (1 - o))
        ),
    }
    return compare(student, expected, _HOLES, mistakes, name="delta_c")
