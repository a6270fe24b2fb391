"""RESULTS.md says what the lines say, and nothing else."""

import json

import pytest

from experiments import NAMES, embedded_reber, table, trials
from experiments.__main__ import main
from experiments.lecture import Trials, by_network, kept


def line(network, perfect, legal, seed):
    result = {"perfect": perfect, "legal": legal, "weights": 1051, "curve": []}
    trial = {"network": network, "seed": seed, "eta": embedded_reber.CHOSEN[network]}
    return {"trial": trial, "result": result, "seconds": 90.0, "when": "2026-11-21",
            "numpy": "2.4.6"}  # fmt: skip


def test_a_section_counts_and_says_for_how_long():
    lines = [line("LSTM", 2000, 1800, 0), line("LSTM", None, 2200, 1), line("GRU", 900, 900, 0)]
    text = table.section("embedded_reber", lines)
    assert (
        "| LSTM | 1,051 | 0.04 | 1 of 2 (9 % to 91 %) | 2,000 | 2 of 2 (34 % to 100 %) "
        "| 2,000 (1,800 to 2,200) |"
    ) in text
    assert "| GRU | 1,051 | 0.04 | 1 of 1 (21 % to 100 %) | 900 |" in text
    assert "3 trials, 4 minutes of one core together, 2026-11-21, NumPy 2.4.6." in text
    assert "What was tried" not in text
    widths = {row.count("|") for row in text.splitlines() if row.startswith("|")}
    assert len(widths) == 1


def test_what_only_chose_a_step_size_stands_apart():
    lines = [line("GRU", 900, 900, 0), line("GRU", 700, 700, 100), line("GRU", None, 800, 101)]
    lines[2]["trial"]["eta"] = 0.16
    head, below = table.section("embedded_reber", lines).split("What was tried")
    assert "| GRU | 1,051 | 0.04 | 1 of 1 (21 % to 100 %) | 900 |" in head
    assert "| GRU | 0.04 | yes | 1 of 1 (21 % to 100 %) | 700 |" in below
    assert "| GRU | 0.16 |  | 0 of 1 (0 % to 79 %) | - |" in below


def test_the_step_sizes_chosen_are_the_best_of_those_tried():
    needed = {}
    for one in trials.finished("embedded_reber"):
        trial, result = one["trial"], one["result"]
        if trial["seed"] in embedded_reber.CHOOSING:
            strings = trial["limit"] if result["perfect"] is None else result["perfect"]
            needed.setdefault((trial["network"], trial["eta"]), []).append(strings)
    assert {len(strings) for strings in needed.values()} == {len(embedded_reber.CHOOSING)}
    for name, chosen in embedded_reber.CHOSEN.items():
        means = {eta: sum(strings) for (other, eta), strings in needed.items() if other == name}
        assert set(means) == set(embedded_reber.TRIED)
        assert min(means, key=means.get) == chosen


@pytest.mark.parametrize("name", NAMES)
def test_an_experiment_that_has_not_run_says_so(name):
    assert table.section(name, []).rstrip().endswith("Not run yet.")


def test_the_page_in_the_repository_is_that_of_the_lines():
    assert table.PAGE.read_text(encoding="utf-8") == table.page(), (
        "run: python -m experiments --table"
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_trial_is_there_twice_and_each_has_its_seed(name):
    found = trials.finished(name)
    keys = [trials.key(one["trial"]) for one in found]
    assert len(keys) == len(set(keys))
    for one in found:
        assert one["seconds"] >= 0
        assert json.loads(json.dumps(one)) == one


def test_an_unknown_name_is_told(capsys):
    with pytest.raises(SystemExit):
        main(["perceptron"])
    assert "got ['perceptron']" in capsys.readouterr().err


def test_trials_behind_a_button_lose_only_the_one_under_way():
    button = Trials("adding", "small")
    button.wanted = [{**trial, "limit": 50} for trial in button.wanted]
    work = button.train()
    while len(button.lines) < 2:
        share = next(work)
    work.close()
    assert 0 < share < 1
    first = list(button.lines)
    shares = list(button.train())
    assert shares[-1] == 1
    assert button.lines[:2] == first
    assert [one["trial"] for one in button.lines] == button.wanted
    assert set(by_network(button.lines, "seen")) == {"tanh RNN", "LSTM 1997", "LSTM", "GRU"}
    button.begin_anew()
    assert button.sentence() == "0 of 4 trials have ended."


def test_kept_takes_values_and_questions():
    few = {"network": "GRU", "seed": lambda seed: seed < 3}
    some = kept("embedded_reber", embedded_reber.usual, **few)
    assert {one["trial"]["seed"] for one in some} == {0, 1, 2}
    assert {one["trial"]["network"] for one in some} == {"GRU"}
    assert {one["trial"]["eta"] for one in some} == {embedded_reber.CHOSEN["GRU"]}
    assert len(some) == 3 < len(kept("embedded_reber", **few))
