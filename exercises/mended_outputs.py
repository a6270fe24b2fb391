"""What exercise A of lecture 14 is made of: the right outputs, the wrong ones, and where they show.

A result is told together with the ``x`` that is left behind: it must stay as it was.
"""

import functools

import numpy as np

from lstm_core import calculator_rnn


def expected(x, u):
    cell, params = calculator_rnn(u)
    return {"h": cell.forward(params, x).h.ravel(), "x afterwards": x}


def _stored(h, u, fed_back=None):
    """Step by step in the array h, whose type decides what is kept of each number."""
    back = h if fed_back is None else fed_back
    for t in range(1, len(h)):
        h[t] = h[t] + u * back[t - 1]
    return h


def _exact(x, u):
    return _stored(np.array(x, float), u)


def _with_x(function):
    return lambda x, u: {"h": function(x, u), "x afterwards": x}


def leaving_x(student):
    """The student's h together with the x that the student's function leaves behind."""
    if not callable(student):
        return student

    @functools.wraps(student)
    def both(x, u):
        h = student(x=x, u=u)
        return h if h is None or h is ... else {"h": h, "x afterwards": x}

    return both


MISTAKES = {
    "the array still holds whole numbers": _with_x(lambda x, u: _stored(np.array(x, int), u)),
    "the array is made like x, and holds whole numbers where x does": _with_x(
        lambda x, u: _stored(np.array(x), u)
    ),
    "the outputs are written into x itself": _with_x(_stored),
    "x is changed: np.asarray makes no copy of an array that holds floats already": _with_x(
        lambda x, u: _stored(np.asarray(x, float), u)
    ),
    "the digits are cut off at the end": _with_x(lambda x, u: _exact(x, u).astype(int)),
    "the output is not fed back": _with_x(lambda x, u: x),
    "the input of the step before is fed back, not the output": _with_x(
        lambda x, u: _stored(np.array(x, float), u, fed_back=np.array(x, float))
    ),
    "u is left out: the bare sums are fed back": _with_x(lambda x, u: np.cumsum(x)),
}
CASES = [{"x": np.array([1, 2, 1, 0]), "u": 0.5}, {"x": [3, 0, 0, 5, -4], "u": -0.7},
         {"x": [0.5, 1.5], "u": 0.5}, {"x": np.array([0.25, -1.5, 2.0]), "u": 0.8}]  # fmt: skip
