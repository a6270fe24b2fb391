"""lstm_core against complex steps through the same plain equations, where all is smooth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import KINDS
from tests.oracle.cases import SMOOTH, assert_agrees, cases, drawn
from tests.oracle.differentiate import by_complex_steps


@pytest.mark.parametrize("kind", KINDS)
@drawn(6)
@given(data=st.data())
def test_value_and_every_derivative(kind, data):
    case = data.draw(cases(kind, nonlinearities=SMOOTH, largest=(4, 2, 2, 2)))
    assert_agrees(case, *by_complex_steps(case))
