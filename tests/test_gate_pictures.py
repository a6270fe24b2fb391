"""What the pictures of lectures 04 and 05 say in numbers: right answers, flat steps, kinks."""

import numpy as np
import pytest

from figures.beside import SHARE, Beside
from figures.curve import Curve
from figures.nonlinearities import Nonlinearities
from figures.timeline import Timeline
from figures.unseen import Unseen
from lstm_core import crelu, logistic


def beside(panel, **arguments):
    return Beside(Timeline(("h",), 3, {"h": (0, 8)}), panel, **arguments)


def test_unseen_counts_the_scored_answers_that_are_right():
    panel = beside(Unseen, largest=10).panel
    right = np.array([0.0, 4.0, 7.0, 3.0])
    printed = np.array(
        [0.0, 4.004, 7.006, 99.0]
    )  # right, right to a hundredth, wrong, off the axes
    assert panel.show(printed, right) == 2
    assert panel._count.get_text() == "2 of 4 right (●)\n2 wrong (×)"
    assert panel.show(printed, right, right > 0) == 1
    assert panel._misses.get_ydata().max() == 10  # held at the border, where the arrow is


def test_the_panel_keeps_clear_of_the_timeline():
    picture = beside(Unseen, largest=10)
    picture.figure.canvas.draw()
    for ax in picture.timeline.axes.values():
        assert ax.get_tightbbox().x1 <= SHARE * picture.figure.bbox.width
        assert ax.get_tightbbox().x1 < picture.figure.axes[-1].get_tightbbox().x0


@pytest.mark.parametrize(
    ("name", "z", "numb", "remark"),
    [
        ("CReLU", [0.5, 0.9], 0, ""),
        ("CReLU", [0.0, 1.0, 0.5], 2, "2 of 3 steps exactly on a kink"),
        ("CReLU", [-3.0, 7.0], 2, "2 of 2 steps where the curve is flat"),
        ("logistic", [0.0, 1.0, -4.3], 0, ""),
        ("logistic", [4.4, -4.4, 900.0], 3, "3 of 3 steps where the curve is flat"),
    ],
)
def test_the_gate_says_where_it_is_numb(name, z, numb, remark):
    curves = Nonlinearities({"CReLU": crelu, "logistic": logistic})
    assert curves.show(name, z) == numb
    assert curves._columns[name]._remark.get_text() == remark


def test_every_step_has_its_label_once_and_only_the_shown_gate_has_points():
    curves = Nonlinearities({"CReLU": crelu, "logistic": logistic})
    for name, other in (("CReLU", "logistic"), ("logistic", "CReLU")):
        for z in (
            [0.0, 0.0, 0.4, 0.41, 1.0, 2.0, 9.0, -9.0],
            np.linspace(-5, 5, 8),
            np.full(8, 2.0),
        ):
            curves.show(name, z)
            written = " ".join(label.get_text() for label in curves._columns[name]._labels)
            assert sorted(set(written.split()) - {"◂", "▸"}) == list("01234567")
            assert ("▸" in written) == (np.max(z) > 6)
            assert ("◂" in written) == (np.min(z) < -4)
            assert curves._columns[other]._dots[0].get_xdata().size == 0


def test_a_curve_puts_its_point_on_itself():
    at, loss = np.linspace(0, 4, 5), np.array([9.0, 4.0, 3.0, 2.0, 1.0])
    panel = beside(Curve, at=at, curves={"a": loss, "b": 2 * loss}, symbol="L", xlabel="k").panel
    panel.show(2.9)
    assert panel._points["a"].get_xydata().tolist() == [[3.0, 2.0]]
    assert panel._points["b"].get_xydata().tolist() == [[3.0, 4.0]]
    panel.show(1.0, only="b")
    assert panel._points["a"].get_xydata().size == 0
    assert panel._points["b"].get_xydata().tolist() == [[1.0, 8.0]]
