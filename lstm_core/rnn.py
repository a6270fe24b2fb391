"""The recurrent network of one layer:

    c[t] = w x[t] + u h[t-1] + b         excitation
    h[t] = sigma_h(c[t])                 activation

Backwards, with eps[t] = ∂L/∂h[t] and a delta for every total derivative:

    dL/dh[t] = eps[t] + u dL/dc[t+1]
    dL/dc[t] = dL/dh[t] sigma_h'(c[t])

Source: Lecture 18, "One-Node One-Tap Linear RNN" and "Gradient Descent". Its one-unit memorizer and
pocket calculator are this cell with sigma_h the identity.
"""

from collections import namedtuple
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lstm_core.cell import (
    check_fit,
    check_pair,
    input_product,
    open_door,
    outer_over_time,
    refuse_cell_state,
    silent,
    sum_over_time,
    transposed,
)
from lstm_core.nonlinearity import Nonlinearity, expect_nonlinearity, tanh
from lstm_core.params import Named
from lstm_core.shapes import as_trajectory
from lstm_core.trace import Trace


class RNNParams(Named, namedtuple("RNNParams", "w u b")):
    """w (D, H) feed-forward, u (H, H) feedback, b (H,) bias; row vectors, so x @ w.

    >>> RNNParams.from_named(w=1, u=0.5, b=0).u.shape
    (1, 1)
    """

    __slots__ = ()
    SHAPES: ClassVar = {"w": "D H", "u": "H H", "b": "H"}
    STORED: ClassVar = SHAPES


@dataclass(frozen=True, eq=False)
class RNNTrace(Trace):
    """Every variable of the forward pass: x (T, B, D); c, h, h_prev (T, B, H); h0 (B, H)."""

    x: np.ndarray
    c: np.ndarray
    h_from_start: np.ndarray  # h[-1], h[0], ..., h[T-1]


@dataclass(frozen=True, eq=False)
class RNNDeltas:
    """The total derivatives dL/dc[t], dL/dh[t], (T, B, H), and dL/dh0, (B, H)."""

    c: np.ndarray
    h: np.ndarray
    h0: np.ndarray


class RNN:
    """The cell above; ``activation`` is sigma_h.

    >>> from lstm_core import RNN, RNNParams, identity
    >>> cell = RNN(activation=identity)
    >>> cell.forward(RNNParams.from_named(w=1, u=0.5, b=0), [1, 2, 1, 0]).h[:, 0, 0].tolist()
    [1.0, 2.5, 2.25, 1.125]
    """

    def __init__(self, activation: Nonlinearity = tanh):
        self.activation = expect_nonlinearity("activation", activation)

    @silent
    def forward(self, params, x, h0=None, c0=None):
        """Step 1, forward propagation. x (T, B, D), h0 (B, H) or None for zero; an ``RNNTrace``."""
        refuse_cell_state("an RNN", "c0", c0)
        x, h_from_start = open_door(RNNParams, params, x, h0)
        h_prev, h = h_from_start[:-1], h_from_start[1:]
        w, u, b = params
        c = input_product(x, w) + b[..., None, :]
        for t in range(len(x)):
            c[t] += h_prev[t] @ u
            h[t] = self.activation.function(c[t])
        return RNNTrace(x, c, h_from_start)

    @silent
    def bptt(self, params, trace, eps, c_end=None):
        """Step 3, back-propagation through time. eps (T, B, H) = ∂L/∂h[t]; ``RNNDeltas``."""
        refuse_cell_state("an RNN", "c_end", c_end)
        check_fit(RNNParams, params, "trace", RNNTrace, trace)
        eps = as_trajectory("eps", eps, trace.h)
        uT = transposed(params.u)
        slope = self.activation.slope_of_output(trace.h)
        c, h = np.empty_like(trace.c), np.empty_like(trace.h)
        from_later = np.zeros_like(trace.h0)  # nothing comes from after the last step
        for t in reversed(range(len(eps))):
            h[t] = eps[t] + from_later
            c[t] = h[t] * slope[t]
            from_later = c[t] @ uT
        return RNNDeltas(c, h, h0=from_later)

    @silent
    def weight_gradient(self, trace, deltas):
        """Step 4: dL/dw = Σ x[t] dL/dc[t], dL/du = Σ h[t-1] dL/dc[t], dL/db = Σ dL/dc[t]."""
        check_pair(RNNTrace, trace, RNNDeltas, deltas)
        return RNNParams(
            w=outer_over_time(trace.x, deltas.c),
            u=outer_over_time(trace.h_prev, deltas.c),
            b=sum_over_time(deltas.c),
        )

    @silent
    def input_gradient(self, params, deltas):
        """dL/dx[t] = w dL/dc[t], (T, B, D)."""
        check_fit(RNNParams, params, "deltas", RNNDeltas, deltas)
        return deltas.c @ transposed(params.w)
