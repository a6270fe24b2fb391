"""Exponential decay: u^n over n, as it is and on powers of ten, with the time constant marked."""

import numpy as np

from figures import style
from figures.logscale import MINUS, PLUS, Decades, SignedDots, power_of_ten
from figures.offscale import OffScale

E_TH = 1 / np.e
EACH = 5  # every so many steps a sign or an arrow; odd, so that alternating signs still alternate


class Decay:
    """u^n for n = 0 .. steps: dots for what was measured, a line for exp(-n / tau)."""

    def __init__(self, steps=100):
        self.figure, (plain, logs) = style.new_figure(1, 2, height=3.9)
        self._n = np.arange(steps + 1)
        for ax, words in ((plain, "as it is"), (logs, "on powers of ten")):
            ax.set_xlim(-2, steps + 2)
            ax.set_xlabel("$n$")
            ax.set_title(words, loc="left", fontsize=style.NORMAL)
        plain.set_ylim(-1.3, 1.3)
        plain.set_yticks([-1, -E_TH, 0, E_TH, 1], ["−1", "$-1/e$", "0", "$1/e$", "1"])
        plain.set_ylabel("$u^n$")
        logs.set_ylabel("size of $u^n$")
        self._decades = Decades(logs, -9, 3, 3)
        curve = {"color": style.COLOUR["predicted"], "linestyle": style.DASH["predicted"]}
        (self._above,) = plain.plot([], [], label=r"predicted, $\pm e^{-n/\tau}$", **curve)
        (self._below,) = plain.plot([], [], **curve)
        (self._straight,) = logs.plot([], [], **curve)
        (self._dots,) = plain.plot(
            [],
            [],
            "o",
            color=style.COLOUR["h"],
            markersize=3.5,
            zorder=1.5,
            label="measured, $u^n$",
        )
        self._off = OffScale(plain, -1.15, 1.15, style.COLOUR["h"], remark=False)
        self._remark = plain.text(
            0.99, 0.99, "", transform=plain.transAxes, ha="right", va="top",
            color=style.COLOUR["h"], fontsize=style.SMALL,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip
        self._signed = SignedDots(self._decades, 5)
        self._tau = [
            ax.axvline(0, color=style.COLOUR["w"], linewidth=1.6, linestyle=(0, (1, 1)))
            for ax in (plain, logs)
        ]
        self._name = plain.text(
            0, -1.22, "", color=style.COLOUR["w"], va="bottom", fontsize=style.NORMAL,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip
        sign = {"linestyle": "none", "markersize": 7}
        logs.plot([], [], marker="P", color=PLUS, markeredgewidth=0, label="positive", **sign)
        logs.plot([], [], marker="_", color=MINUS, markeredgewidth=3, label="negative", **sign)
        self.figure.legend(loc="outside lower center", ncols=4, fontsize=style.SMALL, frameon=False)
        self.dynamic = [
            self._above, self._below, self._straight, self._dots, *self._off.dynamic, self._remark,
            *self._signed.dynamic, *self._tau, self._name,
        ]  # fmt: skip
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def show(self, h, measured, predicted, tau):
        """h: u^n; measured: (log10 of its size, sign); predicted: log10 of exp(-n / tau)."""
        n, h = self._n, np.asarray(h, float).ravel()
        self._off.show(n[::EACH], h[::EACH])
        held = np.where(np.abs(h) <= 1.15, h, np.nan)
        far = np.abs(h).max()
        told = f"off the scale: up to {power_of_ten(np.log10(far))}" if far > 1.15 else ""
        self._remark.set_text(told)
        self._dots.set_data(n, held)
        self._signed.show(n[::EACH], *(np.asarray(part)[::EACH] for part in measured))
        predicted = np.asarray(predicted, float)
        curve = 10.0 ** np.minimum(predicted, 2)  # the axis ends long before a hundredfold
        self._above.set_data(n, np.where(curve <= 1.2, curve, np.nan))
        turns = np.any(h < 0)  # only then is there anything below
        self._below.set_data(n, np.where((curve <= 1.2) & turns, -curve, np.nan))
        self._straight.set_data(n, np.where(predicted >= self._decades.low, predicted, np.nan))
        seen = 0 < tau <= n[-1]
        for line in self._tau:
            line.set_xdata([tau if seen else np.nan] * 2)
        self._name.set_text(rf"$\tau = ${style.number(tau, 3)}" if seen else "")
        right = tau > 0.6 * n[-1]
        self._name.set_position((tau + (-1.5 if right else 1.5) if seen else 0, -1.22))
        self._name.set_horizontalalignment("right" if right else "left")
