"""Numbers that leave the axes: the axes stay, an arrow at the border says where and how far."""

import numpy as np

from figures import style


class OffScale:
    """Arrows at the upper and lower border of `ax`, and a remark with the farthest value.

    `show(at, values)` returns the values held within (low, high), ready for `set_data`; what is
    not finite becomes NaN there and is told in the remark. `remark=False` leaves the words out;
    `size` is the arrows', in points.
    """

    def __init__(self, ax, low, high, colour, remark=True, size=10):
        self.low, self.high = low, high
        look = {"linestyle": "none", "color": colour, "markersize": size}
        look |= {"clip_on": False, "zorder": 6}
        (self._above,) = ax.plot([], [], marker=6, **look)  # 6 and 7: carets, the tip at the value
        (self._below,) = ax.plot([], [], marker=7, **look)
        self._above.beyond = self._below.beyond = [], []
        self._remark = ax.text(
            0.998, 0.99, "", transform=ax.transAxes, ha="right", va="top", color=colour,
            fontsize=style.SMALL, zorder=7, visible=remark,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.8},
        )  # fmt: skip
        self.dynamic = [self._above, self._below, self._remark]
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def show(self, at, values):
        at, values = np.asarray(at, float), np.asarray(values, float)
        above, below = values > self.high, values < self.low
        self._above.set_data(at[above], np.full(above.sum(), self.high))
        self._below.set_data(at[below], np.full(below.sum(), self.low))
        for arrows, beyond in ((self._above, above), (self._below, below)):
            arrows.beyond = at[beyond], values[beyond]  # what a table of the picture has to say
        told = []
        if above.any():
            told.append(f"{above.sum()} above, up to {style.number(values[above].max())}")
        if below.any():
            told.append(f"{below.sum()} below, down to {style.number(values[below].min())}")
        if np.isnan(values).any():
            told.append(f"{np.isnan(values).sum()} not a number")
        self._remark.set_text("off the scale: " + "; ".join(told) if told else "")
        return np.where(np.isfinite(values), np.clip(values, self.low, self.high), np.nan)
