"""The displayed equations of lecture 15, the founding experiments."""

import numpy as np

import lstm_core as core
from experiments.intervals import wilson
from tests.equations import equation


@equation("15.1", r"\left(\frac{k}{n} - p\right)^2 = z^2\,\frac{p\,(1 - p)}{n}")
def _():
    k, n, z = 17, 23, 1.7
    p = np.array(wilson(k, n, z))  # both ends fulfil it
    return {"left": "(k / n - p)**2", "right": "z**2 * p * (1 - p) / n", **locals()}


@equation("15.2", r"p_\text{low} = \frac{n}{n + z^2} \qquad \text{for } n \text{ of } n")
def _():
    n, z = 13, 1.7
    return {"left": "low", "right": "n / (n + z**2)", "low": wilson(n, n, z)[0], "n": n, "z": z}


@equation("15.3", r"c[t] = c[-1] + \sum_{s=0}^{t} i[s]\,g[s] \qquad \text{without a forget gate}")
def _():
    rng, t = np.random.default_rng(15), 3
    params = core.LSTMParams.from_named(
        **{name: rng.normal(scale=0.9) for name in core.LSTMParams.SHAPES}
    )
    trace = core.LSTM(forget=False).forward(params, rng.normal(size=6), c0=0.7)
    return {
        "left": "trace.c[t].item()",
        "right": "c_before + sum(i[s] * g[s] for s in range(t + 1))",
        "trace": trace,
        "c_before": trace.c0.item(),
        "i": trace.i.ravel(),
        "g": trace.g.ravel(),
        "t": t,
    }


@equation("15.4", r"y = \frac{1}{2} + \frac{x[s_1] + x[s_2]}{4}")
def _():
    signal, y, _ = core.adding_problem(np.random.default_rng(15), 20)
    x = signal[:, 0, 0]
    s_1, s_2 = np.flatnonzero(signal[:, 0, 1] == 1)
    return {"left": "last", "right": "half + (x[s_1] + x[s_2]) / 4", "last": y[-1].item(),
            "half": 0.5, "x": x, "s_1": s_1, "s_2": s_2}  # fmt: skip


@equation("15.5", r"\sigma_g(\ln 2T) = \frac{2T}{2T + 1}")
def _():
    T = 7
    return {"left": "core.logistic(np.log(14.0))", "right": "2 * T / (2 * T + 1)",
            "T": T, "core": core}  # fmt: skip
