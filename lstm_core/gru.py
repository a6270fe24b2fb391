"""The gated recurrent unit: one state h, two gates.

    r[t] = sigma_g(w_r x[t] + u_r h[t-1] + b_r)              reset gate
    z[t] = sigma_g(w_z x[t] + u_z h[t-1] + b_z)              update gate: 1 = keep
    n[t] = sigma_h(w_n x[t] + u_n (r[t] h[t-1]) + b_n)       candidate
    h[t] = (1 - z[t]) n[t] + z[t] h[t-1]

``reset_after=True`` is the variant of the fast libraries, which resets after the product:

    n[t] = sigma_h(w_n x[t] + b_n + r[t] (u_n h[t-1] + b_hn))

Backwards, with q[t] what u_n multiplies or gives:

    dL/dh[t] = eps[t] + z[t+1] dL/dh[t+1] + u_r dL/dpre_r[t+1] + u_z dL/dpre_z[t+1] + the road by n
    dL/dz[t] = dL/dh[t] (h[t-1] - n[t])        dL/dn[t] = dL/dh[t] (1 - z[t])

Source: Cho et al. (2014); "GRU Architecture" in the slides on back-propagation in LSTM.
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
    refuse_cell_state,
    silent,
    sum_over_time,
    transposed,
)
from lstm_core.gru_record import GRUDeltas, GRUTrace
from lstm_core.nonlinearity import Nonlinearity, expect_nonlinearity, logistic, tanh
from lstm_core.params import Named
from lstm_core.shapes import as_trajectory

ORDER = ("r", "z", "n")


class GRUParams(Named, namedtuple("GRUParams", "w u b")):
    """w_ (D, H), u_ (H, H), b_ (H,) of r, z, n by name; for ``reset_after=True`` also b_hn (H,).

    Stored: w (D, 3, H), u (H, 3, H), b (3, H), or b (4, H) with b_hn in the last row.

    >>> params = GRUParams.from_named(**dict.fromkeys(GRUParams.SHAPES, 0.5))
    >>> params.reset_after, GRUParams.from_named(**params.named(), b_hn=0.0).reset_after
    (False, True)
    """

    __slots__ = ()
    SHAPES: ClassVar = {
        f"{array}_{gate}": letters
        for array, letters in (("w", "D H"), ("u", "H H"), ("b", "H"))
        for gate in ORDER
    }
    STORED: ClassVar = {"w": "D 3 H", "u": "H 3 H", "b": "3 H"}

    @classmethod
    def shapes_for(cls, arrays):
        return {**cls.SHAPES, "b_hn": "H"} if "b_hn" in arrays else cls.SHAPES

    @property
    def reset_after(self):
        return self.b.shape[-2:-1] == (4,)

    @property
    def stored(self):
        return {**self.STORED, "b": "4 H"} if self.reset_after else self.STORED

    @classmethod
    def _pack(cls, named):
        w, u = (np.stack([named[f"{a}_{k}"] for k in ORDER], axis=-2) for a in "wu")
        biases = [named[f"b_{k}"] for k in (*ORDER, "hn") if f"b_{k}" in named]
        return cls(w, u, np.stack(biases, axis=-2))

    def _unpack(self):
        stored = dict(zip("wub", self, strict=True))
        named = {name: stored[name[0]][..., ORDER.index(name[2]), :] for name in self.SHAPES}
        return {**named, "b_hn": self.b[..., 3, :]} if self.reset_after else named


class GRU:
    """The cell above; ``gate`` is sigma_g, ``activation`` is sigma_h.

    >>> from lstm_core import GRU, GRUParams
    >>> zeros = {name: 0.0 for name in GRUParams.SHAPES}
    >>> GRU().forward(GRUParams.from_named(**zeros), [0.0, 0.0], h0=8.0).h[:, 0, 0].tolist()
    [4.0, 2.0]
    """

    def __init__(
        self,
        reset_after: bool = False,
        gate: Nonlinearity = logistic,
        activation: Nonlinearity = tanh,
    ):
        self.reset_after = reset_after
        self.gate = expect_nonlinearity("gate", gate)
        self.activation = expect_nonlinearity("activation", activation)

    @silent
    def forward(self, params, x, h0=None, c0=None):
        """Step 1, forward propagation. x (T, B, D), h0 (B, H); a ``GRUTrace``."""
        refuse_cell_state("a GRU", "c0", c0)
        x, h_from_start = open_door(GRUParams, params, x, h0)
        self._check_layout(params)
        h_prev, h = h_from_start[:-1], h_from_start[1:]
        r, z, n = (
            input_product(x, params.w[..., k, :]) + params.b[..., None, k, :] for k in range(3)
        )
        u_r, u_z, u_n = (params.u[..., k, :] for k in range(3))
        b_hn = params.b[..., None, 3, :] if self.reset_after else None
        q = np.empty_like(n)
        sigma_g, sigma_h = self.gate.function, self.activation.function
        for t in range(len(x)):
            r[t] = sigma_g(r[t] + h_prev[t] @ u_r)
            z[t] = sigma_g(z[t] + h_prev[t] @ u_z)
            if self.reset_after:
                q[t] = h_prev[t] @ u_n + b_hn
                n[t] = sigma_h(n[t] + r[t] * q[t])
            else:
                q[t] = r[t] * h_prev[t]
                n[t] = sigma_h(n[t] + q[t] @ u_n)
            h[t] = (1 - z[t]) * n[t] + z[t] * h_prev[t]
        return GRUTrace(x, r, z, n, q, h_from_start, self.reset_after)

    @silent
    def bptt(self, params, trace, eps, c_end=None):
        """Step 3, back-propagation through time. eps (T, B, H) = ∂L/∂h[t]; ``GRUDeltas``."""
        refuse_cell_state("a GRU", "c_end", c_end)
        check_fit(GRUParams, params, "trace", GRUTrace, trace)
        self._check_layout(params)
        eps = as_trajectory("eps", eps, trace.h)
        u_rT, u_zT, u_nT = (transposed(params.u[..., k, :]) for k in range(3))
        slope_r, slope_z = (self.gate.slope_of_output(gate) for gate in (trace.r, trace.z))
        slope_n = self.activation.slope_of_output(trace.n)
        r, z, n, h, pre_r, pre_z, pre_n, q = (np.empty_like(trace.h) for _ in range(8))
        from_later = np.zeros_like(trace.h0)
        for t in reversed(range(len(eps))):
            h[t] = eps[t] + from_later
            z[t] = h[t] * (trace.h_prev[t] - trace.n[t])
            n[t] = h[t] * (1 - trace.z[t])
            pre_z[t] = z[t] * slope_z[t]
            pre_n[t] = n[t] * slope_n[t]
            if self.reset_after:
                q[t] = pre_n[t] * trace.r[t]
                r[t] = pre_n[t] * trace.q[t]
                road_by_n = q[t] @ u_nT
            else:
                q[t] = pre_n[t] @ u_nT
                r[t] = q[t] * trace.h_prev[t]
                road_by_n = q[t] * trace.r[t]
            pre_r[t] = r[t] * slope_r[t]
            from_later = h[t] * trace.z[t] + pre_r[t] @ u_rT + pre_z[t] @ u_zT + road_by_n
        return GRUDeltas(r, z, n, h, pre_r, pre_z, pre_n, q, h0=from_later)

    @silent
    def weight_gradient(self, trace, deltas):
        """Step 4: u_n meets r[t] h[t-1], or with ``reset_after`` h[t-1] and dL/dq[t]."""
        check_pair(GRUTrace, trace, GRUDeltas, deltas)
        pre = deltas.pre_r, deltas.pre_z, deltas.pre_n
        b = [sum_over_time(d) for d in pre]
        u = [outer_over_time(trace.h_prev, d) for d in pre[:2]]
        if trace.reset_after:
            u.append(outer_over_time(trace.h_prev, deltas.q))
            b.append(sum_over_time(deltas.q))
        else:
            u.append(outer_over_time(trace.q, deltas.pre_n))
        w = [outer_over_time(trace.x, d) for d in pre]
        return GRUParams(*(np.stack(a, axis=-2) for a in (w, u, b)))

    @silent
    def input_gradient(self, params, deltas):
        """dL/dx[t] = w_r dL/dpre_r[t] + w_z dL/dpre_z[t] + w_n dL/dpre_n[t], (T, B, D)."""
        check_fit(GRUParams, params, "deltas", GRUDeltas, deltas)
        w_rT, w_zT, w_nT = (transposed(params.w[..., k, :]) for k in range(3))
        return deltas.pre_r @ w_rT + deltas.pre_z @ w_zT + deltas.pre_n @ w_nT

    def _check_layout(self, params):
        if params.reset_after != self.reset_after:
            raise ValueError(
                f"params: GRU(reset_after={self.reset_after}) expected b of shape "
                f"({3 + self.reset_after}, H), got {params.b.shape}; b_hn belongs to reset_after"
            )
