"""Problem sets 4 and 5 in the box: the model, other ways, everybody's own numbers, the hostile."""

import pytest

from assignments.ps4_by_hand import marking
from grading import key, pool, release
from grading.submissions import collect
from tests.grading import proof
from tests.grading.hostile import signed, with_function
from tests.grading.load import marked
from tests.grading.notebooks import right

both = pytest.mark.parametrize(("name", "points"), [("ps4", 52), ("ps5", 20)])


@both
def test_the_model_has_all_points_and_the_untouched_one_none(name, points):
    assert proof.marks(name, release.model_notebook(name), boxed=True)[0]["points"] == points
    assert proof.marks(name, release.student_notebook(name), boxed=True)[0]["points"] == 0


@both
def test_what_is_right_otherwise_has_all_points(name, points):
    result, said = proof.marks(name, right(name, "everything otherwise"), boxed=True)
    assert result["points"] == points, said


@pytest.mark.parametrize(("name", "honest"), [("ps4", 0), ("ps5", 5)])
def test_a_share_of_the_hostile_ones(name, honest):
    """All of them: `python -m grading selftest ps4`."""
    watched = release.source.folder(name)
    wrong, _, number = marked(honest, 10, name=name, seconds=1.5, slow=False, core=watched)
    assert wrong == []
    assert number > 10 + honest


def test_everybody_is_marked_with_the_numbers_of_the_files_name(tmp_path):
    model, words = release.model_notebook("ps4"), next(iter(marking.QUESTIONS["step"].mistakes))
    table = marking.wrong_table(0, "step", words, "bob")
    slip = with_function(model, f"def step():\n    return {table!r}\n", "step")
    notebooks = {
        "ana": signed(model, "ana"),
        "bob": signed(slip, "bob"),
        "eve": signed(model, "ana"),
    }
    for student, notebook in notebooks.items():
        (tmp_path / f"{student}.ipynb").write_bytes(release.as_bytes(notebook))
    found = collect(tmp_path, "ps4_by_hand.ipynb")
    done = pool.mark(found, key.make("ps4"), tmp_path / "out", workers=1, say=lambda *_: None)
    results = {one["student"]: one for one in done}
    assert results["ana"]["points"] == 52
    assert results["bob"]["points"] == 40
    assert results["bob"]["questions"][-1]["mistake"] == words
    assert results["eve"]["points"] < 10
    assert "it was handed in by eve" in results["eve"]["notes"][-1]
