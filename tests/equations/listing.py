"""The list of all displayed equations: how well each holds, and how many slips its check noticed.

An equation of several equals signs has one line: the largest error of them, and the spoiled
versions of all its right sides together. Where a check compares with a difference quotient, the
error is that of the quotient. ``test_equations.py`` asserts what is only told here.
"""

import sys
from dataclasses import dataclass

from tests import notebook_text as text
from tests.equations.displays import displays, fold, violations

LATEX = 60  # characters of it are shown
HEAD = f"{'':8}{'error':>8} {'allowed':>8} {'noticed':>8}"


@dataclass(frozen=True)
class Line:
    """One equation. ``noticed`` of ``spoiled`` wrong versions were told from the right one."""

    tag: str
    latex: str
    error: float
    allowed: float
    noticed: int
    spoiled: int
    wrong: tuple[str, ...]

    def __str__(self):
        latex = self.latex if len(self.latex) <= LATEX else self.latex[: LATEX - 3] + "..."
        proven = f"{self.noticed}/{self.spoiled}"
        return f"{f'({self.tag})':8}{self.error:8.1e} {self.allowed:8.0e} {proven:>8}  {latex}"


def measured(check) -> Line:
    """The check carried out, and its every spoiled version too.

    What a check raises is told as what is wrong with it: the list is to be complete.
    """
    error = allowed = 0.0
    noticed = spoiled = 0
    wrong = []
    try:
        for pair in check.pairs():
            error, allowed = max(error, pair.error()), max(allowed, pair.tolerance)
            caught = [not pair.survives(mutant) for mutant in pair.mutants()]
            noticed, spoiled = noticed + sum(caught), spoiled + len(caught)
            if complaint := pair.disagreement():
                wrong.append(f"({check.tag}) {pair.left} = {pair.right}: {complaint}")
    except Exception as raised:
        wrong.append(f"({check.tag}) {type(raised).__name__}: {raised}")
    if noticed < spoiled or not spoiled:
        wrong.append(f"({check.tag}) {spoiled - noticed} of {spoiled} slips go unnoticed")
    return Line(check.tag, fold(check.latex), error, allowed, noticed, spoiled, tuple(wrong))


def listing(paths, checks) -> tuple[list[str], list[str]]:
    """The lines to be printed, a total last; and everything that is wrong, one sentence each."""
    told, wrong = [], violations(paths, checks)
    every = {check.tag: measured(check) for check in checks}
    for path in paths:
        tags = [tag for display in displays(path)[0] for tag in display.tags if tag in every]
        if tags:
            told += ["", path.stem, HEAD, *(str(every[tag]) for tag in tags)]
    for line in every.values():
        wrong += line.wrong
    return [*told, "", total(paths, list(every.values()))], wrong


def tell(paths, checks) -> int:
    """Print the list. 0 if everything holds, else 1, as a process ends."""
    told, wrong = listing(paths, checks)
    print("\n".join(told[1:]))
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return int(bool(wrong))


def total(paths, lines) -> str:
    shown = [display for path in paths for display in displays(path)[0]]
    defined = sum(display.tags == ("definition",) for display in shown)
    noticed, spoiled = sum(line.noticed for line in lines), sum(line.spoiled for line in lines)
    worst = max(lines, key=lambda line: line.error / (line.allowed or 1.0), default=None)
    numbers = sorted({text.number(path) for path in paths})
    sentences = [
        f"{len(lines)} equations in {len(numbers)} notebooks, and {defined} definitions.",
        f"{noticed} of {spoiled} spoiled versions were noticed.",
    ]
    if worst:
        share = worst.error / (worst.allowed or 1.0)
        sentences.append(f"Closest to its tolerance is ({worst.tag}), at {share:.1%} of it.")
    return " ".join(sentences)
