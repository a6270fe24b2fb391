"""The displayed equations of lecture 09 from (9.14) on: the LSTM of many units, and in batches.

What `lstm_core` computes in wide products is compared with sums over letters, and the backward
lines also with central differences and with the signals run one by one.
"""

import numpy as np

import lstm_core as core
from tests.equations import equation
from tests.equations.vectors import (
    C0,
    H0,
    LSTM,
    B,
    X,
    Y,
    gates,
    lstm_backwards,
    measured,
    run,
)


@equation(
    "9.14",
    r"""\begin{bmatrix} z_i & z_f & z_o & z_c \end{bmatrix}[t] =
    \begin{bmatrix} x[t] & h[t-1] \end{bmatrix}
    \begin{bmatrix} W_i & W_f & W_o & W_c \\ U_i & U_f & U_o & U_c \end{bmatrix} +
    \begin{bmatrix} b_i & b_f & b_o & b_c \end{bmatrix}""",
)
def _():
    right = """(np.hstack([x, h_prev])
        @ np.block([[w_i, w_f, w_o, w_c], [u_i, u_f, u_o, u_c]])
        + np.hstack([b_i, b_f, b_o, b_c]))"""
    return {"left": "np.hstack([z_i, z_f, z_o, z_c])", "right": right} | gates()


@equation(
    "9.15",
    r"""i = \sigma_g(z_i), \quad f = \sigma_g(z_f), \quad o = \sigma_g(z_o),
    \quad g = \sigma_h(z_c),
    \quad c[t] = f \odot c[t-1] + i \odot g, \quad h[t] = o \odot \sigma_h(c[t])""",
)
def _():
    pairs = [("i", "sigma_g(z_i)"), ("f", "sigma_g(z_f)"), ("o", "sigma_g(z_o)")]
    pairs += [("g", "sigma_h(z_c)"), ("c", "f * c_prev + i * g"), ("h", "o * sigma_h(c)")]
    return {"pairs": pairs} | gates()


@equation(
    "9.16",
    r"""\begin{aligned}
    \delta z_o[t] &= \delta[t] \odot \sigma_h(c[t]) \odot \dot\sigma_g(z_o[t]), &
    \delta c[t] &= \delta[t] \odot o[t] \odot \dot\sigma_h(c[t]) + \delta c[t+1] \odot f[t+1], \\
    \delta z_i[t] &= \delta c[t] \odot g[t] \odot \dot\sigma_g(z_i[t]), &
    \delta z_f[t] &= \delta c[t] \odot c[t-1] \odot \dot\sigma_g(z_f[t]), \\
    \delta z_c[t] &= \delta c[t] \odot i[t] \odot \dot\sigma_h(z_c[t]) & &
    \end{aligned}""",
)
def _():
    names = lstm_backwards()
    for gate in "ifoc":
        assert np.isclose(names[f"dz_{gate}"][2, 1, 2], measured(gate), rtol=1e-6)
    names |= {"f_next": names["f"][1:], "delta_c_next": names["delta_c"][1:]}
    early = {f"{s}_now": names[s][:-1] for s in ("delta", "o", "c")}
    pairs = [
        ("dz_o", "delta * sigma_h(c) * slope_g(o)"),
        ("delta_c[:-1]", "delta_now * o_now * slope_h(sigma_h(c_now)) + delta_c_next * f_next"),
        ("dz_i", "delta_c * g * slope_g(i)"),
        ("dz_f", "delta_c * c_prev * slope_g(f)"),
        ("dz_c", "delta_c * i * slope_h(g)"),
    ]
    return {"pairs": pairs} | names | early


@equation(
    "9.17",
    r"""\delta[t] = \epsilon[t] + \begin{bmatrix} \delta z_i & \delta z_f & \delta z_o & \delta z_c
    \end{bmatrix}[t+1] \begin{bmatrix} U_i & U_f & U_o & U_c \end{bmatrix}^{\top}""",
)
def _():
    names = lstm_backwards()
    names |= {f"{s}_next": names[s][1:] for s in ("dz_i", "dz_f", "dz_o", "dz_c")}
    right = """(eps[:-1] + np.concatenate([dz_i_next, dz_f_next, dz_o_next, dz_c_next], axis=-1)
        @ np.hstack([u_i, u_f, u_o, u_c]).T)"""
    return {"left": "delta[:-1]", "right": right} | names


@equation(
    "9.18",
    r"""\frac{d\mathcal{L}}{dU} = \sum_t h[t-1]^{\top}\,\delta z[t],
    \qquad \frac{d\mathcal{L}}{du_{jk}} = \sum_t \sum_n h_{nj}[t-1]\,\delta z_{nk}[t]""",
)
def _():
    """Here of the forget gate. The left: the sum over the signals, each run alone."""
    names = lstm_backwards()
    alone = [run(LSTM, slice(n, n + 1))[3].named()["u_f"] for n in range(B)]
    j, k = 1, 2

    def loss(value):
        u_f = LSTM[1].named()["u_f"]
        u_f[j, k] = value
        trace = LSTM[0].forward(LSTM[1].replace(u_f=u_f), X, h0=H0, c0=C0)
        return core.squared_error(trace.h, Y)[0]

    pairs = [
        ("sum(alone)", "sum(h_prev[t].T @ dz_f[t] for t in np.arange(T))"),
        ("central(loss, u_f[j, k])",
         "sum(h_prev[t, n, j] * dz_f[t, n, k] for t in np.arange(T) for n in np.arange(B))"),
    ]  # fmt: skip
    return {"pairs": pairs} | names | {"alone": alone, "loss": loss, "j": j, "k": k}


@equation(
    "9.19",
    r"""\frac{d\mathcal{L}}{dx_d[t]} = \sum_{\xi} \sum_k \delta z_{\xi,k}[t]\,w_{\xi,dk},
    \qquad \frac{d\mathcal{L}}{dx[t]} = \sum_{\xi} \delta z_{\xi}[t]\,W_{\xi}^{\top}""",
)
def _():
    names = lstm_backwards()
    d, t, n = 1, 2, 3

    def loss(value):
        x = X.copy()
        x[t, n, d] = value
        return core.squared_error(LSTM[0].forward(LSTM[1], x, h0=H0, c0=C0).h, Y)[0]

    names |= {"dz": [names[f"dz_{g}"] for g in "ifoc"], "w": [names[f"w_{g}"] for g in "ifoc"]}
    names |= {"by_x": LSTM[0].input_gradient(LSTM[1], names["deltas"]), "at": X[t, n, d]}
    pairs = [
        ("central(loss, at)",
         "sum(dz[xi][t, n, k] * w[xi][d, k] for xi in np.arange(4) for k in np.arange(H))"),
        ("by_x", "sum(dz[xi] @ w[xi].T for xi in np.arange(4))"),
    ]  # fmt: skip
    return {"pairs": pairs} | names | {"loss": loss, "d": d, "t": t, "n": n}
