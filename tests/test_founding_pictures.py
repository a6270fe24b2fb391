"""What the pictures of the founding experiments show: curves, stairs, what a sentence counts."""

import numpy as np
import pytest

from figures.founding import LearningCurves, States
from figures.successes import Shares, Successes


def staircases(needed):
    shown = Successes(limit=1000, first=200, trials=3, seen="strings")
    said = shown.show(needed)
    return shown, said, {name: line.get_xydata().tolist() for name, line in shown._lines.items()}


def test_a_staircase_climbs_where_a_trial_succeeded_and_ends_at_the_limit():
    shown, said, drawn = staircases({"LSTM": [900, None, 300], "GRU": [600, 400, 500]})
    assert said == "Perfect: LSTM 2 of 3, GRU 3 of 3."
    assert drawn["LSTM"] == [[200, 0], [300, 1], [900, 2], [1000, 2]]
    assert drawn["GRU"] == [[200, 0], [400, 1], [500, 2], [600, 3], [1000, 3]]
    assert drawn["tanh RNN"] == []
    assert shown._lines["GRU"].get_drawstyle() == "steps-post"
    (axes,) = shown.figure.axes
    (x, y), (x_gru, y_gru) = (shown._ends[name].get_xydata()[0] for name in ("LSTM", "GRU"))
    assert (y, y_gru) == (2, 3)
    assert 1000 < x < x_gru < axes.get_xlim()[1], "side by side, beyond the limit"
    assert np.isnan(shown._ends["tanh RNN"].get_ydata()).all()


def test_a_staircase_without_a_success_stays_at_the_bottom():
    _, said, drawn = staircases({"tanh RNN": [None, None]})
    assert drawn["tanh RNN"] == [[200, 0], [1000, 0]]
    assert said == "Perfect: tanh RNN 0 of 2."
    assert staircases({})[1] == "No trial has ended yet."


def test_a_success_beyond_the_limit_is_told():
    with pytest.raises(ValueError, match="expected none beyond 1000, got 2000"):
        staircases({"GRU": [2000]})


def test_the_thick_line_is_the_median_as_far_as_all_have_read():
    shown = Shares(seen=100)
    trials = [[[40, 0.2], [80, 0.6]], [[40, 0.4], [80, 0.9]], [[40, 0.9]]]
    assert shown.show({"LSTM": trials, "GRU": [[]]}) == "Right at the end: LSTM 40%."
    assert shown._medians["LSTM"].get_xydata().tolist() == [[40, 0.4]]
    drawn = shown._lines["LSTM"].get_xydata()
    assert np.array_equal(
        drawn[[0, 1, 3, 4, 6]], [[40, 0.2], [80, 0.6], [40, 0.4], [80, 0.9], [40, 0.9]]
    )
    assert np.isnan(drawn[[2, 5, 7]]).all()
    assert shown.show({}) == "Nothing is read yet."
    assert np.isnan(shown._medians["LSTM"].get_xydata()).all()


def test_trials_of_a_network_are_one_line_with_gaps_and_their_ends_are_marked():
    curves = {"GRU": [[[32, 0.2], [64, 0.1]], [[32, 0.3], [64, 1e-9]]], "tanh RNN": [[[32, 0.2]]]}
    shown = LearningCurves(seen=(10, 100), error=(0.01, 0.4), line=("always one half", 0.16))
    said = shown.show(curves, {"GRU": [64, 48], "tanh RNN": [None]}, "T = 20")
    assert said == "Solved: tanh RNN 0 of 1, GRU 2 of 2 (after 64)."
    drawn = shown._lines["GRU"].get_xydata()
    # An error below the axis is drawn at its edge; between two trials the line is lifted.
    assert np.array_equal(drawn[[0, 1, 3, 4]], [[32, 0.2], [64, 0.1], [32, 0.3], [64, 0.01]])
    assert np.isnan(drawn[[2, 5]]).all()
    assert shown._ends["GRU"].get_xydata()[:, 0].tolist() == [64, 48]
    assert shown._left.get_xydata().tolist() == [[32, 0.2]]
    alone = shown._lines["GRU"].get_linewidth()
    shown.show({"GRU": 6 * curves["GRU"][:1]}, {"GRU": 6 * [64]})
    assert shown._lines["GRU"].get_linewidth() < alone, "many lines are thin"
    assert shown.show({}) == "No trial has ended yet."
    assert np.isnan(shown._lines["GRU"].get_xydata()).all()


def test_states_are_drawn_as_they_were_and_named_once():
    (axes,) = States({"LSTM 1997": [[[0, 1.0], [100, 90.0]], [[0, 2.0], [100, 80.0]]]}).figure.axes
    assert [line.get_ydata().tolist() for line in axes.lines] == [[1, 90], [2, 80]]
    assert len(axes.get_legend().get_texts()) == 1
    assert axes.get_yscale() == "log"
