"""Two taps: what becomes of a single 1 over n, and where (u_1, u_2) lies on the map of all pairs.

On the map an echo fades inside the triangle, and both weights are below one in size inside the
square. Where the two differ, the size of the weights alone misleads.
"""

import numpy as np
from matplotlib.patches import Polygon, Rectangle

from figures import style
from figures.logscale import MINUS, PLUS, Decades, SignedDots

TRIANGLE = [(-2, -1), (2, -1), (0, 1)]  # where both roots of z^2 = u_1 z + u_2 are below 1 in size
EACH = 3  # every so many steps a dot; odd, so that alternating signs still alternate


class TwoTaps:
    """Left the size of h[n], n = 0 .. steps, on powers of ten; right the map with the pair."""

    def __init__(self, steps=100, limits=(2.0, 1.5)):
        self.figure, (left, right) = style.new_figure(1, 2, height=4.3, width_ratios=(1.25, 1))
        self._n = np.arange(steps + 1)
        left.set_xlim(-2, steps + 2)
        left.set_xlabel("$n$")
        left.set_ylabel("size of $h[n]$")
        self._decades = Decades(left, -12, 9, 3)
        self._dots = SignedDots(self._decades, 6)
        look = {"color": style.COLOUR["predicted"], "linestyle": style.DASH["predicted"]}
        (self._line,) = left.plot([], [], label="predicted, $|z|^n$", **look)
        sign = {"linestyle": "none", "markersize": 7}
        left.plot([], [], marker="P", color=PLUS, markeredgewidth=0, label="measured +", **sign)
        left.plot([], [], marker="_", color=MINUS, markeredgewidth=3, label="measured −", **sign)
        self._map(right, *limits)
        (self._pair,) = right.plot(
            [], [], marker="o", linestyle="none", color=style.COLOUR["u"], markersize=11, zorder=6,
            markeredgecolor="white", label="$(u_1, u_2)$",
        )  # fmt: skip
        self.figure.legend(loc="outside lower center", ncols=6, fontsize=style.SMALL,
                           frameon=False, columnspacing=1.2, handletextpad=0.4)  # fmt: skip
        self.dynamic = [self._line, *self._dots.dynamic, self._pair]
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    @staticmethod
    def _map(ax, wide, tall):
        ax.set_xlim(-1.06 * wide, 1.06 * wide)
        ax.set_ylim(-1.06 * tall, 1.06 * tall)
        ax.set_xlabel("$u_1$, from one step ago")
        ax.set_ylabel("$u_2$, from two steps ago")
        ax.add_patch(Polygon(TRIANGLE, closed=True, facecolor="#A5C9B3", alpha=0.7, zorder=1,
                             edgecolor=style.COLOUR["c"], label="fades here"))  # fmt: skip
        ax.add_patch(Rectangle((-1, -1), 2, 2, fill=False, edgecolor=style.COLOUR["u"], zorder=2,
                               linestyle=(0, (4, 2)), linewidth=1.6,
                               label="both sizes below one"))  # fmt: skip
        ax.axhline(0, color=style.MUTED, linewidth=0.8, zorder=0)
        ax.axvline(0, color=style.MUTED, linewidth=0.8, zorder=0)

    def show(self, u_1, u_2, measured, largest):
        """measured: (log10 of the size, sign) of h[n]; largest: log10 of the larger |z|."""
        self._dots.show(self._n[::EACH], *(np.asarray(part)[::EACH] for part in measured))
        heights = self._n * largest if np.isfinite(largest) else np.full(self._n.size, np.nan)
        seen = (heights >= self._decades.low) & (heights <= self._decades.high)
        self._line.set_data(self._n, np.where(seen, heights, np.nan))
        self._pair.set_data([u_1], [u_2])
