"""What the variants ask for: which cell, which order of the gates, which steps are scored."""

from math import exp
from typing import NamedTuple


def logistic(z):
    return 1 / (1 + exp(-z))


def letter(k):
    """The weights of the candidate g carry the letter c."""
    return "c" if k == "g" else k


class Kind(NamedTuple):
    """salt: other numbers for the same id; order: of the tables; linear: no tanh anywhere;

    coupled: i = 1 - f, with no weights of its own; both: are both steps scored, or the last?
    """

    salt: str
    order: str = "gifo"
    linear: bool = False
    coupled: bool = False
    both: bool = True

    @property
    def forward(self):
        """The names of the table of a forward step."""
        return (*self.order, "c", "h")

    @property
    def heard(self):
        """The lines that hear something: all but a gate that is one minus another."""
        return tuple(k for k in self.order if not (self.coupled and k == "i"))

    @property
    def backward(self):
        before = ("eps", "dh", "dc", "df") if self.coupled else ("eps", "dh", "dc")
        return (*before, *(f"pre_{k}" for k in self.heard), "back")

    @property
    def weights(self):
        letters = map(letter, self.heard)
        return tuple(f"{a}_{k}{n}" for k in letters for a, n in (*_TWO, ("u", ""), ("b", "")))


_TWO = (("w", 1), ("w", 2))
KINDS = {
    0: Kind("first year"),
    1: Kind("second year", order="gfio", coupled=True),
    2: Kind("third year", linear=True),
    3: Kind("fourth year", order="ofig"),
    4: Kind("fifth year", order="figo", both=False),
}
