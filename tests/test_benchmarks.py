"""The peers of the benchmarks compute the same loss and gradients, or the race is unfair."""

import numpy as np
import pytest

from benchmarks import clock, textbook
from benchmarks.__main__ import SIZES, flops, peers, problem
from lstm_core import LSTM, gradient

SMALL = [size for size in SIZES if size[-1] <= 32]


@pytest.mark.parametrize("size", [*SMALL, (5, 3, 2, 4)], ids=str)
def test_the_peers_agree(size):
    assert {"ours", "textbook"} <= set(peers(*problem(*size)))  # it raises where they differ


@pytest.mark.parametrize("spoiled", [0, 1], ids=["a weight's gradient", "a bias's gradient"])
def test_a_peer_with_a_wrong_gradient_is_refused(monkeypatch, spoiled):
    right = textbook.loss_and_gradient

    def wrong(weights, x, y):
        loss, grads = right(weights, x, y)
        grads["o"][spoiled][...] *= 1.001
        return loss, grads

    monkeypatch.setattr(textbook, "loss_and_gradient", wrong)
    with pytest.raises(AssertionError):
        peers(*problem(5, 3, 2, 4))


def test_the_textbook_loss_is_ours():
    params, x, y = problem(6, 2, 3, 4)
    weights = textbook.from_named(params.named())
    ours, _ = gradient(LSTM(), params, x, y)
    assert np.isclose(textbook.loss_and_gradient(weights, x, y)[0], ours, rtol=1e-12)


def test_the_products_are_counted():
    """Forward h @ u and x @ w; backward the same for dL/dh, du and dw; two operations a product."""
    T, B, D, H = 7, 2, 3, 5
    forward = T * B * (D + H) * 4 * H
    backward = T * B * H * 4 * H + T * B * (D + H) * 4 * H
    assert flops(T, B, D, H) == 2 * (forward + backward)


def test_rounds_are_interleaved():
    order = []
    functions = {name: lambda name=name: order.append(name) for name in "ab"}
    figures = clock.interleaved(functions, rounds=4, seconds_a_round=1e-6)
    assert [len(f) for f in figures.values()] == [4, 4]
    rounds = "".join(order)
    assert rounds.index("b") < rounds.rindex("a")


def test_a_ratio_of_minima_and_its_spread():
    assert clock.ratio([2.0, 4.0, 3.0], [4.0, 4.0, 4.0]) == (0.5, 0.75, 0.5, 1.0)
