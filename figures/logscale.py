"""Sizes over many powers of ten, with their signs: for what vanishes or explodes.

A picture here is given log10 of the size, and the sign apart. So u^m can be drawn as m log10|u|,
and nothing overflows or fades to 0 on the way. What is exactly 0 has a strip of its own below.
"""

import numpy as np

from figures import style
from figures.offscale import OffScale

PLUS, MINUS = style.COLOUR["delta"], style.COLOUR["u"]
SECOND_CUE = {1: "P", -1: "_"}  # a plus and a minus, drawn as what they are


def log_size(values):
    """log10 of |values|; minus infinity where a value is 0."""
    with np.errstate(divide="ignore"):
        return np.log10(np.abs(np.asarray(values, float)))


def log_power(u, k):
    """log10 of |u^k| as k log10|u|, for whole k >= 0 in an array or alone; u^0 is 1, also at u = 0.

    >>> float(log_power(10.0, 5000)), float(log_power(0.0, 0)), float(log_power(0.0, 1))
    (5000.0, 0.0, -inf)
    """
    k = np.asarray(k)
    return np.where(k == 0, 0.0, np.maximum(k, 1) * log_size(u))


def sign_power(u, k):
    """The sign of u^k, for whole k >= 0: 1, -1, or 0."""
    return np.where(np.asarray(k) % 2 == 0, np.sign(u) ** 2, np.sign(u)) + (
        (np.asarray(k) == 0) & (u == 0)
    )


def power_of_ten(log):
    """A size in words for a picture, from its log10: 3.2e−18."""
    if not np.isfinite(log):
        return "0" if log < 0 else "∞"
    whole = int(np.floor(log))
    if -3 <= whole < 4:
        return style.number(10.0**log, 3)
    return f"{10 ** (log - whole):.1f}e{whole}".replace("-", "−")


class Decades:
    """Dresses the y axis of `ax` with powers of ten from `low` to `high`, and a strip for 0.

    The axis itself counts in log10; `place` turns logs into heights on it. Without `strip` there is
    no place for 0, and `ax` is for what can't be 0.
    """

    def __init__(self, ax, low, high, every, strip=True):
        self.ax, self.low, self.high = ax, low, high
        gap = 0.09 * (high - low)
        powers = range(low, high + 1, every)
        if not strip:
            self.zero = float("nan")
            ax.set_ylim(low - 0.3 * gap, high + 0.6 * gap)
            ax.set_yticks(list(powers), [f"$10^{{{k}}}$" for k in powers])
            return
        self.zero = low - gap
        ax.set_ylim(self.zero - 0.6 * gap, high + 0.6 * gap)
        ax.set_yticks([self.zero, *powers])
        ax.set_yticklabels(["exactly 0", *(f"$10^{{{k}}}$" for k in powers)])
        ax.axhline(low - 0.5 * gap, color=style.MUTED, linewidth=0.8, linestyle=(0, (1, 2)))
        ax.axhline(0, color=style.MUTED, linewidth=0.8)

    def place(self, logs):
        """Heights: the strip where a log is minus infinity, the log elsewhere."""
        logs = np.asarray(logs, float)
        return np.where(logs == -np.inf, self.zero, logs)


class Remark:
    """What is off the scale, in the corner that it leaves free: above the strip for 0, or on top.

    What grows beyond the axis leaves it at the top; what fades leaves the top free.
    """

    def __init__(self, ax, visible=True):
        self.text = ax.text(
            0.995, 0.97, "", transform=ax.transAxes, ha="right", va="top", color=style.MUTED,
            fontsize=style.SMALL, zorder=7, visible=visible,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85},
        )  # fmt: skip
        self.text.set_in_layout(False)

    def show(self, told, above):
        """A list of what to tell; `above`: whether something is beyond the upper end."""
        self.text.set_text("off the scale: " + ", ".join(told) if told else "")
        self.text.set_position((0.995, 0.13 if above else 0.97))
        self.text.set_va("bottom" if above else "top")


class SignedDots:
    """Dots on `decades`, a plus or a minus each; beyond the axis an arrow, and a remark."""

    def __init__(self, decades, size=9, remark=True):
        ax, self._decades = decades.ax, decades
        look = {"linestyle": "none", "markersize": size, "zorder": 5}
        (self._plus,) = ax.plot([], [], marker="P", color=PLUS, markeredgewidth=0, **look)
        (self._minus,) = ax.plot([], [], marker="_", color=MINUS, markeredgewidth=3, **look)
        (self._zero,) = ax.plot([], [], marker=".", color=style.MUTED, **look)
        self._off = OffScale(ax, decades.low, decades.high, style.MUTED, remark=False)
        self._remark = Remark(ax, visible=remark)
        self.dynamic = [self._plus, self._minus, self._zero, *self._off.dynamic]
        self.dynamic.append(self._remark.text)

    def show(self, at, logs, signs):
        at, signs = np.asarray(at), np.asarray(signs)
        logs = np.asarray(logs, float)
        zero = logs == -np.inf
        self._off.show(at, np.where(zero, np.nan, logs))
        inside = (logs >= self._decades.low) & (logs <= self._decades.high)
        for dots, chosen in (
            (self._plus, inside & (signs > 0)),
            (self._minus, inside & (signs < 0)),
            (self._zero, zero),
        ):
            dots.set_data(at[chosen], self._decades.place(logs)[chosen])
        told, above = [], (logs > self._decades.high).any()
        if above:
            told.append(f"up to {power_of_ten(logs.max())}")
        small = logs[(logs < self._decades.low) & ~zero]
        if small.size:
            told.append(f"down to {power_of_ten(small.min())}")
        self._remark.show(told, above)
