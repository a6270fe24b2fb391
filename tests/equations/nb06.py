"""The displayed equations of lecture 06, backwards through the LSTM."""

import math

import numpy as np

import lstm_core as core
from tests.equations import equation
from tests.equations.pushed_lstm import (
    C0,
    H0,
    TANH,
    WEIGHTS,
    T,
    X,
    Y,
    both,
    deltas_of,
    flat,
    logistic,
    network,
    pushed_loss,
    total,
)


@equation(
    "6.1",
    r"\epsilon[t] = \frac{\partial\mathcal{L}}{\partial h[t]} = h[t] - y[t]",
)
def _():
    trace, eps, _ = network()
    h, eps, y = trace.h[:, 0, 0], eps[:, 0, 0], Y

    def loss(h):
        return sum((h[t] - y[t]) ** 2 for t in range(T)) / 2

    def partial(t):
        """The loss as a function of h[t] alone, every other h held."""
        return lambda value: loss([*h[:t], value, *h[t + 1 :]])

    measured = "np.array([central(partial(t), h[t]) for t in np.arange(len(h))])"
    return {"pairs": [("eps", measured), ("eps", "h - y"), (measured, "h - y")]} | locals()


@equation(
    "6.2",
    r"""
    \begin{aligned}
    \frac{\partial h[t]}{\partial o[t]} &= \sigma_h(c[t]) &
    \frac{\partial h[t]}{\partial c[t]} &= o[t]\,\dot\sigma_h(c[t]) \\
    \frac{\partial c[t]}{\partial i[t]} &= g[t] &
    \frac{\partial c[t]}{\partial f[t]} &= c[t-1] \qquad
    \frac{\partial c[t]}{\partial g[t]} = i[t]
    \end{aligned}
    """,
)
def _():
    cell, params = core.LSTM(), core.LSTMParams.from_named(**WEIGHTS)
    graph = core.unroll(cell, params, X, Y, h0=[[H0]], c0=[[C0]])
    trace, _, _ = network()
    own = flat(trace, "i", "f", "o", "g", "c", "c_prev")
    now = {s: array[3].item() for s, array in own.items()}

    def h_of(o=now["o"], c=now["c"]):
        return o * math.tanh(c)

    def c_of(i=now["i"], f=now["f"], g=now["g"]):
        return f * now["c_prev"] + i * g

    def arrow(head, tail):
        return graph.arrows[f"{head}[3]"][f"{tail}[3]"]

    sides = {
        ("h", "o"): "sigma_h(c)",
        ("h", "c"): "o * slope_h(c)",
        ("c", "i"): "g",
        ("c", "f"): "c_prev",
        ("c", "g"): "i",
    }
    pairs = [(f"arrow({head!r}, {tail!r})", right) for (head, tail), right in sides.items()]
    pairs += [
        (f"central(lambda v: {head}_of({tail}=v), {tail})", right)
        for (head, tail), right in sides.items()
    ]
    return {"pairs": pairs, "arrow": arrow, "h_of": h_of, "c_of": c_of} | now | TANH


@equation(
    "6.3",
    r"""
    \begin{aligned}
    \frac{\partial c[t]}{\partial c[t-1]} &= f[t] &
    \frac{\partial i[t]}{\partial h[t-1]} &= \dot\sigma_g(z_i[t])\,u_i &
    \frac{\partial f[t]}{\partial h[t-1]} &= \dot\sigma_g(z_f[t])\,u_f \\
    & &
    \frac{\partial o[t]}{\partial h[t-1]} &= \dot\sigma_g(z_o[t])\,u_o &
    \frac{\partial g[t]}{\partial h[t-1]} &= \dot\sigma_h(z_c[t])\,u_c
    \end{aligned}
    """,
)
def _():
    cell, params = core.LSTM(), core.LSTMParams.from_named(**WEIGHTS)
    graph = core.unroll(cell, params, X, Y, h0=[[H0]], c0=[[C0]])
    trace, _, _ = network()
    x, h, f = X[3], trace.h_prev[3].item(), trace.f[3].item()
    w = WEIGHTS
    z = {f"z_{k}": w[f"w_{k}"] * x + w[f"u_{k}"] * h + w[f"b_{k}"] for k in "ifoc"}

    def arrow(head, tail):
        return graph.arrows[f"{head}[3]"][f"{tail}[2]"]

    def slope_g(z):
        return np.exp(-z) / (1 + np.exp(-z)) ** 2

    def moved(k):
        """A gate (or the candidate, k = "c") as a function of what it hears of h[t-1]."""
        sigma = np.tanh if k == "c" else logistic
        return lambda v: sigma(z[f"z_{k}"] + WEIGHTS[f"u_{k}"] * (v - h))

    pairs = [("arrow('c', 'c')", "f")]
    for head, k, slope in (("i", "i", "g"), ("f", "f", "g"), ("o", "o", "g"), ("g", "c", "h")):
        right = f"slope_{slope}(z_{k}) * u_{k}"
        pairs += [(f"arrow({head!r}, 'h')", right), (f"central(moved({k!r}), h)", right)]
    return {"pairs": pairs, "arrow": arrow, "slope_g": slope_g, "moved": moved, "h": h, "f": f} | (
        z | WEIGHTS | TANH
    )


@equation(
    "6.4",
    r"\frac{d\mathcal{L}}{dh[t]} = \epsilon[t] + \sum_{\xi \in \{i, f, o, g\}}"
    r" \frac{d\mathcal{L}}{d\xi[t+1]}\,\frac{\partial \xi[t+1]}{\partial h[t]}",
)
def _():
    return both(
        "h",
        "eps + np.append(di * i * (1 - i) * u_i + df * f * (1 - f) * u_f"
        " + do * o * (1 - o) * u_o + dg * (1 - g**2) * u_c, 0)[1:]",
    )


@equation(
    "6.5",
    r"\frac{d\mathcal{L}}{do[t]} = \frac{d\mathcal{L}}{dh[t]}\,\frac{\partial h[t]}{\partial o[t]}"
    r" = \frac{d\mathcal{L}}{dh[t]}\,\sigma_h(c[t])",
)
def _():
    return both("o", "dh * sigma_h(c)")


@equation(
    "6.6",
    r"\frac{d\mathcal{L}}{dc[t]} = \frac{d\mathcal{L}}{dh[t]}\,o[t]\,\dot\sigma_h(c[t])"
    r" + \frac{d\mathcal{L}}{dc[t+1]}\,f[t+1]",
)
def _():
    return both("c", "dh * o * slope_h(c) + np.append(dc * f, 0)[1:]")


@equation("6.7", r"\frac{d\mathcal{L}}{di[t]} = \frac{d\mathcal{L}}{dc[t]}\,g[t]")
def _():
    return both("i", "dc * g")


@equation("6.8", r"\frac{d\mathcal{L}}{df[t]} = \frac{d\mathcal{L}}{dc[t]}\,c[t-1]")
def _():
    return both("f", "dc * c_prev")


@equation("6.9", r"\frac{d\mathcal{L}}{dg[t]} = \frac{d\mathcal{L}}{dc[t]}\,i[t]")
def _():
    return both("g", "dc * i")


@equation(
    "6.10",
    r"\frac{d\mathcal{L}}{dh[T-1]} = \epsilon[T-1], \qquad"
    r" \frac{d\mathcal{L}}{dc[T-1]} = \epsilon[T-1]\;o[T-1]\;\dot\sigma_h(c[T-1])",
)
def _():
    trace, eps, _ = network()
    last = {s: array[T - 1].item() for s, array in flat(trace, "h", "c", "o").items()}
    # On the right nothing but the last step's own numbers; on the left lstm_core, and differences.
    at_c = "(h - y) * o * slope_h(c)"
    pairs = [
        ("dh[T - 1]", "h - y"),
        ("dc[T - 1]", at_c),
        ("central(lambda p: pushed_loss('h', T - 1, p), 0.0)", "eps_last"),
        ("central(lambda p: pushed_loss('c', T - 1, p), 0.0)", "eps_last * o * slope_h(c)"),
    ]
    names = {"pairs": pairs, "T": T, "y": Y[-1], "eps_last": eps[T - 1].item()}
    return names | {"pushed_loss": pushed_loss} | deltas_of() | last | TANH


@equation(
    "6.11",
    r"\frac{d\mathcal{L}}{dc[t]} = \sum_{n \ge t} \epsilon[n]\,o[n]\,\dot\sigma_h(c[n])"
    r" \prod_{m=t+1}^{n} f[m] \qquad \text{if } u_i = u_f = u_o = u_c = 0",
)
def _():
    deaf = dict.fromkeys(("u_i", "u_f", "u_o", "u_c"), 0.0)
    trace, eps, _ = network(**deaf)
    right = (
        "np.array([sum(eps[n] * o[n] * slope_h(c[n]) * np.prod(f[t + 1 : n + 1])"
        " for n in range(t, T)) for t in np.arange(T)])"
    )
    names = deltas_of(**deaf) | flat(trace, "o", "c", "f") | TANH | {"T": T}
    assert np.allclose(total("c", **deaf)(), names["dc"], rtol=1e-6, atol=1e-8)
    return {"left": "dc", "right": right, "eps": eps[:, 0, 0]} | names


@equation(
    "6.12",
    r"\frac{d\mathcal{L}}{dc[t]} = \sum_{\text{ways } c[t] \to \mathcal{L}}\;"
    r" \prod_{a \to b \text{ on the way}} \frac{\partial b}{\partial a}",
)
def _():
    cell, params = core.LSTM(), core.LSTMParams.from_named(**WEIGHTS)
    graph = core.unroll(cell, params, X, Y, h0=[[H0]], c0=[[C0]])
    ways = [way.names for way in graph.paths("L", "c[1]")]
    right = "sum(np.prod([d(a, b) for a, b in zip(way[:-1], way[1:])]) for way in ways)"

    def d(a, b):
        return graph.arrows[b][a]

    return {"left": "dc[1]", "right": right, "ways": ways, "d": d} | deltas_of()
