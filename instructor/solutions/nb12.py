"""Solutions of the exercises of lecture 12, and the mistakes that students are known to make."""

import numpy as np


def delta_c(now, later, p):
    plain = now["dh"] * now["o"] * now["slope"] + later["dc"] * later["f"]
    return plain + now["dz_o"] * p["o"] + later["dz_i"] * p["i"] + later["dz_f"] * p["f"]


def step_back(delta, r, z, n, h_before, u_r, u_z, u_n):
    dq = delta * (1 - z) * (1 - n**2) * u_n
    through_r = dq * h_before * r * (1 - r) * u_r
    through_z = delta * (h_before - n) * z * (1 - z) * u_z
    return delta * z + dq * r + through_r + through_z


def gradient_of_sum(a, b, c, dz):
    return np.outer(np.array(a) + b + c, dz)


def count(D, H):
    one = D * H + H * H + H
    return 4 * one, 4 * one + 3 * H, 4 * one + 3 * H * H, 3 * one


def bell_at(n):
    """It has to hear 0 at n - 1 and 1 at n."""
    return 1, 1 - n


SOLUTIONS = {
    "check_delta_c": delta_c,
    "check_step_back": step_back,
    "check_gradient_of_sum": gradient_of_sum,
    "check_count": count,
    "check_bell_at": bell_at,
}


def _plain(now, later, p):
    return now["dh"] * now["o"] * now["slope"] + later["dc"] * later["f"]


def _no_carousel(now, later, p):
    return delta_c(now, later, p) - later["dc"] * later["f"]


def _no_o(now, later, p):
    return delta_c(now, later, p) - now["dz_o"] * p["o"]


def _no_later(now, later, p):
    return _plain(now, later, p) + now["dz_o"] * p["o"]


def _no_slope(now, later, p):
    return delta_c(now | {"slope": 1.0}, later, p)


def _direct(delta, z, **_):
    return delta * z


def _no_reset(**given):
    return step_back(**given | {"u_r": 0.0})


def _no_update(**given):
    return step_back(**given | {"u_z": 0.0})


def _no_slopes(delta, r, z, n, h_before, u_r, u_z, u_n):
    dq = delta * (1 - z) * u_n
    return delta * z + dq * r + dq * h_before * u_r + delta * (h_before - n) * u_z


def _opposite(delta, r, z, n, h_before, u_r, u_z, u_n):
    dq = delta * z * (1 - n**2) * u_n
    through_gates = dq * h_before * r * (1 - r) * u_r + delta * (h_before - n) * z * (1 - z) * u_z
    return delta * (1 - z) + dq * r + through_gates


def _swapped(a, b, c, dz):
    return gradient_of_sum(a, b, c, dz).T


def _long_vector(a, b, c, dz):
    return np.outer([*a, *b, *c], dz)


def _first(a, b, c, dz):
    return np.outer(a, dz)


def _no_biases(D, H):
    lstm, diagonal, full, gru = count(D, H)
    return lstm - 4 * H, diagonal - 4 * H, full - 4 * H, gru - 3 * H


def _four_peepholes(D, H):
    lstm, _, _, gru = count(D, H)
    return lstm, lstm + 4 * H, lstm + 4 * H * H, gru


def _shut(n):
    return 1, -n


def _wrong_sign(n):
    return 1, n - 1


def _early(n):
    return 1, 2 - n


MISTAKES = {
    "check_delta_c": {
        "all three peepholes are forgotten: this is the plain LSTM": _plain,
        "the arrow to the next memory is missing": _no_carousel,
        "the peephole of the output gate is missing": _no_o,
        "the peepholes of the next step are missing": _no_later,
        "the slope of the tanh is missing": _no_slope,
    },
    "check_step_back": {
        "only the direct way counts": _direct,
        "the way through the reset gate is missing": _no_reset,
        "the way through the update gate is missing": _no_update,
        "the slopes are missing": _no_slopes,
        "z has the opposite meaning: 1 - z keeps": _opposite,
    },
    "check_gradient_of_sum": {
        "rows and columns are swapped": _swapped,
        "the three are read as one long vector": _long_vector,
        "only the first of the three is used": _first,
    },
    "check_count": {
        "the biases are not counted": _no_biases,
        "four peepholes are counted; the candidate has none": _four_peepholes,
    },
    "check_bell_at": {
        "the gate hears c - n: at n it is still shut": _shut,
        "the bias has the wrong sign": _wrong_sign,
        "the gate opens at n - 1 already": _early,
    },
}
