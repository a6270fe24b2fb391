"""The displayed equations of lecture 10: softmax, cross-entropy, and the readout for a batch.

Judged by `lstm_core`, which works from logits, and by central differences.
"""

import numpy as np

import lstm_core as core
from tests.equations import central, equation
from tests.equations.readouts import (
    RNG,
    TOP,
    YES,
    H,
    K,
    Y,
    Z,
    batch,
    cross,
    one_step,
    softmax,
    tensor,
)

TABLE = "np.array([central(lambda v: softmax(z + v * e), 0.0) for e in units]).T"


def slope(function):
    return f"np.array([central(lambda v: {function}(z + v * e), 0.0) for e in units])"


@equation("10.1", r"z_k = \sum_j h_j\,v_{jk} + b_k, \qquad z = h\,V + b")
def _():
    h = RNG.normal(size=H)
    names = {"v": TOP.v, "b": TOP.b, "h": h, "H": H, "K": K}
    names["z"] = core.readout(TOP, h[None, None])[0, 0]
    letters = "np.array([sum(h[j] * v[j, k] for j in np.arange(H)) + b[k] for k in np.arange(K)])"
    return {"pairs": [("z", letters), ("z", "h @ v + b")]} | names


@equation("10.2", r"\hat y_k = \frac{e^{z_k}}{\sum_i e^{z_i}}")
def _():
    return {"left": "said", "right": "exp(z) / sum(exp(z))"} | one_step()


@equation(
    "10.3", r"\hat y_k = \frac{e^{z_k - \max_i z_i}}{\sum_i e^{z_i - \max_i z_i}}"
)  # fmt: skip
def _():
    """Logits so large that only this form gives a number."""
    names = one_step() | {"z": Z + 800.0}
    return {"left": "said", "right": "exp(z - max(z)) / sum(exp(z - max(z)))"} | names


@equation(
    "10.4",
    r"""\frac{\partial \hat y_i}{\partial z_k} = \begin{cases} \hat y_i\,(1 - \hat y_i)
    & \text{if } i = k \\ -\hat y_i\,\hat y_k & \text{if } i \neq k \end{cases}""",
)
def _():
    right = """np.array([[said[i] * (1 - said[i]) if i == k else -said[i] * said[k]
        for k in np.arange(K)] for i in np.arange(K)])"""
    return {"left": TABLE, "right": right} | one_step()


@equation(
    "10.5",
    r"\frac{\partial \hat y}{\partial z} = \operatorname{diag}(\hat y) - \hat y^{\top}\,\hat y",
)
def _():
    names = one_step()
    names["row"] = names["said"][None]
    return {"left": TABLE, "right": "np.diag(said) - row.T @ row"} | names


@equation("10.6", r"L = -\sum_k y_k \ln \hat y_k")
def _():
    right = "-sum(y[k] * log(said[k]) for k in np.arange(K))"
    return {"left": "cross(z)", "right": right} | one_step()


@equation(
    "10.7",
    r"\frac{\partial L}{\partial \hat y_k} = -\frac{y_k}{\hat y_k}",
)
def _():
    left = "np.array([central(lambda v: -np.sum(y * log(said + v * e)), 0.0) for e in units])"
    return {"left": left, "right": "-y / said"} | one_step()


@equation(
    "10.8",
    r"""\frac{\partial L}{\partial z_k} = \sum_i \left(-\frac{y_i}{\hat y_i}\right)
    \frac{\partial \hat y_i}{\partial z_k} = \hat y_k \sum_i y_i - y_k""",
)
def _():
    """For targets that do not sum to one."""
    names = one_step() | {"y": YES}
    names["table"] = np.array([[central(lambda v, i=i, e=e: softmax(Z + v * e)[i], 0.0)
                                for e in np.eye(K)] for i in range(K)])  # fmt: skip
    said = names["said"]
    exact = np.diag(said) - np.outer(said, said)
    assert np.allclose(names["table"], exact, rtol=1e-7, atol=1e-9)
    names |= {"table": exact, "loss": lambda z: -np.sum(YES * np.log(softmax(z)))}
    roads = """np.array([sum((-y[i] / said[i]) * table[i, k] for i in np.arange(K))
        for k in np.arange(K)])"""
    pairs = [(slope("loss"), roads), (slope("loss"), "said * sum(y) - y")]
    return {"pairs": pairs} | names


@equation("10.9", r"\frac{\partial L}{\partial z} = \hat y - y")
def _():
    return {"left": slope("cross"), "right": "said - y"} | one_step()


@equation("10.10", r"L = \ln \sum_i e^{z_i} - \sum_k y_k\,z_k")
def _():
    return {"left": "cross(z)", "right": "log(sum(exp(z))) - sum(y * z)"} | one_step()


@equation(
    "10.11",
    r"""L = -\sum_k \bigl(y_k \ln \sigma(z_k)
    + (1 - y_k) \ln(1 - \sigma(z_k))\bigr)""",
)
def _():
    right = """-sum(yes[k] * log(sigma(z[k])) + (1 - yes[k]) * log(1 - sigma(z[k]))
        for k in np.arange(K))"""
    return {"left": "binary(z)", "right": right} | one_step()


@equation(
    "10.12",
    r"L = \sum_k \bigl(\max(z_k, 0) - z_k\,y_k + \ln(1 + e^{-|z_k|})\bigr)",
)
def _():
    right = "sum(np.maximum(z, 0) - z * yes + log(1 + exp(-abs(z))))"
    names = one_step() | {"abs": abs}
    sigma = names["sigma"](Z)
    names["plain"] = -np.sum(YES * np.log(sigma) + (1 - YES) * np.log(1 - sigma))
    return {"pairs": [("plain", right), ("binary(z)", right)]} | names


@equation("10.13", r"\frac{\partial L}{\partial z_k} = \sigma(z_k) - y_k")
def _():
    return {"left": slope("binary"), "right": "sigma(z) - yes"} | one_step()


@equation("10.14", r"\sigma(z) = \frac{e^{z}}{e^{z} + e^{0}}")
def _():
    """For five values of z; the left is the logistic function of `lstm_core`."""
    names = {"z": Z, "exp": np.exp, "logistic": core.logistic}
    return {"left": "logistic(z)", "right": "exp(z) / (exp(z) + exp(0.0))"} | names


@equation("10.15", r"\mathcal{L} = \frac{1}{m} \sum_n \sum_t L_n[t]")
def _():
    return {"left": "value", "right": "sum(sum(each)) / m"} | batch()


@equation(
    "10.16",
    r"\delta z_{nk}[t] = \frac{1}{m} \bigl(\hat y_{nk}[t] - y_{nk}[t]\bigr)",
)
def _():
    pairs = [
        ("dz", "(said - y) / m"),
        ("central(pushed('z', (t, n, k)), z[t, n, k])", "(said[t, n, k] - y[t, n, k]) / m"),
    ]
    return {"pairs": pairs} | batch()


@equation(
    "10.17",
    r"""\epsilon_{nj}[t] = \sum_k \delta z_{nk}[t]\,v_{jk},
    \qquad \epsilon[t] = \delta z[t]\,V^{\top}""",
)
def _():
    pairs = [
        ("central(pushed('h', (t, n, j)), h[t, n, j])",
         "sum(dz[t, n, k] * v[j, k] for k in np.arange(K))"),
        ("eps[t]", "dz[t] @ v.T"),
    ]  # fmt: skip
    return {"pairs": pairs} | batch()


@equation(
    "10.18",
    r"""\frac{d\mathcal{L}}{dV} = \sum_t h[t]^{\top}\,\delta z[t],
    \qquad \frac{d\mathcal{L}}{db_k} = \sum_t \sum_n \delta z_{nk}[t]""",
)
def _():
    names = batch()
    names["measured"] = np.array([
        [central(names["pushed"]("v", (j, k)), TOP.v[j, k]) for k in range(K)] for j in range(H)
    ])  # fmt: skip
    assert np.allclose(names["measured"], names["grads"].v, rtol=1e-6, atol=1e-9)
    pairs = [
        ("grads.v", "sum(h[t].T @ dz[t] for t in np.arange(T))"),
        ("central(pushed('b', k), b[k])", "sum(sum(dz))[k]"),
    ]  # fmt: skip
    return {"pairs": pairs} | names


MEASURED = """np.array([[central(at(j, l), 0.0) for l in np.arange(K)]
    for j in np.arange(H)]).transpose(2, 0, 1)"""


@equation(
    "10.19",
    r"""\frac{\partial z_k}{\partial v_{jl}} = \begin{cases} h_j & \text{if } k = l \\
    0 & \text{if } k \neq l \end{cases}""",
)
def _():
    right = """np.array([[[h[j] if k == l else 0.0 for l in np.arange(K)]
        for j in np.arange(H)] for k in np.arange(K)])"""
    return {"left": MEASURED, "right": right} | tensor()


@equation(
    "10.20",
    r"""\frac{\partial L}{\partial v_{jl}} = \sum_k \delta z_k\,"""
    r"""\frac{\partial z_k}{\partial v_{jl}} = h_j\,\delta z_l""",
)
def _():
    names = tensor()
    _, dz = core.softmax_cross_entropy(names["logits"](TOP.v)[None, None], Y[None])
    names |= {"dz": dz[0, 0], "block": np.einsum("j,kl->kjl", names["h"], np.eye(K))}
    names["loss"] = lambda j, into: lambda v: cross(names["at"](j, into)(v))
    left = """np.array([[central(loss(j, l), 0.0) for l in np.arange(K)]
        for j in np.arange(H)])"""
    long = """np.array([[sum(dz[k] * block[k, j, l] for k in np.arange(K))
        for l in np.arange(K)] for j in np.arange(H)])"""
    short = "np.array([[h[j] * dz[l] for l in np.arange(K)] for j in np.arange(H)])"
    return {"pairs": [(left, long), (left, short)]} | names
