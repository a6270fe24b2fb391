"""The cursor stands where it is put, shows the numbers of that moment, and covers what is ahead."""

import numpy as np
import pytest

from figures import LiveFigure, Timeline, player
from figures.cursor import LIMITS, Cursor, moments
from lstm_core import CALCULATOR_X, CALCULATOR_Y, calculator_lstm_logistic, squared_error

ROWS = ("x", "f", "c", "h", "eps", "delta", "delta_c")
T = len(CALCULATOR_X)
CELL, PARAMS = calculator_lstm_logistic(3.0)
TRACE = CELL.forward(PARAMS, CALCULATOR_X)
_, EPS = squared_error(TRACE.h, CALCULATOR_Y[:, None, None])
DELTAS = CELL.bptt(PARAMS, TRACE, EPS)


def live(start=None):
    cursor = Cursor(Timeline(ROWS, T, LIMITS))
    cursor.timeline.show(TRACE, DELTAS, EPS, CALCULATOR_Y)

    def update(moment):
        return cursor.show(moment, CELL, PARAMS, TRACE, DELTAS, EPS)

    controls = {"moment": player(moments(T), start)}
    return cursor, LiveFigure(cursor.figure, update, controls, cursor.dynamic)


def uncovered(cursor, symbol):
    """The steps of a row over which no cover lies."""
    cover = cursor._pale[symbol]
    ends = (cover.get_x(), cover.get_x() + cover.get_width()) if cover.get_visible() else (99, 99)
    return [t for t in range(T) if not ends[0] <= t <= ends[1]]


def test_the_moments_run_forwards_and_then_backwards():
    order = list(moments(3).values())
    assert order == [("forward", t) for t in (0, 1, 2)] + [("backward", t) for t in (2, 1, 0)]


def test_what_is_not_known_yet_is_covered():
    cursor, figure = live()
    for phase, t in moments(T).values():
        figure.set(moment=(phase, t))
        known = list(range(T)) if phase == "backward" else list(range(t + 1))
        reached = list(range(t, T)) if phase == "backward" else []
        for symbol in ("x", "f", "c", "h"):
            assert uncovered(cursor, symbol) == known
        assert uncovered(cursor, "eps") == (list(range(T)) if phase == "backward" else [])
        for symbol in ("delta", "delta_c"):
            assert uncovered(cursor, symbol) == reached
        for symbol in ROWS:
            band = cursor._bands[symbol]
            assert band.get_visible() == (phase == "backward" or symbol in "xfch")
            assert band.get_x() < t < band.get_x() + band.get_width() <= band.get_x() + 1


def test_a_driven_cursor_equals_a_fresh_one_and_each_moment_is_its_own():
    cursor, driven = live()
    limits = {s: (ax.get_xlim(), ax.get_ylim()) for s, ax in cursor.timeline.axes.items()}
    seen = {}
    order = list(moments(T).values())
    for moment in order + order[::-1]:
        driven.set(moment=moment)
        if moment not in seen:
            fresh = live(moment)[1]
            seen[moment] = fresh.png, fresh.sentence
        assert (driven.png, driven.sentence) == seen[moment]
    assert len({png for png, _ in seen.values()}) == 2 * T
    assert {s: (ax.get_xlim(), ax.get_ylim()) for s, ax in cursor.timeline.axes.items()} == limits


def test_the_lines_stand_below_the_rows_and_fit_the_width():
    cursor, figure = live()
    figure.set(moment=("backward", 3))
    renderer = figure.figure.canvas.get_renderer()
    rows = min(ax.get_tightbbox(renderer).y0 for ax in figure.figure.axes)
    written = [text for text in [cursor._title, *cursor._texts] if text.get_text()]
    assert len(written) == 7
    boxes = [text.get_window_extent(renderer) for text in written]
    tops = [rows, *(box.y0 for box in boxes)]
    for box, above in zip(boxes, tops, strict=False):
        assert box.y1 <= above
        assert box.y0 >= 0
        assert box.x1 <= figure.figure.bbox.width
    line = f"δ[3] = ε[3] + u_f δpre_f[4] = {EPS[3, 0, 0]:.4g}".replace("-", "−")
    assert written[1].get_text().startswith(line)
    assert figure.sentence.startswith("Step 3, back-propagation through time, t = 3: δ[3] = ε[3]")


@pytest.mark.parametrize(
    ("moment", "lines", "told"),
    [
        (("forward", T), 6, "is no moment of T = 8"),
        (("sideways", 1), 6, "is no moment of T = 8"),
        (("forward", 1), 5, "6 equations, room for lines=5"),
    ],
)
def test_wrong_use_is_told(moment, lines, told):
    cursor = Cursor(Timeline(("h",), T, LIMITS), lines)
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        cursor.show(moment, CELL, PARAMS, TRACE, DELTAS, np.asarray(EPS))
    assert told in str(caught.value)
