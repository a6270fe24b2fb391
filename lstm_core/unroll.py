"""The flow graph of a network of one unit, unrolled over T steps.

Variables: every weight by its name; x[t]; h[-1] (and c[-1]); every variable of the cell, such as
f[3]; and, with a target, the loss L. The number on each arrow is one line of the lecture's list of
one-step partials.

Source: Lecture 18, "Backprop for an LSTM": "Back-Prop Through Time", first part.
"""

from lstm_core.flow_graph import FlowGraph
from lstm_core.forget_gate import ForgetGateRNN
from lstm_core.gru import GRU
from lstm_core.loss import squared_error
from lstm_core.lstm import LSTM
from lstm_core.peephole import PeepholeLSTM
from lstm_core.rnn import RNN


def unroll(cell, params, x, y=None, loss=squared_error, h0=None, c0=None):
    """The ``FlowGraph`` of a one-unit network on one signal; with y it ends in the loss "L".

    x: (T,), or (T, 1, 1). y, loss, h0, c0: as in ``gradient``.

    >>> from lstm_core import memorizer_rnn
    >>> graph = unroll(*memorizer_rnn(w=1.0, u=0.5), [3.0, 0.0, 0.0])
    >>> graph.total("h[2]", "h[0]")
    0.25

    Errors: ``ValueError`` for more than one unit, one input or one signal.
    """
    trace = cell.forward(params, x, h0, c0)
    if trace.x.shape[1:] != (1, 1) or trace.h.shape[1:] != (1, 1):
        raise ValueError(
            "unroll: expected one unit, one input and one signal, (T, 1, 1), "
            f"got x {trace.x.shape} and h {trace.h.shape}"
        )
    graph = FlowGraph()
    weights = {name: array.item() for name, array in params.named().items()}
    for name, value in weights.items():
        graph.add(name, value)
    for t in range(len(trace.x)):
        graph.add(f"x[{t}]", trace.x[t].item())
    graph.add("h[-1]", trace.h0.item())
    if hasattr(trace, "c0"):
        graph.add("c[-1]", trace.c0.item())
    step = next(draw for kind, draw in _STEPS if isinstance(cell, kind))
    for t in range(len(trace.x)):
        step(graph, cell, weights, trace, t)
    if y is not None:
        value, eps = loss(trace.h, y)
        graph.add("L", value, {f"h[{t}]": eps[t].item() for t in range(len(eps))})
    return graph


def _gate(graph, trace, weights, name, nonlinearity, t, also=(), letter=None):
    """A variable sigma(w x[t] + u h[t-1] + b) and what ``also`` (input, weight, names) adds."""
    letter = letter or name
    value = getattr(trace, name)[t].item()
    slope = nonlinearity.slope(value)
    inputs = [
        (f"w_{letter}", trace.x[t].item(), f"x[{t}]"),
        (f"u_{letter}", trace.h_prev[t].item(), f"h[{t - 1}]"),
        *also,
    ]
    partials = {f"b_{letter}": slope}
    for weight, value_in, name_in in inputs:
        partials[weight] = slope * value_in
        partials[name_in] = partials.get(name_in, 0.0) + slope * weights[weight]
    graph.add(f"{name}[{t}]", value, partials)


def _rnn(graph, cell, weights, trace, t):
    x, h_prev = trace.x[t].item(), trace.h_prev[t].item()
    graph.add(
        f"c[{t}]",
        trace.c[t].item(),
        {"w": x, f"x[{t}]": weights["w"], "u": h_prev, f"h[{t - 1}]": weights["u"], "b": 1.0},
    )
    _activation(graph, cell, trace, t)


def _forget_gate(graph, cell, weights, trace, t):
    _gate(graph, trace, weights, "f", cell.gate, t)
    x, h_prev, f = trace.x[t].item(), trace.h_prev[t].item(), trace.f[t].item()
    graph.add(
        f"c[{t}]",
        trace.c[t].item(),
        {"w_c": x, f"x[{t}]": weights["w_c"], "b_c": 1.0, f"f[{t}]": h_prev, f"h[{t - 1}]": f},
    )
    _activation(graph, cell, trace, t)


def _lstm(graph, cell, weights, trace, t):
    for name in "if":
        _gate(graph, trace, weights, name, cell.gate, t, _peephole(cell, trace, name, t))
    _gate(graph, trace, weights, "g", cell.activation, t, letter="c")
    c_prev, i, f, g, o = (getattr(trace, k)[t].item() for k in ("c_prev", "i", "f", "g", "o"))
    graph.add(
        f"c[{t}]",
        trace.c[t].item(),
        {f"f[{t}]": c_prev, f"c[{t - 1}]": f, f"i[{t}]": g, f"g[{t}]": i},
    )
    _gate(graph, trace, weights, "o", cell.gate, t, _peephole(cell, trace, "o", t))
    a = trace.activation_of_c[t].item()
    graph.add(f"h[{t}]", trace.h[t].item(), {f"o[{t}]": a, f"c[{t}]": o * cell.activation.slope(a)})


def _peephole(cell, trace, name, t):
    if not isinstance(cell, PeepholeLSTM):
        return ()
    if name == "o":  # it sees the new c
        return [("p_o", trace.c[t].item(), f"c[{t}]")]
    return [(f"p_{name}", trace.c_prev[t].item(), f"c[{t - 1}]")]


def _gru(graph, cell, weights, trace, t):
    _gate(graph, trace, weights, "r", cell.gate, t)
    _gate(graph, trace, weights, "z", cell.gate, t)
    x, h_prev = trace.x[t].item(), trace.h_prev[t].item()
    r, z, n, q = (getattr(trace, k)[t].item() for k in "rznq")
    slope, u = cell.activation.slope(n), weights["u_n"]
    partials = {
        "w_n": slope * x,
        f"x[{t}]": slope * weights["w_n"],
        "b_n": slope,
        "u_n": slope * r * h_prev,
        f"h[{t - 1}]": slope * r * u,
        f"r[{t}]": slope * (q if cell.reset_after else u * h_prev),
    }
    if cell.reset_after:
        partials["b_hn"] = slope * r
    graph.add(f"n[{t}]", n, partials)
    graph.add(
        f"h[{t}]",
        trace.h[t].item(),
        {f"n[{t}]": 1.0 - z, f"z[{t}]": h_prev - n, f"h[{t - 1}]": z},
    )


def _activation(graph, cell, trace, t):
    h = trace.h[t].item()
    graph.add(f"h[{t}]", h, {f"c[{t}]": cell.activation.slope(h)})


_STEPS = [(RNN, _rnn), (ForgetGateRNN, _forget_gate), (LSTM, _lstm), (GRU, _gru)]
