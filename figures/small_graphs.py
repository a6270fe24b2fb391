"""The two small graphs of lecture 01: x, h0, h1, ŷ; and a network with taps, ending in its loss.

Only where things stand is decided here; the numbers on the arrows come with the graph.
"""

from figures.drawn_graph import DrawnGraph
from figures.registry import picture
from lstm_core import FlowGraph

ROW = {"x": (0, 0), "h0": (1, 0), "h1": (2, 0), "ŷ": (3, 0)}
BOWS = {("x", "h1"): 0.42, ("x", "ŷ"): 0.92, ("h0", "ŷ"): -0.5}
LABELS = {"x": "$x$", "h0": "$h_0$", "h1": "$h_1$", "ŷ": r"$\hat{y}$"}
LIFT = 0.33  # how much lower each further tap runs


def cubic(x):
    """The graph of h0 = x², h1 = x h0, ŷ = x − 2 h0 + h1, which is x − 2 x² + x³.

    On each arrow stands the derivative of its head, with all else that enters the head held.
    """
    graph = FlowGraph()
    graph.add("x", x)
    graph.add("h0", x**2, {"x": 2 * x})
    graph.add("h1", x**3, {"x": x**2, "h0": x})
    graph.add("ŷ", x - 2 * x**2 + x**3, {"x": 1.0, "h0": -2.0, "h1": 1.0})
    return graph


def four_variables(graph):
    """The picture for a graph of x, h0, h1 and ŷ."""
    return DrawnGraph(graph, ROW, BOWS, LABELS, up=(-0.75, 1.1), tall=5.4)


def taps(graph, steps, reach):
    """For h[0] .. h[steps-1] and L, where h[n] hears the last `reach` outputs."""
    places = {f"h[{n}]": (n, 0.0) for n in range(steps)} | {"L": (steps, 0.95)}
    bows = {(f"h[{n}]", f"h[{n + m}]"): -LIFT * (m - 1)
            for m in range(1, reach + 1) for n in range(steps - m)}  # fmt: skip
    return DrawnGraph(graph, places, bows, {"L": r"$\mathcal{L}$"}, up=(-0.95, 1.2), numbers=False)


@picture(
    "four_variables",
    alt="""The graph of x, h0, h1 and y-hat: arrows from each to all that come after it, with their
    partial derivatives. h0 is held constant, so that two ways are left from x to y-hat; the dashed
    line after h0 is crossed by both.""",
)
def _():
    graph = cubic(0.5)
    made = four_variables(graph)
    made.show(graph, "ŷ", "x", hold=["h0"], cut=1)
    return made


@picture(
    "taps",
    alt="""Six steps of a network with three taps: from each h[n] arrows run to the next three
    outputs and to the loss L. The dashed line after step 1 is crossed by the arrows that leave
    h[1]; their products, listed below, sum to the total derivative.""",
)
def _():
    graph, taps_of, eps = FlowGraph(), (0.7, -0.4, 0.2), (0.5, -1.0, 0.3, 0.8, -0.6, 1.2)
    for n in range(6):
        graph.add(f"h[{n}]", 0.0, {f"h[{n - m}]": taps_of[m - 1] for m in (3, 2, 1) if n >= m})
    graph.add("L", 0.0, {f"h[{n}]": eps[n] for n in range(6)})
    made = taps(graph, 6, 3)
    made.show(graph, "L", "h[1]", cut=1)
    return made
