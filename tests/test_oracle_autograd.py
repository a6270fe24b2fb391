"""lstm_core against HIPS autograd, which differentiates equations that lstm_core has not seen.

hypothesis draws the shapes, the numbers, the nonlinearities, the loss, the readout, what is scored.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import sweep, truncated_gradient
from tests.helpers import KINDS
from tests.oracle.cases import assert_agrees, assert_same, by_name, cases, drawn
from tests.oracle.differentiate import by_autograd, truncated_by_autograd

every_cell = pytest.mark.parametrize("kind", KINDS)


@every_cell
@drawn(25)
@given(data=st.data())
def test_value_and_every_derivative(kind, data):
    case = data.draw(cases(kind))
    assert_agrees(case, *by_autograd(case))


@every_cell
@drawn(15)
@given(data=st.data())
def test_every_truncation(kind, data):
    case = data.draw(cases(kind, readout=False))
    k1 = data.draw(st.integers(1, len(case.y) + 1))
    k2 = data.draw(st.integers(k1, len(case.y) + 2))
    value, grads = truncated_gradient(
        case.cell, case.params, case.arrays["x"], case.target, case.core_loss, k1, k2, **case.state
    )
    expected, by_window = truncated_by_autograd(case, k1, k2)
    assert_same({"value": value} | by_name(grads), {"value": expected} | by_window)


@every_cell
@drawn(8)
@given(data=st.data())
def test_every_setting_of_a_sweep(kind, data):
    case = data.draw(cases(kind, readout=False))
    weights = [{n: k * a for n, a in case.weights.items()} for k in (1.0, -0.5, 0.25)]
    several = {n: np.stack([setting[n] for setting in weights]) for n in case.weights}
    values, grads = sweep(
        case.cell,
        type(case.params).from_named(**several),
        case.arrays["x"],
        case.target,
        case.core_loss,
        **case.state,
    )
    for s, setting in enumerate(weights):
        value, expected = by_autograd(case._replace(arrays=case.arrays | setting))
        got = {n: a[s] for n, a in by_name(grads).items()}
        assert_same({"value": values[s]} | got, {"value": value} | {n: expected[n] for n in got})
