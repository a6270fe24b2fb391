"""The five steps again and again: ``fit`` is a generator of epochs.

    for epoch in fit(cell, params, x, y, epochs=200, eta=0.05):
        show(epoch.loss)                  # stop whenever you like: the epoch in hand is complete
    more = fit(cell, None, x, y, epochs=100, eta=0.05, resume=epoch)

Nothing is kept inside: an epoch holds all that the next one needs, so an interrupted training loses
nothing but the epoch under way, and one that is resumed gives the same numbers as one that ran on.

Source: Lecture 18, "Gradient Descent", steps 1 to 5.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from lstm_core.gradient import gradient
from lstm_core.loss import squared_error
from lstm_core.optimise import clip_by_norm, gradient_norm, sgd


class Epoch(NamedTuple):
    """What one epoch leaves behind.

    number: 0 for the first. loss, gradient_norm: floats, at ``before``, the params that the epoch
    began with; the norm is that before clipping. params, state: after the step, what the next epoch
    starts from. sentence: "" while all is well, else why the training stopped.
    """

    number: int
    loss: float
    gradient_norm: float
    params: Any
    state: Any
    before: Any
    sentence: str = ""


def fit(
    cell,
    params,
    x,
    y=None,
    *,
    epochs: int,
    eta: float,
    loss: Callable = squared_error,
    optimiser: Callable = sgd,
    readout=None,
    clip: float | None = None,
    resume: Epoch | None = None,
):
    """Yield an ``Epoch`` after each step of gradient descent.

    x, y: as ``gradient`` takes them, the same in every epoch; or x is a function of the epoch's
    number that returns the pair (x, y), such as ``lambda k: task(np.random.default_rng(k))``.
    optimiser: sgd, momentum, rmsprop or adam; eta: its step size. clip: the largest norm of the
    gradient, or None. readout: ``ReadoutParams``; ``epoch.params`` is then the pair. resume: an
    epoch to go on from, instead of params (and readout), which are then not looked at.

    When the loss or the gradient is no longer finite, a last epoch is yielded whose ``params`` are
    those it began with and whose sentence says what happened.

    >>> from lstm_core import calculator_rnn, CALCULATOR_X, CALCULATOR_Y
    >>> cell, params = calculator_rnn(u=0.5)
    >>> epochs = fit(cell, params, CALCULATOR_X, CALCULATOR_Y, epochs=3, eta=1e-3)
    >>> [round(epoch.loss, 2) for epoch in epochs]
    [16.99, 16.6, 16.27]

    Errors: ``ValueError`` for epochs that are not a whole number >= 0, an eta that is not finite.
    """
    if not float(epochs).is_integer() or epochs < 0:
        raise ValueError(f"epochs: expected a whole number >= 0, got {epochs}")
    if not math.isfinite(eta):
        raise ValueError(f"eta: expected a finite step size, got {eta}")
    return _epochs(cell, params, x, y, epochs, eta, loss, optimiser, readout, clip, resume)


def _epochs(cell, params, x, y, epochs, eta, loss, optimiser, readout, clip, resume):
    first, state = (0, None) if resume is None else (resume.number + 1, resume.state)
    if resume is not None:
        params = resume.params
    elif readout is not None:
        params = (params, readout)
    for number in range(first, first + int(epochs)):
        signal, target = x(number) if callable(x) else (x, y)
        own, top = params if type(params) is tuple else (params, None)
        value, grads = gradient(cell, own, signal, target, loss, top)
        norm = gradient_norm(grads)
        if not (math.isfinite(value) and math.isfinite(norm)):
            what = (
                f"the loss is {value}" if not math.isfinite(value) else "the gradient is not finite"
            )
            sentence = (
                f"Stopped at epoch {number}: {what}. The params are those it began with; "
                "a smaller step size or clipping may help."
            )
            yield Epoch(number, value, norm, params, state, params, sentence)
            return
        if clip is not None:
            grads = clip_by_norm(grads, clip)
        before = params
        if optimiser is sgd:
            params = sgd(params, grads, eta)
        else:
            params, state = optimiser(params, grads, state, eta)
        yield Epoch(number, value, norm, params, state, before)
