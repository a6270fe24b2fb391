"""The lecture's human memory curve, beside what cells with given forget gates remember.

    Pr{remember} = p exp(-n / T_LTM) + (1 - p) exp(-n / T_STM)

What a cell took in at step 0 it has kept, n steps later, to the share f[1] f[2] ... f[n]. One gate
that is held still draws a straight line on powers of ten; the human curve bends, as the mixture of
two cells does. All shares are made of sums of logs.
"""

import numpy as np

from figures import style
from figures.logscale import Decades, log_size
from figures.registry import picture
from lstm_core import flow_networks

LOWEST = -6  # power of ten
TWOS = np.log2(10)  # a power of ten in powers of two
MARKED = 5  # a marker every so many steps


def forget_bias(time_constant):
    """The bias b for which a logistic forget gate of nothing but b keeps exp(-1 / time_constant).

    >>> round(forget_bias(20.0), 3)
    2.971
    """
    if not 0 < time_constant < np.inf:
        raise ValueError(f"time_constant: expected a number above 0, got {time_constant}")
    return float(-np.log(np.expm1(1 / time_constant)))


class Memory:
    """Shares remembered after n = 0 .. steps, as they are and on powers of ten."""

    LOOK = (
        ("human", "y", "-", 3.2, "people: $p$, $T_{LTM}$, $T_{STM}$"),
        ("one", "f", "-", 1.6, "one cell: product of its $f$"),
        ("two", "c", "none", 0, "two cells, mixed $p$ to $1-p$"),
    )

    def __init__(self, steps=100):
        self.figure, axes = style.new_figure(1, 2, height=4.0)
        self._n, self._lines, self.dynamic = np.arange(steps + 1), {}, []
        for ax, words in zip(axes, ("as it is", "on powers of ten"), strict=True):
            ax.set_xlim(-0.02 * steps, 1.02 * steps)
            ax.set_xlabel("$n$, steps later")
            ax.set_title(words, loc="left", fontsize=style.NORMAL)
        axes[0].set_ylim(-0.04, 1.06)
        axes[0].set_ylabel("share that is remembered")
        self._decades = Decades(axes[1], LOWEST, 0, 2)
        for name, symbol, dash, width, label in self.LOOK:
            look = style.cue(symbol, linestyle=dash, linewidth=width, label=label)
            look |= {"markevery": MARKED, "markersize": 6, "zorder": 3 if width > 2 else 4}
            if name == "human":
                look |= {"marker": "", "color": style.MUTED}
            self._lines[name] = [ax.plot([], [], **look)[0] for ax in axes]
            self.dynamic += self._lines[name]
        self._below = axes[1].text(
            0.99, 0.97, "", transform=axes[1].transAxes, ha="right", va="top", zorder=7,
            fontsize=style.SMALL, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip
        self.dynamic.append(self._below)
        self.figure.legend(
            handles=[lines[0] for lines in self._lines.values()], loc="outside lower center",
            ncols=3, fontsize=style.SMALL, frameon=False,
        )  # fmt: skip
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def show(self, p, long, short, one, two):
        """p, T_LTM and T_STM of people; the forget gates of one cell and of two.

        one: f (T,), two: f (T, 2), or a trace's (T, 1, H), with T = steps + 1; f[0] belongs to what
        was there before. Returns a sentence on the last step.
        """
        if not 0 <= p <= 1 or not long > 0 or not short > 0:
            raise ValueError(
                f"Memory: needs 0 <= p <= 1 and time constants above 0, not {p}, {long}, {short}"
            )
        shares = log_size(np.array([p, 1 - p]))
        times = -self._n[:, None] / np.array([long, short]) / np.log(10)
        logs = {
            "human": _log_sum(shares + times),
            "one": self._kept("one", one, 1)[:, 0],
            "two": _log_sum(shares + self._kept("two", two, 2)),
        }
        told = []
        for name, (plain, powers) in self._lines.items():
            log = logs[name]
            plain.set_data(self._n, 10.0**log)
            seen = (log >= LOWEST) | (log == -np.inf)
            powers.set_data(self._n, np.where(seen, self._decades.place(log), np.nan))
            if not seen.all():
                told.append({"human": "people", "one": "one cell", "two": "two cells"}[name])
        self._below.set_text("off the scale, below: " + ", ".join(told) if told else "")
        return self._sentence({name: 10.0**log for name, log in logs.items()})

    def _kept(self, name, gates, units):
        """log10 of the share that each unit has kept after n steps, (T, units)."""
        gates = np.asarray(gates, float)
        T = len(self._n)
        if gates.size != T * units or gates.shape[:1] != (T,):
            raise ValueError(
                f"Memory: {name} needs forget gates (T, {units}) with T = {T}, got {gates.shape}"
            )
        if not ((gates >= 0) & (gates <= 1)).all():
            raise ValueError(f"Memory: the forget gates of {name} leave 0 .. 1")
        logs = log_size(gates.reshape(T, units))
        logs[0] = 0.0  # nothing is forgotten at the step at which it comes
        return np.cumsum(logs, axis=0)

    def _sentence(self, kept):
        last = self._n[-1]
        ends = {name: style.number(share[-1], 3) for name, share in kept.items()}
        # What only rounding tells apart is not apart.
        apart = {n: np.abs(kept[n] - kept["human"]).max().round(12) for n in ("one", "two")}
        one, two = (style.number(apart[name], 2) for name in ("one", "two"))
        return (
            f"After {last} steps people remember {ends['human']}, one cell {ends['one']}, "
            f"two cells {ends['two']}. The largest distance from people: {one} for one cell, "
            f"{two} for two."
        )


def _log_sum(logs):
    """log10 of the sum over the last axis of what has these log10."""
    return np.logaddexp2.reduce(logs * TWOS, axis=-1) / TWOS


@picture(
    "human_memory",
    alt="""People forget in two ways, here a fifth of it with a time constant of 50 steps and the
    rest with 4: a curve that bends on powers of ten. One cell with a forget gate of 0.9 draws a
    straight line and misses it; two cells, mixed alike, lie on it.""",
)
def _():
    shown = Memory()
    biases = [forget_bias(50), forget_bias(4)]
    cell, params = flow_networks(0.0, biases, np.zeros((2, 2)))["LSTM"]
    two = cell.forward(params, np.ones(101)).f
    shown.show(0.2, 50, 4, np.full(101, 0.9), two)
    return shown
