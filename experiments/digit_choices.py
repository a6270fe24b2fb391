"""What was chosen for the digits, and from what: step sizes, numbers of epochs, and C.

Only these were searched, on the validation images, in three rounds for each network and each way
to read. Each step size of ``TRIED`` learns once (seed 0). The three best learn with two further
seeds, and the best in the mean is taken. With it, each number of ``EPOCHS`` learns with all three
seeds: the step falls to a fifth in the last third, so each number is a trial of its own. (Sixty
epochs pixel by pixel have been tried with seed 0 alone.) Of equal ones the smaller is taken. Units,
batches, noise, clipping and ``keep`` were set by hand.
"""

NETWORKS = ("tanh RNN", "LSTM", "GRU")
BASELINE, HIDDEN = "logistic regression", "one hidden layer"
STEPS = {"row by row": 8, "pixel by pixel": 64}
READERS = [(HIDDEN, 1), *((name, T) for T in STEPS.values() for name in NETWORKS)]

SETTINGS = {
    1: {"units": 64, "batch": 32, "noise": 0.3},
    8: {"units": 64, "batch": 32, "clip": 1.0, "keep": 1.0, "noise": 0.3},
    64: {"units": 64, "batch": 32, "clip": 1.0, "keep": 3.0, "noise": 0.1},
}
TRIED = {
    "C": (0.01, 0.1, 1.0, 10.0, 100.0),
    "eta": (0.002, 0.005, 0.01, 0.02, 0.04, 0.08),
}
EPOCHS = {1: (20, 40, 60, 80, 100), 8: (20, 40, 60, 80, 100), 64: (20, 40, 100)}
FURTHER = {("GRU", 64): (0.16,)}  # where the best so far was the largest
SEEDS = 3  # of the validation
FIRST = {1: 60, 8: 60, 64: 20}  # epochs of the trials that choose the step size
FINALISTS = {
    (HIDDEN, 1): (0.002, 0.005, 0.01),
    ("tanh RNN", 8): (0.002, 0.005, 0.01),
    ("LSTM", 8): (0.005, 0.02, 0.04),
    ("GRU", 8): (0.005, 0.01, 0.02),
    ("tanh RNN", 64): (0.002, 0.005, 0.01),
    ("LSTM", 64): (0.01, 0.02, 0.04),
    ("GRU", 64): (0.02, 0.04, 0.08),
}
CHOSEN_C = 10.0
CHOSEN = {  # (eta, epochs): what ``best`` gives for the lines that are written down
    (HIDDEN, 1): (0.01, 60),
    ("tanh RNN", 8): (0.005, 80),
    ("LSTM", 8): (0.005, 100),
    ("GRU", 8): (0.01, 60),
    ("tanh RNN", 64): (0.005, 40),
    ("LSTM", 64): (0.02, 100),
    ("GRU", 64): (0.02, 100),
}


def found(lines, name, T, what):
    """{setting: [share right of each seed]}, of the validation; ``what``: "eta", "epochs" or "C".

    Step sizes are compared at the ``FIRST`` number of epochs, numbers of epochs at the step size
    that is ``CHOSEN``.
    """
    groups = {}
    for line in lines:
        trial = line["trial"]
        if (trial["network"], trial["T"], trial["held_out"]) != (name, T, "validation"):
            continue
        if what == "eta" and trial["epochs"] != FIRST[T]:
            continue
        if what == "epochs" and trial["eta"] != CHOSEN[name, T][0]:
            continue
        groups.setdefault(trial[what], {})[trial["seed"]] = per_cent(line)
    return {setting: [seeds[k] for k in sorted(seeds)] for setting, seeds in sorted(groups.items())}


def best(tried):
    """Of {setting: shares} the best in the mean, among those with the most seeds."""
    most = max(map(len, tried.values()))
    means = {setting: sum(s) / most for setting, s in tried.items() if len(s) == most}
    return max(sorted(means), key=lambda setting: round(means[setting], 9))


def finalists(tried):
    """The three step sizes that did best with seed 0, in their order."""
    first = {eta: shares[0] for eta, shares in tried.items()}
    return tuple(sorted(sorted(first, key=lambda eta: (-first[eta], eta))[:3]))


def per_cent(line):
    """The share of a finished trial's images that were read right."""
    return 100 * line["result"]["right"] / line["result"]["images"]
