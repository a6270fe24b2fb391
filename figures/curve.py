"""Curves that stand still and a point on each that moves: where the slider is on the whole range.

panel = Curve(ax, k, {"switched at ½": loss}, "L", "gain $k$", log=True)
panel.show(7.5)
"""

import numpy as np

from figures import style

LOOKS = ("-", "o"), ((0, (4, 2)), "X")  # dash and marker of the first and the second curve


class Curve:
    """A panel for `Beside`: over `at` (n,) one or two curves (n,) by name, of one symbol.

    With `log` the heights are drawn on a logarithmic scale and must be positive.
    """

    def __init__(self, ax, at, curves, symbol, xlabel, log=False, title=""):
        self._at = np.asarray(at, float)
        self._curves = {name: np.asarray(values, float) for name, values in curves.items()}
        self._points = {}
        colours = style.COLOUR[symbol], style.MUTED
        for (name, values), colour, look in zip(self._curves.items(), colours, LOOKS, strict=False):
            dash, marker = look
            ax.plot(self._at, values, color=colour, linestyle=dash, linewidth=1.8, label=name)
            (self._points[name],) = ax.plot(
                [], [], color=colour, marker=marker, markersize=9,
                linestyle="none", markeredgecolor="white", zorder=5, clip_on=False,
            )  # fmt: skip
        if log:
            ax.set_yscale("log")
        (self._now,) = ax.plot([], [], color=style.MUTED, linewidth=0.8, zorder=1)
        self._span = ax.get_ylim()
        ax.set_ylim(self._span)
        ax.set_xlim(self._at[0], self._at[-1])
        ax.set_xlabel(xlabel)
        ax.set_title(title or style.LABEL[symbol], fontsize=style.NORMAL)
        if len(curves) > 1:
            # Below the axes, where no curve can cross it: beside a timeline of five rows is room.
            ax.legend(
                loc="upper center", bbox_to_anchor=(0.5, -0.16), fontsize=style.SMALL,
                frameon=False,
            )  # fmt: skip
        self.dynamic = [self._now, *self._points.values()]

    def show(self, at, only=None):
        """Put the points at the place nearest to `at`; `only` names the curve that gets one."""
        k = int(np.argmin(np.abs(self._at - at)))
        self._now.set_data([self._at[k]] * 2, self._span)
        for name, point in self._points.items():
            seen = only is None or name == only
            point.set_data([self._at[k]] * seen, [self._curves[name][k]] * seen)
