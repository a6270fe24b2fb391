"""Endless embedded Reber grammar: the streams never begin anew, in training neither.

As in continual_reber, but the state is never fresh again after the first symbol. Such a stream is
its own test: a window is read before it is learnt from, and no one could have seen it before. Of
each hundred windows, 40,000 symbols, is noted

    outer    the share of right guesses of the last symbol but one, the T or P to be remembered
    perfect  the share of steps at which all allowed symbols are more active than all others
    largest  the largest |c| (|h| where there is no c) in the last of them

A network has learnt the task when 95 of 100 outer symbols are right. Guessing gives one half.

Source: the question is that of Gers, Schmidhuber & Cummins (2000), section 4.
"""

import numpy as np

from experiments.embedded_reber import right
from experiments.intervals import mean_and_range, share
from experiments.networks import NETWORKS, network
from experiments.streams import STREAMS, WINDOW, saturated, training
from experiments.table import markdown

TITLE = "Endless embedded Reber grammar"
REMARK = """Here a forget gate is what the paper says of it: where nothing is ever begun anew, an
LSTM without one guesses for long, and learns at a small part of the pace."""
EVERY, LEARNT, EARLY = 100, 0.95, 400_000
SETTINGS = {"units": 12, "eta": 0.01, "clip": 1.0, "keep": 1.0}
SIZES = {"small": (1, 300), "lecture": (1, 600), "full": (10, 3000)}  # seeds, windows


def trials(size):
    """Every network with every seed, the seeds outermost."""
    seeds, limit = SIZES[size]
    return [
        {"network": name, "seed": seed, "limit": limit, **SETTINGS}
        for seed in range(seeds)
        for name in NETWORKS
    ]


def run(trial, curve=None):
    """Read and learn to the limit.

    Returns ``learnt``, the symbols read until then (None: never), ``seen``, ``weights``, and
    ``curve``: symbols read, outer, perfect, largest, and ``saturated``: the share of c in the last
    window whose tanh is 1 or -1 (None where there is no c). A list that is given as ``curve`` is
    filled on the way.
    """
    net = network(trial["network"], 7, trial["units"], 7, trial["seed"], trial["keep"])
    rng = np.random.default_rng([trial["seed"], 2000])
    curve, guesses, steps = [] if curve is None else curve, [], []
    for k, window in enumerate(training(net, trial, rng), start=1):
        hit = window.logits.argmax(axis=-1) == window.y.argmax(axis=-1)
        guesses.append(hit[window.outer])
        steps.append(right(window.logits, window.allowed)[1])
        if k % EVERY == 0:
            curve.append([k * STREAMS * WINDOW, float(np.mean(np.concatenate(guesses))),
                          float(np.mean(steps)), float(np.abs(window.memory).max())])  # fmt: skip
            guesses, steps = [], []
            yield k / trial["limit"]
    learnt = next((seen for seen, outer, *_ in curve if outer >= LEARNT), None)
    full = saturated(window.memory) if trial["network"].startswith("LSTM") else None
    return {"learnt": learnt, "seen": curve[-1][0], "saturated": full, "weights": net.weights,
            "curve": curve}  # fmt: skip


def table(lines):
    """One row for each network."""
    head = ["network", "learnt", "symbols until then", f"T and P right after {EARLY:,}",
            "at the end", "largest state then", "tanh c is 1 or -1"]  # fmt: skip
    rows = []
    for name in NETWORKS:
        results = [line["result"] for line in lines if line["trial"]["network"] == name]
        if results:
            times = [r["learnt"] for r in results]
            early = [outer for r in results for seen, outer, *_ in r["curve"] if seen == EARLY]
            ends = [r["curve"][-1] for r in results]
            full = [r["saturated"] and 100 * r["saturated"] for r in results]
            rows.append([
                name, share(sum(t is not None for t in times), len(times)), mean_and_range(times),
                mean_and_range(early, digits=3), mean_and_range([end[1] for end in ends], digits=3),
                mean_and_range([end[3] for end in ends]),
                "" if None in full else f"{mean_and_range(full)} %",
            ])  # fmt: skip
    return markdown(head, rows)
