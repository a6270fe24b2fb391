"""The loss over two weights: filled contours by powers, and the path of gradient descent on them.

The surface is handed in as numbers (`lstm_core.sweep` makes them) and stands in the background;
only the path moves. Where it leaves the map an arrow says so.
"""

import numpy as np
from matplotlib.colors import ListedColormap, LogNorm

from figures import style
from figures.offscale import OffScale

# From dark (a small loss) to light, each step lighter than the last for every eye.
STEPS = ("#172A54", "#23466F", "#2F6083", "#417B92", "#5B969D", "#7DB0A7", "#A5C9B3", "#CFE1C5",
         "#F4F6DC")  # fmt: skip
PATH = "#D55E00"


class LossSurface:
    """`LossSurface("u", "w", us, ws, losses)`: losses (len(ws), len(us)), all finite and > 0.

    The map is true only for a descent on these two weights, with all others held where they were.
    `floor` and `ceiling` are the losses at the ends of the colour scale; beyond them the colour no
    longer changes.
    """

    def __init__(self, across, up, at_across, at_up, losses, floor=None, ceiling=None, steps=40):
        losses = _checked(at_across, at_up, losses)
        floor = losses.min() if floor is None else floor
        ceiling = losses.max() if ceiling is None else ceiling
        self.figure, (ax, right) = style.new_figure(1, 2, height=4.6, width_ratios=(1.45, 1))
        self.figure.get_layout_engine().set(wspace=0.06)
        self.ax, self._steps = ax, steps
        self._low = np.array([at_across[0], at_up[0]], float)
        self._high = np.array([at_across[-1], at_up[-1]], float)
        levels = np.geomspace(floor, ceiling, len(STEPS) + 1)
        filled = ax.contourf(
            at_across, at_up, np.clip(losses, floor, ceiling), levels,
            cmap=ListedColormap(STEPS), norm=LogNorm(floor, ceiling), zorder=0, antialiased=False,
        )  # fmt: skip
        bar = self.figure.colorbar(filled, ax=ax, ticks=levels[::3], pad=0.02)
        bar.set_ticks(levels[::3], labels=[style.number(level, 2) for level in levels[::3]])
        bar.ax.tick_params(labelsize=style.SMALL, which="both")
        bar.ax.minorticks_off()
        bar.set_label(f"loss  {style.LABEL['L']}", fontsize=style.NORMAL)
        ax.set_xlabel(style.LABEL[across])
        ax.set_ylabel(style.LABEL[up], rotation=0, ha="right", va="center")
        ax.set_xlim(self._low[0], self._high[0])
        ax.set_ylim(self._low[1], self._high[1])
        ax.grid(False)
        ax.set_title(" ", fontsize=style.NORMAL)  # room for what is told
        on_top = {"markeredgecolor": "white", "zorder": 5}
        (self._path,) = ax.plot([], [], "-o", color=PATH, linewidth=1.6, markersize=5,
                                label="descent", markeredgewidth=0.5, **on_top)  # fmt: skip
        (self._start,) = ax.plot([], [], "s", color="white", markeredgecolor="black", markersize=9,
                                 markeredgewidth=1.5, zorder=6, label="start")  # fmt: skip
        (self._end,) = ax.plot([], [], "*", color=PATH, markersize=16, label="last step",
                               markeredgewidth=1.0, **on_top)  # fmt: skip
        self._exit = ax.annotate(
            "", (0, 0), (0, 0), zorder=8, annotation_clip=False, clip_on=False,
            arrowprops={"arrowstyle": "-|>", "color": style.ERROR, "linewidth": 2.5,
                        "mutation_scale": 20, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
        self._told = ax.text(
            0.0, 1.02, "", transform=ax.transAxes, fontsize=style.NORMAL, color=style.ERROR,
        )  # fmt: skip
        self._dress_losses(right, floor, ceiling)
        self.figure.legend(handles=[self._start, self._path, self._end], ncols=3, frameon=False,
                           loc="outside upper center", fontsize=style.SMALL)  # fmt: skip
        self.dynamic = [self._path, self._start, self._end, self._exit, self._told, self._curve,
                        *self._off.dynamic]  # fmt: skip
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def _dress_losses(self, ax, floor, ceiling):
        ax.set_yscale("log")
        ax.set_xlim(-0.02 * self._steps, 1.02 * self._steps)
        ax.set_ylim(floor / 3, ceiling * 3)
        ax.set_xlabel("steps taken")
        ax.set_ylabel(f"loss  {style.LABEL['L']}")
        (self._curve,) = ax.plot([], [], "-o", color=PATH, markersize=4, linewidth=1.2,
                                 label="loss")  # fmt: skip
        self._off = OffScale(ax, floor / 3, ceiling * 3, style.ERROR)

    def show(self, path, losses):
        """`path` (n, 2): the places visited, across and up; `losses` (n,) there, finite or not.

        Returns the number of the first step that is off the map, or None.
        """
        path, losses = np.asarray(path, float), np.asarray(losses, float)
        inside = ((path >= self._low) & (path <= self._high)).all(axis=1)
        out = int(np.argmin(inside)) if not inside.all() else None
        # On the way out the line is drawn to the border; what comes later is not on this map.
        shown = path[:out] if out is not None else path
        left = out is not None and out > 0
        door = self._door(path[out - 1], path[out]) if left else None
        self._path.set_data(*(np.vstack([shown, door]) if left else shown).T)
        self._path.set_markevery(list(range(len(shown))))  # the door is no place visited
        self._start.set_data(*path[:1].T)
        self._end.set_data(*(path[-1:] if out is None else path[:0]).T)
        self._exit.set_visible(left)
        if left:
            span = (self._high - self._low) * 0.08
            way = (door - path[out - 1]) / (self._high - self._low)
            self._exit.xy, tail = door, door - span * way / max(np.hypot(*way), 1e-12)
            self._exit.set_position(tail)
        finite = np.isfinite(losses)
        self._told.set_text(self._exit_words(out, path, losses))
        self._told.set_visible(out is not None)
        held = self._off.show(np.arange(len(losses)), np.where(finite, losses, np.inf))
        self._curve.set_data(np.arange(len(losses)), held)
        return out

    def _exit_words(self, out, path, losses):
        if out is None:
            return ""
        size = np.abs(path[np.isfinite(path).all(axis=1)]).max()
        back = "" if len(path) < 2 else f"; the farthest weight is {style.number(size, 3)}"
        diverged = not np.isfinite(losses[-1]) or losses[-1] > losses[0]
        return f"off the map at step {out}{back}" + ("; the descent diverges" if diverged else "")

    def _door(self, a, b):
        """Where the way from a (inside) to b (outside, perhaps not finite) crosses the border."""
        b = np.clip(np.nan_to_num(b, nan=1e300), -1e300, 1e300)
        part = 1.0
        for k in range(2):
            wall = self._high[k] if b[k] > a[k] else self._low[k]
            if b[k] != a[k]:
                part = min(part, max(0.0, (wall - a[k]) / (b[k] - a[k])))
        return np.clip(a + part * (b - a), self._low, self._high)


def _checked(at_across, at_up, losses):
    losses, shape = np.asarray(losses, float), (len(at_up), len(at_across))
    if losses.shape != shape:
        raise ValueError(
            f"losses: expected (len(at_up), len(at_across)) {shape}, got {losses.shape}"
        )
    if not (np.isfinite(losses).all() and (losses > 0).all()):
        raise ValueError("losses: expected finite numbers > 0, for a scale of powers")
    return losses
