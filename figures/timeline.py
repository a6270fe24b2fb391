"""The timeline: a row for each variable over t, forward rows on top, backward rows below.

A row's scale is fixed. Short sequences carry their numbers in a line above the stems; a value off
the scale stops at the border with an arrow. The picture is handed traces, it computes none.
"""

import numpy as np

from figures import style
from figures.numerals import Numerals
from figures.offscale import OffScale

OPEN_GATE = {"i": "accept", "f": "keep", "o": "show"}  # what a gate does at 1
NOISE = 1e-9  # a clipped gate may miss its 1 by so much, rounding in its sum
PRINTED = 10  # up to so many steps the numbers fit


class Timeline:
    """Rows over t = 0 .. T-1: `Timeline(("x", "h", "eps", "delta"), 8, limits={"x": (0, 2), ...})`.

    Rows are symbols: attributes of a trace, "eps", "delta" (dL/dh), or "delta_c", "delta_f", ...
    (dL/dc, ...). Gates may do without limits: they live in 0 .. 1. `digits` is for the numbers.
    """

    def __init__(self, rows, T, limits=None, title=None, digits=4):
        limits = dict.fromkeys("ifo", (0.0, 1.0)) | dict(limits or {})
        if missing := [s for s in rows if s not in limits]:
            raise ValueError(f"Timeline: rows {missing} need limits, as limits={{'h': (0, 8)}}")
        if unknown := [s for s in rows if s not in style.LABEL]:
            raise ValueError(f"Timeline: unknown symbols {unknown}")
        # What flows backwards stands below, whatever the order it was asked in.
        self.rows = sorted(rows, key=_is_backward)
        self.T = T
        self.figure, axes = style.new_figure(
            len(self.rows), 1, height=0.98 * len(self.rows) + 0.9, sharex=True, squeeze=False
        )
        self._rows = {
            s: _Row(ax, s, T, *limits[s], digits)
            for s, ax in zip(self.rows, axes[:, 0], strict=True)
        }
        self.axes = {s: row.ax for s, row in self._rows.items()}
        backward = [s for s in self.rows if _is_backward(s)]
        forward = [s for s in self.rows if not _is_backward(s)]
        for group, words, side in (
            (forward, title or "forward in time  ⟶", "left"),
            (backward, "⟵  backwards in time", "right"),
        ):
            if group:
                self.axes[group[0]].set_title(words, loc=side, fontsize=style.NORMAL)
        for s in backward:
            self.axes[s].set_facecolor(style.BACKWARD)
        last = axes[-1, 0]
        last.set_xlabel("$t$")
        last.set_xlim(-0.6, T - 0.4)
        last.set_xticks(range(T) if T <= 2 * PRINTED else range(0, T, _stride(T)))
        self.dynamic = [artist for row in self._rows.values() for artist in row.dynamic]

    def show(self, trace, deltas=None, eps=None, y=None, scored=None):
        """Move the artists to a trace (or a dict of arrays by symbol), and deltas, eps, target.

        As in `squared_error`, every step of y is scored unless `scored` says which.
        """
        for symbol, row in self._rows.items():
            if symbol in ("eps", "y"):
                given = eps if symbol == "eps" else y
                values = given if given is not None else _get(trace, symbol)
            elif symbol == "delta" or symbol.startswith("delta_"):
                given = deltas is not None
                values = _get(deltas, symbol[6:] or "h") if given else _get(trace, symbol)
            else:
                values = _get(trace, symbol)
            row.show(_series(symbol, values, self.T))
        if "h" in self._rows:
            target = np.full(self.T, np.nan) if y is None else _series("y", y, self.T).copy()
            if y is not None and scored is not None:
                target[_series("scored", scored, self.T) == 0] = np.nan
            self._rows["h"].target(target)


class _Row:
    """One variable: stems with markers, the line of numbers, the arrows at the border."""

    def __init__(self, ax, symbol, T, low, high, digits):
        self.ax, self._t = ax, np.arange(T)
        self._printed, self._digits, self._gate = T <= PRINTED, digits, symbol in OPEN_GATE
        span = high - low
        # Above the data stands a line of numbers, or the remark on what is off the scale.
        ax.set_ylim(low - 0.12 * span, high + 0.48 * span)
        ax.set_yticks([low, high] if low * high >= 0 else [low, 0, high])
        words = style.LABEL[symbol].rstrip("$") + "[t]$"
        if symbol in OPEN_GATE:
            words += f"\n1 = {OPEN_GATE[symbol]}"
        ax.set_ylabel(words, rotation=0, ha="right", va="center")
        ax.axhline(0, color=style.MUTED, linewidth=0.8, zorder=1)
        colour = style.COLOUR[symbol]
        wide, size = (2, 7) if T <= 40 else (1, 4)
        (self._stems,) = ax.plot([], [], color=colour, linewidth=wide, solid_capstyle="butt")
        (self._heads,) = ax.plot(
            [], [], color=colour, marker=style.MARKER[symbol], markersize=size, linestyle="none",
            zorder=4, clip_on=False, label=style.LABEL[symbol],
        )  # fmt: skip
        self._off = OffScale(ax, low, high, style.ink(symbol), not self._printed, size + 3)
        self.dynamic = [self._stems, self._heads, *self._off.dynamic]
        if symbol == "h":
            (self._target,) = ax.plot(
                [], [], linestyle="none", marker=style.MARKER["y"], markersize=size + 6, zorder=5,
                markerfacecolor="none", markeredgecolor=style.COLOUR["y"], markeredgewidth=1.4,
                clip_on=False, label="target",
            )  # fmt: skip
            self._target_off = OffScale(ax, low, high, style.COLOUR["y"], False, size + 3)
            self.dynamic += [self._target, *self._target_off.dynamic]
        self.numbers = Numerals(ax, 0.98, style.ink(symbol))
        self.dynamic.append(self.numbers)

    def show(self, values):
        held = self._off.show(self._t, values)
        inside = held == values  # beyond the border the arrow takes the marker's place
        self._heads.set_data(self._t, np.where(inside, held, np.nan))
        # One line for all stems: 0, value, gap; 0, value, gap; ...
        stems = np.stack([np.zeros_like(held), held, np.full_like(held, np.nan)], axis=1)
        self._stems.set_data(np.repeat(self._t, 3), stems.ravel())
        if self._printed:
            self.numbers.set_numbers(self._t, values, self._digits)
            if self._gate:  # a soft gate never reaches 1, and isn't rounded up to it
                self.numbers.texts = [
                    "<1" if text == "1" and value < 1 - NOISE else text
                    for text, value in zip(self.numbers.texts, values, strict=True)
                ]

    def target(self, values):
        seen = np.isfinite(values)
        self._target.set_data(self._t[seen], self._target_off.show(self._t[seen], values[seen]))


def _is_backward(symbol):
    return symbol == "eps" or symbol.startswith("delta")


def _stride(T):
    return next(n for n in (5, 10, 20, 25, 50, 100, 200, 500, 1000) if T / n <= 20)


def _get(source, symbol):
    found = source.get(symbol) if isinstance(source, dict) else getattr(source, symbol, None)
    if found is None:
        raise ValueError(f"Timeline: nothing was given for the row {symbol!r}")
    return found


def _series(symbol, values, T):
    values = np.asarray(values, float)
    if values.size != T:
        raise ValueError(
            f"Timeline: {symbol} needs (T,) or (T, 1, 1) with T = {T}, got {values.shape}"
        )
    return values.reshape(T)
