"""Other versions of this assignment, so that last year's answers don't serve.

Each variant sets three things: the feedback of the linear network, which steps are scored, and what
the calculator has to do (machine.py).
"""

from typing import NamedTuple

from assignments.ps2_pocket_calculator.wording import WORDING


class Kind(NamedTuple):
    network: str
    scored: str
    design: str


KINDS = {
    0: Kind("plain", "above", "sum"),
    1: Kind("minus", "below", "debts"),
    2: Kind("two steps back", "last", "negated"),
    3: Kind("mean", "all", "no ones"),
}
VARIANTS = {
    0: "as in the lecture: h[t] = x[t] + u h[t-1], scored where y > 0; print the sum",
    1: "h[t] = x[t] - u h[t-1]; the keys are zero or below, scored where y < 0; print the sum",
    2: "h[t] = x[t] + u h[t-2], the last step scored; g[t] = -x[t], print minus the sum",
    3: "h[t] = (1 - u) x[t] + u h[t-1], every step scored; keys of 1 add nothing",
}


def edits(variant):
    """{cell's label: [(old, new), ...]}: what this variant changes in the source.

    Errors: ``ValueError`` for a variant that isn't there.
    """
    if variant not in KINDS:
        raise ValueError(f"variant: expected one of {sorted(KINDS)}, got {variant!r}")
    found = {}
    for word in KINDS[variant]:
        for label, pairs in WORDING.get(word, {}).items():
            found[label] = found.get(label, []) + pairs
    return found
