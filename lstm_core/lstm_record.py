"""What an LSTM keeps: the trace of the forward pass and the deltas of the backward pass.

Each stores a few wide arrays and gives the lecture's symbols as views of shape (T, B, H), or
(T, S, B, H) for a stack of S settings: ``trace.f[t]`` is f[t], ``deltas.f[t]`` is dL/df[t].
The four gates lie on the axis before the last in the order o, i, f, g.

Source: Lecture 18, "Backprop for an LSTM".
"""

from dataclasses import dataclass

import numpy as np

from lstm_core.cell import silent
from lstm_core.trace import Trace


@dataclass(frozen=True, eq=False)
class LSTMTrace(Trace):
    """Every variable of the forward pass: i, f, o, the candidate g, c, h, and c and h before."""

    x: np.ndarray  # (T, B, D)
    gates: np.ndarray  # (T, B, 4, H)
    activation_of_c: np.ndarray  # sigma_h(c[t]), (T, B, H)
    c_from_start: np.ndarray  # c[-1], c[0], ..., c[T-1], (T+1, B, H)
    h_from_start: np.ndarray

    @property
    def o(self):
        return self.gates[..., 0, :]

    @property
    def i(self):
        return self.gates[..., 1, :]

    @property
    def f(self):
        return self.gates[..., 2, :]

    @property
    def g(self):
        return self.gates[..., 3, :]

    @property
    def c(self):
        return self.c_from_start[1:]

    @property
    def c_prev(self):
        return self.c_from_start[:-1]

    @property
    def c0(self):
        return self.c_from_start[0]


@dataclass(frozen=True, eq=False)
class LSTMDeltas:
    """The total derivative dL/d· of every variable.

    Stored: pre (T, B, 4, H), the totals of the four pre-activations (what the worked example calls
    the delta of the gates), c, h (T, B, H), and h0, c0 (B, H). The others are one product each.
    """

    trace: LSTMTrace
    pre: np.ndarray
    c: np.ndarray
    h: np.ndarray
    h0: np.ndarray
    c0: np.ndarray

    @property
    @silent
    def o(self):
        return self.h * self.trace.activation_of_c

    @property
    @silent
    def i(self):
        return self.c * self.trace.g

    @property
    @silent
    def f(self):
        return self.c * self.trace.c_prev

    @property
    @silent
    def g(self):
        return self.c * self.trace.i

    @property
    def pre_o(self):
        return self.pre[..., 0, :]

    @property
    def pre_i(self):
        return self.pre[..., 1, :]

    @property
    def pre_f(self):
        return self.pre[..., 2, :]

    @property
    def pre_g(self):
        return self.pre[..., 3, :]


def blocks_of_time(trace, numbers=2**16):
    """(start, end) of stretches of steps, the last first.

    Short enough to stay in a fast cache, and, in a long signal, small beside the trace itself.
    """
    T = len(trace.gates)
    steps = max(1, min(numbers // max(1, trace.gates[:1].size), max(64, T // 16)))
    return [(max(0, end - steps), end) for end in range(T, 0, -steps)]


def side_by_side(array):
    """(..., 4, H) as (..., 4 H), a view: the four gates in one row."""
    *rest, K, H = array.shape
    return array.reshape(*rest, K * H)


def gate_first(gates):
    """(T, [S,] B, 4, H) as (T, 4, [S,] B, H), a view: o, i, f, g = gate_first(gates)[t]."""
    n = gates.ndim
    return gates.transpose(0, n - 2, *range(1, n - 2), n - 1)


def four(array):
    """(..., 4 H) as (..., 4, H), a view: the inverse of ``side_by_side``."""
    *rest, wide = array.shape
    return array.reshape(*rest, 4, wide // 4)
