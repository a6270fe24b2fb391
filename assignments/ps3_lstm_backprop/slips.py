"""The five functions as plain loops, right or with one slip: what students hand in.

For logistic gates and tanh, one signal x (T, D), H units. params: w_ (D, H), u_ (H, H), b_ (H,) of
i, f, o, c. The slips are explained in mistakes.py. What a variant changes (variants.py):

    coupled   i = 1 - f, and there are no weights of i
    tanh      whether h shows tanh(c), or c as it is
    order     of the blocks in w (D, 4H), u (H, 4H), b (4H,); "" where the arrays lie apart
"""

import numpy as np

GATES = ("i", "f", "o", "c")
CANDIDATE = {"i": "i", "f": "f", "o": "o", "c": "g"}  # w_c, u_c, b_c belong to the candidate g


def logistic(z):
    return 1.0 / (1.0 + np.exp(-z))


def apart(params, order):
    """{"w_i": ..., ...} of blocks that lie side by side in this order."""
    if not order:
        return params
    blocks = {a: np.split(array, 4, axis=-1) for a, array in params.items()}
    return {f"{a}_{k}": block for a in blocks for k, block in zip(order, blocks[a], strict=True)}


def side_by_side(params, order):
    """The contrary of ``apart``."""
    if not order:
        return params
    return {a: np.concatenate([params[f"{a}_{k}"] for k in order], axis=-1) for a in "wub"}


def forward(params, x, slip="", coupled=False, tanh=True, order=""):
    params = apart(params, "ifoc" if slip == "other order" else order)
    T, H = len(x), len(params["b_f"])
    trace = {symbol: np.zeros((T, H)) for symbol in "ifogch"}
    h, c = np.zeros(H), np.zeros(H)
    for t in range(T):
        fed_back = {"no feedback": np.zeros(H), "c fed back": c}.get(slip, h)
        pre = {}
        for k in GATES[coupled:]:
            u = params[f"u_{k}"].T if slip == "u transposed" else params[f"u_{k}"]
            pre[k] = x[t] @ params[f"w_{k}"] + fed_back @ u
            pre[k] = pre[k] + (0.0 if slip == "no bias" else params[f"b_{k}"])
        gate = np.tanh if slip == "tanh gates" else logistic
        f, o = gate(pre["f"]), gate(pre["o"])
        i = 1.0 - f if coupled else gate(pre["i"])
        g = {"logistic candidate": logistic, "linear candidate": lambda z: z}.get(slip, np.tanh)(
            pre["c"]
        )
        before = c
        c = i * c + f * g if slip == "i and f swapped" else f * c + i * g
        if slip == "coupled":
            c = f * before + (1.0 - f) * g
        shown = before if slip == "old c shown" else c
        h = o * np.tanh(shown) if tanh else o * shown
        h = {"no tanh": o * shown, "tanh": o * np.tanh(shown)}.get(slip, h)
        if slip == "tanh outside":
            h = np.tanh(o * shown)
        for symbol, value in zip("ifogch", (i, f, o, g, c, h), strict=True):
            trace[symbol][t] = value
    return without_i(trace) if coupled else trace


def without_i(record):
    return {symbol: values for symbol, values in record.items() if symbol != "i"}


def synchronous(h, y, scored, slip=""):
    error = np.where(scored, h - y, 0.0)
    if slip == "all scored":
        error = h - y
    value, eps = 0.5 * np.sum(error**2), error
    if slip == "sign":
        eps = -error
    if slip == "no half":
        value = 2 * value
    if slip == "twice":
        eps = 2 * error
    if slip == "both twice":
        value, eps = 2 * value, 2 * error
    if slip == "mean":
        n = max(int(np.sum(scored)), 1)
        value, eps = value / n, error / n
    if slip == "summed from the end":
        eps = np.cumsum(error[::-1], axis=0)[::-1]
    return {"value": value, "eps": eps}


def bptt(params, trace, eps, slip="", coupled=False, tanh=True, order=""):
    params = apart(params, "ifoc" if slip == "other order" else order)
    trace = {"i": 1.0 - trace["f"], **trace}
    T, H = eps.shape
    delta = {symbol: np.zeros((T, H)) for symbol in "hcoifg"}
    from_h, from_c, zero = np.zeros(H), np.zeros(H), np.zeros(H)
    for t in reversed(range(T)):
        i, f, o, g, c, h = (trace[symbol][t] for symbol in "ifogch")
        c_prev = trace["c"][t - 1] if t else zero
        tanh_c = np.tanh(c)
        slope_c = {"no slope of c": 1.0, "1 - c^2": 1 - c**2, "1 - h^2": 1 - h**2}.get(
            slip, 1 - tanh_c**2 if tanh or slip == "slope of c" else 1.0
        )
        dh = eps[t] + from_h
        dc = dh * slope_c + from_c if slip == "no o" else dh * o * slope_c + from_c
        do = dh * (tanh_c if tanh != (slip in ("do with c", "do with tanh")) else c)
        di, df = dc * g, dc * (c if slip == "df with c[t]" else c_prev)
        dg = dc * i
        if coupled and slip != "f alone":
            df = df - di
        if slip == "di and dg swapped":
            di, dg = dg, di
        slope = {"i": i * (1 - i), "f": f * (1 - f), "o": o * (1 - o), "c": 1 - g**2}
        slope |= dict.fromkeys("ifo", 1.0) if slip == "no slopes" else {}
        slope |= {"c": 1.0} if slip == "no slope of g" else {}
        pre = {"i": 0.0 if coupled else di * slope["i"], "f": df * slope["f"], "o": do * slope["o"]}
        pre["c"] = dg * slope["c"]
        if slip == "deltas before the gates":
            di, df, do, dg = pre["i"], pre["f"], pre["o"], pre["c"]
        for symbol, value in zip("hcoifg", (dh, dc, do, di, df, dg), strict=True):
            delta[symbol][t] = value
        gates = {"no way through o": "ifc", "no way through c": "ifo", "deaf": ""}.get(slip, "ifoc")
        from_h = zero
        for k in gates.replace("i", "") if coupled else gates:
            u = params[f"u_{k}"]
            from_h = from_h + (u @ pre[k] if slip != "u transposed" else pre[k] @ u)
        if slip == "new dh":
            dc = from_h * o * slope_c + from_c
        kept = (trace["f"][t - 1] if t else zero) if slip == "late" else f
        from_c = {"no cell path": zero, "no f": dc}.get(slip, dc * kept)
    if slip == "turned round":
        delta = {symbol: values[::-1] for symbol, values in delta.items()}
    return without_i(delta) if coupled else delta


def weight_gradients(x, trace, deltas, slip="", coupled=False, order=""):
    grads = {}
    h_prev = np.vstack([np.zeros_like(trace["h"][:1]), trace["h"][:-1]])
    x_used = np.vstack([np.zeros_like(x[:1]), x[:-1]]) if slip == "x too early" else x
    h_used = {"h[t]": trace["h"], "c fed back": np.vstack([0 * h_prev[:1], trace["c"][:-1]])}.get(
        slip, h_prev
    )
    for k in GATES[coupled:]:
        y = trace[CANDIDATE[k]]
        slope = 1 - y**2 if k == "c" else y * (1 - y)
        if slip == "no slopes" or (slip == "no slope of g" and k == "c"):
            slope = np.ones_like(y)
        if slip == "tanh's slope for all":
            slope = 1 - y**2
        if slip == "logistic's slope for all":
            slope = y * (1 - y)
        pre = deltas[CANDIDATE[k]] * slope
        if slip == "deltas of c" and k == "c":
            pre = deltas["c"] * slope
        if slip == "last step":
            pre = np.where(np.arange(len(pre))[:, None] == len(pre) - 1, pre, 0.0)
        if slip == "mean":
            pre = pre / len(pre)
        grads[f"w_{k}"], grads[f"u_{k}"] = x_used.T @ pre, h_used.T @ pre
        grads[f"b_{k}"] = pre[-1] if slip == "b of one step" else pre.sum(axis=0)
        if slip == "u transposed":
            grads[f"u_{k}"] = grads[f"u_{k}"].T
    return side_by_side(grads, "ifoc" if slip == "other order" else order)


def update(params, grads, eta, slip=""):
    step = {
        "up": lambda p, g: p + eta * g,
        "no eta": lambda p, g: p - g,
        "squared eta": lambda p, g: p - eta**2 * g,
        "only the step": lambda p, g: -eta * g,
        "the sign alone": lambda p, g: p - eta * np.sign(g),
        "shrunk": lambda p, g: p - eta * p * g,
    }.get(slip, lambda p, g: p - eta * g)
    new = {name: step(params[name], grads[name]) for name in params}
    if slip == "biases stay":
        new |= {name: params[name] for name in params if name[0] == "b"}
    if slip == "only u":
        new |= {name: params[name] for name in params if name[0] != "u"}
    if slip == "unchanged":
        new = dict(params)
    return new
