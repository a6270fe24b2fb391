"""nbgrader validates the source, generates the assignment from it, and marks what is handed in."""

import os
import shutil
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from grading import grade, key, release, source
from grading.box import rooms
from tests.grading.hostile import half

ALL = sorted(path.parent.name for path in source.ASSIGNMENTS.glob("*/marking.py"))


@pytest.fixture(scope="module", params=ALL)
def course(request, tmp_path_factory):
    """A course's folder with the source in it, and three students; the assignment's name."""
    name = request.param
    top, file = tmp_path_factory.mktemp("course"), f"{name}.ipynb"
    made = key.make(name)
    rooms.write_core(key.marking(made).CORE, top / "source" / name / "lstm_core")
    shutil.copy(source.folder(name) / file, top / "source" / name)
    first = [question["label"] for question in made["questions"]][:2]
    for student, notebook in (
        ("model", release.model_notebook(name)),
        ("half", half(name, first)),
        ("untouched", release.student_notebook(name)),
    ):
        folder = top / "submitted" / student / name
        folder.mkdir(parents=True)
        (folder / file).write_bytes(release.as_bytes(notebook))
    nbgrader(top, "generate_assignment", name)
    nbgrader(top, "autograde", name)
    return top, name


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
    top, name = course
    assert "Success" in nbgrader(top, "validate", f"source/{name}/{name}.ipynb")


def test_what_it_releases_is_untouched_for_the_marker(course):
    top, name = course
    data = (top / "release" / name / f"{name}.ipynb").read_bytes()
    assert b"SOLUTION" not in data
    result = grade(data, key.make(name), 1, boxed=False)
    said = [one["message"] for one in result["questions"]]
    assert said
    assert all(message.endswith("is not done yet.") for message in said)


def test_it_gives_the_same_marks(course):
    top, name = course
    with sqlite3.connect(top / "gradebook.db") as book:
        rows = book.execute(
            "select submitted_assignment.student_id, sum(grade.auto_score) from grade "
            "join submitted_notebook on grade.notebook_id = submitted_notebook.id "
            "join submitted_assignment on submitted_notebook.assignment_id = "
            "submitted_assignment.id group by submitted_assignment.student_id"
        ).fetchall()
    book.close()
    points = [question["points"] for question in key.make(name)["questions"]]
    marks = {student: points or 0 for student, points in rows}
    assert marks == {"model": sum(points), "half": sum(points[:2]), "untouched": 0}
