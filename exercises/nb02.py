"""The checks of lecture 02's exercises."""

import numpy as np

from exercises.report import compare
from lstm_core import RNN, RNNParams, gradient, memorizer, memorizer_rnn, squared_error, tanh


def check_gradient_w(student):
    """Exercise A: equation (2.7)."""

    def expected(x0, w, u, m):
        return _gradient(x0, w, u, m)[1]

    return compare(
        student,
        expected,
        cases=[
            {"x0": 1.5, "w": 0.7, "u": -0.9, "m": 4},
            {"x0": -2.0, "w": 1.3, "u": 1.2, "m": 7},
            {"x0": 1.0, "w": 1.0, "u": 0.5, "m": 10},
        ],
        mistakes={
            "the sign of the error is turned round": lambda x0, w, u, m: -expected(x0, w, u, m),
            "the error is left out": lambda x0, w, u, m: x0 * u**m,
            "x0, the input that w multiplies, is left out": (
                lambda x0, w, u, m: expected(x0, w, u, m) / x0
            ),
            "the loss is returned and not its gradient": (
                lambda x0, w, u, m: _gradient(x0, w, u, m)[0]
            ),
            "the message takes one step too few on its way back": (
                lambda x0, w, u, m: expected(x0, w, u, m) / u
            ),
        },
        name="dL/dw",
    )


def check_flow_back(student):
    """Exercise B: equation (2.4) as a loop."""

    def expected(error, u, m):
        cell, params = memorizer_rnn(1.0, u)
        trace = cell.forward(params, np.zeros(m + 1))
        eps = np.zeros((m + 1, 1, 1))
        eps[m] = error
        return cell.bptt(params, trace, eps).h.ravel()

    return compare(
        student,
        expected,
        cases=[
            {"error": -1.5, "u": 0.5, "m": 4},
            {"error": 0.8, "u": -1.3, "m": 6},
            {"error": 2.0, "u": 0.0, "m": 3},
        ],
        mistakes={
            "the list runs from the last step to the first": (
                lambda error, u, m: expected(error, u, m)[::-1]
            ),
            "the error itself, at step m, is multiplied by u too": (
                lambda error, u, m: u * expected(error, u, m)
            ),
            "the list ends one step too early": lambda error, u, m: expected(error, u, m)[:-1],
            "every step adds u instead of multiplying by it": (
                lambda error, u, m: [error + u * (m - n) for n in range(m + 1)]
            ),
        },
        name="dL/dh",
    )


def check_steps_until(student):
    """Exercise C: the smallest n with |u|^n <= s, counted out."""

    def expected(u, s):
        cell, params = memorizer_rnn(1.0, u)
        left = np.abs(cell.forward(params, memorizer(1.0, 2000)[0]).h.ravel())
        return int(np.argmax(left <= s))

    return compare(
        student,
        expected,
        cases=[{"u": 0.9, "s": 0.05}, {"u": -0.5, "s": 0.01}, {"u": 0.99, "s": 0.5}],
        mistakes={
            "the sign of u is not taken off before the logarithm": (
                lambda u, s: expected(u, s) if u > 0 else np.nan
            ),
            "n is rounded down: one step earlier too much is still left": (
                lambda u, s: expected(u, s) - 1
            ),
            "n is not a whole number": lambda u, s: np.log(s) / np.log(abs(u)),
            "the time constant is returned, whatever the share": lambda u, s: -1 / np.log(abs(u)),
            "n is negative: both logarithms are below zero, and their quotient is not": (
                lambda u, s: np.ceil(-np.log(s) / np.log(abs(u)))
            ),
        },
        name="n",
    )


def check_larger_size(student):
    """Exercise D: the size of the larger z with z^2 = u_1 z + u_2."""

    def expected(u_1, u_2):
        return float(np.abs(_roots(u_1, u_2)).max())

    return compare(
        student,
        expected,
        cases=[
            {"u_1": 0.6, "u_2": 0.6},
            {"u_1": 1.2, "u_2": -0.5},
            {"u_1": -1.1, "u_2": 0.4},
            {"u_1": 1.3, "u_2": -0.3},
        ],
        mistakes={
            "the size of the larger tap is returned": lambda u_1, u_2: max(abs(u_1), abs(u_2)),
            "u_2 keeps its sign when all is brought to one side": (
                lambda u_1, u_2: np.abs(_roots(u_1, -u_2)).max()
            ),
            "the solutions are compared with their signs, not by their sizes": (
                lambda u_1, u_2: abs(max(_roots(u_1, u_2), key=np.real))
            ),
            "the smaller one is returned": lambda u_1, u_2: np.abs(_roots(u_1, u_2)).min(),
            "the real part stands for the size": (
                lambda u_1, u_2: np.abs(np.real(_roots(u_1, u_2))).max()
            ),
        },
        name="|z|",
    )


def check_through_all(student):
    """Exercise E: equation (2.15), with tanh."""

    def layers(weights, h_0):
        """[(w_k, h_{k-1}, h_k)], and dh_K/dh_0 by a cell of one step for each layer."""
        cell, h, whole, found = RNN(tanh), h_0, 1.0, []
        for w in weights:
            params = RNNParams.from_named(w=1.0, u=w, b=0.0)
            trace = cell.forward(params, [0.0], h0=[[h]])
            whole *= cell.bptt(params, trace, np.ones((1, 1, 1))).h0.item()
            found.append((w, h, trace.h.item()))
            h = trace.h.item()
        return found, whole

    def product(factor):
        return lambda weights, h_0: np.prod([factor(*one) for one in layers(weights, h_0)[0]])

    return compare(
        student,
        lambda weights, h_0: layers(weights, h_0)[1],
        cases=[
            {"weights": [1.5, -0.8, 2.0], "h_0": 0.5},
            {"weights": [0.7, 1.2, -1.1, 0.9, 1.6], "h_0": -0.3},
            {"weights": [1.4, 0.6], "h_0": 1.3},
        ],
        mistakes={
            "the slopes are left out": product(lambda w, before, h: w),
            "the weights are left out": product(lambda w, before, h: 1 - h**2),
            "the slope is taken where the layer is spoken to, at h_{k-1}, not at w_k h_{k-1}": (
                product(lambda w, before, h: w * tanh.slope(np.tanh(before)))
            ),
            "1 - h^2 is made of what comes into the layer, not of what it says": (
                product(lambda w, before, h: w * (1 - before**2))
            ),
            "every layer gets the input h_0: what a layer says is not handed on": (
                lambda weights, h_0: np.prod([w * (1 - np.tanh(w * h_0) ** 2) for w in weights])
            ),
            "the factors are added up": (
                lambda weights, h_0: sum(w * (1 - h**2) for w, _, h in layers(weights, h_0)[0])
            ),
        },
        name="dh_K/dh_0",
    )


def _roots(u_1, u_2):
    """Both solutions of z^2 = u_1 z + u_2, complex if need be."""
    return np.roots([1.0, -u_1, -u_2])


def _gradient(x0, w, u, m):
    """(loss, dL/dw) by lstm_core."""
    cell, params = memorizer_rnn(w, u)
    x, y, scored = memorizer(x0, m)
    value, grads = gradient(cell, params, x, y, lambda h, y: squared_error(h, y, scored))
    return value, grads.w.item()
