"""What the pictures of the founding experiments show: curves, stairs, what a sentence counts."""

import numpy as np
import pytest

from figures.founding import LearningCurves, States, Successes


def test_a_staircase_climbs_where_a_trial_succeeded_and_ends_at_the_limit():
    (axes,) = Successes(
        {"LSTM": [900, None, 300], "GRU": [600, 400, 500]}, 1000, "seen"
    ).figure.axes
    lstm, lstm_end, gru, gru_end = axes.lines[:4]
    assert lstm.get_xydata().tolist() == [[200, 0], [300, 1], [900, 2], [1000, 2]]
    assert gru.get_xydata().tolist() == [[200, 0], [400, 1], [500, 2], [600, 3], [1000, 3]]
    assert lstm.get_drawstyle() == gru.get_drawstyle() == "steps-post"
    assert [lstm.get_label(), gru.get_label()] == ["LSTM: 2 of 3", "GRU: 3 of 3"]
    assert lstm_end.get_ydata().tolist() == [2]
    assert gru_end.get_ydata().tolist() == [3]
    assert 1000 < lstm_end.get_xdata()[0] < gru_end.get_xdata()[0] < axes.get_xlim()[1]


def test_a_staircase_without_a_success_stays_at_the_bottom():
    (axes,) = Successes({"tanh RNN": [None, None]}, 1000, "seen").figure.axes
    assert axes.lines[0].get_ydata().tolist() == [0, 0]
    assert axes.lines[0].get_label() == "tanh RNN: 0 of 2"


@pytest.mark.parametrize(
    ("needed", "words"),
    [({}, "at least one network, got none"), ({"GRU": [2000]}, "beyond the limit 1000, got 2000")],
)
def test_what_cannot_be_drawn_is_told(needed, words):
    with pytest.raises(ValueError, match=words):
        Successes(needed, 1000, "seen")


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
