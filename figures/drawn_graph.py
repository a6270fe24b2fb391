"""A flow graph made by hand, variables where the author wants them, shortcuts as bows.

An arrow carries its partial derivative as a number. What lies on the way from `wrt` to `of` is in
colour; what is held constant is boxed and cuts the ways through it; the dashed line can stand after
any column. `flow_graph_picture` is for the graphs that `unroll` makes; this one is for small ones.
"""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D

from figures import flow_graph_words as words
from figures import style
from figures.flow_graph_layout import count_paths, on_the_way
from figures.flow_graph_picture import FAINT, Derivatives
from figures.logscale import MINUS, PLUS
from figures.numerals import Lines

NODE = 21.0  # the radius of a variable's disc, in pixels at DPI
TIP = 11.0  # an arrow's length
BEFORE = 0.36  # how far along an arrow its number stands: clear of the dashed line
DASHED = (0, (2.2, 1.2))


class DrawnGraph:
    """`DrawnGraph(graph, places)`: for this graph, and every other one with the same arrows.

    places   {name: (column, height)}; arrows must run from left to right
    bows     {(tail, head): how far the middle of the arrow is lifted}; 0 for all others
    labels   {name: mathtext} where the name itself is not to be shown
    """

    def __init__(self, graph, places, bows=None, labels=None, *, up=(-1, 1), numbers=True, tall=6):
        self._places, self._graph = places, graph
        self._arrows = [(tail, head) for head, tails in graph.arrows.items() for tail in tails]
        self.figure, (ax, below) = style.new_figure(2, 1, height=tall, height_ratios=(1.7, 1))
        self.ax = ax
        below.set_axis_off()
        ax.set_axis_off()
        columns = [x for x, _ in places.values()]
        ax.set_xlim(min(columns) - 0.4, max(columns) + 0.4)
        ax.set_ylim(*up)
        self._legend()
        self.figure.canvas.draw()  # from here on the layout is known, and arrows end at the discs
        curves = [self._curve(a, b, (bows or {}).get((a, b), 0.0)) for a, b in self._arrows]
        self._curves = [curve for curve, _ in curves]
        self._lines = ax.add_collection(LineCollection(self._curves, zorder=2), autolim=False)
        self._heads = ax.add_collection(
            PolyCollection([head for _, head in curves], zorder=3), autolim=False
        )
        self._variables(labels or {})
        white = {"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.15"}
        self._values = [
            ax.text(*curve[int(BEFORE * len(curve))], "", ha="center", va="center", zorder=4,
                    bbox=white, fontsize=style.SMALL) for curve in self._curves if numbers
        ]  # fmt: skip
        big = {"linestyle": "none", "markerfacecolor": "none", "markeredgecolor": "black"}
        (self._held,) = ax.plot([], [], marker="s", markersize=40, markeredgewidth=1.8, zorder=6,
                                label="held constant", **big)  # fmt: skip
        (self._line,) = ax.plot([], [], color="black", linestyle=(0, (5, 3)), linewidth=1.5,
                                zorder=3, label="the dashed line")  # fmt: skip
        (self._crossed,) = ax.plot([], [], "o", color="black", markersize=6, zorder=7)
        self._crossed.set_label("crosses")
        self._paths = Lines(below, 0.0, 0.98, "black")
        self._cut = Lines(below, 0.5, 0.98, "black")
        self._lines.numbers = self._numbers
        self.dynamic = [self._lines, self._heads, *self._values, self._nodes, *self._names,
                        self._held, self._line, self._crossed, self._paths, self._cut]  # fmt: skip
        for artist in self.dynamic:
            artist.set_in_layout(False)

    def show(self, graph, of, wrt, hold=(), cut=None):
        """Returns the `Derivatives`; `cut`: after which column the dashed line stands, or None."""
        self._graph, hold = graph, set(hold)
        total, partial = graph.total(of, wrt), graph.partial(of, wrt, hold)
        part = on_the_way(graph, of, wrt, hold)
        slopes = [graph.arrows[head][tail] for tail, head in self._arrows]
        lit = [tail in part.arrows.get(head, ()) for tail, head in self._arrows]
        on = [seen and slope != 0 for seen, slope in zip(lit, slopes, strict=True)]
        colours = [(PLUS if slope > 0 else MINUS) if seen else FAINT
                   for seen, slope in zip(on, slopes, strict=True)]  # fmt: skip
        self._lines.set_color(colours)
        self._lines.set_linewidth([2.6 if seen else 1.2 for seen in on])
        minus = [seen and slope < 0 for seen, slope in zip(on, slopes, strict=True)]
        self._lines.set_linestyle([DASHED if one else "-" for one in minus])
        self._heads.set_facecolor(colours)
        if self._values:
            for text, slope, seen in zip(self._values, slopes, lit, strict=True):
                text.set_text(style.number(slope, 3))
                text.set_color("black" if seen else style.MUTED)
        edges = [style.COLOUR["h"] if name in part.values else FAINT for name in self._places]
        self._nodes.set_edgecolor(edges)
        held = [self._places[name] for name in hold]
        self._held.set_data(np.transpose(held) if held else ([], []))
        count = count_paths(part, of, wrt)
        self._paths.set_lines(words.of_paths(part, of, wrt, hold, total, partial, count))
        self._show_cut(part, of, wrt, cut)
        return Derivatives(total, partial, count)

    def _show_cut(self, part, of, wrt, cut):
        self._crossed.set_data([], [])
        self._line.set_data([], [])
        self._cut.set_lines([])
        if cut is None:
            return
        left, middle = [name for name in part.values if self._places[name][0] <= cut], cut + 0.5
        between = wrt in left and of not in left
        crossings = part.cut(of, wrt, left) if between else []
        curves = dict(zip(self._arrows, self._curves, strict=True))
        at = [np.interp(middle, *curves[c.tail, c.head].T) for c in crossings]
        self._line.set_data([middle, middle], self.ax.get_ylim())
        self._crossed.set_data([middle] * len(at), at)
        self._cut.set_lines(words.of_cut(crossings, of, wrt, between))

    def _curve(self, tail, head, bow):
        """The points of an arrow from disc to disc, and the corners of its tip."""
        start, end = np.array(self._places[tail]), np.array(self._places[head])
        t = np.linspace(0, 1, 201)[:, None]
        over = (start + end) / 2 + [0, 2 * bow]  # a parabola: its middle is lifted by `bow`
        points = (1 - t) ** 2 * start + 2 * t * (1 - t) * over + t**2 * end
        there = self.ax.transData
        pixels = there.transform(points)
        far = [np.hypot(*(pixels - end).T) for end in (pixels[0], pixels[-1])]
        kept = pixels[(far[0] > NODE) & (far[1] > NODE)]
        foot = kept[np.argmin(np.abs(np.hypot(*(kept - kept[-1]).T) - TIP))]
        along = (kept[-1] - foot) / 2
        side = np.array([-along[1], along[0]])
        back = there.inverted().transform
        body = kept[np.hypot(*(kept - kept[-1]).T) > TIP / 2]  # the line ends inside its tip
        return back(body), back([kept[-1], foot + side, foot - side])

    def _variables(self, labels):
        at = np.array(list(self._places.values()))
        size = (2 * NODE * 72 / style.DPI) ** 2
        self._nodes = self.ax.scatter(*at.T, s=size, facecolor="white", linewidth=2.2, zorder=5)
        # They don't change, but the discs do: what is drawn anew would lie over them.
        self._names = [
            self.ax.text(x, y, labels.get(name, f"${name}$"), ha="center", va="center", zorder=8,
                         fontsize=style.NORMAL) for name, (x, y) in self._places.items()
        ]  # fmt: skip

    def _numbers(self):
        return [("partial derivative", f"{tail} -> {head}", self._graph.arrows[head][tail])
                for tail, head in self._arrows]  # fmt: skip

    def _legend(self):
        ways = [Line2D([], [], color=colour, linestyle=dash, linewidth=2.6, label=label)
                for colour, dash, label in ((PLUS, "-", "∂ > 0"), (MINUS, DASHED, "∂ < 0"),
                                            (FAINT, "-", "not on the way, or ∂ = 0"))]  # fmt: skip
        box = Line2D([], [], linestyle="none", marker="s", markersize=11, markerfacecolor="none",
                     markeredgecolor="black", label="held constant")  # fmt: skip
        self.figure.legend(handles=[*ways, box], loc="outside upper center", ncols=4,
                           fontsize=style.SMALL, frameon=False)  # fmt: skip
