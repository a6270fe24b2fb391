"""The recurrent network with a forget gate in place of the fixed feedback weight:

    f[t] = sigma_g(w_f x[t] + u_f h[t-1] + b_f)       forget gate: 1 = keep
    c[t] = w_c x[t] + b_c + f[t] h[t-1]               excitation
    h[t] = sigma_h(c[t])                              activation

Backwards, with eps[t] = ∂L/∂h[t] and pre_f the gate's argument:

    dL/dh[t] = eps[t] + f[t+1] dL/dc[t+1] + u_f dL/dpre_f[t+1]
    dL/dc[t] = dL/dh[t] sigma_h'
    dL/df[t] = dL/dc[t] h[t-1]          dL/dpre_f[t] = dL/df[t] sigma_g'

Source: Lecture 18, "The Forget Gate"; the idea is Gers, Schmidhuber & Cummins (2000).
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
from lstm_core.nonlinearity import Nonlinearity, expect_nonlinearity, identity, logistic
from lstm_core.params import Named
from lstm_core.rnn import RNNTrace
from lstm_core.shapes import as_trajectory


class ForgetGateRNNParams(Named, namedtuple("ForgetGateRNNParams", "w_c b_c w_f u_f b_f")):
    """w_c, w_f (D, H); u_f (H, H); b_c, b_f (H,). There is no u_c: f[t] is the feedback.

    >>> list(ForgetGateRNNParams.from_named(w_c=1, b_c=0, w_f=1, u_f=0, b_f=0).named())
    ['w_c', 'b_c', 'w_f', 'u_f', 'b_f']
    """

    __slots__ = ()
    SHAPES: ClassVar = {"w_c": "D H", "b_c": "H", "w_f": "D H", "u_f": "H H", "b_f": "H"}
    STORED: ClassVar = SHAPES


@dataclass(frozen=True, eq=False)
class ForgetGateRNNTrace(RNNTrace):
    """As ``RNNTrace``, with the gate f (T, B, H)."""

    f: np.ndarray


@dataclass(frozen=True, eq=False)
class ForgetGateRNNDeltas:
    """The total derivatives of c, h, f and of the gate's argument pre_f, (T, B, H); h0 (B, H)."""

    c: np.ndarray
    h: np.ndarray
    f: np.ndarray
    pre_f: np.ndarray
    h0: np.ndarray


class ForgetGateRNN:
    """The cell above; ``gate`` is sigma_g, ``activation`` is sigma_h.

    >>> from lstm_core import ForgetGateRNN, ForgetGateRNNParams, crelu
    >>> cell = ForgetGateRNN(gate=crelu)
    >>> params = ForgetGateRNNParams.from_named(w_c=1, b_c=0, w_f=1, u_f=0, b_f=0)  # f = CReLU(x)
    >>> cell.forward(params, [1, 2, 1, 0]).h[:, 0, 0].tolist()
    [1.0, 3.0, 4.0, 0.0]
    """

    def __init__(self, gate: Nonlinearity = logistic, activation: Nonlinearity = identity):
        self.gate = expect_nonlinearity("gate", gate)
        self.activation = expect_nonlinearity("activation", activation)

    @silent
    def forward(self, params, x, h0=None, c0=None):
        """Step 1, forward propagation. x (T, B, D), h0 (B, H); a ``ForgetGateRNNTrace``."""
        refuse_cell_state("a ForgetGateRNN", "c0", c0)
        x, h_from_start = open_door(ForgetGateRNNParams, params, x, h0)
        h_prev, h = h_from_start[:-1], h_from_start[1:]
        w_c, b_c, w_f, u_f, b_f = params
        f = input_product(x, w_f) + b_f[..., None, :]
        c = input_product(x, w_c) + b_c[..., None, :]
        for t in range(len(x)):
            f[t] = self.gate.function(f[t] + h_prev[t] @ u_f)
            c[t] += f[t] * h_prev[t]
            h[t] = self.activation.function(c[t])
        return ForgetGateRNNTrace(x, c, h_from_start, f)

    @silent
    def bptt(self, params, trace, eps, c_end=None):
        """Step 3, back-propagation through time. eps (T, B, H); ``ForgetGateRNNDeltas``."""
        refuse_cell_state("a ForgetGateRNN", "c_end", c_end)
        check_fit(ForgetGateRNNParams, params, "trace", ForgetGateRNNTrace, trace)
        eps = as_trajectory("eps", eps, trace.h)
        uT = transposed(params.u_f)
        slope_h = self.activation.slope_of_output(trace.h)
        slope_f = self.gate.slope_of_output(trace.f)
        c, h, f, pre_f = (np.empty_like(trace.c) for _ in range(4))
        from_later = np.zeros_like(trace.h0)
        for t in reversed(range(len(eps))):
            h[t] = eps[t] + from_later
            c[t] = h[t] * slope_h[t]
            f[t] = c[t] * trace.h_prev[t]
            pre_f[t] = f[t] * slope_f[t]
            from_later = trace.f[t] * c[t] + pre_f[t] @ uT
        return ForgetGateRNNDeltas(c, h, f, pre_f, h0=from_later)

    @silent
    def weight_gradient(self, trace, deltas):
        """Step 4: each weight moves one variable, so each gradient is one sum over time."""
        check_pair(ForgetGateRNNTrace, trace, ForgetGateRNNDeltas, deltas)
        return ForgetGateRNNParams(
            w_c=outer_over_time(trace.x, deltas.c),
            b_c=sum_over_time(deltas.c),
            w_f=outer_over_time(trace.x, deltas.pre_f),
            u_f=outer_over_time(trace.h_prev, deltas.pre_f),
            b_f=sum_over_time(deltas.pre_f),
        )

    @silent
    def input_gradient(self, params, deltas):
        """dL/dx[t] = w_c dL/dc[t] + w_f dL/dpre_f[t], (T, B, D)."""
        check_fit(ForgetGateRNNParams, params, "deltas", ForgetGateRNNDeltas, deltas)
        return deltas.c @ transposed(params.w_c) + deltas.pre_f @ transposed(params.w_f)
