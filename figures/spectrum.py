"""One step's Jacobian taken apart: its eigenvalues in the complex plane, its singular values.

Eigenvalues say what happens when the same step is repeated for long; the largest singular value,
which is the 2-norm, says how much one step can stretch. They agree for one unit, and differ where
the Jacobian is far from symmetric.
"""

import numpy as np

from figures import style
from figures.offscale import OffScale

REACH = 1.6  # of both axes of the complex plane
TALLEST = 2.5  # of the singular values


def largest_eigenvalues(matrices):
    """The largest |eigenvalue| of each matrix (..., n, n); NaN where one isn't finite."""
    return _of_finite(lambda good: np.abs(np.linalg.eigvals(good)).max(axis=-1), matrices)


def finite_norms(matrices):
    """The 2-norm of each matrix (..., n, n); NaN where one isn't finite."""
    return _of_finite(lambda good: np.linalg.norm(good, 2, axis=(-2, -1)), matrices)


def _of_finite(function, matrices):
    matrices = np.asarray(matrices, float)
    good = np.isfinite(matrices).all(axis=(-2, -1))
    found = np.full(good.shape, np.nan)
    if good.any():
        found[good] = function(matrices[good])
    return found


class Spectrum:
    """Two panels for a matrix of at most `most` rows."""

    def __init__(self, plane, bars, most):
        turn = np.linspace(0, 2 * np.pi, 181)
        plane.plot(np.cos(turn), np.sin(turn), color=style.MUTED, linewidth=1)
        plane.set_aspect("equal")
        for setting in (plane.set_xlim, plane.set_ylim):
            setting(-REACH, REACH)
        plane.set_xticks([-1, 0, 1])
        plane.set_yticks([-1, 0, 1], ["−i", "0", "i"])
        plane.set_title("eigenvalues, and the unit circle", fontsize=style.NORMAL)
        look = {"linestyle": "none", "zorder": 4}
        (self._eigen,) = plane.plot(
            [], [], marker="D", color=style.COLOUR["c"], markersize=6, markeredgecolor="white",
            label="eigenvalues", **look,
        )  # fmt: skip
        self._beyond = plane.text(
            0.02, 0.99, "", transform=plane.transAxes, va="top", fontsize=style.SMALL, zorder=7,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.85},
        )  # fmt: skip
        bars.set_xlim(0.3, most + 0.7)
        bars.set_ylim(-0.06 * TALLEST, 1.12 * TALLEST)
        bars.set_xticks(range(1, most + 1) if most <= 12 else [1, *range(5, most + 1, 5)])
        bars.axhline(1, color=style.MUTED, linewidth=1)
        bars.set_title("singular values; the first is the 2-norm", fontsize=style.NORMAL)
        (self._stems,) = bars.plot([], [], color=style.COLOUR["delta"], linewidth=2)
        (self._heads,) = bars.plot(
            [], [], marker="s", color=style.COLOUR["delta"], markersize=6, label="singular values",
            **look,
        )  # fmt: skip
        self._off = OffScale(bars, 0, TALLEST, style.ink("delta"), remark=False)
        self._words = bars.text(
            0.99, 0.9, "", transform=bars.transAxes, ha="right", va="top", fontsize=style.NORMAL,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.85}, zorder=7,
        )  # fmt: skip
        self.dynamic = [
            self._eigen, self._beyond, self._stems, self._heads, *self._off.dynamic, self._words,
        ]  # fmt: skip

    def show(self, matrix, name):
        """The spectrum of a matrix (n, n); `name` says which one it is."""
        if not np.isfinite(matrix).all():
            for artist in (self._eigen, self._stems, self._heads):
                artist.set_data([], [])
            self._off.show([], [])
            self._beyond.set_text("")
            self._words.set_text(f"{name}\nnot a finite matrix")
            return
        values = np.linalg.eigvals(matrix)
        inside = (abs(values.real) <= REACH) & (abs(values.imag) <= REACH)
        self._eigen.set_data(values.real[inside], values.imag[inside])
        far = abs(values).max()
        told = f"{(~inside).sum()} outside, up to {style.number(far)} in size"
        self._beyond.set_text("" if inside.all() else told)
        singular = np.linalg.svd(matrix, compute_uv=False)
        k = np.arange(1, len(singular) + 1)
        held = self._off.show(k, singular)
        self._heads.set_data(k, np.where(held == singular, held, np.nan))
        stems = np.stack([np.zeros_like(held), held, np.full_like(held, np.nan)], axis=1)
        self._stems.set_data(np.repeat(k, 3), stems.ravel())
        self._words.set_text(
            f"{name}\nlargest |eigenvalue| {style.number(far, 3)}\n"
            f"largest singular value {style.number(singular[0], 3)}"
        )
