"""The picture of a flow graph draws what the graph says, and its words are sums that come out."""

import math
import re
from dataclasses import dataclass

import numpy as np
import pytest

from figures import LiveFigure, choice, slider, style, tick
from figures.flow_graph_layout import count_paths, layout, on_the_way, upstream
from figures.flow_graph_picture import THICK, THICKEST, FlowGraphPicture
from figures.flow_graph_words import of_cut
from lstm_core import unroll
from tests.helpers import KINDS


def network(kind="LSTM", T=4, u=None):
    """The graph of a random network of one unit, ending in the loss."""
    rng, kind = np.random.default_rng(7), KINDS[kind]
    params = kind.random(rng, 1, 1)
    if u is not None:
        params = params.replace(u_f=[[u]])
    y = rng.normal(size=(T, 1, 1))
    return unroll(kind.cell(), params, rng.normal(size=T), y)


def drawn(picture, key):
    """{(tail, head): line width} of the arrows in one style."""
    names = {place: name for name, place in picture._places.items()}
    lines = picture._ways[key]
    segments = [tuple(names[tuple(map(float, p))] for p in s) for s in lines.get_segments()]
    return dict(zip(segments, lines.get_linewidths(), strict=len(segments) > 0))


@pytest.mark.parametrize("kind", KINDS)
def test_each_arrow_is_drawn_once_as_thick_as_its_partial_derivative(kind):
    graph = network(kind)
    picture = FlowGraphPicture(graph, weights=True)
    picture.show(graph, "L", "h[0]")
    part = on_the_way(graph, "L", "h[0]")
    all_drawn = {key: drawn(picture, key) for key in "+-"} | {"none": drawn(picture, "none")}
    arrows = {(t, h): d for h, tails in graph.arrows.items() for t, d in tails.items()}
    assert sum(map(len, all_drawn.values())) == len(arrows)
    for (tail, head), slope in arrows.items():
        lit = tail in part.arrows.get(head, ()) and slope != 0
        key = "none" if not lit else "+" if slope > 0 else "-"
        least = 0.8 if lit else 0.5
        width = max(least, THICK * min(abs(slope), THICKEST))
        assert all_drawn[key][tail, head] == pytest.approx(width)


@pytest.mark.parametrize("kind", KINDS)
def test_no_arrow_runs_backwards_and_no_two_variables_share_a_place(kind):
    graph = network(kind)
    places, _ = layout(graph)
    assert len(set(places.values())) == len(places) == len(graph.values)
    for head, tails in graph.arrows.items():
        for tail in tails:
            (x0, y0), (x1, y1) = places[tail], places[head]
            assert round(x1) > round(x0) or y1 > y0, f"{tail} -> {head}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hold", [(), ("h[1]",), ("h[1]", "h[2]"), ("h[1]", "c[1]")])
def test_what_lies_on_the_way_has_the_same_derivative_and_the_same_paths(kind, hold):
    graph = network(kind)
    hold = [name for name in hold if name in graph.values]
    for of, wrt in (("L", "h[0]"), ("h[3]", "x[1]"), ("L", next(iter(graph.values)))):
        part = on_the_way(graph, of, wrt, hold)
        assert part.total(of, wrt) == pytest.approx(graph.partial(of, wrt, hold), rel=1e-12)
        paths = {path.names for path in graph.paths(of, wrt, hold)}
        assert {path.names for path in part.paths(of, wrt)} == paths
        assert count_paths(part, of, wrt) == len(paths)
        assert set(part.values) == {of, wrt}.union(*paths)


def test_upstream_of_the_dashed_line():
    graph = network("RNN", T=3)
    assert set(upstream(graph, 0)) == {"w", "u", "b", "x[0]", "h[-1]", "c[0]", "h[0]"}
    assert set(graph.values) - set(upstream(graph, 2)) == {"L"}


def test_a_derivative_against_time_is_nothing():
    graph = network()
    picture = FlowGraphPicture(graph)
    assert picture.show(graph, "h[0]", "h[2]") == (0.0, 0.0, 0)
    assert drawn(picture, "+") == drawn(picture, "-") == {}


@pytest.mark.parametrize("cut", [0, 1, 2])
def test_the_words_add_up(cut):
    graph = network(T=4)
    picture = FlowGraphPicture(graph)
    seen = picture.show(graph, "L", "h[0]", ["c[1]"], cut)
    assert seen.total == graph.total("L", "h[0]")
    assert seen.partial == graph.partial("L", "h[0]", ["c[1]"]) != seen.total
    above, lines = picture._paths.texts[:3], picture._paths.texts[3:]
    assert above == [
        f"total dL/dh[0] = {style.number(seen.total)}",
        f"partial ∂L/∂h[0] = {style.number(seen.partial)}, holding c[1]",
        f"paths from h[0] to L that are open: {seen.paths}",
    ]
    listed = [float(line.split(":  ")[1].replace("−", "-")) for line in lines[:-1]]
    left_out, rest = re.fullmatch(r"  … and ([\d,]+) more, together (\S+)", lines[-1]).groups()
    assert len(listed) + int(left_out.replace(",", "")) == seen.paths
    assert math.isclose(sum(listed) + float(rest.replace("−", "-")), seen.partial, rel_tol=2e-3)
    head, *crossings = picture._cut.texts
    assert head.endswith(f"together {style.number(seen.partial)}")
    number = int(re.search(r"line: (\d+)", head)[1])
    more = [int(line.split()[2]) - 1 for line in crossings if "more" in line]
    assert len(crossings) + sum(more) == len(picture._crossed.get_xdata()) == number
    assert set(picture._crossed.get_xdata()) == set(picture._line.get_xdata()) == {cut + 0.5}


def test_a_line_that_does_not_run_between_is_told_and_none_is_not_drawn():
    graph = network()
    picture = FlowGraphPicture(graph)
    picture.show(graph, "h[3]", "h[2]", cut=1)
    assert picture._cut.texts == ["the dashed line does not run between h[2] and h[3]"]
    assert len(picture._crossed.get_xdata()) == 0
    picture.show(graph, "h[3]", "h[2]")
    assert picture._cut.texts == []
    assert len(picture._line.get_xdata()) == 0


def test_what_is_held_and_the_ends_are_marked_and_wrong_names_are_told():
    graph = network()
    picture = FlowGraphPicture(graph)
    picture.show(graph, "L", "h[0]", ["c[1]", "c[2]"])
    places = picture._places
    held = {tuple(p) for p in picture._held.get_xydata()}
    assert held == {places["c[1]"], places["c[2]"]}
    assert {tuple(p) for p in picture._ends.get_xydata()} == {places["L"], places["h[0]"]}
    with pytest.raises(ValueError, match="L can't be held"):
        picture.show(graph, "L", "h[0]", ["L"])
    with pytest.raises(ValueError, match="q: not in the graph"):
        picture.show(graph, "q", "h[0]")


def test_the_arrows_are_in_the_table():
    graph = network()
    picture = FlowGraphPicture(graph)
    picture.show(graph, "L", "h[0]")
    rows = {arrow: slope for _, arrow, slope in picture._ways["none"].numbers()}
    assert rows["c[0] -> c[1]"] == graph.arrows["c[1]"]["c[0]"]
    assert not any(arrow.startswith("w_") for arrow in rows)  # weights are not drawn here


def live(T=16):
    graph = network(T=T)
    picture = FlowGraphPicture(graph)

    def update(u, cut, held, of):
        seen = picture.show(network(T=T, u=u), of, "h[0]", ["c[1]", "h[1]"] if held else [], cut)
        return f"{seen}"

    controls = {
        "u": slider(0.5, -2.0, 2.0, 0.1),
        "cut": slider(1, 0, T - 1, 1),
        "held": tick(False),
        "of": choice(["L", f"h[{T - 1}]"]),
    }
    return LiveFigure(picture.figure, update, controls, picture.dynamic)


def test_a_driven_graph_equals_a_fresh_one_and_the_axes_stay():
    driven = live()
    ax = driven.figure.axes[0]
    before = ax.get_xlim(), ax.get_ylim(), ax.get_position().bounds
    rng, seen = np.random.default_rng(1), set()
    for _ in range(12):
        values = {"u": round(rng.uniform(-2, 2), 1), "cut": int(rng.integers(16)),
                  "held": bool(rng.integers(2)), "of": ["L", "h[15]"][rng.integers(2)]}  # fmt: skip
        driven.set(**values)
        fresh = live()
        fresh.set(**values)
        assert (driven.png, driven.sentence) == (fresh.png, fresh.sentence)
        seen.add(driven.png)
    assert len(seen) == 12
    assert (ax.get_xlim(), ax.get_ylim(), ax.get_position().bounds) == before


def test_billions_of_paths_are_counted_not_walked():
    graph = network(T=16)
    picture = FlowGraphPicture(graph)
    seen = picture.show(graph, "L", "h[0]")
    assert seen.paths > 10**9
    assert "more, together" in picture._paths.texts[-1]
    # and where nearly everything is held, no dead end is walked either
    hold = [f"{v}[{t}]" for v in "ifgoc" for t in range(1, 16)]
    assert picture.show(graph, "L", "h[0]", hold).paths == 1


def test_an_arrow_beyond_the_thickest_grows_no_thicker():
    x = np.ones((3, 1, 1))
    kind = KINDS["RNN"]
    params = kind.random(np.random.default_rng(0), 1, 1).replace(u=[[50.0]])
    graph = unroll(kind.cell(), params, x)
    picture = FlowGraphPicture(graph)
    picture.show(graph, "h[2]", "h[0]")
    assert graph.arrows["c[1]"]["h[0]"] == 50.0
    assert drawn(picture, "+")["h[0]", "c[1]"] == pytest.approx(THICK * THICKEST)


@dataclass(frozen=True)
class Way:
    """A path or an arrow across the line, of which only the product counts here."""

    product: float
    tail: str = "a"
    head: str = "b"
    to_of: float = 1.0
    arrow: float = 1.0
    from_wrt: float = 1.0


@pytest.mark.parametrize("size", [1.0, 2.0**-30, 2.0**30])
def test_what_only_adding_up_leaves_over_is_told_as_nothing(size):
    listed = [size * one for one in (0.1, 0.2, 0.3, 0.4, 0.5)]
    ways = [Way(one) for one in (*listed, size * 0.7, -size * 0.7)]
    assert sum(w.product for w in ways) != sum(listed)  # the noise is there
    assert of_cut(ways, "L", "h[0]")[-1] == "  … and 2 more, together 0"
    small = [*ways[:-1], Way(size * (1e-9 - 0.7))]  # small, and no noise
    assert of_cut(small, "L", "h[0]")[-1] == f"  … and 2 more, together {style.number(size * 1e-9)}"


@pytest.mark.parametrize(("count", "lines", "left"), [(5, 5, 0), (6, 6, 0), (7, 6, 2)])
def test_a_single_one_is_never_left_out(count, lines, left):
    told = of_cut([Way(1.0)] * count, "L", "h[0]")[1:]
    assert len(told) == lines
    assert ("more" in told[-1]) == (left > 0)
    assert left == 0 or told[-1] == f"  … and {left} more, together {left}"
