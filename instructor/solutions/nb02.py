"""Solutions of notebook 02's exercises, and the mistakes that its checks know by name."""

import math


def dL_dw(x0, w, u, m):
    h_m = u**m * w * x0
    return x0 * (h_m - x0) * u**m


def flow_back(error, u, m):
    message = [error]
    for _ in range(m):
        message.append(u * message[-1])
    return message[::-1]


def steps_until(u, s):
    return math.ceil(math.log(s) / math.log(abs(u)))


def _forgets_the_sign_of_u(u, s):
    return math.ceil(math.log(s) / math.log(u)) if u > 0 else math.nan


SOLUTIONS = {
    "check_gradient_w": dL_dw,
    "check_flow_back": flow_back,
    "check_steps_until": steps_until,
}

MISTAKES = {
    "check_gradient_w": {
        "the sign of the error is turned round": (
            lambda x0, w, u, m: x0 * (x0 - u**m * w * x0) * u**m
        ),
        "the error is left out": lambda x0, w, u, m: x0 * u**m,
        "x0, the input that w multiplies, is left out": (
            lambda x0, w, u, m: (u**m * w * x0 - x0) * u**m
        ),
        "the loss is returned and not its gradient": (
            lambda x0, w, u, m: (u**m * w * x0 - x0) ** 2 / 2
        ),
        "the message takes one step too few on its way back": (
            lambda x0, w, u, m: x0 * (u**m * w * x0 - x0) * u ** (m - 1)
        ),
    },
    "check_flow_back": {
        "the list runs from the last step to the first": (
            lambda error, u, m: [error * u**k for k in range(m + 1)]
        ),
        "the error itself, at step m, is multiplied by u too": (
            lambda error, u, m: [error * u ** (m - n + 1) for n in range(m + 1)]
        ),
        "the list ends one step too early": (
            lambda error, u, m: [error * u ** (m - n) for n in range(m)]
        ),
        "every step adds u instead of multiplying by it": (
            lambda error, u, m: [error + u * k for k in range(m, -1, -1)]
        ),
    },
    "check_steps_until": {
        "the sign of u is not taken off before the logarithm": _forgets_the_sign_of_u,
        "n is rounded down: one step earlier too much is still left": (
            lambda u, s: math.floor(math.log(s) / math.log(abs(u)))
        ),
        "n is not a whole number": lambda u, s: math.log(s) / math.log(abs(u)),
        "the time constant is returned, whatever the share": (lambda u, s: -1 / math.log(abs(u))),
        "n is negative: both logarithms are below zero, and their quotient is not": (
            lambda u, s: math.ceil(-math.log(s) / math.log(abs(u)))
        ),
    },
}
