"""Exercises whose answer is a handful of weights: the check tries them out in a network."""

import functools

import numpy as np

from exercises.report import AnswerError
from exercises.words import short


def tried(weights, names, says):
    """A function h(x) for `compare`: what the network says with these weights.

    `weights` is what the student wrote, a function that returns them, or the weights themselves;
    `says(x, **named)` runs the network.
    """

    def h(x):
        chosen = weights() if callable(weights) else weights
        if chosen is None or chosen is ...:
            return None
        return says(x, **dict(zip(names, _numbers(chosen, names), strict=True)))

    return functools.wraps(weights)(h) if callable(weights) else h


def _numbers(chosen, names):
    try:
        values = np.asarray(chosen)
        if values.dtype.kind in "buif" and values.shape == (len(names),):
            return values.astype(float)
    except Exception:
        pass  # a ragged list, or anything else that is no array
    wanted = f"{len(names)} numbers are asked for ({', '.join(names)})"
    raise AnswerError(f"{wanted}, got {short(chosen)}")
