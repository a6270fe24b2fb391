"""The displayed equations of lecture 12, variants of the LSTM."""

import numpy as np

import lstm_core as core
from tests.equations import equation
from tests.equations.pushed_variants import (
    G,
    P,
    T,
    X,
    Y,
    by_core_gru,
    by_core_peephole,
    flat,
    gru,
    measured,
    over,
    peephole,
)


@equation(
    "12.1",
    r"""
    \begin{aligned}
    i[t] &= \sigma_g\left(w_i\,x[t] + u_i\,h[t-1] + p_i\,c[t-1] + b_i\right) \\
    f[t] &= \sigma_g\left(w_f\,x[t] + u_f\,h[t-1] + p_f\,c[t-1] + b_f\right) \\
    o[t] &= \sigma_g\left(w_o\,x[t] + u_o\,h[t-1] + p_o\,c[t] + b_o\right)
    \end{aligned}
    """,
)
def _():
    trace, _ = by_core_peephole()
    names = flat(trace, i="i", f="f", o="o", c="c", c_before="c_prev", h_before="h_prev")
    pairs = [
        (k, f"sigma_g(w_{k} * x + u_{k} * h_before + p_{k} * {look} + b_{k})")
        for k, look in (("i", "c_before"), ("f", "c_before"), ("o", "c"))
    ]
    return {"pairs": pairs, "sigma_g": lambda z: 1 / (1 + np.exp(-z)), "x": X} | names | P


@equation(
    "12.2",
    r"\frac{d\mathcal{L}}{dc[t]} = \frac{d\mathcal{L}}{dh[t]}\,o[t]\,\dot\sigma_h(c[t]) + "
    r"\frac{d\mathcal{L}}{dc[t+1]}\,f[t+1] + \frac{d\mathcal{L}}{dz_o[t]}\,p_o + "
    r"\frac{d\mathcal{L}}{dz_i[t+1]}\,p_i + \frac{d\mathcal{L}}{dz_f[t+1]}\,p_f",
)
def _():
    trace, deltas = by_core_peephole()
    assert np.allclose(measured(peephole, "c"), deltas.c[:, 0, 0], rtol=1e-6, atol=1e-9)
    later = {"dc_next": "c", "dz_i_next": "pre_i", "dz_f_next": "pre_f"}
    names = flat(deltas, dh="h", dz_o="pre_o") | flat(trace, o="o", c="c")
    names |= {k: np.append(v, 0)[1:] for k, v in flat(deltas, **later).items()}
    names["f_next"] = np.append(trace.f[:, 0, 0], 0.3)[1:]
    return {
        "left": "[central(over(peephole, 'c', t), 0.0) for t in range(T)]",
        "right": "dh * o * slope_h(c) + dc_next * f_next + dz_o * p_o + dz_i_next * p_i"
        " + dz_f_next * p_f",
        "over": over, "peephole": peephole, "T": T, "slope_h": lambda c: 1 - np.tanh(c) ** 2,
    } | names | P  # fmt: skip


H = 3


def vectors(full):
    """(names, gradient of p_i) of three units; the judge is the numerical gradient."""
    rng = np.random.default_rng(5)
    sizes = {"D": 2, "H": H}
    drawn = {
        name: rng.normal(scale=0.6, size=[sizes[k] for k in axes.split()])
        for name, axes in core.PeepholeLSTMParams.SHAPES.items()
    }
    if full:
        drawn |= {name: rng.normal(scale=0.6, size=(H, H)) for name in ("p_i", "p_f", "p_o")}
    params = core.PeepholeLSTMParams.from_named(**drawn)
    x, y, cell = rng.normal(size=(T, 1, 2)), rng.normal(size=(T, 1, H)), core.PeepholeLSTM()
    c0 = rng.normal(size=(1, H))
    trace = cell.forward(params, x, c0=c0)
    deltas = cell.bptt(params, trace, core.squared_error(trace.h, y)[1])

    def loss(p_i):
        return core.squared_error(cell.forward(params.replace(p_i=p_i), x, c0=c0).h, y)[0]

    return {
        "loss": loss, "numerical_gradient": core.numerical_gradient, "p_i": drawn["p_i"], "T": T,
        "H": H, "c_before": trace.c_prev[:, 0], "dz_i": deltas.pre_i[:, 0],
    }  # fmt: skip


@equation(
    "12.3",
    r"\frac{d\mathcal{L}}{dp_{i,k}} = \sum_t c_k[t-1]\,\frac{d\mathcal{L}}{dz_{i,k}[t]}",
)
def _():
    return {
        "left": "numerical_gradient(loss, p_i)",
        "right": "[sum(c_before[t, k] * dz_i[t, k] for t in range(0, T)) for k in range(0, H)]",
    } | vectors(full=False)


@equation(
    "12.4",
    r"\frac{d\mathcal{L}}{dP_{i,jk}} = \sum_t c_j[t-1]\,\frac{d\mathcal{L}}{dz_{i,k}[t]}",
)
def _():
    return {
        "left": "numerical_gradient(loss, p_i)",
        "right": "[[sum(c_before[t, j] * dz_i[t, k] for t in range(0, T)) for k in range(0, H)]"
        " for j in range(0, H)]",
    } | vectors(full=True)


def gru_names():
    trace, deltas = by_core_gru()
    symbols = {k: k for k in ("r", "z", "n", "h", "q", "h_prev")}
    named = {"delta": "h", "dn": "n", "dz": "z", "dr": "r", "dq": "q"}
    eps = core.squared_error(trace.h, Y)[1][:, 0, 0]
    return flat(trace, **symbols) | flat(deltas, **named) | G | {"x": X, "eps": eps, "T": T}


@equation("12.5", r"h[t] = (1 - z[t])\,n[t] + z[t]\,h[t-1]")
def _():
    return {"left": "h", "right": "(1 - z) * n + z * h_prev"} | gru_names()


@equation(
    "12.6",
    r"""
    \begin{aligned}
    r[t] &= \sigma_g\left(w_r\,x[t] + u_r\,h[t-1] + b_r\right) \\
    z[t] &= \sigma_g\left(w_z\,x[t] + u_z\,h[t-1] + b_z\right) \\
    n[t] &= \sigma_h\left(w_n\,x[t] + u_n\,r[t]\,h[t-1] + b_n\right)
    \end{aligned}
    """,
)
def _():
    pairs = [
        ("r", "sigma_g(w_r * x + u_r * h_prev + b_r)"),
        ("z", "sigma_g(w_z * x + u_z * h_prev + b_z)"),
        ("n", "sigma_h(w_n * x + u_n * r * h_prev + b_n)"),
    ]
    functions = {"sigma_g": lambda z: 1 / (1 + np.exp(-z)), "sigma_h": np.tanh}
    return {"pairs": pairs} | functions | gru_names()


def gru_pairs(**rights):
    """A delta by differences of the plain loop, beside its right side."""
    left = "[central(over(gru, {!r}, t), 0.0) for t in range(T)]"
    pairs = [(left.format(k), right) for k, right in rights.items()]
    return {"pairs": pairs, "over": over, "gru": gru} | gru_names()


@equation(
    "12.7",
    r"\frac{d\mathcal{L}}{dn[t]} = \delta[t]\,(1 - z[t]), \qquad "
    r"\frac{d\mathcal{L}}{dz[t]} = \delta[t]\,(h[t-1] - n[t])",
)
def _():
    return gru_pairs(n="delta * (1 - z)", z="delta * (h_prev - n)")


@equation(
    "12.8",
    r"\frac{d\mathcal{L}}{dq[t]} = \frac{d\mathcal{L}}{dn[t]}\,\dot\sigma_h\,u_n, \qquad "
    r"\frac{d\mathcal{L}}{dr[t]} = \frac{d\mathcal{L}}{dq[t]}\,h[t-1]",
)
def _():
    return gru_pairs(q="dn * (1 - n**2) * u_n", r="dq * h_prev")


@equation(
    "12.9",
    r"\delta[t-1] = \epsilon[t-1] + \delta[t]\,z[t] + \frac{d\mathcal{L}}{dq[t]}\,r[t] + "
    r"\frac{d\mathcal{L}}{dr[t]}\,\dot\sigma_g\,u_r + "
    r"\frac{d\mathcal{L}}{dz[t]}\,\dot\sigma_g\,u_z",
)
def _():
    t = 2
    names = gru_names()
    at = {k: v[t] for k, v in names.items() if np.ndim(v) == 1}
    return {
        "left": "central(over(gru, 'h', 1), 0.0)",
        "right": "eps_before + delta * z + dq * r + dr * (r * (1 - r)) * u_r"
        " + dz * (z * (1 - z)) * u_z",
        "over": over, "gru": gru, "eps_before": names["eps"][t - 1],
    } | G | at  # fmt: skip


@equation(
    "12.10",
    r"n[t] = \sigma_h\left(w_n\,x[t] + b_n + r[t]\,\left(u_n\,h[t-1] + b_{hn}\right)\right)",
)
def _():
    params = core.GRUParams.from_named(**G, b_hn=0.7)
    trace = core.GRU(reset_after=True).forward(params, X)
    names = flat(trace, r="r", n="n", h_prev="h_prev") | {"x": X, "b_hn": 0.7, "sigma_h": np.tanh}
    return {"left": "n", "right": "sigma_h(w_n * x + b_n + r * (u_n * h_prev + b_hn))"} | G | names
