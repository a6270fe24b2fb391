"""A linear layer on top of the output h, so that a loss can speak of other things than h:

    logits[t] = h[t] v + b

Backwards, with dlogits = ∂L/∂logits:

    eps[t] = dlogits[t] v^T        dL/dv = Σ h[t] dlogits[t]        dL/db = Σ dlogits[t]

Source: LSTM gradient notes, "z = W y + b"; the backward-pass derivation, section 2.
"""

import math
from collections import namedtuple
from typing import ClassVar

from lstm_core.cell import outer_over_time, silent, sum_over_time, transposed
from lstm_core.params import Named
from lstm_core.shapes import as_floats, expect_shape


class ReadoutParams(Named, namedtuple("ReadoutParams", "v b")):
    """v (H, O), b (O,): H units to O outputs; row vectors, so h @ v.

    >>> ReadoutParams.from_named(v=[[1.0, 2.0]], b=[0.0, 0.0]).v.shape  # one unit, two outputs
    (1, 2)
    """

    __slots__ = ()
    SHAPES: ClassVar = {"v": "H O", "b": "O"}
    STORED: ClassVar = SHAPES


@silent
def readout(params, h):
    """logits (T, B, O) = h v + b for every step; h (..., T, B, H).

    >>> import numpy as np
    >>> params = ReadoutParams.from_named(v=2.0, b=1.0)
    >>> readout(params, np.ones((3, 1, 1))).ravel().tolist()
    [3.0, 3.0, 3.0]

    Errors: ``ValueError`` for params of another type, or an h whose width is not H.
    """
    h = _checked(params, h)
    H, outputs = params.v.shape
    return (h.reshape(math.prod(h.shape[:-1]), H) @ params.v + params.b).reshape(
        *h.shape[:-1], outputs
    )


@silent
def readout_gradient(params, h, dlogits):
    """(the gradient, a ``ReadoutParams``; eps (T, B, H)) from dlogits (T, B, O) = ∂L/∂logits.

    >>> grads, eps = readout_gradient(ReadoutParams.from_named(v=2.0, b=1.0), [[[3.0]]], [[[1.0]]])
    >>> grads.v.item(), grads.b.item(), eps.item()
    (3.0, 1.0, 2.0)

    Errors: ``ValueError`` as ``readout``, and for dlogits of another shape.
    """
    h = _checked(params, h)
    dlogits = as_floats("dlogits", dlogits)
    expect_shape("dlogits", dlogits, "T B O", (*h.shape[:-1], params.v.shape[-1]))
    grads = ReadoutParams(v=outer_over_time(h, dlogits), b=sum_over_time(dlogits))
    return grads, dlogits @ transposed(params.v)


def _checked(params, h):
    if not isinstance(params, ReadoutParams):
        raise ValueError(f"readout: expected ReadoutParams, got {type(params).__name__}")
    v, b = params
    if v.ndim != 2 or b.shape != v.shape[-1:]:
        raise ValueError(f"readout: expected v (H, O) and b (O,), got {v.shape} and {b.shape}")
    h = as_floats("h", h)
    if h.ndim < 3 or h.shape[-1] != len(v):
        raise ValueError(f"h: expected shape (T, B, H) = (any, any, {len(v)}), got {h.shape}")
    return h
