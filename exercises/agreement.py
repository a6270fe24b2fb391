"""What exercise F of lecture 14 is made of: pairs to compare, the right judge and the wrong ones.

Each judge gets ``expected`` and ``got`` and says 1.0 for "they agree" or 0.0. At least one pair
tells each wrong judge from the right one.
"""

import numpy as np

_A = np.array([[1.0, -2.0], [3.0, 4.0]])


def _pairs():
    """The same array, errors within and beyond the tolerance, NaN, other shapes, other sizes."""
    a, within, beyond = _A, np.zeros((2, 2)), np.zeros((2, 2))
    within[0, 1], beyond[1, 0] = 3e-6, 5e-6
    yield from ((a, a), (a, a + within), (a, a + beyond), (a, a - beyond), (a, a.T), (a, 5 * a))
    yield from ((a, a + within / 5), (a, a * np.nan), (a, a[:1]), (a, a[None]))
    yield from ((1e9 * a, 1e9 * a + 3e2), (a, 1.03 * a))


def cases():
    return [{"expected": e.copy(), "got": g.copy()} for e, g in _pairs()]


def right(expected, got):
    return _same_shape(_near)(expected, got)


def _near(expected, got, part=1e-6):
    return np.abs(expected - got).max() <= part * np.abs(expected).max()


def _same_shape(judge):
    """The judge, asked only if the shapes are the same."""

    def asked(expected, got):
        return float(expected.shape == np.shape(got) and bool(judge(expected, got)))

    return asked


def _no_shape(expected, got):
    return float(np.all(np.abs(expected - got) <= 1e-6 * np.abs(expected).max()))


MISTAKES = {
    "the shapes are not compared": _no_shape,
    "NaN passes": _same_shape(
        lambda expected, got: not np.abs(expected - got).max() > 1e-6 * np.abs(expected).max()
    ),
    "the tolerance is not relative to the largest entry": _same_shape(
        lambda expected, got: np.abs(expected - got).max() <= 1e-6
    ),
    "the tolerance is four per cent": _same_shape(
        lambda expected, got: _near(expected, got, part=0.04)
    ),
    "errors of one sign pass: it is the absolute difference that counts": _same_shape(
        lambda expected, got: (expected - got).max() <= 1e-6 * np.abs(expected).max()
    ),
    "errors of one sign pass: the absolute value is missing": _same_shape(
        lambda expected, got: (got - expected).max() <= 1e-6 * np.abs(expected).max()
    ),
    "the differences are added, so that errors cancel": _same_shape(
        lambda expected, got: abs((expected - got).sum()) <= 1e-6 * np.abs(expected).max()
    ),
    "each entry is compared with its own size, not with the largest": _same_shape(
        lambda expected, got: np.all(np.abs(expected - got) <= 1e-6 * np.abs(expected))
    ),
    "these are the tolerances of np.allclose, which are other ones, and it stretches shapes": (
        lambda expected, got: float(np.allclose(expected, got))
    ),
    "these are the tolerances of np.allclose, which are other ones": _same_shape(np.allclose),
    "every digit must be the same; a millionth of the largest entry is allowed": _same_shape(
        np.array_equal
    ),
    "everything agrees": lambda expected, got: 1.0,
    "nothing agrees": lambda expected, got: 0.0,
}
