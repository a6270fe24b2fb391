"""The digits' settings are those that the written trials choose, and what is judged is there."""

import numpy as np
import pytest

from experiments import digit_choices as choices
from experiments import digits, trials
from experiments.digit_images import parts
from experiments.digit_lesson import judged, times_misread


@pytest.fixture(scope="module")
def written():
    return trials.finished("digits")


@pytest.mark.parametrize("reader", choices.READERS, ids=str)
def test_the_settings_that_were_chosen_are_the_best_of_those_tried(written, reader):
    """The written trials decide: step sizes in two rounds, then the number of epochs."""
    eta, epochs = choices.CHOSEN[reader]
    steps, lengths = (choices.found(written, *reader, what) for what in ("eta", "epochs"))
    assert set(steps) == {*choices.TRIED["eta"], *choices.FURTHER.get(reader, ())}
    assert choices.finalists(steps) == choices.FINALISTS[reader]
    assert {eta for eta, shares in steps.items() if len(shares) == 3} == {
        *choices.FINALISTS[reader]
    }
    assert choices.best(steps) == eta
    of_three = {length for length, shares in lengths.items() if len(shares) == 3}
    assert of_three == {*choices.EPOCHS[reader[1]]}
    assert choices.best(lengths) == epochs


def test_the_step_size_that_was_chosen_is_not_at_the_edge(written):
    for reader in choices.READERS:
        tried = list(choices.found(written, *reader, "eta"))
        assert choices.CHOSEN[reader][0] != tried[-1], reader


def test_the_c_that_was_chosen_is_the_best_of_those_tried(written):
    tried = choices.found(written, digits.BASELINE, 1, "C")
    assert list(tried) == sorted(choices.TRIED["C"])
    assert choices.best(tried) == choices.CHOSEN_C


def test_the_best_is_of_the_most_seeds_and_of_equal_ones_the_smaller():
    assert (
        choices.best({0.1: [99.0], 0.2: [90.0, 92.0], 0.4: [91.0, 91.0], 0.3: [80.0, 80.0]}) == 0.2
    )
    assert choices.finalists({1: [5.0], 2: [7.0], 3: [7.0], 4: [7.0], 5: [6.0]}) == (2, 3, 4)


def test_no_trial_that_chooses_has_seen_the_test_and_five_seeds_are_judged(written):
    assert {line["result"]["images"] for line in written
            if line["trial"]["held_out"] == "validation"} == {288}  # fmt: skip
    for name, T in choices.READERS:
        seeds = [line["trial"]["seed"] for line in judged(T) if line["trial"]["network"] == name]
        assert seeds == [0, 1, 2, 3, 4]


def test_what_was_misread_is_what_was_counted(written):
    number = {n: k for k, n in enumerate(parts()["test"].numbers)}
    of_pixels = [line for line in judged(64) if "misread" in line["result"]]  # some are older
    lines = judged(1) + judged(8) + of_pixels
    assert len(lines) > 21
    for line in lines:
        confusion = np.diag(np.bincount(parts()["test"].digits))
        for image, said in line["result"]["misread"]:
            digit = parts()["test"].digits[number[image]]
            confusion[digit, digit] -= 1
            confusion[digit, said] += 1
        assert confusion.tolist() == line["result"]["confusion"]
    assert times_misread(lines).sum() == sum(360 - line["result"]["right"] for line in lines)
