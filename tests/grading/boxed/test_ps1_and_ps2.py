"""Problem sets 1 and 2 in the box: the model, every mistake, one of the other ways, the hostile."""

import pytest

from grading import release
from tests.grading import proof
from tests.grading.load import marked
from tests.grading.notebooks import right

both = pytest.mark.parametrize("name", ["ps1", "ps2"])


@both
def test_the_model_has_all_points_and_the_untouched_one_none(name):
    assert proof.marks(name, release.model_notebook(name), boxed=True)[0]["points"] == 20
    assert proof.marks(name, release.student_notebook(name), boxed=True)[0]["points"] == 0


@both
def test_every_mistake_is_named_and_brings_nothing(name):
    assert proof.unnamed(name, boxed=True) == []


@both
def test_what_is_right_otherwise_has_all_points(name):
    result, said = proof.marks(name, right(name, "everything otherwise"), boxed=True)
    assert result["points"] == 20, said


@both
def test_a_share_of_the_hostile_ones_among_honest_ones(name):
    """All of them: `python -m grading selftest ps1`."""
    watched = release.source.folder(name)
    wrong, _, number = marked(5, 10, name=name, seconds=1.0, slow=False, core=watched)
    assert wrong == []
    assert number > 15
