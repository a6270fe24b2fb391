"""The loss over one weight: the curve, where you stand on it, and the slope there."""

import numpy as np

from figures import style
from figures.offscale import OffScale


class LossCurve:
    """`LossCurve("u", (-2, 2), (0, 30))`: the loss over `weight`, on axes that stay."""

    def __init__(self, weight, across, up, height=4.0):
        self.figure, self.ax = style.new_figure(1, 1, height=height)
        self._across, self._up = across, up
        self._curve, self._tangent, self._point = draw_curve(self.ax, weight, across, up)
        self._off = OffScale(self.ax, up[0] - 1, up[1], style.COLOUR["L"], remark=False)
        self._remark = self.ax.text(
            0, 1.03, "", transform=self.ax.transAxes, color=style.COLOUR["L"], fontsize=style.SMALL
        )
        self.dynamic = [self._curve, self._tangent, self._point, self._remark, *self._off.dynamic]
        self.figure.legend(loc="outside upper right", ncols=2, fontsize=style.SMALL, frameon=False)
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def show(self, weights, losses, at, loss, slope):
        """The losses of all `weights`, and the `loss` and its `slope` at the weight `at`."""
        self._curve.set_data(weights, losses)
        held = self._off.show([at], [loss])
        inside = held[0] == loss
        told = "" if inside else f"you stand off the scale, at a loss of {style.number(loss)}"
        self._remark.set_text(told)
        self._point.set_data([at], held if inside else [np.nan])
        ends = tangent_ends(at, loss, slope, self._across, self._up)
        self._tangent.set_data(*(ends if inside else ([], [])))


def draw_curve(ax, weight, across, up):
    """Dress `ax`; return the empty curve, tangent and point."""
    ax.set_xlim(*across)
    room = up[1] - up[0]
    ax.set_ylim(up[0] - 0.04 * room, up[1] + 0.04 * room)
    ax.set_xlabel(f"{style.LABEL[weight]}")
    ax.set_ylabel(f"loss  {style.LABEL['L']}")
    (curve,) = ax.plot([], [], color=style.COLOUR["L"], linewidth=2, label="loss")
    (tangent,) = ax.plot(
        [], [], color=style.COLOUR["gradient"], linewidth=2, linestyle=style.DASH["gradient"],
        label=f"slope $d\\mathcal{{L}}/d{weight}$",
    )  # fmt: skip
    (point,) = ax.plot([], [], "o", color=style.COLOUR["gradient"], markersize=10, zorder=5)
    return curve, tangent, point


def tangent_ends(at, loss, slope, across, up, reach=0.16, aspect=2):
    """The two ends of a piece of tangent, equally long on the picture whatever the slope.

    aspect: how much wider than tall the axes are, about.
    """
    wide, tall = across[1] - across[0], up[1] - up[0]
    # On axes twice as wide as tall a step of 1 across looks like a step of 2.
    steep = slope * wide / tall / aspect
    half = reach * wide / np.hypot(1, steep)
    return [at - half, at + half], [loss - half * slope, loss + half * slope]
