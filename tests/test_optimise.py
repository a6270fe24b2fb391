"""The optimisers, by their formulas written out, entry by entry; test_torch_optim asks PyTorch."""

import math

import numpy as np
import pytest

from lstm_core import (
    ReadoutParams,
    RNNParams,
    adam,
    clip_by_norm,
    clip_by_value,
    gradient_norm,
    momentum,
    rmsprop,
    sgd,
)
from lstm_core.optimise import leaves

ETA = 0.1
WITH_STATE = {
    "momentum": momentum,
    "rmsprop": rmsprop,
    "rmsprop around E": lambda p, g, s, eta: rmsprop(p, g, s, eta, root="around E"),
    "adam": adam,
}
with_state = pytest.mark.parametrize("optimiser", WITH_STATE.values(), ids=WITH_STATE)


def params(*numbers):
    return RNNParams.from_named(**dict(zip("wub", numbers, strict=True)))


def numbers_of(tree):
    return [array.item() for array in leaves(tree)]


def momentum_by_hand(p, gs, mu=0.9):
    v = 0.0
    for g in gs:
        v = mu * v + g
        p = p - ETA * v
    return p


def rmsprop_by_hand(p, gs, around_both=True, gamma=0.9, epsilon=1e-8):
    E = 0.0
    for g in gs:
        E = gamma * E + (1 - gamma) * g**2
        p = p - ETA * g / (math.sqrt(E + epsilon) if around_both else math.sqrt(E) + epsilon)
    return p


def adam_by_hand(p, gs, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = v = 0.0
    for k, g in enumerate(gs, start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        p = p - ETA * (m / (1 - beta1**k)) / (math.sqrt(v / (1 - beta2**k)) + epsilon)
    return p


BY_HAND = {
    "momentum": momentum_by_hand,
    "rmsprop": rmsprop_by_hand,
    "rmsprop around E": lambda p, gs: rmsprop_by_hand(p, gs, around_both=False),
    "adam": adam_by_hand,
}


@pytest.mark.parametrize("name", WITH_STATE)
def test_five_steps_by_hand(name):
    rng = np.random.default_rng(2)
    now, state = params(1.0, -2.0, 0.0), None
    gradients = rng.normal(size=(5, 3))
    for row in gradients:
        now, state = WITH_STATE[name](now, params(*row), state, ETA)
    expected = [
        BY_HAND[name](p, g) for p, g in zip([1.0, -2.0, 0.0], gradients.T.tolist(), strict=True)
    ]
    assert numbers_of(now) == pytest.approx(expected, rel=1e-13)


def test_sgd_by_hand():
    assert numbers_of(sgd(params(1.0, 2.0, 3.0), params(1.0, -1.0, 0.0), 0.5)) == [0.5, 2.5, 3.0]


@pytest.mark.parametrize(("root", "step"), [("around both", 0.009995), ("around E", 0.3152)])
def test_where_the_root_stands_matters_for_small_gradients(root, step):
    """The first step for g = 1e-5, eta = 0.1, gamma = 0.9, epsilon = 1e-8: 32 times."""
    zero, small = params(0.0, 0.0, 0.0), params(1e-5, 0.0, 0.0)
    moved, _ = rmsprop(zero, small, None, 0.1, root=root)
    assert f"{-moved.w.item():.4g}" == str(step)


@with_state
def test_zero_gradients_move_nothing(optimiser):
    start = params(1.0, 2.0, 3.0)
    moved, state = optimiser(start, params(0.0, 0.0, 0.0), None, ETA)
    moved, _ = optimiser(moved, params(0.0, 0.0, 0.0), state, ETA)
    assert numbers_of(moved) == [1.0, 2.0, 3.0]


@with_state
def test_a_pair_is_taken_like_one(optimiser):
    own, top = params(1.0, 2.0, 3.0), ReadoutParams.from_named(v=4.0, b=5.0)
    grads = params(0.1, 0.2, 0.3), ReadoutParams.from_named(v=0.4, b=0.5)
    (both_own, both_top), state = optimiser((own, top), grads, None, ETA)
    (both_own, both_top), _ = optimiser((both_own, both_top), grads, state, ETA)
    for start, grad, got in ((own, grads[0], both_own), (top, grads[1], both_top)):
        moved, state = optimiser(start, grad, None, ETA)
        moved, _ = optimiser(moved, grad, state, ETA)
        assert type(got) is type(start)
        assert numbers_of(got) == numbers_of(moved)


@with_state
def test_nothing_that_was_given_is_changed(optimiser):
    start, grads = params(1.0, 2.0, 3.0), params(0.1, 0.2, 0.3)
    moved, state = optimiser(start, grads, None, ETA)
    kept = [array.copy() for array in leaves((moved, state))[:6]]
    optimiser(moved, grads, state, ETA)
    assert numbers_of(start) + numbers_of(grads) == [1.0, 2.0, 3.0, 0.1, 0.2, 0.3]
    assert all(np.array_equal(a, b) for a, b in zip(kept, leaves((moved, state))[:6], strict=True))


@pytest.mark.parametrize("optimiser", [rmsprop, adam])
@pytest.mark.parametrize("epsilon", [0.0, -1e-8, np.nan])
def test_zero_by_zero_is_refused(optimiser, epsilon):
    with pytest.raises(ValueError, match="epsilon: expected a number > 0"):
        optimiser(params(1, 2, 3), params(0, 0, 0), None, ETA, epsilon=epsilon)


def test_an_unknown_root_is_refused():
    with pytest.raises(ValueError, match='root: expected "around both" or "around E"'):
        rmsprop(params(1, 2, 3), params(0, 0, 0), None, ETA, root="inside")


@pytest.mark.parametrize(
    ("grads", "message"),
    [
        (ReadoutParams.from_named(v=1.0, b=1.0), "grads: expected RNNParams, got ReadoutParams"),
        ((params(1, 2, 3), params(1, 2, 3)), "grads: expected RNNParams, got a pair of 2"),
        (
            params([[1.0, 2.0]], np.eye(2), [1, 2]),
            r"grads\.w: expected shape \(1, 1\), got \(1, 2\)",
        ),
    ],
    ids=["another type", "a pair", "another shape"],
)
def test_gradients_that_do_not_fit(grads, message):
    with pytest.raises(ValueError, match=message):
        sgd(params(1, 2, 3), grads, ETA)
    with pytest.raises(ValueError, match=message):
        momentum(params(1, 2, 3), grads, None, ETA)


@pytest.mark.parametrize(
    ("numbers", "norm"),
    [
        ((3.0, 4.0, 0.0), 5.0),
        ((0.0, 0.0, 0.0), 0.0),
        ((3e200, 4e200, 0.0), 5e200),
        ((3e-200, 4e-200, 0.0), 5e-200),
        ((1.7e308, 1.7e308, 1.7e308), np.inf),
        ((np.inf, 1.0, 1.0), np.inf),
        ((np.inf, np.nan, 1.0), np.nan),
        ((1.0, 1.0, np.nan), np.nan),
        ((np.nan, 1.0, 1.0), np.nan),
    ],
)
def test_the_norm_of_any_size(numbers, norm):
    assert gradient_norm(params(*numbers)) == pytest.approx(norm, rel=1e-15, nan_ok=True)


def test_the_norm_of_a_pair():
    assert gradient_norm((params(1, 2, 4), ReadoutParams.from_named(v=2.0, b=0.0))) == 5.0


def test_clipping_by_norm_keeps_the_direction():
    clipped = clip_by_norm(params(3.0, 4.0, 0.0), 1.0)
    assert numbers_of(clipped) == pytest.approx([0.6, 0.8, 0.0], rel=1e-15)
    assert numbers_of(clip_by_norm(params(3.0, 4.0, 0.0), 5.0)) == [3.0, 4.0, 0.0]
    assert numbers_of(clip_by_norm(params(3e200, 4e200, 0.0), 1.0)) == pytest.approx([0.6, 0.8, 0])


def test_clipping_by_value_changes_the_direction():
    assert numbers_of(clip_by_value(params(3.0, -4.0, 0.5), 1.0)) == [1.0, -1.0, 0.5]


def test_clipping_swallows_no_nan():
    assert np.isnan(clip_by_value(params(np.nan, 2.0, 0.0), 1.0).w)
    assert np.all(np.isnan(numbers_of(clip_by_norm(params(np.nan, 2.0, 0.0), 1.0))))
    assert np.isnan(clip_by_norm(params(np.inf, 2.0, 0.0), 1.0).w)  # inf · 0 has no value
    assert numbers_of(clip_by_value(params(np.inf, -np.inf, 0.0), 1.0)) == [1.0, -1.0, 0.0]


@pytest.mark.parametrize("clip", [clip_by_norm, clip_by_value])
@pytest.mark.parametrize("largest", [-1.0, np.nan])
def test_a_clip_that_would_turn_the_gradient_round(clip, largest):
    with pytest.raises(ValueError, match="largest: expected a number >= 0, got"):
        clip(params(1.0, 2.0, 3.0), largest)
    assert numbers_of(clip(params(1.0, -2.0, 3.0), 0.0)) == [0.0, 0.0, 0.0]


@with_state
def test_a_gradient_changed_afterwards_changes_no_state(optimiser):
    p, grads = params(1.0, 2.0, 3.0), params(0.5, -0.5, 0.25)
    _, state = optimiser(p, grads, None, ETA)
    kept = [np.array(leaf) for leaf in leaves(state)]
    for array in grads:
        array += 100.0
    assert [np.array(leaf) for leaf in leaves(state)] == kept


@pytest.mark.parametrize("clip", [clip_by_norm, clip_by_value])
def test_what_needs_no_clipping_is_a_copy(clip):
    grads = np.array([0.3, 0.4])
    clipped = clip(grads, 1.0)
    assert clipped.tolist() == [0.3, 0.4]
    assert not np.shares_memory(clipped, grads)
