"""What holds of every assignment whose questions are functions; what is its own is in test_psN.py.

Problem set 3 has its proofs in test_assignment.py, problem set 4 (a table) in test_ps4.py.
"""

import importlib

import nbformat
import pytest

from grading import key, source
from grading.check import check
from tests.grading import proof

NAMES = ("ps1", "ps2", "ps5")
MARKING = {name: proof.module(name, "marking") for name in NAMES}
VARIANTS = [(name, v) for name in NAMES for v in proof.module(name, "variants").VARIANTS]
QUESTIONS = [(name, label) for name in NAMES for label in MARKING[name].QUESTIONS]
JUDGED_BY_WHAT_THEY_DO = {"design", "train"}  # many results are right
RIGHT = {name: importlib.import_module(f"tests.grading.right_{name}").RIGHT for name in NAMES}
each = pytest.mark.parametrize("name", NAMES)
each_variant = pytest.mark.parametrize(("name", "variant"), VARIANTS)
each_question = pytest.mark.parametrize(("name", "label"), QUESTIONS)


def points(name):
    return {one["label"]: one["points"] for one in key.make(name)["questions"]}


@each_variant
def test_the_formats_own_judge_accepts_it(name, variant):
    nbformat.validate(nbformat.from_dict(source.notebook(name, variant)))


@each_variant
def test_nothing_of_the_solutions_is_released(name, variant):
    assert len(proof.lines_of_solutions(name, variant)) > 25
    assert proof.leaked(name, variant) == []
    text = proof.released(name, variant).decode()
    assert "SOLUTION" not in text
    assert "Rubric" not in text


@each
def test_the_machine_marks_twenty_points(name):
    assert sum(points(name).values()) == 20


@each
def test_no_question_is_given_what_another_asks_for(name):
    assert proof.given_away(name) == []


@each
def test_the_visible_checks_say_not_done_of_an_untouched_notebook(name):
    untouched = check(name, proof.released(name))
    assert {line.split(": ")[1] for line in untouched} == {"not done yet"}
    assert len(untouched) == len(MARKING[name].QUESTIONS)


@each
def test_the_untouched_notebook_has_no_points_and_raises_only_not_implemented(name):
    result, said = proof.marks(name, proof.release.student_notebook(name))
    assert result["points"] == 0
    assert result["notes"]
    assert all("NotImplementedError" in note for note in result["notes"])
    assert all(message.endswith("not done yet.") for _, message, _ in said.values())


@each_variant
def test_plain_loops_agree_with_the_core_and_every_mistake_gives_other_numbers(name, variant):
    for label, question in MARKING[name].questions(variant).items():
        if label not in JUDGED_BY_WHAT_THEY_DO:
            for seed in (0, 1, proof.SEED):
                cases = proof.drawn(name, label, variant, seed)
                assert proof.farthest(question, cases) < 1e-10
                assert proof.alike(question, cases) == []


@each_question
def test_a_fresh_seed_draws_other_inputs(name, label):
    one, other = (proof.drawn(name, label, seed=seed)[0] for seed in (1, 2))
    assert repr(one) != repr(other)


@each_question
def test_a_mistake_costs_one_question(name, label):
    words = next(iter(MARKING[name].QUESTIONS[label].mistakes))
    code = proof.wrong_code(name, label, words)
    result, said = proof.marks(name, proof.answered(name, {label: code}))
    assert result["points"] == 20 - points(name)[label]
    assert words in said[label][1]


@pytest.mark.parametrize(("name", "way"), [(name, way) for name in NAMES for way in RIGHT[name]])
def test_other_ways_of_being_right(name, way):
    result, said = proof.marks(name, proof.answered(name, RIGHT[name][way]))
    assert result["points"] == 20, said


@each
def test_there_are_enough_of_all_of_them(name):
    assert len(RIGHT[name]) >= 10
    variants = proof.module(name, "variants").VARIANTS
    assert len(variants) >= 4
    for variant in variants:
        found = MARKING[name].questions(variant).values()
        assert sum(len(question.mistakes) for question in found) >= 25
