"""The adding problem: two marked numbers of a long sequence, and their sum at its end.

Batches of new sequences, squared error at the last step, Adam. As in the paper, training ends when
the 2000 most recent sequences were all processed correctly (an error below 0.04) and their mean
error is below 0.01; then, or at the limit, 2560 fresh sequences are the test.

With ``reach`` the error goes back through so many steps only: truncated back-propagation through
time with k1 = k2 = reach. The marked numbers of T = 100 are 50 steps and more from the end.

Beside these there are trials that ask why: the tanh RNN with other step sizes, and networks whose
gates begin with a bias of 1 instead of ln 2T.

Source: Hochreiter & Schmidhuber (1997), experiment 4.
"""

import math
from collections import deque

import numpy as np

import lstm_core as core
from experiments.intervals import mean_and_range, share
from experiments.networks import NETWORKS, network
from experiments.table import markdown
from experiments.truncated import fit_truncated

TITLE = "Adding problem"
CORRECT, RECENT, MEAN, TEST = 0.04, 2000, 0.01, 2560  # the paper's
PAPER = ((100, 74000, 1), (500, 209000, 0))  # T, sequences, wrong: the paper's table 7, 10 trials
WHY = 5  # seeds of the trials that ask why: truncated ones, other step sizes, a small bias
EVERY = 50  # batches between two points of the curve
SETTINGS = {"units": 8, "batch": 32, "eta": 0.01, "clip": 1.0}
LIMIT = 8000
SIZES = {  # {lag T: (seeds, batches at most)}
    "small": {20: (1, 200)},
    "lecture": {20: (1, 1500), 50: (1, 1000)},
    "full": {10: (5, LIMIT), 20: (20, LIMIT), 50: (20, LIMIT), 100: (20, LIMIT), 200: (5, LIMIT),
             500: (5, LIMIT)},
}  # fmt: skip
OTHERS = [  # network, T, and what is unusual
    *(("LSTM", 100, {"reach": reach}) for reach in (10, 25, 50)),
    *(("tanh RNN", 20, {"eta": eta}) for eta in (0.001, 0.003)),
    *((name, 100, {"keep": 1.0, "shut": -1.0}) for name in ("LSTM", "GRU")),
]


def trials(size):
    """Seed after seed, each with every lag and network: an unfinished run compares all alike."""
    wanted = []
    for seed in range(max(seeds for seeds, _ in SIZES[size].values())):
        there = {T: limit for T, (seeds, limit) in SIZES[size].items() if seed < seeds}
        wanted += [_trial(name, T, seed, limit) for T, limit in there.items() for name in NETWORKS]
        if size == "full" and seed < WHY:
            wanted += [_trial(name, T, seed, LIMIT) | other for name, T, other in OTHERS]
    return wanted


def _trial(name, T, seed, limit):
    # With this bias a gate keeps 1 - 1/(2T + 1) a step, three fifths over T steps; and the input
    # gate lets in as little as the forget gate lets go, as the GRU's one gate does by itself.
    keep = round(math.log(2 * T), 2)
    return {"network": name, "T": T, "seed": seed, "limit": limit, "reach": None,
            "keep": keep, "shut": -keep, **SETTINGS}  # fmt: skip


def unusual(trial):
    """What sets a trial apart from those that are compared, in words; "" for one of these."""
    if trial["reach"] is not None:
        return f"truncated to {trial['reach']} steps"
    if trial["eta"] != SETTINGS["eta"]:
        return f"step size {trial['eta']}"
    return "" if trial["keep"] > 1 else "biases of 1 and -1"


def usual(trial):
    """Whether a trial is one of those that are compared."""
    return not unusual(trial)


def run(trial, curve=None):
    """Train until the paper's criterion is met, or so many batches were seen.

    Returns ``solved``, the sequences seen until then (None: never), ``seen``, ``wrong`` of the test
    sequences, ``mse`` on them, ``weights``, and ``curve``: pairs of sequences seen and the mean
    absolute error since the pair before. A list that is given as ``curve`` is filled on the way.
    """
    T, B = trial["T"], trial["batch"]
    net = network(trial["network"], 2, trial["units"], 1, trial["seed"],
                  keep=trial["keep"], shut=trial["shut"])  # fmt: skip
    recent, solved, seen = deque(maxlen=-(-RECENT // B)), None, 0
    curve = [] if curve is None else curve

    def batch(k):
        x, y, scored = core.adding_problem(np.random.default_rng([trial["seed"], k]), T, B)
        return x, (y, scored)

    def mean_error(said, target):
        value, eps = core.squared_error(said, target[0], scored=target[1])
        recent.append(np.abs(eps[-1]))
        return value / B, eps / B

    params = net.params, net.readout
    for epoch in _epochs(trial, net, batch, mean_error):
        params, seen = epoch.params, (epoch.number + 1) * B
        if (epoch.number + 1) % EVERY == 0:
            latest = np.concatenate(list(recent)[-EVERY:])
            curve.append([seen, float(np.mean(latest))])
            yield (epoch.number + 1) / trial["limit"]
        errors = np.concatenate(list(recent)) if len(recent) == recent.maxlen else np.ones(1)
        if errors.max() < CORRECT and errors.mean() < MEAN:
            solved = seen
            break
    error = test_errors(net.cell, *params, T, trial["seed"])
    return {"solved": solved, "seen": seen, "wrong": int(np.sum(error >= CORRECT)),
            "mse": float(np.mean(error**2)), "weights": net.weights, "curve": curve}  # fmt: skip


def _epochs(trial, net, batch, loss):
    settings = dict(epochs=trial["limit"], eta=trial["eta"], loss=loss, clip=trial["clip"],
                    readout=net.readout)  # fmt: skip
    if trial["reach"] is None:
        return core.fit(net.cell, net.params, batch, optimiser=core.adam, **settings)
    return fit_truncated(net.cell, net.params, batch, reach=trial["reach"], **settings)


def test_errors(cell, params, top, T, seed):
    """The absolute errors at the ends of 2560 sequences that were not trained with."""
    rng = np.random.default_rng([seed, 2560, T])
    errors = []
    for _ in range(10):  # the length is drawn anew for each tenth
        x, y, _ = core.adding_problem(rng, T, TEST // 10)
        said = core.readout(top, cell.forward(params, x).h[-1:])
        errors.append(np.abs(said - y[-1:]).ravel())
    return np.concatenate(errors)


def table(lines):
    """One row for each lag and network, then the unusual ones, then those of the paper."""
    head = ["T", "network", "solved", "sequences until then", "wrong of 2560",
            "mean squared error"]  # fmt: skip
    groups = {}
    for line in lines:
        trial = line["trial"]
        group = trial["T"], unusual(trial), trial["network"]
        groups.setdefault(group, []).append(line["result"])
    rows = []
    for (T, other, name), results in sorted(groups.items(), key=_place):
        errors, solved = [r["mse"] for r in results], [r["solved"] for r in results]
        rows.append([
            T, f"{name}, {other}" if other else name,
            share(sum(s is not None for s in solved), len(solved)), mean_and_range(solved),
            mean_and_range([r["wrong"] for r in results]), mean_and_range(errors, digits=2),
        ])  # fmt: skip
    quoted = [
        [T, "*1997: LSTM, 2 blocks of 2 cells, mean of 10*", "", f"{seen:,}", wrong, ""]
        for T, seen, wrong in PAPER
    ]
    return markdown(head, rows + quoted)


def _place(group):
    (T, other, name), _ = group
    return bool(other), T, other, NETWORKS.index(name)
