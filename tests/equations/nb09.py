"""The displayed equations of lecture 09 up to (9.13), from one unit to many.

What `lstm_core` computes in wide products is compared with sums over letters, and the backward
lines also with central differences and with the signals run one by one.
"""

import numpy as np

import lstm_core as core
from tests.equations import central, equation
from tests.equations.vectors import (
    RNN,
    H,
    T,
    jacobians,
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
