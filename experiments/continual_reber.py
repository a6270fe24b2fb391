"""Continual embedded Reber grammar: string after string, and nobody says where one ends.

The network reads endless streams and goes on with its own state; it is never reset between two
strings. A state that only adds grows and grows. That is what the forget gate was invented for.

Eight streams at a time are read in windows of fifty symbols (streams.py). After a thousand symbols
all of them begin anew, from a fresh state; endless_reber is where they don't. Every hundred windows
ten fresh streams are the test; a prediction is right if all symbols that the grammar allows are
more active than all that it does not.

    perfect  ten streams of ``longest`` symbols without one wrong prediction; ends the trial
    length   the symbols read until the first wrong prediction, mean of ten streams
    outer    the share of right guesses of the last symbol but one, the T or P to be remembered

The paper asks for streams of a million symbols; it resets the state after each error in training.

Source: Gers, Schmidhuber & Cummins (2000), section 4.
"""

import numpy as np

import lstm_core as core
from experiments.embedded_reber import right
from experiments.intervals import mean_and_range, share
from experiments.networks import NETWORKS, network
from experiments.streams import STREAMS, WINDOW, Streams, ending, memory, saturated, training
from experiments.table import markdown

TITLE = "Continual embedded Reber grammar"
REMARK = """What the paper says of the state came out: without a forget gate it grows without bound.
That such a network must fail did not: where the streams begin anew after a thousand symbols, with
the whole gradient of each window and Adam, most of its trials become perfect, too, and later than
those of the others."""
STREAM, EVERY, TESTS = 1000, 100, 10
SETTINGS = {"units": 12, "eta": 0.01, "clip": 1.0, "keep": 1.0}
SIZES = {  # seeds, windows at most, symbols of a test stream that is called perfect
    "small": (1, 300, 1000),
    "lecture": (1, 1500, 10_000),
    "full": (20, 6000, 1_000_000),
}


PAPER = [  # table 2 of the paper: of a hundred networks each, how many read all ten streams
    ("LSTM, reset from outside", "74 %"),
    ("LSTM with forget gates", "18 %"),
    ("LSTM with forget gates, its rate made smaller and smaller", "62 %"),
]


def trials(size):
    """Every network with every seed, the seeds outermost."""
    seeds, limit, longest = SIZES[size]
    return [
        {"network": name, "seed": seed, "limit": limit, "longest": longest, **SETTINGS}
        for seed in range(seeds)
        for name in NETWORKS
    ]


def run(trial):
    """Train until ten long streams are read without an error, or the limit is reached.

    Returns ``perfect``, the symbols read in training until then (None: never), ``seen``,
    ``length`` and ``outer`` at the end, ``state``: pairs of t and the largest |c[t]| (|h[t]| where
    there is no c) in test streams of ten thousand symbols, ``saturated``: the share of these c in
    the last thousand steps whose tanh is 1 or -1, ``weights``, and ``curve``: symbols read, outer,
    and length (of a thousand at most).
    """
    net = network(trial["network"], 7, trial["units"], 7, trial["seed"], trial["keep"])
    rng = np.random.default_rng([trial["seed"], 2000])
    cell, params, perfect, curve = net.cell, (net.params, net.readout), None, []
    for k, window in enumerate(training(net, trial, rng, STREAM), start=1):
        params = window.params
        if k % EVERY == 0:
            outer, lengths, *_ = read(cell, *params, rng, STREAM)
            curve.append([k * STREAMS * WINDOW, outer, float(np.mean(lengths))])
            if min(lengths) == STREAM:
                _, lengths, *_ = read(cell, *params, rng, trial["longest"], stop=True)
                if min(lengths) == trial["longest"]:
                    perfect = k * STREAMS * WINDOW
                    break
            yield k / trial["limit"]
    outer, lengths, state, full = read(cell, *params, rng, 10 * STREAM)
    return {"perfect": perfect, "seen": curve[-1][0], "length": float(np.mean(lengths)),
            "outer": outer, "state": state, "saturated": full, "weights": net.weights,
            "curve": curve}  # fmt: skip


def read(cell, params, top, rng, T, stop=False):
    """Ten fresh streams of T symbols: outer, lengths, the largest state over time, saturated.

    stop: no further than the first error of any stream.
    """
    lengths, guesses, state, carried = np.full(TESTS, T), [], [], {}
    streams = Streams(rng, TESTS)
    for start in range(0, T, STREAM):
        x, y, allowed, outer = streams.take(min(STREAM, T - start))
        trace = cell.forward(params, x, **carried)
        logits, carried = core.readout(top, trace.h), ending(trace)
        _, fine = right(logits, allowed)
        lengths = np.minimum(lengths, np.where(fine.all(axis=0), T, start + fine.argmin(axis=0)))
        guesses.append((logits.argmax(axis=-1) == y.argmax(axis=-1))[outer])
        largest = np.abs(memory(trace)).max(axis=(1, 2))
        state += [[start + t, float(largest[t])] for t in range(0, len(x), 100)]
        if stop and lengths.min() < T:
            break
    outer = float(np.mean(np.concatenate(guesses)))
    return outer, lengths.tolist(), state, saturated(trace.c) if "c0" in carried else None


def table(lines):
    """One row for each network, then what the paper says."""
    head = ["network", "perfect", "symbols until then", "without an error, of 10,000 at the end",
            "T and P right then", "largest state, after 100 and 10,000"]  # fmt: skip
    rows = []
    for name in NETWORKS:
        results = [line["result"] for line in lines if line["trial"]["network"] == name]
        if results:
            times, grown = [r["perfect"] for r in results], [r["state"] for r in results]
            first, last = (np.median([s[k][1] for s in grown]) for k in (1, -1))
            rows.append([
                name, share(sum(t is not None for t in times), len(times)), mean_and_range(times),
                mean_and_range([r["length"] for r in results]),
                mean_and_range([r["outer"] for r in results], digits=3), f"{first:.1f}, {last:.1f}",
            ])  # fmt: skip
    return markdown(
        head, rows + [[f"*2000: {name}*", said, "", "", "", ""] for name, said in PAPER]
    )
