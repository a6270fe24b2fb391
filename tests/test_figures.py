"""The timeline shows what it is handed, and says what leaves its scale."""

import numpy as np
import pytest

from figures import Timeline, style
from figures.offscale import OffScale
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    calculator_lstm,
    calculator_lstm_logistic,
    calculator_rnn,
    squared_error,
)

Y = CALCULATOR_Y[:, None, None]
LIMITS = {"x": (0, 2), "c": (0, 8), "h": (0, 8), "eps": (-4, 4), "delta": (-4, 4)}


def forward(network, scored=None):
    cell, params = network
    trace = cell.forward(params, CALCULATOR_X)
    _, eps = squared_error(trace.h, Y, scored)
    return trace, cell.bptt(params, trace, eps), eps


def drawn(row):
    """What a row shows: marker heights, with the arrows' places, and the printed numbers."""
    heads = row._heads.get_ydata()
    arrows = sorted(set(row._off._above.get_xdata()) | set(row._off._below.get_xdata()))
    return np.array(heads), arrows, row.numbers.texts


def test_a_timeline_shows_what_it_is_handed():
    timeline = Timeline(("x", "h", "eps", "delta"), 8, LIMITS)
    trace, deltas, eps = forward(calculator_rnn(0.5), Y > 0)
    timeline.show(trace, deltas, eps, Y, Y > 0)
    for symbol, values in {"x": trace.x, "h": trace.h, "eps": eps, "delta": deltas.h}.items():
        heads, arrows, numbers = drawn(timeline._rows[symbol])
        np.testing.assert_array_equal(heads, values.ravel())
        assert arrows == []
        assert numbers == [style.number(v) for v in values.ravel()]
        stems = timeline._rows[symbol]._stems.get_xydata().reshape(8, 3, 2)
        np.testing.assert_array_equal(stems[:, 1, 1], values.ravel())
        np.testing.assert_array_equal(stems[:, 0, 1], 0)
    assert numbers[:4] == ["−0.3754", "−0.7509", "−1.502", "−3.003"]
    target = timeline._rows["h"]._target.get_xydata()
    np.testing.assert_array_equal(target, [[3, 4], [7, 3]])


def test_every_step_of_y_is_a_target_unless_scored_says_which():
    timeline = Timeline(("h",), 8, LIMITS)
    timeline.show(*forward(calculator_lstm()), Y)
    target = timeline._rows["h"]._target
    np.testing.assert_array_equal(target.get_ydata(), CALCULATOR_Y)
    timeline.show(*forward(calculator_lstm()))
    assert len(target.get_ydata()) == 0


def test_what_leaves_the_scale_is_an_arrow_and_its_number_and_the_axes_stay():
    timeline = Timeline(("x", "h", "eps", "delta"), 8, LIMITS)
    before = {s: (ax.get_xlim(), ax.get_ylim()) for s, ax in timeline.axes.items()}
    timeline.show(*forward(calculator_rnn(1.7), Y > 0), Y, Y > 0)
    heads, arrows, numbers = drawn(timeline._rows["h"])
    assert arrows == [3, 4, 5, 6, 7]
    assert np.isnan(heads[3:]).all()
    assert numbers[3:] == ["12.39", "22.07", "38.52", "66.48", "113"]
    assert timeline._rows["h"]._off._above.get_ydata().tolist() == [8] * 5
    timeline.figure.canvas.draw()
    assert {s: (ax.get_xlim(), ax.get_ylim()) for s, ax in timeline.axes.items()} == before
    timeline.show(*forward(calculator_rnn(0.5), Y > 0), Y, Y > 0)
    assert drawn(timeline._rows["h"])[1] == []


def test_backward_rows_stand_below_and_look_different():
    timeline = Timeline(("eps", "x", "delta", "h"), 8, LIMITS)
    assert timeline.rows == ["x", "h", "eps", "delta"]
    faces = [ax.get_facecolor() for ax in timeline.axes.values()]
    assert faces[0] == faces[1] != faces[2] == faces[3]
    assert "backwards in time" in timeline.axes["eps"].get_title(loc="right")
    assert "forward in time" in timeline.axes["x"].get_title(loc="left")


def test_a_timeline_takes_arrays_by_symbol_and_the_deltas_of_every_variable():
    trace, deltas, eps = forward(calculator_lstm_logistic(3.0))
    timeline = Timeline(("f", "delta_c", "y"), 8, {"delta_c": (-1, 1), "y": (0, 4)})
    timeline.show({"f": trace.f, "delta_c": np.arange(8) / 8, "y": CALCULATOR_Y})
    assert drawn(timeline._rows["f"])[2] == [style.number(v) for v in trace.f.ravel()]
    assert drawn(timeline._rows["delta_c"])[0].tolist() == (np.arange(8) / 8).tolist()
    timeline.show(trace, deltas, eps, Y)
    assert drawn(timeline._rows["delta_c"])[2] == [style.number(v) for v in deltas.c.ravel()]
    assert not np.allclose(deltas.c, deltas.h)
    assert drawn(timeline._rows["y"])[0].tolist() == CALCULATOR_Y.tolist()


def test_long_timelines_print_no_numbers_but_say_what_is_off_the_scale():
    timeline = Timeline(("h",), 60, LIMITS)
    timeline.show({"h": np.where(np.arange(60) < 57, 1.0, 500.0)})
    assert timeline._rows["h"].numbers.texts == []
    assert timeline._rows["h"]._off._remark.get_text() == "off the scale: 3 above, up to 500"
    assert timeline._rows["h"]._off._remark.get_visible()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Timeline(("x", "h"), 8, {"x": (0, 1)}), "rows ['h'] need limits"),
        (lambda: Timeline(("q",), 8, {"q": (0, 1)}), "unknown symbols ['q']"),
        (lambda: Timeline(("h",), 8, LIMITS).show({}), "nothing was given for the row 'h'"),
        (lambda: Timeline(("h",), 8, LIMITS).show({"h": np.zeros(7)}), "with T = 8, got (7,)"),
        (lambda: Timeline(("h",), 8, LIMITS).show({"h": np.zeros(8)}, y=np.zeros(9)), "y needs"),
    ],
)
def test_wrong_use_is_told(make, told):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        make()
    assert told in str(caught.value)


def test_off_scale_tells_infinite_and_missing_numbers():
    _, ax = style.new_figure()
    off = OffScale(ax, -1, 1, "black")
    held = off.show(range(5), [0.5, np.inf, -np.inf, np.nan, -7.0])
    np.testing.assert_array_equal(held, [0.5, np.nan, np.nan, np.nan, -1])
    assert off._above.get_xdata().tolist() == [1]
    assert off._below.get_xdata().tolist() == [2, 4]
    assert off._remark.get_text() == (
        "off the scale: 1 above, up to ∞; 2 below, down to −∞; 1 not a number"
    )
    off.show(range(5), np.zeros(5))
    assert off._remark.get_text() == ""


def test_a_gate_says_what_it_does_at_one():
    picture = Timeline(("x", "i", "f", "o"), 4, limits={"x": (0, 2)})
    words = {s: ax.get_ylabel().partition("\n")[2] for s, ax in picture.axes.items()}
    assert words == {"x": "", "i": "1 = accept", "f": "1 = keep", "o": "1 = show"}
