"""The displayed equations of lecture 07, weight gradients and training.

The judge is a loop in plain Python: its loss by pushing a weight, or by pushing what one gate hears
at one step. The deltas on the right sides come from `lstm_core`.
"""

import math

import numpy as np

import lstm_core as core
from tests.equations import equation

T = 5
RNG = np.random.default_rng(7)
X, Y = RNG.normal(size=(2, T))
H0, C0 = 0.6, -0.9
WEIGHTS = {name: float(RNG.normal(scale=0.8)) for name in core.LSTMParams.SHAPES}


def logistic(z):
    return 1 / (1 + math.exp(-z))


def loss(push=0.0, gate="", at=-1, **moved):
    """By plain arithmetic: `moved` weights, and `push` on what one gate hears at one step."""
    w, h, c, total = WEIGHTS | moved, H0, C0, 0.0
    for t in range(T):

        def heard(k, t=t, h=h):
            z = w[f"w_{k}"] * X[t] + w[f"u_{k}"] * h + w[f"b_{k}"]
            return z + push * (k == gate and t == at)

        i, f, o = (logistic(heard(k)) for k in "ifo")
        c = f * c + i * math.tanh(heard("c"))
        h = o * math.tanh(c)
        total += (h - Y[t]) ** 2 / 2
    return total


def network():
    """Names for the right sides, by `lstm_core`: the values of the gates and their deltas, (T,)."""
    cell, params = core.LSTM(), core.LSTMParams.from_named(**WEIGHTS)
    trace = cell.forward(params, X, h0=H0, c0=C0)
    deltas = cell.bptt(params, trace, core.squared_error(trace.h, Y)[1])
    names = {k: getattr(trace, k)[:, 0, 0] for k in ("i", "f", "o", "g", "x", "h_prev")}
    return names | {f"d{k}": getattr(deltas, k)[:, 0, 0] for k in "ifog"} | {"T": T}


def hearing(gate, at):
    """The loss as a function of a push on what one gate hears at one step."""
    return lambda push: loss(push, gate, at)


def over(name):
    """The loss as a function of one weight."""
    return lambda value: loss(**{name: value})


def pairs_over_weights(nonlinear, symbols):
    """A weight's slope by differences, beside the sum over time; for w, u and b of each gate."""
    heard = {"w": " * x[t]", "u": " * h_prev[t]", "b": ""}
    for k in symbols:
        for kind, factor in heard.items():
            delta = nonlinear.replace("k[", f"{'g' if k == 'c' else k}[")
            right = f"sum({delta}{factor} for t in range(0, T))"
            yield f"central(over('{kind}_{k}'), {WEIGHTS[f'{kind}_{k}']!r})", right


@equation(
    "7.1",
    r"\frac{d\mathcal{L}}{dz_\xi[t]} = \frac{d\mathcal{L}}{d\xi[t]}\,\dot\sigma_g(z_\xi[t])"
    r" \qquad \text{for the gates } \xi = i, f, o",
)
def _():
    pairs = [
        (
            f"np.array([central(hearing({k!r}, t), 0.0) for t in range(T)])",
            f"d{k} * {k} * (1 - {k})",
        )
        for k in "ifo"
    ]
    return {"pairs": pairs, "hearing": hearing} | network()


@equation(
    "7.2",
    r"""
    \begin{aligned}
    \frac{d\mathcal{L}}{dw_\xi} &= \sum_{t=0}^{T-1} \frac{d\mathcal{L}}{d\xi[t]}\,\dot\sigma_g(z_\xi[t])\;x[t] \\
    \frac{d\mathcal{L}}{du_\xi} &= \sum_{t=0}^{T-1} \frac{d\mathcal{L}}{d\xi[t]}\,\dot\sigma_g(z_\xi[t])\;h[t-1] \\
    \frac{d\mathcal{L}}{db_\xi} &= \sum_{t=0}^{T-1} \frac{d\mathcal{L}}{d\xi[t]}\,\dot\sigma_g(z_\xi[t])
    \end{aligned}
    """,  # noqa: E501 (as the lecture has it)
)
def _():
    pairs = list(pairs_over_weights("dk[t] * k[t] * (1 - k[t])", "ifo"))
    return {"pairs": pairs, "over": over} | network()


@equation(
    "7.3",
    r"\frac{d\mathcal{L}}{dw_c} = \sum_{t=0}^{T-1} \frac{d\mathcal{L}}{dg[t]}\,"
    r"\dot\sigma_h(z_c[t])\;x[t]",
)
def _():
    pairs = list(pairs_over_weights("dk[t] * (1 - k[t] ** 2)", "c"))
    return {"pairs": pairs, "over": over} | network()


@equation(
    "7.4",
    r"\frac{d}{d\eta}\,\mathcal{L}\!\left(\theta - \eta\,\frac{d\mathcal{L}}{d\theta}\right)"
    r"\bigg|_{\eta = 0} = -\sum_{k} \left(\frac{d\mathcal{L}}{d\theta_k}\right)^{2}",
)
def _():
    params = core.LSTMParams.from_named(**WEIGHTS)
    _, grads = core.gradient(core.LSTM(), params, X, Y, h0=H0, c0=C0)
    gradient = {name: value.item() for name, value in grads.named().items()}

    def along(eta):
        return loss(**{name: WEIGHTS[name] - eta * gradient[name] for name in WEIGHTS})

    return {
        "left": "central(along, 0.0)",
        "right": "-sum(gradient[k] ** 2 for k in gradient)",
        "along": along,
        "gradient": gradient,
    }


@equation(
    "7.5",
    r"\min_{|h[t]| \le 1} \frac{1}{2}\sum_t \left(h[t] - y[t]\right)^2 = "
    r"\frac{1}{2}\sum_{t} \max\left(0,\; |y[t]| - 1\right)^2",
)
def _():
    y = [0.0, 4.0, -2.5, 0.3, -0.652, 3.0]
    within = np.linspace(-1, 1, 2001)  # it holds the borders and the targets inside
    return {
        "left": "sum(min((h - v) ** 2 for h in within) for v in y) / 2",
        "right": "sum(max(0, abs(v) - 1) ** 2 for v in y) / 2",
        "within": within,
        "y": y,
    }
