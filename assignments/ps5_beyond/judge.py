"""Whether a training has succeeded: by what the network says to signals it has not seen."""

import numpy as np

from assignments.ps5_beyond.mistakes import BOTH
from assignments.ps5_beyond.training import tally
from grading.compare import agree
from lstm_core import LSTM, LSTMParams, identity, squared_error

WORDS = BOTH["train"]
CELL = LSTM(activation=identity)


def loss(params, x, y):
    """The loss of a signal, in the mean over the signals: x, y (T, B, 1)."""
    return squared_error(CELL.forward(params, x).h, y)[0] / x.shape[1]


@np.errstate(all="ignore")
def judge(name, all_got, bound):
    """(right, sentence, name of the mistake); ``expected`` holds the start and unseen signals."""
    for got, expected in all_got:
        for k in LSTMParams.SHAPES:
            if got[k].shape != expected[k].shape:
                wanted = expected[k].shape
                return False, f"{name}: {k} has the shape {got[k].shape}, not {wanted}.", ""
            if not np.isfinite(got[k]).all():
                return False, f"{name}: there are NaN or infinite numbers in {k}.", ""
        now, start = _params(got), _params(expected)
        if not (value := loss(now, expected["x"], expected["y"])) <= bound:
            words = _words(now, start, expected, bound, value)
            told = f" This is what comes out when {words}." if words else ""
            reached = f"{name}: on unseen signals the loss of a signal is {value:.3g}"
            return False, f"{reached}, and {bound:g} is asked for.{told}", words
    return True, "Right.", ""


def _params(arrays):
    named = {k: np.array(arrays[k], dtype=float) for k in LSTMParams.SHAPES}
    return LSTMParams.from_named(**named)


def _words(now, start, expected, bound, value):
    """What the training seems to have missed, or ""."""
    x, y = expected["x"], expected["y"]
    if all(agree(a, b) for a, b in zip(now, start, strict=True)):
        return WORDS["untrained"]
    said = CELL.forward(now, x).h
    if np.sum(said**2) < 0.1 * np.sum(y**2):
        return WORDS["silent"]
    if np.sum((said - tally(x)) ** 2) < 0.5 * np.sum((said - y) ** 2):
        return WORDS["every step"]
    before = loss(start, x, y)
    if before / 2 < value < before:
        return WORDS["too short"]
    if _bounded(now, x, y) < _bounded(start, x, y):
        return WORDS["tanh"]
    return WORDS["uphill"] if value >= before else ""


def _bounded(params, x, y):
    """The loss of the same params with tanh where the identity should be."""
    return squared_error(LSTM().forward(params, x).h, y)[0]
