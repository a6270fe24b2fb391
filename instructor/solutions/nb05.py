"""Solutions of the exercises of lecture 05, and the mistakes that students are known to make."""


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


SOLUTIONS = {
    "check_memories": memories,
    "check_inverted": inverted,
    "check_ignore_ones": ignore_ones,
}


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
}
