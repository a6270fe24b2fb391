"""One hand for the diagrams of all cells: wires, boxes, and valves that open with a gate's value.

A wire is as thick and as dark as its value is large, and dashed where the value is negative. A
valve is a disc with a flap: along the wire and white at 1, open; across it and filled at 0, shut.
Coordinates: 18 across, 10 up, the same on paper both ways.
"""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Circle, FancyBboxPatch

from figures import style

WIDE, TALL = 18, 10
DISC, BOX = 0.46, (1.3, 0.9)
TIP = 0.32  # an arrow's length
LEGEND = "A wire is as thick as its value is large, dashed below 0. A flap along the wire: open."
SHADES = 5  # as many as a live picture's palette keeps of each colour
OPEN, SHUT = 0.9, 0.1  # from here on a valve is called open, or shut


def state(value):
    """What is said of a gate: open, shut, or only its number."""
    return "open" if value >= OPEN else "shut" if value <= SHUT else "between"


def blend(colour, part):
    """`part` (0 .. 1) of a colour on white, in one of SHADES steps."""
    part = np.ceil(SHADES * part) / SHADES
    return tuple(1 + part * (channel - 1) for channel in to_rgb(colour))


class Diagram:
    """An empty sheet; what is drawn on it with a `key` moves in `show({key: (words, value)})`."""

    def __init__(self, title):
        self.figure, self._ax = style.new_figure(1, 1, height=style.WIDTH * TALL / WIDE)
        self._ax.set_xlim(0, WIDE)
        self._ax.set_ylim(0, TALL)
        self._ax.set_aspect("equal")
        self._ax.set_axis_off()
        self._ax.text(0.2, 9.75, title, fontsize=style.NORMAL, weight="bold", va="top")
        self._ax.text(WIDE - 0.2, 0.25, LEGEND, fontsize=style.SMALL, color=style.MUTED, ha="right")
        self._wires, self._valves, self._texts, self.dynamic = {}, {}, {}, []

    def wire(self, key, symbol, *roads, label=None):
        """A wire along each road, a list of points, with an arrow at its end; label: (x, y, ha)."""
        points = []
        for road in roads:  # a thick wire would hide the tip of its arrow
            points += [*road[:-1], _before(road[-1], road[-2], TIP / 2), (np.nan, np.nan)]
        x, y = zip(*points, strict=True)
        (line,) = self._ax.plot(
            x, y, zorder=2, solid_joinstyle="round", solid_capstyle="butt",
            label=style.LABEL[symbol],
        )  # fmt: skip
        self._wires[key] = line, style.COLOUR[symbol]
        self.dynamic.append(line)
        for road in roads:
            self._arrow(*road[-2:], style.COLOUR[symbol])
        for road in roads[1:]:  # a later road begins on an earlier one
            self.joint(symbol, *road[0])
        if label is not None:
            self._label(key, symbol, *label)

    def joint(self, symbol, x, y):
        """A dot where a wire leaves another; wires that only cross have none."""
        self._ax.plot(x, y, "o", color=style.COLOUR[symbol], markersize=5, zorder=3, label="_joint")

    def valve(self, key, symbol, x, y, along="across", label=None):
        """A valve at (x, y) in a wire that runs "across" or "up"."""
        disc = Circle((x, y), DISC, edgecolor=style.COLOUR[symbol], linewidth=2.2, zorder=4)
        self._ax.add_patch(disc)
        (flap,) = self._ax.plot([], [], color="black", linewidth=3, zorder=5, label="_flap")
        self._valves[key] = disc, flap, (x, y), along == "up", style.COLOUR[symbol]
        self.dynamic += [disc, flap]
        self._label(key, symbol, *label)

    def box(self, x, y, words, symbol="y"):
        """A box that computes: a nonlinearity of weighted sums."""
        wide, tall = BOX
        self._ax.add_patch(
            FancyBboxPatch(
                (x - wide / 2, y - tall / 2), wide, tall, boxstyle="round,pad=0,rounding_size=0.15",
                facecolor="white", edgecolor=style.COLOUR[symbol], linewidth=1.6, zorder=4,
            )
        )  # fmt: skip
        self._ax.text(x, y, words, ha="center", va="center", fontsize=style.NORMAL, zorder=5)

    def plus(self, x, y):
        """A sum."""
        self._ax.add_patch(
            Circle((x, y), 0.34, facecolor="white", edgecolor="black", linewidth=1.6, zorder=4)
        )
        self._ax.plot([x], [y], marker="+", color="black", markersize=13, markeredgewidth=1.8,
                      zorder=5, label="_plus")  # fmt: skip

    def done(self):
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the drawing

    def show(self, values):
        """{key: (words, value)}: one for every wire and valve."""
        for key, (line, colour) in self._wires.items():
            value = values[key][1]
            size = 1.0 if np.isinf(value) else abs(value) / (1 + abs(value))
            size = 0.0 if np.isnan(value) else size
            line.set_linewidth(1 + 5 * size)
            line.set_color(blend(colour, max(size, 0.15) ** 0.5))
            line.set_linestyle((0, (3, 1)) if value < 0 else "-")
        for key, (disc, flap, (x, y), up, colour) in self._valves.items():
            part = float(np.clip(np.nan_to_num(values[key][1]), 0, 1))
            turn = np.pi / 2 * ((1 - part) + up)
            dx, dy = DISC * np.cos(turn), DISC * np.sin(turn)
            flap.set_data([x - dx, x + dx], [y - dy, y + dy])
            disc.set_facecolor(blend(colour, 1 - part))
        for key, text in self._texts.items():
            words, value = values[key]
            told = f"{words} = {style.number(value)}"
            if key in self._valves and state(value) != "between":
                told += f"\n{state(value)}"
            text.set_text(told)

    def _label(self, key, symbol, x, y, ha="center"):
        text = self._ax.text(
            x, y, "", ha=ha, va="center", fontsize=style.SMALL, color=style.ink(symbol), zorder=6,
            linespacing=1.1,
        )  # fmt: skip
        self._texts[key] = text
        self.dynamic.append(text)

    def _arrow(self, before, tip, colour):
        x, y = tip
        foot = _before(tip, before, TIP)
        dx, dy = (x - foot[0]) / 2, (y - foot[1]) / 2
        self._ax.fill(
            [x, foot[0] - dy, foot[0] + dy], [y, foot[1] + dx, foot[1] - dx],
            color=colour, zorder=3, linewidth=0,
        )  # fmt: skip


def _before(end, start, much):
    """The point that lies `much` before the end of the way from start."""
    (x, y), (x0, y0) = end, start
    share = much / np.hypot(x - x0, y - y0)
    return x - share * (x - x0), y - share * (y - y0)
