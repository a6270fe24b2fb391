"""lstm_core against torch.autograd, on the plain equations of tests/oracle."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import truncated_gradient
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
    case = data.draw(cases(kind, readout=False))
    T = len(case.y)
    k1 = data.draw(st.integers(1, T + 1))
    k2 = data.draw(st.integers(k1, T + 2))
    tensors = leaves(case.weights)
    arrays = tensors | {"x": torch.tensor(case.arrays["x"])}
    states = [[torch.tensor(case.arrays[n]) if n in case.arrays else None for n in ("h0", "c0")]]
    for t in range(T):
        (h,), (c,) = case.run(torch, arrays, t, t + 1, states[-1])
        states.append([state if state is None else state.detach() for state in (h, c)])
    total = 0.0
    for new in range(0, T, k1):
        end = min(new + k1, T)
        start = max(0, end - k2)
        h, _ = case.run(torch, arrays, start, end, states[start])
        loss = case.loss_of(torch, arrays, h[new - start :], slice(new, end), torch.tensor)
        loss.backward()
        total += loss.item()
    value, grads = truncated_gradient(
        case.cell, case.params, case.arrays["x"], case.target, case.core_loss, k1, k2, **case.state
    )
    assert_same({"value": value} | by_name(grads), {"value": total} | gradients(tensors))
