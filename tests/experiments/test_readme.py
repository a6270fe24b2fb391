"""The README's figures of the experiments are those of the lines."""

import numpy as np
import pytest

from experiments import adding, embedded_reber
from experiments.digit_lesson import judged, scores
from experiments.lecture import by_network, kept
from experiments.networks import NETWORKS
from tests.notebook_text import ROOT


def counted(lines, key):
    """Of each network: how many trials succeeded, of how many."""
    found = by_network(lines, key)
    return [f"{sum(x is not None for x in found[name])} of {len(found[name])}" for name in NETWORKS]


def needed(lines, key):
    """Of each network: the mean of what was needed by those that succeeded."""
    found = by_network(lines, key)
    there = ([x for x in found[name] if x is not None] for name in NETWORKS)
    return [f"{np.mean(times):,.0f}" if times else "-" for times in there]


def rows():
    grammar = kept("embedded_reber", embedded_reber.usual)
    yield ["embedded Reber grammar: perfect", *counted(grammar, "perfect")]
    yield ["after so many strings, in the mean", *needed(grammar, "perfect")]
    endless = kept("endless_reber")
    yield ["endless stream, never begun anew: learnt in 1.2 million symbols",
           *counted(endless, "learnt")]  # fmt: skip
    anew = kept("continual_reber")
    yield ["begun anew now and then: perfect", *counted(anew, "perfect")]
    yield ["after so many symbols, in the mean", *needed(anew, "perfect")]
    for T in (10, 20, 50, 100, 200, 500):
        yield [
            f"adding problem, T = {T}: solved",
            *counted(kept("adding", adding.usual, T=T), "solved"),
        ]
    for T, words in ((8, "row by row"), (64, "pixel by pixel")):
        right = scores(judged(T))
        found = [f"{np.mean(right[name]):.1f}" if name in right else "" for name in NETWORKS]
        yield [f"digits {words}: per cent right", *found]


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row[0])
def test_a_row_of_the_readme(row):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"| {' | '.join(row)} |" in text
