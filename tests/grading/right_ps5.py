"""The fifth assignment done rightly in other ways than the model's: {name: {question: code}}."""

LOOPS = """
import math
def bptt(params, trace, eps):
    T, H = len(eps), len(eps[0])
    d = {s: [[0.0] * H for _ in range(T)] for s in "ifogch"}
    pre = {k: [[0.0] * H for _ in range(T + 1)] for k in "ifoc"}
    for t in range(T - 1, -1, -1):
        for n in range(H):
            i, f, o, g, c = (float(trace[s][t][n]) for s in "ifogc")
            before = float(trace["c"][t - 1][n]) if t else 0.0
            dh = float(eps[t][n])
            for k in "ifoc":
                for m in range(H):
                    dh += pre[k][t + 1][m] * params["u_" + k][n][m]
            do = dh * math.tanh(c)
            pre["o"][t][n] = do * o * (1 - o)
            dc = dh * o / math.cosh(c) ** 2 + pre["o"][t][n] * params["p_o"][n]
            if t + 1 < T:
                dc += d["c"][t + 1][n] * trace["f"][t + 1][n]
                dc += sum(pre[k][t + 1][n] * params["p_" + k][n] for k in "if")
            for s, v in zip("ifogch", (dc * g, dc * before, do, dc * i, dc, dh)):
                d[s][t][n] = float(v)
            pre["i"][t][n] = dc * g * i * (1 - i)
            pre["f"][t][n] = dc * before * f * (1 - f)
            pre["c"][t][n] = dc * i * (1 - g * g)
    return d
"""

RECURSIVE = '''
def bptt(params, trace, eps):
    """The end of time is where nothing comes from later."""
    def back(t, from_h, from_c):
        if t < 0:
            return []
        s = {k: v[t] for k, v in trace.items()}
        past, th = (trace["c"][t - 1] if t else 0 * from_c), np.tanh(s["c"])
        d = {"h": eps[t] + from_h}
        d["o"] = d["h"] * th
        z = {"o": d["o"] * (s["o"] - s["o"] ** 2)}
        d["c"] = from_c + d["h"] * s["o"] * (1 - th**2) + z["o"] * params["p_o"]
        d |= {"i": d["c"] * s["g"], "f": d["c"] * past, "g": d["c"] * s["i"]}
        z |= {k: d[k] * (s[k] - s[k] ** 2) for k in "if"} | {"c": d["g"] * (1 - s["g"] ** 2)}
        h = sum(params["u_" + k] @ z[k] for k in "ifoc")
        c = d["c"] * s["f"] + params["p_i"] * z["i"] + params["p_f"] * z["f"]
        return back(t - 1, h, c) + [d]
    steps = back(len(eps) - 1, np.zeros(eps.shape[1]), np.zeros(eps.shape[1]))
    return tuple(np.array([step[k] for step in steps]) for k in "ifogch")
'''

MATRICES = """
def bptt(params, trace, eps):
    T, H = eps.shape
    out = {k: np.zeros((T, H)) for k in "ifogch"}
    c_prev = np.vstack([np.zeros((1, H)), trace["c"][:-1]])
    P = {k: np.diag(params["p_" + k]) for k in "ifo"}
    U = {k: params["u_" + k].T for k in "ifoc"}  # row: the gate
    S = {k: trace[k] * (1 - trace[k]) for k in "ifo"} | {"c": 1 - trace["g"] ** 2}
    h_later = c_later = np.zeros(H)
    for t in range(T)[::-1]:
        out["h"][t] = eps[t] + h_later
        out["o"][t] = np.tanh(trace["c"][t]) * out["h"][t]
        J = np.diag(trace["o"][t] * (1 - np.tanh(trace["c"][t]) ** 2))
        out["c"][t] = J.T @ out["h"][t] + (np.diag(S["o"][t]) @ P["o"]).T @ out["o"][t] + c_later
        for k, factor in (("i", trace["g"]), ("f", c_prev), ("g", trace["i"])):
            out[k][t] = factor[t] * out["c"][t]
        pre = {k: S[k][t] * out["g" if k == "c" else k][t] for k in "ifoc"}
        h_later = sum(U[k].T @ pre[k] for k in "ifoc")
        c_later = trace["f"][t] * out["c"][t] + P["i"] @ pre["i"] + P["f"] @ pre["f"]
    return out
"""

EINSUM = """
def weight_gradients(trace, deltas):
    old = np.roll(trace["c"], 1, axis=0)
    old[0] = 0
    seen = {"i": old, "f": old, "o": trace["c"]}
    return {f"p_{k}": np.einsum("th,th,th->h", seen[k], deltas[k], trace[k] - trace[k] ** 2)
            for k in "ofi"}
"""

STEPS = """
def weight_gradients(trace, deltas):
    H = trace["c"].shape[1]
    p = np.zeros((3, H))
    for t in range(len(trace["c"])):
        for row, k in enumerate("ifo"):
            c = trace["c"][t if k == "o" else t - 1] if t or k == "o" else np.zeros(H)
            y = trace[k][t]
            p[row] += c * deltas[k][t] * y * (1 - y)
    return p[0], p[1], p[2]
"""

OBJECT = """
from types import SimpleNamespace
def weight_gradients(trace, deltas):
    c = np.concatenate([np.zeros((1, trace["c"].shape[1])), trace["c"]])
    g = {k: deltas[k] * trace[k] * (1 - trace[k]) for k in "ifo"}
    return SimpleNamespace(p_i=np.diag(c[:-1].T @ g["i"]), p_f=np.diag(c[:-1].T @ g["f"]),
                           p_o=np.diag(c[1:].T @ g["o"]))
"""

WINDOWS = """
def _back(w, u, h, x, errors):
    # h has one state more than there are errors: the first one enters
    T, delta = len(errors), np.zeros_like(errors)
    for t in range(T)[::-1]:
        delta[t] = errors[t] + (delta[t + 1] @ u.T if t + 1 < T else 0)
        delta[t] *= 1 - h[t + 1] ** 2
    return x.T @ delta, h[:-1].T @ delta, delta.sum(0)
def truncated(params, x, y, k1, k2):
    w, u, b = (params[k] for k in "wub")
    states = [np.zeros(len(b))]
    for row in x:
        states.append(np.tanh(row @ w + states[-1] @ u + b))
    h, T, total = np.array(states), len(x), [0, 0, 0]
    ends = list(range(k1, T + 1, k1))
    if not ends or ends[-1] < T:
        ends.append(T)
    begin = 0
    for end in ends:
        start = max(end - k2, 0)
        errors = (h[1:] - y)[start:end].copy()
        errors[:begin - start] = 0 if begin > start else errors[:0]
        parts = _back(w, u, h[start:end + 1], x[start:end], errors)
        total = [one + part for one, part in zip(total, parts)]
        begin = end
    return dict(zip("wub", total))
"""

EACH_ERROR = '''
def truncated(params, x, y, k1, k2):
    """Every error by itself, as far as its window reaches."""
    w, u, b = params["w"], params["u"], params["b"]
    T, H = y.shape
    h = {-1: np.zeros(H)}
    for t in range(T):
        h[t] = np.tanh(x[t] @ w + h[t - 1] @ u + b)
    grads = {k: 0.0 * v for k, v in params.items()}
    for s in range(T):
        end = min((s // k1 + 1) * k1, T)
        d = h[s] - y[s]
        for t in range(s, max(end - k2, 0) - 1, -1):
            d = d * (1 - h[t] ** 2)
            grads["w"] += x[t][:, None] * d
            grads["u"] += h[t - 1][:, None] * d
            grads["b"] += d
            d = u @ d
    return grads
'''

RMSPROP = """
from lstm_core import rmsprop
def train(params, x, y):
    cell, now, state = LSTM(activation=identity), LSTMParams.from_named(**params), None
    for k in range(400):
        b = slice(k % 16 * 25, k % 16 * 25 + 25)
        tr = cell.forward(now, x[:, b])
        eps = squared_error(tr.h, y[:, b])[1] / 25
        g = clip_by_norm(cell.weight_gradient(tr, cell.bptt(now, tr, eps)), 1.0)
        now, state = rmsprop(now, g, state, 0.03 if k < 300 else 0.005)
    return now.named()
"""

ALL_AT_ONCE = """
def train(params, x, y):
    cell, now, state = LSTM(activation=identity), LSTMParams.from_named(**params), None
    for k in range(250):
        tr = cell.forward(now, x[:, :100])
        eps = (tr.h - y[:, :100]) / 100
        g = clip_by_norm(cell.weight_gradient(tr, cell.bptt(now, tr, eps)), 1.0)
        now, state = adam(now, g, state, 0.08)
    return {k: np.float32(v) for k, v in now.named().items()}
"""

BY_THOUGHT = '''
def train(params, x, y):
    """The design of the lectures, made steep: weights that nobody has trained."""
    k = 14.0
    new = {name: np.zeros_like(array) for name, array in params.items()}
    new["b_i"] += k
    new["u_f"] -= k
    new["b_f"] += k / 2
    new["w_o"] -= k
    new["b_o"] += k / 2
    new["w_c"] += 1.0
    return new
'''

OWN = '''
def train(params, x, y):
    """Momentum by hand, without the optimisers of the core."""
    cell, now = LSTM(activation=identity), LSTMParams.from_named(**params)
    m, v = ({n: 0 * a for n, a in params.items()} for _ in range(2))
    named = now.named()
    for k in range(400):
        b = slice(20 * k % 400, 20 * k % 400 + 20)
        now = LSTMParams.from_named(**named)
        tr = cell.forward(now, x[:, b])
        grads = cell.weight_gradient(tr, cell.bptt(now, tr, (tr.h - y[:, b]) / 20)).named()
        long = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
        for n, g in grads.items():
            g = g / max(1.0, long)
            m[n], v[n] = 0.9 * m[n] + 0.1 * g, 0.999 * v[n] + 0.001 * g * g
            step = m[n] / (1 - 0.9 ** (k + 1)) / (np.sqrt(v[n] / (1 - 0.999 ** (k + 1))) + 1e-8)
            named[n] = named[n] - 0.05 * step
    return named
'''

RIGHT = {
    "number by number": {"backward": LOOPS},
    "recursion, and a tuple": {"backward": RECURSIVE},
    "Jacobians": {"backward": MATRICES},
    "einsum": {"weights": EINSUM},
    "step by step, and a tuple": {"weights": STEPS},
    "an object with names": {"weights": OBJECT},
    "window by window": {"truncated": WINDOWS},
    "error by error": {"truncated": EACH_ERROR},
    "RMSprop": {"train": RMSPROP},
    "a hundred signals at once, float32": {"train": ALL_AT_ONCE},
    "no training, only thought": {"train": BY_THOUGHT},
    "Adam by hand": {"train": OWN},
    "everything otherwise": {
        "backward": MATRICES, "weights": EINSUM, "truncated": EACH_ERROR, "train": OWN,
    },
}  # fmt: skip
