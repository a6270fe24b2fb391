"""The memorizer network: what it says after m steps, and what comes back through time.

`Memorizer` draws h[n] forward and, if asked, |dL/dh[n]| below it, on powers of ten. `TwoFactors`
draws over the wait m what the gradient is made of. Both are handed numbers, they compute none.
"""

import numpy as np

from figures import style
from figures.logscale import MINUS, PLUS, Decades, Remark, SignedDots, power_of_ten
from figures.offscale import OffScale


class Memorizer:
    """h[n] over n = 0 .. steps, the target at n = m; with `backward` also dL/dh[n]."""

    def __init__(self, steps=30, backward=True, limit=4):
        size = {"height": 5.9, "height_ratios": (1, 1.7)} if backward else {"height": 2.9}
        self.figure, axes = style.new_figure(1 + backward, 1, sharex=True, squeeze=False, **size)
        self.axes = list(axes[:, 0])
        top, last = self.axes[0], self.axes[-1]
        last.set_xlim(-1, steps + 1)
        last.set_xlabel("$n$")
        top.set_ylim(-1.15 * limit, 1.15 * limit)
        top.set_ylabel("$h[n]$")
        top.set_title("forward in time  ⟶", loc="left", fontsize=style.NORMAL)
        top.axhline(0, color=style.MUTED, linewidth=0.8)
        look = {"zorder": 4, "linestyle": "none"}
        (self._stems,) = top.plot([], [], color=style.COLOUR["h"], linewidth=1.5)
        (self._h,) = top.plot([], [], marker="o", color=style.COLOUR["h"], markersize=6, **look)
        (self._target,) = top.plot(
            [], [], marker="o", markersize=14, markerfacecolor="none", markeredgewidth=1.4,
            markeredgecolor=style.COLOUR["y"], clip_on=False, **look,
        )  # fmt: skip
        self._said = top.text(0, 0, "target", ha="center", fontsize=style.SMALL, zorder=6)
        self._off = OffScale(top, -limit, limit, style.COLOUR["h"], remark=False)
        self._remark = top.text(
            1, 1.03, "", transform=top.transAxes, ha="right", color=style.COLOUR["h"],
            fontsize=style.SMALL,
        )  # fmt: skip
        self.dynamic = [self._stems, self._h, self._target, self._said, *self._off.dynamic]
        self.dynamic.append(self._remark)
        if backward:
            self._add_backward(last)
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def _add_backward(self, ax):
        ax.set_facecolor(style.BACKWARD)
        ax.set_title("⟵  backwards in time", loc="right", fontsize=style.NORMAL)
        ax.set_ylabel(r"size of $d\mathcal{L}/dh[n]$")
        decades = Decades(ax, -9, 9, 3)
        ring = {
            "linestyle": "none", "markerfacecolor": "none", "markersize": 11,
            "markeredgecolor": style.COLOUR["predicted"], "markeredgewidth": 0.9,
        }  # fmt: skip
        (self._ring,) = ax.plot([], [], marker="o", **ring)
        (self._box,) = ax.plot([], [], marker="s", **ring)
        self._dots = SignedDots(decades, 7)
        self._decades = decades
        _sign_legend(ax, ring)
        self.dynamic += [self._ring, self._box, *self._dots.dynamic]

    def show(self, h, target, measured=None, predicted=None):
        """h: h[0] .. h[m]; target: what h[m] should be.

        measured, predicted: each a pair (log10 of the size, sign) of dL/dh[0] .. dL/dh[m].
        """
        h = np.asarray(h, float).ravel()
        n = np.arange(len(h))
        held = self._off.show(n, h)
        self._h.set_data(n, np.where(held == h, held, np.nan))
        far = np.abs(h).max()
        told = "" if (held == h).all() else f"off the scale: up to {style.number(far)} in size"
        self._remark.set_text(told)
        stems = np.stack([np.zeros_like(held), held, np.full_like(held, np.nan)], axis=1)
        self._stems.set_data(np.repeat(n, 3), stems.ravel())
        self._target.set_data(n[-1:], [target])
        self._said.set_position((n[-1], target + (0.75 if target >= 0 else -1.25)))
        if measured is not None:
            self._show_backward(n, measured, predicted)

    def _show_backward(self, n, measured, predicted):
        self._dots.show(n, *measured)
        logs, signs = (np.asarray(part, float) for part in predicted)
        inside = ((logs >= self._decades.low) & (logs <= self._decades.high)) | (logs == -np.inf)
        heights = self._decades.place(logs)
        for artist, chosen in ((self._ring, signs >= 0), (self._box, signs < 0)):
            artist.set_data(n[inside & chosen], heights[inside & chosen])


class TwoFactors:
    """Over the wait m: dh[m]/dh[0], the error h[m] - x0, and the gradient dL/dw made of them."""

    KEYS = ("error", "factor", "gradient")
    LOOK = (
        (style.COLOUR["eps"], "-", 6, 0.35, r"error $h[m]-x_0$"),
        (style.COLOUR["u"], "-", 2, 1, r"$dh[m]/dh[0] = u^m$"),
        (style.COLOUR["gradient"], (0, (5, 2)), 2.4, 1, r"gradient $d\mathcal{L}/dw$"),
    )

    def __init__(self, longest=30):
        self.figure, ax = style.new_figure(1, 1, height=4.2)
        ax.set_xlim(0, longest + 0.7)
        ax.set_xlabel("$m$, steps to wait")
        ax.set_ylabel("size")
        self._decades = Decades(ax, -9, 9, 3)
        self._lines, self._dots, self.dynamic = {}, {}, []
        for key, (colour, dash, width, alpha, label) in zip(self.KEYS, self.LOOK, strict=True):
            look = {"color": colour, "linestyle": dash, "linewidth": width, "alpha": alpha}
            (line,) = ax.plot([], [], **look)
            (dot,) = ax.plot([], [], "o", color=colour, markersize=10, markeredgewidth=2, zorder=5)
            self._lines[key], self._dots[key] = line, dot
            ax.plot([], [], label=label, **look)
            self.dynamic += [line, dot]
        ax.plot([], [], "o", color=style.MUTED, markersize=8, label="measured, positive")
        ax.plot([], [], "o", color=style.MUTED, markersize=8, markerfacecolor="white",
                markeredgewidth=2, label="measured, negative")  # fmt: skip
        self._here = ax.axvline(0, color=style.MUTED, linewidth=1)
        self._off = Remark(ax)
        self.dynamic += [self._here, self._off.text]
        for artist in self.dynamic:
            artist.set_in_layout(False)
        ax.figure.legend(loc="outside upper center", ncols=5, fontsize=style.SMALL, frameon=False,
                         columnspacing=1.2, handlelength=2.2)  # fmt: skip

    def show(self, m, logs, measured):
        """logs: {key: log10 of the size for each wait 1, 2, ...}; measured: {key: number at m}."""
        told, above = [], False
        self._here.set_xdata([m, m])
        for key, line in self._lines.items():
            heights = self._decades.place(logs[key])
            line.set_data(1 + np.arange(len(heights)), heights)
            value = measured[key]
            with np.errstate(divide="ignore"):
                log = np.log10(abs(value))
            height = self._decades.place(log)
            inside = height == self._decades.zero or self._decades.low <= log <= self._decades.high
            self._dots[key].set_data([m], [height] if inside else [np.nan])
            self._dots[key].set_markerfacecolor("white" if value < 0 else line.get_color())
            if not inside:
                told.append(f"{'$u^m$' if key == 'factor' else key} {power_of_ten(log)}")
                above = above or log > self._decades.high
        self._off.show(told, above)


def _sign_legend(ax, ring):
    """Below the picture: what was measured, what was predicted, each with either sign."""
    measured = {"linestyle": "none", "markersize": 8}
    ax.plot([], [], marker="P", color=PLUS, markeredgewidth=0, label="measured +", **measured)
    ax.plot([], [], marker="_", color=MINUS, markeredgewidth=3, label="measured −", **measured)
    ax.plot([], [], marker="o", label="predicted +", **ring)
    ax.plot([], [], marker="s", label="predicted −", **ring)
    ax.figure.legend(loc="outside lower center", ncols=4, fontsize=style.SMALL, frameon=False,
                     columnspacing=2, handletextpad=0.3)  # fmt: skip
