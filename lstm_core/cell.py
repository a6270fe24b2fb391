"""What all cells share: the protocol, the check at the door, and the products outside the loop.

A cell has no state inside. Its four methods are steps 1, 3 and 4 of gradient descent and the
derivative with respect to the input; step 2 belongs to the loss.

Time is the first axis everywhere, so that ``trace.h[t]`` is h[t]. A stack of S settings adds an
axis after it: (T, S, B, H). The input products of all steps are one product before the loop and
the weight gradients one product after it: *the weight gradient is easy* (Lecture 18).
"""

from functools import cache
from typing import Protocol

import numpy as np

from lstm_core.shapes import as_signal, as_state, expect_shape

# Numbers that explode become inf, then nan; they are shown to whoever asks, and nothing is printed.
silent = np.errstate(over="ignore", under="ignore", invalid="ignore")


class Cell(Protocol):
    """A recurrent cell: see ``RNN``, ``ForgetGateRNN`` and ``LSTM``.

    Errors: every method raises a ``ValueError`` that names the array, the shape expected and the
    one it got, or the type of params, trace or deltas that belongs to the cell.
    """

    def forward(self, params, x, h0=None, c0=None):
        """Step 1, forward propagation: x (T, B, D) to the trace of every variable."""

    def bptt(self, params, trace, eps, c_end=None):
        """Step 3, back-propagation through time: eps[t] = ∂L/∂h[t] to every dL/d·[t]."""

    def weight_gradient(self, trace, deltas):
        """Step 4: dL/d· of every parameter, in the type and the shapes of the params."""

    def input_gradient(self, params, deltas):
        """dL/dx, (T, B, D)."""


def check_params(kind, params):
    """Raise unless ``params`` is a ``kind`` whose arrays fit each other; return (D, H, lead).

    ``lead`` is () for one setting and (S,) for a stack of S settings.
    """
    if not isinstance(params, kind):
        raise ValueError(f"params: expected {kind.__name__}, got {type(params).__name__}")
    for field, array in zip(params._fields, params, strict=True):
        if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
            raise ValueError(
                f"{kind.__name__}.{field}: expected an array of floats, got {_describe(array)}; "
                f"{kind.__name__}.from_named takes plain numbers and lists"
            )
    stored = params.stored
    wide = params[0]
    axes = len(_symbols(stored[params._fields[0]]))
    size = {
        "D": wide.shape[-axes] if wide.ndim >= axes else None,
        "H": wide.shape[-1] if wide.ndim else None,
    }
    lead = wide.shape[:-axes][:1]  # one leading axis at most
    for field, array in zip(params._fields, params, strict=True):
        sizes = lead + tuple([size.get(s, s) for s in _symbols(stored[field])])
        if array.shape != sizes:
            symbols = ("S " if lead else "") + stored[field]
            expect_shape(f"{kind.__name__}.{field}", array, symbols, sizes)
    return size["D"], size["H"], lead


@cache
def _symbols(letters):
    """("D", 4, "H") for "D 4 H"."""
    return tuple(int(s) if s.isdigit() else s for s in letters.split())


def check_fit(kind, params, name, record_kind, record):
    """``check_params``, and raise unless a trace or deltas were made with params of these sizes."""
    _, H, lead = check_params(kind, params)
    check_record(name, record_kind, record)
    T, B = len(record.h), record.h.shape[-2]
    expect_shape(f"{name}.h", record.h, "T S B H" if lead else "T B H", (T, *lead, B, H))


def check_pair(trace_kind, trace, deltas_kind, deltas):
    """Raise unless these are a trace and deltas, of the same sizes."""
    check_record("trace", trace_kind, trace)
    check_record("deltas", deltas_kind, deltas)
    letters = "T B H" if trace.h.ndim == 3 else "T S B H"
    expect_shape("deltas.h", deltas.h, letters, trace.h.shape)


def check_record(name, kind, record):
    """Raise unless ``record`` is what the cell's own ``forward`` or ``bptt`` returns."""
    if not isinstance(record, kind):
        raise ValueError(f"{name}: expected {kind.__name__}, got {type(record).__name__}")


def open_door(kind, params, x, h0):
    """The checked signal x (T, B, D) and a buffer h (T+1, [S,] B, H) that holds h0 at its front.

    The buffer's two views h_prev = h[:-1] and h[1:] are h[t-1] and h[t]: no step needs an "if".
    """
    D, H, lead = check_params(kind, params)
    dtype = params[0].dtype
    x = as_signal("x", x, D, dtype).copy()  # what the caller changes later stays outside
    T, B, _ = x.shape
    return x, states("h0", h0, T, lead, B, H, dtype)


def states(name, first, T, lead, B, H, dtype):
    """A buffer (T+1, [S,] B, H) for a state over time, ``first`` (None is zero) at its front."""
    buffer = np.empty((T + 1, *lead, B, H), dtype)
    buffer[0] = as_state(name, first, lead, B, H, dtype)
    return buffer


def refuse_cell_state(kind, name, value):
    """Raise if a cell without a memory of its own is given one."""
    if value is not None:
        raise ValueError(f"{name}: {kind} has no memory c of its own; leave {name} out")


def input_product(x, w):
    """x[t] @ w for all t in one product: (T, B, D) and ([S,] D, N) to (T, [S,] B, N)."""
    T, B, D = x.shape
    if w.ndim == 2:
        return (x.reshape(T * B, D) @ w).reshape(T, B, w.shape[-1])
    return x[:, None] @ w


def outer_over_time(a, d):
    """Σ over t and b of a[t, b] (outer) d[t, b]: (T, [S,] B, M), (T, [S,] B, N) to ([S,] M, N)."""
    T, B, M, N = a.shape[0], a.shape[-2], a.shape[-1], d.shape[-1]
    if d.ndim == 3:
        return a.reshape(T * B, M).T @ d.reshape(T * B, N)
    S = d.shape[1]
    a = a[:, None] if a.ndim == 3 else a
    a = np.broadcast_to(a, (T, S, B, M)).transpose(1, 3, 0, 2).reshape(S, M, T * B)
    return a @ d.transpose(1, 0, 2, 3).reshape(S, T * B, N)


def sum_over_time(d):
    """Σ over t and b: (T, [S,] B, ...) to ([S,] ...); the gradient of a bias."""
    if d.ndim == 3:
        return d.reshape(d.shape[0] * d.shape[1], d.shape[2]).sum(axis=0)
    return d.sum(axis=(0, 2))


def transposed(u):
    """The last two axes swapped, so that ``delta @ transposed(u)`` runs the product backwards."""
    return np.swapaxes(u, -1, -2)


def _describe(value):
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype}"
    return type(value).__name__
