"""The displayed equations of lecture 14, eight real mistakes."""

import math

import numpy as np

import lstm_core as core
from tests.equations import complex_step, equation


@equation(
    "14.1",
    r"\frac{\partial h[t]}{\partial h[t-1]} = \text{diag}\!\left(1 - h[t]^2\right) U^{\mathsf T}",
)
def _():
    rng = np.random.default_rng(14)
    x, before, U = rng.normal(size=3), rng.normal(size=3), rng.normal(size=(3, 3))

    def column(j):
        """The derivative by one entry of the state before, by complex steps."""
        unit = np.eye(3)[j]
        return complex_step(lambda v: np.tanh(x + (before + v * unit) @ U), 0.0)

    return {
        "left": "np.stack([column(j) for j in np.arange(3)], axis=1)",
        "right": "diag(1 - h**2) @ U.T",
        "column": column,
        "diag": np.diag,
        "h": np.tanh(x + before @ U),
        "U": U,
    }


@equation(
    "14.2",
    r"\frac{dh[T]}{dw} = \sum_{k=1}^{T} \left(\prod_{j=k+1}^{T} \left(1 - h[j]^2\right) u\right) "
    r"\left(1 - h[k]^2\right) x[k]",
)
def _():
    rng, T, u, w = np.random.default_rng(15), 5, -1.1, 0.8
    x = np.append(9.0, rng.normal(size=T))  # steps from 1 to T; place 0 is not used

    def last(w):
        h = 0.0
        for t in range(1, T + 1):
            h = np.tanh(w * x[t] + u * h)
        return h

    params = core.RNNParams.from_named(w=w, u=u, b=0.0)
    h = np.append(0.3, core.RNN(core.tanh).forward(params, x[1:]).h.ravel())
    return {
        "left": "complex_step(last, w)",
        "right": "sum(prod((1 - h[j] ** 2) * u for j in range(k + 1, T + 1))"
        " * (1 - h[k] ** 2) * x[k] for k in range(1, T + 1))",
        "last": last, "prod": math.prod, "h": [*h, 0.4], "u": u, "w": w, "x": [*x, 0.7], "T": T,
    }  # fmt: skip
