"""Long short-term memory, the lecture's five equations:

    i[t] = sigma_g(w_i x[t] + u_i h[t-1] + b_i)       input gate:  1 = accept
    f[t] = sigma_g(w_f x[t] + u_f h[t-1] + b_f)       forget gate: 1 = keep
    o[t] = sigma_g(w_o x[t] + u_o h[t-1] + b_o)       output gate: 1 = show
    c[t] = f[t] c[t-1] + i[t] g[t]                    long-term memory
    h[t] = o[t] sigma_h(c[t])                         short-term memory, the output

with the candidate g[t] = sigma_h(w_c x[t] + u_c h[t-1] + b_c). Backwards, xi over i, f, o, c:

    dL/dh[t] = eps[t] + Σ_xi u_xi dL/dpre_xi[t+1]
    dL/dc[t] = dL/dh[t] o[t] sigma_h'(c[t]) + f[t+1] dL/dc[t+1]
    dL/do[t] = dL/dh[t] sigma_h(c[t])     dL/di[t] = dL/dc[t] g[t]
    dL/df[t] = dL/dc[t] c[t-1]            dL/dg[t] = dL/dc[t] i[t]

Source: Lecture 18, "Long Short-Term Memory" and "Backprop for an LSTM". The four pre-activations
lie side by side in the order o, i, f, g: one product a step serves all four.
"""

from collections import namedtuple
from typing import ClassVar

import numpy as np

from lstm_core.cell import (
    check_params,
    input_product,
    open_door,
    outer_over_time,
    silent,
    states,
    sum_over_time,
    transposed,
)
from lstm_core.lstm_record import LSTMDeltas, LSTMTrace
from lstm_core.nonlinearity import Nonlinearity, logistic, tanh
from lstm_core.params import Named
from lstm_core.shapes import as_state, as_trajectory

ORDER = ("o", "i", "f", "c")  # of the names; the candidate g has the weights w_c, u_c, b_c


class LSTMParams(Named, namedtuple("LSTMParams", "w u b")):
    """w_ (D, H), u_ (H, H), b_ (H,) of i, f, o, c by name; stored as w (D, 4, H), u, b (4, H)."""

    __slots__ = ()
    SHAPES: ClassVar = {
        f"{array}_{gate}": letters
        for array, letters in (("w", "D H"), ("u", "H H"), ("b", "H"))
        for gate in "ifoc"
    }
    STORED: ClassVar = {"w": "D 4 H", "u": "H 4 H", "b": "4 H"}

    @classmethod
    def _pack(cls, named):
        return cls(*(np.stack([named[f"{a}_{k}"] for k in ORDER], axis=-2) for a in "wub"))

    def _unpack(self):
        stored = dict(zip("wub", self, strict=True))
        return {name: stored[name[0]][..., ORDER.index(name[2]), :] for name in self.SHAPES}


class LSTM:
    """The cell above; ``gate`` is sigma_g, ``activation`` is sigma_h.

    >>> from lstm_core import LSTM, LSTMParams
    >>> zeros = {name: 0.0 for name in LSTMParams.SHAPES}
    >>> trace = LSTM().forward(LSTMParams.from_named(**zeros), [1.0, 2.0])
    >>> trace.f[:, 0, 0].tolist()
    [0.5, 0.5]
    """

    def __init__(self, gate: Nonlinearity = logistic, activation: Nonlinearity = tanh):
        self.gate = gate
        self.activation = activation

    @silent
    def forward(self, params, x, h0=None, c0=None):
        """Step 1, forward propagation. x (T, B, D), h0 and c0 (B, H); an ``LSTMTrace``."""
        x, h_from_start = open_door(LSTMParams, params, x, h0)
        (T, *lead, B, H), dtype = h_from_start.shape, h_from_start.dtype
        T = T - 1
        c_from_start = states("c0", c0, T, lead, B, H, dtype)
        h_prev, h = h_from_start[:-1], h_from_start[1:]
        c_prev, c = c_from_start[:-1], c_from_start[1:]
        w, u, b = (_side_by_side(array) for array in _with_rows(params))
        pre = input_product(x, w) + b
        gates = pre.reshape(T, *lead, B, 4, H)  # a view: each step turns its pre into the gates
        activation_of_c = np.empty_like(c)
        for t in range(T):
            pre[t] += h_prev[t] @ u  # the four gates in one product
            gates[t, ..., :3, :] = self.gate.function(gates[t, ..., :3, :])
            gates[t, ..., 3, :] = self.activation.function(gates[t, ..., 3, :])
            o, i, f, g = (gates[t, ..., k, :] for k in range(4))
            c[t] = f * c_prev[t] + i * g
            activation_of_c[t] = self.activation.function(c[t])
            h[t] = o * activation_of_c[t]
        return LSTMTrace(x, gates, activation_of_c, c_from_start, h_from_start)

    @silent
    def bptt(self, params, trace, eps, c_end=None):
        """Step 3, back-propagation through time.

        eps (T, B, H) = ∂L/∂h[t]; c_end (B, H): what reaches c[T-1] from later steps, None for
        nothing; an ``LSTMDeltas`` with the total derivative of every variable.
        """
        _, H, lead = check_params(LSTMParams, params)
        eps = as_trajectory("eps", eps, trace.h)
        T, B = len(eps), eps.shape[-2]
        uT = transposed(_side_by_side(params.u))
        slope_g, slope_h = self.gate.slope_of_output, self.activation.slope_of_output
        dh_dc = trace.o * slope_h(trace.activation_of_c)
        # Each gate's own factor, dh/dpre_o and dc/dpre_i, dc/dpre_f, dc/dpre_g, for all t at once.
        pre = np.empty_like(trace.gates)
        pre[..., 0, :] = trace.activation_of_c * slope_g(trace.o)
        pre[..., 1, :] = trace.g * slope_g(trace.i)
        pre[..., 2, :] = trace.c_prev * slope_g(trace.f)
        pre[..., 3, :] = trace.i * slope_h(trace.g)
        flat = pre.reshape(T, *lead, B, 4 * H)
        c, h = np.empty_like(trace.c), np.empty_like(trace.h)
        c_from_later = as_state("c_end", c_end, lead, B, H, trace.h.dtype)
        h_from_later = np.zeros_like(trace.h0)
        for t in reversed(range(T)):
            h[t] = eps[t] + h_from_later
            c[t] = h[t] * dh_dc[t] + c_from_later
            pre[t, ..., 0, :] *= h[t]
            pre[t, ..., 1:, :] *= c[t, ..., None, :]
            h_from_later = flat[t] @ uT  # the sum over xi in one product
            c_from_later = c[t] * trace.f[t]
        return LSTMDeltas(trace, pre, c, h, h0=h_from_later, c0=c_from_later)

    @silent
    def weight_gradient(self, trace, deltas):
        """Step 4: each weight moves one variable, so each gradient is one sum over time."""
        T, *lead, B, _, H = deltas.pre.shape
        pre = deltas.pre.reshape(T, *lead, B, 4 * H)
        return LSTMParams(
            w=outer_over_time(trace.x, pre).reshape(*lead, trace.x.shape[-1], 4, H),
            u=outer_over_time(trace.h_prev, pre).reshape(*lead, H, 4, H),
            b=sum_over_time(pre).reshape(*lead, 4, H),
        )

    @silent
    def input_gradient(self, params, deltas):
        """dL/dx[t] = Σ_xi w_xi dL/dpre_xi[t], (T, B, D)."""
        check_params(LSTMParams, params)
        T, *lead, B, _, H = deltas.pre.shape
        return deltas.pre.reshape(T, *lead, B, 4 * H) @ transposed(_side_by_side(params.w))


def _with_rows(params):
    """w, u, b with b as one row, (1, 4, H), so that all three have the same axes."""
    return params.w, params.u, params.b[..., None, :, :]


def _side_by_side(array):
    """(..., 4, H) as (..., 4 H): the four gates in one matrix."""
    *rest, four, H = array.shape
    return array.reshape(*rest, four * H)
