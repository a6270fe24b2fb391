"""The checks of lecture 03's exercises."""

import math

import numpy as np

from exercises.report import compare
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    RNN,
    RNNParams,
    calculator_rnn,
    gradient,
    sgd,
    squared_error,
    tanh,
)


def check_bptt(student):
    """Exercise A: equation (3.7) as a loop."""

    def expected(eps, u):
        cell, params = calculator_rnn(u)
        trace = cell.forward(params, np.zeros(len(eps)))
        return cell.bptt(params, trace, np.reshape(eps, (-1, 1, 1))).h.ravel()

    return compare(
        student,
        expected,
        cases=[
            {"eps": [0.0, 0.0, 0.0, -2.875, 0.0, 0.0, 0.0, -2.0546875], "u": 0.5},
            {"eps": [0.5, -1.0, 0.0, 2.0, 0.0, -0.3], "u": -1.3},
            {"eps": [1.5, 2.0], "u": 0.7},
        ],
        mistakes={
            "the loop runs from left to right": lambda eps, u: expected(eps[::-1], u)[::-1],
            "the list runs from the last step to the first": lambda eps, u: expected(eps, u)[::-1],
            "the way through the next step is left out: delta is eps then": lambda eps, u: eps,
            "only one step is looked ahead: eps[t+1] stands where delta[t+1] should": (
                lambda eps, u: eps + u * np.append(eps[1:], 0)
            ),
            "u is left out": lambda eps, u: expected(eps, 1.0),
        },
        name="delta",
    )


def check_gradient_u(student):
    """Exercise B: equation (3.8)."""

    def expected(delta, h):
        return float(np.dot(delta[1:], h[:-1]))

    return compare(
        student,
        expected,
        cases=[
            {"delta": [4.0] * 8, "h": [1.0, 3.0, 4.0, 4.0, 5.0, 6.0, 7.0, 7.0]},
            {"delta": [0.5, -1.5, 2.0, 0.7], "h": [1.2, -0.4, 3.0, -2.0]},
            {"delta": [2.0], "h": [3.0]},
        ],
        mistakes={
            "delta[t] is multiplied by h[t] and not by h[t-1]": lambda delta, h: np.dot(delta, h),
            "delta[t] is multiplied by h[t+1]: the shift goes the wrong way": (
                lambda delta, h: np.dot(delta[:-1], h[1:])
            ),
            "h before the first step is taken to be the last h": (
                lambda delta, h: np.dot(delta, np.roll(h, 1))
            ),
            "the products are not added up": lambda delta, h: np.multiply(delta[1:], h[:-1]),
        },
        name="dL/du",
    )


def check_last_u(student):
    """Exercise C: equation (3.9), so many times."""

    return compare(
        student,
        _descend,
        cases=[
            {"u": 0.5, "eta": 0.005, "steps": 3},
            {"u": -0.4, "eta": 0.002, "steps": 6},
            {"u": 1.1, "eta": 0.001, "steps": 0},
        ],
        mistakes={
            "the step goes uphill": lambda u, eta, steps: _descend(u, -eta, steps),
            "one step too many is taken": lambda u, eta, steps: _descend(u, eta, steps + 1),
            "one step too few is taken": lambda u, eta, steps: _descend(u, eta, max(0, steps - 1)),
            "the slope is found once, at the start, and used for all steps": (
                lambda u, eta, steps: u + steps * (_descend(u, eta, 1) - u)
            ),
            "only one step is taken, whatever is asked": (
                lambda u, eta, steps: _descend(u, eta, min(1, steps))
            ),
        },
        name="u",
    )


def check_bptt_tanh(student):
    """Exercise D: equation (3.11) as a loop."""

    def deltas(eps, c, u):
        """The Deltas of a network whose excitations are c: the input that makes them is found."""
        h_prev = np.append(0.0, np.tanh(c)[:-1])
        cell, params = RNN(tanh), RNNParams.from_named(w=1.0, u=u, b=0.0)
        trace = cell.forward(params, c - u * h_prev)
        return cell.bptt(params, trace, np.reshape(eps, (-1, 1, 1)))

    def expected(eps, c, u):
        return deltas(eps, np.asarray(c, float), u).h.ravel()

    def loop(factor):
        """delta[t] = eps[t] + factor(c, t + 1) delta[t+1]."""

        def delta(eps, c, u):
            made = np.array(eps, float)
            for t in reversed(range(len(eps) - 1)):
                made[t] += u * factor(c, t + 1) * made[t + 1]
            return made

        return delta

    return compare(
        student,
        expected,
        cases=[
            {"eps": [0.0, 0.5, -1.0, 0.8], "c": [0.4, -0.9, 0.3, 1.2], "u": 1.4},
            {"eps": [0.3, 0.0, 0.0, 0.0, -1.5], "c": [1.0, 1.7, -0.2, 0.6, 0.1], "u": -0.8},
            {"eps": [2.0], "c": [0.5], "u": 0.7},
        ],
        mistakes={
            "the slopes are left out, as if sigma_h were the identity": loop(lambda c, t: 1.0),
            "the slope is taken at c[t] and not at c[t+1]": (
                loop(lambda c, t: 1 - np.tanh(c[t - 1]) ** 2)
            ),
            "the slope is multiplied twice": loop(lambda c, t: (1 - np.tanh(c[t]) ** 2) ** 2),
            "1 - c^2 stands for the slope: it needs h, which is tanh(c)": (
                loop(lambda c, t: 1 - c[t] ** 2)
            ),
            "these are the derivatives with respect to c[t], as on the slide": (
                lambda eps, c, u: deltas(eps, np.asarray(c, float), u).c.ravel()
            ),
        },
        name="delta",
    )


def check_cut_outputs(student):
    """Exercise E: the outputs as an array of integers keeps them."""

    def expected(x, u):
        h = np.zeros(len(x), int)
        for t in range(len(x)):
            h[t] = x[t] + u * (h[t - 1] if t else 0)
        return h

    def put(kept):
        """The same with another way to keep a number."""

        def outputs(x, u):
            h = []
            for one in x:
                h.append(kept(one + u * (h[-1] if h else 0.0)))
            return h

        return outputs

    return compare(
        student,
        expected,
        cases=[
            {"x": CALCULATOR_X.tolist(), "u": 0.5},
            {"x": [1.0, 2.0, 1.0, 0.0], "u": 1.7},
            {"x": [3.0, 0.0, 1.0, 0.0, 2.0], "u": -0.9},
        ],
        mistakes={
            "nothing is cut: these are the right outputs": put(float),
            "the numbers are rounded, not cut": put(round),
            "the numbers are cut downwards: below zero, that is away from zero": put(math.floor),
            "all is computed first and cut at the end; it is the cut number that is fed back": (
                lambda x, u: np.trunc(put(float)(x, u))
            ),
        },
        name="h",
    )


def _descend(u, eta, steps):
    cell, params = calculator_rnn(u)
    for _ in range(steps):
        _, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, _scored)
        params = params.replace(u=sgd(params, grads, eta).u)  # u alone learns
    return params.u.item()


def _scored(h, y):
    return squared_error(h, y, scored=y > 0)
