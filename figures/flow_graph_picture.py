"""The unrolled network as a graph: an arrow as thick as its partial derivative, and the paths.

What lies on the way from `wrt` to `of` is in colour; what is held constant cuts the ways through
it. The dashed line can stand after any step; its arrows carry the whole derivative across.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from figures import flow_graph_words as words
from figures import style
from figures.flow_graph_layout import count_paths, layout, on_the_way, upstream, variable
from figures.logscale import MINUS, PLUS
from figures.numerals import Lines
from figures.registry import picture
from lstm_core import CALCULATOR_X, CALCULATOR_Y, calculator_lstm_logistic, unroll

THICK, THICKEST = 2.2, 3.0  # points for a partial derivative of 1; beyond this size no thicker
FAINT = "#BBBBBB"


class Derivatives(NamedTuple):
    """total, partial: of `of` with respect to `wrt`. paths: how many there are."""

    total: float
    partial: float
    paths: int


class FlowGraphPicture:
    """`FlowGraphPicture(graph)`: for this and every graph of the same names, as `unroll` makes it.

    With `weights` the weights are drawn, too: an arrow from each to every step.
    """

    def __init__(self, graph, weights=False, height=6.5):
        self._places, rows = layout(graph, weights)
        self._names = list(self._places)
        self._arrows = [(tail, head) for head, tails in graph.arrows.items() for tail in tails
                        if tail in self._places and head in self._places]  # fmt: skip
        self._segments = np.array([[self._places[a], self._places[b]] for a, b in self._arrows])
        self.figure, (ax, below) = style.new_figure(2, 1, height=height, height_ratios=(2.1, 1))
        self.ax = ax
        self._dress(ax, rows)
        below.set_axis_off()
        self._ways = {}
        look = {"capstyle": "butt", "zorder": 2}
        for key, colour, dash in (
            ("none", FAINT, "-"), ("+", PLUS, "-"), ("-", MINUS, (0, (2.2, 1.2)))
        ):  # fmt: skip
            lines = LineCollection([], colors=colour, linestyles=dash, **look)
            self._ways[key] = ax.add_collection(lines, autolim=False)
        xy = np.array([self._places[name] for name in self._names])
        self._nodes = ax.scatter(*xy.T, s=46 if xy[:, 0].max() <= 10 else 26, zorder=4)
        big = {"linestyle": "none", "markerfacecolor": "none", "clip_on": False, "zorder": 5}
        (self._held,) = ax.plot([], [], marker="s", markersize=10, markeredgecolor="black",
                                markeredgewidth=1.6, label="held constant", **big)  # fmt: skip
        (self._ends,) = ax.plot([], [], marker="o", markersize=13, markeredgecolor="black",
                                markeredgewidth=1.6, label="from, to", **big)  # fmt: skip
        (self._line,) = ax.plot([], [], color="black", linestyle=(0, (5, 3)), linewidth=1.3,
                                zorder=3, label="the dashed line")  # fmt: skip
        (self._crossed,) = ax.plot([], [], "o", color="black", markersize=4, zorder=6)
        self._paths = Lines(below, 0.0, 0.98, "black")
        self._cut = Lines(below, 0.56, 0.98, "black")
        self._ways["none"].numbers = self._numbers
        self.dynamic = [*self._ways.values(), self._nodes, self._held, self._ends, self._line,
                        self._crossed, self._paths, self._cut]  # fmt: skip

    def show(self, graph, of, wrt, hold=(), cut=None):
        """Returns the `Derivatives`; `cut`: after which step the dashed line stands, or None."""
        self._graph, hold = graph, set(hold)
        total, partial = graph.total(of, wrt), graph.partial(of, wrt, hold)
        part = on_the_way(graph, of, wrt, hold)
        slopes = np.array([graph.arrows[head][tail] for tail, head in self._arrows])
        lit = np.array([tail in part.arrows.get(head, ()) for tail, head in self._arrows])
        width = THICK * np.minimum(np.abs(slopes), THICKEST)
        plus, minus = lit & (slopes > 0), lit & (slopes < 0)
        for key, chosen in (("none", ~(plus | minus)), ("+", plus), ("-", minus)):
            self._ways[key].set_segments(self._segments[chosen])
            self._ways[key].set_linewidths(np.maximum(width[chosen], 0.5 if key == "none" else 0.8))
        seen = [name in part.values for name in self._names]
        ink = [style.COLOUR.get(variable(name)[0], style.MUTED) for name in self._names]
        self._nodes.set_facecolors([c if s else FAINT for c, s in zip(ink, seen, strict=True)])
        self._mark(self._held, hold)
        self._mark(self._ends, (of, wrt))
        count = count_paths(part, of, wrt)
        self._paths.set_lines(words.of_paths(part, of, wrt, hold, total, partial, count))
        self._show_cut(part, of, wrt, cut)
        return Derivatives(total, partial, count)

    def _show_cut(self, part, of, wrt, cut):
        if cut is None:
            self._line.set_data([], [])
            self._crossed.set_data([], [])
            self._cut.set_lines([])
            return
        left, middle = upstream(part, cut), cut + 0.5
        between = wrt in left and of not in left
        crossings = part.cut(of, wrt, left) if between else []
        ends = [(self._places[c.tail], self._places[c.head]) for c in crossings
                if c.tail in self._places and c.head in self._places]  # fmt: skip
        at = [y0 + (y1 - y0) * (middle - x0) / (x1 - x0) for (x0, y0), (x1, y1) in ends]
        self._line.set_data([middle, middle], self.ax.get_ylim())
        self._crossed.set_data([middle] * len(at), at)
        self._cut.set_lines(words.of_cut(crossings, of, wrt, between))

    def _mark(self, artist, names):
        places = [self._places[name] for name in names if name in self._places]
        artist.set_data(np.transpose(places) if places else ([], []))

    def _numbers(self):
        return [("partial derivative", f"{tail} -> {head}", self._graph.arrows[head][tail])
                for tail, head in self._arrows]  # fmt: skip

    def _dress(self, ax, rows):
        across = [x for x, _ in self._places.values()]
        steps = sorted({round(x) for x in across if x > -2})
        ax.set_xlim(min(across) - 0.6, max(across) + 0.6)
        ax.set_ylim(-0.5, len(rows) - 0.5)
        ax.set_yticks(range(len(rows)), [style.LABEL.get(row, f"${row}$") for row in rows])
        ax.set_xticks([t for t in steps if (f"h[{t}]" in self._names)])
        ax.set_xlabel("$t$")
        ax.grid(False)
        for name, (x, y) in self._places.items():
            if variable(name) == (name, None) and name != "L":
                ax.text(x - 0.16, y, f"${name}$", ha="right", va="center", fontsize=style.NORMAL)
        ways = [Line2D([], [], color=colour, linestyle=dash, linewidth=2.2, label=label)
                for colour, dash, label in ((PLUS, "-", "∂ > 0"), (MINUS, (0, (2.2, 1.2)), "∂ < 0"),
                                            (FAINT, "-", "not on the way, or ∂ = 0"))]  # fmt: skip
        marks = [Line2D([], [], linestyle="none", marker=m, markersize=9, markerfacecolor="none",
                        markeredgecolor="black", label=label)
                 for m, label in (("o", "from, to"), ("s", "held constant"))]  # fmt: skip
        self.figure.legend(handles=[*ways, *marks], loc="outside upper center", ncols=5,
                           fontsize=style.SMALL, frameon=False)  # fmt: skip


@picture(
    "flow_graph",
    alt="""The calculator as an LSTM, unrolled over five steps: from h[0] arrows run through the
    gates and cells to the loss L, those with a positive partial derivative solid, those with
    a negative one dashed, each as thick as it is large. c[2] is held constant, so that no
    path runs through it; a dashed line after step 2 is crossed by the arrows listed below,
    beside the first paths.""",
)
def _():
    x, y = CALCULATOR_X[:5], CALCULATOR_Y[:5]
    graph = unroll(*calculator_lstm_logistic(gain=3.0), x, y)
    made = FlowGraphPicture(graph)
    made.show(graph, "L", "h[0]", hold=["c[2]"], cut=2)
    return made
