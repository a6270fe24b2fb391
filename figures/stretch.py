"""What a table of two by two does to a circle, and how far the same steps stretch it in the end.

Left: all pushes of size 1 on two outputs, a circle, and what has become of them m steps later, an
ellipse. Its longest half-axis is the 2-norm of the product. The thin lines are the directions that
are only stretched and never turned, the eigenvectors. Right: that norm after 0, 1, 2, ... steps,
beside what the largest |eigenvalue| of one step promises.
"""

import numpy as np

from figures import style
from figures.offscale import OffScale
from figures.registry import picture
from figures.spectrum import finite_norms, largest_eigenvalues
from lstm_core import flow_networks, jacobian_products, step_jacobians

REACH = 4.0  # of the axes, in pushes of size 1
TURN = np.linspace(0, 2 * np.pi, 241)
CIRCLE = np.stack([np.cos(TURN), np.sin(TURN)])


class Stretch:
    """`Stretch(steps)`: for a linear network of two units, after up to `steps` steps."""

    def __init__(self, steps):
        self._m = np.arange(steps + 1)
        self.figure, (plane, bars) = style.new_figure(1, 2, height=4.3)
        plane.set_aspect("equal")
        for setting in (plane.set_xlim, plane.set_ylim):
            setting(-REACH, REACH)
        for setting, unit in ((plane.set_xlabel, "first"), (plane.set_ylabel, "second")):
            setting(f"push of the {unit} unit")
        plane.set_title("all pushes of size 1, and m steps later", fontsize=style.NORMAL)
        plane.plot(*CIRCLE, color=style.MUTED, linewidth=1.2)
        (self._ways,) = plane.plot([], [], color=style.COLOUR["c"], linewidth=1, dashes=(5, 3))
        (self._ellipse,) = plane.plot([], [], color=style.COLOUR["measured"], linewidth=2.2)
        (self._before,) = plane.plot([], [], color=style.MUTED, linewidth=1.6, marker="o")
        (self._after,) = plane.plot(
            [], [], color=style.COLOUR["delta"], linewidth=2.4, marker="s", markevery=[1]
        )
        self._words = plane.text(
            0.02, 0.98, "", transform=plane.transAxes, va="top", fontsize=style.SMALL, zorder=7,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.85},
        )  # fmt: skip
        bars.set_xlim(-0.6, steps + 0.6)
        bars.set_ylim(-0.05 * REACH, 1.12 * REACH)
        bars.set_xlabel("$m$, steps")
        bars.set_title("longest half-axis of the ellipse", fontsize=style.NORMAL)
        bars.axhline(1, color=style.MUTED, linewidth=1)
        (self._promised,) = bars.plot(
            [], [], color=style.COLOUR["predicted"], linestyle=style.DASH["predicted"],
            label="promised: largest |eigenvalue| of a step",
        )  # fmt: skip
        measured = style.cue("measured", linestyle="none", label="measured: 2-norm")
        (self._norms,) = bars.plot([], [], **measured)
        (self._here,) = bars.plot(
            [], [], linestyle="none", marker="o", markersize=13, markerfacecolor="none",
            markeredgecolor=style.COLOUR["delta"], markeredgewidth=1.8, clip_on=False,
        )  # fmt: skip
        self._off = OffScale(bars, 0, REACH, style.COLOUR["measured"], remark=False)
        bars.legend(loc="upper right", fontsize=style.SMALL, framealpha=0.85)
        self.dynamic = [
            self._ways, self._ellipse, self._before, self._after, self._words, self._promised,
            self._norms, self._here, *self._off.dynamic,
        ]  # fmt: skip
        for artist in self.dynamic:
            artist.set_in_layout(False)

    def show(self, products, m):
        """Move the artists to products (steps+1, 2, 2), entry k = dh[k]/dh[0], and to step m.

        Every step of the network has the same Jacobian, products[1]. Returns a sentence.
        """
        products = np.asarray(products, float)
        if products.shape != (len(self._m), 2, 2) or m not in range(len(self._m)):
            raise ValueError(
                f"Stretch: expected products ({len(self._m)}, 2, 2) and one of their steps, "
                f"got {products.shape} and m = {m!r}"
            )
        if not np.isfinite(products).all():
            raise ValueError("Stretch: the products must be finite numbers")
        norms, largest = finite_norms(products), float(largest_eigenvalues(products[1]))
        self._ellipse.set_data(*(products[m] @ CIRCLE))
        _, _, rows = np.linalg.svd(products[m])
        push = rows[0] * (1.0 if rows[0].sum() >= 0 else -1.0)  # either end of the axis would do
        self._before.set_data(*zip((0, 0), push, strict=True))
        self._after.set_data(*zip((0, 0), products[m] @ push, strict=True))
        self._ways.set_data(*_eigenlines(products[1]))
        outside = np.abs(products[m] @ CIRCLE).max() > REACH
        self._words.set_text("it leaves the picture" if outside else "")
        held = self._off.show(self._m, norms)
        self._norms.set_data(self._m, np.where(held == norms, held, np.nan))
        self._promised.set_data(self._m, np.minimum(largest**self._m, 2 * REACH))
        self._here.set_data([m], [held[m]])
        became, promise = style.number(norms[m], 3), style.number(largest**m, 3)
        return (
            f"After {m} step{'s' * (m != 1)} a push of size 1 has become as large as {became}; "
            f"the largest |eigenvalue| of a step, {style.number(largest, 3)}, promises {promise}."
        )


def _eigenlines(matrix):
    """x and y of a line through 0 along each real eigenvector, with a gap between them."""
    values, vectors = np.linalg.eig(matrix)
    points = [
        point
        for value, vector in zip(values, vectors.T, strict=True)
        if value.imag == 0
        for point in (-2 * REACH * vector.real, 2 * REACH * vector.real, [np.nan, np.nan])
    ]
    return np.array(points).T if points else ([], [])


@picture(
    "stretch",
    alt="""A circle of pushes of size 1 on two units, and the long thin ellipse that four steps of
    a linear network have made of it, although both eigenvalues are 0.8. On the right its longest
    half-axis, which grows to 3.3 and only then falls, above the falling line of the eigenvalue.""",
)
def _():
    steps, shown = 12, Stretch(12)
    cell, params = flow_networks(0.8, 0.0, np.array([[1.0, 0.0], [2.0, 1.0]]))["linear RNN"]
    jacobians = step_jacobians(cell, params, cell.forward(params, np.zeros(steps)))
    shown.show(jacobian_products(jacobians)[::-1, 0], 4)
    return shown
