"""The numbers of Lecture 18: the linear RNN as a calculator, and the memorizer."""

import numpy as np
import pytest

from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    RNN,
    RNNParams,
    calculator_rnn,
    gradient,
    identity,
    memorizer,
    memorizer_rnn,
    squared_error,
    stack,
    sweep,
)
from tests.calculating import descend, row, run, scored

# The calculator as a linear RNN


@pytest.mark.parametrize(
    ("u", "h", "L", "dL_du", "rounded"),
    [
        (1.0, [1, 3, 4, 4, 5, 6, 7, 7], 8.0, 120.0, 0),
        (
            0.5,
            [1, 2.5, 2.25, 1.125, 1.5625, 1.78125, 1.890625, 0.9453125],
            6.243682861328125,
            -18.0689697265625,
            0,
        ),
        (
            1.7,
            [1, 3.7, 7.29, 12.393, 22.0681, 38.51577, 66.476809, 113.0105753],
            6086.384563,
            43501.79677,
            5.01e-6,  # half a unit of the last digit written here
        ),
    ],
)
def test_feedback_u(u, h, L, dL_du, rounded):
    """u = 1 and u = 0.5 are exact in binary, to the last bit."""
    cell, params = calculator_rnn(u)
    value, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, scored)
    assert np.allclose(run(cell, params), h, rtol=0, atol=rounded)
    assert abs(value - L) <= rounded
    assert abs(grads.u.item() - dL_du) <= rounded


@pytest.mark.parametrize(
    ("u", "delta", "digits"),
    [
        (1.0, [4] * 8, 15),
        (0.5, [-0.3754, -0.7509, -1.5017, -3.0034, -0.2568, -0.5137, -1.0273, -2.0547], 4),
        (1.7, [4555.394], 3),
    ],
)
def test_deltas(u, delta, digits):
    cell, params = calculator_rnn(u)
    trace = cell.forward(params, CALCULATOR_X)
    deltas = cell.bptt(params, trace, scored(trace.h, CALCULATOR_Y)[1])
    assert row(deltas.c)[: len(delta)].round(digits).tolist() == delta
    assert np.array_equal(deltas.h, deltas.c)  # sigma_h is the identity


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
    ("taps", "root", "after_100"), [((0.6, 0.6), 1.1307, 146613.13), ((1.2, -0.5), 0.7071, 0.0)]
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
    assert np.isclose(h[100], after_100, rtol=1e-7, atol=1e-14)
