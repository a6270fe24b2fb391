"""The lecture's steps 1 to 4 in four lines, for one setting of the params and for S of them."""

import numpy as np

from lstm_core.loss import squared_error


def gradient(cell, params, x, y, loss=squared_error, h0=None, c0=None):
    """The loss and the gradient of every weight: (value, grads), grads of the type of params.

    x: (T, B, D), (T, D) or (T,), as ``forward`` reads it. y is handed to the loss untouched.
    loss: any function (h, y) -> (value, ∂L/∂h). h0, c0: (B, H), the initial state.

    >>> from lstm_core import calculator_rnn, CALCULATOR_X, CALCULATOR_Y
    >>> cell, params = calculator_rnn(u=1.0)
    >>> scored = lambda h, y: squared_error(h, y, scored=y > 0)
    >>> value, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, scored)
    >>> value, grads.u.item()
    (8.0, 120.0)

    Source: Lecture 18, "Gradient Descent", steps 1 to 4.
    """
    trace = cell.forward(params, x, h0, c0)  # 1 forward propagation
    value, eps = loss(trace.h, y)  # 2 synchronous backprop
    deltas = cell.bptt(params, trace, eps)  # 3 back-propagation through time
    return value, cell.weight_gradient(trace, deltas)  # 4 weight gradient


def sweep(cell, stack, x, y, loss=squared_error, h0=None, c0=None):
    """``gradient`` for S settings of the params in one pass: (values (S,), grads with a leading S).

    stack: params whose arrays carry a leading axis S, as ``stack(params, u=[...])`` makes them.
    The rest as in ``gradient``; every setting sees the same x, y, h0 and c0.

    Errors: ``ValueError`` if the params carry no leading axis.
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
