"""lstm_core against torch.autograd, on the plain equations of tests/oracle."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import squared_error, truncated_gradient
from tests.helpers import KINDS
from tests.oracle.cases import assert_agrees, assert_same, by_name, cases, drawn

every_cell = pytest.mark.parametrize("kind", KINDS)


def leaves(arrays):
    """Tensors, float64, that ask for their gradient."""
    return {name: torch.tensor(array, requires_grad=True) for name, array in arrays.items()}


def gradients(tensors):
    """What has arrived at each; nothing is 0, as with the forget gate's weights in 1997."""
    grads = {n: torch.zeros_like(a) if a.grad is None else a.grad for n, a in tensors.items()}
    return {name: grad.numpy() for name, grad in grads.items()}


@every_cell
@drawn(25)
@given(data=st.data())
def test_value_and_every_derivative(kind, data):
    case = data.draw(cases(kind))
    tensors = leaves(case.arrays)
    value = case.total(torch, tensors, constant=torch.tensor)
    value.backward()
    assert_agrees(case, value.item(), gradients(tensors))


@every_cell
@drawn(15)
@given(data=st.data())
def test_truncation_by_detaching_the_state(kind, data):
    """One loop over the windows; what enters a window is detached, as one would write it."""
    case = data.draw(cases(kind))
    T, B, H = len(case.y), *case.arrays["h0"].shape
    k1 = data.draw(st.integers(1, T + 1))
    k2 = data.draw(st.integers(k1, T + 2))
    y = data.draw(st.sampled_from([0.0, 0.5])) + 0.0 * torch.zeros(T, B, H).double()
    tensors = leaves(case.weights)
    x = torch.tensor(case.arrays["x"])
    states = [[torch.tensor(case.arrays[n]) if n in case.arrays else None for n in ("h0", "c0")]]
    for t in range(T):  # the states, without any graph
        with torch.no_grad():
            (h,), (c,) = case.run(torch, tensors | {"x": x}, t, t + 1, states[-1])
        states.append([h, c])
    total = 0.0
    for new in range(0, T, k1):
        end = min(new + k1, T)
        start = max(0, end - k2)
        h, _ = case.run(torch, tensors | {"x": x}, start, end, states[start])
        loss = torch.sum((torch.stack(h[new - start :]) - y[new:end]) ** 2) / 2
        loss.backward()
        total += loss.item()
    value, grads = truncated_gradient(
        case.cell, case.params, case.arrays["x"], y.numpy(), squared_error, k1, k2, **case.state
    )
    assert_same({"value": value} | by_name(grads), {"value": total} | gradients(tensors))
