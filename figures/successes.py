"""Who learnt what and when: successes against sequences seen, and what was right meanwhile.

Nothing is trained here. A picture is handed what finished trials gave.
"""

import numpy as np

from experiments import embedded_reber
from experiments.lecture import by_network, kept
from figures import style
from figures.founding import LOOK
from figures.registry import picture


class Successes:
    """`Successes(limit=30_000, first=200, trials=20, seen="strings seen")`.

    How many trials have succeeded after so many sequences: a staircase for each network, up to
    ``limit``, where a trial ends. Beyond it stand the markers, side by side, so that networks that
    end equal can be told apart.

    show({"GRU": [400, 700, None], ...})      None: a trial that never did
    """

    def __init__(self, limit, first, trials, seen):
        self.figure, ax = style.new_figure(1, 1, height=4.0)
        self._limit, self._first, self._lines, self._ends = limit, first, {}, {}
        for place, (name, (colour, marker, dash)) in enumerate(LOOK.items(), start=1):
            (self._lines[name],) = ax.step([], [], colour, where="post", linestyle=dash,
                                           linewidth=1.8, marker=marker, markevery=[], markersize=7,
                                           label=name)  # fmt: skip
            (self._ends[name],) = ax.plot([limit * 1.1**place], [np.nan], marker, color=colour,
                                          markersize=7)  # fmt: skip
        ax.axvline(limit, color=style.MUTED, linewidth=1)
        ax.set_xscale("log")
        ax.set_xlim(first, limit * 1.1 ** (len(LOOK) + 1))
        ax.set_ylim(-0.03 * trials, 1.06 * trials)
        ax.yaxis.get_major_locator().set_params(integer=True)
        ax.set_xlabel(seen)
        ax.set_ylabel("trials that are perfect")
        self.figure.legend(handles=list(self._lines.values()), loc="outside upper center", ncols=4,
                           frameon=False, fontsize=style.SMALL)  # fmt: skip
        self._title = ax.text(0.01, 0.93, "", transform=ax.transAxes,
                              fontsize=style.SMALL)  # fmt: skip
        self.dynamic = [*self._lines.values(), *self._ends.values(), self._title]

    def show(self, needed, title=""):
        """Returns a sentence: how many of how many. Errors: ``ValueError`` beyond the limit."""
        self._title.set_text(title)
        latest = max((t for times in needed.values() for t in times if t is not None), default=0)
        if latest > self._limit:
            raise ValueError(f"Successes: expected none beyond {self._limit}, got {latest}")
        words = []
        for name in LOOK:
            times = needed.get(name, [])
            done = sorted(t for t in times if t is not None)
            stairs = [0, *range(1, len(done) + 1), len(done)]
            self._lines[name].set_data([self._first, *done, self._limit] if times else [],
                                       stairs if times else [])  # fmt: skip
            self._ends[name].set_ydata([len(done) if times else np.nan])
            words += [f"{name} {len(done)} of {len(times)}"] if times else []
        return f"Perfect: {', '.join(words)}." if words else "No trial has ended yet."


class Shares:
    """`Shares(seen=1.2e6)`: how many of the symbols to be remembered were right, as it read on.

    Thin lines are trials, the thick one of each network is their median.

    show({"GRU": [[[40000, 0.5], [80000, 0.9]], ...]})    symbols read and the share since, ...
    """

    def __init__(self, seen):
        self.figure, ax = style.new_figure(1, 1, height=4.2)
        ax.axhline(0.5, color=style.MUTED, linewidth=1, zorder=1)
        ax.text(
            seen * 0.99,
            0.485,
            "a guess",
            ha="right",
            va="top",
            color=style.MUTED,
            fontsize=style.SMALL,
        )
        self._lines, self._medians = {}, {}
        for name, (colour, _, dash) in LOOK.items():
            (self._lines[name],) = ax.plot([], [], color=colour, linewidth=0.8, alpha=0.35)
            (self._medians[name],) = ax.plot([], [], color=colour, linestyle=dash, linewidth=2.2,
                                             label=name)  # fmt: skip
        ax.set_xlim(0, seen)
        ax.set_ylim(0, 1.03)
        ax.xaxis.set_major_formatter(lambda x, _: f"{x / 1000:,.0f}")
        ax.set_xlabel("symbols read, in thousands")
        ax.set_ylabel("right T or P, of the latest 40,000")
        self.figure.legend(handles=list(self._medians.values()), loc="outside upper center",
                           ncols=4, frameon=False, fontsize=style.SMALL)  # fmt: skip
        self._title = ax.text(0.99, 0.04, "", transform=ax.transAxes, ha="right",
                              fontsize=style.SMALL)  # fmt: skip
        self.dynamic = [*self._lines.values(), *self._medians.values(), self._title]

    def show(self, curves, title=""):
        """Returns a sentence: the share of each network's middle trial at its end."""
        self._title.set_text(title)
        words = []
        for name in LOOK:
            trials = [np.asarray(c, float)[:, :2] for c in curves.get(name, ()) if len(c)]
            gap = np.full((1, 2), np.nan)  # between two trials the line is lifted
            joined = np.concatenate([part for trial in trials for part in (trial, gap)] or [gap])
            self._lines[name].set_data(*joined.T)
            shortest = min(map(len, trials), default=0)
            middle = np.median([trial[:shortest] for trial in trials], axis=0) if trials else gap
            self._medians[name].set_data(*middle.T)
            words += [f"{name} {middle[-1, 1]:.0%}"] if trials else []
        return f"Right at the end: {', '.join(words)}." if words else "Nothing is read yet."


@picture(
    "embedded_reber_grammar",
    alt="""How many of twenty networks of each kind have learnt the embedded Reber grammar after so
    many strings: all GRUs after two thousand, all LSTMs, with and without a forget gate, after nine
    thousand; of the tanh RNNs fourteen, and no more up to thirty thousand.""",
)
def _():
    made = Successes(limit=30_000, first=200, trials=20, seen="strings seen")
    made.show(by_network(kept("embedded_reber", embedded_reber.usual), "perfect"))
    return made


@picture(
    "endless_streams",
    alt="""The share of the symbols to be remembered that were right, while strings are read without
    a break and without a new beginning: the LSTM and the GRU are right after some two hundred
    thousand symbols, the tanh RNN soon after; the LSTM without a forget gate guesses for most of a
    million.""",
)
def _():
    made = Shares(seen=1.2e6)
    made.show(by_network(kept("endless_reber"), "curve"))
    return made
