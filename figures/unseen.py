"""Signals that nobody tuned for: what a calculator prints, drawn against what would be right.

On the diagonal the answer is right. The panel counts how many are.
"""

import numpy as np

from figures import style
from figures.offscale import OffScale

RIGHT = 0.005  # an answer counts as right when it rounds to the right hundredth


class Unseen:
    """A panel for `Beside`: `show(printed, right, scored)`; the axes run from 0 to `largest`.

    near: how far from the right answer an answer may be and still count as right.
    """

    def __init__(self, ax, largest, title="unseen signals", near=RIGHT):
        self._near = near
        low = -0.06 * largest
        ax.set_xlim(low, 1.04 * largest)
        ax.set_ylim(low, 1.3 * largest)
        ax.set_title(title, fontsize=style.NORMAL)
        ax.set_xlabel("right answer $y[t]$")
        ax.set_ylabel("printed $h[t]$")
        ticks = np.arange(0, largest + 1, _stride(largest))
        ax.set_xticks(ticks)
        ax.set_yticks(ticks)
        ax.plot([0, largest], [0, largest], color=style.COLOUR["y"], linestyle=style.DASH["y"])
        (self._hits,) = ax.plot(
            [], [], linestyle="none", marker=style.MARKER["h"], markersize=6,
            color=style.COLOUR["h"], zorder=4,
        )  # fmt: skip
        (self._misses,) = ax.plot(
            [], [], linestyle="none", marker="x", markersize=7, markeredgewidth=1.5,
            color=style.ERROR, zorder=5,
        )  # fmt: skip
        self._off = OffScale(ax, low, largest, style.COLOUR["h"], remark=False)
        self._count = ax.text(
            0.04, 0.97, "", transform=ax.transAxes, ha="left", va="top", fontsize=style.NORMAL
        )
        self.dynamic = [self._hits, self._misses, *self._off.dynamic, self._count]

    def show(self, printed, right, scored=None):
        """Arrays of any one shape; `scored` (booleans) says which steps count. Returns the hits."""
        printed, right = np.asarray(printed, float), np.asarray(right, float)
        scored = np.ones(right.shape, bool) if scored is None else np.asarray(scored, bool)
        printed, right = printed[scored], right[scored]
        hit = np.abs(printed - right) <= self._near
        held = self._off.show(right, printed)
        self._hits.set_data(right[hit], held[hit])
        self._misses.set_data(right[~hit], held[~hit])
        self._count.set_text(f"{hit.sum()} of {hit.size} right (●)\n{(~hit).sum()} wrong (×)")
        return int(hit.sum())


def _stride(largest):
    return next(n for n in (1, 2, 5, 10, 20, 50, 100) if largest / n <= 6)
