"""Hostile submissions, made here and never stored: cells, functions and files that attack.

They are made for any assignment. Most of them are an honest half (the first two questions right)
with one attack in it: the half must keep its marks, and the attack must bring none. The others are
the whole model with one hostile function in place of the question that brings most.
"""

import copy
import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from grading import key as keys
from grading import release
from tests.grading.hostile.cells import CELLS
from tests.grading.hostile.cells import SLOW as SLOW_CELLS
from tests.grading.hostile.files import FILES, dumped
from tests.grading.hostile.functions import FUNCTIONS
from tests.grading.hostile.functions import SLOW as SLOW_FUNCTIONS


@dataclass(frozen=True)
class Hostile:
    """``points``: the marks it has to get, no more and no less."""

    name: str
    data: bytes = field(repr=False)
    points: float
    slow: bool = False


def label(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def half(name="ps3", right=None, variant=0):
    """A student's notebook in which these questions are answered rightly: the first two."""
    notebook, model = release.student_notebook(name, variant), release.model_notebook(name, variant)
    right = right or [question["label"] for question in keys.make(name, variant)["questions"][:2]]
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


LIKE = """
_model = {function}
def like(*a, **k):
    made = _model(*a, **k)
    if not isinstance(made, dict):
        made = dict(zip(RETURNS, made if len(RETURNS) > 1 else [made]))
    return {{n: np.full(np.shape(v), 0.123) for n, v in made.items()}}
"""


def hostile_function(code, question, model):
    """The attack as the answer to this question; what it uses of functions.py is put before it."""
    before = f"RETURNS = {question['returns']!r}\n"
    if "like(" in code:
        cell = next(cell for cell in model["cells"] if label(cell) == question["label"])
        before += "".join(cell["source"]) + LIKE.format(**question)
    return before + re.sub(r"\banswer\b", question["function"], code)


def signed(notebook, student):
    """A copy with the student's id in it, where an assignment asks for that."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if 'student = ""' in text:
            name = json.dumps(student, ensure_ascii=False)
            cell["source"] = text.replace('student = ""', f"student = {name}")
    return notebook


def make(seek=(), port=9, name="ps3", variant=0):
    """The set. seek: folders that the attacks look for; port: where one tries to phone home."""
    questions = keys.make(name, variant)["questions"]
    # The last of those that bring most: no other answer is made from it.
    attacked = max(questions[::-1], key=lambda question: question["points"])
    kept = sum(question["points"] for question in questions[:2])
    others = sum(question["points"] for question in questions) - attacked["points"]
    asked = {question["label"]: question["returns"] for question in questions[2:]}
    before = f"SEEK, PORT, ASKED = {[str(one) for one in seek]!r}, {port}, {asked!r}\n"
    base, model = half(name, variant=variant), release.model_notebook(name, variant)
    found = []
    for title, code in CELLS.items():
        # Before all answers, so that whatever it does comes before them.
        data = dumped(signed(with_cell(base, before + code, after="example"), title))
        found.append(Hostile(title, data, kept, title in SLOW_CELLS))
    for title, code in FUNCTIONS.items():
        code = hostile_function(code, attacked, model)
        data = dumped(signed(with_function(model, code, attacked["label"]), title))
        found.append(Hostile(title, data, others, title in SLOW_FUNCTIONS))
    for title, (change, half_is_kept) in FILES.items():
        found.append(Hostile(title, change(signed(base, title)), kept * half_is_kept))
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
