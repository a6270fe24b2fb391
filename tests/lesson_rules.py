"""The form in which every lecture teaches: predict before each live figure, exercises with hints.

    .venv/bin/python -m tests.lesson_rules notebooks/02_*.ipynb      says what one of them lacks

Lecture 00 is exempt from the number of exercises, and from nothing else.
"""

import re
import sys
from pathlib import Path

from tests import minutes
from tests import notebook_text as text
from tests.alone import dependent, unannounced

CORE, MOST = 2, 6  # exercises
ASKS = re.compile(r"\bpredict", re.IGNORECASE)
CHECK = re.compile(r"\bnb\d+\.check_\w+\(")
RUNS = re.compile(rf"(?:less than|under) {minutes.LONGEST_RUN} s", re.IGNORECASE)
READS = re.compile(r"\*\*Minutes\.?\*\*\W*([0-9]+)")
REFERENCE = re.compile(
    r"^[*-] +(?:[A-Z]\. ?)+[^\n]*(?:\*[^*\n]+\*|\"[^\"\n]+\")[^\n]*", re.MULTILINE
)
YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
RECAP = 30  # words at least


def violations(notebook, number) -> list[str]:
    """Every broken rule of one lecture, one sentence each."""
    wrong = unannounced(notebook) + dependent(notebook)
    wrong += _minutes(notebook) + _predictions(notebook)
    wrong += _exercises(notebook, number)
    prose = {section.heading: section.prose for section in text.sections(notebook)}
    if len(prose.get("Recap", "").split()) < RECAP:
        wrong.append(f"Recap: fewer than {RECAP} words")
    references = REFERENCE.findall(prose.get("Further reading", ""))
    if not any(YEAR.search(one) for one in references):
        wrong.append("Further reading: no reference with author, title and year")
    return wrong


def _minutes(notebook):
    opening, counted = text.source(notebook["cells"][0]), minutes.count(notebook)
    wrong, named = [], READS.search(opening)
    if not named:
        wrong.append("the opening does not say: **Minutes.** and how many, for reading and trying")
    elif not counted.allows(int(named[1])):
        tail = f"about {counted.reading:.0f} (make minutes tells how it is counted)"
        wrong.append(f"the opening says {named[1]} minutes, by the rule it is {tail}")
    if not RUNS.search(opening):
        wrong.append(f"the opening does not say: runs in less than {minutes.LONGEST_RUN} seconds")
    return wrong


def _predictions(notebook):
    """Between a live figure and the one before, a piece of prose asks for a prediction."""
    wrong, asked, makers = [], False, minutes.figure_makers(notebook)
    for cell in notebook["cells"]:
        source = text.source(cell)
        if cell["cell_type"] == "markdown":
            question = ASKS.search(source)
            asked = asked or bool(question and "?" in source[question.start() :])
        elif minutes.shows_a_figure(source, makers):
            if not asked:
                tail = "no prose before it asks to predict, with a question mark"
                wrong.append(f"cell {cell.get('id')}: a live figure, and {tail}")
            asked = False
    return wrong


def _exercises(notebook, number):
    wrong, kinds, before = [], [], ""
    for cell in notebook["cells"]:
        source, name = text.source(cell), f"cell {cell.get('id')}"
        if cell["cell_type"] == "markdown":
            before = source
            continue
        if not CHECK.search(source):
            continue
        titles = minutes.TITLE.findall(before)
        if len(titles) != 1:
            wrong.append(f"{name}: an exercise whose title says neither (core) nor (further)")
        kinds += titles
        steps, needed = depth(before), 2 if titles == ["core"] else 1
        if steps < needed:
            wrong.append(f"{name}: {steps} hints in steps (<details> in <details>), not {needed}")
        before = ""
    if number and (kinds.count("core") < CORE or len(kinds) > MOST):
        told = f"{kinds.count('core')} core exercises of {len(kinds)}"
        wrong.append(f"it has {told}; wanted are at least {CORE} core ones, and {MOST} in all")
    return wrong


def depth(prose) -> int:
    """How deep <details> are nested; 0 where they are not closed as they were opened."""
    now = deepest = 0
    for tag in re.findall(r"<(/?)details\b", prose):
        now += -1 if tag else 1
        deepest = max(deepest, now)
        if now < 0:
            return 0
    return deepest if now == 0 else 0


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]) if sys.argv[1:] else text.NOTEBOOKS:
        for sentence in violations(text.read(path), text.number(path)):
            print(f"{path.stem}: {sentence}")
