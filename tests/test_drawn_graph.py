"""The small graphs of lecture 01 and the three slopes draw what they are handed."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from figures import LiveFigure, choice, slider, tick
from figures.drawn_graph import FAINT, NODE
from figures.logscale import MINUS, PLUS
from figures.small_graphs import LIFT, cubic, four_variables, taps
from figures.three_slopes import REACH, ThreeSlopes
from lstm_core import FlowGraph


def small(x=0.7):
    return cubic(x)


def with_taps(weights=(0.7, -0.4, 0.2), steps=6):
    graph = FlowGraph()
    for n in range(steps):
        heard = {f"h[{n - m}]": u for m, u in enumerate(weights, 1) if n >= m}
        graph.add(f"h[{n}]", 0.0, heard)
    graph.add("L", 0.0, {f"h[{n}]": 0.5 - 0.3 * n for n in range(steps)})
    return graph


def arrows(made):
    """{(tail, head): (colour, number)} as drawn."""
    colours = [to_hex(c).upper() for c in made._lines.get_colors()]
    texts = [text.get_text() for text in made._values] or [None] * len(colours)
    return dict(zip(made._arrows, zip(colours, texts, strict=True), strict=True))


def test_an_arrow_on_the_way_has_the_colour_of_its_sign_and_each_its_number():
    made = four_variables(small())
    seen = made.show(small(), "ŷ", "x")
    assert seen == (small().total("ŷ", "x"), seen.total, 4)
    assert arrows(made) == {
        ("x", "h0"): (PLUS.upper(), "1.4"),
        ("x", "h1"): (PLUS.upper(), "0.49"),
        ("h0", "h1"): (PLUS.upper(), "0.7"),
        ("x", "ŷ"): (PLUS.upper(), "1"),
        ("h0", "ŷ"): (MINUS.upper(), "−2"),
        ("h1", "ŷ"): (PLUS.upper(), "1"),
    }
    made.show(small(), "ŷ", "x", hold=["h0"])
    faint = {pair for pair, (colour, _) in arrows(made).items() if colour == FAINT.upper()}
    assert faint == {("x", "h0"), ("h0", "h1"), ("h0", "ŷ")}
    assert made._held.get_xydata().tolist() == [[1, 0]]
    made.show(small(0.0), "ŷ", "x")
    assert arrows(made)["x", "h0"] == (FAINT.upper(), "0")


@pytest.mark.parametrize("made", [four_variables(small()), taps(with_taps(), 6, 3)])
def test_every_arrow_runs_from_disc_to_disc(made):
    pixels = made.ax.transData.transform
    for (tail, head), curve, tip in zip(
        made._arrows, made._curves, made._heads.get_paths(), strict=True
    ):
        ends = [pixels(made._places[name]) for name in (tail, head)]
        shown = [pixels(curve[0]), pixels(tip.vertices[0])]
        for end, point in zip(ends, shown, strict=True):
            assert NODE < np.hypot(*(point - end)) < NODE + 8
        assert (np.diff(curve[:, 0]) > 0).all()  # so that a line after a column is crossed once


def test_two_arrows_between_the_same_columns_part():
    made = taps(with_taps(), 6, 3)
    lowest = {
        pair: curve[:, 1].min() for pair, curve in zip(made._arrows, made._curves, strict=True)
    }
    assert lowest["h[0]", "h[1]"] == pytest.approx(0)
    assert lowest["h[0]", "h[2]"] == pytest.approx(-LIFT, abs=0.01)
    assert lowest["h[0]", "h[3]"] == pytest.approx(-2 * LIFT, abs=0.01)


@pytest.mark.parametrize("hold", [(), ("h0",), ("h1",), ("h0", "h1")])
@pytest.mark.parametrize("cut", [0, 1, 2])
def test_what_crosses_the_dashed_line_sums_to_the_derivative(hold, cut):
    made = four_variables(small())
    seen = made.show(small(), "ŷ", "x", hold, cut)
    assert seen.partial == small().partial("ŷ", "x", hold)
    head, *rest = made._cut.texts
    products = [float(line.split(" = ")[1].replace("−", "-")) for line in rest]
    assert sum(products) == pytest.approx(seen.partial, abs=0.01)
    assert head.startswith(f"arrows across the dashed line: {len(rest)}, together ")
    assert set(made._line.get_xdata()) == {cut + 0.5} == set(made._crossed.get_xdata())
    curves = dict(zip(made._arrows, made._curves, strict=True))
    for line, y in zip(rest, made._crossed.get_ydata(), strict=True):
        curve = curves[tuple(line.split(":")[0].strip().split(" → "))]
        assert np.hypot(*(curve - [cut + 0.5, y]).T).min() < 0.02


def test_a_line_that_does_not_run_between_is_told_and_none_is_not_drawn():
    made = four_variables(small())
    made.show(small(), "ŷ", "h0", cut=0)
    assert made._cut.texts == ["the dashed line does not run between h0 and ŷ"]
    assert len(made._crossed.get_xdata()) == 0
    made.show(small(), "ŷ", "h0")
    assert made._cut.texts == []
    assert len(made._line.get_xdata()) == 0


def test_the_arrows_are_in_the_table():
    made = four_variables(small())
    made.show(small(0.3), "ŷ", "x")
    assert ("partial derivative", "x -> h0", 0.6) in made._lines.numbers()


def live():
    made = four_variables(small())

    def update(x, wrt, held, cut):
        seen = made.show(small(x), "ŷ", wrt, ["h1"] if held else [], cut)
        return f"{seen}"

    controls = {
        "x": slider(0.5, -1.0, 2.0, 0.05),
        "wrt": choice(["x", "h0"]),
        "held": tick(False),
        "cut": slider(1, 0, 2, 1),
    }
    return LiveFigure(made.figure, update, controls, made.dynamic)


def test_a_driven_graph_equals_a_fresh_one_and_the_axes_stay():
    driven = live()
    ax = driven.figure.axes[0]
    before = ax.get_xlim(), ax.get_ylim(), ax.get_position().bounds
    rng = np.random.default_rng(2)
    for _ in range(8):
        values = {"x": round(rng.uniform(-1, 2), 2), "wrt": ["x", "h0"][rng.integers(2)],
                  "held": bool(rng.integers(2)), "cut": int(rng.integers(3))}  # fmt: skip
        driven.set(**values)
        fresh = live()
        fresh.set(**values)
        assert (driven.png, driven.sentence) == (fresh.png, fresh.sentence)
    assert (ax.get_xlim(), ax.get_ylim(), ax.get_position().bounds) == before


def test_the_three_slopes_run_through_the_point():
    x = np.linspace(-1, 2, 31)
    made = ThreeSlopes(x, x**2, ("a", "b", "c"), up=(-1, 4))
    made.show(0.5, 0.25, (1.0, -2.0, 0.0))
    for line, slope in zip(made._slopes, (1.0, -2.0, 0.0), strict=True):
        (left, middle, right) = line.get_xydata()
        assert middle.tolist() == [0.5, 0.25]
        assert (right - left)[1] / (right - left)[0] == pytest.approx(slope)
        assert (right - left)[0] == pytest.approx(2 * REACH)


def test_the_names_of_the_variables_lie_over_their_discs_in_a_live_picture():
    """What moves is drawn over what stands still, whatever the zorder says."""
    made = four_variables(small())
    made.show(small(), "ŷ", "x")
    order = [made.dynamic.index(artist) for artist in made._names]
    assert min(order) > made.dynamic.index(made._nodes)
    assert [artist.get_text() for artist in made._names] == ["$x$", "$h_0$", "$h_1$", r"$\hat{y}$"]
