"""Other versions of this assignment, so that last year's answers don't serve.

Each variant sets three things: whether one gate serves for two, i = 1 - f; whether h shows tanh(c)
or c; and whether the weights of the gates lie apart, by name, or side by side, and in which order.
What that changes in the notebook is in wording.py, and the visible checks' numbers in
visible_numbers.py.
"""

from typing import NamedTuple

from assignments.ps3_lstm_backprop.visible_numbers import NUMBERS
from assignments.ps3_lstm_backprop.wording import AS_IT_IS, COUPLED, side_by_side


class Kind(NamedTuple):
    coupled: bool = False
    tanh: bool = True
    order: str = ""  # of the blocks of w, u and b; apart where there is none


KINDS = {
    0: Kind(),
    1: Kind(coupled=True),
    2: Kind(tanh=False),
    3: Kind(order="cfio"),
    4: Kind(tanh=False, order="ifco"),
}
VARIANTS = {
    0: "as in the lecture: three gates, h = o tanh(c), twelve arrays by name",
    1: "one gate for keeping and letting in: i = 1 - f; nine arrays by name",
    2: "c is shown as it is: h = o c; twelve arrays by name",
    3: "the weights side by side, in the order candidate, f, i, o",
    4: "c is shown as it is: h = o c; the weights side by side, in the order i, f, candidate, o",
}


def edits(variant):
    """{cell's label: [(old, new), ...]}: what this variant changes in the source.

    Errors: ``ValueError`` for a variant that isn't there.
    """
    if variant not in KINDS:
        raise ValueError(f"variant: expected one of {sorted(KINDS)}, got {variant!r}")
    kind, found = KINDS[variant], {}
    parts = [COUPLED] * kind.coupled + [AS_IT_IS] * (not kind.tanh)
    parts += [side_by_side(kind.order)] if kind.order else []
    for part in [*parts, NUMBERS[variant]]:
        for label, pairs in part.items():
            found[label] = found.get(label, []) + pairs
    return found
