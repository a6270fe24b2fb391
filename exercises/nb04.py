"""The checks of lecture 04, the forget gate."""

import numpy as np

from exercises.report import compare
from exercises.weights import tried
from lstm_core import ForgetGateRNN, ForgetGateRNNParams, crelu, logistic


def _network(gate, w_f, u_f, b_f):
    weights = {"w_f": w_f, "u_f": u_f, "b_f": b_f}
    return ForgetGateRNN(gate=gate), ForgetGateRNNParams.from_named(w_c=1, b_c=0, **weights)


def _step(x, h_prev, w_f, u_f, b_f):
    cell, params = _network(crelu, w_f, u_f, b_f)
    trace = cell.forward(params, [x], h0=[[h_prev]])
    return {"f": trace.f.item(), "h": trace.h.item()}


# The gate's argument below 0, inside and above 1; the input 0 and not.
_STEPS = [
    {"x": 2.0, "h_prev": 3.0, "w_f": 0.4, "u_f": -0.3, "b_f": 0.5},
    {"x": 0.0, "h_prev": 4.0, "w_f": 1.5, "u_f": 0.1, "b_f": 0.2},
    {"x": 1.0, "h_prev": 2.0, "w_f": 0.7, "u_f": 0.6, "b_f": 0.3},
    {"x": 1.0, "h_prev": 5.0, "w_f": 0.2, "u_f": -0.5, "b_f": 0.1},
]


def check_step(student):
    """Exercise A: f[t] and h[t] from x[t], h[t-1] and the gate's weights, with CReLU."""

    def clip(z):
        return min(1.0, max(0.0, z))

    def without_sigma(x, h_prev, w_f, u_f, b_f):
        f = w_f * x + u_f * h_prev + b_f
        return f, x + f * h_prev

    def feedback_left_in(x, h_prev, w_f, u_f, b_f):
        f = clip(w_f * x + u_f * h_prev + b_f)
        return f, x + u_f * h_prev

    def input_gated(x, h_prev, w_f, u_f, b_f):
        f = clip(w_f * x + u_f * h_prev + b_f)
        return f, f * (x + h_prev)

    def without_bias(x, h_prev, w_f, u_f, b_f):
        f = clip(w_f * x + u_f * h_prev)
        return f, x + f * h_prev

    def logistic_gate(x, h_prev, w_f, u_f, b_f):
        f = logistic(w_f * x + u_f * h_prev + b_f)
        return f, x + f * h_prev

    def without_input(x, h_prev, w_f, u_f, b_f):
        f = clip(w_f * x + u_f * h_prev + b_f)
        return f, f * h_prev

    def h_before_f(**given):
        return _step(**given)["h"], _step(**given)["f"]

    mistakes = {
        "the gate's nonlinearity is left out": without_sigma,
        "the gate is logistic instead of CReLU": logistic_gate,
        "the input is left out of the output": without_input,
        "the two results have changed places: f is the first": h_before_f,
        "u_f is taken as the feedback in the place of the gate": feedback_left_in,
        "the gate is put on the input too": input_gated,
        "the bias is left out": without_bias,
    }
    return compare(student, _step, _STEPS, mistakes)


_KEYS = [
    {"x": [2.0, 0.0, 0.0, 5.0, 0.0]},
    {"x": [1.0, 3.0, 1.0, 0.0, 0.0, 7.0]},
    {"x": [0.0, 4.0, 9.0, 0.0, 1.0, 0.0]},
]


def check_hold(student):
    """Exercise B: weights with which the network says the last key again and again."""

    def says(x, **weights):
        cell, params = _network(crelu, **weights)
        return cell.forward(params, x).h[:, 0, 0]

    def holds(weights):
        return tried(weights, ("w_f", "u_f", "b_f"), says)

    mistakes = {
        "the gate is turned round: it keeps when a number comes": holds((1.0, 0.0, 0.0)),
        "the gate never opens, so that nothing is held": holds((-1.0, 0.0, 0.0)),
        "the gate is always open": holds((0.0, 0.0, 1.0)),
    }
    return compare(holds(student), lambda x: _held(x), _KEYS, mistakes, name="h")


def _held(x):
    held = [0.0]
    for key in x:
        held.append(key if key > 0 else held[-1])
    return np.array(held[1:])


_PLACES = [
    {"x": 1.0, "h_prev": 2.0, "w_f": 0.3, "u_f": 0.8, "b_f": -1.2},
    {"x": 0.0, "h_prev": 3.5, "w_f": -0.6, "u_f": -0.4, "b_f": 0.7},
    {"x": 2.0, "h_prev": -1.5, "w_f": 0.2, "u_f": 1.1, "b_f": 0.4},
]


def check_slope_through_time(student):
    """Exercise C: dh[t]/dh[t-1] of a logistic gate, both ways counted."""

    def expected(x, h_prev, w_f, u_f, b_f):
        # The loss is h[t] itself: what flows back to h0 is then dh[t]/dh[t-1].
        cell, params = _network(logistic, w_f, u_f, b_f)
        trace = cell.forward(params, [x], h0=[[h_prev]])
        return cell.bptt(params, trace, np.ones((1, 1, 1))).h0.item()

    def parts(x, h_prev, w_f, u_f, b_f):
        f = logistic(w_f * x + u_f * h_prev + b_f)
        return f, logistic.slope(f)

    def direct_only(x, h_prev, w_f, u_f, b_f):
        return parts(x, h_prev, w_f, u_f, b_f)[0]

    def without_h(x, h_prev, w_f, u_f, b_f):
        f, slope = parts(x, h_prev, w_f, u_f, b_f)
        return f + slope * u_f

    def without_slope(x, h_prev, w_f, u_f, b_f):
        return parts(x, h_prev, w_f, u_f, b_f)[0] + u_f * h_prev

    def slope_of_output(x, h_prev, w_f, u_f, b_f):
        f, _ = parts(x, h_prev, w_f, u_f, b_f)
        return f + logistic.slope(logistic(f)) * u_f * h_prev

    def weight_of_the_input(x, h_prev, w_f, u_f, b_f):
        f, slope = parts(x, h_prev, w_f, u_f, b_f)
        return f + slope * w_f * h_prev

    mistakes = {
        "only the direct way is counted, the one through the feedback": direct_only,
        "the way around lacks h[t-1], by which the gate is multiplied": without_h,
        "the slope of the nonlinearity is left out": without_slope,
        "w_f stands where u_f should: the way around begins at h[t-1]": weight_of_the_input,
        "sigma is applied twice: the slope is f (1 - f), f being the output": slope_of_output,
    }
    return compare(student, expected, _PLACES, mistakes, name="dh[t]/dh[t-1]")


_FELT = [
    {"dL_df": [0.5, -2.0, 1.5, 3.0], "z": [0.2, 0.9, 1.4, -0.3], "x": [1.0, 2.0, 3.0, 4.0]},
    {"dL_df": [1.5, 0.7, -0.4], "z": [0.0, 1.0, 0.5], "x": [2.0, 1.0, 3.0]},
    {"dL_df": [1.0, -2.0], "z": [1.0, 3.0], "x": [1.0, 2.0]},
]


def check_crelu_gradient(student):
    """Exercise D: dL/dw_f of a CReLU gate, whose slope is all or nothing."""

    def terms(dL_df, x):
        return np.multiply(dL_df, x)

    def expected(dL_df, z, x):
        slope = crelu.slope(crelu(np.array(z)))
        return np.sum(terms(dL_df, x) * slope)

    def closed(dL_df, z, x):
        z = np.array(z)
        return np.sum(terms(dL_df, x)[(z >= 0) & (z <= 1)])

    def value_for_slope(dL_df, z, x):
        return np.sum(terms(dL_df, x) * crelu(np.array(z)))

    def logistic_slope(dL_df, z, x):
        return np.sum(terms(dL_df, x) * logistic.slope(logistic(np.array(z))))

    mistakes = {
        "the slope is left out, as if the gate felt everything": lambda dL_df, z, x: np.sum(
            terms(dL_df, x)
        ),
        "the kinks count as if the slope there were one": closed,
        "the gate itself stands in the place of its slope": value_for_slope,
        "the slope is that of the logistic function": logistic_slope,
        "the input is left out": lambda dL_df, z, x: expected(dL_df, z, np.ones(len(x))),
    }
    return compare(student, expected, _FELT, mistakes, name="dL/dw_f")


_SIGNALS = [
    {"x": [1.0, 2.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0], "w_f": 0.2, "u_f": 1.0, "b_f": -1.5},
    {"x": [2.0, -1.0, 0.5], "w_f": -0.4, "u_f": 0.7, "b_f": 0.3},
    {"x": [1.5, 0.5], "w_f": 0.6, "u_f": -0.9, "b_f": 0.8},
]


def check_through_the_signal(student):
    """Exercise E: dh[T-1]/dh[0] of a logistic gate, as the product of all steps but the first."""

    def expected(x, **weights):
        # The loss is the last h itself: what flows back to h[0] is the derivative.
        cell, params = _network(logistic, **weights)
        eps = np.zeros((len(x), 1, 1))
        eps[-1] = 1.0
        return cell.bptt(params, cell.forward(params, x), eps).h[0].item()

    def factors(x, w_f, u_f, b_f):
        cell, params = _network(logistic, w_f, u_f, b_f)
        trace = cell.forward(params, x)
        f, h_prev = trace.f[:, 0, 0], trace.h_prev[:, 0, 0]
        return f, f + logistic.slope(f) * u_f * h_prev

    mistakes = {
        "only the direct way is counted, the product of the gates": lambda **given: np.prod(
            factors(**given)[0][1:]
        ),
        "the first step's factor is taken into the product": lambda **given: np.prod(
            factors(**given)[1]
        ),
        "the factors are added instead of multiplied": lambda **given: np.sum(
            factors(**given)[1][1:]
        ),
    }
    return compare(student, expected, _SIGNALS, mistakes, name="dh[T-1]/dh[0]")
