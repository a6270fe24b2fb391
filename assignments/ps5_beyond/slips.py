"""The four functions as plain loops, right or with one slip: what students hand in.

One signal x (T, D), H units. ``linear``: sigma_h is the identity. The slips are explained in
mistakes.py. The training is that of training.py.
"""

import numpy as np


def _previous(a):
    return np.vstack([np.zeros_like(a[:1]), a[:-1]])


def _last(a):
    return np.vstack([np.zeros_like(a[:-1]), a[-1:]])


def _slope(symbol, y, linear):
    if symbol in "gn":
        return np.ones_like(y) if linear else 1 - y**2
    return y * (1 - y)


def _see(c, p):
    return c @ p if p.ndim == 2 else c * p


def peephole(params, trace, eps, linear=False, slip=""):
    T, H = eps.shape
    delta, zero = {symbol: np.zeros((T, H)) for symbol in "ifogch"}, np.zeros(H)
    p = {k: params[f"p_{k}"] for k in "ifo"}
    if slip != "p as forward":
        p = {k: one.T for k, one in p.items()}
    from_h, from_c, late = zero, zero, zero
    for t in reversed(range(T)):
        i, f, o, g, c = (trace[symbol][t] for symbol in "ifogc")
        c_prev = trace["c"][t - 1] if t else zero
        shown, slope_c = (c, 1.0) if linear else (np.tanh(c), 1 - np.tanh(c) ** 2)
        dh = eps[t] + from_h
        do = dh * shown
        pre = {"o": do * o * (1 - o)}
        by_o = _see(do if slip == "no slopes in p" else pre["o"], p["o"])
        by_o, late = (late, by_o) if slip == "o sees the old c" else (by_o, late)
        dc = dh * o * (1.0 if slip == "no slope of c" else slope_c) + from_c
        dc = dc + (0.0 if slip == "no p_o" else by_o)
        if slip == "no o":
            dc = dh * slope_c + from_c + by_o
        di, df, dg = dc * g, dc * (c if slip == "df with c[t]" else c_prev), dc * i
        pre |= {"i": di * i * (1 - i), "f": df * f * (1 - f), "c": dg * _slope("g", g, linear)}
        if slip == "i and f see the new c":
            dc = dc + _see(pre["i"], p["i"]) + _see(pre["f"], p["f"])
        before = {"i": pre["i"], "f": pre["f"], "o": pre["o"], "g": pre["c"]}
        made = {"i": di, "f": df, "o": do, "g": dg}
        for symbol, value in (before if slip == "deltas before the gates" else made).items():
            delta[symbol][t] = value
        delta["c"][t], delta["h"][t] = dc, dh
        gates = {"deaf": "", "not through o": "ifc", "not through c": "ifo"}.get(slip, "ifoc")
        from_h = zero
        for k in gates:
            u = params[f"u_{k}"]
            from_h = from_h + (pre[k] @ u if slip == "u transposed" else u @ pre[k])
        from_c = zero if slip == "no cell path" else dc * f
        if slip == "new dh":
            from_c = (from_h * o * slope_c + dc - dh * o * slope_c) * f
        for k, value in (("i", di), ("f", df)):
            if slip not in ("no p_i and p_f", f"no p_{k}", "i and f see the new c"):
                from_c = from_c + _see(value if slip == "no slopes in p" else pre[k], p[k])
    return delta


def gru(params, trace, eps, linear=False, slip=""):
    T, H = eps.shape
    delta, zero = {symbol: np.zeros((T, H)) for symbol in "rznh"}, np.zeros(H)
    u = {k: params[f"u_{k}"] for k in "rzn"}
    if slip == "u transposed":
        u = {k: one.T for k, one in u.items()}
    later = zero
    for t in reversed(range(T)):
        r, z, n, h = (trace[symbol][t] for symbol in "rznh")
        h_prev = trace["h"][t - 1] if t else zero
        dh = eps[t] + later
        dz = dh * {"dz with h": h_prev, "dz with n": -n}.get(slip, h_prev - n)
        dz = -dz if slip == "dz turned round" else dz
        dn = dh * {"dn with z": z, "dn whole": 1.0}.get(slip, 1 - z)
        slope = {s: _slope(s, trace[s][t], linear) for s in "rzn"}
        slope |= {"r": 1.0, "z": 1.0} if slip == "no slopes" else {}
        slope |= {"n": n * (1 - n)} if slip == "logistic slope of n" else {}
        q = u["n"] @ (dn * slope["n"])  # what reaches r[t] h[t-1]
        dr = q * {"dr with h[t]": h, "dr with n": n}.get(slip, h_prev)
        dr = dn * slope["n"] * h_prev if slip == "dr without u" else dr
        pre_r, pre_z = dr * slope["r"], dz * slope["z"]
        roads = {
            "keep": dh * (1 - z if slip == "keep turned round" else z),
            "r": u["r"] @ pre_r,
            "z": u["z"] @ pre_z,
            "n": q if slip == "no r on the road" else q * r,
        }
        gone = {"no keep": "keep", "not through r": "r", "not through z": "z", "not through n": "n"}
        later = sum((v for k, v in roads.items() if k != gone.get(slip)), zero)
        later = roads["keep"] if slip == "deaf" else later
        made = {"r": dr, "z": dz, "n": dn, "h": dh}
        if slip == "deltas before the gates":
            made |= {"r": pre_r, "z": pre_z, "n": dn * slope["n"]}
        for symbol, value in made.items():
            delta[symbol][t] = value
    return delta


def peephole_weights(trace, deltas, full=False, slip=""):
    c = {k: trace["c"] if k == "o" else _previous(trace["c"]) for k in "ifo"}
    if slip == "all see the new c":
        c = dict.fromkeys("ifo", trace["c"])
    if slip == "all see the old c":
        c = dict.fromkeys("ifo", _previous(trace["c"]))
    if slip == "h for c":
        c = {k: trace["h"] if k == "o" else _previous(trace["h"]) for k in "ifo"}
    found = {}
    for k in "ifo":
        pre = deltas[k] * (1.0 if slip == "no slopes" else _slope(k, trace[k], False))
        pre = deltas["c"] * _slope(k, trace[k], False) if slip == "dc for all" else pre
        pre = _last(pre) if slip == "last step" else pre
        one = c[k].T @ pre if full else np.sum(c[k] * pre, axis=0)
        one = np.sum(pre, axis=0) + 0 * one if slip == "no c" else one
        one = one.T if slip == "turned round" else one
        found[f"p_{k}"] = one / len(pre) if slip == "mean" else one
    return found


def gru_weights(trace, deltas, linear=False, slip=""):
    h = trace["h"] if slip == "h[t]" else _previous(trace["h"])
    found = {}
    for k in "rzn":
        pre = deltas[k] * _slope(k, trace[k], linear)
        if slip == "no slopes" and k != "n":
            pre = deltas[k]
        if slip == "logistic slope of n" and k == "n":
            pre = deltas[k] * trace[k] * (1 - trace[k])
        pre = _last(pre) if slip == "last step" else pre
        heard = trace["r"] * h if k == "n" and slip != "n without r" else h
        heard = trace["r"] * h if slip == "r for all" else heard
        heard = trace["z"] * h if slip == "z for r" and k == "n" else heard
        one = heard.T @ pre
        one = one.T if slip == "turned round" else one
        found[f"u_{k}"] = one / len(pre) if slip == "mean" else one
    return found


ACTIVATIONS = {
    "tanh": (np.tanh, lambda h: 1 - h**2),
    "logistic": (lambda z: 1 / (1 + np.exp(-z)), lambda h: h * (1 - h)),
    "identity": (lambda z: z, lambda h: np.ones_like(h)),
}


def truncated(params, x, y, k1, k2, activation="tanh", slip=""):
    w, u, b = params["w"], params["u"], params["b"]
    function, slope = ACTIVATIONS[activation]
    T, H = len(x), len(b)
    h = np.zeros((T + 1, H))  # h[0] is before the first step
    for t in range(T):
        h[t + 1] = function(x[t] @ w + h[t] @ u + b)
    eps = h[1:] - y
    k2 = {"no end": T, "k1 back": k1, "one too many": k2 + 1, "one too few": k2 - 1}.get(slip, k2)
    k1 = 1 if slip == "every step" else k1
    grads = {"w": np.zeros_like(w), "u": np.zeros_like(u), "b": np.zeros_like(b)}
    for new in range(0, T, k1):
        end = min(new + k1, T)
        if slip == "rest left out" and end - new < k1:
            break
        start = max(0, end - max(k2, 1))
        later = np.zeros(H)
        for t in reversed(range(start, end)):
            counts = t >= new or slip == "errors twice"
            counts = t == end - 1 if slip == "last error only" else counts
            delta = (eps[t] * counts + later) * (1.0 if slip == "no slope" else slope(h[t + 1]))
            h_prev = h[t + 1] if slip == "h[t]" else h[t]
            h_prev = 0 * h_prev if slip == "state forgotten" and t == start else h_prev
            grads["w"] += np.outer(x[t], delta)
            grads["u"] += np.outer(h_prev, delta)
            grads["b"] += delta
            later = delta @ u if slip == "u transposed" else u @ delta
    if slip == "mean":
        grads = {name: one / T for name, one in grads.items()}
    return grads
