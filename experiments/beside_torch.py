"""The same training in PyTorch, beside ours in the same run: how many times as long does it take?

Same first weights, same batches, same loss, same clipping, same Adam, float64, one thread. That it
is the same training is seen, not hoped for: the losses of all iterations have to agree. A figure is
the median of the ratios of rounds in which both take turns, so that a slow moment hits both alike.

The LSTM of 1997 has no counterpart in PyTorch. Its GRU resets after the product, so ours does too.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

import lstm_core as core
from experiments.digit_images import parts, signal
from experiments.digit_training import at_the_end
from experiments.networks import network
from experiments.table import markdown

TITLE = "Speed beside PyTorch"
NETWORKS = ("tanh RNN", "LSTM", "GRU")
ITERATIONS, ETA, CLIP = 20, 0.01, 1.0
SAME = 1e-9  # of the loss, after so many iterations
ROUNDS = {"small": 1, "lecture": 3, "full": 9}


class Task(NamedTuple):
    """``batch(rng)`` gives (x, target, scored); the kind of loss; units of the network."""

    batch: object
    kind: str  # "squared" or "classes"
    units: int


def _reber(rng):
    x, y, _ = core.embedded_reber(rng)
    return x, y.argmax(axis=-1), None


def _continual(rng):
    x, y, _ = core.continual_embedded_reber(rng, 100)
    return x, y.argmax(axis=-1), None


def _adding(T, rng):
    return core.adding_problem(rng, T, B=32)


def _digits(T, rng):
    images = parts()["training"]
    these = rng.integers(len(images.digits), size=32)
    return signal(images.pixels[these], T), images.digits[these], None


TASKS = {
    "embedded Reber, a string at a time": Task(_reber, "classes", 8),
    "continual Reber, 100 steps": Task(_continual, "classes", 8),
    "adding problem, T = 20, batches of 32": Task(partial(_adding, 20), "squared", 8),
    "adding problem, T = 100, batches of 32": Task(partial(_adding, 100), "squared", 8),
    "adding problem, T = 500, batches of 32": Task(partial(_adding, 500), "squared", 8),
    "digits row by row, batches of 32": Task(partial(_digits, 8), "one class", 64),
    # With 64 units the tanh RNN magnifies rounding until the losses are no longer the same.
    "digits pixel by pixel, batches of 32": Task(partial(_digits, 64), "one class", 48),
}


def trials(size):
    """Every task with every network that PyTorch has, too."""
    return [
        {"task": task, "network": name, "rounds": ROUNDS[size]}
        for task in TASKS
        for name in NETWORKS
    ]


def run(trial):
    """``ours`` and ``theirs``, milliseconds an iteration, medians; ``ratio``, the median of the
    rounds' ratios; ``apart``, the largest relative difference of the two losses.

    Errors: ``ValueError`` if they are not the same training; ``ImportError`` without PyTorch.
    """
    from benchmarks.clock import interleaved
    from experiments.torch_peer import losses_by_torch

    task = TASKS[trial["task"]]
    rng = np.random.default_rng(1997)
    batches = [task.batch(rng) for _ in range(ITERATIONS)]
    start = network_of(trial["network"], task, batches)
    ours = partial(losses_by_us, start, task, batches)
    theirs = partial(losses_by_torch, trial["network"], start, task, batches, ETA)
    # PyTorch clips to a norm that is larger by 1e-6, so the sameness is seen without clipping.
    expected = np.array(theirs(clip=None))
    apart = float(np.max(np.abs(ours(clip=None) - expected) / expected))
    if not apart < SAME:
        raise ValueError(f"{trial}: expected the same losses, got {apart:.1e} of difference")
    yield 0.1
    times = interleaved(
        {"ours": partial(ours, clip=CLIP), "theirs": partial(theirs, clip=CLIP)}, trial["rounds"]
    )
    ratios = np.divide(times["ours"], times["theirs"])
    each = {name: 1e3 * float(np.median(took)) / ITERATIONS for name, took in times.items()}
    return each | {"ratio": float(np.median(ratios)), "apart": apart}


def network_of(name, task, batches):
    """(cell, params, readout) with the first weights of both."""
    x, target, _ = batches[0]
    outputs = {"classes": x.shape[-1], "squared": target.shape[-1], "one class": 10}[task.kind]
    cell, params, top = network(name, x.shape[-1], task.units, outputs, seed=0)
    if isinstance(cell, core.GRU):
        cell = core.GRU(reset_after=True)
        b_hn = np.zeros(task.units)
        params = core.GRUParams.from_named(**params.named(), b_hn=b_hn)
    return cell, params, top


def losses_by_us(start, task, batches, clip):
    """The loss before each iteration."""
    cell, params, top = start
    loss = {"classes": core.softmax_cross_entropy, "squared": core.squared_error,
            "one class": at_the_end}[task.kind]  # fmt: skip

    def scored(z, both):
        return at_the_end(z, both[0]) if loss is at_the_end else loss(z, *both)

    def signal(k):
        x, target, steps = batches[k]
        return x, (target, steps)

    epochs = core.fit(cell, params, signal, epochs=len(batches), eta=ETA, loss=scored,
                      optimiser=core.adam, readout=top, clip=clip)  # fmt: skip
    return [epoch.loss for epoch in epochs]


def table(lines):
    """Markdown: a row for each task, milliseconds an iteration and the ratio for each network."""
    found = {(line["trial"]["task"], line["trial"]["network"]): line["result"] for line in lines}
    rows = [
        [task, *(_cell(found.get((task, name))) for name in NETWORKS)]
        for task in TASKS
        if any((task, name) in found for name in NETWORKS)
    ]
    return markdown(["an iteration: ours / PyTorch's, ms = ratio", *NETWORKS], rows)


def _cell(result):
    if result is None:
        return "-"
    return f"{result['ours']:.3g} / {result['theirs']:.3g} = **{result['ratio']:.2f}**"
