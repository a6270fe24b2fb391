"""What the pictures of the digits show: what was read so far, what was taken for what."""

from types import SimpleNamespace

import numpy as np
import pytest

from figures.by_row import by_row
from figures.confusion import Confusion
from figures.learners import Learners
from figures.reading import Reading


def trace(T, units):
    rng = np.random.default_rng(T)
    return SimpleNamespace(**{s: rng.uniform(-3, 3, size=(T, 1, units)) for s in "ifoc"})


@pytest.mark.parametrize(("T", "t", "unread"), [(8, 2, 40), (64, 2, 61), (8, 7, 0), (64, 63, 0)])
def test_what_was_not_read_is_covered_and_missing(T, t, unread):
    shown, seen = Reading(T, 5), trace(T, 5)
    shares = np.random.default_rng(0).dirichlet(np.ones(10), size=T)
    said = shown.show(np.full((8, 8), 0.5), seen, shares, 4, t)
    assert said == shares[t].argmax()
    cover = shown._cover.get_array()[..., 3]
    assert np.count_nonzero(cover) == unread
    assert np.all(cover.ravel()[: 64 - unread] == 0)
    assert [bar.get_height() for bar in shown._bars] == shares[t].tolist()
    assert shown._right.get_xydata().tolist() == [[4.0, 1.0]]
    for symbol in "ifo":
        drawn = shown._lines[symbol].get_ydata()
        assert np.allclose(drawn, getattr(seen, symbol)[: t + 1, 0].mean(axis=1))
    memory = np.ma.filled(shown._memory.get_array(), np.nan)
    assert np.isnan(memory[:, t + 1 :]).all()
    assert np.array_equal(memory[:, : t + 1], np.clip(seen.c[: t + 1, 0].T, -2, 2))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Reading(10, 5), r"expected 8 \(rows\) or 64 \(pixels\), got 10"),
        (lambda: show_at(8), r"t: expected 0 .. 7, got 8"),
        (lambda: show_at(0, steps=7), r"shares: expected shape \(8, 10\), got \(7, 10\)"),
        (lambda: Confusion().show(np.zeros((3, 3))), r"expected \(10, 10\), got \(3, 3\)"),
        (lambda: Learners(("GRU",), 5).show({"RNN": []}), r"no curve was prepared for \['RNN'\]"),
        (lambda: by_row({key: [1, 2] for key in "abcd"}, "h"), r"expected at most 3, got 4"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def show_at(t, steps=8):
    Reading(8, 5).show(np.zeros((8, 8)), trace(8, 5), np.full((steps, 10), 0.1), 0, t)


def test_a_pair_is_counted_both_ways_and_the_right_ones_have_no_colour():
    counts = 30 * np.eye(10, dtype=int)
    counts[8, 1], counts[1, 8], counts[3, 9] = 3, 2, 4
    shown = Confusion(most=4)
    assert shown.show(counts) == (1, 8, 5)
    colours = shown._cells.get_array()
    assert colours[8, 1] == 3
    assert not np.diag(colours).any()
    assert shown._numbers[3][9].get_text() == "4"
    assert shown._numbers[3][9].get_color() == "white"
    assert shown._numbers[9][3].get_text() == ""
    assert shown._numbers[5][5].get_text() == "30"


def test_every_trial_is_a_line_of_its_own_and_none_leaves_the_axes():
    shown = Learners(("LSTM", "GRU"), 9, {"all at once": 0.9}, bottom=0.5)
    shown.show({"GRU": [[(1, 0.2), (2, 0.6)], [(1, 0.7)]]})
    points = shown._lines["GRU"].get_xydata()
    assert np.isnan(points).any(axis=1).tolist() == [False, False, True, False, True]
    assert points[0].tolist() == [1.0, 0.5]
    assert np.isnan(shown._lines["LSTM"].get_xydata()).all()
    shown.show({})
    assert np.isnan(shown._lines["GRU"].get_xydata()).all()


def test_the_rivals_lie_across_at_their_heights_and_can_be_told_apart():
    (ax,) = Learners(("GRU",), 9, {"one": 0.9, "other": 0.8}).figure.axes
    across = {line.get_label(): line for line in ax.lines if line.get_label() != "GRU"}
    assert {name: set(line.get_ydata()) for name, line in across.items()} == {
        "one": {0.9}, "other": {0.8}
    }  # fmt: skip
    assert across["one"].get_linestyle() != across["other"].get_linestyle()


@pytest.mark.parametrize("log", [False, True])
def test_one_value_for_each_row_stands_where_it_belongs(log):
    curves = {"before": [0.1, 0.2, 0.4], "after": [3.0, 2.0, 1.0]}
    (ax,) = by_row(curves, "norm", log=log).axes
    assert {line.get_label(): list(line.get_ydata()) for line in ax.lines} == curves
    assert all(list(line.get_xdata()) == [0, 1, 2] for line in ax.lines)
    assert ax.get_yscale() == ("log" if log else "linear")
