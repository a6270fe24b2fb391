"""A line of a step is true as it is written: its numbers, put together, give its value."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from figures import style
from figures.equation_lines import equation_lines
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    GRU,
    calculator_lstm,
    calculator_rnn,
    crelu,
    identity,
    logistic,
    squared_error,
    tanh,
)
from tests.helpers import KINDS, random_problem

HAVE_LINES = ("RNN", "ForgetGateRNN", "LSTM", "LSTM-of-1997")
SIGMAS = {sigma.name: sigma for sigma in (crelu, logistic, tanh)}
T = 4
DELTAS = [f"{pre}{s}" for pre in ("", "pre_") for s in "cifog"]


def backward(cell, params, x, eps):
    trace = cell.forward(params, x)
    return trace, cell.bptt(params, trace, eps)


def random_case(name, activation, seed=5):
    p = random_problem(KINDS[name], np.random.default_rng(seed), T, 1, 1, 1, activation=activation)
    return p.cell, p.params, *backward(p.cell, p.params, p.x, p.on_h), p.on_h


def value(text):
    """A number, or what sums, products and nonlinearities of numbers give."""
    plain = text.replace("−", "-").replace("·", "*").replace("∞", "inf")
    return eval(plain, {"__builtins__": {}}, SIGMAS)


def equations(line):
    """Each equation of a line as its parts between the signs of equality."""
    return [part.split(" = ") for part in line.split(";   ")]


@pytest.mark.parametrize("activation", [tanh, identity], ids=lambda sigma: sigma.name)
@pytest.mark.parametrize("name", HAVE_LINES)
def test_the_numbers_of_a_line_give_its_value(name, activation):
    case = random_case(name, activation)
    compared = 0
    for phase in ("forward", "backward"):
        for t in range(T):
            for symbol, line in equation_lines(phase, t, *case):
                assert symbol in style.COLOUR
                if line.endswith("held there"):
                    continue
                for left, *_, numbers, result in equations(line):
                    if left == numbers or re.search(r"[a-zδε]\w*\[", numbers):
                        continue  # c[3] = 4: a single number stands for itself
                    assert value(numbers) == pytest.approx(value(result), abs=4e-3, rel=4e-3), line
                    compared += 1
    assert compared > 6


@pytest.mark.parametrize("activation", [tanh, identity], ids=lambda sigma: sigma.name)
@pytest.mark.parametrize("name", HAVE_LINES)
def test_every_name_of_a_line_has_the_number_below_it(name, activation):
    """Read back independently: w_f is the params' w_f, δpre_f[2] the deltas', h[-1] is h0."""
    _, params, trace, deltas, eps = case = random_case(name, activation)
    known = params.named()
    for t in range(T):
        known |= {f"{s}[{t}]": getattr(trace, s)[t] for s in "xchifog" if hasattr(trace, s)}
        known |= {f"δ{s}[{t}]": getattr(deltas, s)[t] for s in DELTAS if hasattr(deltas, s)}
        known |= {f"δ[{t}]": deltas.h[t], f"ε[{t}]": eps[t]}
    known |= {"h[-1]": trace.h0} | ({"c[-1]": trace.c0} if hasattr(trace, "c0") else {})
    seen = set()
    for phase in ("forward", "backward"):
        for t in range(T):
            for _, line in equation_lines(phase, t, *case):
                for left, names, *more in equations(line) if "held" not in line else []:
                    assert (more or [names])[-1] == style.number(known[left].item())
                    for symbol, number in zip(*map(tokens, (names, more[0])), strict=True):
                        if symbol in known:
                            seen.add(symbol)
                            assert number == style.number(known[symbol].item()), line
    assert {"x[0]", "h[2]", "ε[0]"} <= seen
    assert len(seen) > 12


def tokens(side):
    """The names, or the numbers, of one side of an equation."""
    bare = re.sub(r"^(crelu|logistic|tanh)\(", "", side)
    return [token.strip("()") for token in bare.split() if token not in "+·"]


def test_the_lines_of_the_lecture():
    y = CALCULATOR_Y[:, None, None]
    cell, params = calculator_rnn(0.5)
    trace = cell.forward(params, CALCULATOR_X)
    _, eps = squared_error(trace.h, y, y > 0)
    deltas = cell.bptt(params, trace, eps)

    def lines(phase, t):
        return equation_lines(phase, t, cell, params, trace, deltas, eps)

    assert lines("forward", 3) == [("h", "h[3] = x[3] + u h[2] = 0 + 0.5 · 2.25 = 1.125")]
    assert lines("forward", 0) == [("h", "h[0] = x[0] + u h[-1] = 1 + 0.5 · 0 = 1")]
    assert lines("backward", 3) == [
        ("delta", "δ[3] = ε[3] + u δ[4] = −2.875 + 0.5 · (−0.2568) = −3.003")
    ]
    assert lines("backward", 7) == [("delta", "δ[7] = ε[7] = −2.055")]
    cell, params = calculator_lstm()
    trace = cell.forward(params, CALCULATOR_X)
    assert [line for _, line in equation_lines("forward", 4, cell, params, trace)] == [
        "i[4] = crelu(b_i) = crelu(1) = 1",
        "f[4] = crelu(u_f h[3] + b_f) = crelu((−1) · 4 + 1) = 0",
        "o[4] = crelu(w_o x[4] + b_o) = crelu((−1) · 1 + 1) = 0",
        "g[4] = x[4] = 1",
        "c[4] = f[4] c[3] + i[4] g[4] = 0 · 4 + 1 · 1 = 1",
        "h[4] = o[4] c[4] = 0 · 1 = 0",
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"phase": "sideways"}, "expected 'forward' or 'backward', got 'sideways'"),
        ({"t": T}, "t = 4 is not among 0 .. 3"),
        ({"t": -1}, "t = -1 is not among"),
        ({"phase": "backward", "deltas": None}, "'backward' needs deltas and eps"),
        ({"cell": GRU()}, "there are no lines for a GRU"),
        ({"trace": SimpleNamespace(x=np.zeros((4, 2, 1)), h=np.zeros((4, 2, 1)))}, "one unit"),
    ],
)
def test_wrong_use_is_told(changed, told):
    names = ("cell", "params", "trace", "deltas", "eps")
    given = dict(zip(names, random_case("LSTM", tanh), strict=True))
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        equation_lines(**{"phase": "forward", "t": 1, **given, **changed})
    assert told in str(caught.value)
