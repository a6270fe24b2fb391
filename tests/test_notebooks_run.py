"""Every notebook is run cell by cell, none left out, and a warning in a cell fails it.

nbval runs them, as part of the same pytest; here it is shown that it finds them all and that it
trips. These tests start a pytest of their own, in an environment that says nothing of warnings.
"""

import json
import os
import re
import subprocess
import sys

import pytest

from tests import notebook_text as text


def run(*arguments):
    """pytest as ``make test`` runs it, in a process of its own; (exit status, what it printed)."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONWARNINGS", "COLUMNS")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--color=no"]
    done = subprocess.run(
        [*command, *arguments],
        cwd=text.ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)


def test_no_cell_is_left_out():
    _, printed = run("-n0", "--collect-only", "notebooks")
    for path in text.NOTEBOOKS:
        cells = text.cells(text.read(path), "code")
        assert printed.count(f"{path.name}::") == len(cells), f"{path.name}\n{printed}"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What pytest says of a notebook with all that may go wrong in its cells, and an exercise."""
    folder = tmp_path_factory.mktemp("notebooks")
    cells = [
        "import warnings\nimport numpy as np\nfrom exercises import compare",
        "warnings.warn('old', DeprecationWarning)",
        "np.log(np.zeros(1))",
        "assert False",
        "def answer(x):\n    ...\n\ncompare(answer, np.sin, [dict(x=1.0)])",
    ]
    (folder / "07_made_up.ipynb").write_text(
        json.dumps(
            {
                "cells": [
                    {"cell_type": "code", "id": f"cell-{k}", "metadata": {}, "outputs": [],
                     "execution_count": None, "source": source}
                    for k, source in enumerate(cells)
                ],
                "metadata": {},
                "nbformat": 4,
                "nbformat_minor": 5,
            }
        )
    )  # fmt: skip
    # In a process of its own, as in `make test`; the folder lies elsewhere: conftest.py is named.
    status, printed = run(
        "-n1", "-p", "conftest", "-c", "pyproject.toml", "--rootdir", ".", str(folder)
    )  # fmt: skip
    assert status == 1
    return printed


def test_warnings_and_errors_fail_a_cell(printed):
    assert "DeprecationWarning: old" in printed
    assert "RuntimeWarning: divide by zero" in printed
    assert "AssertionError" in printed


def test_an_unfinished_exercise_does_not(printed):
    assert "3 failed, 2 passed" in printed
