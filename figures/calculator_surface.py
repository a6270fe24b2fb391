"""Gallery: the loss of the linear RNN over u and w, and a descent on it."""

import numpy as np

from figures.loss_surface import LossSurface
from figures.registry import picture
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    calculator_rnn,
    fit,
    sgd,
    squared_error,
    stack,
    sweep,
)


@picture(
    "calculator_loss_surface",
    alt="""Left the loss of the linear RNN over u and w as a map, a dark valley that bends from the
    upper middle to the lower right; gradient descent walks into it in orange steps. Right the loss
    at each step, falling.""",
)
def _():
    us, ws = np.linspace(-1.2, 1.2, 81), np.linspace(-0.6, 2.0, 81)
    cell, params = calculator_rnn(u=0.0)
    grid = stack(params, w=np.repeat(ws, us.size), u=np.tile(us, ws.size))
    losses, _ = sweep(cell, grid, CALCULATOR_X, CALCULATOR_Y, _scored)
    made = LossSurface("u", "w", us, ws, losses.reshape(ws.size, us.size), ceiling=300)
    epochs = list(fit(cell, params, CALCULATOR_X, CALCULATOR_Y, epochs=41, eta=0.005,
                      loss=_scored, optimiser=_but_b))  # fmt: skip
    path = [(epoch.before.u.item(), epoch.before.w.item()) for epoch in epochs]
    made.show(path, [epoch.loss for epoch in epochs])
    return made


def _scored(h, y):
    y = y[:, None, None]
    return squared_error(h, y, scored=y > 0)


def _but_b(params, grads, state, eta):
    return sgd(params, grads._replace(b=0.0 * grads.b), eta), state  # the map has no axis for b
