"""Tasks as signals: the lecture's pocket calculator and memorizer, and the adding problem.

The pocket calculator adds what comes in; at a zero it prints the sum and starts again. The
memorizer sees one number at step 0 and has to say it m steps later. In the adding problem two
numbers of a long sequence are marked, and their sum is asked for at the end.

Source: Lecture 18, "Running Example: a Pocket Calculator" and "Example: A Memorizer Network".
"""

import numpy as np

from lstm_core.shapes import as_floats

CALCULATOR_X = np.array([1.0, 2.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0])
CALCULATOR_Y = np.array([0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 3.0])
CALCULATOR_X.flags.writeable = False  # one copy for all: nobody changes it by accident
CALCULATOR_Y.flags.writeable = False


def calculator_target(x):
    """What the calculator should print: at each zero the sum since the zero before, elsewhere 0.

    x: numbers >= 0, with time along the first axis: (T,), (T, 1), (T, B, 1). Shaped as x, floats.

    >>> calculator_target([1, 2, 1, 0, 1, 1, 1, 0]).tolist()
    [0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 3.0]

    Errors: ``ValueError`` for a number below zero, a nan, or no signal at all.
    """
    x = as_floats("x", x)
    if x.ndim == 0:
        raise ValueError("x: expected a signal with time along the first axis, got one number")
    if not np.all(x >= 0):
        raise ValueError(f"x: the calculator adds numbers >= 0, got {x[~(x >= 0)].flat[0]}")
    y = np.zeros_like(x)
    tally = np.zeros(x.shape[1:], x.dtype)
    for t in range(len(x)):
        y[t] = np.where(x[t] == 0, tally, 0.0)
        tally = np.where(x[t] == 0, 0.0, tally + x[t])
    return y


def random_calculator(rng, T, B=1, largest=9):
    """Unseen calculator signals: (x, y), each (T, B, 1); whole inputs from 1 to ``largest``, or 0.

    rng: a ``numpy.random.Generator``. A quarter of the keys are zeros, and each signal ends with
    one, so that there is something to print; zeros may follow each other.

    >>> x, y = random_calculator(np.random.default_rng(0), T=6, B=2)
    >>> x.shape, bool(np.array_equal(y, calculator_target(x)))
    ((6, 2, 1), True)

    Errors: ``ValueError`` for a T or B below 0 or a ``largest`` below 1.
    """
    x = rng.integers(1, largest + 1, size=(T, B, 1)).astype(float)
    x[rng.random((T, B, 1)) < 0.25] = 0.0
    x[-1:] = 0.0
    return x, calculator_target(x)


def memorizer(x0, m):
    """The memorizer's signal of m+1 steps: (x, y, scored), each (m+1,).

    x is x0 at step 0 and zero afterwards; the target y is x0 at step m, the only step scored.

    >>> memorizer(x0=5.0, m=2)
    (array([5., 0., 0.]), array([0., 0., 5.]), array([False, False,  True]))

    Errors: ``ValueError`` for an m that is not a whole number >= 0, an x0 that is not a number.
    """
    if as_floats("x0", x0).ndim:
        raise ValueError(f"x0: expected one number, got {x0!r}")
    if as_floats("m", m).ndim or not 0 <= m < np.inf or int(m) != m:
        raise ValueError(f"m: expected a whole number of steps >= 0, got {m}")
    x, y = np.zeros(int(m) + 1), np.zeros(int(m) + 1)
    x[0], y[-1] = x0, x0
    return x, y, np.arange(len(x)) == m


def adding_problem(rng, T, B=1):
    """B sequences of at least T steps: (x (T', B, 2), y (T', B, 1), scored (T', B, 1)).

    x[t] is a number from -1 .. 1 and a mark: 1 at the two numbers to add, -1 at the first and the
    last step, else 0. The length T' is drawn from T .. T + T // 10, the same for the batch. One
    mark is among the first ten steps, the other among the first T // 2 - 1; if the very first step
    is marked, its number is 0. The target at the last step, the only one scored, is
    0.5 + (sum) / 4. A sequence counts as solved if the error there is below 0.04.

    >>> x, y, scored = adding_problem(np.random.default_rng(0), T=100, B=2)
    >>> marked = np.where(x[..., 1] == 1, x[..., 0], 0.0).sum(axis=0)
    >>> bool(np.allclose(y[-1, :, 0], 0.5 + marked / 4))
    True

    Source: Hochreiter & Schmidhuber (1997), experiment 4.

    Errors: ``ValueError`` for T < 10, where the two marks have no room.
    """
    if T < 10:
        raise ValueError(f"T: expected at least 10 steps, got {T}")
    length = int(rng.integers(T, T + T // 10 + 1))
    x = np.zeros((length, B, 2))
    x[:, :, 0] = rng.uniform(-1.0, 1.0, size=(length, B))
    x[[0, -1], :, 1] = -1.0
    y = np.zeros((length, B, 1))
    for b in range(B):
        first = int(rng.integers(min(10, length - 1)))  # the last step is never one
        second = int(rng.choice([t for t in range(max(T // 2 - 1, 2)) if t != first]))
        x[[first, second], b, 1] = 1.0
        if x[0, b, 1] == 1.0:
            x[0, b, 0] = 0.0
        y[-1, b, 0] = 0.5 + (x[first, b, 0] + x[second, b, 0]) / 4.0
    scored = np.zeros(y.shape, bool)
    scored[-1] = True
    return x, y, scored
