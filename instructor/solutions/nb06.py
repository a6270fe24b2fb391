"""Solutions of the exercises of lecture 06, and the mistakes that students are known to make."""

import numpy as np

from exercises.backward_loop import loop


def arrows_of_a_step(i, f, o, g, c_prev, c):
    return np.tanh(c), o * (1 - np.tanh(c) ** 2), g, c_prev, i


def bptt(eps, i, f, o, g, c, u_i, u_f, u_o, u_c):
    """What arrives from later is made anew only when all of step t has been computed."""
    T, from_h, from_c = len(eps), 0.0, 0.0
    delta, delta_c = [0.0] * T, [0.0] * T
    for t in reversed(range(T)):
        c_prev = c[t - 1] if t > 0 else 0.0
        dh = eps[t] + from_h
        dc = dh * o[t] + from_c
        do, di, df, dg = dh * c[t], dc * g[t], dc * c_prev, dc * i[t]
        from_h = di * i[t] * (1 - i[t]) * u_i + df * f[t] * (1 - f[t]) * u_f
        from_h += do * o[t] * (1 - o[t]) * u_o + dg * u_c
        from_c = dc * f[t]
        delta[t], delta_c[t] = dh, dc
    return delta, delta_c


def mended(eps, i, f, o, g, c, u_i, u_f, u_o, u_c):
    """The lecture's loop; only its last line was wrong."""
    T, dh, dc = len(eps), 0.0, 0.0
    delta = {symbol: np.zeros(T) for symbol in ("h", "c", "o", "i", "f", "g")}
    for t in reversed(range(T)):
        c_prev = c[t - 1] if t > 0 else 0.0
        dh = dh + eps[t]
        do, dc_now = dh * c[t], dh * o[t] + dc
        di, df, dg = dc_now * g[t], dc_now * c_prev, dc_now * i[t]
        for symbol, value in zip("hcoifg", (dh, dc_now, do, di, df, dg), strict=True):
            delta[symbol][t] = value
        dh = di * i[t] * (1 - i[t]) * u_i + df * f[t] * (1 - f[t]) * u_f
        dh += do * o[t] * (1 - o[t]) * u_o + dg * u_c
        dc = dc_now * f[t]  # dh has a new meaning by now; dc_now holds the old one
    return delta


def pencil():
    """delta = eps, since no slope lets anything through. delta c by (6.6), from the right:

    t = 4 and t = 1 are shown: eps. What is kept carries it back: f[4] = f[3] = 1, and f[1] = 1.
    After the 2 was printed f[2] = CReLU(1 - 2) = 0, so the 4 that was asked for at the end is no
    business of the first two steps.
    """
    return [0, -1, 0, 0, -2], [0, -1, 0, 0, -2], [-1, -1, -2, -2, -2]


def delta_c(delta, o, c, p, arrives):
    """To h (times o), to the next step, and to o: delta o = delta c, times the slope, times p."""
    return delta * o + arrives + delta * c * o * (1 - o) * p


SOLUTIONS = {
    "check_arrows": arrows_of_a_step,
    "check_bptt": bptt,
    "check_mended": mended,
    "check_pencil": pencil,
    "check_peephole": delta_c,
}


def _no_slope(i, f, o, g, c_prev, c):
    return np.tanh(c), o, g, c_prev, i


def _square_of_c(i, f, o, g, c_prev, c):
    return np.tanh(c), o * (1 - c**2), g, c_prev, i


def _no_tanh(i, f, o, g, c_prev, c):
    return c, o * (1 - np.tanh(c) ** 2), g, c_prev, i


def _wrong_time(i, f, o, g, c_prev, c):
    return np.tanh(c), o * (1 - np.tanh(c) ** 2), g, c, i


def _own_factor(i, f, o, g, c_prev, c):
    return np.tanh(c), o * (1 - np.tanh(c) ** 2), i, c_prev, g


def _two(slip):
    def bptt(**given):
        delta = loop(slip)(**given)
        return list(delta["h"]), list(delta["c"])

    return bptt


def _lists_swapped(**given):
    delta = loop()(**given)
    return list(delta["c"]), list(delta["h"])


def _turned():
    return [0, 1, 0, 0, 2], [0, 1, 0, 0, 2], [1, 1, 2, 2, 2]


def _always_open():
    return [0, -1, 0, 0, -2], [0, -1, 0, 0, -2], [-3, -3, -2, -2, -2]


def _no_cell_path():
    return [0, -1, 0, 0, -2], [0, -1, 0, 0, -2], [0, -1, 0, 0, -2]


def _late():
    return [0, -1, 0, 0, -2], [0, -1, 0, 0, -2], [-1, -1, 0, -2, -2]


MISTAKES = {
    "check_arrows": {
        "the slope of the tanh is missing in the arrow from c to h": _no_slope,
        "the slope of the tanh is taken to be 1 - c²: the square is that of tanh c": _square_of_c,
        "the arrow from o to h carries c, without the tanh": _no_tanh,
        "c[t] stands where c[t-1] should: the time index is wrong": _wrong_time,
        "the arrows of i and g are swapped: each carries the other factor": _own_factor,
    },
    "check_bptt": {
        "dc goes on with the new dh, which belongs to the step before": _two("new dh"),
        "the cell path is dropped: nothing goes from c[t+1] back to c[t]": _two("no cell path"),
        "the slopes of the gates are missing": _two("no slopes"),
        "the forget gate has the wrong time index: f[t] stands where f[t+1] should": _two("late"),
        "nothing comes back through the gates: delta is eps": _two("deaf"),
        "the lists run from the last step to the first": _two("turned round"),
        "the two lists have changed places: delta is the first": _lists_swapped,
    },
    "check_mended": {
        "dc still goes on with the new dh": loop("new dh"),
        "nothing goes on from c to the step before": loop("no cell path"),
        "c goes on with the forget gate of the wrong step": loop("late"),
    },
    "check_pencil": {
        "the sign of eps is turned round: it is h minus y": _turned,
        "the forget gate is taken to be open all the time": _always_open,
        "the cell path is dropped: delta c is then only delta times o": _no_cell_path,
        "the forget gate has the wrong time index: f[t] stands where f[t+1] should": _late,
    },
    "check_peephole": {
        "the new arrow is forgotten": lambda delta, o, c, p, arrives: delta * o + arrives,
        "the slope of the output gate is missing": (
            lambda delta, o, c, p, arrives: delta * o + arrives + delta * c * p
        ),
        "the new arrow carries no weight: p is missing": (
            lambda delta, o, c, p, arrives: delta * o + arrives + delta * c * o * (1 - o)
        ),
        "delta o is taken to be delta: c is missing": (
            lambda delta, o, c, p, arrives: delta * o + arrives + delta * o * (1 - o) * p
        ),
        "what arrives from the next step is left out": (
            lambda delta, o, c, p, arrives: delta * o + delta * c * o * (1 - o) * p
        ),
    },
}
