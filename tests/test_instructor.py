"""The instructor's pack: run sheets that can be followed, and a handout without answers."""

import ast
import importlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

from exercises.nb00 import check_quiz
from instructor import handout, pages
from tests import notebook_text as text
from tests.tables import rows
from tests.widget_table import TABLE

PACK = handout.ROOT / "instructor"
LINK = re.compile(r"\]\(([^)#]+?)\)")
ROW = re.compile(r"^\| (\d+)–(\d+) \| (.+?) \|" + r" ?(.*?) ?\|" * 4 + "$", re.MULTILINE)
CELL = re.compile(r"\]\(\.\./notebooks/(\w+)\.ipynb\)[^`|]* `([a-z0-9-]+)`")


@pytest.mark.parametrize("path", sorted(PACK.glob("*.md")), ids=lambda path: path.name)
def test_every_link_leads_somewhere(path):
    start = handout.ROOT if path.name == "for_students.md" else PACK  # it becomes the README
    there = {"assignments/"}
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert target.startswith("http") or target in there or (start / target).exists(), target


def sheets():
    parts = (PACK / "run_sheets.md").read_text(encoding="utf-8").split("\n## ")[1:]
    return {int(part.split()[0]): ROW.findall(part) for part in parts}


def test_there_are_three_run_sheets_and_no_row_was_overlooked():
    assert list(sheets()) == [50, 80, 150]
    written = (PACK / "run_sheets.md").read_text(encoding="utf-8")
    assert sum(map(len, sheets().values())) == len(re.findall(r"^\| \d", written, re.MULTILINE))


@pytest.mark.parametrize("minutes", [50, 80, 150])
def test_a_run_sheet_has_no_gap_and_ends_in_time(minutes):
    ends = [0]
    for begin, end, *_ in sheets()[minutes]:
        assert int(begin) == ends[-1] < int(end)
        ends.append(int(end))
    assert ends[-1] == minutes


def controls():
    """{(notebook, cell): its labels by kind}, from the table of all controls."""
    found = {}
    for kind in ("button", "slider"):
        for row in rows(TABLE, kind):
            labels = row["label"] if isinstance(row["label"], list) else [row["label"]]
            here = found.setdefault((row["notebook"], row["cell"]), {"button": [], "slider": []})
            here[kind] += labels
    return found


@pytest.mark.parametrize("minutes", [50, 80, 150])
def test_every_button_of_a_run_sheet_is_in_its_cell(minutes):
    known = controls()
    for _, _, slide, cell, press, ask, leave in sheets()[minutes]:
        if slide == "break":
            continue
        here = known[CELL.search(cell).groups()]
        pressed, moved = re.findall(r"\*\*(.+?)\*\*", press), re.findall(
            r"(?<!\*)\*([^*]+)\*(?!\*)", press
        )  # fmt: skip
        assert pressed or moved, slide
        assert set(pressed) <= set(here["button"]), (slide, press)
        assert set(moved) <= set(here["slider"]), (slide, press)
        assert ask.endswith("?") or re.fullmatch(r"Poll [1-4]", ask), ask
        assert leave.endswith((".", "!")), leave


def test_the_polls_are_four_and_their_buttons_exist():
    written = (PACK / "polls.md").read_text(encoding="utf-8")
    polls = written.split("\n## Poll ")[1:]
    assert len(polls) == 4
    for poll in polls:
        notebook, cell = re.search(r"notebooks/(\w+)\.ipynb\), cell `([a-z-]+)`", poll).groups()
        pressed = re.findall(r"\*\*(.+?)\*\*", poll.split("Then press")[1])
        assert pressed
        assert set(pressed) <= set(controls()[notebook, cell]["button"])


def test_every_lecture_has_its_objectives_and_its_minutes():
    written = (PACK / "INSTRUCTORS.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| \[\d\d\]\(\.\./notebooks/(\w+)\.ipynb\).*?\| (\d+) \|$", written, re.M)
    said = {}
    for path in text.NOTEBOOKS:
        opening = text.source(text.read(path)["cells"][0])
        said[path.stem] = re.search(r"\*\*Minutes\.?\*\*\W*(\d+)", opening)[1]
    assert dict(found) == said


def test_the_key_of_the_quiz_is_the_one_that_marks():
    written = (PACK / "quiz.md").read_text(encoding="utf-8")
    table = "".join(re.findall(r"^\| \d+ [^|]*\| ([abc]) \|", written, re.MULTILINE))
    right, popular = re.search(r"are `([abc]+)`, the popular ones `([abc]+)`", written).groups()
    assert table == right
    assert check_quiz(lambda: right).right
    assert check_quiz(lambda: popular).mistake == "the popular answer is given each time"
    for line, letter in zip(
        re.findall(r"^\| \d+ .*$", written, re.MULTILINE), popular, strict=True
    ):
        assert f"| {letter}: " in line


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    path = handout.write(tmp_path_factory.mktemp("handout") / "students.zip")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
    return {name.removeprefix(f"{handout.TOP}/"): content for name, content in found.items()}


def test_students_get_the_lectures_and_the_assignments_and_nothing_of_the_instructors(packed):
    folders = {name.split("/")[0] for name in packed if "/" in name}
    lectures = {"notebooks", "figures", "lstm_core", "exercises", "experiments"}
    assert folders == lectures | {"assignments"}
    for path in text.NOTEBOOKS:
        assert f"notebooks/{path.name}" in packed
    assert {name for name in packed if name.startswith("assignments/")} == {
        f"assignments/{name}.ipynb" for name in handout.assignments()
    }
    assert handout.assignments()


def bodies(source, names=None):
    """The bodies of functions (of these names) of three lines or more, as the tree sees them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and (names is None or node.name in names):
            body = node.body[isinstance(node.body[0], ast.Expr) :]  # the docstring left out
            told = "\n".join(ast.unparse(statement) for statement in body)
            if told.count("\n") >= 2:
                yield node.name, told


def test_no_solution_is_handed_out(packed):
    solutions = {}
    for path in (PACK / "solutions").glob("nb*.py"):
        right = importlib.import_module(f"instructor.solutions.{path.stem}").SOLUTIONS.values()
        names = {function.__name__ for function in right if callable(function)}
        for name, body in bodies(path.read_text(encoding="utf-8"), names):
            solutions[f"{path.stem}.{name}"] = body
    assert len(solutions) > 20
    given = {}
    for name, content in packed.items():
        if name.endswith(".py"):
            given[name] = "\n".join(body for _, body in bodies(content))
        elif name.endswith(".ipynb"):
            codes = text.cells(json.loads(content), "code")
            given[name] = "\n".join(text.source(cell) for cell in codes)
    for name, body in solutions.items():
        for where, told in given.items():
            assert body not in told, f"{name} stands in {where}"
    for name, content in packed.items():
        for word in (b"BEGIN SOLUTION", b"instructor/solutions", b"SOLUTIONS = {"):
            assert word not in content, f"{word} in {name}"


def test_what_is_handed_out_can_be_installed_and_begun(packed, tmp_path):
    for name, content in packed.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    project = tomllib.loads(packed["pyproject.toml"].decode())
    for package in project["tool"]["setuptools"]["packages"]:
        assert (tmp_path / package / "__init__.py").exists()
    first = text.read(tmp_path / "notebooks" / "00_start_here.ipynb")
    code = "\n".join(text.source(cell) for cell in text.cells(first, "code"))
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import sys; sys.path.insert(0, '.')\n{code}"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "All is well" in ran.stdout


def test_formulas_are_set_and_what_stands_in_code_is_not():
    made = pages.with_set_formulas("so $u^m$ and `$HOME`\n\n$$\nh = u\\,x \\tag{2.1}\n$$")
    assert made.count("<math") == 2
    assert "`$HOME`" in made
    assert '<span class="tag">(2.1)</span>' in made
    assert "\\" not in made
    made = pages.with_set_formulas("$$\n\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}\n$$")
    assert made.count("<mtr>") == 2
    assert "&" not in made.replace("&#x", "")


def test_rows_with_a_space_between_them_are_rows():
    made = pages.with_set_formulas("$$\n\\begin{bmatrix} a \\\\[2ex] b \\end{bmatrix}\n$$")
    assert made.count("<mtr>") == 2
    assert "ex" not in re.sub("<[^>]*>", "", made)


def test_a_page_shows_its_pictures():
    first = next(path for path in text.NOTEBOOKS if path.name.startswith("00_"))
    made = pages.page(pages.run(first))
    pictures = re.findall(r'<img[^>]*alt="([^"]*)"[^>]*src="data:image/png;base64,', made)
    pictures += re.findall(r'<img[^>]*src="data:image/png;base64,[^>]*alt="([^"]*)"', made)
    assert any("At the zeros it says 4 and 7" in words for words in pictures)  # its live figure
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", made)


def test_every_formula_of_every_lecture_can_be_set():
    for path in text.NOTEBOOKS:
        for cell in text.cells(text.read(path), "markdown"):
            made = pages.with_set_formulas(text.source(cell))
            outside = pages.CODE.sub("", re.sub(r"<[^>]*>", "", made))
            assert not re.search(r"\\[a-zA-Z]+|\$\$", outside), f"{path.name}, {cell['id']}"
            assert "&" not in "".join(re.findall(r"<m[ion][^>]*>(&(?!#|amp|lt|gt).*?)</m", made))


def test_a_page_fetches_nothing():
    path = next(path for path in text.NOTEBOOKS if path.name.startswith("99_"))
    made = pages.page(text.read(path))
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", made)
    assert 'href="00_start_here.html"' in made
