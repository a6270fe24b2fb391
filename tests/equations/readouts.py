"""One readout of lecture 10: its logits and targets, a batch through an LSTM, one step's tensor.

Small sizes that all differ, and no symmetry anywhere.
"""

import numpy as np

import lstm_core as core
from tests.equations import central

T, M, D, H, K = 4, 3, 2, 3, 5  # steps, signals, inputs, units, answers
RNG = np.random.default_rng(10)


def drawn(kind):
    sizes = {"D": D, "H": H, "O": K}
    shapes = {name: [sizes[s] for s in text.split()] for name, text in kind.SHAPES.items()}
    return kind.from_named(**{name: RNG.normal(size=shape) for name, shape in shapes.items()})


TOP = drawn(core.ReadoutParams)
LSTM, PARAMS = core.LSTM(), drawn(core.LSTMParams)
X = RNG.normal(size=(T, M, D))
Z = np.array([0.7, -1.3, 2.1, 0.4, -0.2])  # one step's logits
Y = np.array([0.1, 0.3, 0.25, 0.15, 0.2])  # a distribution
YES = np.array([0.1, 0.9, 0.6, 0.35, 0.8])  # five questions


def softmax(z):
    """From the loss of `lstm_core`: what is sent back, and the target that was subtracted."""
    return core.softmax_cross_entropy(z[None, None], Y[None])[1][0, 0] + Y


def cross(z):
    return core.softmax_cross_entropy(z[None, None], Y[None])[0]


def binary(z):
    return core.binary_cross_entropy(z[None, None], YES[None])[0]


def one_step():
    """Names of one step of one signal; `units` are the pushes along each axis."""
    return {
        "z": Z, "y": Y, "yes": YES, "K": K, "H": H, "said": softmax(Z), "softmax": softmax,
        "cross": cross, "binary": binary, "units": np.eye(K), "exp": np.exp, "log": np.log,
        "sigma": lambda z: 1 / (1 + np.exp(-z)), "max": max, "central": central,
    }  # fmt: skip


def batch():
    """A batch through LSTM, readout and loss; each signal and step has a loss `each` of its own."""
    trace = LSTM.forward(PARAMS, X)
    z = core.readout(TOP, trace.h)
    y = np.random.default_rng(11).dirichlet(np.ones(K), size=(T, M))
    value, dz = core.softmax_cross_entropy(z, y)
    grads, eps = core.readout_gradient(TOP, trace.h, dz)
    each = np.array([
        [core.softmax_cross_entropy(z[t, n][None, None], y[t, n][None])[0] for n in range(M)]
        for t in range(T)
    ])  # fmt: skip
    said = np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)

    def pushed(name, index):
        """The loss of the batch as a function of one number of h, z, v or b."""
        arrays = {"h": trace.h, "z": None, "v": TOP.v, "b": TOP.b}

        def loss(v):
            moved = z.copy() if name == "z" else arrays[name].copy()
            moved[index] = v
            now = arrays | {name: moved}
            logits = moved if name == "z" else now["h"] @ now["v"] + now["b"]
            return core.softmax_cross_entropy(logits, y)[0]

        return loss

    return {
        "h": trace.h, "z": z, "y": y, "value": value, "dz": dz, "grads": grads, "eps": eps,
        "each": each, "said": said, "pushed": pushed, "v": TOP.v, "b": TOP.b, "T": T, "m": M,
        "H": H, "K": K, "central": central, "t": 2, "n": 1, "j": 2, "k": 3,
    }  # fmt: skip


def tensor():
    """One step of one signal; [k, j, l] is what logit k does when the weight (j, l) moves."""
    h = RNG.normal(size=H)

    def logits(v):
        return core.readout(TOP.replace(v=v), h[None, None])[0, 0]

    def at(j, into):
        push = np.zeros((H, K))
        push[j, into] = 1.0
        return lambda value: logits(TOP.v + value * push)

    return {"h": h, "at": at, "H": H, "K": K, "central": central, "logits": logits}
