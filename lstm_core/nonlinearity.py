"""The nonlinearities sigma_g (gates) and sigma_h (activations), each with its slope.

    identity(z) = z                        slope 1
    crelu(z)    = min(1, max(0, z))        slope 1 for 0 < z < 1, else 0
    logistic(z) = 1 / (1 + exp(-z))        slope sigma (1 - sigma)
    tanh(z)                                slope 1 - tanh^2

A slope is a function of the *output*, as in the lecture: the backward pass needs nothing that the
forward pass did not already keep.

Source: Lecture 18, "The Forget-Gate Nonlinearity".
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lstm_core.shapes import as_floats


class Nonlinearity(NamedTuple):
    """A nonlinearity and its slope.

    Called with an array of any shape, it returns a new array of that shape; ``slope`` takes that
    output (not the input) and returns the derivative there. NaN in, NaN out; no warning is raised.
    ``function`` and ``slope_of_output`` are the bare functions for the cells: arrays only, and
    with NumPy's ``out``.

    >>> logistic(0.0)
    0.5
    >>> logistic.slope(0.5)
    0.25

    Errors: ``ValueError`` for anything that is not an array of real numbers.
    """

    name: str
    function: Callable[[np.ndarray], np.ndarray]
    slope_of_output: Callable[[np.ndarray], np.ndarray]

    def __call__(self, z):
        """sigma(z), same shape as z; integers are cast to float."""
        with np.errstate(over="ignore", invalid="ignore"):
            return _plain(self.function(as_floats("z", z)))

    def slope(self, y):
        """The derivative of sigma at the point where it gave the output ``y``; same shape as y."""
        with np.errstate(over="ignore", invalid="ignore"):
            return _plain(self.slope_of_output(as_floats("y", y)))

    def __repr__(self):
        return self.name


def expect_nonlinearity(name, value):
    """``value``, or a ``ValueError`` for what has no slope, such as np.tanh or the word "tanh"."""
    if not isinstance(value, Nonlinearity):
        raise ValueError(
            f"{name}: expected a Nonlinearity (identity, crelu, logistic, tanh), got {value!r}"
        )
    return value


def _plain(array):
    """A float for a float, an array for an array."""
    return float(array) if np.ndim(array) == 0 else array


def _identity(z, out=None):
    return np.multiply(1.0, z, out=out)


def _crelu(z, out=None):
    return np.minimum(1.0, np.maximum(0.0, z), out=out)  # Python's min would hide a NaN


def _identity_slope(y, out=None):
    return _unless_nan(y, 1.0, out)


def _crelu_slope(y, out=None):
    # The open interval: 0 at both kinks (as hardtanh; torch.clamp takes the closed interval).
    # A design with exact gates sits on the kinks, so this convention decides its gradients.
    return _unless_nan(y, (y > 0) & (y < 1), out)


def _unless_nan(y, slope, out):
    """The slope, but NaN where y is: a comparison would hide it (and 0 * y would spoil inf)."""
    slope = np.where(np.isnan(y), y, slope)
    if out is None:
        return slope
    out[...] = slope
    return out


def _logistic(z, out=None):
    e = np.exp(-z)  # overflows to inf for z < -709, and 1 / inf = 0 is right
    e += 1.0
    return np.divide(1.0, e, out=out)  # np.reciprocal takes a third longer


def _logistic_slope(y, out=None):
    slope = np.subtract(1.0, y, out=out)
    slope *= y
    return slope


def _tanh_slope(y, out=None):
    square = np.multiply(y, y, out=out)
    return np.subtract(1.0, square, out=out)


identity = Nonlinearity("identity", _identity, _identity_slope)
crelu = Nonlinearity("crelu", _crelu, _crelu_slope)
logistic = Nonlinearity("logistic", _logistic, _logistic_slope)
tanh = Nonlinearity("tanh", np.tanh, _tanh_slope)
