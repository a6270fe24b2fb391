"""The displayed equations of lecture 05, the LSTM by hand."""

import numpy as np

import lstm_core as core
from figures.memory import forget_bias
from tests.equations import equation

T = 6
RNG = np.random.default_rng(5)
X = RNG.normal(size=T)
WEIGHTS = {name: float(RNG.normal(scale=0.8)) for name in core.LSTMParams.SHAPES}
C0, H0 = 0.8, -0.5


def generic(gate=core.logistic, activation=core.tanh):
    """A trace on generic numbers, each variable as (T,)."""
    params = core.LSTMParams.from_named(**WEIGHTS)
    trace = core.LSTM(gate, activation).forward(params, X, h0=[[H0]], c0=[[C0]])
    names = ("i", "f", "o", "g", "c", "h", "c_prev", "h_prev")
    return {"x": X} | {name: getattr(trace, name)[:, 0, 0] for name in names}


@equation("5.1", r"c[t] = f[t]\, c[t-1] + i[t]\, g[t], \qquad h[t] = o[t]\, \sigma_h(c[t])")
def _():
    pairs = [("c", "f * c_prev + i * g"), ("h", "o * sigma_h(c)")]
    return {"pairs": pairs, "sigma_h": core.tanh} | generic()


@equation(
    "5.2",
    r"""
    \begin{aligned}
    i[t] &= \sigma_g(w_i\, x[t] + u_i\, h[t-1] + b_i) \\
    f[t] &= \sigma_g(w_f\, x[t] + u_f\, h[t-1] + b_f) \\
    o[t] &= \sigma_g(w_o\, x[t] + u_o\, h[t-1] + b_o)
    \end{aligned}
    """,
)
def _():
    pairs = [
        ("i", "sigma_g(w_i * x + u_i * h_prev + b_i)"),
        ("f", "sigma_g(w_f * x + u_f * h_prev + b_f)"),
        ("o", "sigma_g(w_o * x + u_o * h_prev + b_o)"),
    ]
    return {"pairs": pairs, "sigma_g": core.logistic} | WEIGHTS | generic()


@equation("5.3", r"g[t] = \sigma_h(w_c\, x[t] + u_c\, h[t-1] + b_c)")
def _():
    right = "sigma_h(w_c * x + u_c * h_prev + b_c)"
    return {"left": "g", "right": right, "sigma_h": core.tanh} | WEIGHTS | generic()


@equation("5.4", r"\mathcal{L} = \frac{1}{2} \sum_t \left( h[t] - y[t] \right)^2")
def _():
    h, y = RNG.normal(size=(2, T, 1, 1))
    value, _ = core.squared_error(h, y)
    return {"left": "value", "right": "0.5 * np.sum((h - y) ** 2)"} | locals()


@equation(
    "5.5",
    r"\Pr\{\text{remember}\} = p\, e^{-n/T_{LTM}} + (1 - p)\, e^{-n/T_{STM}}",
)
def _():
    # A person is no program: the left side is a pair of cells that forget as the text says, each
    # filled with its share at the start.
    p, T_LTM, T_STM, steps = 0.3, 40.0, 5.0, 9
    biases = [forget_bias(T_LTM), forget_bias(T_STM)]
    _, params = core.flow_networks(0.0, biases, np.zeros((2, 2)))["LSTM"]
    cell = core.LSTM(activation=core.identity)
    nothing = params.replace(w_c=np.zeros((1, 2)))  # whatever comes in, nothing is learnt
    trace = cell.forward(nothing, np.zeros(steps), c0=[[p, 1 - p]])
    remembered, n, exp = trace.c[:, 0].sum(axis=1), np.arange(1, steps + 1), np.exp
    right = "p * exp(-n / T_LTM) + (1 - p) * exp(-n / T_STM)"
    return {"left": "remembered", "right": right} | locals()


@equation("5.6", r"c[n] = f[n]\, f[n-1] \cdots f[1]\; c[0]")
def _():
    # The input gate is shut by its bias; the forget gate moves, and neither is 0 nor 1.
    weights = WEIGHTS | {"w_i": 0.0, "u_i": 0.0, "b_i": -1.0, "b_f": 0.5, "w_f": 0.2, "u_f": 0.3}
    cell = core.LSTM(gate=core.crelu, activation=core.tanh)
    trace = cell.forward(core.LSTMParams.from_named(**weights), X, h0=[[H0]], c0=[[C0]])
    c, f = trace.c[:, 0, 0], trace.f[:, 0, 0]
    assert np.all((f > 0) & (f < 1))
    n = T - 1
    return {"left": "c[n]", "right": "np.prod(f[1 : n + 1]) * c[0]"} | locals()


@equation(
    "5.7",
    r"\sigma(b_f) = e^{-1/T} \qquad \text{for} \qquad b_f = -\ln\!\left( e^{1/T} - 1 \right)",
)
def _():
    T = np.array([0.6, 4.0, 50.0])
    b_f = np.array([forget_bias(one) for one in T])
    # A cell with such a gate, over one step: the share that is left of what was in it.
    shares = []
    for bias in b_f:
        weights = dict.fromkeys(core.LSTMParams.SHAPES, 0.0) | {"b_f": bias}
        cell, params = core.LSTM(), core.LSTMParams.from_named(**weights)
        shares.append(cell.forward(params, [0.0], c0=[[3.0]]).c.item() / 3.0)
    left, exp, log = np.array(shares), np.exp, np.log
    pairs = [("left", "exp(-1 / T)"), ("b_f", "-log(exp(1.0 / T) - 1)")]
    return {"pairs": pairs, "left": left, "b_f": b_f, "T": T, "exp": exp, "log": log}


def calculator():
    """The hand-made LSTM on inputs where its gates are open, closed and in between."""
    cell, params = core.calculator_lstm()
    x = np.array([0.4, -0.7, 2.0, 0.3, 0.0, 1.6, 0.2, 0.6])
    return x, cell.forward(params, x, h0=[[0.35]], c0=[[1.2]])


@equation("5.8", r"o[t] = \text{CReLU}(1 - x[t])")
def _():
    x, trace = calculator()
    o = trace.o[:, 0, 0]
    return {"left": "o", "right": "crelu(1 - x)", "o": o, "x": x, "crelu": core.crelu}


@equation("5.9", r"f[t] = \text{CReLU}(1 - h[t-1])")
def _():
    _, trace = calculator()
    f, h_prev = trace.f[:, 0, 0], trace.h_prev[:, 0, 0]
    return {"left": "f", "right": "crelu(1 - h_prev)", "crelu": core.crelu} | locals()


@equation("5.10", r"h[1] = a\,(1 - a + a^2)")
def _():
    cell, params = core.calculator_lstm()
    a = np.array([0.15, 0.4, 0.5, 0.85])
    keys = np.stack([a, np.zeros(len(a))])[:, :, None]  # four signals of two steps
    h1 = cell.forward(params, keys).h[1, :, 0]
    return {"left": "h1", "right": "a * (1 - a + a**2)", "h1": h1, "a": a}


@equation(
    "5.11",
    r"""
    i[t] = \sigma(k), \qquad
    o[t] = \sigma\!\left(k \left(\tfrac{1}{2} - x[t]\right)\right), \qquad
    f[t] = \sigma\!\left(k \left(\tfrac{1}{2} - h[t-1]\right)\right)
    """,
)
def _():
    k = 1.7
    cell, params = core.calculator_lstm_logistic(k)
    x = np.array([0.4, -0.7, 2.0, 0.3])
    trace = cell.forward(params, x, h0=[[0.35]], c0=[[1.2]])
    i, o, f, h_prev = (getattr(trace, s)[:, 0, 0] for s in ("i", "o", "f", "h_prev"))
    pairs = [
        ("i[0]", "sigma(k)"),
        ("o", "sigma(k * (0.5 - x))"),
        ("f", "sigma(k * (0.5 - h_prev))"),
    ]
    assert np.all(i == i[0])  # the same at every step
    return {"pairs": pairs, "sigma": lambda z: 1 / (1 + np.exp(-z))} | locals()
