"""Gradients through time, taken apart: Jacobians of one step, their products, sums over paths.

The state is h, or h and c stacked, h first. With J[t] = d state[t] / d state[t-1]:

    d state[t] / d state[s] = J[t] J[t-1] ... J[s+1]               the latest factor on the left

For the LSTM the slides split dc[t]/dc[t-1] into four terms; they follow
h[t-1] = o[t-1] sigma_h(c[t-1]), with o[t-1] held:

    p = f[t]    q = c[t-1] df[t]/dc[t-1]    r = i[t] dg[t]/dc[t-1]    s = g[t] di[t]/dc[t-1]

Their sum is one step's dc[t]/dc[t-1]. Over two steps and more the product of such sums is not
dc[t]/dc[s]: the road c[s] -> h[s] -> o[s+1] -> h[s+1] -> c[s+2] never passes c[s+1].

Source: the slides on back-propagation in LSTM; LSTM gradient notes, the sums over l and k.
"""

import numpy as np

from lstm_core.cell import check_params, silent
from lstm_core.lstm import LSTM, LSTMParams
from lstm_core.shapes import as_trajectory

ROUTES = ("all", "through c", "direct")


@silent
def step_jacobians(cell, params, trace):
    """J (T, B, n, n): [t, b, row, column] = d state[t][row] / d state[t-1][column].

    n = H for a cell with the state h; 2 H for one with h and c, stacked with h first. At t = 0 the
    derivative is with respect to the given initial state.

    >>> from lstm_core import memorizer_rnn
    >>> cell, params = memorizer_rnn(w=1.0, u=0.5)
    >>> step_jacobians(cell, params, cell.forward(params, [3.0, 0.0])).ravel().tolist()
    [0.5, 0.5]

    Errors: ``ValueError`` as the cell's ``bptt``.
    """
    T, B, H = trace.h.shape
    step = trace.steps_as_batch()  # the steps don't see each other: each is a signal of one step
    nothing = np.zeros((1, T * B, H), trace.h.dtype)
    with_c = hasattr(trace, "c_from_start")
    rows = []
    for state in ("h", "c")[: 1 + with_c]:
        for unit in range(H):
            one = nothing.copy()
            one[..., unit] = 1.0
            if state == "h":
                deltas = cell.bptt(params, step, one)
            else:
                deltas = cell.bptt(params, step, nothing, c_end=one[0])
            columns = [deltas.h0, deltas.c0] if with_c else [deltas.h0]
            rows.append(np.concatenate(columns, axis=-1))
    return np.stack(rows, axis=-2).reshape(T, B, len(rows), len(rows))


@silent
def jacobian_products(jacobians):
    """(T+1, B, n, n): entry k is d state[T-1] / d state[k-1]; the last is the identity.

    jacobians: (T, B, n, n), of ``step_jacobians``. Entry 0 is with respect to the initial state, as
    ``trace.h_from_start`` counts.

    >>> jacobian_products(np.full((3, 1, 1, 1), 0.5)).ravel().tolist()
    [0.125, 0.25, 0.5, 1.0]

    Errors: ``ValueError`` for another shape.
    """
    if np.ndim(jacobians) != 4 or jacobians.shape[2] != jacobians.shape[3]:
        raise ValueError(f"jacobians: expected shape (T, B, n, n), got {np.shape(jacobians)}")
    T, B, n, _ = jacobians.shape
    products = np.empty((T + 1, B, n, n), jacobians.dtype)
    products[T] = np.eye(n)
    for t in reversed(range(T)):
        products[t] = products[t + 1] @ jacobians[t]  # the latest factor on the left
    return products


@silent
def cell_terms(cell, params, trace):
    """(p, q, r, s), each (T, B, H, H) with row = output unit: the four terms of dc[t]/dc[t-1].

    At t = 0 the given h0 is held, so q = r = s = 0.

    >>> from lstm_core import calculator_lstm_logistic
    >>> cell, params = calculator_lstm_logistic(gain=2.0)
    >>> terms = cell_terms(cell, params, cell.forward(params, [1.0, 2.0]))
    >>> [round(term[1].item(), 3) for term in terms]
    [0.629, -0.111, 0.0, 0.0]

    Errors: ``ValueError`` for any cell but the plain ``LSTM``, the only one the slides treat.
    """
    if type(cell) is not LSTM:
        raise ValueError(f"cell_terms: expected an LSTM, got {type(cell).__name__}")
    check_params(LSTMParams, params)
    u = params.named()
    slope_g, slope_h = cell.gate.slope_of_output, cell.activation.slope_of_output
    dh_dc = np.zeros_like(trace.h)  # h[t-1] of c[t-1], with o[t-1] held
    dh_dc[1:] = (trace.o * slope_h(trace.activation_of_c))[:-1]

    def by_h(factor, slope, u):
        # factor[t] (row) times d gate[t] / d h[t-1] times d h[t-1] / d c[t-1] (column)
        return (factor * slope)[..., :, None] * u.T * dh_dc[..., None, :]

    p = trace.f[..., :, None] * np.eye(trace.h.shape[-1], dtype=trace.h.dtype)
    q = by_h(trace.c_prev, slope_g(trace.f) if cell.forget else 0.0 * trace.f, u["u_f"])
    r = by_h(trace.i, slope_h(trace.g), u["u_c"])
    s = by_h(trace.g, slope_g(trace.i), u["u_i"])
    return p, q, r, s


@silent
def path_sum(cell, params, trace, eps, routes="all"):
    """dL/dc[l] (T, B, H) as the double sum over paths: Σ over k >= l of eps[k] dh[k]/dc[l].

    routes: which roads from c[l] to h[k] count.
    "all": every one; this is what ``bptt`` computes in one sweep, at a cost of T instead of T²/2.
    "through c": c to c, directly or by h, as the notes have it; without the road h -> o -> h.
    "direct": c to c by the forget gate alone, every h held fixed.

    eps: (T, B, H) = ∂L/∂h[t]. Errors: ``ValueError`` for another cell than ``LSTM``, or route.

    >>> from lstm_core import calculator_lstm_logistic
    >>> cell, params = calculator_lstm_logistic(gain=2.0)
    >>> trace, eps = cell.forward(params, [1.0, 2.0, 0.0]), [0.0, 0.0, 1.0]
    >>> [round(path_sum(cell, params, trace, eps, way)[0].item(), 3) for way in ROUTES]  # u_o = 0
    [0.242, 0.242, 0.315]
    """
    if routes not in ROUTES:
        raise ValueError(f"routes: expected one of {ROUTES}, got {routes!r}")
    p, q, r, s = cell_terms(cell, params, trace)
    eps = as_trajectory("eps", eps, trace.h)
    T, B, H = eps.shape
    if routes == "all":
        step = step_jacobians(cell, params, trace)
    else:
        step = p if routes == "direct" else p + q + r + s
    dh_dc = trace.o * cell.activation.slope_of_output(trace.activation_of_c)  # with o[t] held
    dh_dc = dh_dc[..., :, None] * np.eye(H)
    total = np.zeros_like(eps)
    for start in range(T):
        road = np.broadcast_to(np.eye(H), (B, H, H))  # c[start] moves itself, one for one,
        if routes == "all":
            road = np.concatenate([dh_dc[start], road], axis=-2)  # and h[start] with it
        for k in range(start, T):
            if k > start:
                road = step[k] @ road
            dh = road[..., :H, :] if routes == "all" else dh_dc[k] @ road
            total[start] += np.einsum("bi,bij->bj", eps[k], dh)
    return total
