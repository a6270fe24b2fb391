"""The displayed equations of the page on notation."""

import numpy as np

import lstm_core as core
from exercises.reference import sines
from tests.equations import equation


@equation(
    "99.1",
    r"\left(W x\right)^{\mathsf T} = x^{\mathsf T}\,W^{\mathsf T}",
)
def _():
    rng = np.random.default_rng(1)
    W, x = rng.normal(size=(3, 2)), rng.normal(size=(2, 1))
    entries = [[sum(W[i, j] * x[j, 0] for j in range(2)) for i in range(3)]]
    return {"left": "entries", "right": "x.T @ W.T", "W": W, "x": x, "entries": entries}


@equation("99.2", r"W\,[x; h] = W_x\,x + W_h\,h")
def _():
    rng = np.random.default_rng(2)
    W, x, h = rng.normal(size=(4, 5)), rng.normal(size=2), rng.normal(size=3)
    return {
        "left": "W @ np.append(x, h)",
        "right": "W_x @ x + W_h @ h",
        "W": W, "W_x": W[:, :2], "W_h": W[:, 2:], "x": x, "h": h,
    }  # fmt: skip


def heard(named, order, x, h):
    """What the gates of our cell hear at one step, stacked in this order, (4 H,)."""
    params = core.LSTMParams.from_named(**named)
    trace = core.LSTM().forward(params, x[None, None], h0=h[None])
    before = {"i": trace.i, "f": trace.f, "o": trace.o, "c": trace.g}
    heard_by = {k: np.log(v / (1 - v)) for k, v in before.items() if k != "c"}
    heard_by["c"] = np.arctanh(before["c"])
    return np.concatenate([heard_by[k][0, 0] for k in order])


@equation("99.3", r"z = W_{ih}\,x + b_{ih} + W_{hh}\,h + b_{hh}")
def _():
    _, theirs = sines(4)
    rng = np.random.default_rng(3)
    x, h = rng.normal(size=2), rng.normal(size=3)
    named = {}
    for k, gate in enumerate("ifco"):
        rows = slice(3 * k, 3 * k + 3)
        named |= {
            f"w_{gate}": theirs["weight_ih_l0"][rows].T,
            f"u_{gate}": theirs["weight_hh_l0"][rows].T,
            f"b_{gate}": theirs["bias_ih_l0"][rows] + theirs["bias_hh_l0"][rows],
        }
    return {
        "left": "heard(named, 'ifco', x, h)",
        "right": "W_ih @ x + b_ih + W_hh @ h + b_hh",
        "heard": heard, "named": named, "x": x, "h": h,
    } | {
        "W_ih": theirs["weight_ih_l0"], "W_hh": theirs["weight_hh_l0"],
        "b_ih": theirs["bias_ih_l0"], "b_hh": theirs["bias_hh_l0"],
    }  # fmt: skip


@equation("99.4", r"z = x\,K + h\,R + b")
def _():
    rng = np.random.default_rng(4)
    x, h = rng.normal(size=2), rng.normal(size=3)
    K, R, b = (rng.normal(size=shape) for shape in ((2, 12), (3, 12), (12,)))
    named = {}
    for k, gate in enumerate("ifco"):
        mine = slice(3 * k, 3 * k + 3)
        named |= {f"w_{gate}": K[:, mine], f"u_{gate}": R[:, mine], f"b_{gate}": b[mine]}
    return {
        "left": "heard(named, 'ifco', x, h)",
        "right": "x @ K + h @ R + b",
        "heard": heard, "named": named, "x": x, "h": h, "K": K, "R": R, "b": b,
    }  # fmt: skip
