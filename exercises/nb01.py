"""The checks of lecture 01, partial and total derivatives."""

from exercises.report import compare
from lstm_core import FlowGraph


def _other_graph(x):
    """h0 = 3x, h1 = h0² + x, ŷ = h0 h1."""
    graph, h0 = FlowGraph(), 3 * x
    graph.add("x", x)
    graph.add("h0", h0, {"x": 3})
    graph.add("h1", h0**2 + x, {"h0": 2 * h0, "x": 1})
    graph.add("ŷ", h0 * graph.values["h1"], {"h0": graph.values["h1"], "h1": h0})
    return graph


def check_three_derivatives(student):
    """Exercise A: the same letter, three times."""

    def derivatives(x, held=("", "h0", "h1")):
        graph = _other_graph(x)
        values = [graph.partial("ŷ", "x", [name] if name else ()) for name in held]
        return dict(zip(("total", "h0_held", "h1_held"), values, strict=True))

    def but(**changed):
        return lambda x: derivatives(x) | {key: change(x) for key, change in changed.items()}

    mistakes = {
        "the two partial ones are swapped": lambda x: derivatives(x, ("", "h1", "h0")),
        "in the total the way through both h0 and h1 is forgotten": but(
            total=lambda x: sum(derivatives(x, ("h0", "h0", "h1"))[k] for k in ("total", "h1_held"))
        ),
        "with h0 held, h1 is held as well, and nothing is left": but(h0_held=lambda x: 0.0),
        "with h1 held, the way through h1 is still counted": but(
            h1_held=lambda x: derivatives(x)["total"] - derivatives(x)["h0_held"]
        ),
    }
    return compare(student, derivatives, [{"x": 0.5}, {"x": -1.3}, {"x": 2.0}], mistakes)


_GRAPHS = [
    {"x": {}, "h0": {"x": 1.0}, "h1": {"x": 0.25, "h0": 0.5},
     "y": {"x": 1.0, "h0": -2.0, "h1": 1.0}},
    {"a": {}, "b": {"a": 0.7}, "c": {"a": -1.1, "b": 0.4}, "d": {"b": 1.3},
     "e": {"a": 0.2, "c": 0.9, "d": -0.6}, "L": {"c": 0.5, "e": 1.5}},
    {"only": {}},
]  # fmt: skip


def _graph(arrows):
    graph = FlowGraph()
    for name, tails in arrows.items():
        graph.add(name, 0.0, tails)
    return graph


def check_backwards(student):
    """Exercise B: equation (1.7) for any graph."""

    def expected(arrows):
        graph, last = _graph(arrows), list(arrows)[-1]
        return {name: graph.total(last, name) for name in arrows}

    def direct(arrows):
        """The numbers on the arrows to the last variable, and nothing else."""
        last = list(arrows)[-1]
        return {name: arrows[last].get(name, float(name == last)) for name in arrows}

    def two_totals(arrows):
        graph, last = _graph(arrows), list(arrows)[-1]
        heads = {name: [b for b, tails in arrows.items() if name in tails] for name in arrows}
        return {
            name: sum(graph.total(last, b) * graph.total(b, name) for b in heads[name])
            or float(name == last)
            for name in arrows
        }

    def overwritten(arrows):
        d = dict.fromkeys(arrows, 0.0)
        d[list(arrows)[-1]] = 1.0
        for name in reversed(list(arrows)):
            for tail, number in arrows[name].items():
                d[tail] = d[name] * number
        return d

    mistakes = {
        "only the direct arrows count: these are partial derivatives": direct,
        "both factors are total derivatives: ways are counted twice": two_totals,
        "what one arrow brings overwrites what another one has brought": overwritten,
    }
    return compare(student, expected, [{"arrows": arrows} for arrows in _GRAPHS], mistakes)


def check_deltas(student):
    """Exercise C: equation (1.10)."""

    def graph(eps, w):
        arrows = {
            f"h[{n}]": {f"h[{n - m}]": value for m, value in enumerate(w, 1) if m <= n}
            for n in range(len(eps))
        }
        return _graph(arrows | {"L": {f"h[{n}]": value for n, value in enumerate(eps)}})

    def expected(eps, w):
        made = graph(eps, w)
        return [made.total("L", f"h[{n}]") for n in range(len(eps))]

    mistakes = {
        "the partial derivatives are handed on, not the totals": lambda eps, w: [
            value + sum(eps[n + m] * v for m, v in enumerate(w, 1) if n + m < len(eps))
            for n, value in enumerate(eps)
        ],
        "only the first tap is used": lambda eps, w: expected(eps, w[:1]),
        "the taps are taken in the wrong order": lambda eps, w: expected(eps, w[::-1]),
        "the list runs from the last step to the first": lambda eps, w: expected(eps, w)[::-1],
    }
    cases = [
        {"eps": [0.5, -1.0, 0.3, 0.8, -0.6], "w": [0.7, -0.4]},
        {"eps": [0.0, 0.0, 0.0, 1.0], "w": [0.9, 0.3, -0.5]},
        {"eps": [2.0, 0.4], "w": [-1.5, 0.2, 0.1]},
    ]
    return compare(student, expected, cases, mistakes, name="deltas")


def check_ways(student):
    """Exercise D: ways through a graph with two taps."""

    def expected(n):
        taps = {f"h[{k}]": {f"h[{k - m}]": 1.0 for m in (1, 2) if m <= k} for k in range(n + 1)}
        return _graph(taps).total(f"h[{n}]", "h[0]")

    mistakes = {
        "it doubles with each step": lambda n: 2**n,
        "one starts too early: the numbers are those of n - 1": lambda n: expected(n - 1),
        "one starts too late: the numbers are those of n + 1": lambda n: expected(n + 1),
    }
    return compare(student, expected, [{"n": n} for n in (1, 4, 10)], mistakes, name="ways")
