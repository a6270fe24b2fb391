"""Solutions of the exercises of the page on notation, and known mistakes."""

import numpy as np


def from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh, order="ifco"):
    w, u, b = np.split(weight_ih, 4), np.split(weight_hh, 4), np.split(bias_ih + bias_hh, 4)
    named = {}
    for k, gate in enumerate(order):
        named |= {f"w_{gate}": w[k].T, f"u_{gate}": u[k].T, f"b_{gate}": b[k]}
    return named


def to_slides(named, order="cfio"):
    return np.concatenate([np.concatenate([named[f"w_{k}"], named[f"u_{k}"]]).T for k in order])


SOLUTIONS = {"check_from_pytorch": from_pytorch, "check_to_slides": to_slides}


def _last_two(**given):
    return from_pytorch(**given, order="ifoc")


def _first_two(**given):
    return from_pytorch(**given, order="fico")


def _as_they_are(weight_ih, weight_hh, bias_ih, bias_hh):
    named = from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh)
    for name, array in named.items():
        if name.startswith("w"):
            named[name] = array.T.reshape(array.shape)
        if name.startswith("u"):
            named[name] = array.T
    return named


def _one_bias(weight_ih, weight_hh, bias_ih, bias_hh):
    return from_pytorch(weight_ih, weight_hh, bias_ih, np.zeros_like(bias_hh))


def _ours(named):
    return to_slides(named, order="ifoc")


def _swapped(named):
    return to_slides(named, order="cifo")


def _output_first(named):
    rows = [np.concatenate([named[f"u_{k}"], named[f"w_{k}"]]).T for k in "cfio"]
    return np.concatenate(rows)


def _beside(named):
    return to_slides(named).T


MISTAKES = {
    "check_from_pytorch": {
        "the last two parts are swapped: the candidate stands third, not last": _last_two,
        "the arrays are not transposed": _as_they_are,
        "only one of the two biases is used": _one_bias,
        "the first two parts are swapped: i stands before f": _first_two,
    },
    "check_to_slides": {
        "the order of the gates is ours or PyTorch's; the slides begin with the candidate": _ours,
        "f and i are swapped": _swapped,
        "the last output stands before the input": _output_first,
        "it is not transposed": _beside,
    },
}
