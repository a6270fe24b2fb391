"""Solutions of the exercises of lecture 04, and the mistakes that students are known to make."""

import math


def _crelu(z):
    return min(1.0, max(0.0, z))


def _logistic(z):
    return 1 / (1 + math.exp(-z))


def step(x, h_prev, w_f, u_f, b_f):
    f = _crelu(w_f * x + u_f * h_prev + b_f)
    return f, x + f * h_prev


def hold_the_last_key():
    """Keep while zeros come (x = 0: f = 1), let go when a number comes (x >= 1: f = 0)."""
    return -1, 0, 1


def slope_through_time(x, h_prev, w_f, u_f, b_f):
    f = _logistic(w_f * x + u_f * h_prev + b_f)
    return f + f * (1 - f) * u_f * h_prev


SOLUTIONS = {
    "check_step": step,
    "check_hold": hold_the_last_key,
    "check_slope_through_time": slope_through_time,
}


def _without_sigma(x, h_prev, w_f, u_f, b_f):
    f = w_f * x + u_f * h_prev + b_f
    return f, x + f * h_prev


def _feedback_left_in(x, h_prev, w_f, u_f, b_f):
    return _crelu(w_f * x + u_f * h_prev + b_f), x + u_f * h_prev


def _input_gated(x, h_prev, w_f, u_f, b_f):
    f = _crelu(w_f * x + u_f * h_prev + b_f)
    return f, f * (x + h_prev)


def _without_bias(x, h_prev, w_f, u_f, b_f):
    f = _crelu(w_f * x + u_f * h_prev)
    return f, x + f * h_prev


def _direct_only(x, h_prev, w_f, u_f, b_f):
    return _logistic(w_f * x + u_f * h_prev + b_f)


def _without_h(x, h_prev, w_f, u_f, b_f):
    f = _logistic(w_f * x + u_f * h_prev + b_f)
    return f + f * (1 - f) * u_f


def _without_slope(x, h_prev, w_f, u_f, b_f):
    return _logistic(w_f * x + u_f * h_prev + b_f) + u_f * h_prev


def _sigma_twice(x, h_prev, w_f, u_f, b_f):
    f = _logistic(w_f * x + u_f * h_prev + b_f)
    again = _logistic(f)
    return f + again * (1 - again) * u_f * h_prev


MISTAKES = {
    "check_step": {
        "the gate's nonlinearity is left out": _without_sigma,
        "u_f is taken as the feedback in the place of the gate": _feedback_left_in,
        "the gate is put on the input too": _input_gated,
        "the bias is left out": _without_bias,
    },
    "check_hold": {
        "the gate is turned round: it keeps when a number comes": lambda: (1, 0, 0),
        "the bias is missing, so that the gate never opens": lambda: (-1, 0, 0),
        "the gate is always open": lambda: (0, 0, 1),
    },
    "check_slope_through_time": {
        "only the direct way is counted, the one through the feedback": _direct_only,
        "the way around lacks h[t-1], by which the gate is multiplied": _without_h,
        "the slope of the nonlinearity is left out": _without_slope,
        "sigma is applied twice: the slope is f (1 - f), f being the output": _sigma_twice,
    },
}
