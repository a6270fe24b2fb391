"""Solutions of the exercises of lecture 05, and the mistakes that students are known to make."""

import math


def memories(i, f, o, g, c_prev):
    c = f * c_prev + i * g
    return c, o * c


def inverted():
    """Silence (h[t-1] = 0) closes the forget gate, so c[t] = x[t] at every step: nothing is added.

    Shown is c at a zero, and there c[t] = x[t] = 0. So nothing is ever printed, and nothing ever
    opens the gate.
    """
    return [1, 2, 1, 0, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0, 0, 0]


def ignore_ones():
    """i[t] = CReLU(x[t] - 1): closed for an input of one (and of zero), open from two upwards."""
    return 1, 0, -1


def bias_for_half(n):
    f = 0.5 ** (1 / n)
    return _logit(f)


def _logit(f):
    return math.log(f / (1 - f))


def small_change():
    """Ten times as steep, from the same bias: 1 - 10 x is 0 from x = 0.1 upwards."""
    return -10, 1, -10, 1


SOLUTIONS = {
    "check_memories": memories,
    "check_inverted": inverted,
    "check_ignore_ones": ignore_ones,
    "check_bias_for_half": bias_for_half,
    "check_small_change": small_change,
}


def _h_before_c(**given):
    c, h = memories(**given)
    return h, c


def _squashed(i, f, o, g, c_prev):
    c = f * c_prev + i * g
    return c, o * math.tanh(c)


def _swapped(i, f, o, g, c_prev):
    c = i * c_prev + f * g
    return c, o * c


def _always_accepts(i, f, o, g, c_prev):
    c = f * c_prev + g
    return c, o * c


def _always_keeps(i, f, o, g, c_prev):
    c = c_prev + i * g
    return c, o * c


def _always_shows(i, f, o, g, c_prev):
    c = f * c_prev + i * g
    return c, c


def _shows_the_old(i, f, o, g, c_prev):
    return f * c_prev + i * g, o * c_prev


def _right_gate():
    return [1, 3, 4, 4, 1, 2, 3, 3], [0, 0, 0, 4, 0, 0, 0, 3]


def _always_open():
    return [1, 3, 4, 4, 5, 6, 7, 7], [0, 0, 0, 4, 0, 0, 0, 7]


def _always_shown():
    return [1, 2, 1, 0, 1, 1, 1, 0], [1, 2, 1, 0, 1, 1, 1, 0]


MISTAKES = {
    "check_memories": {
        "the input gate and the forget gate are swapped": _swapped,
        "the two results have changed places: c is the first": _h_before_c,
        "sigma_h is the tanh: here it is the identity": _squashed,
        "the input gate is left out": _always_accepts,
        "the forget gate is left out": _always_keeps,
        "the output gate is left out": _always_shows,
        "the output shows c[t-1], the memory of the step before": _shows_the_old,
    },
    "check_inverted": {
        "the forget gate is the right one, f = CReLU(1 - h[t-1])": _right_gate,
        "the forget gate is always open": _always_open,
        "the output gate is always open": _always_shown,
    },
    "check_ignore_ones": {
        "everything is accepted, also the ones": lambda: (0, 0, 1),
        "the gate is turned round: it accepts what it should ignore": lambda: (-1, 0, 2),
        "the gate is only half open for an input of two": lambda: (0.5, 0, -0.5),
    },
    "check_bias_for_half": {
        "a share of 1/e is left, not one half": lambda n: _logit(math.exp(-1 / n)),
        "half of it is forgotten at every step": lambda n: 0.0,
        "the same amount is forgotten at every step, not the same share": lambda n: _logit(
            1 - 1 / (2 * n)
        ),
        "the gate is given, not its bias": lambda n: 0.5 ** (1 / n),
        "the sign of the bias is turned round": lambda n: -bias_for_half(n),
    },
    "check_small_change": {
        "the weights stay as they were": lambda: (-1, 1, -1, 1),
        "only the output gate is made steeper": lambda: (-10, 1, -1, 1),
        "only the forget gate is made steeper": lambda: (-1, 1, -10, 1),
        "the biases are multiplied too, so that the gates stay open": lambda: (-10, 10, -10, 10),
        "the gates are turned round": lambda: (10, 0, 10, 0),
    },
}
