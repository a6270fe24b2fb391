"""Gradient descent on one weight: its way along the loss curve, and how far it still has to go."""

import numpy as np

from figures import style
from figures.logscale import Decades, log_size
from figures.loss_curve import draw_curve, tangent_ends
from figures.offscale import OffScale

TRAIL = style.COLOUR["w"]
FAR = 1e300


class Descent:
    """Left the loss over the weight and the places visited, right their distance to the bottom."""

    def __init__(self, weight, across, up, steps=40):
        self.figure, (left, right) = style.new_figure(1, 2, height=4.2, width_ratios=(1.5, 1))
        self._weight, self._across, self._up, self._steps = weight, across, up, steps
        self._curve, self._tangent, self._point = draw_curve(left, weight, across, up)
        look = {"color": TRAIL, "marker": "o", "markersize": 5, "linewidth": 0.9}
        (self._trail,) = left.plot([], [], label="places visited", **look)
        self._off = OffScale(left, up[0] - 1, up[1], TRAIL, remark=False)
        self._out = [
            left.plot([], [], linestyle="none", marker=marker, color=TRAIL, markersize=10,
                      clip_on=False, zorder=6)[0]
            for marker in (4, 5)
        ]  # fmt: skip
        right.set_xlim(-0.02 * steps, 1.02 * steps)
        right.set_xlabel("steps taken")
        right.set_ylabel(f"distance $|{weight} - {weight}^*|$")
        Decades(right, -9, 3, 3, strip=False)
        (self._distances,) = right.plot([], [], **look)
        self._far = OffScale(right, -9, 3, TRAIL, remark=False)
        (self._end,) = right.plot(
            [], [], marker="X", linestyle="none", color=style.ERROR, markersize=13, clip_on=False,
            zorder=7, label="stopped: diverged",
        )  # fmt: skip
        self.figure.legend(loc="outside upper center", ncols=4, fontsize=style.SMALL, frameon=False)
        self.dynamic = [
            self._curve, self._tangent, self._trail, self._point, *self._off.dynamic, *self._out,
            self._distances, *self._far.dynamic, self._end,
        ]  # fmt: skip
        for artist in self.dynamic:
            artist.set_in_layout(False)  # what moves must not move the axes

    def show(self, weights, losses, path, path_losses, slopes, bottom, diverged=False):
        """The curve, the `path` of weights visited, with the loss and the slope at each.

        bottom: the weight at which the loss is smallest.
        """
        self._curve.set_data(weights, losses)
        path = np.asarray(path, float)
        # A loss that is no longer a number stands as high as any.
        heights = np.nan_to_num(np.asarray(path_losses, float), nan=FAR, posinf=FAR)
        (low, high), top = self._across, self._up[1]
        held = self._off.show(np.clip(path, low, high), heights)
        self._trail.set_data(np.clip(path, low, high), held)
        for artist, out in zip(self._out, (path < low, path > high), strict=True):
            artist.set_data(np.clip(path[out], low, high), held[out])
        seen = low <= path[-1] <= high and heights[-1] <= top
        self._point.set_data(path[-1:] if seen else [], heights[-1:] if seen else [])
        ends = [], []
        if seen:
            ends = tangent_ends(path[-1], heights[-1], slopes[-1], self._across, self._up)
        self._tangent.set_data(*ends)
        k = np.arange(len(path))
        held = self._far.show(k, np.maximum(log_size(path - bottom), -99))  # 0 is far below, too
        self._distances.set_data(k, held)
        self._end.set_data(k[-1:] if diverged else [], held[-1:] if diverged else [])
