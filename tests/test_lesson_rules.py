"""The rules of ``lesson_rules.py`` trip when they are broken, each on its own."""

import pytest

from tests.lesson_rules import depth, violations
from tests.minutes import count

HINT = "<details><summary>A hint</summary>\n\nLook.\n\n</details>"
HINTS = f"<details><summary>A hint</summary>\n\nLook.\n\n{HINT}\n</details>"
BOOK = (
    '* S. Hochreiter and J. Schmidhuber, "Long short-term memory", *Neural Computation* 9(8), 1997.'
)

GOOD = {
    "title": "# Title\n\n**Minutes.** 8 to read and try. All cells run in less than 20 seconds.",
    "setup": "# Setup\nimport exercises\nfrom figures import LiveFigure",
    "first": "## First\n\n" + "A word or two. " * 200 + "\n\n$$\nx = 1 \\tag{7.1}\n$$\n",
    "ask": "**Before you move a slider, predict.** Will it grow?",
    "live": "a = 1\nLiveFigure(a)",
    "why": "It grows, because.",
    "recap": "## Recap\n\n" + "A word or two. " * 8,
    "task-a": f"## Exercises\n\n**Exercise A (core): add.**\n\n{HINTS}",
    "exercise-a": "def add(): ...\n\nexercises.nb07.check_add(add)",
    "task-b": f"**Exercise B (core): take.**\n\n{HINTS}",
    "exercise-b": "def take(): ...\n\nexercises.nb07.check_take(take)",
    "task-c": f"### Exercise C (further): more\n\n{HINT}",
    "exercise-c": "def more(): ...\n\nexercises.nb07.check_more(more)",
    "further": f"## Further reading\n\n{BOOK}",
}
CODE = ("setup", "live", "exercise")


def notebook(**changes):
    """The good one with some cells changed; None takes a cell out."""
    cells = {name.replace("-", "_"): source for name, source in GOOD.items()} | changes
    return {
        "cells": [
            {
                "cell_type": "code" if name.startswith(CODE) else "markdown",
                "id": name.replace("_", "-"),
                "source": source,
            }
            for name, source in cells.items()
            if source is not None
        ]
    }


def found(number=7, **changes):
    return "\n".join(violations(notebook(**changes), number))


def test_a_lecture_that_keeps_the_rules():
    assert found() == ""
    wrong = found(live="def show():\n    return LiveFigure()\n", ask="Prose.")  # never called
    assert "a live figure" not in wrong


TWO_MORE = {f"{part}_{k}": GOOD[f"{part}-c"] for k in "wxyz" for part in ("task", "exercise")}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (dict(title="# T\n\nIt runs in less than 20 s."), "does not say: **Minutes.**"),
        (dict(title="# T\n\n**Minutes.** 8."), "does not say: runs in less than 20 seconds"),
        (dict(title="# T\n\n**Minutes** 6, less than 20 s"), "says 6 minutes, by the rule it is"),
        (dict(title="# T\n\n**Minutes** 11, under 20 s"), "says 11 minutes, by the rule it is"),
        (dict(setup="import exercises"), "does not begin with the comment # Setup"),
        (dict(recap="## Recap\n\nLiveFigure", exercise_b="a\nnb07.check_b(a)"), "reads a, made"),
        (dict(ask="Look at it, and move the slider. Isn't it nice?"), "cell live: a live figure"),
        (dict(ask="**Predict** what will be."), "cell live: a live figure"),
        (dict(ask="Will it grow? You will predict it."), "cell live: a live figure"),
        (dict(ask="## Next\n\nProse."), "cell live: a live figure"),
        (dict(live="a = 1\nLiveFigure(a)", live_2="LiveFigure(2)"), "cell live-2: a live figure"),
        (
            dict(setup="# Setup\nLiveFigure = 1\ndef show():\n    LiveFigure()", live_2="show()"),
            "cell live-2: a live figure",
        ),
        (dict(recap="## Recap\n\nIt grew."), "Recap: fewer than 30 words"),
        (dict(recap=None), "Recap: fewer than 30 words"),
        (dict(task_a=f"## Exercises\n\n**Exercise A.** Add.\n\n{HINTS}"), "neither (core) nor"),
        (dict(task_a=f"## Exercises\n\n**A (core)**\n\n**B (core)**\n\n{HINTS}"), "neither (core)"),
        (dict(task_b=None), "cell exercise-b: an exercise whose title says neither"),
        (dict(task_a=f"## Exercises\n\n**A (core)**\n\n{HINT}"), "exercise-a: 1 hints in steps"),
        (dict(task_a=f"## Exercises\n\n**A (core)**\n\n{HINT}{HINT}"), "exercise-a: 1 hints in"),
        (dict(task_c="**C (further)**\n\nA hint: look."), "exercise-c: 0 hints in steps"),
        (dict(task_b=f"**B (further)**\n\n{HINTS}"), "it has 1 core exercises of 3"),
        (TWO_MORE, "it has 2 core exercises of 7"),
        (dict(further="## Further reading\n\nAsk your teacher."), "no reference with author"),
        (dict(further="## Further reading\n\n* The lecture, 2022."), "no reference with author"),
        (
            dict(further='## Further reading\n\n* S. Hochreiter, "Memory".'),
            "no reference with author",
        ),
        (dict(further="## Further reading\n\n* S. Hochreiter, 1997."), "no reference with author"),
    ],
)
def test_a_broken_rule_is_named(changes, sentence):
    assert sentence in found(**changes)


def test_only_the_number_of_exercises_is_left_to_lecture_00():
    none = {f"{part}_{k}": None for k in "abc" for part in ("task", "exercise")}
    assert "0 core exercises" in found(**none)
    assert "core exercises" not in found(0, **none)
    assert "0 hints" in found(0, task_c="**C (further)**")


def test_how_deep_hints_are_folded():
    assert [depth(one) for one in ("", HINT, HINTS, HINT + HINTS)] == [0, 1, 2, 2]
    assert depth("<details>" + HINT) == depth("</details><details>") == 0


def test_what_is_counted_for_the_minutes():
    counted = count(notebook())
    assert (counted.displays, counted.figures, counted.lines) == (1, 1, 5)
    assert counted.exercises == ("core", "core", "further")
    assert counted.practising == 26
    assert count(notebook(why=f"<details>{GOOD['first']}</details>")).words < counted.words
    more = notebook(why=GOOD["why"] + " word" * 130)
    assert count(more).reading == pytest.approx(counted.reading + 1)
    assert not counted.allows(counted.reading * 1.26)
    assert not counted.allows(counted.reading / 1.26)
    assert counted.allows(counted.reading)
