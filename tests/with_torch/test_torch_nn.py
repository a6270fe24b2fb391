"""lstm_core against the cells of PyTorch, with the weights carried over.

PyTorch keeps the transposes, w (H, D) and u (H, H), gate under gate, and two biases where one would
do. It calls the candidate of the LSTM g, resets the GRU after the product, and has no peepholes.
"""

from typing import NamedTuple

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import softmax_cross_entropy, squared_error
from tests.helpers import KINDS
from tests.oracle.cases import assert_same, drawn

BOTH = {"bias_ih_l0", "bias_hh_l0"}


class Peer(NamedTuple):
    module: type
    gates: str  # in PyTorch's order, by lstm_core's names
    activation: object = None


PEERS = {
    "RNN": Peer(torch.nn.RNN, " "),
    "LSTM": Peer(torch.nn.LSTM, "ifco"),
    "GRU-reset-after": Peer(torch.nn.GRU, "rzn"),
}


def names(kind):
    """lstm_core's name of each gate's array; the plain RNN has w, u, b themselves."""
    suffixes = ["" if gate == " " else f"_{gate}" for gate in PEERS[kind].gates]
    return {array: [array + suffix for suffix in suffixes] for array in "wub"}


def carried_over(kind, params, D, H):
    """PyTorch's module with the same weights; its second bias is 0 but for the GRU's b_hn."""
    module = PEERS[kind].module(D, H).double()
    arrays = params.named()
    stacked = {a: np.concatenate([arrays[n].T for n in names(kind)[a]]) for a in "wub"}
    second = np.zeros_like(stacked["b"])
    if "b_hn" in arrays:
        second[2 * H :] = arrays["b_hn"]
    with torch.no_grad():
        for name, array in {
            "weight_ih_l0": stacked["w"],
            "weight_hh_l0": stacked["u"],
            "bias_ih_l0": stacked["b"],
            "bias_hh_l0": second,
        }.items():
            getattr(module, name).copy_(torch.tensor(array))
    return module


def carried_back(kind, module):
    """The gradients of PyTorch's weights by lstm_core's names."""
    grads = {}
    count = len(PEERS[kind].gates)
    for array, name in {"w": "weight_ih_l0", "u": "weight_hh_l0", "b": "bias_ih_l0"}.items():
        parts = np.split(getattr(module, name).grad.numpy(), count)
        grads |= {n: part.T for n, part in zip(names(kind)[array], parts, strict=True)}
    if PEERS[kind].gates == "rzn":
        grads["b_hn"] = np.split(module.bias_hh_l0.grad.numpy(), 3)[2]
    return grads


@pytest.mark.parametrize("loss", ["squared_error", "softmax_cross_entropy"])
@pytest.mark.parametrize("kind", PEERS)
@drawn(20)
@given(data=st.data())
def test_outputs_and_every_gradient(kind, loss, data):
    T, B, D, H = (data.draw(st.integers(1, most)) for most in (12, 4, 4, 6))
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    params = KINDS[kind].random(rng, D, H)
    states = {"h0": rng.normal(size=(B, H))}
    states |= {"c0": rng.normal(size=(B, H))} if kind == "LSTM" else {}
    x = rng.normal(size=(T, B, D))
    y = rng.normal(size=(T, B, H)) if loss == "squared_error" else rng.integers(0, H, (T, B))

    module = carried_over(kind, params, D, H)
    given = {n: torch.tensor(a, requires_grad=True) for n, a in {"x": x, **states}.items()}
    start = tuple(given[name][None] for name in states)
    h, _ = module(given["x"], start if len(start) > 1 else start[0])
    expected = their_loss(loss, h, torch.tensor(y))
    expected.backward()
    grads = carried_back(kind, module) | {n: a.grad.numpy() for n, a in given.items()}

    cell = KINDS[kind].cell()
    trace = cell.forward(params, x, **states)
    assert_same({"h": trace.h}, {"h": h.detach().numpy()})
    value, eps = {"squared_error": squared_error}.get(loss, softmax_cross_entropy)(trace.h, y)
    deltas = cell.bptt(params, trace, eps)
    got = cell.weight_gradient(trace, deltas).named()
    got |= {"x": cell.input_gradient(params, deltas)} | {n: getattr(deltas, n) for n in states}
    assert_same({"value": value} | got, {"value": expected.item()} | grads)


def their_loss(name, h, y):
    if name == "squared_error":
        return 0.5 * torch.nn.functional.mse_loss(h, y, reduction="sum")
    T, B, H = h.shape
    each = torch.nn.functional.cross_entropy(h.reshape(T * B, H), y.reshape(-1), reduction="sum")
    return each / B


def test_the_second_bias_is_one_bias_too_many():
    """For r and z only the sum of PyTorch's two biases counts; for n the second is b_hn."""
    rng = np.random.default_rng(3)
    params = KINDS["GRU-reset-after"].random(rng, 2, 2)
    module = carried_over("GRU-reset-after", params, 2, 2)
    x = torch.tensor(rng.normal(size=(4, 1, 2)))
    before = module(x)[0].detach()
    with torch.no_grad():
        module.bias_ih_l0[:4] -= 0.25
        module.bias_hh_l0[:4] += 0.25
    assert torch.allclose(module(x)[0], before, rtol=0, atol=1e-15)
    with torch.no_grad():
        module.bias_ih_l0[4:] -= 0.25
        module.bias_hh_l0[4:] += 0.25
    assert not torch.allclose(module(x)[0], before, rtol=0, atol=1e-3)


@pytest.mark.parametrize("target", ["classes", "distributions"])
def test_the_losses_of_pytorch(target):
    rng = np.random.default_rng(4)
    z = rng.normal(size=(5, 3, 4))
    functional = torch.nn.functional
    logits = torch.tensor(z, requires_grad=True)
    if target == "classes":
        y = rng.integers(0, 4, (5, 3))
        theirs = functional.cross_entropy(
            logits.permute(1, 2, 0), torch.tensor(y).T, reduction="sum"
        )
    else:
        y = rng.dirichlet(np.ones(4), size=(5, 3))
        theirs = functional.cross_entropy(
            logits.reshape(15, 4), torch.tensor(y).reshape(15, 4), reduction="sum"
        )
    (theirs / 3).backward()
    value, dlogits = softmax_cross_entropy(z, y)
    expected = {"value": theirs.item() / 3, "z": logits.grad.numpy()}
    assert_same({"value": value, "z": dlogits}, expected)
