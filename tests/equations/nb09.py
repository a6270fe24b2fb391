"""The displayed equations of lecture 09, from one unit to many.

What `lstm_core` computes in wide products is compared with sums over letters, and the backward
lines also with central differences and with the signals run one by one.
"""

import numpy as np

import lstm_core as core
from tests.equations import central, equation
from tests.equations.vectors import (
    C0,
    H0,
    LSTM,
    RNN,
    B,
    H,
    T,
    X,
    Y,
    gates,
    jacobians,
    lstm_backwards,
    measured,
    one_signal,
    rnn_loss,
    run,
    step,
    table,
)


@equation(
    "9.1",
    r"""c_k[t] = \sum_d x_d[t]\,w_{dk} + \sum_j h_j[t-1]\,u_{jk} + b_k,
    \qquad h_k[t] = \sigma_h(c_k[t])""",
)
def _():
    heard = """[[sum(x[t, d] * w[d, k] for d in np.arange(D))
                 + sum(h_prev[t, j] * u[j, k] for j in np.arange(H))
                 + b[k] for k in np.arange(H)] for t in np.arange(T)]"""
    pairs = [("c", f"np.array({heard})"), ("h", "sigma_h(c)")]
    return {"pairs": pairs} | one_signal()


@equation(
    "9.2",
    r"c[t] = x[t]\,W + h[t-1]\,U + b, \qquad h[t] = \sigma_h(c[t])",
)
def _():
    return {"pairs": [("c", "x @ w + h_prev @ u + b"), ("h", "sigma_h(c)")]} | one_signal()


@equation(
    "9.3",
    r"""c[t] = \begin{bmatrix} x[t] & h[t-1] & 1 \end{bmatrix}
    \begin{bmatrix} W \\ U \\ b \end{bmatrix}""",
)
def _():
    right = "np.hstack([x, h_prev, np.ones((T, 1))]) @ np.vstack([w, u, b])"
    return {"left": "c", "right": right} | one_signal()


@equation(
    "9.4",
    r"""\delta_j[t] = \epsilon_j[t] + \sum_k \delta c_k[t+1]\,u_{jk},
    \qquad \delta c_k[t] = \delta_k[t]\,\dot\sigma_h(c_k[t])""",
)
def _():
    """Also by differences: a push on the bias of one unit moves what it hears at every step."""
    total = """np.array([[eps[t, j] + sum(delta_c[t + 1, k] * u[j, k] for k in np.arange(H))
                          for j in np.arange(H)] for t in np.arange(T - 1)])"""
    pairs = [("delta[:-1]", total), ("delta_c", "delta * slope(c)")]
    names = one_signal()
    measured = [central(rnn_loss("b", (k,)), names["b"][k]) for k in range(H)]
    assert np.allclose(measured, names["delta_c"].sum(axis=0), rtol=1e-6)
    return {"pairs": pairs} | names


@equation(
    "9.5",
    r"""\delta[t] = \epsilon[t] + \delta c[t+1]\,U^{\top},
    \qquad \delta c[t] = \delta[t] \odot \dot\sigma_h(c[t])""",
)
def _():
    names = one_signal() | {"delta_c_next": run(RNN, slice(1))[2].c[1:, 0]}
    last = "delta[:-1]"
    pairs = [(last, "eps[:-1] + delta_c_next @ u.T"), ("delta_c", "delta * slope(c)")]
    return {"pairs": pairs} | names


@equation(
    "9.6",
    r"""\frac{d\mathcal{L}}{du_{jk}} = \sum_t h_j[t-1]\,\delta c_k[t],
    \qquad \frac{d\mathcal{L}}{dw_{dk}} = \sum_t x_d[t]\,\delta c_k[t],
    \qquad \frac{d\mathcal{L}}{db_k} = \sum_t \delta c_k[t]""",
)
def _():
    j, d, k = 2, 1, 0
    pairs = [
        ("central(rnn_loss('u', (j, k)), u[j, k])",
         "sum(h_prev[t, j] * delta_c[t, k] for t in np.arange(T))"),
        ("central(rnn_loss('w', (d, k)), w[d, k])",
         "sum(x[t, d] * delta_c[t, k] for t in np.arange(T))"),
        ("central(rnn_loss('b', (k,)), b[k])", "sum(step[k] for step in delta_c)"),
    ]  # fmt: skip
    return {"pairs": pairs, "j": j, "d": d, "k": k, "rnn_loss": rnn_loss} | one_signal()


@equation(
    "9.7",
    r"""\frac{d\mathcal{L}}{dU} = \sum_t h[t-1]^{\top}\,\delta c[t],
    \qquad \frac{d\mathcal{L}}{dW} = \sum_t x[t]^{\top}\,\delta c[t],
    \qquad \frac{d\mathcal{L}}{db} = \sum_t \delta c[t]""",
)
def _():
    """Each step's row as a table of one row, so that the transpose is one."""
    names = one_signal()
    names |= {s: names[s][:, None] for s in ("x", "h_prev", "delta_c")}
    pairs = [
        ("grads.u", "sum(h_prev[t].T @ delta_c[t] for t in np.arange(T))"),
        ("grads.w", "sum(x[t].T @ delta_c[t] for t in np.arange(T))"),
        ("grads.b", "sum(step[0] for step in delta_c)"),
    ]
    return {"pairs": pairs} | names


@equation(
    "9.8",
    r"""J_{kj}[t] = \frac{\partial h_k[t]}{\partial h_j[t-1]} = \dot\sigma_h(c_k[t])\,u_{jk},
    \qquad J[t] = \operatorname{diag}(\dot\sigma_h(c[t]))\,U^{\top}""",
)
def _():
    letters = "np.array([[slope(c[t, k]) * u[j, k] for j in np.arange(H)] for k in np.arange(H)])"
    names = jacobians()
    names["measured"] = table(lambda h: step(h, 3), names["h_prev"][3])
    assert np.allclose(names["measured"], names["J"][3], rtol=1e-6, atol=1e-9)
    return {"pairs": [("J[3]", letters), ("J[3]", "np.diag(slope(c[t])) @ u.T")]} | names


@equation(
    "9.9",
    r"J[t]^{\top} = U\,\operatorname{diag}(\dot\sigma_h(c[t]))",
)
def _():
    """Its rows: by what; so row j is the derivative of all outputs by h_j[t-1]."""
    left = "np.array([central(lambda v: step(h_prev[3] + v * e, 3), 0.0) for e in np.eye(H)])"
    return {"left": left, "right": "u @ np.diag(slope(c[t]))"} | jacobians() | {"central": central}


@equation(
    "9.10",
    r"""\frac{dh[t]}{dh[t-2]} = J[t]\,J[t-1],
    \qquad \left(\frac{dh[t]}{dh[t-2]}\right)^{\top} = J[t-1]^{\top}\,J[t]^{\top}""",
)
def _():
    names = jacobians()

    def two_steps(h):
        return step(step(h, 2), 3)

    rows = "np.array([central(lambda v: two_steps(h_prev[2] + v * e), 0.0) for e in np.eye(H)])"
    names |= {"now": names["J"][3], "before": names["J"][2], "two_steps": two_steps}
    pairs = [(f"{rows}.T", "now @ before"), (rows, "before.T @ now.T")]
    return {"pairs": pairs} | names


@equation("9.11", r"\delta[t-1] = \delta[t]\,J[t]")
def _():
    """No other way on: only the last step is scored."""
    names = jacobians()
    trace, eps, _, _ = run(RNN, slice(1))
    eps[:-1] = 0.0
    deltas = RNN[0].bptt(RNN[1], trace, eps)
    names |= {"delta": deltas.h[:, 0], "J": names["J"]}
    pairs = [(f"delta[{t} - 1]", f"delta[{t}] @ J[{t}]") for t in range(1, T)]
    return {"pairs": pairs} | names


@equation("9.12", r"\frac{dh[t]}{dh[s]} = J[t]\,J[t-1] \cdots J[s+1]")
def _():
    names = jacobians()

    def on(h):
        """h[4] as a function of h[1]."""
        return step(step(step(h, 2), 3), 4)

    names |= {"on": on, "whole": core.jacobian_products(names["J"][:, None])[2, 0]}
    left = "np.array([central(lambda v: on(h[1] + v * e), 0.0) for e in np.eye(H)]).T"
    return {"pairs": [(left, "J[4] @ J[3] @ J[2]"), ("whole", "J[4] @ J[3] @ J[2]")]} | names


@equation(
    "9.13",
    r"""\begin{bmatrix} u & r \\ 0 & u \end{bmatrix}^m =
    \begin{bmatrix} u^m & m\,u^{m-1}\,r \\ 0 & u^m \end{bmatrix}""",
)
def _():
    u, r, m = 0.8, -1.3, 5
    cell = core.RNN(activation=core.identity)
    params = core.RNNParams(np.ones((1, 2)), np.array([[u, 0.0], [r, u]]), np.zeros(2))
    J = core.step_jacobians(cell, params, cell.forward(params, np.ones(m)))
    product = core.jacobian_products(J)[0, 0]
    assert np.allclose(product, np.linalg.matrix_power([[u, r], [0, u]], m))
    right = "np.array([[u**m, m * u**(m - 1) * r], [0, u**m]])"
    return {"left": "product", "right": right} | {"u": u, "r": r, "m": m, "product": product}


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
