"""The LSTM with peepholes: the gates also look at the long-term memory.

    i[t] = sigma_g(w_i x[t] + u_i h[t-1] + p_i c[t-1] + b_i)
    f[t] = sigma_g(w_f x[t] + u_f h[t-1] + p_f c[t-1] + b_f)
    g[t] = sigma_h(w_c x[t] + u_c h[t-1] + b_c)
    c[t] = f[t] c[t-1] + i[t] g[t]
    o[t] = sigma_g(w_o x[t] + u_o h[t-1] + p_o c[t] + b_o)         it sees the new c
    h[t] = o[t] sigma_h(c[t])

Backwards, what is new beside the LSTM are three roads that reach c:

    dL/dc[t] = dL/dh[t] o[t] sigma_h'(c[t]) + p_o dL/dpre_o[t]
             + f[t+1] dL/dc[t+1] + p_i dL/dpre_i[t+1] + p_f dL/dpre_f[t+1]

p is diagonal, (H,), a weight for each unit's own memory (Gers & Schmidhuber, 2000), or full,
(H, H) (the backward-pass derivation, section 3).
"""

from collections import namedtuple
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lstm_core.cell import (
    check_fit,
    check_record,
    outer_over_time,
    silent,
    sum_over_time,
    transposed,
)
from lstm_core.lstm import LSTM, LSTMParams, blank_trace, from_the_end
from lstm_core.lstm_record import LSTMDeltas, LSTMTrace, gate_first, side_by_side
from lstm_core.nonlinearity import Nonlinearity, logistic, tanh
from lstm_core.params import Named

PEEPHOLES = ("p_o", "p_i", "p_f")


class PeepholeLSTMParams(Named, namedtuple("PeepholeLSTMParams", "w u b p")):
    """As ``LSTMParams``, with p_i, p_f, p_o: (H,) diagonal, or (H, H) full, all three alike.

    Stored: w (D, 4, H), u (H, 4, H), b (4, H), p (3, H) or (3, H, H) in the order o, i, f.

    >>> diagonal = PeepholeLSTMParams.from_named(**dict.fromkeys(PeepholeLSTMParams.SHAPES, 0.5))
    >>> diagonal.p.shape, diagonal.replace(p_i=[[1]], p_f=[[2]], p_o=[[3]]).p.shape
    ((3, 1), (3, 1, 1))
    """

    __slots__ = ()
    SHAPES: ClassVar = {**LSTMParams.SHAPES, "p_i": "H", "p_f": "H", "p_o": "H"}
    STORED: ClassVar = {**LSTMParams.STORED, "p": "3 H"}

    @classmethod
    def shapes_for(cls, arrays):
        axes = max(np.ndim(arrays.get(name)) for name in PEEPHOLES)  # one may be a plain float
        full = axes == max(1, np.ndim(arrays.get("b_i"))) + 1
        return {**cls.SHAPES, **dict.fromkeys(PEEPHOLES, "H H" if full else "H")}

    @property
    def full(self):
        """True for peepholes of every unit into every other, False for each into itself."""
        return self.p.ndim == self.b.ndim + 1

    @property
    def stored(self):
        return {**self.STORED, "p": "3 H H" if self.full else "3 H"}

    @classmethod
    def _pack(cls, named):
        p = [named[name] for name in PEEPHOLES]
        plain = LSTMParams._pack(named)
        return cls(*plain, np.stack(p, axis=plain.b.ndim - 2))

    def _unpack(self):
        p = np.moveaxis(self.p, self.b.ndim - 2, 0)
        return {**LSTMParams(*self[:3])._unpack(), **dict(zip(PEEPHOLES, p, strict=True))}


@dataclass(frozen=True, eq=False)
class PeepholeLSTMTrace(LSTMTrace):
    """As ``LSTMTrace``; ``full`` tells which kind of peepholes it was made with."""

    full: bool


class PeepholeLSTM(LSTM):
    """The cell above; ``gate`` is sigma_g, ``activation`` is sigma_h.

    >>> from lstm_core import PeepholeLSTM, PeepholeLSTMParams
    >>> zeros = {name: 0.0 for name in PeepholeLSTMParams.SHAPES}
    >>> params = PeepholeLSTMParams.from_named(**zeros | {"b_c": 1.0, "p_f": 10.0})
    >>> PeepholeLSTM().forward(params, [0.0, 0.0]).f[:, 0, 0].round(3).tolist()
    [0.5, 0.978]
    """

    def __init__(self, gate: Nonlinearity = logistic, activation: Nonlinearity = tanh):
        super().__init__(gate, activation)

    @silent
    def forward(self, params, x, h0=None, c0=None):
        """Step 1, forward propagation. x (T, B, D), h0 and c0 (B, H); a ``PeepholeLSTMTrace``."""
        trace = blank_trace(PeepholeLSTMParams, params, x, h0, c0)
        pre, h_prev, h, c_prev, c = (
            side_by_side(trace.gates), trace.h_prev, trace.h, trace.c_prev, trace.c
        )  # fmt: skip
        sigma_g, sigma_h = self.gate.function, self.activation.function
        u = side_by_side(params.u)
        p_o, p_i, p_f = peepholes(params)
        for t in range(len(pre)):
            pre[t] += h_prev[t] @ u
            o, i, f, g = (trace.gates[t, ..., k, :] for k in range(4))
            i[...] = sigma_g(i + see(c_prev[t], p_i))
            f[...] = sigma_g(f + see(c_prev[t], p_f))
            g[...] = sigma_h(g)
            c[t] = f * c_prev[t] + i * g
            o[...] = sigma_g(o + see(c[t], p_o))
            trace.activation_of_c[t] = sigma_h(c[t])
            h[t] = o * trace.activation_of_c[t]
        return PeepholeLSTMTrace(**vars(trace), full=params.full)

    @silent
    def bptt(self, params, trace, eps, c_end=None):
        """Step 3, back-propagation through time; as in ``LSTM``, with the new roads into c."""
        check_fit(PeepholeLSTMParams, params, "trace", PeepholeLSTMTrace, trace)
        eps, h_from_later, c_from_later = from_the_end(trace, eps, c_end)
        gates, c, h = (np.empty_like(a) for a in (trace.gates, trace.c, trace.h))
        pre, by_gate = side_by_side(gates), gate_first(gates)
        dh_dc, own = self.one_step_partials(trace)
        uT = transposed(side_by_side(params.u))
        p_o, p_i, p_f = peepholes(params)
        if params.full:
            p_o, p_i, p_f = transposed(p_o), transposed(p_i), transposed(p_f)
        for t in reversed(range(len(eps))):
            pre_o, pre_i, pre_f, _ = delta = own[t]
            h[t] = eps[t] + h_from_later
            pre_o *= h[t]
            c[t] = h[t] * dh_dc[t] + see(pre_o, p_o) + c_from_later
            delta[1:] *= c[t]
            by_gate[t] = delta
            h_from_later = pre[t] @ uT
            c_from_later = c[t] * trace.f[t] + see(pre_i, p_i) + see(pre_f, p_f)
        return LSTMDeltas(trace, gates, c, h, h0=h_from_later, c0=c_from_later)

    @silent
    def weight_gradient(self, trace, deltas):
        """Step 4: dL/dp_o = Σ c[t] dL/dpre_o[t]; p_i and p_f see c[t-1]. The rest as in LSTM."""
        check_record("trace", PeepholeLSTMTrace, trace)
        w, u, b = super().weight_gradient(trace, deltas)
        seen = (trace.c, deltas.pre_o), (trace.c_prev, deltas.pre_i), (trace.c_prev, deltas.pre_f)
        if trace.full:
            p = [outer_over_time(c, pre) for c, pre in seen]
        else:
            p = [sum_over_time(c * pre) for c, pre in seen]
        return PeepholeLSTMParams(w, u, b, np.stack(p, axis=b.ndim - 2))

    @silent
    def input_gradient(self, params, deltas):
        """dL/dx[t] = Σ_xi w_xi dL/dpre_xi[t], (T, B, D): the peepholes don't see x."""
        check_fit(PeepholeLSTMParams, params, "deltas", LSTMDeltas, deltas)
        return super().input_gradient(LSTMParams(*params[:3]), deltas)


def peepholes(params):
    """p_o, p_i, p_f, ready to meet a state: (H,) and (H, H), with the S of a sweep aligned."""
    p = np.moveaxis(params.p, params.b.ndim - 2, 0)
    return p if params.full else p[..., None, :]


def see(c, p):
    """p c, with p diagonal, (..., 1, H), or full, (..., H, H)."""
    return c @ p if p.shape[-2] == c.shape[-1] else c * p
