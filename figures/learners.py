"""Several networks that learn the same, beside each other: the share they read right, by epochs."""

import numpy as np

from figures import style
from figures.founding import LOOK

ACROSS = ("-", (0, (6, 3)))


class Learners:
    """`Learners(("LSTM", "GRU"), 60, beside={"logistic regression": 0.95}, bottom=0.5)`.

    Curves over the epochs 0 .. 60, one for each trial of each network; ``beside`` are lines across,
    two at most, with their names; ``bottom`` is the lowest share on the axis.
    """

    def __init__(self, names, epochs, beside=None, bottom=0.0):
        self.figure, ax = style.new_figure(1, 1, height=4.2)
        self._lines, self._bottom = {}, bottom
        for name in names:
            colour, marker, dash = LOOK[name]
            (self._lines[name],) = ax.plot([], [], color=colour, marker=marker, linestyle=dash,
                                           linewidth=1.7, markersize=5, label=name, zorder=4,
                                           clip_on=False)  # fmt: skip
        for k, (words, share) in enumerate((beside or {}).items()):
            ax.axhline(share, color=style.MUTED, linewidth=1.4, linestyle=ACROSS[k], label=words)
        ax.set_xlim(0, epochs)
        ax.set_ylim(bottom, 1.0)
        ax.set_xlabel("epochs")
        ax.set_ylabel("share of new images read right")
        self.figure.legend(loc="outside upper center", ncols=5, fontsize=style.SMALL,
                           frameon=False)  # fmt: skip
        self.dynamic = list(self._lines.values())
        for artist in self.dynamic:
            artist.set_in_layout(False)

    def show(self, curves):
        """curves: {network: [trial, ...]}, a trial being [(epochs, share), ...]; none: no curve."""
        if unknown := sorted(set(curves) - set(self._lines)):
            raise ValueError(f"Learners: no curve was prepared for {unknown}")
        for name, line in self._lines.items():
            gap = np.full((1, 2), np.nan)  # between two trials the line is lifted
            trials = [np.reshape(trial, (-1, 2)).astype(float) for trial in curves.get(name, ())]
            points = np.concatenate([part for trial in trials for part in (trial, gap)] or [gap])
            line.set_data(points[:, 0], np.maximum(points[:, 1], self._bottom))
