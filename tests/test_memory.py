"""The memory picture draws the lecture's formula and the products of the gates it is handed."""

import numpy as np
import pytest

from figures import LiveFigure, slider
from figures.memory import LOWEST, Memory, forget_bias
from lstm_core import flow_networks

STEPS = 60
T = STEPS + 1
N = np.arange(T)


def live(**at):
    shown = Memory(STEPS)

    def update(p, long, short, f):
        two = np.exp(-1 / np.array([long, short])) * np.ones((T, 2))
        return shown.show(p, long, short, np.full(T, f), two)

    start = {"p": 0.2, "long": 50.0, "short": 4.0, "f": 0.9} | at
    controls = {
        "p": slider(start["p"], 0.0, 1.0, 0.05),
        "long": slider(start["long"], 1.0, 200.0, 1.0),
        "short": slider(start["short"], 0.5, 20.0, 0.5),
        "f": slider(start["f"], 0.0, 1.0, 0.05),
    }
    return shown, LiveFigure(shown.figure, update, controls, shown.dynamic)


def test_the_curves_are_the_formula_and_the_products():
    shown = Memory(STEPS)
    rng = np.random.default_rng(1)
    one, two = rng.uniform(0.5, 1, T), rng.uniform(0.5, 1, (T, 1, 2))
    shown.show(0.3, 40.0, 5.0, one, two)
    people = 0.3 * np.exp(-N / 40.0) + 0.7 * np.exp(-N / 5.0)
    np.testing.assert_allclose(shown._lines["human"][0].get_ydata(), people, rtol=1e-12)
    kept, kept_one = np.ones(2), 1.0
    for n in range(T):
        if n > 0:
            kept, kept_one = kept * two[n, 0], kept_one * one[n]
        assert shown._lines["one"][0].get_ydata()[n] == pytest.approx(kept_one)
        assert shown._lines["two"][0].get_ydata()[n] == pytest.approx(0.3 * kept[0] + 0.7 * kept[1])
        for name in ("human", "one", "two"):
            plain, powers = (line.get_ydata()[n] for line in shown._lines[name])
            assert powers == pytest.approx(np.log10(plain)) or plain < 10.0**LOWEST


def test_an_lstm_with_the_right_biases_remembers_as_people_do():
    biases = [forget_bias(50.0), forget_bias(4.0)]
    cell, params = flow_networks(0.0, biases, np.zeros((2, 2)))["LSTM"]
    shown = Memory(STEPS)
    told = shown.show(0.2, 50, 4, np.full(T, 0.9), cell.forward(params, np.ones(T)).f)
    human, two = (shown._lines[name][0].get_ydata() for name in ("human", "two"))
    np.testing.assert_allclose(two, human, rtol=1e-9)
    assert told.startswith(
        "After 60 steps people remember 0.0602, one cell 0.0018, two cells 0.0602"
    )


def test_driven_equals_fresh_from_end_to_end_and_the_axes_stay():
    shown, driven = live()
    limits = [(ax.get_xlim(), ax.get_ylim()) for ax in shown.figure.axes]
    for place in (
        {"p": 0.0, "long": 1.0, "short": 0.5, "f": 0.0},
        {"p": 1.0, "long": 200.0, "short": 20.0, "f": 1.0},
        {"p": 0.5, "long": 1.0, "short": 20.0, "f": 0.5},
        {"p": 0.2, "long": 50.0, "short": 4.0, "f": 0.9},
    ):
        driven.set(**place)
        fresh = live(**place)[1]
        assert (driven.png, driven.sentence) == (fresh.png, fresh.sentence)
        assert [(ax.get_xlim(), ax.get_ylim()) for ax in shown.figure.axes] == limits


def test_at_the_ends_the_picture_says_what_is_below_it_and_what_is_gone():
    shown, driven = live()
    driven.set(f=0.0)
    powers = shown._lines["one"][1].get_ydata()
    assert powers[0] == 0
    assert set(powers[1:]) == {shown._decades.zero}
    assert shown._below.get_text() == ""
    driven.set(f=0.5)
    assert shown._below.get_text() == "off the scale, below: one cell"
    assert np.isnan(shown._lines["one"][1].get_ydata()[20:]).all()
    driven.set(p=1.0, f=1.0)
    assert (
        "one cell 1, two cells 0.301. The largest distance from people: 0.7 for one"
        in driven.sentence
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((1.2, 1, 1, np.ones(T), np.ones((T, 2))), "needs 0 <= p <= 1 and time constants above 0"),
        ((0.2, 0, 1, np.ones(T), np.ones((T, 2))), "needs 0 <= p <= 1 and time constants above 0"),
        ((0.2, 1, 1, np.ones(9), np.ones((T, 2))), "one needs forget gates (T, 1) with T = 61"),
        ((0.2, 1, 1, np.ones(T), np.ones((2, T))), "two needs forget gates (T, 2) with T = 61"),
        ((0.2, 1, 1, 2 * np.ones(T), np.ones((T, 2))), "gates of one leave 0 .. 1"),
        ((0.2, 1, 1, np.ones(T), np.full((T, 2), np.nan)), "gates of two leave 0 .. 1"),
    ],
)
def test_wrong_use_is_told(given, told):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        Memory(STEPS).show(*given)
    assert told in str(caught.value)


def test_a_time_constant_has_to_be_above_zero():
    with pytest.raises(ValueError, match="time_constant: expected a number above 0, got 0"):
        forget_bias(0)
