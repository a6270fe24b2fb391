"""Losses: each returns the pair (value, derivative with respect to what it was given).

    squared_error(h, y) = ½ Σ over the scored t of (h[t] - y[t])²        eps[t] = h[t] - y[t]

A loss reduces the last three axes (T, B, H); leading axes stay, so a sweep gets S values.

Source: Lecture 18, "One-Node One-Tap Linear RNN" (scored where y > 0) and "Synchronous Back-Prop".
"""

import numpy as np

from lstm_core.cell import silent
from lstm_core.shapes import as_floats, as_signal, expect_shape


@silent
def squared_error(h, y, scored=None):
    """½ Σ (h - y)² over the scored steps, and eps = ∂L/∂h: h - y where scored, 0 elsewhere.

    h: (..., T, B, H). y: (T, B, H), or as ``forward`` reads x: (T, H) and (T,) are one signal.
    scored: None for every step, or booleans shaped as y; the calculator's is ``y > 0``.
    Returns the value, a float (or an array of the leading shape), and eps, shaped as h.

    >>> value, eps = squared_error([[[3.0]], [[4.0]]], [1.0, 4.0])
    >>> value, eps.ravel().tolist()
    (2.0, [2.0, 0.0])

    Errors: ``ValueError`` for shapes that do not fit, and for a ``scored`` that is not boolean.
    An entry that is not scored can't reach the loss, not even if it is nan.
    """
    h = as_floats("h", h)
    if h.ndim < 3:
        raise ValueError(f"h: expected shape (..., T, B, H), got {h.shape}")
    y = as_signal("y", y, h.shape[-1], h.dtype, letter="H")
    expect_shape("y", y, "T B H", h.shape[-3:])
    eps = h - y
    if scored is not None:
        scored = np.asarray(scored)
        if scored.dtype != bool:
            raise ValueError(f"scored: expected booleans, such as y > 0, got {scored.dtype}")
        scored = as_signal("scored", scored, h.shape[-1], float, letter="H") > 0
        expect_shape("scored", scored, "T B H", h.shape[-3:])
        eps = np.where(scored, eps, np.zeros_like(eps))
    value = 0.5 * np.sum(eps * eps, axis=(-3, -2, -1))
    return (float(value) if value.ndim == 0 else value), eps
