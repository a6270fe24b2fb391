"""Peepholes, the GRU's two resets and the LSTM of 1997: how they are related to each other.

That each equation and each gradient is right is for the oracles to say.
"""

import math

import numpy as np
import pytest

from lstm_core import (
    GRU,
    LSTM,
    GRUParams,
    LSTMParams,
    PeepholeLSTM,
    PeepholeLSTMParams,
    gradient,
)
from tests.helpers import KINDS, assert_close, random_problem

ROUNDING = 1e-13


def gradients(p, params=None, cell=None):
    """The value and every gradient by name, for the squared error against on_h."""
    value, grads = gradient(cell or p.cell, params or p.params, p.x, p.on_h, **p.state)
    return {"value": value} | grads.named()


def assert_shared_agree(one, other, names):
    for name in names:
        assert_close(one[name], other[name], ROUNDING, name)


@pytest.fixture
def rng():
    return np.random.default_rng(12)


def test_without_peepholes_it_is_an_lstm(rng):
    p = random_problem(KINDS["LSTM"], rng)
    plain = gradients(p)
    for shape in ((3,), (3, 3)):
        holes = {name: np.zeros(shape) for name in ("p_i", "p_f", "p_o")}
        params = PeepholeLSTMParams.from_named(**p.params.named(), **holes)
        assert_shared_agree(gradients(p, params, PeepholeLSTM()), plain, plain)


def test_diagonal_peepholes_are_full_ones_with_a_diagonal(rng):
    p = random_problem(KINDS["PeepholeLSTM"], rng)
    named = p.params.named()
    full = named | {name: np.diag(named[name]) for name in ("p_i", "p_f", "p_o")}
    one, other = gradients(p), gradients(p, PeepholeLSTMParams.from_named(**full))
    other |= {name: np.diag(other[name]) for name in ("p_i", "p_f", "p_o")}
    assert_shared_agree(one, other, one)


def test_two_steps_of_one_unit_by_hand():
    """i and f look at the memory before the step, o at the one after it."""
    sigma = lambda z: 1 / (1 + math.exp(-z))  # noqa: E731 (a formula, not a function)
    numbers = dict.fromkeys(LSTMParams.SHAPES, 0.1) | {"p_i": 2.0, "p_f": -3.0, "p_o": 5.0}
    trace = PeepholeLSTM().forward(PeepholeLSTMParams.from_named(**numbers), [1.0, -1.0], c0=0.5)
    h, c = 0.0, 0.5
    for t, x in enumerate([1.0, -1.0]):
        z = 0.1 * x + 0.1 * h + 0.1
        c, before = sigma(z - 3 * c) * c + sigma(z + 2 * c) * math.tanh(z), c
        h = sigma(z + 5 * c) * math.tanh(c)
        assert trace.c_prev[t].item() == pytest.approx(before, rel=1e-15)
        assert trace.c[t].item() == pytest.approx(c, rel=1e-15)
        assert trace.h[t].item() == pytest.approx(h, rel=1e-15)


def test_the_cell_of_1997_is_an_lstm_that_never_forgets(rng):
    """Held at 1, the forget gate's weights move nothing; sigma(50) is 1 to the last digit."""
    p = random_problem(KINDS["LSTM-of-1997"], rng)
    held = gradients(p)
    wide_open = p.params.replace(w_f=0 * p.params.named()["w_f"], b_f=np.full(3, 50.0))
    wide_open = wide_open.replace(u_f=np.zeros((3, 3)))
    free = gradients(p, wide_open, LSTM())
    assert np.all(p.forward().f == 1)
    for name, array in held.items():
        if name.endswith("_f"):
            assert np.all(array == 0)
        else:
            assert_close(array, free[name], ROUNDING, name)


def test_for_one_unit_the_two_resets_are_one(rng):
    """u (r h) = r (u h) for numbers; for matrices it is not, and b_hn has no counterpart."""
    one = random_problem(KINDS["GRU"], rng, H=1)
    after = GRUParams.from_named(**one.params.named(), b_hn=[0.0])
    before = gradients(one)
    assert_shared_agree(before, gradients(one, after, GRU(reset_after=True)), before)

    several = random_problem(KINDS["GRU"], rng, H=3)
    after = GRUParams.from_named(**several.params.named(), b_hn=np.zeros(3))
    h = GRU(reset_after=True).forward(after, several.x, **several.state).h
    assert np.max(abs(h - several.forward().h)) > 1e-3


def test_the_update_gate_keeps_and_the_reset_gate_forgets(rng):
    p = random_problem(KINDS["GRU"], rng)
    keep = p.params.replace(b_z=np.full(3, 50.0))
    assert_close(p.cell.forward(keep, p.x, **p.state).h[-1], p.h0, ROUNDING)
    alone = p.params.replace(b_z=np.full(3, -50.0), b_r=np.full(3, -50.0))
    named = p.params.named()
    no_memory = np.tanh(p.x @ named["w_n"] + named["b_n"])
    assert_close(p.cell.forward(alone, p.x, **p.state).h, no_memory, ROUNDING)


@pytest.mark.parametrize("name", ["PeepholeLSTM", "PeepholeLSTM-full", "GRU", "GRU-reset-after"])
@pytest.mark.parametrize("lead", [(), (4,), (1,)], ids=str)
@pytest.mark.parametrize("H", [1, 3])
def test_params_of_either_layout_survive_a_round_trip(rng, name, lead, H):
    params = KINDS[name].random(rng, 2, H, lead)
    named = params.named()
    assert named.keys() == type(params).shapes_for(named).keys()
    for again in (type(params).from_named(**named), params.replace(**named), params.replace()):
        assert all(np.array_equal(a, b) for a, b in zip(again, params, strict=True))


@pytest.mark.parametrize("name", ["PeepholeLSTM", "PeepholeLSTM-full", "GRU-reset-after"])
def test_a_plain_float_stands_for_any_array_of_one_unit(rng, name):
    params = KINDS[name].random(rng, 1, 1)
    for array in params.named():
        changed = params.replace(**{array: 0.25})
        assert changed.named()[array].shape == params.named()[array].shape
        assert changed.named()[array].item() == 0.25


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"p_f": np.eye(3)}, r"p_i: expected shape \(H, H\) = \(3, 3\), got \(3,\)"),
        ({"p_f": np.zeros(2)}, r"p_f: expected shape \(H,\) = \(3,\), got \(2,\)"),
        ({"b_hn": np.zeros(3)}, r"unknown \['b_hn'\]"),
    ],
)
def test_peepholes_that_do_not_fit(rng, changed, message):
    params = KINDS["PeepholeLSTM"].random(rng, 2, 3)
    with pytest.raises(ValueError, match=message):
        params.replace(**changed)


def test_the_bias_of_the_other_reset_is_noticed(rng):
    before, after = (random_problem(KINDS[n], rng) for n in ("GRU", "GRU-reset-after"))
    for cell, p in ((GRU(), after), (GRU(reset_after=True), before)):
        with pytest.raises(ValueError, match=r"b_hn belongs to reset_after"):
            cell.forward(p.params, p.x)
        with pytest.raises(ValueError, match=r"b_hn belongs to reset_after"):
            cell.bptt(p.params, p.forward(), p.on_h)
    named = after.params.named()
    del named["b_n"]
    with pytest.raises(ValueError, match=r"missing \['b_n'\]"):
        GRUParams.from_named(**named)
