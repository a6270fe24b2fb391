"""The displayed equations of lecture 16, reading digits."""

import numpy as np

import lstm_core as core
from experiments.digit_training import at_the_end
from tests.equations import equation
from tests.equations.readouts import LSTM, PARAMS, TOP, K, T, X


def one_image():
    """A signal through an LSTM and its readout, asked at its last step for answer ``d``."""
    h, d = LSTM.forward(PARAMS, X[:, :1]).h, 3
    z = core.readout(TOP, h)
    _, dz = core.softmax_cross_entropy(z, np.full((T, 1), d))
    hat = (dz + (np.arange(K) == d))[-1, 0]

    def loss(h):
        return at_the_end(core.readout(TOP, h[:, None]), np.array([d]))[0]

    return {
        "h": h[:, 0], "z": z[:, 0], "d": d, "end": T - 1, "hat": hat, "loss": loss, "v": TOP.v,
        "y": 1.0 * (np.arange(K) == d), "exp": np.exp, "log": np.log, "sum": np.sum,
        "numerical_gradient": core.numerical_gradient,
    }  # fmt: skip


@equation(
    "16.1",
    r"\mathcal{L} = -\log \hat y_d, \qquad "
    r"\hat y_k = \frac{e^{z_k[T-1]}}{\sum_j e^{z_j[T-1]}}",
)
def _():
    return {
        "pairs": [
            ("loss(h)", "-log(hat[d])"),
            ("hat", "exp(z[end]) / sum(exp(z[end]))"),
        ],
        **one_image(),
    }


@equation("16.2", r"\epsilon[T-1] = (\hat y - y)\,V^{\top}")
def _():
    return {
        "left": "numerical_gradient(loss, h)[end]",
        "right": "(hat - y) @ v.T",
        **one_image(),
    }
