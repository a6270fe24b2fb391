"""Training as it happens: loss and gradient norm over the epochs, gates and outputs by now.

    run = Run(300, lambda eta, **more: fit(cell, params, x, y, eta=eta, loss=loss, **more))
    LiveFigure(picture.figure, update, controls, picture.dynamic, train=run.train,
               actions={"begin anew": run.begin_anew})

`update` hands `run.epochs` to the picture, and a trace of the params it wants to see.
"""

import numpy as np

from figures import style
from figures.offscale import OffScale
from figures.registry import picture
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    LSTM,
    LSTMParams,
    adam,
    fit,
    identity,
    squared_error,
)


class Run:
    """The epochs of one training, kept outside of it: what interrupts it loses none.

    `start(resume=, epochs=, **values)` returns the generator of `fit`, or of something like it.
    """

    def __init__(self, total, start):
        self.total, self.epochs, self._start = total, [], start

    def train(self, **values):
        """Goes on from the last epoch; yields the share that is done after each."""
        last = self.epochs[-1] if self.epochs else None
        if last is not None and last.sentence:
            return  # it has come to an end that no further epoch can mend
        left = self.total - len(self.epochs)
        for epoch in self._start(resume=last, epochs=left, **values):
            self.epochs.append(epoch)
            yield len(self.epochs) / self.total

    def begin_anew(self, **values):
        """An action for a button: forget all epochs; the controls stay where they are."""
        self.epochs.clear()
        return {}

    def sentence(self):
        """How the training stands, in one sentence that is true also before its first epoch."""
        epochs = list(self.epochs)  # the thread may append meanwhile
        if not epochs:
            return f"Not trained yet: “train” begins, for {self.total} epochs."
        last = epochs[-1]
        return last.sentence or (
            f"After {len(epochs)} of {self.total} epochs the loss has gone from "
            f"{style.number(epochs[0].loss)} to {style.number(last.loss)}."
        )


class Training:
    """`Training(T, 300, loss=(1e-3, 1e2), norm=(1e-3, 1e3), h=(-1, 5))`: the axes' ranges.

    `gates` are the symbols drawn over t, below the outputs.
    """

    def __init__(self, T, epochs, loss, norm, h, gates="ifo"):
        self.figure, axes = style.new_figure(2, 2, height=5.2, width_ratios=(1, 1.15))
        self._t = np.arange(T)
        self._curves = {
            "L": self._over_epochs(axes[0, 0], "L", "loss  " + style.LABEL["L"], epochs, *loss),
            "gradient": self._over_epochs(axes[1, 0], "gradient", "gradient norm", epochs, *norm),
        }
        axes[1, 0].set_xlabel("epochs")
        outputs, below = axes[:, 1]
        for ax, label in ((outputs, "$h[t]$"), (below, "gates")):
            ax.set_ylabel(label)
            ax.set_xlim(-0.5, T - 0.5)
        self._low, self._high = h
        room = self._high - self._low
        outputs.set_ylim(self._low - 0.08 * room, self._high + 0.2 * room)
        below.set_ylim(-0.06, 1.06)
        below.set_xlabel("$t$")
        (self._h,) = outputs.plot([], [], **style.cue("h", markersize=6))
        (self._y,) = outputs.plot([], [], "o", markersize=12, markerfacecolor="none", zorder=4,
                                  markeredgecolor=style.COLOUR["y"], label="target")  # fmt: skip
        self._off = OffScale(outputs, self._low, self._high, style.COLOUR["h"])
        (self._ahead,) = axes[0, 0].plot(
            [],
            [],
            "o",
            color=style.COLOUR["L"],
            markersize=9,
            markerfacecolor="white",
            zorder=5,
            clip_on=False,
        )
        self._gates = {s: below.plot([], [], **style.cue(s, markersize=6))[0] for s in gates}
        handles = [self._h, self._y, *self._gates.values()]
        self.figure.legend(handles=handles, ncols=len(handles), loc="outside upper right",
                           frameon=False, fontsize=style.SMALL)  # fmt: skip
        self.dynamic = [self._h, self._y, *self._gates.values(), self._ahead, *self._off.dynamic]
        for parts in self._curves.values():
            self.dynamic += [*parts[:-1], *parts[-1].dynamic]
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def show(self, epochs, trace, y, scored=None, at=None, ahead=None):
        """The epochs so far; outputs and gates of `trace`, the params of the `at`-th (or last).

        ahead: the loss that one more step would lead to, drawn as a ring.
        """
        numbers = np.arange(len(epochs))
        for key, values in (("L", [e.loss for e in epochs]),
                            ("gradient", [e.gradient_norm for e in epochs])):  # fmt: skip
            curve, here, end, off = self._curves[key]
            values = np.array(values, float)
            held = off.show(numbers, np.where(np.isnan(values), np.inf, values))
            held = np.where(np.isnan(held), off.high, held)  # not finite: as high as any
            curve.set_data(numbers, held)
            k = len(epochs) - 1 if at is None else at
            here.set_data(numbers[k : k + 1], held[k : k + 1])
            ended = bool(epochs) and bool(epochs[-1].sentence)
            end.set_data(numbers[-1:] if ended else [], held[-1:] if ended else [])
        ring = [] if ahead is None else np.clip([ahead], *self._curves["L"][0].axes.get_ylim())
        self._ahead.set_data([len(epochs)][: len(ring)], ring)
        h, y = np.ravel(trace.h), np.ravel(y)
        self._h.set_data(self._t, self._off.show(self._t, h))
        wanted = np.ones(y.size, bool) if scored is None else np.ravel(scored)
        self._y.set_data(self._t[wanted], y[wanted])
        for symbol, line in self._gates.items():
            line.set_data(self._t, np.ravel(getattr(trace, symbol)))

    def _over_epochs(self, ax, symbol, label, epochs, low, high):
        ax.set_yscale("log")
        ax.set_ylim(low, high)
        ax.set_xlim(-0.02 * epochs, 1.02 * epochs)
        ax.set_ylabel(label)
        colour = style.COLOUR[symbol]
        (curve,) = ax.plot([], [], color=colour, linewidth=1.8, label=label)
        (here,) = ax.plot([], [], "o", color=colour, markersize=9, zorder=5, clip_on=False)
        (end,) = ax.plot([], [], "X", color=style.ERROR, markersize=13, zorder=7, clip_on=False)
        return curve, here, end, OffScale(ax, low, high, colour)


@picture(
    "training_of_an_lstm",
    alt="""An LSTM learns the pocket calculator: left the loss and the gradient norm falling over
    the epochs, right its outputs close to the two targets, and its three gates over time.""",
)
def _():
    cell, params = LSTM(activation=identity), starting_params()
    run = Run(300, lambda **more: fit(cell, params, CALCULATOR_X, CALCULATOR_Y, eta=0.05,
                                      loss=scored_error, optimiser=adam, **more))  # fmt: skip
    list(run.train())
    made = Training(8, 300, loss=(1e-14, 1e2), norm=(1e-6, 1e3), h=(0, 12))
    trace = cell.forward(run.epochs[-1].params, CALCULATOR_X)
    made.show(run.epochs, trace, CALCULATOR_Y, CALCULATOR_Y > 0)
    return made


def starting_params():
    rng = np.random.default_rng(18)
    return LSTMParams.from_named(**{f"{k}_{g}": rng.normal() / 2 for k in "wub" for g in "ifoc"})


def scored_error(h, y):
    y = y[:, None, None]
    return squared_error(h, y, scored=y > 0)
