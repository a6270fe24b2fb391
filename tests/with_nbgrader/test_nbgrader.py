"""nbgrader validates the source, generates the assignment from it, and marks what is handed in."""

import os
import shutil
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from assignments.ps3_lstm_backprop.marking import CORE
from grading import grade, key, release, rooms, source
from tests.grading.hostile import half

NAME = "ps3_lstm_backprop"
FILE = f"{NAME}.ipynb"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course's folder with the source in it, and three students."""
    top = tmp_path_factory.mktemp("course")
    rooms.write_core(CORE, top / "source" / NAME / "lstm_core")
    shutil.copy(source.folder("ps3") / FILE, top / "source" / NAME)
    for student, notebook in (
        ("model", release.model_notebook("ps3")),
        ("half", half()),
        ("untouched", release.student_notebook("ps3")),
    ):
        folder = top / "submitted" / student / NAME
        folder.mkdir(parents=True)
        (folder / FILE).write_bytes(release.as_bytes(notebook))
    nbgrader(top, "generate_assignment", NAME)
    nbgrader(top, "autograde", NAME)
    return top


def nbgrader(top, *arguments):
    # Warnings of a kernel's start are none of ours.
    home = top / "home"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONWARNINGS"}
    environment |= {"HOME": str(home), "IPYTHONDIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)}
    there = Path(find_spec("nbgrader").origin).resolve().parent.parent
    environment["PYTHONPATH"] = str(there)  # and it calls alembic by its name
    environment["PATH"] = os.pathsep.join([str(there / "bin"), os.environ.get("PATH", os.defpath)])
    run = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=top,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_the_source_validates(course):
    assert "Success" in nbgrader(course, "validate", f"source/{NAME}/{FILE}")


def test_what_it_releases_is_untouched_for_the_marker(course):
    data = (course / "release" / NAME / FILE).read_bytes()
    assert b"SOLUTION" not in data
    result = grade(data, key.make("ps3"), 1, boxed=False)
    assert [one["message"].endswith("is not done yet.") for one in result["questions"]] == [
        True
    ] * 5


def test_it_gives_the_same_marks(course):
    with sqlite3.connect(course / "gradebook.db") as book:
        rows = book.execute(
            "select submitted_assignment.student_id, sum(grade.auto_score) from grade "
            "join submitted_notebook on grade.notebook_id = submitted_notebook.id "
            "join submitted_assignment on submitted_notebook.assignment_id = "
            "submitted_assignment.id group by submitted_assignment.student_id"
        ).fetchall()
    book.close()
    marks = {student: points or 0 for student, points in rows}
    assert marks == {"model": 20, "half": 6, "untouched": 0}
