"""Submissions that a person should look at, each with the reason.

None of this changes a mark. Much of it is innocent: two friends may work on one machine.
"""

import functools
from collections import defaultdict

from grading import source
from grading.reports.marks import LOOK, UNREADABLE

LONG = 60  # letters from which on two same answers are more than chance
STRANGE = (
    *("ended the program", "did not come to an end", "wrote too much", "was not tried"),
    *("it was handed in by", "they may be another id's"),  # numbers of somebody else
)


def reasons(papers, of_nobody=(), broken=(), timed=False):
    """[(student, reason)], by the order of the papers. timed: is there a deadline?"""
    found, files, answers = [], defaultdict(list), defaultdict(list)
    for paper in papers:
        who, result = paper.student, paper.result
        if paper.reached and result:
            files[result["sha256"]].append(who)
        for line in paper.lines:
            if len(plain := _plain(line.answer)) >= LONG:
                answers[line.label, plain].append(who)
                if _model(paper.key, line.label) in plain:
                    found.append((who, f"{line.label}: has the first words of the model answer."))
        found += [(who, why) for why in _of_one(paper, timed)]
    for group in files.values():
        if len(group) > 1:
            found += [(who, f"The same file as that of {_others(group, who)}.") for who in group]
    for (label, _), group in answers.items():
        if len(group) > 1:
            why = f"{label}: the same words as {{}}."
            found += [(who, why.format(_others(group, who))) for who in group]
    place = {paper.student: k for k, paper in enumerate(papers)}
    found.sort(key=lambda pair: place[pair[0]])
    found += [(one["student"], "Not on the roster: there is no page for it.") for one in of_nobody]
    found += [(name, "This file in the folder of results holds no result.") for name in broken]
    return found


def _plain(text):
    return "".join(text.split()).casefold()


@functools.cache
def _beginnings(assignment, variant):
    """{label: how the model's written answer begins}."""
    cells = [one for one in source.cells(assignment, variant) if one.graded and one.solution]
    return {one.label: _plain(source.solved(one))[:LONG] for one in cells}


def _model(key, label):
    return _beginnings(key["assignment"], key.get("variant", 0)).get(label, "\0")


def _of_one(paper, timed):
    result = paper.result
    if not result:
        return
    if paper.status in (UNREADABLE, LOOK):
        yield result["sentence"]
    if result.get("unboxed"):
        yield "Marked without the box: what came out may be forged."
    if timed and paper.when is None:
        yield "It is not known when this was handed in; nothing was taken off."
    if paper.handed_in > 1:
        yield f"{paper.handed_in} submissions; the one that counts has {paper.reached:g} points."
    said = [*result.get("notes", []), *(line.message for line in paper.lines)]
    yield from dict.fromkeys(one for one in said if any(words in one for words in STRANGE))
    yield from (one for one in said if one.startswith("The notebook says that it is "))
    for line in paper.lines:
        if "](attachment:" in line.answer or "<img" in line.answer.lower():
            yield f"{line.label}: the answer has a picture, which only the notebook shows."


def _others(group, who):
    rest = [one for one in group if one != who]
    shown = ", ".join(rest[:3])
    return shown if len(rest) <= 3 else f"{shown} and {len(rest) - 3} more"
