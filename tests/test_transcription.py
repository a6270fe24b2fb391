"""lstm_core against the plain loops of tests/transcription.py, on random nets of one unit.

The numbers drawn are sixteenths: so exact that CReLU's kinks are hit again and again, which puts
the convention there to the test too.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lstm_core
from lstm_core import CALCULATOR_X, CALCULATOR_Y, design, gradient, squared_error
from tests import transcription

sixteenths = st.integers(-16, 16).map(lambda n: n / 16)
names = st.sampled_from(sorted(transcription.NONLINEARITIES))
steps = st.lists(st.tuples(sixteenths, sixteenths, st.booleans()), min_size=1, max_size=5)
NETS = {
    "rnn": (lstm_core.RNN, lstm_core.RNNParams, ["w", "u", "b"]),
    "forget_gate": (
        lstm_core.ForgetGateRNN,
        lstm_core.ForgetGateRNNParams,
        ["w_c", "b_c", "w_f", "u_f", "b_f"],
    ),
    "lstm": (
        lstm_core.LSTM,
        lstm_core.LSTMParams,
        [f"{array}_{xi}" for array in "wub" for xi in "ifoc"],
    ),
}
every_net = pytest.mark.parametrize("net", NETS)


@st.composite
def cases(draw, net):
    """Keywords of a function of tests/transcription.py: params, a signal, a state, sigmas."""
    x, y, scored = zip(*draw(steps), strict=True)
    case = {"p": {name: draw(sixteenths) for name in NETS[net][2]}}
    case |= {"x": x, "y": y, "scored": scored, "h0": draw(sixteenths)}
    case |= {"c0": draw(sixteenths)} if net == "lstm" else {}
    case |= {"sigma_g": draw(names)} if net != "rnn" else {}
    return case | {"sigma_h": draw(names)}


def assert_same(net, case):
    """Every variable, every total derivative and every weight's gradient agree."""
    variables, deltas, gradients = getattr(transcription, net)(**case)
    make, kind, _ = NETS[net]
    sigmas = {"gate": "sigma_g", "activation": "sigma_h"}
    cell = make(**{k: getattr(lstm_core, case[s]) for k, s in sigmas.items() if s in case})
    params = kind.from_named(**case["p"])
    trace = cell.forward(params, case["x"], h0=case["h0"], c0=case.get("c0"))
    value, eps = squared_error(trace.h, case["y"], scored=np.array(case["scored"]))
    got = cell.bptt(params, trace, eps)
    grads = cell.weight_gradient(trace, got)

    T = range(len(case["x"]))
    expected = {f"{name}[{t}]": v[t] for name, v in variables.items() if name != "L" for t in T}
    expected |= {f"d{name}[{t}]": v[t] for name, v in deltas.items() for t in T}
    expected |= gradients | {"L": variables["L"], "dh0": deltas["h"][-1]}
    seen = {f"{n}[{t}]": getattr(trace, n)[t].item() for n in variables if n != "L" for t in T}
    seen |= {f"d{name}[{t}]": getattr(got, name)[t].item() for name in deltas for t in T}
    seen |= {name: array.item() for name, array in grads.named().items()}
    seen |= {"L": value, "dh0": got.h0.item()}
    if net == "lstm":
        expected["dc0"], seen["dc0"] = deltas["c"][-1], got.c0.item()
    assert expected.keys() == seen.keys()
    slack = 1e-12 * max(1.0, *(abs(number) for number in expected.values()))
    wrong = {k: (seen[k], v) for k, v in expected.items() if not abs(seen[k] - v) <= slack}
    assert not wrong, "name: (lstm_core, transcription)"


@every_net
@settings(deadline=None, derandomize=True, database=None, max_examples=200)
@given(data=st.data())
def test_random_nets_of_one_unit(net, data):
    assert_same(net, data.draw(cases(net)))


@pytest.mark.parametrize("u", [0.5, 1.0, 1.7])
def test_the_calculator_as_a_linear_rnn(u):
    x, y = CALCULATOR_X.tolist(), CALCULATOR_Y.tolist()
    p = {"w": 1.0, "u": u, "b": 0.0}
    case = {"p": p, "x": x, "y": y, "scored": [v > 0 for v in y], "h0": 0.0, "sigma_h": "identity"}
    assert_same("rnn", case)


@pytest.mark.parametrize(
    ("net", "make", "sigma_g"),
    [
        ("forget_gate", design.calculator_forget_gate, "crelu"),
        ("lstm", design.calculator_lstm, "crelu"),
        ("lstm", lambda: design.calculator_lstm_logistic(3.0), "logistic"),
    ],
    ids=["forget gate", "LSTM", "logistic LSTM"],
)
def test_the_calculators_with_gates(net, make, sigma_g):
    x, y = CALCULATOR_X.tolist(), (CALCULATOR_Y + 1).tolist()
    p = {name: array.item() for name, array in make()[1].named().items()}
    case = {"p": p, "x": x, "y": y, "scored": [True] * 8, "h0": 0.0, "sigma_h": "identity"}
    assert_same(net, case | {"sigma_g": sigma_g} | ({"c0": 0.0} if net == "lstm" else {}))


@every_net
def test_gradients_match_complex_steps(net):
    """Im L(p + ih) / h is exact to rounding where everything is smooth: logistic and tanh."""
    rng = np.random.default_rng(3)
    make, kind, names = NETS[net]
    p = {name: rng.normal() for name in names}
    x, y, h0, c0 = rng.normal(size=6).tolist(), rng.normal(size=6).tolist(), 0.3, -0.4
    case = {"x": x, "y": y, "scored": [True] * 6, "h0": h0, "sigma_h": "tanh"}
    case |= {"sigma_g": "logistic"} if net != "rnn" else {}
    case |= {"c0": c0} if net == "lstm" else {}
    cell = make(activation=lstm_core.tanh)
    start = {"h0": h0} | ({"c0": c0} if net == "lstm" else {})
    _, grads = gradient(cell, kind.from_named(**p), x, y, **start)
    for name, got in grads.named().items():
        variables, _, _ = getattr(transcription, net)({**p, name: p[name] + 1e-30j}, **case)
        assert got.item() == pytest.approx(variables["L"].imag / 1e-30, abs=1e-13, rel=1e-13)
