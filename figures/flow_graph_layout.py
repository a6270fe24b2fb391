"""Where the variables of an unrolled network stand, and which of its arrows lie on the way.

Columns are steps, rows are variables; within a step everything runs upwards. Weights stand left of
all steps, the loss right of them.
"""

import re

from lstm_core import FlowGraph

# From the bottom up, and how far left or right of its column: no arrow runs over a third variable.
ROWS = {"x": 0.0, "i": -0.36, "f": -0.12, "g": 0.12, "r": -0.36, "z": 0.3, "n": -0.06, "c": 0.0,
        "o": 0.4, "h": 0.1, "L": 0.0}  # fmt: skip


def variable(name):
    """("c", 3) for c[3]; the loss comes after all steps, a weight before them: ("u", None)."""
    found = re.fullmatch(r"(\w+)\[(-?\d+)\]", name)
    return (found[1], int(found[2])) if found else (name, None)


def layout(graph, weights=True):
    """{name: (x, y)}, and the rows from the bottom up; weights only if wanted."""
    names = [variable(name) for name in graph.values]
    steps = 1 + max(t for _, t in names if t is not None)
    rows = [row for row in ROWS if any(row == v for v, _ in names)]
    height = {row: k for k, row in enumerate(rows)}
    own = [v for v, t in names if t is None and v != "L"]
    places = {}
    for name, (v, t) in zip(graph.values, names, strict=True):
        if t is not None:
            places[name] = t + ROWS[v], height[v]
        elif v == "L":
            places[name] = float(steps), height["L"]
        elif weights:
            places[name] = -2.2, own.index(v) * (len(rows) - 1) / max(1, len(own) - 1)
    return places, rows


def upstream(graph, cut):
    """The names left of a line between steps `cut` and `cut` + 1."""
    times = {name: variable(name) for name in graph.values}
    return [n for n, (v, t) in times.items() if (v != "L" if t is None else t <= cut)]


def on_the_way(graph, of, wrt, hold=()):
    """The graph of what lies on a path from wrt to of that passes no held variable."""
    reach, sources = {wrt}, {of}
    for name, tails in graph.arrows.items():
        if name not in hold and name != wrt and not reach.isdisjoint(tails):
            reach.add(name)
    for name in reversed(graph.arrows):
        if name in sources and name != wrt:
            sources |= reach & graph.arrows[name].keys()
    kept = (reach & sources) | {of, wrt}
    part = FlowGraph()
    for name, value in graph.values.items():
        if name in kept:
            tails = {} if name == wrt else graph.arrows[name]
            part.add(name, value, {t: d for t, d in tails.items() if t in kept})
    return part


def count_paths(graph, of, wrt):
    """How many paths there are: with every arrow 1, a path's product is 1, and they are summed."""
    ones = FlowGraph()
    for name, tails in graph.arrows.items():
        ones.add(name, 0.0, dict.fromkeys(tails, 1.0))
    return int(ones.total(of, wrt))
