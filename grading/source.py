"""The source notebook, in nbgrader's format: cells with labels, points, and marked solutions."""

import json
from dataclasses import dataclass
from pathlib import Path

ASSIGNMENTS = Path(__file__).resolve().parent.parent / "assignments"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@dataclass(frozen=True)
class Cell:
    """What the marker needs of a cell. ``label`` is nbgrader's grade_id, or ""."""

    label: str
    kind: str
    text: str
    solution: bool = False
    graded: bool = False
    points: float = 0.0


def folder(name):
    """The folder of an assignment by its name or the beginning of it: ps3."""
    there = [path.name for path in sorted(ASSIGNMENTS.glob("*/")) if (path / "marking.py").exists()]
    fits = [one for one in there if one == name or one.startswith(f"{name}_")]
    if len(fits) != 1:
        raise SystemExit(f"There is no assignment {name!r}; there is {', '.join(there)}.")
    return ASSIGNMENTS / fits[0]


def notebook(name):
    """The source as it is stored, a dict."""
    path = folder(name)
    return json.loads((path / f"{path.name}.ipynb").read_text(encoding="utf-8"))


def cell(stored):
    """A ``Cell`` of a stored one, of nbformat 4."""
    about = stored["metadata"].get("nbgrader", {})
    return Cell(
        about.get("grade_id", ""),
        stored["cell_type"],
        "".join(stored["source"]),
        about.get("solution", False),
        about.get("grade", False),
        about.get("points", 0),
    )


def cells(name):
    return [cell(one) for one in notebook(name)["cells"]]


def with_stub(one):
    """The text of a cell without its solution, as students get it."""
    lines, kept, inside = one.text.split("\n"), [], False
    for line in lines:
        mark = line.strip()
        if mark == BEGIN:
            if inside:
                raise ValueError(f"{one.label}: a solution begins within a solution")
            indent, inside = line[: len(line) - len(line.lstrip())], True
            if one.kind == "code":
                kept += [f"{indent}# Your code here", f"{indent}raise NotImplementedError()"]
            else:
                kept.append("*Your answer here.*")
        elif mark == END:
            if not inside:
                raise ValueError(f"{one.label}: a solution ends that has not begun")
            inside = False
        elif not inside:
            kept.append(line)
    if inside:
        raise ValueError(f"{one.label}: a solution does not end")
    return "\n".join(kept)


def solved(one):
    """The text of a cell with its solution and without the marks: the model."""
    lines = [line for line in one.text.split("\n") if line.strip() not in (BEGIN, END)]
    return "\n".join(lines)


def checks(name):
    """The visible checks: {label of the question: source}."""
    return {
        one.label.removeprefix("check-"): one.text
        for one in cells(name)
        if one.graded and not one.solution and one.kind == "code"
    }


def example(name):
    """The cell that the visible checks stand on."""
    return next(one.text for one in cells(name) if one.label == "example")
