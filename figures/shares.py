"""A readout's answers at one step: the logits, what becomes of them, and what comes back.

    picture = Answers(("A", "B", "C"))
    picture.show(logits, said, target, back)

Three panels of stems, one stem for each possible answer. The target is a ring beside what is said.
"""

import numpy as np

from figures import style
from figures.offscale import OffScale
from figures.registry import picture
from lstm_core import softmax_cross_entropy

LARGEST = 6.0  # of the logits
TITLES = ("logits $z$", r"said, $\hat y$ (ring: $y$)", r"sent back, $\hat y - y$")
SPANS = (-LARGEST, LARGEST), (0.0, 1.0), (-1.0, 1.0)


class Answers:
    """Stems for the named answers; `figure` and `dynamic` for a LiveFigure."""

    def __init__(self, names, titles=TITLES):
        self.figure, axes = style.new_figure(1, 3, height=3.4)
        at = np.arange(len(names))
        looks = ("h", "s"), ("measured", "o"), ("delta", "<")
        self._rows, self.dynamic = [], []
        for ax, title, (low, high), (symbol, marker) in zip(
            axes, titles, SPANS, looks, strict=True
        ):
            colour, room = style.COLOUR[symbol], 0.12 * (high - low)
            ax.set_xlim(-0.6, len(names) - 0.4)
            ax.set_ylim(low - room, high + room)
            ax.set_xticks(at, names)
            ax.axhline(0, color=style.MUTED, linewidth=0.8)
            ax.set_title(title, fontsize=style.NORMAL)
            (stems,) = ax.plot([], [], color=colour, linewidth=5, solid_capstyle="butt")
            (heads,) = ax.plot([], [], color=colour, marker=marker, markersize=8, linestyle="none")
            words = [
                ax.text(0, 0, "", ha="center", fontsize=style.SMALL, color=style.ink(symbol))
                for _ in names
            ]
            off = OffScale(ax, low, high, style.ink(symbol), remark=False)
            self._rows.append((stems, heads, words, off, room))
            self.dynamic += [stems, heads, *words, *off.dynamic]
        (self._target,) = axes[1].plot(
            [], [], color=style.COLOUR["y"], marker="o", markersize=13, fillstyle="none",
            linestyle="none", zorder=5,
        )  # fmt: skip
        self.dynamic.append(self._target)

    def show(self, logits, said, target, back):
        """Four lists as long as the names."""
        for values, (stems, heads, words, off, room) in zip(
            (logits, said, back), self._rows, strict=True
        ):
            values = np.asarray(values, float)
            at = np.arange(len(values))
            held = off.show(at, values)
            heads.set_data(at, np.where(held == values, held, np.nan))
            ends = np.stack([np.zeros_like(held), held, np.full_like(held, np.nan)], axis=1)
            stems.set_data(np.repeat(at, 3), ends.ravel())
            for k, word in enumerate(words):
                below = values[k] < 0
                word.set_position((k, held[k] + (-0.35 if below else 0.35) * room))
                word.set_va("top" if below else "bottom")
                word.set_text(style.number(values[k], 3))
        self._target.set_data(np.arange(len(target)), target)


@picture(
    "softmax_answers",
    alt="""Three panels for three answers A, B and C: logits of 2, 1 and -1; their softmax, about
    0.7, 0.26 and 0.04, with rings at the target, which is B; and what is sent back, the difference
    of the two, which is negative for B alone.""",
)
def _():
    logits = np.array([2.0, 1.0, -1.0])
    target = np.array([0.0, 1.0, 0.0])
    _, back = softmax_cross_entropy(logits[None, None], target[None])
    made = Answers(("A", "B", "C"))
    made.show(logits, back[0, 0] + target, target, back[0, 0])
    return made
