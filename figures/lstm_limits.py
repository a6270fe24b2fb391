"""Where the LSTM made by hand is exact and where it isn't: odd first keys, and gates that are soft.

Both pictures are a timeline with a panel beside it: the one number that counts, over the whole
range of the slider, with a point at the place where the slider stands.
"""

import numpy as np

from figures.beside import Beside
from figures.curve import Curve
from figures.timeline import Timeline


class FirstKeys(Beside):
    """What is printed at the last step, over the first key `keys` (n,); `right` (n,) would be."""

    def __init__(self, keys, printed, right, T):
        rows = Timeline(("x", "o", "f", "c", "h"), T, dict.fromkeys("xch", (-2, 4)))
        super().__init__(
            rows, Curve, at=keys, curves={"printed": printed, "right": right}, symbol="h",
            xlabel="first key $a$", title="at the second zero",
        )  # fmt: skip

    def show(self, trace, y, key):
        self.timeline.show(trace, y=y)
        self.panel.show(key)


class SteepGates(Beside):
    """The losses over the gain, a curve for each name; `losses` {name: (n,)} over `gains` (n,)."""

    def __init__(self, gains, losses, T=8):
        limits = {"x": (0, 2), "c": (0, 8), "h": (0, 8)}
        rows = Timeline(("x", "o", "f", "c", "h"), T, limits, digits=2)
        super().__init__(
            rows, Curve, at=np.asarray(gains), curves=losses, symbol="L", xlabel="gain $k$",
            log=True, title="loss over the gain",
        )  # fmt: skip

    def show(self, trace, y, gain, name):
        """A trace at this gain; its point lies on the curve called `name`."""
        self.timeline.show(trace, y=y)
        self.panel.show(gain, only=name)
