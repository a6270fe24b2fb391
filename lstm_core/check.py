"""The judge of every gradient: central differences, which know nothing of the formula.

    df/dp ≈ (f(p + h) - f(p - h)) / 2h        with an error of order h²

In float64 h = 1e-5 gives seven digits or more; at CReLU's kinks no difference can verify anything.
"""

import numpy as np

from lstm_core.cell import silent
from lstm_core.shapes import as_floats


def numerical_gradient(function, params, h=1e-5):
    """The gradient of ``function(params)``, a number, by central differences; shaped as params.

    params: a number, an array, or a (nested) tuple of arrays such as any Params type.

    >>> numerical_gradient(lambda u: u**3, 2.0).item()  # doctest: +ELLIPSIS
    12.0000000...
    """
    if isinstance(params, tuple):
        parts = []
        for k, part in enumerate(params):

            def with_part(value, k=k):
                return function(_remake(params, [*params[:k], value, *params[k + 1 :]]))

            parts.append(numerical_gradient(with_part, part, h))
        return _remake(params, parts)
    array = np.array(as_floats("params", params))
    result = np.empty_like(array)
    for index in np.ndindex(array.shape):
        ends = []
        for step in (h, -h):
            moved = array.copy()
            moved[index] += step
            ends.append(float(function(moved)))
        result[index] = (ends[0] - ends[1]) / (2 * h)
    return result


def check_gradient(function, params, grads, h=1e-5, tolerance=1e-7):
    """Raise unless ``grads`` is the gradient of ``function`` at ``params``.

    The two may differ by ``tolerance`` times the larger of 1 and the entry's size.

    >>> check_gradient(lambda u: u**3, 2.0, 12.0)
    >>> check_gradient(lambda u: u**3, 2.0, 12.1)
    Traceback (most recent call last):
    AssertionError: grads: expected 12 (central difference), got 12.1

    Errors: ``AssertionError`` that names the array, the entry farthest off, and the two values;
    ``ValueError`` if grads is not shaped as params.
    """
    _compare("", numerical_gradient(function, params, h), grads, tolerance)


@silent
def _compare(name, expected, got, tolerance):
    if isinstance(expected, tuple):
        if not isinstance(got, tuple) or len(got) != len(expected):
            raise ValueError(f"grads{name}: expected {len(expected)} arrays, got {got!r}")
        fields = getattr(expected, "_fields", range(len(expected)))
        for field, e, g in zip(fields, expected, got, strict=True):
            _compare(f"{name}.{field}", e, g, tolerance)
        return
    got = as_floats(f"grads{name}", got)
    if got.shape != expected.shape:
        raise ValueError(f"grads{name}: expected shape {expected.shape}, got {got.shape}")
    off = np.abs(got - expected) / np.maximum(1.0, np.abs(expected))
    off = np.where(np.isnan(off), np.inf, off)
    if off.size and off.max() > tolerance:
        index = tuple(int(k) for k in np.unravel_index(off.argmax(), off.shape))
        raise AssertionError(
            f"grads{name}{list(index) if index else ''}: expected {expected[index]:.10g} "
            f"(central difference), got {got[index]:.10g}"
        )


def _remake(like, parts):
    return type(like)(*parts) if hasattr(like, "_fields") else tuple(parts)
