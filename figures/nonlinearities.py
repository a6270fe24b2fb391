"""A gate's nonlinearity with its slope below it, and the points at which the gate works.

Every step t of a trace is a point on the curve, at the gate's argument z[t]. What learning feels
is the slope there: the picture says how many points lie where the slope is nothing, or next to it.
"""

import numpy as np

from figures import style

LOW, HIGH = -4.0, 6.0  # of z
FAINT = 0.05  # a slope below this share of the steepest counts as flat
TOGETHER = 0.3  # points nearer than this, in z, share one label
LETTER, LETTERS_HIGH = 0.18, 0.15  # a letter of a label: its width in z, its height in sigma(z)
LOWEST, HIGHEST = -0.12, 1.5  # of the axes with the curve


class GateColumn:
    """One nonlinearity on two axes: the curve above, the slope below."""

    def __init__(self, above, below, sigma, name, steps=8):
        self.sigma, self._steps = sigma, steps
        z = np.linspace(LOW, HIGH, 1001)
        y = sigma(z)
        slope = sigma.slope(y)
        self._steepest = slope.max()
        for ax, values, label in ((above, y, r"$\sigma_g(z)$"), (below, slope, r"slope")):
            colour = style.COLOUR["f"]
            jumps = (
                np.abs(np.diff(values, append=values[-1])) > 0.5
            )  # a jump is not drawn as a line
            ax.plot(z, np.where(jumps, np.nan, values), color=colour, linewidth=1.8)
            ax.set_xlim(LOW, HIGH)
            ax.set_ylabel(label)
        above.set_ylim(LOWEST, HIGHEST)
        above.set_yticks([0, 0.5, 1])
        above.set_title(name, fontsize=style.NORMAL)
        below.set_ylim(-0.12 * self._steepest, 1.45 * self._steepest)
        below.set_yticks([0, self._steepest])
        below.set_xlabel("$z$: what the gate hears")
        self._dots = [self._points(above), self._points(below)]
        self._labels = [
            above.text(0, 0, "", fontsize=style.SMALL, ha="center", va="bottom", zorder=7)
            for _ in range(steps)
        ]
        self._remark = below.text(
            0.02, 0.97, "", transform=below.transAxes, ha="left", va="top", fontsize=style.SMALL,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip
        self.dynamic = [*self._dots, *self._labels, self._remark]
        for artist in self.dynamic:
            artist.set_in_layout(False)  # the axes stand where they are, whatever is written

    @staticmethod
    def _points(ax):
        (dots,) = ax.plot(
            [], [], linestyle="none", marker=style.MARKER["f"], markersize=8, zorder=5,
            color=style.COLOUR["f"], markeredgecolor="white", clip_on=False,
        )  # fmt: skip
        return dots

    def show(self, z=None):
        """Move the points to the arguments z (T,), or take them away. Returns how many are flat."""
        z = np.empty(0) if z is None else np.asarray(z, float).ravel()
        y = self.sigma(z)
        slope = self.sigma.slope(y)
        held = np.clip(z, LOW, HIGH)
        self._dots[0].set_data(held, y)
        self._dots[1].set_data(held, slope)
        self._write_labels(held, z, y)
        kink = self._on_a_kink(z)
        flat = (slope < FAINT * self._steepest) & ~kink
        told = [f"{flat.sum()} of {z.size} steps where the curve is flat"] if flat.any() else []
        told += [f"{kink.sum()} of {z.size} steps exactly on a kink"] if kink.any() else []
        self._remark.set_text("\n".join(told))
        return int(flat.sum() + kink.sum())

    def _on_a_kink(self, z):
        """Where the slopes just left and just right of z differ: a kink, not a bend."""
        left, right = (self.sigma.slope(self.sigma(z + h)) for h in (-1e-6, 1e-6))
        return np.abs(right - left) > 0.5 * self._steepest

    def _write_labels(self, held, z, y):
        """The steps t beside their points; neighbours share a label; ◂ and ▸: z is off the axes.

        Each label goes to the first spot where it covers no curve, no point and no other label.
        """
        taken = [
            (at - 0.12, at + 0.12, up - 0.05, up + 0.05) for at, up in zip(held, y, strict=True)
        ]
        for label in self._labels:
            label.set_text("")
        for label, group in zip(self._labels, self._groups(held, y), strict=False):
            marks = "◂" * bool((z[group] < LOW).any()) + "▸" * bool((z[group] > HIGH).any())
            text = " ".join([*map(str, sorted(group)), *marks])
            boxes = self._spots(held[group], y[group], LETTER * len(text))
            box = next((box for box in boxes if self._is_free(box, taken)), boxes[-1])
            taken.append((box[0] - LETTER, box[1] + LETTER, *box[2:]))  # a gap to the next one
            label.set_position(((box[0] + box[1]) / 2, box[2]))
            label.set_text(text)

    def _spots(self, held, y, wide):
        """Boxes (left, right, low, high) for a label, the best first: above flat parts, beside
        steep ones."""
        at = float(np.clip(held.mean(), LOW + wide / 2, HIGH - wide / 2))
        above = [(at - wide / 2, at + wide / 2, y.max() + up, y.max() + up + LETTERS_HIGH)
                 for up in (0.08, 0.24, 0.40)]  # fmt: skip
        end, low = held.max() + 0.22, y.min() - 0.13
        right = end, end + wide, low, low + LETTERS_HIGH
        end, low = held.min() - 0.22, y.max() + 0.04
        left = end - wide, end, low, low + LETTERS_HIGH
        return [right, left, *above] if self._is_steep(y) else [above[0], left, *above[1:], right]

    def _is_free(self, box, taken):
        left, right, low, high = box
        if left < LOW or right > HIGH or low < LOWEST or high > HIGHEST:
            return False
        curve = self.sigma(np.linspace(left, right, 25))
        if ((curve > low - 0.02) & (curve < high)).any():
            return False
        return all(right <= a or left >= b or high <= c or low >= d for a, b, c, d in taken)

    def _is_steep(self, y):
        return self.sigma.slope(y).max() > 0.4 * self._steepest

    @staticmethod
    def _groups(held, y):
        """Lists of steps whose points lie on one another, from left to right."""
        groups = []
        for t in np.argsort(held, kind="stable"):
            near = groups and held[t] - held[groups[-1][-1]] < TOGETHER
            if near and abs(y[t] - y[groups[-1][-1]]) < TOGETHER / 4:
                groups[-1].append(int(t))
            else:
                groups.append([int(t)])
        return groups


class Nonlinearities:
    """Gates side by side: `Nonlinearities({"CReLU": crelu, ...})`, and `show("CReLU", z)`."""

    def __init__(self, sigmas, steps=8):
        self.figure, axes = style.new_figure(
            2, len(sigmas), height=4.6, sharey="row", squeeze=False
        )
        self._columns = {
            name: GateColumn(*axes[:, k], sigma, name, steps)
            for k, (name, sigma) in enumerate(sigmas.items())
        }
        for ax in axes[:, 1:].ravel():
            ax.set_ylabel("")
        axes[1, 0].set_ylim(-0.1, 1.45)
        axes[1, 0].set_yticks([0, 0.25, 1])
        self.dynamic = [artist for column in self._columns.values() for artist in column.dynamic]

    def show(self, name, z):
        """The points z (T,) on one of them. Returns how many have a slope of next to nothing."""
        for other in self._columns.keys() - {name}:
            self._columns[other].show()
        return self._columns[name].show(z)
