"""A network reads a digit: what it has read so far, its gates, its memory, and what it thinks.

    shown = Reading(T=8, units=64, gates="ifo", state="c", limit=2.0)
    shown.show(pixels, trace, shares, digit, t)

What has not been read yet is pale in the image and missing everywhere else.
"""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgba

from figures import style

# Both ends are colours of the style: their blends with white are in every picture's palette.
BELOW_AND_ABOVE = LinearSegmentedColormap.from_list(
    "below and above", [style.COLOUR["delta"], "#FFFFFF", style.COLOUR["h"]]
)
INK = LinearSegmentedColormap.from_list("ink", ["#FFFFFF", style.COLOUR["y"]])
COVER = to_rgba(style.GRID, 0.85)
GATE_WORDS = {"i": "$i$ accept", "f": "$f$ keep", "o": "$o$ show",
              "r": "$r$ reset", "z": "$z$ keep"}  # fmt: skip
GATE_LOOK = {"i": "i", "f": "f", "o": "o", "r": "i", "z": "f"}  # the GRU's, as those they resemble


class Reading:
    """One image of 8 by 8 pixels, read in T steps by so many units.

    gates: symbols of the trace whose means over the units are drawn. state: the symbol of the
    memory, "c" or "h", drawn unit by unit between -limit and limit; beyond, the colour stays.
    """

    def __init__(self, T, units, gates="ifo", state="c", limit=2.0):
        if T not in (8, 64):
            raise ValueError(f"T: expected 8 (rows) or 64 (pixels), got {T}")
        self.T, self._gates, self._state, self._limit = T, gates, state, limit
        self.figure, axes = style.new_figure(
            2, 2, height=5.6, width_ratios=(1, 1.55), height_ratios=(1, 1)
        )
        self.dynamic = []
        self._draw_image(axes[0, 0])
        self._draw_shares(axes[1, 0])
        self._draw_gates(axes[0, 1])
        self._draw_state(axes[1, 1], units)
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def show(self, pixels, trace, shares, digit, t):
        """The image after step t.

        pixels: (8, 8) in 0 .. 1. trace: of this image alone, B = 1. shares: (T, 10), the softmax
        after each step. digit: the right one. Returns the digit that is thought of at t.
        """
        shares = np.asarray(shares, float)
        if shares.shape != (self.T, 10):
            raise ValueError(f"shares: expected shape ({self.T}, 10), got {shares.shape}")
        if t not in range(self.T):
            raise ValueError(f"t: expected 0 .. {self.T - 1}, got {t}")
        self._image.set_data(pixels)
        unread = np.arange(64) >= (t + 1) * (64 // self.T)
        cover = np.zeros((8, 8, 4))
        cover[unread.reshape(8, 8)] = COVER
        self._cover.set_data(cover)
        for k, (bar, number) in enumerate(zip(self._bars, self._numbers, strict=True)):
            bar.set_height(shares[t, k])
            number.set_text(f"{shares[t, k]:.2f}" if shares[t, k] >= 0.05 else "")
            number.set_y(shares[t, k] + 0.06)
        self._right.set_data([digit], [1.0])
        steps = np.arange(t + 1)
        for symbol, line in self._lines.items():
            values = getattr(trace, symbol).reshape(self.T, -1)
            line.set_data(steps, values[: t + 1].mean(axis=1))
        values = np.full((self._units, self.T), np.nan)
        values[:, : t + 1] = getattr(trace, self._state).reshape(self.T, -1)[: t + 1].T
        self._memory.set_data(np.clip(values, -self._limit, self._limit))
        return int(shares[t].argmax())

    def _draw_image(self, ax):
        self._image = ax.imshow(np.zeros((8, 8)), cmap=INK, vmin=0, vmax=1)
        self._cover = ax.imshow(np.zeros((8, 8, 4)))
        ax.set_xticks([])
        ax.set_yticks([0, 7], ["row 0", "row 7"])
        ax.grid(False)
        ax.set_title("read so far", loc="left", fontsize=style.NORMAL)
        self.dynamic += [self._image, self._cover]

    def _draw_shares(self, ax):
        look = {"color": style.COLOUR["measured"], "width": 0.7}
        self._bars = list(ax.bar(range(10), np.zeros(10), **look))
        self._numbers = [
            ax.text(k, 0, "", ha="center", va="bottom", fontsize=style.SMALL) for k in range(10)
        ]
        (self._right,) = ax.plot(
            [], [], marker=style.MARKER["y"], markersize=10, markerfacecolor="none",
            markeredgecolor=style.COLOUR["y"], linestyle="none", zorder=5,
        )  # fmt: skip
        ax.set_ylim(0, 1.25)
        ax.set_yticks([0, 0.5, 1])
        ax.set_xticks(range(10))
        ax.set_xlabel("digit (ring: the right one)")
        ax.set_title("what it thinks", loc="left", fontsize=style.NORMAL)
        self.dynamic += [*self._bars, *self._numbers, self._right]

    def _draw_gates(self, ax):
        self._lines = {}
        for symbol in self._gates:
            look = style.cue(GATE_LOOK[symbol], markersize=6 if self.T == 8 else 3)
            (self._lines[symbol],) = ax.plot([], [], **look | {"label": GATE_WORDS[symbol]})
        ax.set_ylim(-0.04, 1.04)
        ax.set_title("gates, means", loc="left", fontsize=style.NORMAL)
        if self._gates:
            ax.legend(ncols=3, fontsize=style.SMALL, frameon=False, loc="lower right",
                      bbox_to_anchor=(1.0, 0.98), borderaxespad=0)  # fmt: skip
        self._over_time(ax)
        self.dynamic += list(self._lines.values())

    def _draw_state(self, ax, units):
        self._units = units
        self._memory = ax.imshow(
            np.zeros((units, self.T)), cmap=BELOW_AND_ABOVE, vmin=-self._limit, vmax=self._limit,
            aspect="auto", interpolation="nearest",
        )  # fmt: skip
        ax.grid(False)
        ax.set_ylabel("unit")
        ax.set_title(f"memory {style.LABEL[self._state]}", loc="left", fontsize=style.NORMAL)
        self._over_time(ax)
        ax.set_xlabel("step $t$")
        bar = self.figure.colorbar(
            self._memory, ax=ax, pad=0.01, ticks=[-self._limit, 0, self._limit]
        )
        bar.ax.tick_params(labelsize=style.SMALL)
        self.dynamic.append(self._memory)

    def _over_time(self, ax):
        ax.set_xlim(-0.5, self.T - 0.5)
        ax.set_xticks(range(0, self.T, 1 if self.T == 8 else 8))
