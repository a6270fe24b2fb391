"""Which digit was taken for which: a table of counts, and what a network got wrong in colour."""

import numpy as np

from figures import style
from figures.reading import INK


class Confusion:
    """Counts of K answers: rows what was there, columns what was said; ``most`` errors are black.

    The right ones stand on the diagonal, without colour: there are far more of them.
    """

    def __init__(self, K=10, most=10, title=""):
        self._K = K
        self.figure, ax = style.new_figure(1, 1, height=4.9, width=6.6)
        self._cells = ax.imshow(np.zeros((K, K)), cmap=INK, vmin=0, vmax=most)
        self._numbers = [
            [ax.text(k, j, "", ha="center", va="center", fontsize=style.SMALL) for k in range(K)]
            for j in range(K)
        ]
        self._most = most
        ax.set_xticks(range(K))
        ax.set_yticks(range(K))
        ax.grid(False)
        ax.set_xlabel("was taken for")
        ax.set_ylabel("was")
        ax.set_title(title, fontsize=style.NORMAL)
        bar = self.figure.colorbar(self._cells, ax=ax, pad=0.02)
        bar.set_label("errors", fontsize=style.NORMAL)
        bar.ax.tick_params(labelsize=style.SMALL)
        self.dynamic = [self._cells, *(number for row in self._numbers for number in row)]

    def show(self, counts):
        """counts (K, K). Returns the pair that is mistaken most, both ways together, and how often.

        A pair is (smaller, larger, count); of equal ones the first.
        """
        counts = np.asarray(counts)
        if counts.shape != (self._K, self._K):
            raise ValueError(f"counts: expected {(self._K, self._K)}, got {counts.shape}")
        wrong = counts * (1 - np.eye(self._K, dtype=int))
        self._cells.set_data(np.minimum(wrong, self._most))
        for j, row in enumerate(self._numbers):
            for k, number in enumerate(row):
                number.set_text(str(counts[j, k]) if counts[j, k] else "")
                dark = wrong[j, k] > 0.5 * self._most
                number.set_color("white" if dark else style.MUTED if j == k else style.COLOUR["y"])
        both = np.triu(wrong + wrong.T)
        smaller, larger = (int(k) for k in np.unravel_index(both.argmax(), both.shape))
        return smaller, larger, int(both.max())
