"""What the founding experiments gave: errors against sequences seen, and states over time.

Nothing is trained here. A picture is handed the curves of finished trials.
"""

import numpy as np

from experiments import adding
from experiments.lecture import by_network, kept
from figures import style
from figures.registry import picture

FEW = 5  # trials of a network; the lines of more are drawn thin and pale
LOOK = {  # of each network: colour, marker, dash
    "tanh RNN": ("#8C4A1F", "s", (0, (1, 1))),
    "LSTM 1997": ("#E69F00", "D", (0, (4, 1.5, 1, 1.5))),
    "LSTM": ("#0072B2", "o", "-"),
    "GRU": ("#009E73", "P", (0, (5, 1.5))),
}


class LearningCurves:
    """`LearningCurves(seen=(1e3, 3e5), error=(5e-3, 0.4), line=("always one half", 0.163))`.

    The mean error against the sequences seen, on two logarithmic scales: every trial a line in its
    network's look, a large marker where it was solved, a small dot where it ended unsolved. `line`
    is drawn across, with its name.
    """

    def __init__(self, seen, error, line=None):
        self.figure, ax = style.new_figure(1, 1, height=4.6)
        ax.set_xscale("log")
        ax.set_yscale("log")
        ax.set_xlim(seen)
        ax.set_ylim(error)
        ax.set_xlabel("sequences seen")
        ax.set_ylabel("mean absolute error")
        if line is not None:
            name, height = line
            ax.axhline(height, color=style.MUTED, linewidth=1, zorder=1)
            ax.text(seen[1] * 0.95, height * 1.1, name, ha="right", color=style.MUTED,
                    fontsize=style.SMALL)  # fmt: skip
        self._error, self._lines, self._ends = error, {}, {}
        for name, (colour, marker, dash) in LOOK.items():
            (self._lines[name],) = ax.plot([], [], color=colour, linestyle=dash, linewidth=1.5,
                                           label=name)  # fmt: skip
            (self._ends[name],) = ax.plot([], [], marker, color=colour, markersize=9, zorder=5,
                                          markeredgecolor="white", linestyle="none")  # fmt: skip
        self._title = ax.text(0.01, 0.03, "", transform=ax.transAxes, fontsize=style.NORMAL)
        (self._left,) = ax.plot([], [], ".", color="black", markersize=6, zorder=6)
        (end,) = ax.plot([], [], "o", color=style.MUTED, markersize=9, label="solved")
        (unsolved,) = ax.plot([], [], ".", color="black", markersize=6, label="not solved")
        handles = [*self._lines.values(), end, unsolved]
        self.figure.legend(handles=handles, loc="outside upper center", ncols=6, frameon=False,
                           fontsize=style.SMALL)  # fmt: skip
        self.dynamic = [*self._lines.values(), *self._ends.values(), self._left, self._title]
        for artist in self.dynamic:
            artist.set_in_layout(False)

    def show(self, curves, solved=None, title=""):
        """curves: {network: [pairs of seen and error, ...]}; solved: {network: [sequences seen
        until then, or None, ...]}.

        Returns a sentence: who solved it, and after how many sequences in the middle one.
        """
        self._title.set_text(title)
        words, left = [], []
        many = max(map(len, curves.values()), default=0) > FEW
        for name in LOOK:
            self._lines[name].set(linewidth=0.8 if many else 1.5, alpha=0.5 if many else 1)
            self._ends[name].set(markersize=7 if many else 9, markeredgewidth=0.6 if many else 1)
            trials = [np.asarray(curve, float).reshape(-1, 2) for curve in curves.get(name, ())]
            gap = np.full((1, 2), np.nan)  # between two trials the line is lifted
            joined = np.concatenate([part for trial in trials for part in (trial, gap)] or [gap])
            self._lines[name].set_data(joined[:, 0], np.clip(joined[:, 1], *self._error))
            done = (solved or {}).get(name, [])
            ends = [(t, trial[-1, 1]) for t, trial in zip(done, trials, strict=False) if t]
            self._ends[name].set_data([t for t, _ in ends], [height for _, height in ends])
            left += [trial[-1] for t, trial in zip(done, trials, strict=False) if not t]
            if trials:
                middle = f" (after {sorted(t for t, _ in ends)[len(ends) // 2]:,})" if ends else ""
                words.append(f"{name} {len(ends)} of {len(trials)}{middle}")
        places = np.reshape(left, (-1, 2))
        self._left.set_data(places[:, 0], np.clip(places[:, 1], *self._error))
        return f"Solved: {', '.join(words)}." if words else "No trial has ended yet."


class States:
    """`States(states)`: the largest state over time in a stream, {network: [pairs, ...]}."""

    def __init__(self, states):
        self.figure, ax = style.new_figure(1, 1, height=4.2)
        for name, trials in states.items():
            colour, _, dash = LOOK[name]
            for k, trial in enumerate(trials):
                t, size = np.asarray(trial, float).T
                ax.semilogy(t, size, color=colour, linestyle=dash, linewidth=1.4,
                            label=None if k else name)  # fmt: skip
        ax.set_xlabel("$t$, symbols read without a break")
        ax.set_ylabel("largest $|c[t]|$ of all units")
        ax.legend(frameon=False, fontsize=style.SMALL)


@picture(
    "adding_problem_lag_100",
    alt="""The adding problem at a lag of a hundred steps: the error of the LSTM of 1997, the LSTM
    and the GRU falls to a hundredth within some ten thousand sequences, and they solve it; the
    tanh RNN stays where whoever always says one half is.""",
)
def _():
    lines = kept("adding", adding.usual, T=100, seed=0)
    made = LearningCurves(seen=(1e3, 3e5), error=(4e-3, 0.4), line=("always one half", 0.16))
    made.show(by_network(lines, "curve"), by_network(lines, "solved"))
    return made


@picture(
    "state_without_a_forget_gate",
    alt="""The largest state while three networks of each kind read ten thousand symbols of strings
    without a break: without a forget gate it grows to nearly ten thousand, with one it stays below
    one hundred.""",
)
def _():
    states = by_network(kept("continual_reber", seed=lambda seed: seed < 3), "state")
    return States({name: states[name] for name in ("LSTM 1997", "LSTM")})
