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
SETTINGS = {"units": 12, "clip": 1.0}
TRIED = (0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16)  # step sizes
CHOSEN = {"tanh RNN": 0.005, "LSTM 1997": 0.04, "LSTM": 0.04, "GRU": 0.04}  # the table has them all
# The seeds of trials that are only for choosing a step size: the one that takes the fewest strings,
# where a trial that never is perfect counts as the limit.
CHOOSING = (100, 101, 102)
SIZES = {  # seeds, and the largest number of strings shown
    "small": (1, 2000),
    "lecture": (2, 2500),
    "full": (20, 30000),
}


def trials(size):
    """In full first those that choose the step sizes. Then every network with every seed, the seeds
    outermost: an unfinished run compares all alike.
    """
    seeds, limit = SIZES[size]
    chosen = [_trial(name, seed, limit, CHOSEN[name]) for seed in range(seeds) for name in NETWORKS]
    if size != "full":
        return chosen
    return [
        _trial(name, seed, limit, eta) for seed in CHOOSING for eta in TRIED for name in NETWORKS
    ] + chosen


def _trial(name, seed, limit, eta):
    return {"network": name, "seed": seed, "limit": limit, "eta": eta, **SETTINGS}


def usual(trial):
    """Whether a trial is one of those that are compared: not for choosing, the step size chosen."""
    return trial["seed"] not in CHOOSING and trial["eta"] == CHOSEN[trial["network"]]


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
    """One row for each network, and those of the paper; below, what chose the step sizes."""
    head = ["network", "weights", "step size", "perfect", "strings until then", "legal",
            "strings until then"]  # fmt: skip
    groups = {}
    for line in lines:
        trial = line["trial"]
        place = NETWORKS.index(trial["network"]), trial["eta"], trial["seed"] in CHOOSING
        groups.setdefault(place, []).append(line)
    rows, others = [], []
    for (place, eta, choosing), group in sorted(groups.items()):
        name, results = NETWORKS[place], [line["result"] for line in group]
        if usual(group[0]["trial"]):
            weights = f"{results[0]['weights']:,}"
            rows.append(
                [name, weights, eta, *_until(results, "perfect"), *_until(results, "legal")]
            )
        else:
            chosen = "yes" if choosing and eta == CHOSEN[name] else ""
            others.append([name, eta, chosen, *_until(results, "perfect")])
    quoted = [[f"*1997: {first}*", weights, "", *rest] for first, weights, *rest in PAPER]
    tried = markdown(["network", "step size", "chosen", "perfect", "strings until then"], others)
    said = (
        f"What was tried: by seeds {CHOOSING[0]} to {CHOOSING[-1]} the step size was chosen that "
        f"took the fewest strings. Twenty seeds with one step size for all are there, too:"
    )
    return "\n\n".join([markdown(head, rows + quoted), *([said, tried] if others else [])])


def _until(results, key):
    times = [result[key] for result in results]
    return share(sum(t is not None for t in times), len(times)), mean_and_range(times)
