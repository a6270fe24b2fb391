"""A cell drawn with its gates open or shut at time t, and the values on its wires.

    diagram = CellDiagram(LSTM)
    sentence = diagram.show(trace, t)

LSTM, PeepholeLSTM, ForgetGateRNN and GRU (which resets before the product), of one unit.
"""

import numpy as np

from figures import cell_layouts, style
from figures.diagram import Diagram, state
from figures.registry import picture
from lstm_core import (
    CALCULATOR_X,
    GRU,
    LSTM,
    ForgetGateRNN,
    GRUParams,
    PeepholeLSTM,
    PeepholeLSTMParams,
    calculator_forget_gate,
    calculator_lstm,
)


class CellDiagram:
    """The diagram of a kind of cell; `.figure`, `.dynamic`, and `show(trace, t)`."""

    def __init__(self, kind):
        if kind not in KINDS:
            names = ", ".join(known.__name__ for known in KINDS)
            raise ValueError(f"CellDiagram: expected one of {names}, got {kind!r}")
        draw, title, self._values, self._gates = KINDS[kind]
        self._diagram = Diagram(title)
        draw(self._diagram)
        self._diagram.done()
        self.figure, self.dynamic = self._diagram.figure, self._diagram.dynamic

    def show(self, trace, t):
        """Move to step t of a trace; returns which gates are open, and what comes out."""
        if missing := [gate for gate in self._gates if not hasattr(trace, gate)]:
            raise ValueError(f"CellDiagram: a {type(trace).__name__} has no {missing}")
        if trace.h.shape[1:] != (1, 1) or trace.x.shape[1:] != (1, 1):
            raise ValueError(
                f"CellDiagram: expected one unit, input and signal, got x {trace.x.shape}, "
                f"h {trace.h.shape}"
            )
        if getattr(trace, "reset_after", False):
            raise ValueError("CellDiagram: the GRU that is drawn resets before the product")
        if t not in range(len(trace.h)):
            raise ValueError(f"CellDiagram: t = {t} is not among 0 .. {len(trace.h) - 1}")
        v = _At(trace, t)
        self._diagram.show({"x": v.now("x"), "h_prev": v.before("h")} | self._values(v))
        told = [f"{gate} = {style.number(v.now(gate)[1])}" for gate in self._gates]
        for k, gate in enumerate(self._gates):
            word = state(v.now(gate)[1])
            told[k] += "" if word == "between" else f" ({word})"
        out = " and ".join(f"{s}[{t}] = {style.number(v.now(s)[1])}" for s in v.states)
        return f"At t = {t}: {', '.join(told)}; so {out}."


class _At:
    """Words and numbers of a trace at one step."""

    def __init__(self, trace, t):
        self._trace, self._t = trace, t
        self.states = ("c", "h") if hasattr(trace, "c") else ("h",)

    def now(self, symbol):
        return f"{symbol}[{self._t}]", getattr(self._trace, symbol)[self._t].item()

    def before(self, symbol):
        value = getattr(self._trace, f"{symbol}_prev")[self._t].item()
        return f"{symbol}[{self._t - 1}]", value

    def product(self, one, other):
        with np.errstate(invalid="ignore", over="ignore"):
            return f"{one[0][0]} · {other[0]}", np.multiply(one[1], other[1]).item()


def _lstm(v):
    f, i, g, c = (v.now(s) for s in "figc")
    kept, new = v.product(f, v.before("c")), v.product(i, g)
    squashed = "σ(c)", v.now("activation_of_c")[1]
    seen = {"c": c, "to_box": c, "peep": c, "squashed": squashed, "h": v.now("h"), "o": v.now("o")}
    before = {"c_prev": v.before("c"), "peep_prev": v.before("c")}
    return seen | before | {"f": f, "i": i, "g": g, "kept": kept, "new": new}


def _forget_gate(v):
    f, h, c = v.now("f"), v.before("h"), v.now("c")
    kept = v.product(f, h)
    new = "w_c x + b_c", c[1] - kept[1]
    return {"h_top": h, "f": f, "kept": kept, "new": new, "c": c, "h": v.now("h")}


def _gru(v):
    z, r, n, h = v.now("z"), v.now("r"), v.now("n"), v.before("h")
    rest = f"1 − {z[0]}", 1 - z[1]
    new = "(1 − z) · n", rest[1] * n[1]
    seen = {"z": z, "z_on": z, "rest": rest, "r": r, "n": n, "q": ("r · h", v.now("q")[1])}
    return seen | {"h_top": h, "h_to_r": h, "kept": v.product(z, h), "new": new, "h": v.now("h")}


KINDS = {
    LSTM: (cell_layouts.lstm, "LSTM", _lstm, "fio"),
    PeepholeLSTM: (cell_layouts.peephole, "LSTM with peepholes", _lstm, "fio"),
    ForgetGateRNN: (cell_layouts.forget_gate, "RNN with a forget gate", _forget_gate, "f"),
    GRU: (cell_layouts.gru, "GRU", _gru, "zr"),
}


def _drawn(kind, network, t):
    cell, params = network
    shown = CellDiagram(kind)
    shown.show(cell.forward(params, CALCULATOR_X), t)
    return shown


@picture(
    "cell_lstm",
    alt="""The hand-made LSTM at t = 3: all three valves are open, 4 flows along the memory wire
    from c[2] to c[3], nothing new comes in, and 4 goes out as h[3].""",
)
def _():
    return _drawn(LSTM, calculator_lstm(), 3)


@picture(
    "cell_peephole_lstm",
    alt="""The LSTM with peepholes: c[t-1] also goes to the boxes of f and i, and c[t] to that of
    o.""",
)
def _():
    weights = dict.fromkeys(PeepholeLSTMParams.SHAPES, 0.5) | {"b_f": 2.0, "p_o": -1.0}
    return _drawn(PeepholeLSTM, (PeepholeLSTM(), PeepholeLSTMParams.from_named(**weights)), 4)


@picture(
    "cell_forget_gate",
    alt="""The RNN with a forget gate at t = 3: the input is 0, the valve f is shut, and nothing of
    h[2] = 4 gets through: h[3] = 0.""",
)
def _():
    return _drawn(ForgetGateRNN, calculator_forget_gate(), 3)


@picture(
    "cell_gru",
    alt="""The GRU: the valve z on the memory wire and the valve 1 - z on the candidate are set by
    the same gate, one opens as the other shuts; r is a valve on the way of h[t-1] into the
    candidate.""",
)
def _():
    weights = dict.fromkeys(GRUParams.SHAPES, 0.5) | {"b_z": 0.5, "w_z": -2.0}
    return _drawn(GRU, (GRU(), GRUParams.from_named(**weights)), 3)
