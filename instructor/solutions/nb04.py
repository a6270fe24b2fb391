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


def crelu_gradient(dL_df, z, x):
    return sum(d * one for d, heard, one in zip(dL_df, z, x, strict=True) if 0 < heard < 1)


def through_the_signal(x, w_f, u_f, b_f):
    h, product = x[0], 1.0  # at the first step there is nothing to keep: h[0] = x[0]
    for one in x[1:]:
        product *= slope_through_time(one, h, w_f, u_f, b_f)
        h = one + _logistic(w_f * one + u_f * h + b_f) * h
    return product


SOLUTIONS = {
    "check_step": step,
    "check_hold": hold_the_last_key,
    "check_slope_through_time": slope_through_time,
    "check_crelu_gradient": crelu_gradient,
    "check_through_the_signal": through_the_signal,
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


def _logistic_gate(x, h_prev, w_f, u_f, b_f):
    f = _logistic(w_f * x + u_f * h_prev + b_f)
    return f, x + f * h_prev


def _without_input(x, h_prev, w_f, u_f, b_f):
    f = _crelu(w_f * x + u_f * h_prev + b_f)
    return f, f * h_prev


def _h_before_f(**given):
    f, h = step(**given)
    return h, f


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


def _weight_of_the_input(x, h_prev, w_f, u_f, b_f):
    f = _logistic(w_f * x + u_f * h_prev + b_f)
    return f + f * (1 - f) * w_f * h_prev


def _no_slope(dL_df, z, x):
    return sum(d * one for d, one in zip(dL_df, x, strict=True))


def _kinks_count(dL_df, z, x):
    return sum(d * one for d, heard, one in zip(dL_df, z, x, strict=True) if 0 <= heard <= 1)


def _gate_for_slope(dL_df, z, x):
    return sum(d * _crelu(heard) * one for d, heard, one in zip(dL_df, z, x, strict=True))


def _slope_of_the_logistic(dL_df, z, x):
    steps = zip(dL_df, z, x, strict=True)
    return sum(d * _logistic(heard) * (1 - _logistic(heard)) * one for d, heard, one in steps)


def _no_input(dL_df, z, x):
    return sum(d for d, heard in zip(dL_df, z, strict=True) if 0 < heard < 1)


def _along(x, w_f, u_f, b_f):
    """The pair (x[t], h[t-1]) of every step."""
    h = 0.0
    for one in x:
        yield one, h
        h = one + _logistic(w_f * one + u_f * h + b_f) * h


def _gates_alone(x, w_f, u_f, b_f):
    steps = list(_along(x, w_f, u_f, b_f))[1:]
    return math.prod(_logistic(w_f * one + u_f * h + b_f) for one, h in steps)


def _first_step_too(x, w_f, u_f, b_f):
    steps = _along(x, w_f, u_f, b_f)
    return math.prod(slope_through_time(one, h, w_f, u_f, b_f) for one, h in steps)


def _added(x, w_f, u_f, b_f):
    steps = list(_along(x, w_f, u_f, b_f))[1:]
    return sum(slope_through_time(one, h, w_f, u_f, b_f) for one, h in steps)


MISTAKES = {
    "check_step": {
        "the gate's nonlinearity is left out": _without_sigma,
        "the gate is logistic instead of CReLU": _logistic_gate,
        "the input is left out of the output": _without_input,
        "the two results have changed places: f is the first": _h_before_f,
        "u_f is taken as the feedback in the place of the gate": _feedback_left_in,
        "the gate is put on the input too": _input_gated,
        "the bias is left out": _without_bias,
    },
    "check_hold": {
        "the gate is turned round: it keeps when a number comes": lambda: (1, 0, 0),
        "the gate never opens, so that nothing is held": lambda: (-1, -1, 1),
        "the gate is always open": lambda: (0, 0, 1),
    },
    "check_slope_through_time": {
        "only the direct way is counted, the one through the feedback": _direct_only,
        "the way around lacks h[t-1], by which the gate is multiplied": _without_h,
        "the slope of the nonlinearity is left out": _without_slope,
        "w_f stands where u_f should: the way around begins at h[t-1]": _weight_of_the_input,
        "sigma is applied twice: the slope is f (1 - f), f being the output": _sigma_twice,
    },
    "check_crelu_gradient": {
        "the slope is left out, as if the gate felt everything": _no_slope,
        "the kinks count as if the slope there were one": _kinks_count,
        "the gate itself stands in the place of its slope": _gate_for_slope,
        "the slope is that of the logistic function": _slope_of_the_logistic,
        "the input is left out": _no_input,
    },
    "check_through_the_signal": {
        "only the direct way is counted, the product of the gates": _gates_alone,
        "the first step's factor is taken into the product": _first_step_too,
        "the factors are added instead of multiplied": _added,
    },
}
