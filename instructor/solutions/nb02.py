"""Solutions of lecture 02's exercises, and the mistakes that its checks know by name."""

import cmath
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


def solutions(u_1, u_2):
    root = cmath.sqrt(u_1**2 + 4 * u_2)
    return (u_1 + root) / 2, (u_1 - root) / 2


def larger_size(u_1, u_2):
    return max(abs(z) for z in solutions(u_1, u_2))


def through_all(weights, h_0):
    product, h = 1.0, h_0
    for w in weights:
        h = math.tanh(w * h)
        product *= w * (1 - h**2)
    return product


def _slope_at_the_input(weights, h_0):
    product, h = 1.0, h_0
    for w in weights:
        product *= w * (1 - math.tanh(h) ** 2)
        h = math.tanh(w * h)
    return product


def _of_what_comes_in(weights, h_0):
    product, h = 1.0, h_0
    for w in weights:
        product *= w * (1 - h**2)
        h = math.tanh(w * h)
    return product


def _slopes_alone(weights, h_0):
    product, h = 1.0, h_0
    for w in weights:
        h = math.tanh(w * h)
        product *= 1 - h**2
    return product


def _not_handed_on(weights, h_0):
    return math.prod(w * (1 - math.tanh(w * h_0) ** 2) for w in weights)


def _added_up(weights, h_0):
    total, h = 0.0, h_0
    for w in weights:
        h = math.tanh(w * h)
        total += w * (1 - h**2)
    return total


def _forgets_the_sign_of_u(u, s):
    return math.ceil(math.log(s) / math.log(u)) if u > 0 else math.nan


SOLUTIONS = {
    "check_gradient_w": dL_dw,
    "check_flow_back": flow_back,
    "check_steps_until": steps_until,
    "check_larger_size": larger_size,
    "check_through_all": through_all,
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
    "check_larger_size": {
        "the size of the larger tap is returned": lambda u_1, u_2: max(abs(u_1), abs(u_2)),
        "u_2 keeps its sign when all is brought to one side": (
            lambda u_1, u_2: larger_size(u_1, -u_2)
        ),
        "the solutions are compared with their signs, not by their sizes": (
            lambda u_1, u_2: abs(max(solutions(u_1, u_2), key=lambda z: z.real))
        ),
        "the smaller one is returned": (lambda u_1, u_2: min(abs(z) for z in solutions(u_1, u_2))),
        "the real part stands for the size": (
            lambda u_1, u_2: max(abs(z.real) for z in solutions(u_1, u_2))
        ),
    },
    "check_through_all": {
        "the slopes are left out": lambda weights, h_0: math.prod(weights),
        "the weights are left out": _slopes_alone,
        "the slope is taken where the layer is spoken to, at h_{k-1}, not at w_k h_{k-1}": (
            _slope_at_the_input
        ),
        "1 - h^2 is made of what comes into the layer, not of what it says": _of_what_comes_in,
        "every layer gets the input h_0: what a layer says is not handed on": _not_handed_on,
        "the factors are added up": _added_up,
    },
}
