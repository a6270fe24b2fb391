"""Gradients through time: what is released holds no answer, and what the marker knows is right."""

import pytest

from assignments.ps1_gradients_through_time import marking, mistakes, variants
from grading import key
from grading.check import check
from tests.grading import proof

NAME = "ps1"
LABELS = list(marking.QUESTIONS)
LAST_YEARS = {0: 20, 1: 5, 2: 9, 3: 0, 4: 5}  # points of variant 0's model in each
POINTS = {"total": 3, "partial": 3, "cut": 3, "dw": 3, "du": 3, "echo": 2, "growth": 3}


def test_the_key_has_points_and_names_and_no_answer():
    made = key.make(NAME)
    assert {one["label"]: one["points"] for one in made["questions"]} == POINTS
    assert sum(POINTS.values()) == 20
    assert made["by_hand"] == [{"label": "predict", "points": 4}]


def test_the_handed_out_core_lacks_what_is_asked_for(tmp_path):
    proof.release.release(NAME, tmp_path)
    defined, modules = proof.core_in(tmp_path)
    assert modules == {"cell", "check", "shapes"}
    assert "numerical_gradient" in defined
    assert not defined & {"FlowGraph", "RNN", "gradient", "step_jacobians", "memorizer"}


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_each_variant_is_whole_and_last_years_answers_do_not_serve(variant):
    result, _ = proof.marks(NAME, proof.answered(NAME, {}, variant), variant=variant)
    assert result["points"] == 20
    result, _ = proof.marks(NAME, proof.answered(NAME, {}), variant=variant)
    assert result["points"] == LAST_YEARS[variant]
    checked = check(NAME, proof.model(NAME, variant), variant=variant)
    assert [line[0] for line in checked] == ["✓"] * len(LABELS)


def test_every_mistake_is_named_and_brings_nothing():
    assert sum(map(len, mistakes.MISTAKES.values())) >= 25
    assert proof.unnamed(NAME) == []
