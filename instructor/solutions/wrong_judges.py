"""The wrong ways of exercise F of lecture 14, whether two arrays agree, by their names."""

import numpy as np


def _stretched(expected, got):
    return bool(np.all(np.abs(expected - got) <= 1e-6 * np.abs(expected).max()))


def _nan_passes(expected, got):
    if expected.shape != got.shape:
        return False
    return not np.abs(expected - got).max() > 1e-6 * np.abs(expected).max()


def _absolute(expected, got):
    return expected.shape == got.shape and bool(np.abs(expected - got).max() <= 1e-6)


def _blindfold(expected, got):
    near = 0.04 * np.abs(expected).max()
    return expected.shape == got.shape and bool(np.abs(expected - got).max() <= near)


def _signed(one, other, expected):
    if one.shape != other.shape:
        return False
    return (one - other).max() <= 1e-6 * np.abs(expected).max()


def _cancelling(expected, got):
    if expected.shape != got.shape:
        return False
    return abs(np.sum(got - expected)) <= 1e-6 * np.max(np.abs(expected))


def _own_size(expected, got):
    return expected.shape == got.shape and np.allclose(got, expected, rtol=1e-6, atol=0)


JUDGES = {
    "the shapes are not compared": _stretched,
    "NaN passes": _nan_passes,
    "the tolerance is not relative to the largest entry": _absolute,
    "the tolerance is four per cent": _blindfold,
    "errors of one sign pass: it is the absolute difference that counts": (
        lambda expected, got: _signed(expected, got, expected)
    ),
    "errors of one sign pass: the absolute value is missing": (
        lambda expected, got: _signed(got, expected, expected)
    ),
    "the differences are added, so that errors cancel": _cancelling,
    "each entry is compared with its own size, not with the largest": _own_size,
    "these are the tolerances of np.allclose, which are other ones, and it stretches shapes": (
        lambda expected, got: np.allclose(expected, got)
    ),
    "these are the tolerances of np.allclose, which are other ones": (
        lambda expected, got: expected.shape == got.shape and np.allclose(expected, got)
    ),
    "every digit must be the same; a millionth of the largest entry is allowed": (
        lambda expected, got: np.array_equal(expected, got)
    ),
    "everything agrees": lambda expected, got: True,
    "nothing agrees": lambda expected, got: False,
}
