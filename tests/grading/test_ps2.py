"""The pocket calculator: what is released holds no answer, and what the marker knows is right."""

import numpy as np
import pytest

from assignments.ps2_pocket_calculator import machine, marking, mistakes, variants
from grading import key
from grading.check import check
from lstm_core import calculator_target
from tests.grading import proof

NAME = "ps2"
LABELS = list(marking.QUESTIONS)
LAST_YEARS = {0: 20, 1: 1, 2: 1, 3: 4}  # points of variant 0's model in each
POINTS = {"forward": 2, "synchronous": 2, "bptt": 3, "weights": 2, "update": 1, "gate": 4}
POINTS |= {"design": 6}


def test_the_key_has_points_and_names_and_no_answer():
    made = key.make(NAME)
    assert {one["label"]: one["points"] for one in made["questions"]} == POINTS
    assert sum(POINTS.values()) == 20
    assert made["by_hand"] == [
        {"label": "fails", "points": 2}, {"label": "between", "points": 4},
    ]  # fmt: skip


def test_the_handed_out_core_lacks_what_is_asked_for(tmp_path):
    proof.release.release(NAME, tmp_path)
    defined, modules = proof.core_in(tmp_path)
    assert modules == {"cell", "check", "nonlinearity", "shapes", "tasks"}
    assert "numerical_gradient" in defined
    assert not defined & {"RNN", "ForgetGateRNN", "LSTM", "squared_error", "sgd", "calculator_lstm"}


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_each_variant_is_whole_and_last_years_answers_do_not_serve(variant):
    result, _ = proof.marks(NAME, proof.answered(NAME, {}, variant), variant=variant)
    assert result["points"] == 20
    result, _ = proof.marks(NAME, proof.answered(NAME, {}), variant=variant)
    assert result["points"] == LAST_YEARS[variant]
    checked = check(NAME, proof.model(NAME, variant), variant=variant)
    assert [line[0] for line in checked] == ["✓"] * len(LABELS)


def judged(variant, weights, seed=proof.SEED):
    """What the marker says of these nine weights."""
    got = {name: np.array(value) for name, value in weights.items()}
    pairs = [(got, expected) for _, expected in proof.drawn(NAME, "design", variant, seed)]
    return marking.questions(variant)["design"].judge("design", pairs)


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_a_design_is_judged_by_what_it_prints(variant):
    kind = variants.KINDS[variant].design
    right = machine.right_weights(kind)
    for seed in range(5):
        assert judged(variant, right, seed) == (True, "Right.", "")
        for words, wrong in marking.questions(variant)["design"].mistakes.items():
            assert judged(variant, wrong(), seed)[::2] == (False, words)


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_a_design_that_fits_the_lectures_keys_alone_is_none(variant):
    kind = variants.KINDS[variant].design
    right = machine.right_weights(kind)
    lucky = right | {"u_f": 0.3 * right["u_f"]}  # enough for a tally of 4, too little for a 1
    if kind == "no ones":
        lucky = right | {"u_f": -0.49}
    right_here, message, mistake = judged(variant, lucky)
    assert (right_here, mistake) == (False, "")
    assert "lecture's eight inputs" in message


def test_a_design_keeps_to_its_bounds():
    right = machine.right_weights()
    for name, value, said in (
        ("w_o", -1.001, "w_o is -1.001; every weight has to lie between -1 and 1"),
        ("b_i", 2, "b_i is 2; every"),
        ("u_f", np.nan, "u_f is nan; every"),
        ("w_i", [0.0, 1.0], "w_i has the shape (2,); one number"),
    ):
        is_right, message, _ = judged(0, right | {name: value})
        assert not is_right
        assert said in message


def test_what_should_be_printed_is_what_the_core_says():
    x, y = machine.signals(np.random.default_rng(3), 30)
    assert np.array_equal(y, calculator_target(x))
    x, y = machine.signals(np.random.default_rng(3), 30, "no ones")
    tens = calculator_target(np.where(x == 1, 1e-9, x))
    assert np.array_equal(y, np.round(tens))


def test_every_mistake_is_named_and_brings_nothing():
    assert sum(map(len, mistakes.MISTAKES.values())) >= 25
    assert proof.unnamed(NAME) == []
