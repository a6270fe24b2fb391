"""A peephole LSTM and a GRU of one unit in plain Python, whose every variable can be pushed.

The loss that follows, as a function of the push, has the total derivative as its slope: the judge
of the equations of lecture 12.
"""

import math

import numpy as np

import lstm_core as core

T = 4
RNG = np.random.default_rng(12)
X, Y = RNG.normal(size=(2, T))
P = {name: float(RNG.normal(scale=0.8)) for name in core.PeepholeLSTMParams.SHAPES}
G = {name: float(RNG.normal(scale=0.9)) for name in core.GRUParams.SHAPES}


def logistic(z):
    return 1 / (1 + math.exp(-z))


class Pushed:
    """`at(name, t, value)`: the value, and the push on top if it is this variable's turn."""

    def __init__(self, name="", t=-1, push=0.0):
        self.turn, self.push = (name, t), push

    def __call__(self, name, t, value):
        return value + self.push * (self.turn == (name, t))


def peephole(at):
    """The loss of a peephole LSTM by plain arithmetic; what a gate hears is called zi, zf, zo."""
    h, c, loss = 0.0, 0.0, 0.0
    for t in range(T):

        def heard(k, look, t=t, h=h):
            z = P[f"w_{k}"] * X[t] + P[f"u_{k}"] * h + P[f"b_{k}"]
            return at(f"z{k}", t, z + (P[f"p_{k}"] * look if k != "c" else 0.0))

        i, f = (logistic(heard(k, c)) for k in "if")
        g = math.tanh(heard("c", 0.0))
        c = at("c", t, f * c + i * g)
        o = at("o", t, logistic(heard("o", c)))
        h = at("h", t, o * math.tanh(c))
        loss += (h - Y[t]) ** 2 / 2
    return loss


def gru(at):
    h, loss = 0.0, 0.0
    for t in range(T):
        r, z = (
            at(k, t, logistic(G[f"w_{k}"] * X[t] + G[f"u_{k}"] * h + G[f"b_{k}"])) for k in "rz"
        )
        q = at("q", t, r * h)
        n = at("n", t, math.tanh(G["w_n"] * X[t] + G["u_n"] * q + G["b_n"]))
        h = at("h", t, (1 - z) * n + z * h)
        loss += (h - Y[t]) ** 2 / 2
    return loss


def over(network, name, t):
    """The loss as a function of a push on one variable."""
    return lambda push: network(Pushed(name, t, push))


def measured(network, name):
    """dL/d name[t], (T,), by central differences of the plain loop."""
    h = 1e-5
    ends = [[over(network, name, t)(s) for t in range(T)] for s in (h, -h)]
    return (np.array(ends[0]) - ends[1]) / (2 * h)


def by_core_peephole():
    cell, params = core.PeepholeLSTM(), core.PeepholeLSTMParams.from_named(**P)
    trace = cell.forward(params, X)
    return trace, cell.bptt(params, trace, core.squared_error(trace.h, Y)[1])


def by_core_gru():
    cell, params = core.GRU(), core.GRUParams.from_named(**G)
    trace = cell.forward(params, X)
    return trace, cell.bptt(params, trace, core.squared_error(trace.h, Y)[1])


def flat(record, **names):
    return {name: getattr(record, symbol)[:, 0, 0] for name, symbol in names.items()}
