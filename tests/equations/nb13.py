"""The displayed equations of lecture 13, training on long sequences."""

import numpy as np

import lstm_core as core
from tests.equations import equation


@equation(
    "13.1",
    r"\frac{d\mathcal{L}}{dc[l]} = \sum_{k=l}^{T-1} \epsilon[k]\,\frac{dh[k]}{dc[l]}",
)
def _():
    rng, T, first = np.random.default_rng(13), 5, 1
    cell = core.LSTM()
    params = core.LSTMParams.from_named(
        **{name: rng.normal(scale=0.9) for name in core.LSTMParams.SHAPES}
    )
    x, y = rng.normal(size=T), rng.normal(size=(T, 1, 1))
    graph = core.unroll(cell, params, x)
    trace = cell.forward(params, x)
    _, eps = core.squared_error(trace.h, y)
    owes = [graph.total(f"h[{k}]", f"c[{first}]") if k >= first else 0.4 for k in range(T)]
    return {
        "left": "deltas[first]",
        "right": "sum(eps[k] * owes[k] for k in range(first, T))",
        "deltas": cell.bptt(params, trace, eps).c.ravel(),
        "eps": [*eps.ravel(), 0.8],
        "owes": [*owes, -0.7],
        "first": first,
        "T": T,
    }


@equation(
    "13.2",
    r"\text{clip}(g) = g\;\min\!\left(1,\; \frac{\theta}{\lVert g \rVert}\right)",
)
def _():
    rng = np.random.default_rng(14)
    long, short, theta = rng.normal(size=4) * 3, rng.normal(size=4) / 9, 1.7
    clip = core.clip_by_norm
    return {
        "left": "[clip(g, theta) for g in (long, short)]",
        "right": "[g * min(1, theta / norm(g)) for g in (long, short)]",
        "clip": clip, "long": long, "short": short, "theta": theta,
        "norm": lambda g: np.sqrt(np.sum(g**2)),
    }  # fmt: skip


@equation(
    "13.3",
    r"\Delta_{\text{in}} = -\frac{\eta\,g}{\sqrt{E + \varepsilon}}, \qquad "
    r"\Delta_{\text{out}} = -\frac{\eta\,g}{\sqrt{E} + \varepsilon}",
)
def _():
    eta, gamma, epsilon, g, before = 0.3, 0.8, 0.05, -0.7, 0.4

    def moved(root):
        new, _ = core.rmsprop(
            np.array([0.0]), np.array([g]), np.array([before]), eta, gamma, epsilon, root=root
        )
        return new.item()

    return {
        "pairs": [
            ("moved('around both')", "-eta * g / sqrt(E + epsilon)"),
            ("moved('around E')", "-eta * g / (sqrt(E) + epsilon)"),
        ],
        "moved": moved, "sqrt": np.sqrt, "eta": eta, "g": g, "epsilon": epsilon,
        "E": gamma * before + (1 - gamma) * g**2,
    }  # fmt: skip
