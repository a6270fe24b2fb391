"""The tables of the worked example: their lines are lstm_core's, and a slip is told once."""

import numpy as np
import pytest

from exercises import by_hand, nb08
from lstm_core import LSTM, squared_error


@pytest.mark.parametrize("t", [0, 1])
def test_the_lines_are_those_of_the_core(t):
    trace = LSTM().forward(nb08.WEIGHTS, nb08.X)
    _, eps = squared_error(trace.h, nb08.LABELS)
    deltas = LSTM().bptt(nb08.WEIGHTS, trace, eps)
    forward, backward = nb08.lines_of(t)
    for name, value in forward.items():
        assert np.isclose(value, getattr(trace, name)[t].item(), rtol=1e-13, atol=0)
    right = {"eps": eps, "dh": deltas.h, "dc": deltas.c}
    right |= {f"pre_{k}": getattr(deltas, f"pre_{k}") for k in "gifo"}
    for name, array in right.items():
        assert np.isclose(backward[name], array[t].item(), rtol=1e-12, atol=1e-17)
    back = [deltas.h0.item(), (deltas.h[0] - eps[0]).item()][t]
    assert np.isclose(backward["back"], back, rtol=1e-12, atol=0)


LINES = {"a": lambda v: 2.0, "b": lambda v: 3 * v["a"], "c": lambda v: v["b"] + 1}
RIGHT = by_hand.evaluate(LINES)


def fill(**table):
    return by_hand.fill(table, RIGHT, LINES, {"a is three": LINES | {"a": lambda v: 3.0}})


def test_numbers_made_rightly_from_a_wrong_one_are_no_slips():
    report = fill(a=2.5, b=7.5, c=8.5)
    assert (report.array, report.expected, report.got, report.mistake) == ("a", 2.0, 2.5, "")
    assert "no slip of their own: b, c" in report.message
    assert "Look again" not in report.message


def test_a_second_slip_is_told_too():
    report = fill(a=2.5, b=9.0, c=10.0)
    assert "Look again at b too" in report.message
    assert "no slip of their own: c" in report.message


def test_a_known_mistake_is_named_and_an_unfinished_table_waits():
    assert fill(a=3.0, b=9.0, c=...).mistake == "a is three"
    assert (fill(a=2.00002, b=...).status, fill(a=2.0, b=6, c=7).status) == (
        "not done yet",
        "right",
    )
    assert fill(a=2.00003).status == "not yet right"


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"d": 1.0}, "There is no entry d; the entries are a, b, c."),
        ({}, "The table is empty."),
        ({"a": "two"}, "a should be one number"),
        ({"a": [1.0, 2.0]}, "There is no entry a[0]"),
        ([1.0], "got list"),
    ],
)
def test_what_is_no_table_is_told(table, sentence):
    report = by_hand.fill(table, RIGHT, LINES, {})
    assert report.status == "not yet right"
    assert sentence in report.message
