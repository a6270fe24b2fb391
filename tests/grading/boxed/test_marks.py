"""Marks as they are given in the box: the model, other right ones, every mistake, the hostile."""

import pytest

from grading import grade, pool, release
from grading.selftest import selftest
from grading.submissions import collect
from tests.grading.hostile import make
from tests.grading.load import marked
from tests.grading.notebooks import all_slips, right, with_slip
from tests.grading.notebooks import points as brings
from tests.grading.right_ps3 import RIGHT
from tests.grading.test_assignment import KEY, SEED


def points(notebook, seed=SEED):
    result = grade(release.as_bytes(notebook), KEY, seed)
    return result["points"], result


def test_the_model_has_all_points_and_the_untouched_one_none():
    assert points(release.model_notebook("ps3"))[0] == 20
    assert points(release.student_notebook("ps3"))[0] == 0


def test_the_same_seed_gives_the_same_result():
    data = release.as_bytes(with_slip("ps3", *all_slips("ps3")[20]))
    assert grade(data, KEY, 5) == grade(data, KEY, 5)


@pytest.mark.parametrize("name", RIGHT)
def test_other_ways_of_being_right(name):
    got, result = points(right("ps3", name))
    assert got == 20, [one["message"] for one in result["questions"]]


def test_there_are_ten_other_ways():
    assert len(RIGHT) >= 10


@pytest.mark.parametrize(("label", "words"), all_slips("ps3"))
def test_a_mistake_costs_one_step_and_is_named(label, words):
    got, result = points(with_slip("ps3", label, words))
    assert got == 20 - brings("ps3")[label]
    said = {one["label"]: one for one in result["questions"]}
    assert said[label]["mistake"] == words
    assert said[label]["mistake"] in said[label]["message"]


def test_the_hostile_ones_among_honest_ones():
    """Those that only wait are left to `python -m tests.grading.load`, which .ci/run runs whole."""
    attacks = make()
    assert len(attacks) >= 50
    assert sum(one.slow for one in attacks) < 20
    wrong, _, number = marked(10, seconds=1.0, slow=False, core=release.source.ASSIGNMENTS)
    assert not wrong
    assert number > 100


def test_a_link_to_another_students_work_is_not_followed(tmp_path):
    (tmp_path / "ana.ipynb").write_bytes(release.as_bytes(right("ps3", "lambdas")))
    (tmp_path / "ben.ipynb").symlink_to("ana.ipynb")
    done = pool.mark(collect(tmp_path, "x.ipynb"), KEY, tmp_path / "out", say=print)
    assert {one["student"]: one["points"] for one in done} == {"ana": 20, "ben": 0}
    assert "is a link" in next(one["sentence"] for one in done if one["student"] == "ben")


def test_the_selftest_finds_nothing_wrong(capsys):
    assert selftest("ps3", hostile=5) == 0
    said = capsys.readouterr().out
    assert "model: 20 of 20" in said
    assert "untouched: 0 of 20" in said
