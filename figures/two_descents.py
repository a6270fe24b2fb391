"""Descents that have already happened, side by side, to be leafed through step by step.

The training is done once, before, in the notebook; the slider only turns the pages.
"""

from figures import style
from figures.nonlinearities import GateColumn


class Descents:
    """A column for each gate: the loss over the steps, and the curve with the gate's points.

    `sigmas` is a dict by name, `T` the length of the signal, `last` the number of the last page,
    `top` the largest loss of all descents that will be shown.
    """

    def __init__(self, sigmas, T, last, top):
        n = len(sigmas)
        self.figure, axes = style.new_figure(
            3, n, height=6.4, height_ratios=[1.15, 1.15, 1], sharey="row", squeeze=False
        )
        self._columns, self._lines, self._marks, self._words = {}, {}, {}, {}
        for name, above, ax, below in zip(sigmas, *axes, strict=True):
            self._loss(above, name, last, top)
            self._columns[name] = GateColumn(ax, below, sigmas[name], "", T)
        for ax in (*axes[1, 1:], *axes[2, 1:]):
            ax.set_ylabel("")
        axes[0, 0].set_ylabel(style.LABEL["L"])
        axes[2, 0].set_ylim(-0.1, 1.45)
        axes[2, 0].set_yticks([0, 0.25, 1])
        self.dynamic = [*self._lines.values(), *self._marks.values(), *self._words.values()]
        self.dynamic += [a for column in self._columns.values() for a in column.dynamic]

    def _loss(self, ax, name, last, top):
        (self._lines[name],) = ax.plot([], [], color=style.COLOUR["L"], linewidth=1.3)
        ax.set_xlim(-0.02 * last, 1.02 * last)
        ax.set_ylim(0, 1.45 * top)
        ax.set_xlabel("steps of descent")
        ax.set_title(name, fontsize=style.NORMAL)
        (self._marks[name],) = ax.plot(
            [], [], marker="o", markersize=10, linestyle="none", zorder=5,
            markerfacecolor="none", markeredgecolor=style.COLOUR["y"], markeredgewidth=1.6,
        )  # fmt: skip
        self._words[name] = ax.text(
            0.98, 0.97, "", transform=ax.transAxes, ha="right", va="top", fontsize=style.SMALL
        )

    def show(self, k, losses, z, words):
        """Turn to step k: the losses (last + 1,) of a descent, the gates' arguments z (T,) at k,
        and a few words to stand above the curve, each as a dict by name.

        Returns, by name, how many of the gate's points have a slope of next to nothing.
        """
        for name, mark in self._marks.items():
            self._lines[name].set_data(range(len(losses[name])), losses[name])
            mark.set_data([k], [losses[name][k]])
            self._words[name].set_text(words[name])
        return {name: column.show(z[name]) for name, column in self._columns.items()}
