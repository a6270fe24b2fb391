"""A weight's gradient as a sum over time, beside the loss over that weight with the slope there.

    picture = WeightSum(T=8, limits=..., across=(-3, 3), up=(0, 20))
    picture.show("u_f", v, delta_pre, moves, losses, at, loss, slope)

At each step the weight multiplies v[t] (the input, the last output, or 1), and delta pre[t] comes
back to it: their product is the share of that step. The shares add up to the slope.
"""

import numpy as np

from figures import style
from figures.beside import Beside
from figures.loss_curve import draw_curve, tangent_ends
from figures.offscale import OffScale
from figures.registry import picture
from figures.timeline import Timeline
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    calculator_lstm_logistic,
    gradient,
    squared_error,
    stack,
    sweep,
)


class WeightSum(Beside):
    """Rows of v, delta pre and their product; right the loss over what the weight is moved by."""

    def __init__(self, T, limits, across, up):
        rows = Timeline(("v", "delta_pre", "delta_share"), T, limits, digits=2)
        super().__init__(rows, LossOverWeight, across=across, up=up)

    def show(self, name, v, delta_pre, moves, losses, at, loss, slope):
        """`name` as "u_f"; v, delta_pre: (T,); losses: over `moves`; the rest at the move `at`.

        Returns the shares (T,).
        """
        shares = np.ravel(v) * np.ravel(delta_pre)
        self.timeline.show({"v": v, "delta_pre": delta_pre, "delta_share": shares})
        self.panel.show(name, moves, losses, at, loss, slope)
        return shares


class LossOverWeight:
    """A panel for `Beside`: a curve, a point on it, and its tangent, for one weight at a time."""

    def __init__(self, ax, across, up):
        self._across, self._up = across, up
        self._curve, self._tangent, self._point = draw_curve(ax, "w", across, up)
        ax.set_xlabel("weight moved by")
        ax.set_ylabel("")
        self._title = ax.text(0.5, 1.04, "", transform=ax.transAxes, ha="center",
                              fontsize=style.NORMAL)  # fmt: skip
        self._off = OffScale(ax, up[0] - 1, up[1], style.COLOUR["L"])
        self.dynamic = [self._curve, self._tangent, self._point, self._title, *self._off.dynamic]

    def show(self, name, moves, losses, at, loss, slope):
        symbol, gate = name.split("_")
        self._title.set_text(f"{style.LABEL['L']} over ${symbol}_{gate}$")
        self._curve.set_data(moves, losses)
        held = self._off.show([at], [loss])
        self._point.set_data([at], held)
        ends = tangent_ends(at, loss, slope, self._across, self._up, reach=0.25, aspect=0.8)
        self._tangent.set_data(*ends)


@picture(
    "weight_sum",
    alt="""Eight steps of a soft calculator: what the forget gate's feedback weight is multiplied
    by, the delta before the gate's nonlinearity, their products, and on the right the loss over
    this weight with a tangent whose slope is the sum of the products.""",
)
def _():
    cell, params = calculator_lstm_logistic(gain=3.0)
    trace = cell.forward(params, CALCULATOR_X)
    loss, eps = squared_error(trace.h, CALCULATOR_Y)
    deltas = cell.bptt(params, trace, eps)
    slope = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y)[1].named()["u_f"].item()
    moves = np.linspace(-3, 3, 121)
    many = stack(params, u_f=params.named()["u_f"].item() + moves)
    losses, _ = sweep(cell, many, CALCULATOR_X, CALCULATOR_Y)
    limits = {"v": (0, 2), "delta_pre": (-2, 2), "delta_share": (-2, 2)}
    made = WeightSum(8, limits, (-3, 3), (0, 14))
    made.show("u_f", trace.h_prev, deltas.pre_f, moves, losses, 0.0, loss, slope)
    return made
