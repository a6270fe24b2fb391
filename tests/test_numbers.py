"""The numbers of Lecture 18, as it states them or as its equations give them."""

import numpy as np
import pytest

from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    LSTM,
    RNN,
    ForgetGateRNN,
    ForgetGateRNNParams,
    RNNParams,
    calculator_forget_gate,
    calculator_lstm,
    calculator_lstm_logistic,
    calculator_rnn,
    calculator_target,
    crelu,
    gradient,
    identity,
    logistic,
    memorizer,
    memorizer_rnn,
    random_calculator,
    sgd,
    squared_error,
    stack,
    sweep,
    tanh,
)
from tests import transcription
from tests.helpers import KINDS, central


def scored(h, y):
    """The calculator's loss: only the steps with something to print count."""
    return squared_error(h, y, scored=y > 0)


def row(array):
    return array[:, 0, 0]


def run(cell, params, x=CALCULATOR_X):
    return row(cell.forward(params, x).h)


def forget_gate(w, u, b, gate=crelu):
    params = ForgetGateRNNParams.from_named(w_c=1, b_c=0, w_f=w, u_f=u, b_f=b)
    return ForgetGateRNN(gate=gate, activation=identity), params


def descend(cell, params, eta, steps, frozen=()):
    """The losses on the way, and the last params; the weights named in ``frozen`` stay."""
    values = []
    for _ in range(steps):
        value, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, scored)
        values.append(value)
        params = sgd(params, grads.replace(**dict.fromkeys(frozen, 0.0)), eta)
    return values, params


# The calculator as a linear RNN


@pytest.mark.parametrize(
    ("u", "h", "L", "delta", "dL_du", "slack"),
    [
        (1.0, [1, 3, 4, 4, 5, 6, 7, 7], 8.0, [4] * 8, 120.0, 0),
        (
            0.5,
            [1, 2.5, 2.25, 1.125, 1.5625, 1.78125, 1.890625, 0.9453125],
            6.243682861328125,
            [-0.3754, -0.7509, -1.5017, -3.0034, -0.2568, -0.5137, -1.0273, -2.0547],
            -18.0689697265625,
            5e-5,
        ),
        (
            1.7,
            [1, 3.7, 7.29, 12.393, 22.0681, 38.51577, 66.476809, 113.0105753],
            6086.384563,
            [4555.394],
            43501.79677,
            5e-4,
        ),
    ],
)
def test_feedback_u(u, h, L, delta, dL_du, slack):
    cell, params = calculator_rnn(u)
    trace = cell.forward(params, CALCULATOR_X)
    value, eps = scored(trace.h, CALCULATOR_Y)
    deltas = cell.bptt(params, trace, eps)
    grad = cell.weight_gradient(trace, deltas).u.item()
    exact = 0 if slack < 5e-4 else 5e-6  # what is printed for u = 1.7 is rounded
    assert np.allclose(row(trace.h), h, rtol=0, atol=1e-7 if exact else 0)
    assert abs(value - L) <= exact
    assert abs(grad - dL_du) <= exact
    assert np.allclose(row(deltas.c)[: len(delta)], delta, rtol=0, atol=slack)


def test_zero_eps_is_not_zero_delta():
    cell, params = calculator_rnn(0.5)
    trace = cell.forward(params, CALCULATOR_X)
    _, eps = scored(trace.h, CALCULATOR_Y)
    assert row(eps)[6] == 0
    assert round(row(cell.bptt(params, trace, eps).c)[6], 2) == -1.03


def test_loss_over_u_is_a_polynomial():
    """h[3] = u + 2u² + u³ and h[7] = u + u² + u³ + u⁵ + 2u⁶ + u⁷."""
    cell, params = calculator_rnn(0.0)
    u = np.linspace(-2, 2, 81)
    values, grads = sweep(cell, stack(params, u=u), CALCULATOR_X, CALCULATOR_Y, scored)
    h3 = np.polynomial.Polynomial([0, 1, 2, 1])
    h7 = np.polynomial.Polynomial([0, 1, 1, 1, 0, 1, 2, 1])
    L = 0.5 * ((h3 - 4) ** 2 + (h7 - 3) ** 2)
    assert np.allclose(values, L(u), rtol=1e-12, atol=1e-11)
    assert np.allclose(grads.u.ravel(), L.deriv()(u), rtol=1e-12, atol=1e-10)

    roots = L.deriv().roots()
    (best,) = roots[abs(roots.imag) < 1e-9].real
    assert abs(best - 0.837539934963617) < 1e-12
    assert abs(L(best) - 0.820999074155796) < 1e-12
    assert abs(L.deriv(2)(best) - 278.278) < 5e-4
    assert round(2 / L.deriv(2)(best), 5) == 0.00719


def test_the_stationary_point_of_u():
    cell, params = calculator_rnn(0.837539934963617)
    value, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, scored)
    assert abs(value - 0.820999074155796) < 1e-14
    assert abs(grads.u.item()) < 1e-11


@pytest.mark.parametrize("eta", [0.001, 0.003, 0.005])
def test_small_steps_settle(eta):
    _, params = descend(*calculator_rnn(0.5), eta, 300, frozen="wb")
    assert abs(params.u.item() - 0.837539934963617) < 1e-9


def test_a_step_of_001_never_settles():
    cell, params = calculator_rnn(0.5)
    _, params = descend(cell, params, 0.01, 4900, frozen="wb")
    last = []
    for _ in range(100):
        _, params = descend(cell, params, 0.01, 1, frozen="wb")
        last.append(params.u.item())
    assert min(last) < 0.837539934963617 < max(last)
    assert max(last) - min(last) > 0.05


@pytest.mark.parametrize("eta", [0.02, 0.05, 0.1])
def test_large_steps_diverge(eta):
    values, params = descend(*calculator_rnn(0.5), eta, 50, frozen="wb")
    assert not np.isfinite(values[-1])
    assert not np.isfinite(params.u.item())


def test_scoring_the_zeros_too_changes_the_picture():
    """Two minima and a maximum in between, in place of the one stationary point."""
    cell, params = calculator_rnn(0.0)
    at = stack(params, u=[-0.590, -0.141, 0.347])
    values, _ = sweep(cell, at, CALCULATOR_X, CALCULATOR_Y)
    assert values[[0, 2]].round(2).tolist() == [16.83, 16.53]
    near = stack(params, u=np.array([-0.595, -0.585, -0.146, -0.136, 0.342, 0.352]))
    _, grads = sweep(cell, near, CALCULATOR_X, CALCULATOR_Y)
    assert np.sign(grads.u.ravel()).tolist() == [-1, 1, 1, -1, -1, 1]


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


# The memorizer


@pytest.mark.parametrize("m", [0, 1, 5, 10])
@pytest.mark.parametrize(("w", "u", "x0"), [(1.0, 0.5, 1.0), (0.7, -1.3, 2.0), (-0.4, 0.9, -1.5)])
def test_the_memorizer(w, u, x0, m):
    """h[m] = w u^m x0; dL/dh[n] = u^(m-n) (h[m] - x0); dL/dw = x0 (h[m] - x0) u^m."""
    cell, params = memorizer_rnn(w, u)
    x, y, at_m = memorizer(x0, m)
    trace = cell.forward(params, x)
    value, eps = squared_error(trace.h, y, at_m)
    deltas = cell.bptt(params, trace, eps)
    grads = cell.weight_gradient(trace, deltas)
    error = w * u**m * x0 - x0
    n = np.arange(m + 1)
    assert np.allclose(row(trace.h), w * u**n * x0, rtol=1e-12)
    assert np.isclose(value, 0.5 * error**2, rtol=1e-12)
    assert np.allclose(row(deltas.h), u ** (m - n) * error, rtol=1e-12)
    assert np.isclose(grads.w.item(), x0 * error * u**m, rtol=1e-12)
    assert np.isclose(grads.w.item(), x0**2 * u**m * (w * u**m - 1), rtol=1e-12)
    assert np.isclose(grads.u.item(), error * m * w * x0 * u ** (m - 1), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(("u", "tau"), [(0.5, "1.4"), (0.9, "9.5"), (0.99, "99")])
def test_time_constant(u, tau):
    """After τ = -1/ln|u| steps a memory has fallen to 1/e of itself."""
    h = run(*memorizer_rnn(1.0, u), [1.0] + [0.0] * 200)
    measured = -200 / np.log(h[200])
    assert f"{measured:.2g}" == tau
    assert np.isclose(measured, -1 / np.log(u), rtol=1e-12)


def test_a_small_gradient_is_not_a_small_loss():
    x, y, at_m = memorizer(1.0, 10)
    value, grads = gradient(*memorizer_rnn(1.0, 0.5), x, y, lambda h, y: squared_error(h, y, at_m))
    assert round(value, 3) == 0.499
    assert round(grads.w.item(), 5) == -0.00098


def test_an_integer_signal_is_not_rounded():
    """An integer array changed in place once turned u = 0.5 into 1, 2, 2, 1, 1, 1, 1, 0."""
    signal = np.array([1, 2, 1, 0, 1, 1, 1, 0])
    expected = [1, 2.5, 2.25, 1.125, 1.5625, 1.78125, 1.890625, 0.9453125]
    assert run(*calculator_rnn(0.5), signal).tolist() == expected


@pytest.mark.parametrize(
    ("taps", "root", "after_100"), [((0.6, 0.6), 1.1307, 1.5e5), ((1.2, -0.5), 0.7071, 0.0)]
)
def test_two_taps_are_judged_by_their_root(taps, root, after_100):
    """.6 and .6 explode though each is below 1; 1.2 and -.5 vanish though one is above.

    h[t] = x[t] + u_1 h[t-1] + u_2 h[t-2] is a linear RNN whose second unit keeps h[t-2].
    """
    u_1, u_2 = taps
    params = RNNParams.from_named(w=[[1, 0]], u=[[u_1, 1], [u_2, 0]], b=[0, 0])
    assert round(max(abs(np.linalg.eigvals(params.u))), 4) == root
    h = RNN(activation=identity).forward(params, [1.0] + [0.0] * 100).h[:, 0, 0]
    assert h[2] == u_1**2 + u_2
    assert np.isclose(h[100], after_100, rtol=0.02, atol=1e-14)
