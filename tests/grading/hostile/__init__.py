"""Hostile submissions, made here and never stored: cells, functions and files that attack.

Most of them are an honest half (forward and synchronous right, 6 points) with one attack in it:
the half must keep its marks, and the attack must bring none. The others are the whole model with
one hostile function in place of bptt: 14 points.
"""

import copy
import os
from dataclasses import dataclass, field
from pathlib import Path

from grading import release
from tests.grading.hostile.cells import CELLS
from tests.grading.hostile.cells import SLOW as SLOW_CELLS
from tests.grading.hostile.files import FILES, HALF, dumped
from tests.grading.hostile.functions import FUNCTIONS
from tests.grading.hostile.functions import SLOW as SLOW_FUNCTIONS

ALL_BUT_BPTT = 14


@dataclass(frozen=True)
class Hostile:
    """``points``: the marks it has to get, no more and no less."""

    name: str
    data: bytes = field(repr=False)
    points: float
    slow: bool = False


def label(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def half(name="ps3", right=("forward", "synchronous")):
    """A student's notebook in which these questions are answered rightly."""
    notebook, model = release.student_notebook(name), release.model_notebook(name)
    solved = {label(cell): cell for cell in model["cells"]}
    notebook["cells"] = [solved[label(c)] if label(c) in right else c for c in notebook["cells"]]
    return notebook


def with_cell(notebook, code, after):
    """A copy with a further cell behind the one of this label."""
    notebook = copy.deepcopy(notebook)
    where = [label(cell) for cell in notebook["cells"]].index(after) + 1
    cell = {"cell_type": "code", "metadata": {}, "source": code, "outputs": []}
    notebook["cells"].insert(where, cell | {"execution_count": None, "id": "attack"})
    return notebook


def with_function(notebook, code, answer="bptt"):
    notebook = copy.deepcopy(notebook)
    next(cell for cell in notebook["cells"] if label(cell) == answer)["source"] = code
    return notebook


def make(seek=(), port=9):
    """The set. seek: folders that the attacks look for; port: where one tries to phone home."""
    before = f"SEEK, PORT = {[str(one) for one in seek]!r}, {port}\n"
    base, model = half(), release.model_notebook("ps3")
    found = []
    for name, code in CELLS.items():
        # Before all answers, so that whatever it does comes before them.
        data = dumped(with_cell(base, before + code, after="example"))
        found.append(Hostile(name, data, HALF, name in SLOW_CELLS))
    for name, code in FUNCTIONS.items():
        data = dumped(with_function(model, code))
        found.append(Hostile(name, data, ALL_BUT_BPTT, name in SLOW_FUNCTIONS))
    for name, (change, points) in FILES.items():
        found.append(Hostile(name, change(base), points))
    return found


def write(folder, hostile):
    """Hand them in, one file each; and some that are no files at all."""
    folder = Path(folder)
    for one in hostile:
        (folder / f"{one.name}.ipynb").write_bytes(one.data)
    if os.name != "posix":
        return len(hostile)  # Windows knows neither pipes nor such names
    strange = {"a link": lambda path: path.symlink_to("/etc/passwd"), "a pipe": os.mkfifo}
    strange |= {"a folder": Path.mkdir, "a loop of links": lambda path: path.symlink_to(path)}
    for name, make_it in strange.items():
        make_it(folder / f"{name}.ipynb")
    (folder / "<script>alert(1)<").mkdir()
    (folder / "<script>alert(1)<" / "'; rm -rf ~; '.ipynb").write_bytes(b"{}")
    (folder / ("x" * 240 + ".ipynb")).write_bytes(b"{}")
    return len(hostile) + len(strange) + 2
