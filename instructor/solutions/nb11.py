"""Solutions of the exercises of lecture 11, and the mistakes that students are known to make."""

import numpy as np


def four_terms(f, i, g, o_prev, c_prev, u_f, u_i, u_c):
    h_by_c = o_prev * (1 - np.tanh(c_prev) ** 2)
    q = c_prev * f * (1 - f) * u_f * h_by_c
    r = i * (1 - g**2) * u_c * h_by_c
    s = g * i * (1 - i) * u_i * h_by_c
    return f, q, r, s


def jacobian(f, i, g, o, c, c_prev, u_f, u_i, u_o, u_c):
    A = c_prev * f * (1 - f) * u_f + i * (1 - g**2) * u_c + g * i * (1 - i) * u_i
    k = o * (1 - np.tanh(c) ** 2)
    return [[k * A + np.tanh(c) * o * (1 - o) * u_o, k * f], [A, f]]


def all_roads(eps, J, k):
    """The cleverer way: one sweep, with what arrives at (h, c) from later."""
    found, later = np.zeros(len(eps)), np.zeros(2)
    for t in reversed(range(len(eps))):
        now = later + np.array([eps[t], 0.0])  # by h[t] and by c[t], the other one held
        found[t] = now[0] * k[t] + now[1]
        later = now @ J[t]
    return found


def forget_bias(share, m):
    f = share ** (1 / m)
    return np.log(f / (1 - f))


SOLUTIONS = {
    "check_terms": four_terms,
    "check_jacobian": jacobian,
    "check_roads": all_roads,
    "check_bias": forget_bias,
}


def _held(f, **_):
    return f, 0.0, 0.0, 0.0


def _without_o(f, i, g, o_prev, c_prev, u_f, u_i, u_c):
    return four_terms(f, i, g, 1.0, c_prev, u_f, u_i, u_c)


def _without_slope(f, i, g, o_prev, c_prev, u_f, u_i, u_c):
    q, s = c_prev * f * (1 - f) * u_f * o_prev, g * i * (1 - i) * u_i * o_prev
    return f, q, i * (1 - g**2) * u_c * o_prev, s


def _without_gates(f, i, g, o_prev, c_prev, u_f, u_i, u_c):
    h_by_c = o_prev * (1 - np.tanh(c_prev) ** 2)
    r = i * (1 - g**2) * u_c * h_by_c
    return f, c_prev * u_f * h_by_c, r, g * u_i * h_by_c


def _without_candidate(f, i, g, o_prev, c_prev, u_f, u_i, u_c):
    _, q, _, s = four_terms(f, i, g, o_prev, c_prev, u_f, u_i, u_c)
    return f, q, i * u_c * o_prev * (1 - np.tanh(c_prev) ** 2), s


def _swapped(**given):
    p, q, r, s = four_terms(**given)
    return p, q, s, r


def _no_output_gate(u_o, **given):
    return jacobian(u_o=0.0, **given)


def _turned_table(**given):
    return np.transpose(jacobian(**given))


def _c_first(**given):
    (hh, hc), (ch, cc) = jacobian(**given)
    return [[cc, ch], [hc, hh]]


def _table_without_slope(f, i, g, o, c, c_prev, u_f, u_i, u_o, u_c):
    A = c_prev * f * (1 - f) * u_f + i * (1 - g**2) * u_c + g * i * (1 - i) * u_i
    return [[o * A + np.tanh(c) * o * (1 - o) * u_o, o * f], [A, f]]


def _nothing_from_c(**given):
    (hh, _), lower = jacobian(**given)
    return [[hh, 0.0], lower]


def _later_only(eps, J, k):
    return all_roads(eps, J, k) - np.multiply(eps, k)


def _h_held(eps, J, k):
    found, later = np.zeros(len(eps)), np.zeros(2)
    for t in reversed(range(len(eps))):
        now = later + np.array([eps[t], 0.0])
        found[t] = now[1]
        later = now @ J[t]
    return found


def _turned_tables(eps, J, k):
    return all_roads(eps, np.swapaxes(J, 1, 2), k)


def _gates_alone(eps, J, k):
    found, later = np.zeros(len(eps)), 0.0
    for t in reversed(range(len(eps))):
        found[t] = eps[t] * k[t] + later
        later = found[t] * J[t][1][1]
    return found


def _same_step(eps, J, k):
    return np.multiply(eps, k)


def _gate(share, m):
    return share ** (1 / m)


def _one_step(share, m):
    return np.log(share / (1 - share))


def _divided(share, m):
    f = 1 - (1 - share) / m
    return np.log(f / (1 - f))


def _turned_sign(share, m):
    return -forget_bias(share, m)


MISTAKES = {
    "check_terms": {
        "h is held: then only p is left": _held,
        "the output gate is missing on the way from c to h": _without_o,
        "the slope of the tanh is missing on the way from c to h": _without_slope,
        "the slopes of the gates are missing in q and s": _without_gates,
        "the slope of the candidate is missing in r": _without_candidate,
        "r and s are swapped": _swapped,
    },
    "check_jacobian": {
        "the road through the output gate is left out": _no_output_gate,
        "the table is turned: rows say what is differentiated": _turned_table,
        "c stands first: h is asked for first": _c_first,
        "the slope of the tanh is missing on the way from c to h": _table_without_slope,
        "h by c is zero: c[t-1] moves h[t] through c[t]": _nothing_from_c,
    },
    "check_roads": {
        "the error of the step itself is left out: k = l belongs to the sum": _later_only,
        "h[l] is held: it moves with c[l], k[l] times as much": _h_held,
        "the tables are turned": _turned_tables,
        "all outputs are held: only forget gates are on the way": _gates_alone,
        "only the error of the same step counts": _same_step,
    },
    "check_bias": {
        "this is the gate, not its bias": _gate,
        "the share is taken for the gate: it is left after one step": _one_step,
        "the share is divided by the steps: products need a root": _divided,
        "the sign is turned round": _turned_sign,
    },
}
