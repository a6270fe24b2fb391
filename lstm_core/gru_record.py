"""What a GRU keeps: the trace of the forward pass and the deltas of the backward pass.

Source: Cho et al. (2014); the equations are those of ``GRU``, in gru.py.
"""

from dataclasses import dataclass

import numpy as np

from lstm_core.trace import Trace


@dataclass(frozen=True, eq=False)
class GRUTrace(Trace):
    """Every variable of the forward pass: x (T, B, D); r, z, n, q, h, h_prev (T, B, H); h0 (B, H).

    q[t] is r[t] h[t-1], or with ``reset_after`` u_n h[t-1] + b_hn.
    """

    x: np.ndarray
    r: np.ndarray
    z: np.ndarray
    n: np.ndarray
    q: np.ndarray
    h_from_start: np.ndarray
    reset_after: bool


@dataclass(frozen=True, eq=False)
class GRUDeltas:
    """The total derivatives of r, z, n, h, q and the pre-activations, (T, B, H); h0 (B, H)."""

    r: np.ndarray
    z: np.ndarray
    n: np.ndarray
    h: np.ndarray
    pre_r: np.ndarray
    pre_z: np.ndarray
    pre_n: np.ndarray
    q: np.ndarray
    h0: np.ndarray
