"""A training of the calculator, as a student writes it, right or with one slip."""

import numpy as np

from lstm_core import LSTM, LSTMParams, adam, clip_by_norm, identity, squared_error, tanh

EPOCHS, BATCH, ETA = 400, 20, 0.05


def train(params, x, y, slip=""):
    cell, state = LSTM(activation=tanh if slip == "tanh" else identity), None
    params = LSTMParams.from_named(**params)
    epochs = {"untrained": 0, "too short": 4}.get(slip, EPOCHS)
    eta = -ETA if slip == "uphill" else ETA
    for k in range(epochs):
        first = k * BATCH % x.shape[1]
        batch = slice(first, first + BATCH)
        trace = cell.forward(params, x[:, batch])
        target = {"silent": 0 * y, "every step": tally(x)}.get(slip, y)[:, batch]
        _, eps = squared_error(trace.h, target)
        grads = cell.weight_gradient(trace, cell.bptt(params, trace, eps / eps.shape[1]))
        params, state = adam(params, clip_by_norm(grads, 1.0), state, eta)
    return params.named()


def tally(x):
    """The sum since the last zero, at every step."""
    said, total = np.zeros_like(x), 0.0
    for t in range(len(x)):
        total = total + x[t]
        said[t] = total
        total = np.where(x[t] == 0, 0.0, total)
    return said
