"""The picture of a weight's gradient: its shares add up to the slope that is drawn."""

import numpy as np

from figures.training import Training
from figures.weight_sum import WeightSum
from lstm_core import CALCULATOR_X, CALCULATOR_Y, calculator_lstm_logistic

LIMITS = {"v": (0, 2), "delta_pre": (-2, 2), "delta_share": (-2, 2)}


def test_the_shares_are_products_and_the_tangent_has_the_slope_it_is_told():
    made = WeightSum(3, LIMITS, across=(-3, 3), up=(0, 14))
    moves = np.linspace(-3, 3, 7)
    shares = made.show("u_f", [0.0, 2.0, 1.0], [1.5, -0.5, 0.25], moves, moves**2, 1.0, 1.0, 2.0)
    assert shares.tolist() == [0.0, -1.0, 0.25]
    (x0, x1), (y0, y1) = made.panel._tangent.get_data()
    assert np.isclose((y1 - y0) / (x1 - x0), 2.0)
    assert np.isclose((y0 + y1) / 2, 1.0)
    assert made.panel._title.get_text().endswith("over $u_f$")


def test_a_point_above_the_axes_is_held_at_their_border_and_told():
    made = WeightSum(1, LIMITS, across=(-3, 3), up=(0, 14))
    made.show("b_o", [1.0], [0.1], [-3, 3], [99.0, 99.0], 0.0, 99.0, 0.1)
    assert made.panel._point.get_ydata().tolist() == [14]
    assert "up to 99" in made.panel._off._remark.get_text()


def test_the_ring_says_where_the_next_step_would_lead():
    cell, params = calculator_lstm_logistic(3.0)
    trace = cell.forward(params, CALCULATOR_X)
    made = Training(8, 400, loss=(1e-3, 1e2), norm=(1e-2, 1e3), h=(-1, 5))
    for ahead, drawn in ((0.5, [0.5]), (1e9, [1e2]), (None, [])):
        made.show([], trace, CALCULATOR_Y, ahead=ahead)
        assert list(made._ahead.get_ydata()) == drawn
