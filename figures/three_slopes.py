"""One point of a curve and three slopes through it: all free, one quantity held, two held.

The picture is handed the curve and the slopes. A slope is drawn as a short straight line, since a
derivative speaks of small steps only.
"""

import numpy as np

from figures import style
from figures.registry import picture

REACH = 0.55  # how far left and right of the point a slope is drawn
LOOKS = {  # colour and dash; the order is that of `show`
    "total": (style.COLOUR["delta"], "-"),
    "one": (style.COLOUR["h"], (0, (5, 1.5))),
    "two": (style.COLOUR["x"], (0, (1, 1.2))),
}


class ThreeSlopes:
    """`ThreeSlopes(x, y, names)`: the curve y over x, and what the three slopes are called."""

    def __init__(self, x, y, names, up):
        self.figure, ax = style.new_figure(height=4.4)
        ax.set_xlim(x[0], x[-1])
        ax.set_ylim(*up)
        ax.set_xlabel("$x$")
        ax.set_ylabel(r"$\hat{y}$")
        ax.axhline(0, color=style.MUTED, linewidth=0.8, zorder=1)
        ax.plot(x, y, color=style.MUTED, linewidth=1.4, zorder=2, label=r"$\hat{y}$, all follow")
        self._slopes = []
        for name, (colour, dash) in zip(names, LOOKS.values(), strict=True):
            (line,) = ax.plot([], [], color=colour, linestyle=dash, linewidth=2.8, zorder=4)
            line.set_label(name)
            self._slopes.append(line)
        (self._point,) = ax.plot([], [], "o", color="black", markersize=8, zorder=5)
        self._point.set_label("_here")
        self.dynamic = [*self._slopes, self._point]
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes
        ax.legend(loc="lower right", fontsize=style.NORMAL, frameon=False)

    def show(self, x, y, slopes):
        """The point, and the three slopes there."""
        ends = np.array([-REACH, 0.0, REACH])
        for line, slope in zip(self._slopes, slopes, strict=True):
            line.set_data(x + ends, y + slope * ends)
        self._point.set_data([x], [y])


@picture(
    "three_slopes",
    alt="""The curve y-hat = x³ − 2x² + x and three short lines through its point at x = 0.5: the
    total derivative falls along the curve; the partial derivative with h0 held constant climbs,
    and so does, less steeply, the one with h0 and h1 both held.""",
)
def _():
    x = np.linspace(-1, 2, 301)
    names = ("total", "$h_0$ held", "$h_0$ and $h_1$ held")
    made = ThreeSlopes(x, x**3 - 2 * x**2 + x, names, up=(-4.5, 3))
    made.show(0.5, 0.125, (-0.25, 1.25, 1.0))
    return made
