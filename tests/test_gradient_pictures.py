"""The pictures of vanishing, exploding and descending show what they are handed, at any size."""

import numpy as np
import pytest

from figures.decay import Decay
from figures.descent import Descent
from figures.logscale import Decades, SignedDots, log_power, log_size, power_of_ten, sign_power
from figures.loss_curve import LossCurve
from figures.memorizer import Memorizer, TwoFactors
from figures.style import new_figure


def points(line):
    return [tuple(map(float, point)) for point in np.transpose(line.get_data())]


@pytest.mark.parametrize("u", [-1.7, -1.0, -0.3, 0.0, 0.3, 1.0, 1.7])
def test_a_power_as_log_and_sign_is_the_power(u):
    k = np.arange(12)
    power = np.float64(u) ** k
    assert np.allclose(sign_power(u, k) * 10.0 ** log_power(u, k), power, rtol=1e-12, atol=0)
    assert np.array_equal(sign_power(u, k), np.sign(power))


def test_nothing_overflows_and_nothing_fades():
    assert np.isclose(log_power(2.0, 10**6), 10**6 * np.log10(2))
    assert np.isclose(log_power(-0.5, 10**6), -(10**6) * np.log10(2))
    assert log_power(0.0, 0) == 0
    assert log_power(0.0, 3) == log_size(0.0) == -np.inf
    assert sign_power(0.0, 0) == 1
    assert sign_power(0.0, 3) == 0


@pytest.mark.parametrize(
    ("log", "text"),
    [(18.5, "3.2e18"), (-18.5, "3.2e−19"), (0, "1"), (2.5, "316"), (-np.inf, "0"), (np.inf, "∞")],
)
def test_a_size_in_words(log, text):
    assert power_of_ten(log) == text


def test_signs_zeros_and_what_is_off_the_scale():
    _, ax = new_figure()
    decades = Decades(ax, -9, 9, 3)
    dots = SignedDots(decades)
    dots.show(np.arange(5), [2.0, -3.0, -np.inf, 12.0, -20.0], [1, -1, 0, 1, -1])
    assert points(dots._plus) == [(0, 2)]
    assert points(dots._minus) == [(1, -3)]
    assert points(dots._zero) == [(2, decades.zero)]
    assert decades.zero < -9
    assert points(dots._off._above) == [(3, 9)]
    assert points(dots._off._below) == [(4, -9)]
    assert dots._remark.text.get_text() == "off the scale: up to 1.0e12, down to 1.0e−20"
    assert dots._remark.text.get_va() == "bottom", "what grows is at the top"
    dots.show([0], [0.0], [1])
    assert dots._remark.text.get_text() == ""
    dots.show([0], [-30.0], [1])
    assert dots._remark.text.get_va() == "top", "what fades is at the bottom"


def test_the_memorizer_shows_measured_and_predicted_by_sign():
    picture = Memorizer(steps=5)
    measured = [0.0, 1.0, 2.0], [1, -1, 1]
    picture.show([0.5, -1.0, 99.0], 1.5, measured, measured)
    assert points(picture._h)[:2] == [(0, 0.5), (1, -1)]
    assert points(picture._off._above) == [(2, 4)]
    assert "99" in picture._remark.get_text()
    assert points(picture._target) == [(2, 1.5)]
    assert points(picture._ring) == [(0, 0), (2, 2)]
    assert points(picture._box) == [(1, 1)]
    assert points(picture._dots._minus) == [(1, 1)]


def test_two_factors_fill_what_is_positive_and_tell_what_is_off_the_scale():
    picture = TwoFactors(longest=3)
    logs = {key: np.arange(3.0) for key in picture.KEYS}
    picture.show(2, logs, {"factor": 10.0, "error": -10.0, "gradient": 1e12})
    assert points(picture._lines["factor"]) == [(1, 0), (2, 1), (3, 2)]
    assert points(picture._dots["factor"]) == points(picture._dots["error"]) == [(2, 1)]
    assert picture._dots["error"].get_markerfacecolor() == "white"
    assert picture._dots["factor"].get_markerfacecolor() != "white"
    assert picture._off.text.get_text() == "off the scale: gradient 1.0e12"
    assert picture._off.text.get_va() == "bottom"
    picture.show(2, logs, {"factor": 1e-12, "error": 1.0, "gradient": 1.0})
    assert picture._off.text.get_text() == "off the scale: $u^m$ 1.0e−12"
    assert picture._off.text.get_va() == "top"
    picture.show(2, logs, {"factor": 10.0, "error": 0.0, "gradient": 0.0})
    assert points(picture._dots["gradient"]) == [(2, picture._decades.zero)]


@pytest.mark.parametrize(("u", "tau", "seen"), [(0.9, 9.49, True), (1.0, np.inf, False)])
def test_decay_marks_a_time_constant_that_is_in_the_picture(u, tau, seen):
    picture, n = Decay(), np.arange(101)
    picture.show(u**n, (log_power(u, n), np.ones(101)), log_power(u, n), tau)
    assert np.isfinite(picture._tau[0].get_xdata()).all() == seen
    assert bool(picture._name.get_text()) == seen
    assert np.isnan(picture._below.get_ydata()).all()  # nothing below while nothing is negative
    picture.show((-u) ** n, (log_power(u, n), (-1.0) ** n), log_power(u, n), tau)
    assert np.allclose(picture._below.get_ydata(), -(u**n))


def test_the_tangent_goes_through_the_point_with_its_slope():
    picture = LossCurve("u", (-2, 2), (0, 30))
    picture.show([0, 1], [3, 4], 0.5, 6.0, -18.0)
    (x0, y0), (x1, y1) = points(picture._tangent)
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == (0.5, 6.0)
    assert np.isclose((y1 - y0) / (x1 - x0), -18.0)
    picture.show([0, 1], [3, 4], 1.7, 6086.0, 43501.0)
    assert points(picture._tangent) == []
    assert "6086" in picture._remark.get_text()
    assert points(picture._off._above) == [(1.7, 30)]


def test_a_descent_that_flies_away_is_marked_and_stays_in_the_picture():
    picture = Descent("u", (-1, 1), (0, 10), steps=5)
    path, losses = [0.5, -3.0, -1e83], [6.0, 4.0, np.inf]
    picture.show([0, 1], [3, 4], path, losses, [1.0, 2.0, np.nan], bottom=0.5, diverged=True)
    assert points(picture._trail) == [(0.5, 6), (-1, 4), (-1, 10)]
    assert points(picture._out[0]) == [(-1, 4), (-1, 10)]
    assert points(picture._out[1]) == []
    assert points(picture._end) == [(2, 3)]
    assert points(picture._far._below) == [(0, -9)]  # at the bottom itself
    assert points(picture._tangent) == points(picture._point) == []
    picture.show([0, 1], [3, 4], path[:1], losses[:1], [1.0], bottom=0.4)
    assert points(picture._point) == [(0.5, 6)]
    assert points(picture._end) == []
