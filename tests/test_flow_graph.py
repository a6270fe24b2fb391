"""The flow graph, by hand on the lecture's, and unrolled against the deltas of every cell."""

import numpy as np
import pytest

from lstm_core import Crossing, FlowGraph, calculator_rnn, gradient, squared_error, unroll
from tests.helpers import KINDS, assert_close, every_kind, random_problem

ROUNDING = 1e-12


@pytest.fixture
def lecture():
    """x -> h0 -> h1 -> y with all shortcuts, and a prime number on every arrow."""
    graph = FlowGraph()
    graph.add("x", 1.0)
    graph.add("h0", 2.0, {"x": 2.0})
    graph.add("h1", 3.0, {"x": 3.0, "h0": 5.0})
    graph.add("y", 4.0, {"x": 7.0, "h0": 11.0, "h1": 13.0})
    return graph


@pytest.mark.parametrize(
    ("of", "wrt", "hold", "value"),
    [
        ("y", "x", [], 7 + 2 * 11 + 3 * 13 + 2 * 5 * 13),
        ("y", "x", ["h0"], 7 + 3 * 13),  # the lecture's ∂y/∂x(x, h0)
        ("y", "x", ["h1"], 7 + 2 * 11),
        ("y", "x", ["h0", "h1"], 7),
        ("y", "h0", ["x"], 11 + 5 * 13),  # its ∂y/∂h0(x, h0)
        ("y", "h0", ["x", "h1"], 11),
        ("y", "h1", [], 13),
        ("h1", "x", ["h0"], 3),
        ("h1", "x", [], 3 + 2 * 5),
        ("x", "y", [], 0),  # nothing runs backwards
        ("h0", "h1", [], 0),
        ("h0", "h0", [], 1),
    ],
)
def test_the_lectures_graph(lecture, of, wrt, hold, value):
    assert lecture.partial(of, wrt, hold) == value
    assert sum(path.product for path in lecture.paths(of, wrt, hold)) == value
    if not hold:
        assert lecture.total(of, wrt) == value


def test_the_paths_by_name(lecture):
    paths = {path.names: path.product for path in lecture.paths("y", "x")}
    assert paths == {
        ("x", "y"): 7,
        ("x", "h0", "y"): 22,
        ("x", "h1", "y"): 39,
        ("x", "h0", "h1", "y"): 130,
    }


@pytest.mark.parametrize(
    ("upstream", "crossings"),
    [
        ({"x"}, {("x", "h0"): 2 * (11 + 5 * 13), ("x", "h1"): 3 * 13, ("x", "y"): 7}),
        ({"x", "h0"}, {("x", "h1"): 39, ("x", "y"): 7, ("h0", "h1"): 130, ("h0", "y"): 22}),
        ({"x", "h0", "h1"}, {("x", "y"): 7, ("h0", "y"): 22, ("h1", "y"): 13 * 13}),
    ],
)
def test_the_dashed_line(lecture, upstream, crossings):
    cut = lecture.cut("y", "x", upstream)
    assert {(c.tail, c.head): c.product for c in cut} == crossings
    assert sum(crossings.values()) == lecture.total("y", "x")


def test_a_crossing_has_three_factors(lecture):
    crossings = {(c.tail, c.head): c for c in lecture.cut("y", "x", {"x", "h0"})}
    assert crossings["h0", "h1"] == Crossing("h0", "h1", from_wrt=2, arrow=5, to_of=13)


def test_only_what_lies_on_a_way_is_listed(lecture):
    lecture.add("aside", 0.0, {"x": 1.0})
    lecture.add("other", 0.0)
    assert len(lecture.cut("y", "x", {"x", "other"})) == 3


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda g: g.total("y", "z"), "z: not in the graph; it has x, h0, h1, y"),
        (lambda g: g.total("z", "y"), "z: not in the graph"),
        (lambda g: g.partial("y", "x", ["z"]), "z: not in the graph"),
        (lambda g: g.partial("y", "x", ["x"]), "hold: x can't be held"),
        (lambda g: g.partial("y", "x", ["y"]), "hold: y can't be held"),
        (lambda g: g.paths("y", "x", ["x"]), "hold: x can't be held"),
        (lambda g: g.add("x", 1.0), "x: already in the graph"),
        (lambda g: g.add("w", 1.0, {"z": 1.0}), "z: not in the graph"),
        (lambda g: g.cut("y", "x", {"h0"}), "line must run between x"),
        (lambda g: g.cut("y", "x", {"x", "y"}), "line must run between x"),
        (lambda g: g.cut("y", "x", {"x", "h1"}), "h0 -> h1 runs back over the line"),
        (lambda g: g.cut("y", "x", {"x", "z"}), "z: not in the graph"),
        (lambda g: FlowGraph().total("x", "x"), "x: not in the graph; it has none"),
    ],
)
def test_wrong_use(lecture, use, message):
    with pytest.raises(ValueError, match=message):
        use(lecture)


# Unrolled networks


def one_unit(kind, T=4):
    """A random network of one unit, its graph, and what steps 2 to 4 say of it."""
    p = random_problem(kind, np.random.default_rng(5), T=T, B=1, D=1, H=1)
    y = np.linspace(-1, 1, T)
    graph = unroll(p.cell, p.params, p.x, y, **p.state)
    trace = p.forward()
    value, eps = squared_error(trace.h, y)
    return p, graph, trace, value, p.cell.bptt(p.params, trace, eps)


def time_of(name):
    """The index of h[3]; -2 for a weight, which is there before the first state."""
    return int(name.split("[")[1][:-1]) if "[" in name else -2


@every_kind
def test_every_total_derivative(kind):
    p, graph, trace, value, deltas = one_unit(kind)
    assert graph.values["L"] == value
    expected = {n: a.item() for n, a in p.cell.weight_gradient(trace, deltas).named().items()}
    expected |= {f"{name[0]}[-1]": getattr(deltas, name).item() for name in p.state}
    dx = p.cell.input_gradient(p.params, deltas)
    expected |= {f"x[{t}]": dx[t].item() for t in range(4)}
    for name in {name.split("[")[0] for name in graph.values if "[" in name} - {"x"}:
        expected |= {f"{name}[{t}]": getattr(deltas, name)[t].item() for t in range(4)}
        seen = [graph.values[f"{name}[{t}]"] for t in range(4)]
        assert seen == getattr(trace, name).ravel().tolist()
    assert expected.keys() == graph.values.keys() - {"L"}
    for name, derivative in expected.items():
        assert_close(graph.total("L", name), derivative, ROUNDING, name)


@every_kind
def test_every_dashed_line_sums_to_the_total(kind):
    p, graph, *_ = one_unit(kind)
    for wrt in [next(iter(p.params.named())), "h[-1]", "x[0]"]:
        for t in range(1, 5):
            upstream = {n for n in graph.values if time_of(n) < t or n[0] == "x"} - {"L"}
            crossings = graph.cut("L", wrt, upstream)
            assert_close(sum(c.product for c in crossings), graph.total("L", wrt), ROUNDING, wrt)


@every_kind
def test_every_path_sums_to_the_total(kind):
    _, graph, *_ = one_unit(kind, T=2)
    assert_close(
        sum(path.product for path in graph.paths("L", "h[-1]")), graph.total("L", "h[-1]"), ROUNDING
    )


@pytest.mark.parametrize("name", ["RNN", "ForgetGateRNN", "GRU"])
def test_the_lectures_sum_over_later_outputs(name):
    """dL/dh[n] = ∂L/∂h[n] + Σ_m dL/dh[n+m] ∂h[n+m]/∂h[n], the h in between held."""
    _, graph, *_ = one_unit(KINDS[name])
    all_h = [f"h[{t}]" for t in range(4)]
    for n in range(4):
        later = all_h[n + 1 :]
        total = graph.partial("L", all_h[n], later)
        for h in later:
            total += graph.total("L", h) * graph.partial(h, all_h[n], set(later) - {h})
        assert_close(total, graph.total("L", all_h[n]), ROUNDING, all_h[n])


def test_holding_h_leaves_the_forget_gates():
    """With every h held, ∂c[3]/∂c[0] is f[1] f[2] f[3]; followed, it is something else."""
    _, graph, trace, *_ = one_unit(KINDS["LSTM"])
    held = graph.partial("c[3]", "c[0]", [f"h[{t}]" for t in range(4)])
    assert_close(held, np.prod(trace.f[1:]), ROUNDING)
    assert abs(graph.total("c[3]", "c[0]") - held) > 0.01


def test_without_a_target_there_is_no_loss():
    cell, params = calculator_rnn(0.5)
    graph = unroll(cell, params, [1.0, 2.0])
    assert "L" not in graph.values
    value, grads = gradient(cell, params, [1.0, 2.0], [0.0, 1.0])
    graph = unroll(cell, params, [1.0, 2.0], [0.0, 1.0])
    assert graph.values["L"] == value
    assert graph.total("L", "u") == grads.u.item()


@pytest.mark.parametrize("sizes", [{"B": 2}, {"D": 2}, {"H": 2}], ids=str)
def test_a_graph_has_one_unit_one_input_one_signal(sizes):
    p = random_problem(KINDS["LSTM"], np.random.default_rng(5), **{"B": 1, "D": 1, "H": 1} | sizes)
    with pytest.raises(ValueError, match="unroll: expected one unit, one input and one signal"):
        unroll(p.cell, p.params, p.x)
