"""An LSTM of one unit in plain Python, in which every single variable can be pushed a little.

The loss that follows, as a function of the push, has the total derivative as its slope: the judge
of the equations of lecture 06.
"""

import math

import numpy as np

import lstm_core as core

T = 5
RNG = np.random.default_rng(6)
X, Y = RNG.normal(size=(2, T))
WEIGHTS = {name: float(RNG.normal(scale=0.8)) for name in core.LSTMParams.SHAPES}
H0, C0 = -0.5, 0.8
TANH = {"sigma_h": core.tanh, "slope_h": lambda z: 1 - np.tanh(z) ** 2}


def network(**weights):
    """(trace, eps, deltas) by `lstm_core`, logistic gates and tanh, on generic numbers."""
    cell, params = core.LSTM(), core.LSTMParams.from_named(**WEIGHTS | weights)
    trace = cell.forward(params, X, h0=[[H0]], c0=[[C0]])
    _, eps = core.squared_error(trace.h, Y)
    return trace, eps, cell.bptt(params, trace, eps)


def flat(record, *symbols):
    return {s: getattr(record, s)[:, 0, 0] for s in symbols}


def deltas_of(**weights):
    """{"dh": ..., "dc": ...}: all total derivatives as (T,)."""
    _, _, deltas = network(**weights)
    return {f"d{s}": getattr(deltas, s)[:, 0, 0] for s in "hcoifg"}


def logistic(z):
    return 1 / (1 + math.exp(-z))


def pushed_loss(symbol, at, push, **weights):
    """The loss by plain arithmetic if one variable, at one step, is larger by `push`."""
    w = WEIGHTS | weights
    h, c, loss = H0, C0, 0.0
    for t in range(T):

        def heard(k, t=t, h=h):
            return w[f"w_{k}"] * X[t] + w[f"u_{k}"] * h + w[f"b_{k}"]

        def moved(name, value, t=t):
            return value + push * (name == symbol and t == at)

        i, f, o = (moved(k, logistic(heard(k))) for k in "ifo")
        g = moved("g", math.tanh(heard("c")))
        c = moved("c", f * c + i * g)
        h = moved("h", o * math.tanh(c))
        loss += (h - Y[t]) ** 2 / 2
    return loss


def total(symbol, **weights):
    """dL/d symbol[t] for every t, by central differences of the plain loop."""
    h = 1e-5

    def slope(t):
        ends = [pushed_loss(symbol, t, s, **weights) for s in (h, -h)]
        return (ends[0] - ends[1]) / (2 * h)

    return lambda: np.array([slope(t) for t in range(T)])


def both(symbol, right, **more):
    """A delta by `lstm_core` against the right side, and against differences of the plain loop."""
    trace, eps, _ = network()
    measured = total(symbol)()
    names = deltas_of() | flat(trace, "i", "f", "o", "g", "c", "c_prev") | TANH
    names |= {"eps": eps[:, 0, 0]} | WEIGHTS | more
    assert np.allclose(measured, names[f"d{symbol}"], rtol=1e-6, atol=1e-8)
    return {"left": f"d{symbol}", "right": right} | names
