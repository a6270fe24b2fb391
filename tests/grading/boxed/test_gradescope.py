"""The zip for Gradescope, run as its platform would: its folders, its entry script, its metadata.

The documented layout is built below an empty folder and bound to /autograder beside this machine's
own folders; this project is hidden there, so that the zip has to hold all that is needed.
setup.sh fetches NumPy, so it is not run here; in its place stands the Python that runs the tests.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grading import key as keys
from grading import release, source
from grading.gradescope import pack
from tests.grading import notebooks, proof

NAMES = [path.parent.name for path in sorted(source.ASSIGNMENTS.glob("*/*.ipynb"))]
METADATA = {
    "id": 123456,
    "created_at": "2026-07-01T14:22:32.365935-07:00",
    "assignment": {"due_date": "2026-07-31T23:00:00.000000-07:00", "total_points": "24.0"},
    "submission_method": "upload",
    "users": [{"email": "ada@example.com", "id": 1234, "name": "Ada L"}],
    "previous_submissions": [],
}
FIELDS = {"score", "max_score", "status", "name", "name_format", "number", "output",
          "output_format", "visibility"}  # fmt: skip


def platform(top, notebook, name="ps3", variant=0, boxed=True, metadata=METADATA, more=()):
    """(exit status, results.json or None, what was printed)."""
    autograder = top / "autograder"
    for folder in ("source", "submission", "results"):
        (autograder / folder).mkdir(parents=True)
    with zipfile.ZipFile(pack.write(name, top / "it.zip", variant, boxed)) as archive:
        archive.extractall(autograder / "source")
        assert archive.getinfo("run_autograder").external_attr >> 16 & 0o111
    shutil.copy(autograder / "source" / "run_autograder", autograder)
    (autograder / "run_autograder").chmod(0o755)
    os.symlink(sys.prefix, autograder / "marker")
    for file, data in notebook.items() if isinstance(notebook, dict) else [("my.ipynb", notebook)]:
        (autograder / "submission" / file).write_bytes(data)
    (autograder / "submission_metadata.json").write_text(json.dumps(metadata))
    run = subprocess.run(
        [*system(autograder), *more, "--", "./run_autograder"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    written = autograder / "results" / "results.json"
    said = run.stdout + run.stderr
    return run.returncode, json.loads(written.read_text()) if written.exists() else None, said


def system(autograder):
    """This machine without the project, and /autograder in it."""
    box = ["bwrap", "--die-with-parent", "--clearenv", "--setenv", "PATH", os.environ["PATH"]]
    for path in sorted(Path("/").iterdir()):
        if path.is_symlink():
            box += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir() and path.name not in ("proc", "dev", "sys", "tmp", "autograder"):
            box += ["--ro-bind", str(path), str(path)]
    box += ["--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev", "--tmpfs", str(pack.ROOT)]
    for path in (sys.base_prefix, sys.prefix):
        box += ["--ro-bind", path, path]
    box += ["--bind", str(autograder), "/autograder", "--chdir", "/autograder"]
    return [*box, *["--cap-add", "ALL"] * (os.getuid() == 0)]


@pytest.mark.parametrize("name", NAMES)
def test_the_model_gets_all_points_there(name, tmp_path):
    variant = max(source.variants(name))
    notebook = release.as_bytes(release.model_notebook(name, variant))
    # Where numbers are a student's own, any name that the platform gives will do as an id.
    signed = notebook.replace(rb"student = \"\"", rb"student = \"ada l\"")
    status, results, said = platform(tmp_path, signed, name, variant)
    assert status == 0, said
    key = keys.make(name, variant)
    assert results["score"] == sum(one["points"] for one in key["questions"]), results
    assert [test["name"] for test in results["tests"]] == [q["label"] for q in key["questions"]]
    assert {test["status"] for test in results["tests"]} == {"passed"}
    assert results["extra_data"]["variant"] == variant


def test_results_are_in_the_documented_format(tmp_path):
    label, slip = notebooks.all_slips("ps3")[0]
    wrong = release.as_bytes(notebooks.with_slip("ps3", label, slip))
    status, results, said = platform(tmp_path, wrong)
    assert status == 0, said
    assert results["score"] == sum(test["score"] for test in results["tests"]) == 16
    assert results["stdout_visibility"] == "hidden"
    assert isinstance(results["execution_time"], int)
    for test in results["tests"]:
        assert set(test) == FIELDS
        assert test["visibility"] == "visible"
        assert 0 <= test["score"] <= test["max_score"]
        assert test["status"] == ("passed" if test["score"] == test["max_score"] else "failed")
    first = results["tests"][0]
    assert slip in first["output"]
    assert "Where to read again: lecture 05, Two memories, three gates" in first["output"]
    assert "expected:" in first["output"]
    assert "Marked by a person, later: explain." in results["output"]


REACH = """
import os
said = []
for path in ("/autograder/results/results.json", "/autograder/source/settings.json"):
    try:
        said.append(open(path).read())
        open(path, "w").write('{"score": 99}')
    except OSError as error:
        said.append(type(error).__name__)
def forward(params, x):
    raise ValueError(said)
"""


def test_a_students_code_stays_in_the_box_there_too(tmp_path):
    notebook = release.model_notebook("ps3")
    next(
        cell for cell in notebook["cells"] if cell["metadata"]["nbgrader"]["grade_id"] == "forward"
    )["source"] = [REACH]
    status, results, said = platform(tmp_path, release.as_bytes(notebook))
    assert status == 0, said
    assert results["score"] == 16
    assert "['FileNotFoundError', 'FileNotFoundError']" in results["tests"][0]["output"]
    settings = json.loads((tmp_path / "autograder" / "source" / "settings.json").read_text())
    assert settings["key"] == keys.make("ps3")


NO_BOX = ["--ro-bind", "/dev/null", os.path.realpath(shutil.which("bwrap") or "/usr/bin/bwrap")]


def test_without_a_box_nothing_is_run_and_no_mark_is_given(tmp_path):
    status, results, said = platform(tmp_path, proof.model("ps3"), more=NO_BOX)
    assert status == 3
    assert results is None
    assert "Nothing was marked. The box that keeps students' code" in said


def test_unboxed_has_to_be_asked_for_and_is_told(tmp_path):
    status, results, said = platform(tmp_path, proof.model("ps3"), boxed=False, more=NO_BOX)
    assert status == 0, said
    assert results["score"] == 20
    assert "without the box" in results["output"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "The folder holds no notebook; one is asked for."),
        ({"a.ipynb": b"{}", "b.ipynb": b"{}"}, "The folder holds 2 notebooks; one is asked for."),
        ({"a.ipynb": b"{"}, "The notebook is damaged"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_no_points(tmp_path, files, said):
    status, results, printed = platform(tmp_path, files, metadata=[])
    assert status == 0, printed
    assert results["score"] == 0
    assert said in results["output"]
    assert all(said in test["output"] for test in results["tests"])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_in_the_zip(name, tmp_path):
    made = pack.files(name)
    assert {"setup.sh", "run_autograder"} <= made.keys()
    assert not [path for path in made if path.endswith(".ipynb")]
    locked = made["requirements.txt"].decode()
    pins = re.findall(r"^numpy==\S+ ; python_full_version", locked, re.M)
    assert len(pins) == 2
    assert "--hash=sha256:" in locked
    for part in (locked, made["setup.sh"].decode(), made["run_autograder"].decode()):
        assert "://" not in part
        assert "index" not in part
    one, two = (pack.write(name, tmp_path / f"{k}.zip") for k in "ab")
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("script", pack.FIRST)
def test_the_scripts_are_read_by_the_shell(script):
    run = subprocess.run(["bash", "-n", pack.IMAGE / script], check=False)
    assert run.returncode == 0
