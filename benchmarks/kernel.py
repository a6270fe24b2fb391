"""What the kernel alone needs for one slider event of a LiveFigure: milliseconds, bytes."""

import statistics
import time

import numpy as np

from figures import LiveFigure, Timeline, slider
from figures.canvas import Canvas
from figures.flow_graph_picture import FlowGraphPicture
from figures.registry import pictures
from lstm_core import RNN, RNNParams, calculator_lstm_logistic, identity, squared_error, unroll

T, CALLS = 64, 60
X = np.random.default_rng(0).standard_normal(T)


def timeline(ratio):
    """A timeline of three rows, forward and back, over T steps."""
    picture = Timeline(("x", "h", "delta"), T, {"x": (-3, 3), "h": (-6, 6), "delta": (-9, 9)})
    cell = RNN(activation=identity)

    def update(u):
        params = RNNParams.from_named(w=1.0, u=u, b=0.0)
        trace = cell.forward(params, X)
        _, eps = squared_error(trace.h, np.zeros((T, 1, 1)))
        picture.show(trace, cell.bptt(params, trace, eps), eps)
        return f"u = {u:.2f}"

    controls = {"u": slider(0.5, -0.95, 0.95, 0.01, "u")}
    return LiveFigure(picture.figure, update, controls, picture.dynamic, pixel_ratio=ratio)


def flow_graph():
    """The LSTM as a graph over 16 steps; the slider is the steepness of its gates."""
    x, y = np.tile([1.0, 2.0, 1.0, 0.0], 4), np.tile([0.0, 0.0, 0.0, 4.0], 4)

    def unrolled(gain):
        return unroll(*calculator_lstm_logistic(gain=gain), x, y)

    picture = FlowGraphPicture(unrolled(3.0))

    def update(gain):
        seen = picture.show(unrolled(gain), "L", "h[0]")
        return f"dL/dh[0] = {seen.total:.3g}"

    controls = {"gain": slider(3.0, 0.5, 5.0, 0.1, "gain")}
    return LiveFigure(picture.figure, update, controls, picture.dynamic)


def milliseconds(live, name, values):
    """The median over slider events."""
    taken = []
    for k in range(CALLS):
        start = time.perf_counter()
        live.set(**{name: values[k % len(values)]})
        taken.append(1e3 * (time.perf_counter() - start))
    return statistics.median(taken[3:])


def kernel_alone():
    """Rows of (what, value, unit, target or None)."""
    values = [round(u, 2) for u in np.linspace(-0.9, 0.9, 13)]
    sharp = {ratio: timeline(ratio) for ratio in (1, 2)}
    for ratio, target in ((1, 13), (2, 35)):
        spent = milliseconds(sharp[ratio], "u", values)
        yield f"an update of the timeline, pixel ratio {ratio}", spent, "ms", target
    yield "its picture, pixel ratio 1", len(sharp[1].png) / 1000, "kB", 24
    surface = pictures()["calculator_loss_surface"][0]()
    size = len(Canvas(surface.figure, surface.dynamic).png())
    yield "the picture of a loss surface, pixel ratio 1", size / 1000, "kB", 32
    lines, graph = milliseconds(sharp[1], "u", values), flow_graph()
    spent = milliseconds(graph, "gain", [2.0, 3.0, 4.0])
    yield "an update of the flow graph, T = 16", spent, "ms", None
    yield "that, in updates of the timeline", spent / lines, "", None
