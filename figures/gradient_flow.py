"""Gradient flow: the norm of d state[T-1] / d state[t], for several networks side by side.

It isn't dL/dh, which mixes in each network's own error. Vector cells are measured by the 2-norm of
their products of Jacobians. Beside it stands a prediction: a straight line that falls or rises by
the mean log of the per-step factor, the largest |eigenvalue| of each step's Jacobian. For one
unit and a linear RNN that is log |u|. Eigenvalues aren't norms: where the Jacobians turn and
stretch, the two differ. Below, one step's Jacobian is taken apart (see `figures.spectrum`).
"""

import numpy as np

from figures import style
from figures.logscale import Decades, power_of_ten
from figures.offscale import OffScale
from figures.spectrum import Spectrum, finite_norms, largest_eigenvalues

LOW, HIGH = -9, 6  # powers of ten
HOW = "measured", "predicted"
WORDS = 4  # lines below each network, the last stays free


class GradientFlow:
    """`GradientFlow(("linear RNN", "LSTM"), T)`: a small picture for each of these networks.

    `units` is the largest H. After `show` the arrays `measured` and `predicted` hold, for each
    network in order, the factor a step.
    """

    def __init__(self, names, T, units=1):
        self.names, self._T = tuple(names), T
        if T < 2:
            raise ValueError(f"GradientFlow: expected T of at least 2 steps, got {T}")
        count = len(self.names)
        self.figure, axes = style.new_figure(2, count, height=6.5, squeeze=False)
        grid = axes[0, 0].get_gridspec()
        for ax in axes[1]:
            ax.remove()
        below = grid[1, :].subgridspec(1, 2, width_ratios=(1, 1.35))
        self._flows = []
        for ax, name in zip(axes[0], self.names, strict=True):
            ax.set_xlim(-0.03 * T, 1.03 * (T - 1))
            ax.set_title(name, fontsize=style.NORMAL)
            ax.set_xlabel("$t$" + "\n" * WORDS)  # room for the words below
            ax.set_xticks([0, T - 1])
            self._flows.append(_Flow(ax, T, first=ax is axes[0, 0]))
        axes[0, 0].set_ylabel("size of $d\\,state[T-1]\\,/\\,d\\,state[t]$")
        left, right = (style.dress(self.figure.add_subplot(cell)) for cell in below)
        self._spectrum = Spectrum(left, right, 2 * units)
        handles = axes[0, 0].get_lines()
        self.figure.legend(
            handles=[line for line in handles if not line.get_label().startswith("_")],
            loc="outside upper center", ncols=3, fontsize=style.SMALL, frameon=False,
        )  # fmt: skip
        self.dynamic = [artist for flow in self._flows for artist in flow.dynamic]
        self.dynamic += self._spectrum.dynamic
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def show(self, jacobians, products, name, t):
        """The flow of all, and the spectrum of the network `name` at step t.

        jacobians, products: {name: array}, of `step_jacobians` and `jacobian_products`, of one
        signal each. Returns a sentence on `name`.
        """
        for given, what in ((jacobians, "jacobians"), (products, "products")):
            if missing := [n for n in self.names if n not in given]:
                raise ValueError(f"GradientFlow: {what} lack {missing}")
        if name not in self.names or t not in range(self._T):
            raise ValueError(f"GradientFlow: no step t = {t!r} of {name!r}")
        self.measured, self.predicted = np.empty((2, len(self.names)))
        for k, (flow, network) in enumerate(zip(self._flows, self.names, strict=True)):
            steps, whole = (np.asarray(given[network]) for given in (jacobians, products))
            if len(steps) != self._T or len(whole) != self._T + 1 or steps.shape[1] != 1:
                raise ValueError(
                    f"GradientFlow: {network} needs jacobians (T, 1, n, n) and products "
                    f"(T+1, 1, n, n) with T = {self._T}, got {steps.shape} and {whole.shape}"
                )
            chosen = t if network == name else None
            rates = flow.show(_log(finite_norms(whole[1:, 0])), steps[1:, 0], chosen)
            self.measured[k], self.predicted[k] = rates
        self._spectrum.show(np.asarray(jacobians[name])[t, 0], f"{name}, step t = {t}")
        return self._sentence(self.names.index(name), np.asarray(products[name])[1, 0])

    def _sentence(self, k, whole):
        lag = self._T - 1
        size = power_of_ten(float(_log(finite_norms(whole))))
        rate, name = self.measured[k], self.names[k]
        if np.isnan(rate):
            return f"{name}: the derivative over {lag} steps is no finite number."
        fate = "stays as it is"
        if not np.isclose(rate, 1, atol=5e-4):
            fate = "grows" if rate > 1 else "shrinks" if rate > 0 else "is gone"
        by = f", × {style.number(rate, 3)} a step" if fate in ("grows", "shrinks") else ""
        return (
            f"{name}: over {lag} steps the derivative is {size}; going back it {fate}{by}; "
            f"the eigenvalues predict × {style.number(self.predicted[k], 3)}."
        )


class _Flow:
    """One network: dots for the norms, a straight line for the prediction, a mark at step t."""

    def __init__(self, ax, T, first):
        self._decades = Decades(ax, LOW, HIGH, 3)
        if not first:
            ax.tick_params(labelleft=False)
        self._t = np.arange(T)
        measured = style.cue("measured", linestyle="none", markersize=4.5, label="measured: 2-norm")
        (self._dots,) = ax.plot([], [], zorder=4, **measured)
        (self._line,) = ax.plot(
            [], [], color=style.COLOUR["predicted"], linestyle=style.DASH["predicted"], zorder=5,
            label="predicted: mean log of the largest |eigenvalue| of a step",
        )  # fmt: skip
        self._here = ax.axvline(0, color=style.COLOUR["w"], linestyle=(0, (1, 1)), label="step $t$")
        self._off = OffScale(ax, LOW, HIGH, style.COLOUR["measured"], remark=False, size=7)
        self._words = ax.text(
            0.5, -0.235, "", transform=ax.transAxes, ha="center", va="top", fontsize=style.SMALL,
            linespacing=1.3,
        )  # fmt: skip
        self.dynamic = [self._dots, self._line, self._here, *self._off.dynamic, self._words]

    def show(self, logs, steps, chosen):
        """Returns the factor a step, measured from end to end, and predicted."""
        zero = logs == -np.inf
        held = self._off.show(self._t, np.where(zero, np.nan, logs))
        inside = zero | (held == logs)
        self._dots.set_data(self._t[inside], self._decades.place(logs)[inside])
        with np.errstate(invalid="ignore"):
            slope = _log(largest_eigenvalues(steps)).mean() if len(steps) else 0.0
            measured = logs[0] / len(steps) if len(steps) else 0.0
        self._draw_line(slope)
        self._here.set_xdata([np.nan if chosen is None else chosen] * 2)
        rates = [10.0**measured, 10.0**slope]
        far = logs[(logs < LOW) & ~zero | (logs > HIGH)]
        words = [f"{how} × {style.number(rate, 3)}" for how, rate in zip(HOW, rates, strict=True)]
        if far.size:
            words.append(f"off the scale: {power_of_ten(far[np.abs(far).argmax()])}")
        self._words.set_text("\n".join(words))
        return rates

    def _draw_line(self, slope):
        """A straight line from 1 at t = T-1, ended where it leaves the axes."""
        last = self._t[-1]
        if not np.isfinite(slope):
            self._line.set_data([], [])
            return
        room = HIGH if slope > 0 else -LOW
        back = last if last * abs(slope) <= room else room / abs(slope)
        self._line.set_data([last - back, last], [back * slope, 0.0])


def _log(sizes):
    with np.errstate(divide="ignore"):
        return np.log10(sizes)
