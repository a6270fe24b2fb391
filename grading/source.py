"""The source notebook, in nbgrader's format: cells with labels, points, and marked solutions.

One source makes all variants of an assignment: its variants.py says what a variant changes in
which cell. The source as it is stored is variant 0.
"""

import importlib
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


class NoVariant(ValueError):
    """An assignment has no such variant; the message lists those that it has."""


def variants(name):
    """{number: what is different, for an instructor}."""
    return dict(_variants(name).VARIANTS)


def expect_variant(name, variant):
    """Errors: ``NoVariant``."""
    there = variants(name)
    if type(variant) is not int or variant not in there:
        lines = [f"  {number}  {words}" for number, words in there.items()]
        what = f"{folder(name).name} has no variant {variant!r}; it has these:"
        raise NoVariant("\n".join([what, *lines]))


def _variants(name):
    return importlib.import_module(f"assignments.{folder(name).name}.variants")


def notebook(name, variant=0):
    """The source of a variant, a dict.

    Errors: ``NoVariant``; ``ValueError`` where a variant's edit does not fit the source.
    """
    expect_variant(name, variant)
    path = folder(name)
    stored = json.loads((path / f"{path.name}.ipynb").read_text(encoding="utf-8"))
    return edited(stored, _variants(name).edits(variant))


def edited(stored, edits):
    """The notebook with its edits, {label: [(old, new), ...]}, made one after the other.

    Errors: ``ValueError`` unless each ``old`` is in its cell exactly once: a source that has
    changed under a variant is not to be handed out.
    """
    by_label = {cell(one).label: one for one in stored["cells"]}
    if unknown := sorted(edits.keys() - by_label.keys()):
        raise ValueError(f"edits of cells {unknown}: the source has no cells with these labels")
    for label, pairs in edits.items():
        text = "".join(by_label[label]["source"])
        for old, new in pairs:
            if (number := text.count(old)) != 1:
                raise ValueError(f"{label}: expected once, found {number} times: {old!r}")
            text = text.replace(old, new)
        by_label[label]["source"] = text.splitlines(keepends=True)
    return stored


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


def cells(name, variant=0):
    return [cell(one) for one in notebook(name, variant)["cells"]]


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


def checks(name, variant=0):
    """The visible checks: {label of the question: source}."""
    return {
        one.label.removeprefix("check-"): one.text
        for one in cells(name, variant)
        if one.graded and not one.solution and one.kind == "code"
    }


def example(name, variant=0):
    """The cell that the visible checks stand on."""
    return next(one.text for one in cells(name, variant) if one.label == "example")
