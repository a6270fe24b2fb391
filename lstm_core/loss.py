"""Losses: each returns the pair (value, derivative with respect to what it was given).

    squared error   L = ½ Σ over the scored t of (h[t] - y[t])²      ∂L/∂h = h - y
    softmax         L = Σ_t  log Σ_k exp(z_k) - Σ_k y_k z_k          ∂L/∂z = softmax(z) - y
    binary          L = Σ_t Σ_k  log(1 + exp(z_k)) - y_k z_k         ∂L/∂z = sigma(z) - y

Cross-entropy is summed over time and averaged over the batch (the notes' 1/m, m = B), and works
from logits z, never from probabilities: no logarithm of a rounded zero. The O sigmoids of the
binary form are O separate questions; one softmax is one question with O answers.
A loss reduces the last three axes (T, B, H); leading axes stay, so a sweep gets S values.

Source: Lecture 18, "One-Node One-Tap Linear RNN" (scored where y > 0) and "Synchronous Back-Prop";
LSTM gradient notes, "cross-entropy gradient"; the backward-pass derivation, section 1.
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
        as_floats("scored", scored)  # refuses text and ragged lists by name
        scored = np.asarray(scored)
        if scored.dtype != bool:
            raise ValueError(f"scored: expected booleans, such as y > 0, got {scored.dtype}")
        scored = as_signal("scored", scored, h.shape[-1], float, letter="H") > 0
        expect_shape("scored", scored, "T B H", h.shape[-3:])
        eps = np.where(scored, eps, np.zeros_like(eps))
    value = 0.5 * np.sum(eps * eps, axis=(-3, -2, -1))
    return (float(value) if value.ndim == 0 else value), eps


@silent
def softmax_cross_entropy(logits, target, scored=None):
    """The loss and dlogits = ∂L/∂logits: (value, (..., T, B, O)).

    logits: (..., T, B, O). target: whole numbers, the right classes 0 .. O-1, (T, B) or (T,); or
    distributions over the O classes, (T, B, O) or (T, O). scored: None, or booleans (T, B) or (T,):
    the steps that count. Values of any size are safe: logits of 1e300 give no inf and no nan.

    >>> value, dlogits = softmax_cross_entropy([[[0.0, 0.0]]], [1])
    >>> round(value, 6), dlogits.ravel().tolist()
    (0.693147, [0.5, -0.5])

    Errors: ``ValueError`` for shapes that do not fit, classes outside 0 .. O-1, negative
    probabilities, or distributions that do not sum to 1 (to 1e-6).
    """
    z = _logits(logits)
    y = _distributions(target, z.shape[-3:], z.dtype)
    z = z - z.max(axis=-1, keepdims=True, initial=-np.inf)  # the largest becomes 0
    exponentials = np.exp(z)
    total = exponentials.sum(axis=-1, keepdims=True)
    # Where y is 0 the term is 0, also beside a logit of -1e300.
    each = np.log(total[..., 0]) - np.where(y == 0, 0.0 * z, y * z).sum(axis=-1)
    return _average(each[..., None], exponentials / total - y, scored)


@silent
def binary_cross_entropy(logits, target, scored=None):
    """The loss and dlogits = ∂L/∂logits for O yes-or-no questions at each step.

    logits: (..., T, B, O). target: the probabilities of yes, each from 0 to 1, (T, B, O), or as
    ``forward`` reads x. scored: as in ``softmax_cross_entropy``.

    >>> value, dlogits = binary_cross_entropy([[[0.0]]], [1.0])
    >>> round(value, 6), dlogits.ravel().tolist()
    (0.693147, [-0.5])

    Errors: ``ValueError`` for shapes that do not fit and for targets outside 0 .. 1.
    """
    z = _logits(logits)
    y = as_signal("target", target, z.shape[-1], z.dtype, letter="O")
    expect_shape("target", y, "T B O", z.shape[-3:])
    _all_in_range(y)
    small = np.exp(-np.abs(z))
    each = np.maximum(z, 0.0) - z * y + np.log1p(small)
    sigma = np.where(z >= 0, 1.0, small) / (1.0 + small)
    return _average(each, sigma - y, scored)


def _average(each, derivative, scored):
    """Sum over the scored steps and the outputs, mean over the batch."""
    T, B = derivative.shape[-3:-1]
    if scored is not None:
        as_floats("scored", scored)  # refuses text and ragged lists by name
        scored = np.asarray(scored)
        if scored.dtype != bool:
            raise ValueError(f"scored: expected booleans, got {scored.dtype}")
        if scored.ndim == 1 and B == 1:
            scored = scored[:, None]
        expect_shape("scored", scored, "T B", (T, B))
        each = np.where(scored[..., None], each, np.zeros_like(each))
        derivative = np.where(scored[..., None], derivative, np.zeros_like(derivative))
    m = max(B, 1)  # an empty batch has a loss of 0
    value = each.sum(axis=(-3, -2, -1)) / m
    return (float(value) if value.ndim == 0 else value), derivative / m


def _logits(logits):
    z = as_floats("logits", logits)
    if z.ndim < 3 or z.shape[-1] == 0:
        raise ValueError(f"logits: expected shape (..., T, B, O) with O > 0, got {z.shape}")
    return z


def _distributions(target, sizes, dtype):
    """The target as (T, B, O): classes become ones in their places."""
    T, B, outputs = sizes
    target = np.asarray(target)
    if target.dtype.kind in "iu":
        if target.ndim == 1 and B == 1:
            target = target[:, None]
        expect_shape("target", target, "T B", (T, B))
        if target.size and not 0 <= target.min() <= target.max() < outputs:
            wrong = target.min() if target.min() < 0 else target.max()
            raise ValueError(f"target: expected classes 0 .. {outputs - 1}, got {wrong}")
        return (target[..., None] == np.arange(outputs)).astype(dtype)
    y = as_signal("target", target, outputs, dtype, letter="O")
    expect_shape("target", y, "T B O", sizes)
    _all_in_range(y)
    off = np.abs(y.sum(axis=-1) - 1.0)
    if off.size and off.max() > 1e-6:
        t, b = (int(k) for k in np.unravel_index(off.argmax(), off.shape))
        raise ValueError(
            f"target[{t}, {b}]: expected a distribution, which sums to 1, got {y[t, b].sum():.6g}"
        )
    return y


def _all_in_range(y):
    wrong = ~((y >= 0) & (y <= 1))  # a nan is wrong too
    if wrong.any():
        index = tuple(int(k) for k in np.argwhere(wrong)[0])
        raise ValueError(f"target{list(index)}: expected probabilities 0 .. 1, got {y[index]}")
