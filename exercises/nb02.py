"""The checks of notebook 02's exercises."""

import numpy as np

from exercises.report import compare
from lstm_core import gradient, memorizer, memorizer_rnn, squared_error


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


def _gradient(x0, w, u, m):
    """(loss, dL/dw) by lstm_core."""
    cell, params = memorizer_rnn(w, u)
    x, y, scored = memorizer(x0, m)
    value, grads = gradient(cell, params, x, y, lambda h, y: squared_error(h, y, scored))
    return value, grads.w.item()
