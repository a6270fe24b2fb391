"""Streams of embedded Reber strings, one after the other, and a network that learns as it reads.

Several streams side by side are read in windows of fifty symbols, each beginning with the state in
which the one before ended; errors flow back within a window, and after each Adam takes a step.
"""

from typing import NamedTuple

import numpy as np

import lstm_core as core

STREAMS, WINDOW = 8, 50


class Streams:
    """So many endless streams side by side, of which one takes the next T symbols at a time."""

    def __init__(self, rng, count):
        self._rng, self._queues = rng, [("", [], []) for _ in range(count)]

    def take(self, T):
        """x, y (T, B, 7); allowed (T, B, 7) and outer (T, B), booleans.

        outer: here the next symbol is the last but one of its string.
        """
        taken = []
        for b, (string, may_follow, outer) in enumerate(self._queues):
            while len(string) <= T:
                piece, follow = core.embedded_reber_string(self._rng)
                string += piece
                may_follow = [*may_follow, *follow[:-1], "B"]
                outer = outer + [False] * (len(piece) - 3) + [True, False, False]
            taken.append((core.one_hot(string[: T + 1]), _rows(may_follow[:T]), outer[:T]))
            self._queues[b] = string[T:], may_follow[T:], outer[T:]
        symbols, allowed, outer = (np.stack(parts, axis=1) for parts in zip(*taken, strict=True))
        return symbols[:-1], symbols[1:], allowed, outer


def _rows(may_follow):
    rows = {follow: [s in follow for s in core.SYMBOLS] for follow in set(may_follow)}
    return np.array([rows[follow] for follow in may_follow])


class Window(NamedTuple):
    """A window: ``params``, the pair (cell's, readout's) *after* it was learnt from; and what was
    said *before*: ``logits`` (T, B, 7), with ``y``, ``allowed`` and ``outer`` as in ``take``, and
    ``memory`` (T, B, H), the cell's c, or h where there is no c.
    """

    params: tuple
    logits: np.ndarray
    y: np.ndarray
    allowed: np.ndarray
    outer: np.ndarray
    memory: np.ndarray


def training(net, trial, rng, symbols=None):
    """Yield a ``Window`` after each step of Adam, ``trial["limit"]`` of them.

    symbols: after so many all streams begin anew, from a fresh state; None: never.
    """
    params, state = (net.params, net.readout), None
    for k in range(trial["limit"]):
        if k == 0 or (symbols and k % (symbols // WINDOW) == 0):
            streams, carried = Streams(rng, STREAMS), {}
        x, y, allowed, outer = streams.take(WINDOW)
        trace = net.cell.forward(params[0], x, **carried)
        logits = core.readout(params[1], trace.h)
        _, dlogits = core.softmax_cross_entropy(logits, y)
        grads, eps = core.readout_gradient(params[1], trace.h, dlogits / WINDOW)
        own = net.cell.weight_gradient(trace, net.cell.bptt(params[0], trace, eps))
        clipped = core.clip_by_norm((own, grads), trial["clip"])
        params, state = core.adam(params, clipped, state, trial["eta"])
        carried = ending(trace)
        yield Window(params, logits, y, allowed, outer, memory(trace))


def ending(trace):
    """The state after the last step, as the next ``forward`` takes it."""
    last = {"h0": trace.h[-1]}
    if hasattr(trace, "c0"):
        last["c0"] = trace.c[-1]
    return last


def memory(trace):
    """c, or h of a cell that has no c."""
    return trace.c if hasattr(trace, "c0") else trace.h


def saturated(c):
    """The share of all c whose tanh is 1 or -1 to within a thousandth: these say nothing more."""
    return float(np.mean(np.abs(np.tanh(c)) > 0.999))
