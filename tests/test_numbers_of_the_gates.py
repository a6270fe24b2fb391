"""The numbers of Lecture 18: the calculator with a forget gate, and as an LSTM by hand."""

import numpy as np
import pytest

from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    LSTM,
    ForgetGateRNN,
    ForgetGateRNNParams,
    calculator_forget_gate,
    calculator_lstm,
    calculator_lstm_logistic,
    calculator_target,
    crelu,
    gradient,
    identity,
    logistic,
    random_calculator,
    sgd,
    sweep,
    tanh,
)
from tests import transcription
from tests.calculating import descend, row, run, scored
from tests.helpers import KINDS, central


def forget_gate(w, u, b, gate=crelu):
    params = ForgetGateRNNParams.from_named(w_c=1, b_c=0, w_f=w, u_f=u, b_f=b)
    return ForgetGateRNN(gate=gate, activation=identity), params


# The forget gate


def test_forgetting_at_a_zero_is_a_step_too_early():
    cell, params = calculator_forget_gate()
    h = run(cell, params)
    assert h.tolist() == [1, 3, 4, 0, 1, 2, 3, 0]
    assert gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, scored)[0] == 12.5


def test_a_lucky_fit_is_no_calculator():
    """Three weights can meet two scored points; on signals not seen before they fail."""
    cell, params = forget_gate(0.3348, -0.2628, 2.0530)
    for _ in range(2000):  # the weights are given to four digits: walk the rest of the way
        _, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, scored)
        params = sgd(params, grads.replace(w_c=0.0, b_c=0.0), 0.01)
    assert gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, scored)[0] < 1e-20
    fitted = [params.w_f.item(), params.u_f.item(), params.b_f.item()]
    assert np.allclose(fitted, [0.3348, -0.2628, 2.0530], rtol=0, atol=5e-4)
    x, y = random_calculator(np.random.default_rng(20), T=8, B=20)
    h = cell.forward(params, x).h
    assert scored(h, y)[0] / np.sum(y > 0) > 5
    off = abs(h - y)
    assert np.mean(off[y > 0] > 0.5) > 0.5


def test_a_gate_that_looks_one_step_back_would_do():
    """f[t] = CReLU(x[t-1]), with x[t-1] handed in as a second input."""
    before = np.concatenate([[0.0], CALCULATOR_X[:-1]])
    params = ForgetGateRNNParams.from_named(w_c=[[1], [0]], b_c=0, w_f=[[0], [1]], u_f=0, b_f=0)
    h = run(ForgetGateRNN(gate=crelu), params, np.stack([CALCULATOR_X, before], axis=1))
    assert h.tolist() == [1, 3, 4, 4, 1, 2, 3, 3]
    assert scored(h[:, None, None], CALCULATOR_Y)[0] == 0


def test_crelu_stops_learning_after_one_step():
    cell, params = forget_gate(0.5, 0.0, 0.3)
    values, after = descend(cell, params, 0.05, 1, frozen=("w_c", "b_c"))
    assert round(after.u_f.item(), 2) == 3.58
    assert round(after.w_f.item(), 2) == 0.79
    values, last = descend(cell, after, 0.05, 50, frozen=("w_c", "b_c"))
    assert values == [8.0] * 50
    assert all(np.array_equal(a, b) for a, b in zip(after, last, strict=True))


def test_logistic_goes_on_learning():
    cell, params = forget_gate(0.5, 0.0, 0.3, gate=logistic)
    values, _ = descend(cell, params, 0.05, 201, frozen=("w_c", "b_c"))
    assert round(values[200], 2) == 0.54


def test_a_gate_below_one_does_not_keep_the_gradient_below_one():
    """The direct road is f; dh[t]/dh[t-1] also has sigma_g' u_f h[t-1]. dh[7]/dh[0] = 1.87."""
    cell, params = forget_gate(0.0, 1.0, -1.5, gate=logistic)
    trace = cell.forward(params, CALCULATOR_X)
    eps = np.zeros_like(trace.h)
    eps[7] = 1.0
    assert round(row(cell.bptt(params, trace, eps).h)[0], 2) == 1.87
    later = CALCULATOR_X[1:]
    slope = central(lambda h0: cell.forward(params, later, h0=h0).h[-1].item(), trace.h[0])
    assert round(slope.item(), 2) == 1.87
    assert np.all(trace.f <= 1)


# The LSTM by hand


def test_the_design_prints_the_target():
    cell, params = calculator_lstm()
    trace = cell.forward(params, CALCULATOR_X)
    assert row(trace.h).tolist() == CALCULATOR_Y.tolist()
    assert row(trace.c).tolist() == [1, 3, 4, 4, 1, 2, 3, 3]
    assert row(trace.i).tolist() == [1] * 8
    assert row(trace.o).tolist() == [0, 0, 0, 1, 0, 0, 0, 1]
    assert row(trace.f).tolist() == [1, 1, 1, 1, 0, 1, 1, 1]
    assert gradient(cell, params, CALCULATOR_X, CALCULATOR_Y)[0] == 0


def test_the_design_is_exact_on_twenty_thousand_signals():
    x, y = random_calculator(np.random.default_rng(4), T=25, B=20_000)
    assert np.any((x[1:] == 0) & (x[:-1] == 0))
    cell, params = calculator_lstm()
    assert np.array_equal(cell.forward(params, x).h, y)


def test_the_design_is_exact_for_any_input_of_at_least_one():
    """A tally of fractions is the sum in the same order, so not even rounding differs."""
    rng = np.random.default_rng(5)
    x = rng.uniform(1, 9, size=(20, 1000, 1)) * (rng.random((20, 1000, 1)) > 0.3)
    cell, params = calculator_lstm()
    assert np.array_equal(cell.forward(params, x).h, calculator_target(x))


def test_the_design_breaks_between_zero_and_one():
    cell, params = calculator_lstm()
    assert run(cell, params, [0.5, 0.0]).tolist() == [0.25, 0.375]
    assert calculator_target([0.5, 0.0]).tolist() == [0.0, 0.5]


def test_the_design_breaks_below_zero():
    """o = CReLU(1 - x) is on for a negative input: the tally is shown before anyone asked."""
    cell, params = calculator_lstm()
    assert run(cell, params, [3.0, -1.0]).tolist() == [0.0, 2.0]


def test_the_design_with_logistic_gates():
    _, plain = calculator_lstm()
    cell, steep = calculator_lstm_logistic(10.0)
    losses = [gradient(cell, p, CALCULATOR_X, CALCULATOR_Y)[0] for p in (plain, steep)]
    assert round(losses[0], 2) == 9.64
    assert round(losses[1], 4) == 0.0068
    k = 10.0
    trace = cell.forward(steep, CALCULATOR_X)
    assert np.allclose(row(trace.i), 1 / (1 + np.exp(-k)), rtol=0, atol=1e-12)
    assert np.allclose(
        row(trace.o), 1 / (1 + np.exp(-k * (0.5 - CALCULATOR_X))), rtol=0, atol=1e-12
    )
    f = 1 / (1 + np.exp(-k * (0.5 - row(trace.h_prev))))
    assert np.allclose(row(trace.f), f, rtol=0, atol=1e-12)


def test_the_gradient_on_the_kinks():
    """CReLU's slope is 0 on both kinks, where nearly every gate of the design works.

    With the targets moved up by one, only the candidate's weights feel anything; one-sided
    differences of b_o say -7 and 20, and a central difference reports their mean.
    """
    cell, params = calculator_lstm()
    value, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y + 1)
    assert value == 4.0
    expected = dict.fromkeys(params.named(), 0.0) | {"w_c": -7.0, "u_c": -4.0, "b_c": -8.0}
    assert {name: array.item() for name, array in grads.named().items()} == expected

    def loss(b_o):
        return gradient(cell, params.replace(b_o=b_o), CALCULATOR_X, CALCULATOR_Y + 1)[0]

    h = 1e-6
    assert round((loss(1.0) - loss(1.0 - h)) / h, 3) == -7
    assert round((loss(1.0 + h) - loss(1.0)) / h, 3) == 20
    assert round(central(loss, 1.0).item(), 2) == 6.5


def test_the_other_convention_on_the_kinks(monkeypatch):
    """With the closed interval, as torch.clamp has it, the gates feel very much."""
    sigma, _ = transcription.NONLINEARITIES["crelu"]
    closed = (sigma, lambda z: float(0 <= z <= 1))
    monkeypatch.setitem(transcription.NONLINEARITIES, "crelu", closed)
    p = {name: array.item() for name, array in calculator_lstm()[1].named().items()}
    x, y = CALCULATOR_X.tolist(), (CALCULATOR_Y + 1).tolist()
    _, _, grads = transcription.lstm(p, x, y, [True] * 8, 0.0, 0.0, "crelu", "identity")
    assert [grads[name] for name in ("w_i", "u_i", "b_i")] == [-9, -4, -7]
    assert [grads[name] for name in ("w_o", "b_o", "w_f", "b_f")] == [20, 13, -8, -14]


@pytest.mark.parametrize("activation", [tanh, logistic], ids=repr)
def test_a_bounded_output_cannot_print_four(activation):
    """|h| < 1, so the two scored steps miss by more than 3 and 2: L > ½ (9 + 4) = 6.5."""
    rng = np.random.default_rng(6)
    several = KINDS["LSTM"].random(rng, 1, 1, lead=(500,))
    values, _ = sweep(LSTM(activation=activation), several, CALCULATOR_X, CALCULATOR_Y, scored)
    assert np.all(values > 6.5)
