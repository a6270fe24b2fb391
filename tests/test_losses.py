"""The losses: values and slopes, numbers of any size, what counts, and targets that can't be right.

Random logits and targets meet autograd in test_oracle_autograd; here stands what is special.
"""

import numpy as np
import pytest

from lstm_core import binary_cross_entropy, softmax_cross_entropy, squared_error
from tests.helpers import assert_close, central

CROSS_ENTROPIES = [softmax_cross_entropy, binary_cross_entropy]
every_loss = pytest.mark.parametrize("loss", [squared_error, *CROSS_ENTROPIES])
both = pytest.mark.parametrize("loss", CROSS_ENTROPIES)


def problem(loss, T=4, B=3, O=2):  # noqa: E741 (the letter of the readout's shape)
    rng = np.random.default_rng(1)
    y = rng.dirichlet(np.ones(O), size=(T, B))
    return rng.normal(size=(T, B, O)), y, rng.random((T, B)) < 0.5


def mask(loss, scored, O=2):  # noqa: E741
    """The squared error scores outputs, the others score steps."""
    return scored[..., None].repeat(O, axis=-1) if loss is squared_error else scored


@every_loss
def test_the_derivative_by_central_differences(loss):
    z, y, scored = problem(loss)
    for what in (None, mask(loss, scored)):
        _, dz = loss(z, y, scored=what)
        expected = central(lambda moved, what=what: loss(moved, y, scored=what)[0], z)
        assert_close(dz, expected, 1e-8)


@both
def test_sum_over_time_and_mean_over_the_batch(loss):
    z, y, _ = problem(loss)
    value, dz = loss(z, y)
    alone = [loss(z[:, [b]], y[:, [b]]) for b in range(3)]
    assert_close(value, sum(v for v, _ in alone) / 3, 1e-14)
    assert_close(dz, np.concatenate([d for _, d in alone], axis=1) / 3, 1e-14)
    steps = [loss(z[[t]], y[[t]])[0] for t in range(4)]
    assert_close(value, sum(steps), 1e-14)


@every_loss
def test_what_is_not_scored_reaches_nothing(loss):
    z, y, scored = problem(loss)
    z[~scored] = np.nan
    value, dz = loss(z, y, scored=mask(loss, scored))
    assert np.isfinite(value)
    assert np.all(dz[~scored] == 0)
    assert np.all(dz[scored] != 0)


@every_loss
def test_leading_axes_stay(loss):
    z, y, scored = problem(loss)
    several = np.stack([z, -z, 2 * z])
    values, dz = loss(several, y, scored=mask(loss, scored))
    assert values.shape == (3,)
    for s in range(3):
        value, expected = loss(several[s], y, scored=mask(loss, scored))
        assert_close(values[s], value, 1e-15)
        assert_close(dz[s], expected, 1e-15)


@both
def test_a_target_of_one_signal_may_leave_out_its_batch_axis(loss):
    z, y, scored = (a[:, :1] for a in problem(loss))
    whole = loss(z, y, scored=scored)
    short = loss(z, y[:, 0], scored=scored[:, 0])
    assert short[0] == whole[0]
    assert np.array_equal(short[1], whole[1])


def test_classes_are_distributions_with_one_certainty():
    z, _, _ = problem(softmax_cross_entropy)
    classes = np.array([[0, 1, 1], [1, 1, 0], [0, 0, 0], [1, 0, 1]])
    by_class, by_row = (softmax_cross_entropy(z, t) for t in (classes, np.eye(2)[classes]))
    assert by_class[0] == by_row[0]
    assert np.array_equal(by_class[1], by_row[1])


def test_yes_or_no_is_the_softmax_of_z_and_0():
    """Binary is a special case of softmax for one question; for O questions it is O of them."""
    z, y, _ = problem(binary_cross_entropy)
    pairs = [
        softmax_cross_entropy(
            np.stack([z[..., k], 0 * z[..., k]], axis=-1), np.stack([y[..., k], 1 - y[..., k]], -1)
        )
        for k in range(2)
    ]
    value, dz = binary_cross_entropy(z, y)
    assert_close(value, sum(v for v, _ in pairs), 1e-14)
    assert_close(dz, np.stack([d[..., 0] for _, d in pairs], axis=-1), 1e-14)


@pytest.mark.parametrize(
    ("z", "target", "value", "slopes"),
    [
        ([1e300, -1e300], [1.0, 0.0], 0.0, [0.0, 0.0]),
        ([1e300, -1e300], [0.0, 1.0], 2e300, [1.0, -1.0]),
        ([1000.0, 1000.0], [0.5, 0.5], np.log(2), [0.0, 0.0]),
        ([1e300, 1e300], [1.0, 0.0], np.log(2), [-0.5, 0.5]),
    ],
)
def test_softmax_of_any_size(z, target, value, slopes):
    got, dz = softmax_cross_entropy([[z]], [[target]])
    assert got == pytest.approx(value, rel=1e-15)
    assert dz.ravel().tolist() == slopes


@pytest.mark.parametrize(
    ("z", "target", "value", "slope"),
    [
        (1e300, 1.0, 0.0, 0.0),
        (1e300, 0.0, 1e300, 1.0),
        (-1e300, 1.0, 1e300, -1.0),
        (-1e300, 0.0, 0.0, 0.0),
        (-40.0, 0.0, 4.248354255291589e-18, 4.248354255291589e-18),
    ],
)
def test_binary_of_any_size(z, target, value, slope):
    got, dz = binary_cross_entropy([[[z]]], [target])
    assert got == pytest.approx(value, rel=1e-15)
    assert dz.item() == pytest.approx(slope, rel=1e-15)


@both
def test_a_nan_is_never_swallowed(loss):
    z, y, _ = problem(loss)
    z[1, 0, 0] = np.nan
    value, dz = loss(z, y)
    assert np.isnan(value)
    assert np.isnan(dz[1, 0, 0])
    assert np.all(np.isfinite(dz[0]))


BAD_TARGETS = [
    (softmax_cross_entropy, [2, 0], "classes 0 .. 1, got 2"),
    (softmax_cross_entropy, [-1, 0], "classes 0 .. 1, got -1"),
    (softmax_cross_entropy, [0, 1, 1], r"target: expected shape \(T, B\) = \(2, 1\), got \(3, 1\)"),
    (softmax_cross_entropy, [[0.5, 0.4], [0, 1]], r"target\[0, 0\].*sums to 1, got 0.9"),
    (softmax_cross_entropy, [[0, 1], [1.5, -0.5]], r"target\[1, 0, 0\].*0 .. 1, got 1.5"),
    (softmax_cross_entropy, [[0, 1], [np.nan, 1]], r"target\[1, 0, 0\].*got nan"),
    (softmax_cross_entropy, [[0.0, 1.0]], r"target: expected shape \(T, B, O\) = \(2, 1, 2\)"),
    (softmax_cross_entropy, [[0, 0.5, 0.5]] * 2, r"target: expected shape \(T, B, O\)"),
    (softmax_cross_entropy, [None, None], "target: expected real numbers"),
    (binary_cross_entropy, [[0.5, 1.1], [0, 1]], r"target\[0, 0, 1\].*0 .. 1, got 1.1"),
    (binary_cross_entropy, [[0.5, -1], [0, 1]], r"target\[0, 0, 1\].*got -1"),
    (binary_cross_entropy, [[0.5, np.nan], [0, 1]], r"target\[0, 0, 1\].*got nan"),
    (binary_cross_entropy, [0.0, 1.0], r"target: expected shape \(T, B, O\)"),
    (squared_error, [[0.0, 1.0]], r"y: expected shape \(T, B, H\) = \(2, 1, 2\), got \(1, 1, 2\)"),
]


@pytest.mark.parametrize(("loss", "target", "message"), BAD_TARGETS)
def test_a_target_that_cannot_be_right(loss, target, message):
    with pytest.raises(ValueError, match=message):
        loss(np.zeros((2, 1, 2)), target)


@pytest.mark.parametrize(
    ("scored", "message"),
    [
        (np.array([1, 0]), "scored: expected booleans"),
        (np.array([True]), r"scored: expected shape \(T, B\) = \(2, 1\), got \(1, 1\)"),
    ],
)
@both
def test_a_mask_that_cannot_be_right(loss, scored, message):
    with pytest.raises(ValueError, match=message):
        loss(np.zeros((2, 1, 2)), np.full((2, 1, 2), 0.5), scored=scored)


@both
def test_logits_of_no_shape(loss):
    with pytest.raises(ValueError, match=r"logits: expected shape \(\.\.\., T, B, O\)"):
        loss(np.zeros((2, 2)), np.full((2, 1, 2), 0.5))
