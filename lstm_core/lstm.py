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
    check_fit,
    check_pair,
    input_product,
    open_door,
    outer_over_time,
    silent,
    states,
    sum_over_time,
    transposed,
)
from lstm_core.lstm_record import (
    LSTMDeltas,
    LSTMTrace,
    blocks_of_time,
    four,
    gate_first,
    side_by_side,
)
from lstm_core.nonlinearity import Nonlinearity, expect_nonlinearity, logistic, tanh
from lstm_core.params import Named
from lstm_core.shapes import as_state, as_trajectory

ORDER = ("o", "i", "f", "c")  # of the names; the candidate g has the weights w_c, u_c, b_c


class LSTMParams(Named, namedtuple("LSTMParams", "w u b")):
    """w_ (D, H), u_ (H, H), b_ (H,) of i, f, o, c by name; stored as w (D, 4, H), u, b (4, H).

    >>> params = LSTMParams.from_named(**dict.fromkeys(LSTMParams.SHAPES, 0.5))
    >>> params.u.shape, params.named()["u_f"].shape
    ((1, 4, 1), (1, 1))
    """

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

    ``forget=False`` holds f[t] at 1 whatever its weights say: the cell of 1997 (Hochreiter &
    Schmidhuber), from before the forget gate was invented. The gradients of w_f, u_f, b_f are 0.

    >>> from lstm_core import LSTM, LSTMParams
    >>> zeros = {name: 0.0 for name in LSTMParams.SHAPES}
    >>> trace = LSTM().forward(LSTMParams.from_named(**zeros), [1.0, 2.0])
    >>> trace.f[:, 0, 0].tolist()
    [0.5, 0.5]
    """

    def __init__(
        self, gate: Nonlinearity = logistic, activation: Nonlinearity = tanh, forget: bool = True
    ):
        self.gate = expect_nonlinearity("gate", gate)
        self.activation = expect_nonlinearity("activation", activation)
        self.forget = forget

    @silent
    def forward(self, params, x, h0=None, c0=None):
        """Step 1, forward propagation. x (T, B, D), h0 and c0 (B, H); an ``LSTMTrace``."""
        trace = blank_trace(LSTMParams, params, x, h0, c0)
        pre, oif = side_by_side(trace.gates), trace.gates[..., :3, :]  # views of one memory
        o, i, f, g, activation_of_c = trace.o, trace.i, trace.f, trace.g, trace.activation_of_c
        h_prev, h, c_prev, c = trace.h_prev, trace.h, trace.c_prev, trace.c
        sigma_g, sigma_h = self.gate.function, self.activation.function
        u = side_by_side(params.u)
        for t in range(len(pre)):
            pre[t] += h_prev[t] @ u  # the four gates in one product
            sigma_g(oif[t], out=oif[t])
            sigma_h(g[t], out=g[t])
            if not self.forget:
                f[t] = 1.0
            c[t] = f[t] * c_prev[t] + i[t] * g[t]
            sigma_h(c[t], out=activation_of_c[t])
            np.multiply(o[t], activation_of_c[t], out=h[t])  # h[t] = o[t] sigma_h(c[t])
        return trace

    @silent
    def bptt(self, params, trace, eps, c_end=None):
        """Step 3, back-propagation through time.

        eps (T, B, H) = ∂L/∂h[t]; c_end (B, H): what reaches c[T-1] from later steps, None for
        nothing; an ``LSTMDeltas`` with the total derivative of every variable.
        """
        check_fit(LSTMParams, params, "trace", LSTMTrace, trace)
        eps, h_from_later, c_from_later = from_the_end(trace, eps, c_end)
        gates = np.empty_like(trace.gates)
        pre, by_gate = side_by_side(gates), gate_first(gates)  # views of one memory
        pre_o, pre_ifg = by_gate[:, 0], by_gate[:, 1:]
        c, h, f = np.empty_like(trace.c), np.empty_like(trace.h), trace.f
        uT = np.ascontiguousarray(transposed(side_by_side(params.u)))
        for start, end in blocks_of_time(trace):
            dh_dc, own = self.one_step_partials(trace.window(start, end))
            dh_dpre_o, dc_dpre_ifg = own[:, 0], own[:, 1:]
            for t in reversed(range(start, end)):
                k = t - start
                np.add(eps[t], h_from_later, out=h[t])
                c[t] = h[t] * dh_dc[k] + c_from_later
                np.multiply(h[t], dh_dpre_o[k], out=pre_o[t])
                np.multiply(c[t], dc_dpre_ifg[k], out=pre_ifg[t])
                h_from_later = pre[t] @ uT  # the sum over xi in one product
                c_from_later = c[t] * f[t]
        return LSTMDeltas(trace, gates, c, h, h0=h_from_later, c0=c_from_later)

    def one_step_partials(self, trace):
        """dh/dc, (T, B, H); and dh/dpre_o, dc/dpre_i, dc/dpre_f, dc/dpre_g, (T, 4, B, H)."""
        slope_g, slope_h = self.gate.slope_of_output, self.activation.slope_of_output
        gates = gate_first(trace.gates)
        own = np.empty(gates.shape, gates.dtype)
        slope_g(gates[:, :3], out=own[:, :3])
        slope_h(trace.g, out=own[:, 3])
        own[:, 0] *= trace.activation_of_c
        own[:, 1] *= trace.g
        own[:, 2] *= trace.c_prev if self.forget else 0.0
        own[:, 3] *= trace.i
        dh_dc = slope_h(trace.activation_of_c)
        dh_dc *= trace.o
        return dh_dc, own

    @silent
    def weight_gradient(self, trace, deltas):
        """Step 4: each weight moves one variable, so each gradient is one sum over time."""
        check_pair(LSTMTrace, trace, LSTMDeltas, deltas)
        pre = side_by_side(deltas.pre)
        return LSTMParams(
            w=four(outer_over_time(trace.x, pre)),
            u=four(outer_over_time(trace.h_prev, pre)),
            b=four(sum_over_time(pre)),
        )

    @silent
    def input_gradient(self, params, deltas):
        """dL/dx[t] = Σ_xi w_xi dL/dpre_xi[t], (T, B, D)."""
        check_fit(LSTMParams, params, "deltas", LSTMDeltas, deltas)
        return side_by_side(deltas.pre) @ transposed(side_by_side(params.w))


def blank_trace(kind, params, x, h0, c0):
    """A trace whose gates hold the input products of all steps; only h0 and c0 are known yet."""
    x, h_from_start = open_door(kind, params, x, h0)
    T, lead, (B, H) = len(x), h_from_start.shape[1:-2], h_from_start.shape[-2:]
    c_from_start = states("c0", c0, T, lead, B, H, h_from_start.dtype)
    pre = input_product(x, side_by_side(params.w))
    pre += side_by_side(params.b)[..., None, :]
    return LSTMTrace(x, four(pre), np.empty_like(c_from_start[1:]), c_from_start, h_from_start)


def from_the_end(trace, eps, c_end):
    """eps as an array, and what reaches h[T-1] (nothing: it is in eps) and c[T-1] from later."""
    *lead, B, H = trace.h0.shape
    eps = as_trajectory("eps", eps, trace.h)
    return eps, np.zeros_like(trace.h0), as_state("c_end", c_end, lead, B, H, trace.h.dtype)
