"""Streams without a break, verdicts on what was said, networks as they are described."""

import re

import numpy as np
import pytest

import lstm_core as core
from experiments import continual_reber, embedded_reber, endless_reber
from experiments.intervals import mean_and_range, share, wilson
from experiments.networks import NETWORKS, network
from experiments.streams import STREAMS, WINDOW, Streams, training
from experiments.truncated import fit_truncated

# The Reber grammar again, written from the paper's drawing as a finite automaton, symbol by symbol.
NEXT = {
    ("start", "B"): "fork", ("fork", "T"): "S loop", ("fork", "P"): "T loop",
    ("S loop", "S"): "S loop", ("S loop", "X"): "cross", ("T loop", "T"): "T loop",
    ("T loop", "V"): "exit", ("cross", "X"): "T loop", ("cross", "S"): "end",
    ("exit", "P"): "cross", ("exit", "V"): "end", ("end", "E"): "done",
}  # fmt: skip


def follow(string):
    """The state after reading it from ``start``; None where it leaves the grammar."""
    state = "start"
    for symbol in string:
        state = NEXT.get((state, symbol))
    return state


def may_come(state):
    return {symbol for (place, symbol) in NEXT if place == state}


def spelled(array):
    return "".join(core.SYMBOLS[k] for k in array.argmax(axis=-1))


def test_streams_go_on_where_the_piece_before_ended():
    read = Streams(np.random.default_rng(3), 3)
    pieces = [read.take(T) for T in (7, 1, 250, 40, 602)]
    x, y, allowed, outer = (np.concatenate(parts) for parts in zip(*pieces, strict=True))
    assert x.shape == y.shape == allowed.shape == (900, 3, 7)
    assert np.array_equal(x[1:], y[:-1])
    seen = set()
    for b in range(3):
        text = spelled(x[:, b])
        whole = re.findall("B[TP].*?[TP]E(?=B[TP])", text)
        t = 0
        while True:  # string by string, each checked by the automaton
            branch, inner = text[t + 1 : t + 2], 0
            while follow(text[t + 2 : t + 2 + inner]) not in ("done", None) and t + inner < 880:
                inner += 1
            if t + inner >= 880:
                break
            assert follow(text[t + 2 : t + 2 + inner]) == "done"
            assert text[t] == "B"
            assert text[t + 2 + inner : t + 4 + inner] == branch + "E"
            asked = [allowed[t + k, b] for k in range(inner + 4)]
            wanted = [{"T", "P"}, {"B"}]
            wanted += [
                may_come(follow(text[t + 2 : t + 2 + k + 1])) or {branch} for k in range(inner)
            ]
            wanted += [{"E"}, {"B"}]
            assert [{core.SYMBOLS[k] for k in np.flatnonzero(row)} for row in asked] == wanted
            assert np.flatnonzero(outer[t : t + inner + 4, b]).tolist() == [inner + 1]
            seen.add(branch)
            t += inner + 4
        assert len(whole) > 20
    assert seen == {"T", "P"}


class Watched(core.LSTM):
    """An LSTM that notes with what it began and with what it ended."""

    def __init__(self):
        super().__init__()
        self.noted = []

    def forward(self, params, x, h0=None, c0=None):
        trace = super().forward(params, x, h0, c0)
        self.noted.append((h0, c0, trace.h[-1], trace.c[-1]))
        return trace


@pytest.mark.parametrize("anew", [continual_reber.STREAM, None])
def test_a_window_begins_with_the_state_in_which_the_one_before_ended(anew):
    net = network("LSTM", 7, 5, 7, seed=0)._replace(cell=Watched())
    windows = continual_reber.STREAM // WINDOW
    trial = {"limit": windows + 2, "clip": 1.0, "eta": 0.01}
    for _ in training(net, trial, np.random.default_rng(0), anew):
        pass
    noted = net.cell.noted
    for k in range(1, windows + 2):
        if anew and k == windows:  # new streams
            assert noted[k][:2] == (None, None)
        else:
            assert np.array_equal(noted[k][0], noted[k - 1][2])
            assert np.array_equal(noted[k][1], noted[k - 1][3])


def test_a_window_is_read_before_it_is_learnt_from():
    net = network("GRU", 7, 5, 7, seed=2)
    trial = {"limit": 3, "clip": 1.0, "eta": 0.01}
    read, state = Streams(np.random.default_rng(4), STREAMS), None
    params = net.params, net.readout
    for window in training(net, trial, np.random.default_rng(4)):
        x, y, allowed, outer = read.take(WINDOW)
        trace = net.cell.forward(params[0], x, h0=state)
        assert np.array_equal(window.logits, core.readout(params[1], trace.h))
        assert np.array_equal(window.memory, trace.h)
        for one, other in ((window.y, y), (window.allowed, allowed), (window.outer, outer)):
            assert np.array_equal(one, other)
        params, state = window.params, trace.h[-1]


def test_an_endless_stream_is_its_own_test():
    """What is noted of each hundred windows, counted anew from the windows themselves."""
    (trial,) = [t for t in endless_reber.trials("small") if t["network"] == "LSTM"]
    trial["limit"] = 2 * endless_reber.EVERY
    work = endless_reber.run(trial, curve := [])
    assert list(work) == [0.5, 1.0]
    net = network("LSTM", 7, trial["units"], 7, trial["seed"], trial["keep"])
    windows = list(training(net, trial, np.random.default_rng([trial["seed"], 2000])))
    for place, (seen, outer, perfect, largest) in enumerate(curve):
        here = windows[place * endless_reber.EVERY : (place + 1) * endless_reber.EVERY]
        assert seen == (place + 1) * endless_reber.EVERY * STREAMS * WINDOW
        hits = [w.logits[t, b].argmax() == w.y[t, b].argmax()
                for w in here for t, b in np.argwhere(w.outer)]  # fmt: skip
        assert np.isclose(outer, sum(hits) / len(hits), rtol=1e-12)
        pairs = (zip(w.logits.reshape(-1, 7), w.allowed.reshape(-1, 7), strict=True) for w in here)
        fine = [z[a].min() > z[~a].max() for pair in pairs for z, a in pair]
        assert np.isclose(perfect, sum(fine) / len(fine), rtol=1e-12)
        assert largest == np.abs(here[-1].memory).max()


def test_the_strings_of_a_trial_are_two_sets():
    rng = np.random.default_rng(0)
    known = {core.embedded_reber_string(rng)[0] for _ in range(100)}
    found = embedded_reber.others(rng, known, 50)
    assert len(found) == 50
    assert not known & {string for string, _ in found}


def test_side_by_side_reads_as_one_by_one():
    rng = np.random.default_rng(1)
    strings = [core.embedded_reber_string(rng) for _ in range(20)]
    cell, params, top = network("GRU", 7, 5, 7, seed=1)
    x, allowed, asked = embedded_reber.together(strings)
    verdicts = embedded_reber.judge(cell, params, top, x, allowed, asked)
    for b, (string, may_follow) in enumerate(strings):
        assert asked[:, b].sum() == len(string) - 1
        logits = core.readout(top, cell.forward(params, core.one_hot(string[:-1])[:, None]).h)
        legal, perfect = True, True
        for z, allowed_here in zip(logits[:, 0], may_follow[:-1], strict=True):
            inside = [z[core.SYMBOLS.index(s)] for s in allowed_here]
            outside = [z[core.SYMBOLS.index(s)] for s in set(core.SYMBOLS) - set(allowed_here)]
            legal, perfect = (
                legal and max(inside) > max(outside),
                perfect and min(inside) > max(outside),
            )
        assert (verdicts[0][b], verdicts[1][b]) == (legal, perfect)


@pytest.mark.parametrize(
    ("logits", "legal", "perfect"),
    [([3, 2, 1, 0], True, True), ([3, 1, 2, 0], True, False), ([1, 0, 2, 3], False, False)],
)
def test_legal_and_perfect(logits, legal, perfect):
    allowed = np.array([True, True, False, False])
    said = embedded_reber.right(np.array(logits, float), allowed)
    assert (bool(said[0]), bool(said[1])) == (legal, perfect)


@pytest.mark.parametrize(("k", "n"), [(0, 20), (3, 20), (19, 20), (20, 20), (1, 3)])
def test_wilson_is_where_the_normal_test_just_does_not_reject(k, n):
    z = 1.959964
    for p, inner in zip(wilson(k, n), (k == 0, k == n), strict=True):
        assert inner or np.isclose((k / n - p) ** 2, z * z * p * (1 - p) / n, rtol=1e-9)
        assert not inner or p in (0.0, 1.0)


def test_intervals_say_what_they_lack():
    with pytest.raises(ValueError, match="expected 0 <= successes <= trials >= 1, got 3, 2"):
        wilson(3, 2)
    assert mean_and_range([None, None]) == "-"
    assert mean_and_range([5]) == "5"
    assert share(0, 20) == "0 of 20 (0 % to 16 %)"


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_counts_what_is_trained(name):
    made = network(name, 7, 12, 7, seed=4)
    again, other = network(name, 7, 12, 7, seed=4), network(name, 7, 12, 7, seed=5)
    assert all(np.array_equal(a, b) for a, b in zip(made.params, again.params, strict=True))
    assert not np.array_equal(made.params[0], other.params[0])
    x, y, _ = core.embedded_reber(np.random.default_rng(0))
    _, both = core.gradient(made.cell, made.params, x, y, core.softmax_cross_entropy, made.readout)
    moved = sum(np.count_nonzero(a) for a in both[0].named().values())
    inputs = np.count_nonzero(~x.any(axis=(0, 1)))  # symbols that this string lacks move nothing
    gates = {"tanh RNN": 1, "LSTM 1997": 3, "LSTM": 4, "GRU": 3}[name]
    assert made.weights == moved + gates * 12 * inputs + 12 * 7 + 7


def test_truncated_with_a_long_reach_is_not_truncated():
    net = network("LSTM", 2, 4, 1, seed=0)

    def batch(k):
        x, y, scored = core.adding_problem(np.random.default_rng(k), 12, 3)
        return x, (y, scored)

    def loss(said, both):
        return core.squared_error(said, *both)

    settings = dict(epochs=4, eta=0.01, loss=loss, clip=1.0, readout=net.readout)
    whole = list(core.fit(net.cell, net.params, batch, optimiser=core.adam, **settings))
    for reach, same in ((20, True), (5, False)):
        cut = list(fit_truncated(net.cell, net.params, batch, reach=reach, **settings))
        assert np.isclose(cut[0].loss, whole[0].loss, rtol=1e-12)
        assert np.allclose(cut[-1].params[0].w, whole[-1].params[0].w, rtol=0, atol=1e-12) == same
        assert cut[0].gradient_norm <= whole[0].gradient_norm * (1 + 1e-12)
