"""Curves that stand still and a point on each that moves: where the slider is on the whole range.

panel = Curve(ax, k, {"L": loss}, "gain $k$", "$\\mathcal{L}$", log=True)
panel.show(7.5)
"""

import numpy as np

from figures import style


class Curve:
    """A panel for `Beside`: `at` (n,) and one array (n,) per symbol of the style.

    `names` gives the words of the legend where a symbol's own label is not enough; with `log` the
    heights are drawn on a logarithmic scale and must be positive.
    """

    def __init__(self, ax, at, curves, xlabel, ylabel="", names=None, log=False, title=""):
        self._at = np.asarray(at, float)
        self._curves = {symbol: np.asarray(values, float) for symbol, values in curves.items()}
        self._points = {}
        for symbol, values in self._curves.items():
            look = style.cue(symbol) | {"marker": ""}
            look["label"] = (names or {}).get(symbol, style.LABEL[symbol])
            ax.plot(self._at, values, linewidth=1.8, **look)
            (self._points[symbol],) = ax.plot(
                [], [], color=style.COLOUR[symbol], marker=style.MARKER[symbol], markersize=9,
                linestyle="none", markeredgecolor="white", zorder=5,
            )  # fmt: skip
        if log:
            ax.set_yscale("log")
        (self._now,) = ax.plot([], [], color=style.MUTED, linewidth=0.8, zorder=1)
        self._span = ax.get_ylim()
        ax.set_ylim(self._span)
        ax.set_xlim(self._at[0], self._at[-1])
        ax.set_xlabel(xlabel)
        ax.set_ylabel(ylabel)
        ax.set_title(title, fontsize=style.NORMAL)
        if len(curves) > 1 or names:
            ax.legend(fontsize=style.SMALL, frameon=False)
        self.dynamic = [self._now, *self._points.values()]

    def show(self, at, only=None):
        """Put the points at the place nearest to `at`; `only` names the curve that gets one."""
        k = int(np.argmin(np.abs(self._at - at)))
        self._now.set_data([self._at[k]] * 2, self._span)
        for symbol, point in self._points.items():
            seen = only is None or symbol == only
            point.set_data([self._at[k]] * seen, [self._curves[symbol][k]] * seen)
