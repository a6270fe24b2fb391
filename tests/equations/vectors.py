"""Networks of lecture 09: three units, two inputs, four signals, and no symmetry anywhere.

With them: functions that push one weight, one output or one pre-activation, to be differentiated.
"""

import numpy as np

import lstm_core as core
from tests.equations import central

T, B, D, H = 5, 4, 2, 3
RNG = np.random.default_rng(9)
X, Y = RNG.normal(size=(T, B, D)), RNG.normal(size=(T, B, H))
H0, C0 = RNG.normal(size=(2, B, H))
SIZES = {"D": D, "H": H}


def drawn(kind, scale=0.7):
    """Weights without any symmetry."""
    shapes = {name: [SIZES[s] for s in text.split()] for name, text in kind.SHAPES.items()}
    return kind.from_named(**{n: scale * RNG.normal(size=shape) for n, shape in shapes.items()})


RNN, LSTM = (core.RNN(), drawn(core.RNNParams)), (core.LSTM(), drawn(core.LSTMParams))


def run(network, only=slice(None)):
    """(trace, eps, deltas, grads) for the signals `only`."""
    cell, params = network
    start = {"h0": H0[only]} | ({"c0": C0[only]} if cell is LSTM[0] else {})
    trace = cell.forward(params, X[:, only], **start)
    _, eps = core.squared_error(trace.h, Y[:, only])
    deltas = cell.bptt(params, trace, eps)
    return trace, eps, deltas, cell.weight_gradient(trace, deltas)


def one_signal():
    """The RNN and the first signal, (T, n) each."""
    trace, eps, deltas, grads = run(RNN, slice(1))
    w, u, b = RNN[1]
    x, h, h_prev, c, eps, delta, delta_c = (
        array[:, 0] for array in (trace.x, trace.h, trace.h_prev, trace.c, eps, deltas.h, deltas.c)
    )
    return {
        "w": w, "u": u, "b": b, "x": x, "h": h, "h_prev": h_prev, "c": c, "eps": eps,
        "delta": delta, "delta_c": delta_c, "grads": grads, "tanh": np.tanh, "T": T, "H": H, "D": D,
        "sigma_h": np.tanh, "slope": lambda c: 1 - np.tanh(c) ** 2,
    }  # fmt: skip


def rnn_loss(name, index):
    """The loss of the first signal as a function of one weight."""

    def loss(value):
        array = RNN[1].named()[name]
        array[index] = value
        trace = RNN[0].forward(RNN[1].replace(**{name: array}), X[:, :1], h0=H0[:1])
        return core.squared_error(trace.h, Y[:, :1])[0]

    return loss


def step(h_prev, t):
    """h[t] (H,) of the first signal as a function of h[t-1]."""
    return RNN[0].forward(RNN[1], X[t : t + 1, :1], h0=np.reshape(h_prev, (1, H))).h[0, 0]


def table(function, at):
    """[k, j]: d function(at)[k] / d at[j], by central differences."""
    unit = np.eye(len(at))
    return np.stack(
        [central(lambda v, j=j: function(at + v * unit[j]), 0.0) for j in range(len(at))], axis=-1
    )


def jacobians():
    """The names of one signal, J (T, H, H) by `lstm_core`, and step(h_prev, t) to differentiate."""
    names = one_signal()
    J = core.step_jacobians(*RNN, run(RNN, slice(1))[0])[:, 0]
    return names | {"J": J, "table": table, "step": step, "t": 3}


def gates():
    """The first signal of the LSTM at step 3: weights by name, what is heard by a plain sum."""
    trace, _, _, _ = run(LSTM)
    w = LSTM[1].named()
    x, h_prev = trace.x[3, :1], trace.h_prev[3, :1]
    z = {}
    for k in "ifoc":
        z[f"z_{k}"] = np.array([
            sum(x[0, d] * w[f"w_{k}"][d, n] for d in range(D))
            + sum(h_prev[0, j] * w[f"u_{k}"][j, n] for j in range(H)) + w[f"b_{k}"][n]
            for n in range(H)
        ])  # fmt: skip
    steps = {s: getattr(trace, s)[3, 0] for s in ("i", "f", "o", "g", "c", "c_prev", "h")}
    functions = {"sigma_g": lambda z: 1 / (1 + np.exp(-z)), "sigma_h": np.tanh}
    return w | z | steps | functions | {"x": x, "h_prev": h_prev}


def lstm_backwards():
    """All variables and totals of the LSTM, (T, B, H), and the slopes from outputs."""
    trace, eps, deltas, grads = run(LSTM)
    names = {s: getattr(trace, s) for s in ("i", "f", "o", "g", "c", "c_prev", "h_prev")}
    names |= {"delta": deltas.h, "delta_c": deltas.c, "eps": eps, "grads": grads}
    names |= {f"dz_{k}": getattr(deltas, f"pre_{k}") for k in "ifo"} | {"dz_c": deltas.pre_g}
    names |= {"slope_g": lambda y: y * (1 - y), "slope_h": lambda y: 1 - y**2}
    return names | LSTM[1].named() | {"sigma_h": np.tanh, "T": T, "B": B, "H": H, "deltas": deltas}


def measured(symbol, t=2, n=1, k=2):
    """dL/d of what one gate of one unit hears, by differences: its own sigma is undone and pushed.

    One step is done by hand, the later ones by `lstm_core` from the state that follows.
    """
    w, trace = LSTM[1].named(), run(LSTM)[0]
    x, h_prev = X[t, n], trace.h_prev[t, n]

    def loss(push):
        z = {g: x @ w[f"w_{g}"] + h_prev @ w[f"u_{g}"] + w[f"b_{g}"] for g in "ifoc"}
        z[symbol][k] += push
        i, f, o = (1 / (1 + np.exp(-z[g])) for g in "ifo")
        c = f * trace.c_prev[t, n] + i * np.tanh(z["c"])
        h = o * np.tanh(c)
        later = LSTM[0].forward(LSTM[1], X[t + 1 :, [n]], h0=h[None], c0=c[None])
        here = np.sum((h - Y[t, n]) ** 2) / 2
        return here + core.squared_error(later.h, Y[t + 1 :, [n]])[0]

    return central(loss, 0.0)
