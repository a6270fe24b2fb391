"""The checks of lecture 05, the LSTM by hand."""

import numpy as np

from exercises.report import compare
from exercises.weights import tried
from lstm_core import (
    CALCULATOR_X,
    LSTM,
    LSTMParams,
    calculator_lstm,
    calculator_target,
    crelu,
    identity,
    logistic,
)

_STEPS = [
    {"i": 1.0, "f": 1.0, "o": 0.0, "g": 2.0, "c_prev": 3.0},
    {"i": 0.25, "f": 0.75, "o": 0.5, "g": -2.0, "c_prev": 4.0},
    {"i": 0.9, "f": 0.2, "o": 0.6, "g": 1.5, "c_prev": -1.0},
]


def check_memories(student):
    """Exercise A: c[t] and h[t] from the gates, the candidate and c[t-1]."""

    def expected(i, f, o, g, c_prev):
        # Gates with the weights 0 and these biases: CReLU leaves what lies between 0 and 1 alone.
        weights = dict.fromkeys(LSTMParams.SHAPES, 0.0)
        weights |= {"b_i": i, "b_f": f, "b_o": o, "b_c": g}
        cell, params = LSTM(gate=crelu, activation=identity), LSTMParams.from_named(**weights)
        trace = cell.forward(params, [0.0], c0=[[c_prev]])
        return {"c": trace.c.item(), "h": trace.h.item()}

    def swapped(i, f, o, g, c_prev):
        c = i * c_prev + f * g
        return c, o * c

    def always_accepts(i, f, o, g, c_prev):
        c = f * c_prev + g
        return c, o * c

    def always_keeps(i, f, o, g, c_prev):
        c = c_prev + i * g
        return c, o * c

    def always_shows(i, f, o, g, c_prev):
        c = f * c_prev + i * g
        return c, c

    def shows_the_old(i, f, o, g, c_prev):
        return f * c_prev + i * g, o * c_prev

    def h_before_c(**given):
        return expected(**given)["h"], expected(**given)["c"]

    def squashed(i, f, o, g, c_prev):
        c = f * c_prev + i * g
        return c, o * np.tanh(c)

    mistakes = {
        "the input gate and the forget gate are swapped": swapped,
        "the two results have changed places: c is the first": h_before_c,
        "sigma_h is the tanh: here it is the identity": squashed,
        "the input gate is left out": always_accepts,
        "the forget gate is left out": always_keeps,
        "the output gate is left out": always_shows,
        "the output shows c[t-1], the memory of the step before": shows_the_old,
    }
    return compare(student, expected, _STEPS, mistakes)


def check_inverted(student):
    """Exercise B: c and h of the calculator whose forget gate is the wrong way round."""
    cell, params = calculator_lstm()
    trace = cell.forward(params.replace(u_f=1.0, b_f=0.0), CALCULATOR_X)
    right = cell.forward(params, CALCULATOR_X)
    always = cell.forward(params.replace(u_f=0.0), CALCULATOR_X)

    def lists(c, h):
        return lambda: {"c": np.ravel(c), "h": np.ravel(h)}

    mistakes = {
        "the forget gate is the right one, f = CReLU(1 - h[t-1])": lists(right.c, right.h),
        "the forget gate is always open": lists(always.c, always.h),
        "the output gate is always open": lists(trace.c, trace.c),
    }
    return compare(student, lists(trace.c, trace.h), [{}], mistakes)


_WHOLE_KEYS = [
    {"x": [1.0, 2.0, 1.0, 0.0, 1.0, 3.0, 2.0, 0.0]},
    {"x": [5.0, 1.0, 0.0, 0.0, 1.0, 0.0, 9.0, 2.0, 0.0]},
    {"x": [1.0, 1.0, 0.0, 4.0, 0.0]},
]


def check_ignore_ones(student):
    """Exercise C: an input gate that closes for an input of one."""
    cell, params = calculator_lstm()

    def says(x, **weights):
        return cell.forward(params.replace(**weights), x).h[:, 0, 0]

    def ignores(weights):
        return tried(weights, ("w_i", "u_i", "b_i"), says)

    def expected(x):
        wanted = [key if key >= 2 else 0.0 for key in x]
        tally, said = 0.0, []
        for key, counted in zip(x, wanted, strict=True):
            tally += counted
            said.append(tally if key == 0 else 0.0)
            tally = 0.0 if key == 0 else tally
        return np.array(said)

    mistakes = {
        "everything is accepted, also the ones": ignores((0.0, 0.0, 1.0)),
        "the gate is turned round: it accepts what it should ignore": ignores((-1.0, 0.0, 2.0)),
        "the gate is only half open for an input of two": ignores((0.5, 0.0, -0.5)),
    }
    return compare(ignores(student), expected, _WHOLE_KEYS, mistakes, name="h")


def check_bias_for_half(student):
    """Exercise D: the bias with which a logistic forget gate keeps one half after n steps."""

    def expected(n):
        bias = -np.log(np.expm1(np.log(2) / n))
        assert np.isclose(logistic(bias) ** n, 0.5)
        return bias

    def logit(f):
        return np.log(f / (1 - f))

    mistakes = {
        "a share of 1/e is left, not one half": lambda n: logit(np.exp(-1 / n)),
        "half of it is forgotten at every step": lambda n: logit(0.5),
        "the same amount is forgotten at every step, not the same share": lambda n: logit(
            1 - 0.5 / n
        ),
        "the gate is given, not its bias": lambda n: 0.5 ** (1 / n),
        "the sign of the bias is turned round": lambda n: -expected(n),
    }
    cases = [{"n": 2}, {"n": 10}, {"n": 75}]
    return compare(student, expected, cases, mistakes, name="b_f")


_SMALL_KEYS = [
    {"x": [0.1, 0.0, 0.5, 0.25, 0.0]},
    {"x": [2.0, 0.1, 0.0, 0.0, 0.3, 7.0, 0.0, 0.2, 0.0]},
    {"x": [0.4, 0.3, 0.2, 0.0, 1.0, 0.0, 0.15, 0.0]},
]


def check_small_change(student):
    """Exercise E: a calculator that is exact for keys of 0.1 and more."""
    cell, params = calculator_lstm()

    def says(x, **weights):
        return cell.forward(params.replace(**weights), x).h[:, 0, 0]

    def counts(weights):
        return tried(weights, ("w_o", "b_o", "u_f", "b_f"), says)

    mistakes = {
        "the weights stay as they were": counts((-1.0, 1.0, -1.0, 1.0)),
        "only the output gate is made steeper": counts((-10.0, 1.0, -1.0, 1.0)),
        "only the forget gate is made steeper": counts((-1.0, 1.0, -10.0, 1.0)),
        "the biases are multiplied too, so that the gates stay open": counts(
            (-10.0, 10.0, -10.0, 10.0)
        ),
        "the gates are turned round": counts((10.0, 0.0, 10.0, 0.0)),
    }
    return compare(counts(student), calculator_target, _SMALL_KEYS, mistakes, name="h")
