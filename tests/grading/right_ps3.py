"""The assignment done rightly in other ways than the model's: {name: {question: code}}."""

LOOPS = """
import math
def sig(z): return 1 / (1 + math.exp(-z))
def forward(params, x):
    T, D, H = len(x), len(x[0]), len(params["b_i"])
    out = {s: [[0.0] * H for _ in range(T)] for s in "ifogch"}
    for t in range(T):
        for n in range(H):
            pre = {}
            for k in "ifoc":
                z = params["b_" + k][n]
                for d in range(D):
                    z += x[t][d] * params["w_" + k][d][n]
                if t > 0:
                    for m in range(H):
                        z += out["h"][t - 1][m] * params["u_" + k][m][n]
                pre[k] = z
            i, f, o, g = sig(pre["i"]), sig(pre["f"]), sig(pre["o"]), math.tanh(pre["c"])
            c = i * g + (f * out["c"][t - 1][n] if t > 0 else 0.0)
            for s, v in zip("ifogch", (i, f, o, g, c, o * math.tanh(c))):
                out[s][t][n] = float(v)
    return out
"""

STACKED = """
def forward(params, x):
    w, u, b = (np.concatenate([params[a + "_" + k] for k in "ifoc"], axis=-1) for a in "wub")
    H = u.shape[0]
    h, c, rows = np.zeros(H), np.zeros(H), []
    for row in x:
        i, f, o, g = np.split(row @ w + h @ u + b, 4)
        i, f, o = (0.5 * (1 + np.tanh(z / 2)) for z in (i, f, o))
        g = np.tanh(g)
        c = f * c + i * g
        h = o * np.tanh(c)
        rows.append((i, f, o, g, c, h))
    return dict(zip("ifogch", np.array(rows).swapaxes(0, 1)))
"""

EINSUM = """
def forward(params, x):
    T, H = x.shape[0], params["u_f"].shape[0]
    tr = {s: np.empty((T, H)) for s in "ifogch"}
    prev = np.zeros((2, H))
    for t in range(T):
        z = {k: np.einsum("d,dh->h", x[t], params[f"w_{k}"])
                + np.einsum("g,gh->h", prev[0], params[f"u_{k}"]) + params[f"b_{k}"]
             for k in "ifoc"}
        for s in "ifo":
            tr[s][t] = 1 / (1 + np.exp(-z[s]))
        tr["g"][t] = np.tanh(z["c"])
        tr["c"][t] = np.einsum("h,h->h", tr["f"][t], prev[1]) + tr["i"][t] * tr["g"][t]
        tr["h"][t] = tr["o"][t] * np.tanh(tr["c"][t])
        prev = np.stack([tr["h"][t], tr["c"][t]])
    return tr
"""

RECURSIVE = '''
def bptt(params, trace, eps):
    """One step, and then the rest: the end of time is where nothing comes from later."""
    T = len(eps)
    def back(t, from_h, from_c):
        if t < 0:
            return []
        tr = {k: v[t] for k, v in trace.items()}
        before = trace["c"][t - 1] if t else np.zeros_like(from_c)
        th = np.tanh(tr["c"])
        d = {"h": eps[t] + from_h}
        d["c"] = d["h"] * tr["o"] * (1 - th * th) + from_c
        d.update(o=d["h"] * th, i=d["c"] * tr["g"], f=d["c"] * before, g=d["c"] * tr["i"])
        s = sum(params["u_" + k] @ (d[k] * tr[k] * (1 - tr[k])) for k in "ifo")
        s = s + params["u_c"] @ (d["g"] * (1 - tr["g"] ** 2))
        return back(t - 1, s, d["c"] * tr["f"]) + [d]
    steps = back(T - 1, np.zeros(eps.shape[1]), np.zeros(eps.shape[1]))
    return {k: np.array([s[k] for s in steps]) for k in "ifogch"}
'''

JACOBIANS = '''
def bptt(params, trace, eps):
    """With whole Jacobians of a step, as matrices."""
    T, H = eps.shape
    out = {k: np.zeros((T, H)) for k in "ifogch"}
    dh_next, dc_next = np.zeros(H), np.zeros(H)
    for t in range(T)[::-1]:
        i, f, o, g, c = (trace[k][t] for k in "ifogc")
        c0 = trace["c"][t - 1] if t else 0 * c
        out["h"][t] = eps[t] + dh_next
        out["c"][t] = np.diag(o / np.cosh(c) ** 2) @ out["h"][t] + dc_next
        out["o"][t] = np.diag(np.tanh(c)) @ out["h"][t]
        for k, factor in (("i", g), ("f", c0), ("g", i)):
            out[k][t] = np.diag(factor) @ out["c"][t]
        slopes = {"i": i - i * i, "f": f - f * f, "o": o - o * o, "g": 1 - g * g}
        dh_next = np.zeros(H)
        for k, name in zip("ifog", "ifoc"):
            J = np.diag(slopes[k]) @ params["u_" + name].T  # d k[t] / d h[t-1]
            dh_next += J.T @ out[k][t]
        dc_next = np.diag(f) @ out["c"][t]
    return out
'''

WEIGHTS_EINSUM = """
def weight_gradients(x, trace, deltas):
    past = np.concatenate([np.zeros((1, trace["h"].shape[1])), trace["h"]])[:-1]
    slope = {"c": lambda v: 1 - v * v}
    out = {}
    for k in "ifoc":
        s = "g" if k == "c" else k
        d = deltas[s] * slope.get(k, lambda v: v * (1 - v))(trace[s])
        out |= {"w_" + k: np.einsum("td,th->dh", x, d), "u_" + k: np.einsum("tg,th->gh", past, d),
                "b_" + k: np.einsum("th->h", d)}
    return out
"""

WEIGHTS_LOOP = """
def weight_gradients(x, trace, deltas):
    T, D = x.shape
    H = trace["h"].shape[1]
    grads = {f"{a}_{k}": np.zeros(s) for k in "ifoc"
             for a, s in (("w", (D, H)), ("u", (H, H)), ("b", H))}
    for t in range(T):
        for k in "ifoc":
            v, d = (z["g" if k == "c" else k][t] for z in (trace, deltas))
            d = d * ((1 - v ** 2) if k == "c" else v * (1 - v))
            grads["w_" + k] += np.outer(x[t], d)
            if t: grads["u_" + k] += np.outer(trace["h"][t - 1], d)
            grads["b_" + k] += d
    return grads
"""

UPDATE_LOOP = """
def update(params, grads, eta):
    import copy
    new = copy.deepcopy(params)
    for name in sorted(grads):
        new[name] -= eta * grads[name]
    return new
"""

ERROR_LOOP = """
def synchronous_backprop(h, y, scored):
    total, eps = 0.0, np.zeros(h.shape)
    for t, n in np.ndindex(*h.shape):
        if scored[t, n]:
            eps[t, n] = h[t, n] - y[t, n]
            total += eps[t, n] ** 2 / 2
    return {"eps": eps, "value": total}
"""

TUPLE = STACKED.replace("return dict(zip(\"ifogch\", np.array(rows).swapaxes(0, 1)))",
                        "return tuple(np.array(rows).swapaxes(0, 1))")  # fmt: skip

NAMED = """
from types import SimpleNamespace
def synchronous_backprop(h, y, scored):
    eps = (h - y) * scored
    return SimpleNamespace(value=np.vdot(eps, eps) / 2, eps=eps)
"""

SINGLE = {
    "forward": STACKED.replace("np.array(rows)", "np.array(rows, dtype=np.float32)"),
    "synchronous": "def synchronous_backprop(h, y, scored):\n"
    "    eps = ((h - y) * scored).astype('float32')\n    return (eps**2).sum() / 2, eps\n",
    "update": "def update(params, grads, eta):\n    return {k: np.float32(v) - np.float32(eta)\n"
    "        * np.float32(grads[k]) for k, v in params.items()}\n",
}

OBJECT = (
    STACKED.replace("def forward(params, x):", "def go(params, x):")
    + "class Forward:\n    def __call__(self, params, x): return go(params, x)\n"
    + "forward = Forward()\n"
)

LAMBDAS = {
    "update": "update = lambda params, grads, eta: {k: params[k] - eta * grads[k] for k in grads}",
    "synchronous": "synchronous_backprop = lambda h, y, scored: (\n"
    "    0.5 * ((h - y)[scored] ** 2).sum(), np.where(scored, h - y, 0))",
}

RIGHT = {
    "number by number": {"forward": LOOPS, "synchronous": ERROR_LOOP},
    "four gates in one product": {"forward": STACKED, "update": UPDATE_LOOP},
    "einsum": {"forward": EINSUM, "weights": WEIGHTS_EINSUM},
    "recursion": {"bptt": RECURSIVE},
    "matrices": {"bptt": JACOBIANS, "weights": WEIGHTS_LOOP},
    "outer products": {"weights": WEIGHTS_LOOP, "update": UPDATE_LOOP},
    "a tuple in order": {"forward": TUPLE},
    "an object with names": {"synchronous": NAMED},
    "float32 where it is allowed": SINGLE,
    "an object that can be called": {"forward": OBJECT},
    "lambdas": LAMBDAS,
    "everything otherwise": {
        "forward": LOOPS, "synchronous": NAMED, "bptt": RECURSIVE,
        "weights": WEIGHTS_EINSUM, "update": UPDATE_LOOP,
    },
}  # fmt: skip
