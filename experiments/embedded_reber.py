"""Embedded Reber grammar: the second symbol has to be remembered until the last but one.

As in the paper, a trial has 256 training strings and 256 others to test with; it shows training
strings one after the other, each from a fresh state, and asks for the next symbol at every step.
Before every hundredth it looks at all strings of both sets:

    legal    the most active output is a symbol that the grammar allows, at every step of every one
    perfect  all symbols that are allowed are more active than all that are not, at every step

*Perfect* is the paper's criterion, and ends the trial; *legal* is weaker and is met earlier.

Source: Hochreiter & Schmidhuber (1997), experiment 1.
"""

import numpy as np

import lstm_core as core
from experiments.intervals import mean_and_range, share
from experiments.networks import NETWORKS, network
from experiments.table import markdown

TITLE = "Embedded Reber grammar"
STRINGS, EVERY = 256, 100
PAPER = [  # table 1 of the paper: the two best of five settings of LSTM, and the others
    ["LSTM, 3 blocks of 2 cells, rate 0.5", "276", "100 %", "8,440", "", ""],
    ["LSTM, 4 blocks of 1 cell, rate 0.1", "264", "100 %", "39,740", "", ""],
    ["recurrent cascade correlation", "119 to 198", "50 %", "182,000", "", ""],
    ["RTRL, 12 units", "494", "“some fraction”", "25,000", "", ""],
    ["Elman net, 15 units", "435", "0 %", "", "", ""],
]
SETTINGS = {"units": 12, "eta": 0.02, "clip": 1.0}
SIZES = {  # seeds, and the largest number of strings shown
    "small": (1, 2000),
    "lecture": (3, 4000),
    "full": (20, 30000),
}


def trials(size):
    """Every network with every seed, the seeds outermost: an unfinished run compares all alike."""
    seeds, limit = SIZES[size]
    return [
        {"network": name, "seed": seed, "limit": limit, **SETTINGS}
        for seed in range(seeds)
        for name in NETWORKS
    ]


def run(trial):
    """Train until all strings of both sets are perfect, or the limit is reached.

    Returns ``legal`` and ``perfect``, the strings shown until then (None: never), ``weights``, and
    ``curve``: pairs of strings shown and the share of test strings that were perfect.
    """
    rng = np.random.default_rng([trial["seed"], 1997])
    training = [core.embedded_reber_string(rng) for _ in range(STRINGS)]
    test = others(rng, {string for string, _ in training}, STRINGS)
    cell, params, top = network(trial["network"], 7, trial["units"], 7, trial["seed"])
    weights = network(trial["network"], 7, trial["units"], 7, trial["seed"]).weights
    signals = [core.one_hot(string)[:, None] for string, _ in training]

    def shown(k):
        signal = signals[int(rng.integers(STRINGS))]
        return signal[:-1], signal[1:]

    sets = [together(training), together(test)]
    legal, perfect, curve = None, None, []
    epochs = core.fit(cell, params, shown, epochs=trial["limit"] + 1, eta=trial["eta"],
                      loss=core.softmax_cross_entropy, optimiser=core.adam, readout=top,
                      clip=trial["clip"])  # fmt: skip
    for epoch in epochs:
        if epoch.number % EVERY == 0:
            verdicts = [judge(cell, *epoch.before, *strings) for strings in sets]
            curve.append([epoch.number, float(np.mean(verdicts[1][1]))])
            if legal is None and all(np.all(v[0]) for v in verdicts):
                legal = epoch.number
            if all(np.all(v[1]) for v in verdicts):
                perfect = epoch.number
                break
            yield epoch.number / trial["limit"]
    return {"legal": legal, "perfect": perfect, "weights": weights, "curve": curve}


def others(rng, known, count):
    """So many strings that are not among the known ones."""
    found = []
    while len(found) < count:
        one = core.embedded_reber_string(rng)
        if one[0] not in known:
            found.append(one)
    return found


def together(strings):
    """Strings side by side as a batch: x, allowed (T, B, 7), and asked (T, B), where one is left.

    Beyond its end a string is all zeros; a network that reads them can't change what it said.
    """
    T = max(len(string) for string, _ in strings) - 1
    x, allowed = np.zeros((2, T, len(strings), 7))
    asked = np.zeros((T, len(strings)), bool)
    for b, (string, may_follow) in enumerate(strings):
        steps = len(string) - 1
        x[:steps, b] = core.one_hot(string[:-1])
        allowed[:steps, b] = [[s in follow for s in core.SYMBOLS] for follow in may_follow[:-1]]
        asked[:steps, b] = True
    return x, allowed > 0, asked


def judge(cell, params, top, x, allowed, asked):
    """Which strings are legal and which are perfect: two arrays of B booleans."""
    logits = core.readout(top, cell.forward(params, x).h)
    legal, perfect = right(logits, allowed)
    return (legal | ~asked).all(axis=0), (perfect | ~asked).all(axis=0)


def right(logits, allowed):
    """Step by step: is the most active output allowed; are all allowed ones above all others."""
    best = np.where(allowed, logits, -np.inf).max(axis=-1)
    least = np.where(allowed, logits, np.inf).min(axis=-1)
    worst = np.where(allowed, -np.inf, logits).max(axis=-1)
    return best > worst, least > worst


def table(lines):
    """One row for each network, then those of the paper."""
    head = ["network", "weights", "perfect", "strings until then", "legal", "strings until then"]
    rows = []
    for name in NETWORKS:
        results = [line["result"] for line in lines if line["trial"]["network"] == name]
        row = [name, f"{results[0]['weights']:,}"] if results else [name, ""]
        for key in ("perfect", "legal") if results else ():
            times = [result[key] for result in results]
            row += [share(sum(t is not None for t in times), len(times)), mean_and_range(times)]
        rows.append(row + [""] * (len(head) - len(row)))
    quoted = [[f"*1997: {first}*", *rest] for first, *rest in PAPER]
    return markdown(head, rows + quoted)
