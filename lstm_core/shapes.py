"""The door: what comes in is made into float arrays of the shapes that the equations speak of.

Letters used everywhere: T steps, B signals in a batch, D inputs, H units, S settings of a sweep.
A ``ValueError`` names the array, the shape it should have in symbols and numbers, and what came.
"""

import numpy as np


def as_floats(name, value):
    """``value`` as an array of floats: integers and booleans become float64, float32 stays.

    Errors: ``ValueError`` naming the array for strings, objects, ragged lists, complex numbers.
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name}: expected an array of numbers, got a ragged list") from error
    if array.dtype.kind not in "fiub":
        raise ValueError(
            f"{name}: expected real numbers, got {array.dtype} ({_shorten(value)}). "
            "Text and None have no value here; a complex number would lose its imaginary part."
        )
    if array.dtype in (np.float64, np.float32):
        return array
    return array.astype(np.float64)


def expect_shape(name, array, symbols, sizes):
    """Raise unless ``array.shape == sizes``; ``symbols`` are the letters, such as "T B H".

    A size that the other arrays don't tell is None: then the number of axes can't be right.
    """
    if array.shape != tuple(sizes):
        raise ValueError(f"{name}: expected shape {_shape(symbols, sizes)}, got {array.shape}")


def as_signal(name, value, width, dtype, letter="D"):
    """A signal as (T, B, width): also (T, width), read as one signal, and (T,), one of width 1.

    (T, width) is never (T, B): T steps of B one-input signals are (T, B, 1).
    """
    array = as_floats(name, value)
    if array.ndim == 1 and width == 1:
        array = array[:, None, None]
    elif array.ndim == 2:
        array = array[:, None, :]
    if array.ndim != 3 or array.shape[-1] != width:
        also = ", or (T,)" if width == 1 else ""
        hint = (
            f". T steps of {np.shape(value)[1]} one-input signals are written (T, B, 1)"
            if np.ndim(value) == 2 and width == 1
            else ""
        )
        raise ValueError(
            f"{name}: expected shape (T, B, {letter}) = (any, any, {width}), "
            f"or (T, {letter}) for one signal{also}, got {np.shape(value)}{hint}"
        )
    return array.astype(dtype, copy=False)


def as_state(name, value, lead, B, H, dtype):
    """An initial state as ([S,] B, H), new; None: zeros; a float: one unit; (H,): one signal."""
    sizes = (*lead, B, H)
    if value is None:
        return np.zeros(sizes, dtype)
    array = as_floats(name, value)
    if (array.ndim == 0 and B == H == 1) or (array.shape == (H,) and B == 1):
        array = array.reshape(1, H)
    if array.shape != sizes:
        expect_shape(name, array, "B H", (B, H))  # one initial state for every setting of a sweep
    return np.broadcast_to(array, sizes).astype(dtype)


def as_trajectory(name, value, like, letters="T B H"):
    """An array shaped as ``like``, (T, [S,] B, H); (T, H) and (T,) are read as a signal is."""
    array = as_floats(name, value)
    if array.ndim < like.ndim == 3 and like.shape[1] == 1:
        array = as_signal(name, array, like.shape[2], array.dtype, letter="H")
    expect_shape(name, array, letters if like.ndim == 3 else "T S B H", like.shape)
    return array.astype(like.dtype, copy=False)


def _shape(symbols, sizes):
    letters = ", ".join(symbols.split())
    numbers = ", ".join("any" if n is None else str(n) for n in sizes)
    comma = "," if len(sizes) == 1 else ""
    return f"({letters}{comma}) = ({numbers}{comma})"


def _shorten(value):
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
