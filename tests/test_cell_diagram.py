"""A diagram shows the numbers of its trace at t: on the wires, in their width, in the valves."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from figures import LiveFigure, slider, style
from figures.cell_diagram import KINDS, CellDiagram
from figures.diagram import blend
from lstm_core import CALCULATOR_X, GRU, LSTM, RNN, ForgetGateRNN, PeepholeLSTM, calculator_lstm
from tests.helpers import KINDS as CELLS
from tests.helpers import random_problem

T = 5
NAMES = {LSTM: "LSTM", PeepholeLSTM: "PeepholeLSTM", ForgetGateRNN: "ForgetGateRNN", GRU: "GRU"}
every_kind = pytest.mark.parametrize("kind", KINDS, ids=NAMES.get)


def trace_of(name, seed=0, **sizes):
    return random_problem(
        CELLS[name], np.random.default_rng(seed), **{"T": T, "B": 1, "D": 1, "H": 1} | sizes
    ).forward()


def live(kind, start=0):
    diagram, trace = CellDiagram(kind), trace_of(NAMES[kind])

    def update(t):
        return diagram.show(trace, t)

    controls = {"t": slider(start, 0, T - 1, 1)}
    return diagram, trace, LiveFigure(diagram.figure, update, controls, diagram.dynamic)


@every_kind
def test_every_number_is_that_of_the_trace(kind):
    diagram, trace, shown = live(kind)
    for t in (0, T - 1):
        shown.set(t=t)
        words = {text.get_text().split("\n")[0] for text in diagram._diagram._texts.values()}
        expected = {f"{s}[{t}]": getattr(trace, s)[t] for s in ("x", "h", "c") if hasattr(trace, s)}
        expected |= {f"{s}[{t}]": getattr(trace, s)[t] for s in diagram._gates}
        expected[f"h[{t - 1}]"] = trace.h_prev[t]
        if kind in (LSTM, PeepholeLSTM):
            expected |= {
                f"c[{t - 1}]": trace.c_prev[t], f"g[{t}]": trace.g[t],
                f"f · c[{t - 1}]": trace.f[t] * trace.c_prev[t], "σ(c)": np.tanh(trace.c[t]),
                f"i · g[{t}]": trace.i[t] * trace.g[t],
            }  # fmt: skip
        elif kind is GRU:
            expected |= {
                f"n[{t}]": trace.n[t], f"z · h[{t - 1}]": trace.z[t] * trace.h_prev[t],
                f"1 − z[{t}]": 1 - trace.z[t], "(1 − z) · n": (1 - trace.z[t]) * trace.n[t],
            }  # fmt: skip
        else:
            expected |= {
                f"f · h[{t - 1}]": trace.f[t] * trace.h_prev[t],
                "w_c x + b_c": trace.c[t] - trace.f[t] * trace.h_prev[t],
            }  # fmt: skip
        assert words == {f"{k} = {style.number(v.item())}" for k, v in expected.items()}


@every_kind
def test_what_flows_in_flows_out(kind):
    """At the plus, kept and new give the memory: as the wires have it, without the trace."""
    diagram, trace, _ = live(kind)
    values = {}
    diagram._diagram.show, keep = values.update, diagram._diagram.show
    diagram.show(trace, 3)
    out = values["c" if hasattr(trace, "c") else "h"][1]
    assert values["kept"][1] + values["new"][1] == pytest.approx(out)
    assert set(diagram._diagram._wires) | set(diagram._diagram._valves) <= set(values)
    keep(values)


def test_wires_and_valves_go_with_their_values():
    diagram = CellDiagram(LSTM)._diagram
    keys = [*diagram._wires, *diagram._valves]

    def at(value):
        diagram.show({key: (key, value) for key in keys})
        line, colour = diagram._wires["c"]
        disc, flap, _, _, _ = diagram._valves["f"]
        across = np.ptp(flap.get_xdata()) > np.ptp(flap.get_ydata())
        return line, colour, across, to_hex(disc.get_facecolor())

    widths = [at(value)[0].get_linewidth() for value in (0, 0.1, 1, 5, 1e9, np.inf)]
    assert widths == sorted(widths)
    assert widths[0] == 1
    assert widths[-1] == 6
    assert at(-2.0)[0].get_linewidth() == at(2.0)[0].get_linewidth()
    assert at(-2.0)[0].is_dashed()
    assert not at(2.0)[0].is_dashed()
    assert at(1.0)[2:] == (True, "#ffffff")  # open: the flap lies along the wire
    assert at(0.0)[2:] == (False, style.COLOUR["f"].lower())
    assert diagram._texts["f"].get_text() == "f = 0\nshut"
    at(1.7)  # a gate without bounds is open, not more than open
    assert at(1.7)[2:] == at(1.0)[2:]
    assert at(np.nan)[0].get_linewidth() == 1
    assert blend("#000000", 1.0) == (0, 0, 0)


@every_kind
def test_driven_equals_fresh_and_each_step_is_its_own(kind):
    _, _, driven = live(kind)
    seen = set()
    for t in (1, T - 1, 0, 2, 3, 4, 1):
        driven.set(t=t)
        fresh = live(kind, t)[2]
        assert (driven.png, driven.sentence) == (fresh.png, fresh.sentence)
        seen.add(driven.png)
    assert len(seen) == T


@every_kind
@pytest.mark.parametrize("value", [-0.0123456, -1234.5, 0.95])
def test_no_words_collide_however_long_the_numbers(kind, value):
    diagram = CellDiagram(kind)
    trace = trace_of(NAMES[kind])
    values = {}
    diagram._diagram.show, keep = values.update, diagram._diagram.show
    diagram.show(trace, T - 1)
    keep({key: (words, value) for key, (words, _) in values.items()})
    diagram.figure.canvas.draw()
    renderer = diagram.figure.canvas.get_renderer()
    texts = [t for t in diagram.figure.findobj(Text) if t.get_text() and t.get_visible()]
    shown = [(t, t.get_window_extent(renderer)) for t in texts if t in diagram._diagram._ax.texts]
    assert len(shown) > 8
    for (one, box), (other, beside) in combinations(shown, 2):
        assert not box.overlaps(beside), f"{one.get_text()!r} meets {other.get_text()!r}"
    for text, box in shown:
        assert box.x0 >= 0, text
        assert box.x1 <= diagram.figure.bbox.width, text
        assert text.get_fontsize() >= style.SMALL


def test_the_sentence_says_what_is_open_and_what_comes_out():
    cell, params = calculator_lstm()
    told = CellDiagram(LSTM).show(cell.forward(params, CALCULATOR_X), 4)
    assert told == "At t = 4: f = 0 (shut), i = 1 (open), o = 0 (shut); so c[4] = 1 and h[4] = 0."


@pytest.mark.parametrize(
    ("use", "told"),
    [
        (lambda: CellDiagram(RNN), "expected one of LSTM, PeepholeLSTM, ForgetGateRNN, GRU"),
        (lambda: CellDiagram(LSTM).show(trace_of("GRU"), 0), "a GRUTrace has no ['f', 'i', 'o']"),
        (lambda: CellDiagram(LSTM).show(trace_of("LSTM", H=2), 0), "expected one unit, input and"),
        (lambda: CellDiagram(LSTM).show(trace_of("LSTM"), T), "t = 5 is not among 0 .. 4"),
        (lambda: CellDiagram(GRU).show(trace_of("GRU-reset-after"), 0), "resets before"),
    ],
)
def test_wrong_use_is_told(use, told):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        use()
    assert told in str(caught.value)
