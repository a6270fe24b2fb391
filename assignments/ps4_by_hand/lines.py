"""Every line of the calculation as a function of the numbers before it, right or with one slip.

Numbers are called "g[0]", "eps[1]", "dw_c1" (a gradient), "new w_c1" (a weight after the step).
A table is {name: line}; the slips are {slip: {name: line}}, explained in mistakes.py.
"""

from assignments.ps4_by_hand import backward, forward, weights

LABELS = ("forward_0", "forward_1", "backward_1", "backward_0", "gradient", "step")


def key(label, name):
    """What other lines call the number of this name in this table."""
    if label in ("gradient", "step"):
        return ("d" if label == "gradient" else "new ") + name
    return f"{name}[{label[-1]}]"


def lines(label, mine, kind):
    """({name: line}, {slip: {name: line}}) of one table, in its order."""
    if label in ("gradient", "step"):
        return getattr(weights, label)(mine, kind)
    module = forward if label.startswith("forward") else backward
    return module.table(mine, kind, int(label[-1]))
