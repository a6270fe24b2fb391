"""Every committed notebook keeps the rules of ``notebook_rules.py``, and the rules can trip."""

import copy
import json
import shutil
import subprocess

import pytest

from tests import notebook_text as text
from tests.notebook_rules import committed, violations

GOOD = {
    "cells": [
        {
            "cell_type": "markdown",
            "id": "title",
            "metadata": {},
            "source": "# Title\n\nWhat you will see: a. What you need: b. It takes 20 minutes.",
        },
        {
            "cell_type": "code",
            "id": "sum",
            "metadata": {},
            "source": "a = 1\na % 2",
            "outputs": [],
            "execution_count": None,
        },
        {
            "cell_type": "markdown",
            "id": "end",
            "metadata": {},
            "source": "## Recap\n\n## Exercises\n\n### One\n\n## Further reading",
        },
    ],
    "metadata": {
        "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.mark.parametrize("path", text.NOTEBOOKS, ids=lambda path: path.stem)
def test_a_committed_notebook_keeps_the_rules(path):
    wrong = violations(path.name, committed(path))
    assert not wrong, "(as staged in git)\n" + "\n".join(wrong)


def test_the_numbers_of_the_notebooks_differ():
    assert text.NOTEBOOKS, "no notebooks were found"
    numbers = [text.number(path) for path in text.NOTEBOOKS]
    assert len(set(numbers)) == len(numbers)


def found(name="07_made_up.ipynb", cell=1, at=None, **changes):
    """The broken rules of the good notebook with a cell (or the metadata) changed."""
    notebook = copy.deepcopy(GOOD)
    place = notebook["cells"][cell] if at is None else notebook[at] if at else notebook
    place.update(changes)
    return "\n".join(violations(name, json.dumps(notebook)))


def test_a_notebook_that_keeps_the_rules():
    assert found() == ""
    end = GOOD["cells"][2]["source"]
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n- a\n- b\n\n```\na\n---\n```\n\n"
    assert found(cell=2, source=table + end) == ""


OUTPUT = {"output_type": "stream", "name": "stdout", "text": "1"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (dict(outputs=[OUTPUT]), "cell sum: it has outputs"),
        (dict(execution_count=3), "it has an execution count"),
        (dict(source="a = 1\n" * 16), "16 lines"),
        (dict(source=["a = 1\n"] * 16), "16 lines"),
        (dict(source="%matplotlib inline\n1"), "not plain Python"),
        (dict(source="%%time\n1"), "not plain Python"),
        (dict(source="!ls"), "not plain Python"),
        (dict(source="print?"), "not plain Python"),
        (dict(source="get_ipython().run_line_magic('time', '')"), "magic in disguise"),
        (dict(source="from IPython.display import Math"), "markdown cells"),
        (dict(source="display.Latex('$$x$$')"), "markdown cells"),
        (dict(source=" \n"), "it is empty"),
        (dict(id="title"), "'title' stands twice"),
        (dict(id="no spaces"), "not a valid notebook"),
        (dict(cell=0, source="# Title\n\nWhat you will see, 5 minutes"), "What you need"),
        (dict(cell=0, source="# Title\n\nWhat you need, 5 minutes"), "What you will see"),
        (
            dict(cell=0, source="# T\n\nWhat you will see, what you need, minutes"),
            "how many minutes",
        ),
        (dict(cell=0, source="Title"), "exactly one title"),
        (dict(cell=2, source="# Title"), "exactly one title"),
        (dict(cell=2, source="## Recap\n## Exercises"), "does not end with"),
        (dict(cell=2, source="## Recap\n## Further reading\n## Exercises"), "does not end with"),
        (
            dict(cell=2, source="## Recap\n## Exercises\n## Further reading\n## More"),
            "not end with",
        ),
        (dict(cell=0, source="# Title\n\nMore\n----\n"), "not written with #"),
        (dict(cell=0, source="# Title\n\nMore\n=\n"), "not written with #"),
        (dict(cell=0, source="# Title\n\n<h2>More</h2>"), "not written with #"),
        (dict(cell=2, attachments={"a.png": {}}), "an attachment"),
        (dict(cell=2, cell_type="raw"), "a raw cell"),
        (dict(at="metadata", widgets={}), "widget state"),
        (dict(at="metadata", kernelspec={"name": "mine"}), "not python3"),
        (dict(at="metadata", language_info={"name": "python", "version": "3.12.1"}), "machine's"),
        (dict(at="", nbformat_minor=4), "older than 4.5"),
        (dict(at="", cells=[]), "does not begin with prose"),
        (dict(name="7_made_up.ipynb"), "the file's name"),
        (dict(name="07_Made_Up.ipynb"), "the file's name"),
        (dict(name="07_made up.ipynb"), "the file's name"),
    ],
)
def test_a_broken_rule_is_named(changes, sentence):
    assert sentence in found(**changes)


@pytest.mark.skipif(not shutil.which("git"), reason="without git there is nothing staged")
def test_what_is_staged_is_looked_at(tmp_path):
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    path = tmp_path / "07_made_up.ipynb"
    path.write_text("as written")
    assert committed(path) == "as written"  # git does not know it yet
    subprocess.run([*git, "add", path.name], check=True)
    path.write_text("as run and saved by a student")
    assert committed(path) == "as written"
