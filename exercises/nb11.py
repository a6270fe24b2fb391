"""The checks of lecture 11, the gradient through time. What is expected comes from `lstm_core`."""

import numpy as np

from exercises.report import compare
from lstm_core import LSTM, LSTMParams, cell_terms, flow_networks, path_sum, step_jacobians

_FEEDBACK = ("u_f", "u_i", "u_o", "u_c")


def _networks():
    """(params, trace) of two LSTMs of one unit, with weights of no special kind."""
    rng = np.random.default_rng(110)
    for _ in range(2):
        params = LSTMParams.from_named(**{name: rng.normal() for name in LSTMParams.SHAPES})
        yield params, LSTM().forward(params, rng.normal(size=5), c0=[[0.7]])


def _steps():
    """For each network and step from the second on: what the trace says, the terms, the table."""
    for params, trace in _networks():
        u = {name: params.named()[name].item() for name in _FEEDBACK}
        terms, tables = cell_terms(LSTM(), params, trace), step_jacobians(LSTM(), params, trace)
        for t in range(1, len(trace.h)):
            now = {s: getattr(trace, s)[t].item() for s in ("f", "i", "g", "o", "c", "c_prev")}
            now["o_prev"] = trace.o[t - 1].item()
            yield u | now, [term[t].item() for term in terms], tables[t, 0]


def _cases(*names):
    """The named variables of every step as cases, and what finds the answers by them."""
    steps = [({name: now[name] for name in names}, *answers) for now, *answers in _steps()]

    def answer(which, given):
        return next(step[which] for step in steps if step[0] == given)

    return [step[0] for step in steps], answer


def check_terms(student):
    """Exercise A: equation (11.1), with h followed."""
    cases, answer = _cases("f", "i", "g", "o_prev", "c_prev", "u_f", "u_i", "u_c")

    def expected(**given):
        return dict(zip("pqrs", answer(1, given), strict=True))

    def but(change):
        return lambda **given: expected(**given) | change(expected(**given), **given)

    def all_but_p(factor):
        return but(lambda right, **given: {k: right[k] * factor(**given) for k in "qrs"})

    mistakes = {
        "h is held: then only p is left": all_but_p(lambda **_: 0.0),
        "the output gate is missing on the way from c to h": all_but_p(
            lambda o_prev, **_: 1 / o_prev
        ),
        "the slope of the tanh is missing on the way from c to h": all_but_p(
            lambda c_prev, **_: np.cosh(c_prev) ** 2
        ),
        "the slopes of the gates are missing in q and s": but(
            lambda right, f, i, **_: {"q": right["q"] / (f - f**2), "s": right["s"] / (i - i**2)}
        ),
        "the slope of the candidate is missing in r": but(
            lambda right, g, **_: {"r": right["r"] / (1 - g**2)}
        ),
        "r and s are swapped": but(lambda right, **_: {"r": right["s"], "s": right["r"]}),
    }
    return compare(student, expected, cases, mistakes)


def check_jacobian(student):
    """Exercise B: equation (11.6)."""
    cases, answer = _cases("f", "i", "g", "o", "c", "c_prev", *_FEEDBACK)

    def expected(**given):
        return answer(2, given)

    def by_o(o, c, u_o, **_):
        """The road to h through the output gate."""
        return np.tanh(c) * o * (1 - o) * u_o

    def but(change):
        return lambda **given: change(expected(**given).copy(), **given)

    def corner(table, **given):
        table[0, 0] -= by_o(**given)
        return table

    def no_slope(table, c, **given):
        table[0] *= np.cosh(c) ** 2  # the road through o has no such slope, and gets it back
        table[0, 0] += by_o(c=c, **given) * (1 - np.cosh(c) ** 2)
        return table

    mistakes = {
        "the road through the output gate is left out": but(corner),
        "the table is turned: rows say what is differentiated": but(lambda table, **_: table.T),
        "c stands first: h is asked for first": but(lambda table, **_: table[::-1, ::-1]),
        "the slope of the tanh is missing on the way from c to h": but(no_slope),
        "h by c is zero: c[t-1] moves h[t] through c[t]": but(
            lambda table, **_: table * [[1, 0], [1, 1]]
        ),
    }
    return compare(student, expected, cases, mistakes, name="J")


def check_roads(student):
    """Exercise C: equation (11.7), put into the double sum."""
    cases, answers = [], []
    rng = np.random.default_rng(111)
    for params, trace in _networks():
        eps = rng.normal(size=trace.h.shape)
        k = trace.o * (1 - np.tanh(trace.c) ** 2)
        J = step_jacobians(LSTM(), params, trace)[:, 0]
        cases.append({"eps": eps[:, 0, 0].copy(), "J": J, "k": k[:, 0, 0].copy()})
        answers.append(path_sum(LSTM(), params, trace, eps)[:, 0, 0])

    def expected(eps, J, k):
        return next(
            answer
            for case, answer in zip(cases, answers, strict=True)
            if np.array_equal(case["eps"], eps)
        )

    def roads(eps, J, k, follow=1.0, own=True):
        found = np.zeros(len(eps))
        for start in range(len(eps)):
            column = np.array([follow * k[start], 1.0])
            for t in range(start, len(eps)):
                column = J[t] @ column if t > start else column
                found[start] += eps[t] * column[0] * (own or t > start)
        return found

    def turned(eps, J, k):
        return roads(eps, np.swapaxes(J, 1, 2), k)

    def corners(eps, J, k):
        return roads(eps, J * [[0, 0], [0, 1]], k) + sum(
            np.array([eps[t] * k[t] * np.prod(J[start + 1 : t + 1, 1, 1]) * (t > start)
                      for start in range(len(eps))])
            for t in range(len(eps))
        )  # fmt: skip

    mistakes = {
        "the error of the step itself is left out: k = l belongs to the sum": (
            lambda eps, J, k: roads(eps, J, k, own=False)
        ),
        "h[l] is held: it moves with c[l], k[l] times as much": (
            lambda eps, J, k: roads(eps, J, k, follow=0.0)
        ),
        "the tables are turned": turned,
        "all outputs are held: only forget gates are on the way": corners,
        "only the error of the same step counts": lambda eps, J, k: eps * k,
    }
    return compare(student, expected, cases, mistakes, name="dL/dc")


def check_bias(student):
    """Exercise D: the bias that keeps a share of the direct path, judged by the network itself."""
    cases = [{"share": 0.5, "m": 20}, {"share": 0.9, "m": 7}, {"share": 0.02, "m": 3}]

    def kept(b_f, m):
        cell, params = flow_networks(u=0.0, forget_bias=b_f)["LSTM"]
        return np.prod(cell.forward(params, np.zeros(int(m))).f)

    def expected(share, m):
        """Halving an interval: the share that is kept grows with the bias."""
        low, high = -40.0, 40.0
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if kept(middle, m) < share else (low, middle)
        return (low + high) / 2

    def bias(f):
        return np.log(f / (1 - f))

    mistakes = {
        "this is the gate, not its bias": lambda share, m: share ** (1 / m),
        "the share is taken for the gate: it is left after one step": lambda share, m: bias(share),
        "the share is divided by the steps: products need a root": (
            lambda share, m: bias(1 - (1 - share) / m)
        ),
        "the sign is turned round": lambda share, m: -bias(share ** (1 / m)),
    }
    return compare(student, expected, cases, mistakes, name="b_f")
