"""What stands under a flow graph: its paths and the arrows across the dashed line, in lines.

Long lists are cut short, and say how many are left out and what those come to.
"""

from itertools import islice

from figures.style import number

LISTED = 5
ROUNDING = 1e-12  # of the largest listed: what is smaller comes from adding up


def of_paths(part, of, wrt, hold, total, partial, count):
    """`part` is the graph of what lies on the way, `count` the number of paths through it."""
    listed = list(islice(part.paths(of, wrt), _room(count)))
    return [
        f"total d{of}/d{wrt} = {number(total)}",
        f"partial ∂{of}/∂{wrt} = {number(partial)}, {_held(hold)}",
        f"paths from {wrt} to {of} that are open: {count:,}",
        *(f"  {_way(path.names)}:  {number(path.product)}" for path in listed),
        *_more(count, listed, partial),
    ]


def of_cut(crossings, of, wrt, between=True):
    """`between`: whether the line does run between wrt and of."""
    if not between:
        return [f"the dashed line does not run between {wrt} and {of}"]
    whole = sum(c.product for c in crossings)
    listed = crossings[: _room(len(crossings))]
    return [
        f"arrows across the dashed line: {len(crossings)}, together {number(whole)}",
        *(f"  {c.tail} → {c.head}:  {_product(c)}" for c in listed),
        *_more(len(crossings), listed, whole),
    ]


def _room(count):
    """How many to list: to say that one more is left out would take the line of that one."""
    return count if count <= LISTED + 1 else LISTED


def _held(hold):
    names = sorted(hold)
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"holding {', '.join(names[:3])}{more}" if names else "nothing held"


def _way(names):
    return " → ".join(names if len(names) <= 6 else (*names[:3], "…", *names[-2:]))


def _product(crossing):
    factors = crossing.to_of, crossing.arrow, crossing.from_wrt  # as in the chain rule
    return " · ".join(number(f, 3) for f in factors) + f" = {number(crossing.product, 3)}"


def _more(count, listed, whole):
    if count <= len(listed):
        return []
    rest = whole - sum(one.product for one in listed)
    if abs(rest) <= ROUNDING * max(abs(one.product) for one in listed):
        rest = 0.0
    return [f"  … and {count - len(listed):,} more, together {number(rest)}"]
