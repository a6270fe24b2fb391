"""The displayed equations of lecture 11, the gradient through time, for one unit.

The left sides come from the flow graph of the network, which knows nothing but its arrows, or from
central differences of `lstm_core`.
"""

import numpy as np

import lstm_core as core
from tests.equations import equation

T = 5
RNG = np.random.default_rng(11)
X, Y = RNG.normal(size=(2, T))
WEIGHTS = {name: float(RNG.normal(scale=0.9)) for name in core.LSTMParams.SHAPES}
H0, C0 = -0.5, 0.8
CELL = core.LSTM()


def network(**weights):
    """All variables as (T,), the weights, the flow graph, and A, D, k and J by their names."""
    w = WEIGHTS | weights
    params = core.LSTMParams.from_named(**w)
    trace = CELL.forward(params, X, h0=[[H0]], c0=[[C0]])
    names = {s: getattr(trace, s)[:, 0, 0] for s in ("i", "f", "o", "g", "c", "c_prev", "h_prev")}
    names |= {
        f"z_{k}": w[f"w_{k}"] * X + w[f"u_{k}"] * names["h_prev"] + w[f"b_{k}"] for k in "ifoc"
    }
    names |= {"slope_g": lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2, "sigma_h": np.tanh}
    names |= {"slope_h": lambda z: 1 / np.cosh(z) ** 2}
    names["graph"] = graph = core.unroll(CELL, params, X, Y, h0=[[H0]], c0=[[C0]])
    names["D"] = sum(core.cell_terms(CELL, params, trace))[:, 0, 0, 0]
    names["k"] = names["o"] * names["slope_h"](names["c"])
    names["A"] = np.array(
        [graph.partial(f"c[{t}]", f"h[{t - 1}]", hold=[f"c[{t - 1}]"]) for t in range(1, T)]
    )
    names["A"] = np.concatenate([[np.nan], names["A"]])
    names["J"] = core.step_jacobians(CELL, params, trace)[:, 0]
    return names | w | {"params": params, "trace": trace}


def next_c(c, t, held=None, **weights):
    """c[t] as a function of c[t-1]: h[t-1] follows it, with o[t-1] as it was, or is held."""
    names = network(**weights)
    h = names["o"][t - 1] * np.tanh(c) if held is None else held
    trace = CELL.forward(names["params"], X[t : t + 1], h0=[[h]], c0=[[c]])
    return trace.c.item()


@equation(
    "11.1",
    r"""\frac{dc[t]}{dc[t-1]} = \underbrace{f[t]}_{p}
    + \underbrace{c[t-1]\,\frac{df[t]}{dc[t-1]}}_{q}
    + \underbrace{i[t]\,\frac{dg[t]}{dc[t-1]}}_{r}
    + \underbrace{g[t]\,\frac{di[t]}{dc[t-1]}}_{s}""",
)
def _():
    names, t = network(), 3
    names |= {f"d{s}": names["graph"].total(f"{s}[3]", "c[2]") for s in "fgi"}
    sides = "f[t] + c[t - 1] * df + i[t] * dg + g[t] * di"
    pairs = [("central(lambda v: next_c(v, 3), c[2])", sides), ("D[3]", sides)]
    return {"pairs": pairs, "next_c": next_c, "t": t} | names


@equation(
    "11.2",
    r"""\frac{df[t]}{dc[t-1]} =
    \dot\sigma_g(z_f[t])\;u_f\;o[t-1]\;\dot\sigma_h(c[t-1])""",
)
def _():
    right = "slope_g(z_f[t]) * u_f * o[t - 1] * slope_h(c[t - 1])"
    names = network()
    return {"left": "graph.total('f[3]', 'c[2]')", "right": right, "t": 3} | names


@equation(
    "11.3",
    r"\frac{\partial c[t]}{\partial c[t-1]} = f[t] \qquad (h[t-1] \text{ held})",
)
def _():
    names = network()
    names["held"] = names["h_prev"][3]
    pairs = [
        ("central(lambda v: next_c(v, 3, held=held), c[2])", "f[3]"),
        ("graph.partial('c[3]', 'c[2]', hold=['h[2]'])", "f[3]"),
    ]
    return {"pairs": pairs, "next_c": next_c} | names


@equation(
    "11.4",
    r"""A[t] = \frac{\partial c[t]}{\partial h[t-1]} = c[t-1]\,\dot\sigma_g(z_f[t])\,u_f
    + i[t]\,\dot\sigma_h(z_c[t])\,u_c + g[t]\,\dot\sigma_g(z_i[t])\,u_i""",
)
def _():
    names = network()

    def by_h(h):
        c_prev = names["c"][2]
        return CELL.forward(names["params"], X[3:4], h0=[[h]], c0=[[c_prev]]).c.item()

    right = """(c[t - 1] * slope_g(z_f[t]) * u_f
        + i[t] * slope_h(z_c[t]) * u_c + g[t] * slope_g(z_i[t]) * u_i)"""
    pairs = [("A[3]", right), ("central(by_h, h_prev[3])", right)]
    return {"pairs": pairs, "by_h": by_h, "t": 3} | names


@equation(
    "11.5",
    r"""\frac{dc[t]}{dc[t-2]} = D[t]\,D[t-1] + A[t]\;\sigma_h(c[t-1])"""
    r"""\,\dot\sigma_g(z_o[t-1])\,u_o\;o[t-2]\,\dot\sigma_h(c[t-2])""",
)
def _():
    right = """(D[t] * D[t - 1]
        + A[t] * sigma_h(c[t - 1]) * slope_g(z_o[t - 1]) * u_o * o[t - 2] * slope_h(c[t - 2]))"""
    return {"left": "graph.total('c[4]', 'c[2]')", "right": right, "t": 4} | network()


@equation(
    "11.6",
    r"""J[t] = \begin{bmatrix} \dfrac{\partial h[t]}{\partial h[t-1]} &
    \dfrac{\partial h[t]}{\partial c[t-1]} \\[2ex] \dfrac{\partial c[t]}{\partial h[t-1]} &
    \dfrac{\partial c[t]}{\partial c[t-1]} \end{bmatrix} =
    \begin{bmatrix} k[t]\,A[t] + \sigma_h(c[t])\,\dot\sigma_g(z_o[t])\,u_o & k[t]\,f[t] \\
    A[t] & f[t] \end{bmatrix}""",
)
def _():
    names, t = network(), 3

    def entry(to, start):
        other = "c" if start == "h" else "h"
        return names["graph"].partial(f"{to}[{t}]", f"{start}[{t - 1}]", [f"{other}[{t - 1}]"])

    names["by_graph"] = np.array([[entry(to, start) for start in "hc"] for to in "hc"])
    right = """np.array([[k[t] * A[t] + sigma_h(c[t]) * slope_g(z_o[t]) * u_o, k[t] * f[t]],
                         [A[t], f[t]]])"""
    return {"pairs": [("J[3]", right), ("by_graph", right)], "t": t} | names


@equation(
    "11.7",
    r"""\begin{bmatrix} \dfrac{dh[t]}{dc[s]} \\[2ex] \dfrac{dc[t]}{dc[s]} \end{bmatrix} =
    J[t]\,J[t-1] \cdots J[s+1] \begin{bmatrix} k[s] \\ 1 \end{bmatrix}""",
)
def _():
    left = "np.array([graph.total('h[4]', 'c[1]'), graph.total('c[4]', 'c[1]')])"
    right = "J[4] @ J[3] @ J[2] @ np.array([k[1], 1.0])"
    return {"left": left, "right": right} | network()


@equation(
    "11.8",
    r"""\frac{d\mathcal{L}}{dw_f} = \sum_{l=0}^{T-1} \; \sum_{k=l}^{T-1} \epsilon[k]\;"""
    r"""\frac{dh[k]}{dc[l]}\;\frac{\partial c[l]}{\partial w_f}""",
)
def _():
    """dh[k]/dc[l] by the graph; the last factor: w_f moves f[l], everything before is held."""
    names = network()

    def loss(w_f):
        return core.squared_error(network(w_f=w_f)["trace"].h, Y)[0]

    _, eps = core.squared_error(names["trace"].h, Y)
    graph = names["graph"]
    dh_dc = np.array([
        [graph.total(f"h[{k}]", f"c[{start}]") if k >= start else np.nan for start in range(T)]
        for k in range(T)
    ])  # fmt: skip
    names |= {"loss": loss, "eps": eps[:, 0, 0], "T": T, "dh_dc": dh_dc}
    names["dc_dw"] = names["c_prev"] * names["slope_g"](names["z_f"]) * X
    right = """sum(sum(eps[k] * dh_dc[k, l] * dc_dw[l] for k in np.arange(l, T))
                   for l in np.arange(0, T))"""
    return {"left": "central(loss, w_f)", "right": right} | names


@equation(
    "11.9",
    r"""\frac{dh[k]}{dc[l]} = o[k]\,\dot\sigma_h(c[k]) \prod_{j=l+1}^{k} D[j]
    \qquad \text{if } u_o = 0""",
)
def _():
    right = "o[n] * slope_h(c[n]) * np.prod([D[j] for j in np.arange(l + 1, n + 1)])"
    names = network(u_o=0.0)
    return {"left": "graph.total('h[4]', 'c[1]')", "right": right} | names | {"n": 4, "l": 1}


@equation(
    "11.10",
    r"""\frac{\partial c[t]}{\partial c[s]} = \prod_{j=s+1}^{t} f[j]
    \qquad (\text{all } h \text{ held})""",
)
def _():
    left = "graph.partial('c[4]', 'c[1]', hold=['h[1]', 'h[2]', 'h[3]'])"
    right = "np.prod([f[j] for j in np.arange(s + 1, t + 1)])"
    return {"left": left, "right": right, "s": 1, "t": 4} | network()
