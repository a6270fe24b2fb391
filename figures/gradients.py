"""Gallery: how gradients vanish, explode, and take a network downhill."""

import numpy as np

from figures.decay import Decay
from figures.descent import Descent
from figures.logscale import log_power, log_size, sign_power
from figures.loss_curve import LossCurve
from figures.memorizer import Memorizer, TwoFactors
from figures.registry import picture
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    calculator_rnn,
    gradient,
    memorizer,
    memorizer_rnn,
    squared_error,
    stack,
    sweep,
)


def _outputs(u, w, x0, steps):
    cell, params = memorizer_rnn(w, u)
    return cell.forward(params, memorizer(x0, steps)[0]).h.ravel()


def _memorizer(u, w, m):
    cell, params = memorizer_rnn(w, u)
    x, y, scored = memorizer(1.0, m)
    trace = cell.forward(params, x)
    _, eps = squared_error(trace.h, y, scored)
    delta = cell.bptt(params, trace, eps).h.ravel()
    error, back = trace.h[m].item() - 1.0, m - np.arange(m + 1)
    shown = Memorizer()
    shown.show(
        trace.h,
        1.0,
        (log_size(delta), np.sign(delta)),
        (log_power(u, back) + log_size(error), sign_power(u, back) * np.sign(error)),
    )
    return shown


def _scored(h, y):
    return squared_error(h, y, scored=y > 0)


def _loss_and_slope(u):
    value, grads = gradient(*calculator_rnn(u), CALCULATOR_X, CALCULATOR_Y, _scored)
    return value, grads.u.item()


def _losses(grid):
    cell, params = calculator_rnn(0.0)
    return sweep(cell, stack(params, u=grid), CALCULATOR_X, CALCULATOR_Y, _scored)[0]


@picture(
    "memorizer_vanishing",
    alt="""The memorizer with u = −0.6 and a wait of 25 steps: what it was shown fades, and so does
    the derivative dL/dh[n] on its way back, a straight line on powers of ten whose sign changes at
    every step; measured and predicted agree.""",
)
def _():
    return _memorizer(u=-0.6, w=1.0, m=25)


@picture(
    "memorizer_exploding",
    alt="""The memorizer with u = 1.3 and a wait of 25 steps: the output leaves the picture, and the
    derivative dL/dh[n] grows on its way back, a straight line on powers of ten.""",
)
def _():
    return _memorizer(u=1.3, w=0.5, m=25)


@picture(
    "two_factors",
    alt="""Over the wait m, with u = 1.5: u to the power m and the error grow equally fast, and the
    gradient, their product, twice as steeply on powers of ten.""",
)
def _():
    u, m, waits = 1.5, 8, np.arange(1, 31)
    cell, params = memorizer_rnn(1.0, u)
    x, y, scored = memorizer(2.0, m)
    _, grads = gradient(cell, params, x, y, lambda h, y: squared_error(h, y, scored))
    logs = {"factor": log_power(u, waits), "error": log_size(_outputs(u, 1.0, 2.0, 30)[1:] - 2.0)}
    logs["gradient"] = log_size(2.0) + logs["factor"] + logs["error"]
    error = _outputs(u, 1.0, 2.0, m)[m] - 2.0
    shown = TwoFactors()
    shown.show(m, logs, {"factor": u**m, "error": error, "gradient": grads.w.item()})
    return shown


@picture(
    "exponential_decay",
    alt="""u = 0.9 to the power n: an exponential decay with the time constant 9.49 steps; on powers
    of ten it is a straight line.""",
)
def _():
    h = _outputs(0.9, 1.0, 1.0, 100)
    shown = Decay()
    shown.show(h, (log_size(h), np.sign(h)), log_power(0.9, np.arange(101)), -1 / np.log(0.9))
    return shown


@picture(
    "calculator_loss_curve",
    alt="""The loss of the linear calculator over u: nearly flat on the left, one valley near
    u = 0.84, a steep wall on the right. At u = 0.5 the slope leads downhill to the right.""",
)
def _():
    grid = np.linspace(-2, 2, 801)
    shown = LossCurve("u", across=(-2, 2), up=(0, 30))
    shown.show(grid, _losses(grid), 0.5, *_loss_and_slope(0.5))
    return shown


@picture(
    "calculator_descent",
    alt="""Gradient descent on u from 0.5 with steps of 0.0075: it reaches the valley in three steps
    and then swings between its two walls for ever: the distance to the bottom does not shrink.""",
)
def _():
    grid, u, way = np.linspace(-2, 2, 40001), 0.5, []
    for _ in range(31):
        loss, slope = _loss_and_slope(u)
        way.append((u, loss, slope))
        u -= 0.0075 * slope
    shown = Descent("u", across=(-1.2, 1.4), up=(0, 18))
    bottom = grid[np.argmin(_losses(grid))]
    shown.show(grid, _losses(grid), *zip(*way, strict=True), bottom)
    return shown
