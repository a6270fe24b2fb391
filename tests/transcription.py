"""A second opinion: the loops of Lecture 18 for one unit, in plain Python, from the slides alone.

Nothing here is shared with lstm_core. Variables are dicts over time, so that h[-1] is the initial
state; a slope is taken at the argument, as the lecture writes it. What lies beyond the last step
counts as 0. Each function returns (variables, deltas, gradient); the deltas of h and c at -1 are
the derivatives by the initial state. The numbers may be complex, for complex steps.
"""

import cmath
import math
from collections import defaultdict


def exp(z):
    return cmath.exp(z) if isinstance(z, complex) else math.exp(z)


def logistic(z):
    return 1 / (1 + exp(-z))


def tanh(z):
    return (exp(z) - exp(-z)) / (exp(z) + exp(-z))


NONLINEARITIES = {  # name: (sigma, its slope at the argument)
    "identity": (lambda z: z, lambda z: 1.0),
    "crelu": (lambda z: min(1.0, max(0.0, z)), lambda z: 1.0 if 0 < z < 1 else 0.0),
    "logistic": (logistic, lambda z: logistic(z) * (1 - logistic(z))),
    "tanh": (tanh, lambda z: 1 - tanh(z) ** 2),
}


def zeros(*names):
    return [defaultdict(float) for _ in names]


def error(h, y, scored):
    """L, and eps[t] = h[t] - y[t] where scored."""
    eps = {t: h[t] - y[t] if scored[t] else 0.0 for t in range(len(y))}
    return sum(e * e for e in eps.values()) / 2, eps


def rnn(p, x, y, scored, h0, sigma_h):
    """c[t] = w x[t] + u h[t-1] + b, h[t] = sigma_h(c[t])."""
    sigma, slope = NONLINEARITIES[sigma_h]
    T = range(len(x))
    c, h = {}, {-1: h0}
    for t in T:
        c[t] = p["w"] * x[t] + p["u"] * h[t - 1] + p["b"]
        h[t] = sigma(c[t])
    L, eps = error(h, y, scored)

    dh, dc = zeros("h", "c")
    for t in reversed(T):
        dh[t] = eps[t] + dc[t + 1] * p["u"]
        dc[t] = dh[t] * slope(c[t])
    dh[-1] = dc[0] * p["u"]

    gradient = {
        "w": sum(dc[t] * x[t] for t in T),
        "u": sum(dc[t] * h[t - 1] for t in T),
        "b": sum(dc[t] for t in T),
    }
    return {"L": L, "c": c, "h": h}, {"c": dc, "h": dh}, gradient


def forget_gate(p, x, y, scored, h0, sigma_g, sigma_h):
    """c[t] = w_c x[t] + b_c + f[t] h[t-1], with f[t] = sigma_g(w_f x[t] + u_f h[t-1] + b_f)."""
    (gate, gate_slope), (sigma, slope) = NONLINEARITIES[sigma_g], NONLINEARITIES[sigma_h]
    T = range(len(x))
    z, f, c, h = {}, {}, {}, {-1: h0}
    for t in T:
        z[t] = p["w_f"] * x[t] + p["u_f"] * h[t - 1] + p["b_f"]
        f[t] = gate(z[t])
        c[t] = p["w_c"] * x[t] + p["b_c"] + f[t] * h[t - 1]
        h[t] = sigma(c[t])
    L, eps = error(h, y, scored)

    dh, dc, df = zeros("h", "c", "f")
    for t in reversed(range(-1, len(x))):
        dh[t] = eps.get(t, 0.0)
        if t + 1 in T:
            dh[t] += dc[t + 1] * f[t + 1] + df[t + 1] * gate_slope(z[t + 1]) * p["u_f"]
        if t in T:
            dc[t] = dh[t] * slope(c[t])
            df[t] = dc[t] * h[t - 1]

    dz = {t: df[t] * gate_slope(z[t]) for t in T}
    gradient = {
        "w_c": sum(dc[t] * x[t] for t in T),
        "b_c": sum(dc[t] for t in T),
        "w_f": sum(dz[t] * x[t] for t in T),
        "u_f": sum(dz[t] * h[t - 1] for t in T),
        "b_f": sum(dz[t] for t in T),
    }
    return {"L": L, "f": f, "c": c, "h": h}, {"f": df, "c": dc, "h": dh}, gradient


def lstm(p, x, y, scored, h0, c0, sigma_g, sigma_h):
    """The lecture's five equations; its partial derivatives; its sum over xi in {i, o, f, c}."""
    (gate, gate_slope), (sigma, slope) = NONLINEARITIES[sigma_g], NONLINEARITIES[sigma_h]
    T = range(len(x))
    z = {xi: {} for xi in "iofc"}
    i, o, f, g, c, h = {}, {}, {}, {}, {-1: c0}, {-1: h0}
    for t in T:
        for xi in "iofc":
            z[xi][t] = p[f"w_{xi}"] * x[t] + p[f"u_{xi}"] * h[t - 1] + p[f"b_{xi}"]
        i[t], o[t], f[t] = gate(z["i"][t]), gate(z["o"][t]), gate(z["f"][t])
        g[t] = sigma(z["c"][t])
        c[t] = f[t] * c[t - 1] + i[t] * g[t]
        h[t] = o[t] * sigma(c[t])
    L, eps = error(h, y, scored)

    di, do, df, dc, dh = zeros("i", "o", "f", "c", "h")
    for t in reversed(range(-1, len(x))):
        dh[t] = eps.get(t, 0.0)
        if t + 1 in T:
            dh[t] += di[t + 1] * gate_slope(z["i"][t + 1]) * p["u_i"]
            dh[t] += do[t + 1] * gate_slope(z["o"][t + 1]) * p["u_o"]
            dh[t] += df[t + 1] * gate_slope(z["f"][t + 1]) * p["u_f"]
            dh[t] += dc[t + 1] * i[t + 1] * slope(z["c"][t + 1]) * p["u_c"]
            dc[t] += dc[t + 1] * f[t + 1]
        if t in T:
            dc[t] += dh[t] * o[t] * slope(c[t])
            do[t] = dh[t] * sigma(c[t])
            di[t] = dc[t] * g[t]
            df[t] = dc[t] * c[t - 1]

    dz = {
        "i": {t: di[t] * gate_slope(z["i"][t]) for t in T},
        "o": {t: do[t] * gate_slope(z["o"][t]) for t in T},
        "f": {t: df[t] * gate_slope(z["f"][t]) for t in T},
        "c": {t: dc[t] * i[t] * slope(z["c"][t]) for t in T},
    }
    gradient = {}
    for xi in "iofc":
        gradient[f"w_{xi}"] = sum(dz[xi][t] * x[t] for t in T)
        gradient[f"u_{xi}"] = sum(dz[xi][t] * h[t - 1] for t in T)
        gradient[f"b_{xi}"] = sum(dz[xi][t] for t in T)
    variables = {"L": L, "i": i, "o": o, "f": f, "g": g, "c": c, "h": h}
    return variables, {"i": di, "o": do, "f": df, "c": dc, "h": dh}, gradient
