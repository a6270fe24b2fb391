"""Every exercise can be solved, knows its mistakes by name, and survives every submission."""

import ast
import importlib
import importlib.util
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from exercises import Report
from tests import notebook_text as text
from tests.exercise_cells import exercises

EXERCISES = [exercise for path in text.NOTEBOOKS for exercise in exercises(path)[0]]
MODULES = sorted(path.stem for path in (text.ROOT / "exercises").glob("nb*.py"))
SOLUTIONS = sorted(path.stem for path in (text.ROOT / "instructor/solutions").glob("nb*.py"))


@cache
def solved(module):
    """instructor/solutions/nbXX.py. It is no package, so that nobody imports it by accident."""
    path = text.ROOT / "instructor/solutions" / f"{module}.py"
    spec = importlib.util.spec_from_file_location(f"solutions_{module}", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def check(exercise):
    return getattr(importlib.import_module(f"exercises.{exercise.module}"), exercise.check)


def known_mistakes():
    return [
        pytest.param(exercise, mistake, id=f"{exercise}: {mistake}")
        for exercise in EXERCISES
        if exercise.module in SOLUTIONS  # if not, a test below tells
        for mistake in solved(exercise.module).MISTAKES.get(exercise.check, ())
    ]


each = pytest.mark.parametrize("exercise", EXERCISES, ids=str)


def test_every_notebook_has_exercises_and_writes_them_well():
    assert text.NOTEBOOKS, "no notebooks were found"
    for path in text.NOTEBOOKS:
        found, wrong = exercises(path)
        assert found, f"{path.name} has no exercise"
        assert not wrong, "\n".join(wrong)


def test_checks_solutions_and_mistakes_belong_together():
    assert MODULES == SOLUTIONS == sorted({exercise.module for exercise in EXERCISES})
    for module in MODULES:
        used = sorted(exercise.check for exercise in EXERCISES if exercise.module == module)
        names = dir(importlib.import_module(f"exercises.{module}"))
        assert used == sorted(name for name in names if name.startswith("check_"))
        assert used == sorted(solved(module).SOLUTIONS) == sorted(solved(module).MISTAKES)
        assert all(solved(module).MISTAKES.values()), f"{module}: no known mistake for some check"


@each
def test_the_solution_is_right(exercise):
    report = check(exercise)(solved(exercise.module).SOLUTIONS[exercise.check])
    assert report.right, report


@pytest.mark.parametrize(("exercise", "mistake"), known_mistakes())
def test_a_known_mistake_is_named(exercise, mistake):
    report = check(exercise)(solved(exercise.module).MISTAKES[exercise.check][mistake])
    assert (report.status, report.mistake) == ("not yet right", mistake), report
    assert mistake in repr(report)


@each
def test_the_stub_is_not_done_yet(exercise):
    assert exercise.stub is not None, "the cell has no stub"
    names = {}
    exec(compile(ast.Module([exercise.stub], []), exercise.cell, "exec"), names)
    stub = next(value for name, value in names.items() if name != "__builtins__")
    report = check(exercise)(stub)
    assert report.status == "not done yet", report
    assert "returns nothing" not in report.message, report


def recursive(*arguments, **names):
    return recursive(*arguments, **names)


def raising(*arguments, **names):
    raise MemoryError("made up")


def changing(**names):
    for value in names.values():
        if isinstance(value, np.ndarray) and value.flags.writeable:
            value[...] = np.nan
        if isinstance(value, list):
            value.clear()
    return np.nan


GARBAGE = {
    "text": "right",
    "nan": float("nan"),
    "a list": [[1.0], [2.0, 3.0]],
    "a class": dict,
    "recursion": recursive,
    "an error": raising,
    "leaving": lambda *_, **__: exit(),
    "no arguments": lambda: 1.0,
    "changes its inputs": changing,
    "returns text": lambda *_, **__: "right",
    "returns nan": lambda *_, **__: np.nan,
    "returns a wrong shape": lambda *_, **__: np.zeros((2, 3, 5, 7)),
    "returns nothing at all": lambda *_, **__: (),
    "returns objects": lambda *_, **__: np.array([None, object()]),
    "returns a function": lambda *_, **__: print,
}


@each
@pytest.mark.parametrize("garbage", GARBAGE)
def test_whatever_is_submitted_a_report_comes_back(exercise, garbage):
    for _ in range(2):  # the second time as the first: nothing was changed
        report = check(exercise)(GARBAGE[garbage])
        assert isinstance(report, Report)
        assert report.status == "not yet right", report
        assert repr(report)
        assert report._repr_html_()
    assert check(exercise)(solved(exercise.module).SOLUTIONS[exercise.check]).right


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("def f(x):\n    ...\n\nexercises.nb07.check_f(f)", None),
        ("u = ...\nnb07.check_u(u)", None),
        ("def f(x):\n    ...  # a hint\n    return y\n\nnb07.check_f(f)", None),
        ("def f(x):\n    return x\n\nnb07.check_f(f)", "no stub"),
        ("nb07.check_f(lambda x: ...)", "no stub"),
        ("def f(x):\n    ...\n\nreport = nb07.check_f(f)", "not the last line"),
        ("def f(x):\n    ...\n\nnb07.check_f(f)\n1", "not the last line"),
        ("def f(x):\n    ...\n\nnb06.check_f(f)", "another notebook"),
        ("from exercises.nb07 import check_f", "write import exercises"),
    ],
)
def test_how_an_exercise_is_written(tmp_path, cell, sentence):
    path = Path(tmp_path / "07_made_up.ipynb")
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "id": "a", "source": cell}]}))
    found, wrong = exercises(path)
    if sentence is None:
        assert wrong == []
        assert found[0].stub is not None
    else:
        assert sentence in "\n".join(wrong)
