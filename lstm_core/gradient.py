"""The lecture's steps 1 to 4 in four lines, for one setting of the params and for S of them."""

import numpy as np

from lstm_core.loss import squared_error
from lstm_core.optimise import sgd
from lstm_core.readout import readout as apply_readout
from lstm_core.readout import readout_gradient
from lstm_core.shapes import as_trajectory


def gradient(cell, params, x, y, loss=squared_error, readout=None, h0=None, c0=None):
    """The loss and the gradient of every weight: (value, grads), grads of the type of params.

    x: (T, B, D), (T, D) or (T,), as ``forward`` reads it. y is handed to the loss untouched.
    loss: any function (h, y) -> (value, ∂L/∂h). h0, c0: (B, H), the initial state.
    readout: ``ReadoutParams`` or None. With it the loss is given the logits, and grads is the pair
    (the cell's gradient, the readout's gradient).

    >>> from lstm_core import calculator_rnn, CALCULATOR_X, CALCULATOR_Y
    >>> cell, params = calculator_rnn(u=1.0)
    >>> scored = lambda h, y: squared_error(h, y, scored=y > 0)
    >>> value, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, scored)
    >>> value, grads.u.item()
    (8.0, 120.0)

    Errors: ``ValueError`` for a stack of settings, which is for ``sweep``.
    Source: Lecture 18, "Gradient Descent", steps 1 to 4.
    """
    if readout is not None:
        return _with_readout(cell, params, x, y, loss, readout, h0, c0)
    trace = cell.forward(params, x, h0, c0)  # 1 forward propagation
    _refuse_a_stack(trace)
    value, eps = loss(trace.h, y)  # 2 synchronous backprop
    deltas = cell.bptt(params, trace, eps)  # 3 back-propagation through time
    return value, cell.weight_gradient(trace, deltas)  # 4 weight gradient


def _with_readout(cell, params, x, y, loss, readout, h0, c0):
    trace = cell.forward(params, x, h0, c0)
    _refuse_a_stack(trace)
    value, dlogits = loss(apply_readout(readout, trace.h), y)
    readout_grads, eps = readout_gradient(readout, trace.h, dlogits)
    deltas = cell.bptt(params, trace, eps)
    return value, (cell.weight_gradient(trace, deltas), readout_grads)


def truncated_gradient(cell, params, x, y, loss, k1, k2, h0=None, c0=None):
    """``gradient`` that looks back at most k2 steps, every k1 steps: (value, grads).

    The value is the loss of the whole sequence. After every k1 steps (and after the last, shorter
    window) the errors of the steps since then flow back through at most k2 steps, so each error
    counts once; the state that enters a window is a constant; the weights stay as they are.
    With k2 >= T nothing is cut off and the result is that of ``gradient``.

    k1, k2: whole numbers, 1 <= k1 <= k2. loss: as in ``gradient``, but a sum over the steps.

    >>> from lstm_core import memorizer, memorizer_rnn
    >>> (cell, params), (x, y, scored) = memorizer_rnn(w=1.0, u=0.5), memorizer(1.0, m=3)
    >>> loss = lambda h, y: squared_error(h, y, scored)
    >>> [truncated_gradient(cell, params, x, y, loss, 1, k2)[1].w.item() for k2 in (3, 4)]
    [0.0, -0.109375]

    Errors: ``ValueError`` for another k1 or k2.
    Source: the backward-pass derivation, "Truncated Backpropagation"; Sutskever (2013).
    """
    if not (float(k1).is_integer() and float(k2).is_integer() and 1 <= k1 <= k2):
        raise ValueError(f"k1, k2: expected whole numbers with 1 <= k1 <= k2, got {k1}, {k2}")
    k1, k2 = int(k1), int(k2)
    trace = cell.forward(params, x, h0, c0)
    _refuse_a_stack(trace)
    value, eps = loss(trace.h, y)
    eps = as_trajectory("eps", eps, trace.h)
    grads = type(params)(*(np.zeros_like(array) for array in params))
    for new in range(0, len(eps), k1):
        end = min(new + k1, len(eps))
        start = max(0, end - k2)
        window = trace.window(start, end)
        errors = eps[start:end].copy()
        errors[: new - start] = 0.0  # these have had their turn
        deltas = cell.bptt(params, window, errors)
        grads = sgd(grads, cell.weight_gradient(window, deltas), eta=-1.0)  # a sum
    return value, grads


def sweep(cell, stack, x, y, loss=squared_error, h0=None, c0=None):
    """``gradient`` for S settings of the params in one pass: (values (S,), grads with a leading S).

    stack: params whose arrays carry a leading axis S, as ``stack(params, u=[...])`` makes them.
    The rest as in ``gradient``; every setting sees the same x, y, h0 and c0.

    >>> from lstm_core import CALCULATOR_X, CALCULATOR_Y, calculator_rnn, stack
    >>> cell, params = calculator_rnn(u=1.0)
    >>> scored = lambda h, y: squared_error(h, y, scored=y > 0)
    >>> values, grads = sweep(cell, stack(params, u=[0.0, 1.0]), CALCULATOR_X, CALCULATOR_Y, scored)
    >>> values.tolist(), grads.u.shape
    ([12.5, 8.0], (2, 1, 1))

    Errors: ``ValueError`` if the params carry no leading axis.
    Source: Lecture 18, "Gradient Descent", steps 1 to 4, for S settings.
    """
    trace = cell.forward(stack, x, h0, c0)
    if trace.h.ndim != 4:
        raise ValueError(
            "stack: expected params with a leading axis S, got a single setting; "
            "stack(params, u=[...]) makes one"
        )
    value, eps = loss(np.moveaxis(trace.h, 1, 0), y)  # a loss has its leading axes in front
    deltas = cell.bptt(stack, trace, np.moveaxis(eps, 0, 1))
    return value, cell.weight_gradient(trace, deltas)


def _refuse_a_stack(trace):
    # With as many settings as steps the loss would take the one for the other.
    if trace.h.ndim != 3:
        raise ValueError("params: expected a single setting, got a stack; sweep takes stacks")
