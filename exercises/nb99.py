"""The checks of the page on notation."""

import numpy as np

from exercises.reference import D, H, sines
from exercises.report import compare
from lstm_core import LSTM, LSTMParams

GATES = "ifoc"


def _names():
    return [f"{kind}_{gate}" for gate in GATES for kind in "wub"]


def _cut(weight_ih, weight_hh, bias_ih, bias_hh, order="ifco", transposed=True, biases=2):
    w, u = np.split(weight_ih, 4), np.split(weight_hh, 4)
    b = np.split(bias_ih + bias_hh if biases == 2 else bias_ih, 4)
    named = {}
    for k, gate in enumerate(order):
        turned = (w[k].T, u[k].T) if transposed else (w[k].reshape(w[k].T.shape), u[k])
        named |= {f"w_{gate}": turned[0], f"u_{gate}": turned[1], f"b_{gate}": b[k]}
    return {name: named[name] for name in _names()}


def _theirs(seed=None):
    _, arrays = sines(4)
    if seed is not None:
        rng = np.random.default_rng(seed)
        arrays = {name: rng.normal(size=array.shape) for name, array in arrays.items()}
    return {name.removesuffix("_l0"): array for name, array in arrays.items()}


def check_from_pytorch(student):
    """Exercise A: twelve arrays by name."""

    def slip(**which):
        return lambda **given: _cut(**given, **which)

    mistakes = {
        "the last two parts are swapped: the candidate stands third, not last": slip(order="ifoc"),
        "the arrays are not transposed": slip(transposed=False),
        "only one of the two biases is used": slip(biases=1),
        "the first two parts are swapped: i stands before f": slip(order="fico"),
    }
    return compare(student, _cut, [_theirs(), _theirs(seed=6)], mistakes)


def _params():
    rng = np.random.default_rng(7)
    sizes = {"D": D, "H": H}
    return {
        name: rng.normal(size=[sizes[k] for k in axes.split()])
        for name, axes in LSTMParams.SHAPES.items()
    }


def check_to_slides(student):
    """Exercise B: the slides' W, and what it makes of an input is what our cell hears."""

    def stacked(named, order="cfio", first="w", turned=True):
        parts = ("w", "u") if first == "w" else ("u", "w")
        rows = [np.concatenate([named[f"{kind}_{k}"] for kind in parts]).T for k in order]
        return np.concatenate(rows) if turned else np.concatenate([row.T for row in rows], axis=1)

    named = _params()
    x, h0 = np.random.default_rng(8).normal(size=(1, 1, D)), np.ones((1, H)) / 2
    trace = LSTM().forward(LSTMParams.from_named(**named), x, h0=h0)
    heard = stacked(named) @ np.append(x, h0) + np.concatenate([named[f"b_{k}"] for k in "cfio"])
    assert np.allclose(np.tanh(heard[:H]), trace.g[0, 0])

    def slip(**which):
        return lambda named: stacked(named, **which)

    mistakes = {
        "the order of the gates is ours or PyTorch's; the slides begin with the candidate": slip(
            order="ifoc"
        ),
        "f and i are swapped": slip(order="cifo"),
        "the last output stands before the input": slip(first="u"),
        "it is not transposed": slip(turned=False),
    }
    return compare(student, stacked, [{"named": named}], mistakes, name="W")
