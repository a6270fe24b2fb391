"""Gradients through time, taken apart: each part by differences, by complex steps, by hand."""

import numpy as np
import pytest

from lstm_core import (
    GRU,
    LSTM,
    PeepholeLSTM,
    cell_terms,
    identity,
    jacobian_products,
    logistic,
    path_sum,
    step_jacobians,
)
from tests.helpers import KINDS, assert_close, central, every_kind, random_problem
from tests.oracle import equations

ROUNDING = 1e-12


def lstm_problem(T=6, B=1, H=4, forget=True):
    kind = KINDS["LSTM" if forget else "LSTM-of-1997"]
    return random_problem(kind, np.random.default_rng(6), T=T, B=B, H=H)


def without(p, *names):
    """The same problem with the named weights at 0."""
    named = p.params.named()
    return p._replace(params=p.params.replace(**{name: 0 * named[name] for name in names}))


def relative(got, expected):
    return np.linalg.norm(got - expected) / np.linalg.norm(expected)


def followed_cell(p, trace, products):
    """dc[T-1]/dc[0], h[0] = o[0] σ_h(c[0]) followed: the c rows of the product, (H, H)."""
    H = p.on_h.shape[-1]
    dh_dc = (trace.o * (1 - trace.activation_of_c**2))[0, 0]
    return products[1][0][H:, :H] * dh_dc + products[1][0][H:, H:]


# Jacobians of one step, and their products


@every_kind
def test_one_step_by_central_differences(kind):
    p = random_problem(kind, np.random.default_rng(1), T=3, B=2, H=2)
    trace = p.forward()
    jacobians = step_jacobians(p.cell, p.params, trace)
    names = list(p.state)
    for t in range(3):
        before = np.concatenate([getattr(trace, f"{n[0]}_prev")[t] for n in names], axis=-1)

        def step(state, b, t=t):
            given = dict(zip(names, np.split(state[None], len(names), axis=-1), strict=True))
            after = p.cell.forward(p.params, p.x[t : t + 1, b : b + 1], **given)
            return np.concatenate([getattr(after, n[0])[0, 0] for n in names])

        for b in range(2):
            for row in range(before.shape[-1]):
                expected = central(lambda s, b=b, row=row: step(s, b)[row], before[b])
                assert_close(jacobians[t, b, row], expected, 1e-8, f"J[{t}, {b}, {row}]")


@every_kind
def test_a_product_is_what_bptt_carries_back(kind):
    """eps at the last step alone: deltas.h[t] and h0 are its rows of the product."""
    p = random_problem(kind, np.random.default_rng(2), T=5, B=2, H=3)
    trace = p.forward()
    products = jacobian_products(step_jacobians(p.cell, p.params, trace))
    assert products.shape[0] == 6
    assert np.array_equal(
        products[5], np.broadcast_to(np.eye(products.shape[-1]), products[5].shape)
    )
    for unit in range(3):
        eps = np.zeros_like(p.on_h)
        eps[4, :, unit] = 1.0
        deltas = p.cell.bptt(p.params, trace, eps)
        carried = np.concatenate([getattr(deltas, name) for name in p.state], axis=-1)
        assert_close(products[0][:, unit], carried, ROUNDING, "state before the first step")
        assert_close(products[1:, :, unit, :3], deltas.h, ROUNDING, "h")


def test_the_latest_factor_stands_on_the_left():
    p = lstm_problem()
    jacobians = step_jacobians(p.cell, p.params, p.forward())
    right = jacobian_products(jacobians)[0, 0]
    wrong = np.linalg.multi_dot(list(jacobians[:, 0]))
    assert_close(right, np.linalg.multi_dot(list(jacobians[::-1, 0])), ROUNDING)
    assert relative(wrong, right) > 0.3


# The four terms of dc[t]/dc[t-1]


@pytest.mark.parametrize("forget", [True, False], ids=["LSTM", "LSTM of 1997"])
def test_the_four_terms_are_one_steps_derivative(forget):
    """By complex steps through the plain equations: c[t-1] moves, h[t-1] = o[t-1] tanh(c[t-1])."""
    p = lstm_problem(T=4, B=2, H=3, forget=forget)
    trace = p.forward()
    terms = cell_terms(p.cell, p.params, trace)
    step = equations.CELLS[p.kind.name]
    for t in range(1, 4):
        for column in range(3):
            c = trace.c_prev[t].astype(complex)
            c[:, column] += 1e-30j
            h = trace.o[t - 1] * np.tanh(c)
            _, after = step(np, p.params.named(), p.x[t], h, c, equations.logistic, equations.tanh)
            assert_close(sum(terms)[t, :, :, column], after.imag / 1e-30, ROUNDING)


def test_with_h_held_only_the_forget_gate_is_left():
    """At t = 0 the given h0 is held: p = f, and q = r = s = 0. From then on none of them is 0."""
    p = lstm_problem(T=3)
    trace = p.forward()
    terms = cell_terms(p.cell, p.params, trace)
    assert np.array_equal(terms[0][:, 0], [np.diag(f) for f in trace.f[:, 0]])
    for term in terms[1:]:
        assert np.all(term[0] == 0)
        assert np.all(term[1:] != 0)


@pytest.mark.parametrize("gate", [logistic, identity], ids=repr)
def test_in_1997_nothing_is_forgotten(gate):
    """Whatever the gate's slope at 1 is: held at 1 it follows nothing."""
    p = lstm_problem(forget=False)
    p_term, q, _, _ = cell_terms(LSTM(gate, forget=False), p.params, p.forward())
    assert np.array_equal(p_term, np.broadcast_to(np.eye(4), p_term.shape))
    assert np.all(q == 0)


def test_the_product_of_the_sums_misses_a_road():
    """c -> h -> o -> h -> c passes no c in between: the product is exact only with u_o = 0."""
    for p, exact in ((lstm_problem(), False), (without(lstm_problem(), "u_o"), True)):
        trace = p.forward()
        products = jacobian_products(step_jacobians(p.cell, p.params, trace))
        sums = sum(cell_terms(p.cell, p.params, trace))[1:, 0]
        off = relative(np.linalg.multi_dot(list(sums[::-1])), followed_cell(p, trace, products))
        assert off < ROUNDING if exact else off > 0.03
        wrong_order = relative(np.linalg.multi_dot(list(sums)), followed_cell(p, trace, products))
        assert wrong_order > 0.2


@pytest.mark.parametrize("cell", [PeepholeLSTM(), GRU()], ids=["PeepholeLSTM", "GRU"])
def test_the_slides_treat_the_lstm_alone(cell):
    p = random_problem(KINDS[type(cell).__name__], np.random.default_rng(3))
    with pytest.raises(ValueError, match=f"expected an LSTM, got {type(cell).__name__}"):
        cell_terms(cell, p.params, p.forward())


# Sums over paths


def test_all_paths_are_what_one_sweep_computes():
    p = lstm_problem(B=2)
    trace = p.forward()
    deltas = p.cell.bptt(p.params, trace, p.on_h)
    assert_close(path_sum(p.cell, p.params, trace, p.on_h), deltas.c, ROUNDING)


def test_the_paths_through_c_are_all_only_without_the_road_by_o():
    for p, exact in ((lstm_problem(), False), (without(lstm_problem(), "u_o"), True)):
        trace = p.forward()
        everything = p.cell.bptt(p.params, trace, p.on_h).c
        off = relative(path_sum(p.cell, p.params, trace, p.on_h, "through c"), everything)
        assert off < ROUNDING if exact else off > 0.01


def test_the_direct_paths_are_all_only_without_feedback():
    """With every h held: eps[k] o[k] σ_h' times the forget gates in between."""
    p = lstm_problem()
    trace = p.forward()
    direct = path_sum(p.cell, p.params, trace, p.on_h, "direct")
    own = p.on_h * trace.o * (1 - np.tanh(trace.c) ** 2)
    for start in range(6):
        by_hand = sum(own[k] * trace.f[start + 1 : k + 1].prod(axis=0) for k in range(start, 6))
        assert_close(direct[start], by_hand, ROUNDING)
    assert relative(direct, p.cell.bptt(p.params, trace, p.on_h).c) > 0.05

    alone = without(p, "u_i", "u_f", "u_o", "u_c")
    trace = alone.forward()
    direct = path_sum(p.cell, alone.params, trace, p.on_h, "direct")
    assert_close(direct, p.cell.bptt(alone.params, trace, p.on_h).c, ROUNDING)


@pytest.mark.parametrize(("T", "off"), [(2, 0.5), (6, 0.9), (20, 0.99)])
def test_the_first_step_alone_is_no_weight_gradient(T, off):
    """dE/dW is a sum over every step at which W acts; the first step's term is the least of it."""
    errors = []
    for seed in range(5):
        p = random_problem(KINDS["LSTM"], np.random.default_rng(seed), T=T, B=1, D=3, H=4)
        trace = p.forward()
        eps = np.zeros_like(p.on_h)
        eps[-1] = p.on_h[-1]
        deltas = p.cell.bptt(p.params, trace, eps)
        whole = p.cell.weight_gradient(trace, deltas).w
        first = np.einsum("bd,bkh->dkh", trace.x[0], deltas.pre[0])
        errors.append(relative(first[:, 1:], whole[:, 1:]))
    assert np.median(errors) > off


def test_an_unknown_route():
    p = lstm_problem()
    with pytest.raises(ValueError, match=r"routes: expected one of .*got 'through h'"):
        path_sum(p.cell, p.params, p.forward(), p.on_h, "through h")


def test_only_an_lstm_has_these_paths():
    assert type(lstm_problem().cell) is LSTM
    p = random_problem(KINDS["RNN"], np.random.default_rng(3))
    with pytest.raises(ValueError, match="expected an LSTM, got RNN"):
        path_sum(p.cell, p.params, p.forward(), p.on_h)


@pytest.mark.parametrize("shape", [(), (3,), (3, 2, 2), (3, 1, 2, 3)], ids=str)
def test_jacobians_of_another_shape(shape):
    with pytest.raises(ValueError, match=r"jacobians: expected shape \(T, B, n, n\), got"):
        jacobian_products(np.zeros(shape))
