"""A short training of each experiment brings its error down, whatever the seed."""

import pytest

from experiments import adding, continual_reber, embedded_reber, endless_reber
from experiments.networks import NETWORKS

SEEDS = (0, 1, 2)


def last(work):
    """What a trial returns, and the shares it told on its way."""
    shares = []
    while True:
        try:
            shares.append(next(work))
        except StopIteration as end:
            return end.value, shares


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["LSTM", "GRU"])
def test_adding(name, seed):
    """The mean error of the last fifty batches is at most a third of that of the first fifty."""
    (trial,) = [t for t in adding.trials("small") if t["network"] == name]
    result, shares = last(adding.run({**trial, "seed": seed, "limit": 400}))
    (_, first), *_, (seen, final) = result["curve"]
    assert seen == 400 * trial["batch"] == result["seen"]
    assert final < first / 3
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert result["wrong"] < 2560
    assert result["mse"] < 0.005  # whoever always says one half has 0.038


@pytest.mark.parametrize("seed", SEEDS)
def test_embedded_reber(seed):
    """None of the test strings at first; four of ten when all but the last symbols are known."""
    (trial,) = [t for t in embedded_reber.trials("small") if t["network"] == "GRU"]
    result, _ = last(embedded_reber.run({**trial, "seed": seed, "limit": 2500}))
    assert result["curve"][0] == [0, 0.0]
    assert result["perfect"] is not None
    assert result["legal"] <= result["perfect"]
    assert result["curve"][-1] == [result["perfect"], 1.0]


def test_continual_reber():
    """It reads on for longer; the forget gate keeps the state small, without one it grows."""
    found = {}
    for trial in continual_reber.trials("small"):
        if trial["network"] in ("LSTM", "LSTM 1997"):
            found[trial["network"]], _ = last(continual_reber.run({**trial, "limit": 400}))
    assert set(found) <= set(NETWORKS)
    for result in found.values():
        assert result["curve"][-1][2] > result["curve"][0][2] > 0  # longer without an error
    grown = {name: result["state"][-1][1] / result["state"][1][1] for name, result in found.items()}
    assert grown["LSTM"] < 2 < grown["LSTM 1997"]


@pytest.mark.parametrize("seed", SEEDS)
def test_endless_reber(seed):
    """Without a forget gate it still guesses where with one most answers are right."""
    ends = {}
    for trial in endless_reber.trials("small"):
        if trial["network"] in ("LSTM", "LSTM 1997"):
            result, _ = last(endless_reber.run({**trial, "seed": seed, "limit": 600}))
            ends[trial["network"]] = result["curve"][-1]
    assert ends["LSTM 1997"][1] < 0.6 < 0.9 < ends["LSTM"][1]
    assert ends["LSTM 1997"][3] > 100 * ends["LSTM"][3]
