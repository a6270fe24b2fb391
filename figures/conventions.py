"""Derivatives with respect to c[t] beside those with respect to h[t]: partial above, total below.

While sigma_h is the identity, diamond and circle stand at one height; a curved one parts them.
"""

import numpy as np

from figures import style
from figures.offscale import OffScale

SHIFT = 0.16  # of t, so that both numbers can be seen beside each other


class TwoConventions:
    """Over t = 0 .. T-1: the partial derivatives of the loss, and below them the total ones."""

    def __init__(self, T, limit=4.0):
        self.figure, axes = style.new_figure(2, 1, height=4.6, sharex=True)
        self._t = np.arange(T)
        signs = r"\partial", "d"
        self._rows, self.dynamic = {}, []
        for ax, kind, sign, symbol in zip(
            axes, ("partial", "total"), signs, ("eps", "delta"), strict=True
        ):
            ax.set_facecolor(style.BACKWARD)
            ax.set_ylim(-1.25 * limit, 1.25 * limit)
            said = " and ".join(rf"${sign}\mathcal{{L}}/{sign} {name}[t]$" for name in "hc")
            ax.set_title(f"{kind}: {said}", loc="left", fontsize=style.NORMAL)
            ax.axhline(0, color=style.MUTED, linewidth=0.8)
            for shift, name, colour, look in (
                (-SHIFT, "h", style.COLOUR[symbol], {"marker": "o", "markerfacecolor": "white"}),
                (SHIFT, "c", style.COLOUR["c"], {"marker": "D"}),
            ):
                (stems,) = ax.plot([], [], color=colour, linewidth=1.6)
                (heads,) = ax.plot([], [], color=colour, linestyle="none", markersize=8, zorder=4,
                                   markeredgewidth=2, clip_on=False, **look)  # fmt: skip
                off = OffScale(ax, -limit, limit, colour, remark=False)
                self._rows[kind, name] = shift, stems, heads, off
                self.dynamic += [stems, heads, *off.dynamic]
        axes[1].set_xlim(-0.6, T - 0.4)
        axes[1].set_xticks(self._t)
        axes[1].set_xlabel("$t$")
        for label, colour, look in (
            ("$\\epsilon[t]$, by $h[t]$", style.COLOUR["eps"], {"marker": "o"}),
            ("$\\delta[t]$, by $h[t]$", style.COLOUR["delta"], {"marker": "o"}),
            ("the slide's, by $c[t]$", style.COLOUR["c"], {"marker": "D"}),
        ):
            face = colour if look["marker"] == "D" else "white"
            axes[0].plot([], [], color=colour, linestyle="none", markersize=8, label=label,
                         markerfacecolor=face, markeredgewidth=2, **look)  # fmt: skip
        self.figure.legend(loc="outside lower center", ncols=3, fontsize=style.SMALL, frameon=False)
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def show(self, partial, total):
        """Each a pair: the derivatives with respect to h[t], and those with respect to c[t]."""
        for kind, pair in (("partial", partial), ("total", total)):
            for name, values in zip("hc", pair, strict=True):
                shift, stems, heads, off = self._rows[kind, name]
                values, at = np.asarray(values, float).ravel(), self._t + shift
                held = off.show(at, values)
                heads.set_data(at, np.where(held == values, held, np.nan))
                gap = np.stack([np.zeros_like(held), held, np.full_like(held, np.nan)], axis=1)
                stems.set_data(np.repeat(at, 3), gap.ravel())
