"""The assignment: what is released holds no answer, and what the marker knows is right."""

import ast
import itertools
import json
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from assignments.ps3_lstm_backprop import marking, mistakes, slips
from grading import grade as one_notebook
from grading import key, release, source
from grading.check import check
from grading.compare import agree
from grading.grade import draw
from tests.grading.hostile import half

KEY = key.make("ps3")
LABELS = list(marking.QUESTIONS)
SEED = 2018


def released():
    return release.as_bytes(release.student_notebook("ps3")).decode()


def test_the_formats_own_judge_accepts_source_release_and_model():
    for notebook in (source.notebook("ps3"), release.student_notebook("ps3")):
        nbformat.validate(nbformat.from_dict(notebook))


def test_nothing_of_the_solution_is_released():
    text = released()
    lines = [
        line.strip()
        for cell in source.cells("ps3")
        if cell.solution
        for line in set(cell.text.split("\n")) - set(source.with_stub(cell).split("\n"))
    ]
    own = [line for line in lines if len(line) > 12 and line not in (source.BEGIN, source.END)]
    assert len(own) > 25
    assert not [line for line in own if json.dumps(line)[1:-1] in text]
    assert "SOLUTION" not in text


def test_the_key_holds_names_and_points_only():
    text = json.dumps(KEY)
    assert "def " not in text
    assert "np." not in text
    assert sum(one["points"] for one in KEY["questions"]) == 20
    assert KEY["by_hand"] == [{"label": "explain", "points": 4}]
    assert [one["function"] for one in KEY["questions"]] == [
        "forward", "synchronous_backprop", "bptt", "weight_gradients", "update"
    ]  # fmt: skip


def test_the_handed_out_core_lacks_what_is_asked_for(tmp_path):
    release.release("ps3", tmp_path)
    hand_out = tmp_path / "student"
    names = {path.name for path in hand_out.rglob("*") if path.is_file()}
    assert names == {
        "ps3_lstm_backprop.ipynb", "__init__.py", "cell.py", "check.py", "nonlinearity.py",
        "shapes.py", "tasks.py",
    }  # fmt: skip
    code = "import lstm_core as m; print(m.logistic(0.0), hasattr(m, 'LSTM'), m.__file__)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=hand_out, capture_output=True, text=True, check=True
    )
    assert run.stdout.split()[:2] == ["0.5", "False"]
    assert str(hand_out) in run.stdout
    defined = [
        node.name
        for path in (hand_out / "lstm_core").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    assert "logistic" not in defined
    assert not {"LSTM", "bptt", "forward", "sgd", "squared_error", "outer_over_time"} & {*defined}


def test_the_visible_checks_pass_for_the_model_and_say_not_done_for_the_rest():
    assert all(line.startswith("✓") for line in check("ps3", model()))
    untouched = check("ps3", released().encode())
    assert [line.split(": ")[1] for line in untouched] == ["not done yet"] * 5
    assert [line[0] for line in check("ps3", release.as_bytes(half()))] == list("✓✓✗✗✗")


def test_the_untouched_notebook_raises_only_not_implemented():
    result = one_notebook(released().encode(), KEY, SEED, boxed=False)
    assert result["points"] == 0
    assert result["unboxed"]
    assert len(result["notes"]) == 5
    assert all("NotImplementedError" in note for note in result["notes"])
    assert all(one["message"].endswith("not done yet.") for one in result["questions"])


def model():
    return release.as_bytes(release.model_notebook("ps3"))


@pytest.mark.parametrize("label", LABELS)
def test_the_plain_loops_agree_with_the_core(label):
    for arguments, expected in draw(marking, label, SEED):
        made = getattr(slips, marking.FUNCTIONS.get(label, label))(**arguments)
        assert made.keys() == expected.keys()
        for name in expected:
            assert np.max(np.abs(made[name] - expected[name])) < 1e-12


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("seed", [0, 1, SEED])
def test_every_mistake_gives_other_arrays(label, seed):
    """Other than the right ones, and other than every other mistake's."""
    cases = draw(marking, label, seed)
    made = {"": [expected for _, expected in cases]}
    for words, function in marking.QUESTIONS[label].mistakes.items():
        made[words] = [function(**arguments) for arguments, _ in cases]
    for one, other in itertools.combinations(made, 2):
        pairs = zip(made[one], made[other], strict=True)
        assert not all(agree(a[k], b[k]) for a, b in pairs for k in a), (one, other)


def test_there_are_mistakes_enough():
    assert sum(map(len, mistakes.MISTAKES.values())) >= 25


def test_no_question_is_given_what_another_asks_for():
    """An input of one question that is the answer to another's would be an answer in the box."""
    drawn = {label: draw(marking, label, SEED) for label in LABELS}
    given = {
        label: {array.tobytes() for arguments, _ in cases for array in _arrays(arguments)}
        for label, cases in drawn.items()
    }
    asked = {
        label: {array.tobytes() for _, expected in cases for array in expected.values()}
        for label, cases in drawn.items()
    }
    zeros = {bytes(8 * n) for n in range(1, 40)}
    for one, other in itertools.permutations(LABELS, 2):
        assert not (given[one] & asked[other]) - zeros


def _arrays(value):
    if isinstance(value, dict):
        return [array for one in value.values() for array in _arrays(one)]
    return [value] if isinstance(value, np.ndarray) else []


def test_a_fresh_seed_draws_other_inputs():
    assert np.any(draw(marking, "forward", 1)[0][0]["x"] != draw(marking, "forward", 2)[0][0]["x"])
