"""How long a lecture takes: to read and try, by a rule; to run, by the clock.

    .venv/bin/python -m tests.minutes notebooks/02_*.ipynb      (or: make minutes)

The rule for reading: 130 words of prose a minute (half of what a novel gets: one stops and thinks),
half a minute for each displayed equation, two minutes for each live figure (to predict, to try, to
see why), and a tenth of a minute for each line of code. What is folded away is read by few, and the
exercises are counted apart: eight minutes for a core one, ten for a further one. The opening of
a notebook names the reading minutes, and may differ from the rule by a quarter: people do.
"""

import ast
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests import notebook_text as text
from tests.frontend import FrontEnd

WORDS_A_MINUTE = 130
DISPLAY, FIGURE, LINE = 0.5, 2.0, 0.1  # minutes
EXERCISE = {"core": 8, "further": 10}
SLACK = 1.25
LONGEST_RUN = 20  # seconds

FOLDED = re.compile(r"<details\b.*</details>", re.DOTALL)
TITLE = re.compile(r"^(?:#+ |\*\*)[^\n]*\((core|further)\)", re.MULTILINE)


@dataclass(frozen=True)
class Minutes:
    """What was counted in a notebook, and what it comes to."""

    words: int
    displays: int
    figures: int
    lines: int
    exercises: tuple[str, ...]

    @property
    def reading(self) -> float:
        counted = DISPLAY * self.displays + FIGURE * self.figures + LINE * self.lines
        return self.words / WORDS_A_MINUTE + counted

    @property
    def practising(self) -> int:
        return sum(EXERCISE[kind] for kind in self.exercises)

    def allows(self, minutes) -> bool:
        return self.reading / SLACK <= minutes <= self.reading * SLACK


def count(notebook) -> Minutes:
    """The lecture proper: up to the exercises, whose titles alone count after that."""
    words = displays = figures = lines = 0
    part, exercises, makers = "", [], figure_makers(notebook)
    for section in text.sections(notebook):
        part = section.heading if section.level <= 2 else part
        if part == "Exercises":
            exercises += TITLE.findall(f"### {section.heading}\n{section.prose}")
        if part in ("Exercises", "Further reading"):
            continue
        prose = FOLDED.sub(" ", section.prose)
        displays += len(text.DISPLAY.findall(prose))
        words += len(re.findall(r"\b[^\W\d_]{2,}", text.blank(text.DISPLAY, prose)))
        figures += sum(shows_a_figure(cell, makers) for cell in section.code)
        lines += sum(len(cell.splitlines()) for cell in section.code)
    return Minutes(words, displays, figures, lines, tuple(exercises))


def figure_makers(notebook) -> set[str]:
    """LiveFigure, and the functions of the notebook that make one."""
    made = {"LiveFigure"}
    for cell in text.cells(notebook, "code"):
        for node in _parsed(text.source(cell)).body:
            if isinstance(node, ast.FunctionDef) and _calls([node], made):
                made.add(node.name)
    return made


def shows_a_figure(source, makers) -> bool:
    """Whether the cell itself makes a live figure; a function that would is not called yet."""
    own = [n for n in _parsed(source).body if not isinstance(n, ast.FunctionDef | ast.ClassDef)]
    return _calls(own, makers)


def _parsed(source):
    try:
        return ast.parse(source)
    except SyntaxError:  # told by another rule
        return ast.Module([], [])


def _calls(nodes, names):
    called = [n.func for node in nodes for n in ast.walk(node) if isinstance(n, ast.Call)]
    return any(getattr(f, "id", getattr(f, "attr", None)) in names for f in called)


def run(path) -> float:
    """Seconds from the start of a kernel to the end of the last cell."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, FrontEnd(path.parent, f"{folder}/log") as front:
        front.run(text.read(path))
        if front.errors:
            raise SystemExit(f"{path.stem}: {front.errors[0]}")
        return time.perf_counter() - begun


def tell(path):
    counted = count(text.read(path))
    print(
        f"{path.stem}: {counted.reading:.0f} minutes to read and try ({counted.words} words, "
        f"{counted.displays} equations, {counted.figures} live figures, {counted.lines} lines), "
        f"{counted.practising} for its {len(counted.exercises)} exercises; "
        f"runs in {run(path):.1f} s (allowed: {LONGEST_RUN} s)",
        flush=True,
    )


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]) if sys.argv[1:] else text.NOTEBOOKS:
        tell(path)
