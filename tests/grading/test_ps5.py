"""Beyond the LSTM: what is released holds no answer, and what the marker knows is right."""

import numpy as np
import pytest

from assignments.ps5_beyond import judge, kinds, marking, mistakes, variants
from grading import compare, grade, key, release, source
from grading.box import Limits
from grading.box.inside.encode import encode
from tests.grading import proof

NAME = "ps5"
POINTS = {"backward": 7, "weights": 3, "truncated": 5, "train": 5}
PLAIN = ["backward", "weights", "truncated"]


def test_the_key_has_points_and_names_and_no_answer():
    made = key.make(NAME)
    assert {one["label"]: one["points"] for one in made["questions"]} == POINTS
    assert made["by_hand"] == [{"label": "explain", "points": 4}]


def test_the_handed_out_core_holds_the_lstm_and_not_what_is_asked_for(tmp_path):
    hand_out, _ = release.release(NAME, tmp_path)
    text = "".join(path.read_text() for path in (hand_out / "lstm_core").glob("*.py"))
    assert "class LSTM:" in text
    for name in ("class PeepholeLSTM", "class GRU", "class RNN", "truncated_gradient", "def fit"):
        assert name not in text


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_model_and_untouched(variant):
    notebook = release.model_notebook(NAME, variant)
    result, said = proof.marks(NAME, notebook, variant=variant)
    assert result["points"] == 20, said
    assert result["notes"] == []  # the visible checks pass, too
    untouched = release.student_notebook(NAME, variant)
    result, said = proof.marks(NAME, untouched, variant=variant)
    assert result["points"] == 0
    assert len(result["notes"]) == 4
    assert all("NotImplementedError" in note for note in result["notes"])
    assert all(message.endswith("not done yet.") for _, message, _ in said.values())


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_each_slip_of_a_training_is_known_by_what_it_leads_to(variant):
    question = marking.questions(variant)["train"]
    cases = proof.drawn(NAME, "train", variant, seed=variant)
    assert judged(question, cases, marking.training.train) == (True, "Right.", "")
    for words, function in question.mistakes.items():
        right, message, name = judged(question, cases, function)
        assert not right
        assert name == words
        assert words in message


def judged(question, cases, function):
    return question.judge("train", [(function(**given), expected) for given, expected in cases])


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_the_stated_budget_leaves_room(variant):
    """What the text proposes comes below half of the bound; what is untrained is far above."""
    kind = kinds.KINDS[variant]
    for seed in (0, 1):
        given, expected = marking.draw_train(np.random.default_rng(seed), (400,), kind)
        params = [judge._params(p) for p in (marking.training.train(**given), given["params"])]
        after, before = (judge.loss(one, expected["x"], expected["y"]) for one in params)
        assert after < kind.bound / 2
        assert before > 5 * kind.bound
    text = "".join(cell.text for cell in source.cells(NAME, variant) if cell.label == "text-train")
    assert f"**at most {kind.bound:g}**" in text
    assert f"keys from 1 to {kind.largest}." in text


def test_a_training_that_gives_no_numbers():
    question = marking.QUESTIONS["train"]
    cases = proof.drawn(NAME, "train")
    for value, words in ((np.nan, "NaN or infinite"), (1e300, "loss of a signal is")):
        made = {k: np.full_like(v, value) for k, v in cases[0][0]["params"].items()}
        right, message, _ = judged(question, cases, lambda made=made, **_: made)
        assert not right
        assert words in message
    right, message, _ = judged(
        question, cases, lambda params, **_: dict.fromkeys(params, np.zeros(3))
    )
    assert not right
    assert "w_i has the shape (3,), not (1, 1)" in message


def test_there_are_mistakes_enough():
    for variant in variants.VARIANTS:
        found = marking.questions(variant)
        assert sum(len(question.mistakes) for question in found.values()) >= 25
    assert len(mistakes.of(kinds.KINDS[0])) == 4


@pytest.mark.parametrize("label", PLAIN)
@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_every_mistake_is_named(label, variant):
    question = marking.questions(variant)[label]
    told = next(one for one in key.make(NAME, variant)["questions"] if one["label"] == label)
    cases = proof.drawn(NAME, label, variant)
    for words, function in question.mistakes.items():
        values = {
            k: encode(function(**given), told["returns"]) for k, (given, _) in enumerate(cases)
        }
        right, message, name = compare.judge(told, question, cases, values)
        assert not right
        assert name == words
        assert words in message


def test_a_training_that_takes_too_long_costs_itself():
    code = "def train(params, x, y):\n    while True:\n        pass\n"
    notebook = proof.answered(NAME, {"train": code})
    made, limits = key.make(NAME), Limits(seconds=1.0)
    data = release.as_bytes(notebook)
    result = grade(data, made, proof.SEED, limits=limits, boxed=False, confirm=0)
    assert result["points"] == 15
    assert result["questions"][3]["message"] == "train did not come to an end in time."
