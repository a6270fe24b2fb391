"""What the pictures of lectures 04 and 05 say in numbers: right answers, flat steps, kinks."""

import numpy as np
import pytest

from figures.beside import SHARE, Beside
from figures.curve import Curve
from figures.lstm_limits import SteepGates
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


@pytest.mark.parametrize("name", ["CReLU", "logistic"])
@pytest.mark.parametrize(
    "z",
    [
        [-2.0, -6, -2.24, -2.1, -2.2, -6, -6, -2.2],  # all weights at -2: crowded at the left end
        [0.0, 0, 1, 1, 1, 1, 1, 2],  # a design with exact gates: on the kinks
        [4.0, 4, 5, 5, 5, 5, 5, 6],
        [-9.0, -9, -9, -9, -9, -3.6, -3.2, -2.8],
    ],
)
def test_the_steps_stand_clear_of_the_curve_the_border_and_each_other(name, z):
    curves = Nonlinearities({"CReLU": crelu, "logistic": logistic})
    curves.show(name, z)
    curves.figure.canvas.draw()
    column = curves._columns[name]
    ax = column._labels[0].axes
    at = np.linspace(-4, 6, 2001)
    drawn = ax.transData.transform(np.column_stack([at, column.sigma(at)]))
    boxes = [one.get_window_extent() for one in column._labels if one.get_text()]
    for k, box in enumerate(boxes):
        assert not any(box.contains(*point) for point in drawn)
        assert ax.bbox.x0 <= box.x0 + 1
        assert box.x1 - 1 <= ax.bbox.x1
        assert not any(box.overlaps(other) for other in boxes[:k])


def test_a_soft_gate_is_not_rounded_up_to_one():
    rows = Timeline(("f", "h"), 4, {"h": (0, 8)})
    gate = np.array([1 - 1e-5, 1.0, 1 - 1e-15, 0.99])
    rows.show({"f": gate, "h": gate})
    assert rows._rows["f"].numbers.texts == ["<1", "1", "1", "0.99"]
    assert rows._rows["h"].numbers.texts == ["1", "1", "1", "0.99"]  # h may well be one


def test_the_legend_of_two_curves_stands_below_the_axes():
    shown = SteepGates(np.arange(1.0, 4), {"a": np.ones(3), "b": np.ones(3) / 2})
    shown.show(dict.fromkeys("xofch", np.zeros(8)), np.zeros(8), 2.0, "a")
    shown.figure.canvas.draw()
    ax = shown.panel._now.axes
    legend = ax.get_legend().get_window_extent()
    assert legend.y1 < ax.xaxis.label.get_window_extent().y0
    assert legend.y0 >= 0
    assert legend.x1 <= shown.figure.bbox.x1
