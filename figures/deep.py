"""A deep network of one unit a layer: what each layer says and multiplies by, and the product.

Above: h_k, and the factor of layer k, its weight times the slope where it works. Below: the size
of dh_K/dh_k on powers of ten, measured, with the product of the factors as rings around it.
"""

import numpy as np

from figures import style
from figures.logscale import MINUS, PLUS, Decades, SignedDots
from figures.offscale import OffScale


class DeepNetwork:
    """`DeepNetwork(layers=20)`; the layers are k = 1 .. K, the input is h_0."""

    def __init__(self, layers=20, limit=2.0):
        self.figure, (top, below) = style.new_figure(2, 1, height=5.6, sharex=True)
        self._k = np.arange(layers + 1)
        top.set_ylim(-1.2 * limit, 1.2 * limit)
        top.set_title("forward through the layers  ⟶", loc="left", fontsize=style.NORMAL)
        top.axhline(0, color=style.MUTED, linewidth=0.8)
        (self._h,) = top.plot([], [], **style.cue("h", label="$h_k$"))
        (self._factor,) = top.plot(
            [], [], marker="D", linestyle="none", color=style.COLOUR["u"], markersize=7, zorder=5,
            label="factor: weight × slope",
        )  # fmt: skip
        self._off = [
            OffScale(top, -limit, limit, style.COLOUR[s], remark=False) for s in ("h", "u")
        ]
        below.set_facecolor(style.BACKWARD)
        below.set_title("⟵  backwards through the layers", loc="right", fontsize=style.NORMAL)
        below.set_xlim(-0.6, layers + 0.6)
        below.set_xticks(self._k[:: 1 if layers <= 20 else 5])
        below.set_xlabel("layer $k$")
        below.set_ylabel("size of $dh_K/dh_k$")
        self._decades = Decades(below, -12, 6, 3)
        self._dots = SignedDots(self._decades, 7)
        (self._rings,) = below.plot(
            [], [], marker="o", linestyle="none", markerfacecolor="none", markersize=12,
            markeredgecolor=style.COLOUR["predicted"], markeredgewidth=0.9,
            label="product of factors",
        )  # fmt: skip
        sign = {"linestyle": "none", "markersize": 8}
        below.plot([], [], marker="P", color=PLUS, markeredgewidth=0, label="measured +", **sign)
        below.plot([], [], marker="_", color=MINUS, markeredgewidth=3, label="measured −", **sign)
        self.figure.legend(loc="outside lower center", ncols=5, fontsize=style.SMALL,
                           frameon=False, columnspacing=1.2, handletextpad=0.4)  # fmt: skip
        self.dynamic = [self._h, self._factor, *(a for off in self._off for a in off.dynamic)]
        self.dynamic += [self._rings, *self._dots.dynamic]
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def show(self, h, factors, measured, predicted):
        """h: h_0 .. h_K; factors: those of the layers 1 .. K.

        measured: (log10 of the size, sign) of dh_K/dh_k for k = 0 .. K; predicted: log10 alone.
        """
        for artist, off, k, values in (
            (self._h, self._off[0], self._k, h),
            (self._factor, self._off[1], self._k[1:], factors),
        ):
            values = np.asarray(values, float).ravel()
            held = off.show(k, values)
            artist.set_data(k, np.where(held == values, held, np.nan))
        self._dots.show(self._k, *measured)
        logs = np.asarray(predicted, float)
        inside = (logs >= self._decades.low) & (logs <= self._decades.high) | (logs == -np.inf)
        self._rings.set_data(self._k[inside], self._decades.place(logs)[inside])
