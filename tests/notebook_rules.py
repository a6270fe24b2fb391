"""What every committed notebook keeps to, so that it opens, runs and diffs the same for everybody.

Looked at is what git would commit (the index; the file itself where there is no git): a student who
runs and saves a notebook breaks nothing.
"""

import ast
import json
import re
import shutil
import subprocess

import nbformat

from tests import notebook_text as text
from tests.rebound_names import rebound

FILE = re.compile(r"[0-9]{2}_[a-z0-9]+(?:_[a-z0-9]+)*\.ipynb")
LONGEST_CELL = 15
OPENING = ("What you will see", "What you need", "minutes")
ENDING = ("Recap", "Exercises", "Further reading")
# Sections are told apart by headings with #: an underlined one or one in HTML would be overlooked.
OTHER_HEADING = re.compile(r"^[^\n|]*\w[^\n|]*\n {0,3}(?:=+|-{2,})[ \t]*$|<h[1-6]\b", re.MULTILINE)
# Equations are displayed by the prose alone, where the checks find them.
TYPESET = {"Math", "Latex", "Markdown", "HTMLMath"}


def committed(path) -> str:
    """The notebook as git would commit it; the file's own text if git does not know it."""
    if shutil.which("git"):
        shown = subprocess.run(
            ["git", "show", f":./{path.name}"],
            cwd=path.parent,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if shown.returncode == 0:
            return shown.stdout
    return path.read_text(encoding="utf-8")


def violations(name, source) -> list[str]:
    """Every broken rule of one notebook, one sentence each."""
    notebook = json.loads(source)
    wrong = []
    if not FILE.fullmatch(name):
        wrong.append(f"the file's name does not look like 02_some_words.ipynb: {name}")
    wrong += _format(notebook) + _metadata(notebook["metadata"])
    wrong += _opening_and_ending(notebook)
    for cell in text.cells(notebook, "markdown"):
        if OTHER_HEADING.search(text.without_code(text.source(cell))):
            wrong.append(f"cell {cell.get('id')}: a heading that is not written with #")
    for cell in text.cells(notebook, "code"):
        wrong += [f"cell {cell.get('id')}: {sentence}" for sentence in _code(cell)]
    return wrong + rebound(notebook)


def _format(notebook):
    wrong = []
    if (notebook["nbformat"], notebook["nbformat_minor"]) < (4, 5):
        wrong.append("the format is older than 4.5, so its cells have no ids")
    for error in nbformat.validator.iter_validate(notebook):
        wrong.append(f"not a valid notebook: {error.message}")
    ids = [cell.get("id") for cell in notebook["cells"]]
    for one in sorted({one for one in ids if one and ids.count(one) > 1}):
        wrong.append(f"the cell id {one!r} stands twice")
    wrong += [f"a raw cell: {cell.get('id')}" for cell in text.cells(notebook, "raw")]
    for cell in notebook["cells"]:
        if cell.get("attachments"):
            wrong.append(f"cell {cell['id']}: an attachment; pictures are made by code")
    return wrong


def _metadata(metadata):
    wrong = []
    kernel = metadata.get("kernelspec", {})
    if (kernel.get("name"), kernel.get("language")) != ("python3", "python"):
        wrong.append(f"the kernel is {kernel}, not python3")
    if "widgets" in metadata:
        wrong.append("widget state is stored in it (make clean-notebooks)")
    if metadata.get("language_info", {}).keys() - {"name"}:
        wrong.append("language_info tells of one machine's Python (make clean-notebooks)")
    return wrong


def _code(cell):
    wrong, source = [], text.source(cell)
    if cell["outputs"]:
        wrong.append("it has outputs (make clean-notebooks)")
    if cell["execution_count"] is not None:
        wrong.append("it has an execution count (make clean-notebooks)")
    lines = len(source.splitlines())
    if lines > LONGEST_CELL:
        wrong.append(f"it has {lines} lines, more than {LONGEST_CELL}")
    if not source.strip():
        wrong.append("it is empty")
    try:
        tree = ast.parse(source)
    except SyntaxError as error:  # a magic, a shell command, a question mark
        return [*wrong, f"it is not plain Python: {error.msg}, line {error.lineno}"]
    names = {getattr(node, "id", getattr(node, "attr", None)) for node in ast.walk(tree)}
    names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.alias)}
    if "get_ipython" in names:
        wrong.append("get_ipython is a magic in disguise")
    if names & TYPESET:
        wrong.append(f"{sorted(names & TYPESET)}: equations and prose belong into markdown cells")
    return wrong


def _opening_and_ending(notebook):
    cells = notebook["cells"]
    if not cells or cells[0]["cell_type"] != "markdown":
        return ["it does not begin with prose"]
    wrong, first = [], text.source(cells[0])
    for words in OPENING:
        if words.lower() not in first.lower():
            wrong.append(f"its first cell does not say: {words}")
    if not re.search(r"minutes\W*[0-9]|[0-9]+\s*minutes", first, re.IGNORECASE):
        wrong.append("its first cell does not say how many minutes it takes")
    sections = text.sections(notebook)
    if not first.startswith("# ") or [s.level for s in sections].count(1) != 1:
        wrong.append("it has not exactly one title, at its head")
    last = [section.heading for section in sections if section.level == 2][-len(ENDING) :]
    if tuple(last) != ENDING:
        wrong.append(f"it does not end with the sections {', '.join(ENDING)}, but with {last}")
    return wrong
