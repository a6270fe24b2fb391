"""A table marked entry by entry, where a wrong number that is carried forward counts once.

An entry is right if it is the right number, or if it is what its own line gives from the student's
earlier numbers. Such a number has to have gone through the line, though: one that only repeats a
number it is made from (zeros made from zeros) shows nothing, and does not count.

Numbers written by hand, with six digits after the point, may be ``BY_HAND`` off.
"""

import math
from collections import Counter
from typing import NamedTuple

from grading.compare import number, plain, read

BY_HAND = 1e-5
RIGHT, CARRIED, WRONG, MISSING = "right", "carried forward", "wrong", "missing"


class Entry(NamedTuple):
    """One number of a table.

    name   as the student writes it: "g"; key: as other lines call it, "g[0]"
    right  the right number
    line   a function of all numbers so far, by their keys: what this one is made of
    slips  {words: a line with that slip in it}
    """

    name: str
    key: str
    right: float
    line: object
    slips: dict


class Marked(NamedTuple):
    """``share`` of the points, the sentence, the known mistake, and {entry's name: verdict}."""

    share: float
    message: str
    mistake: str
    verdicts: dict


class _Seen(dict):
    """Numbers by key, and which of them were asked for."""

    def __init__(self, numbers):
        super().__init__(numbers)
        self.asked = {}

    def __getitem__(self, key):
        self.asked[key] = super().__getitem__(key)
        return self.asked[key]


def mark(questions, tables, values, why_nothing):
    """{label: Marked} of the tables of one notebook.

    questions: the key's; tables: {label: [Entry]}, in the order in which they are computed;
    values: what the box said, {label: {case: value}}; why_nothing: {label: what is known if it
    said nothing}. Where a number is missing, later ones are looked at as if it were right.
    """
    asked = {question["label"]: question for question in questions}
    right, mine, marked = {}, {}, {}
    for label, table in tables.items():
        question = asked[label]
        right |= {entry.key: entry.right for entry in table}
        problem, numbers = _numbers(question, values.get(label, {}).get(0), why_nothing[label])
        verdicts, wrong = {}, []
        for entry in table:
            got = numbers.get(entry.name)
            verdicts[entry.name] = _verdict(entry, got, mine, right)
            if verdicts[entry.name] == WRONG:
                wrong.append((entry, got, dict(mine)))
            mine[entry.key] = entry.right if got is None else got
        count = Counter(verdicts.values())
        share = (count[RIGHT] + count[CARRIED]) / len(table)
        message, mistake = problem, ""
        if not problem:
            message, mistake = _told(question["function"], verdicts, count, wrong)
        marked[label] = Marked(share, message, mistake, verdicts)
    return marked


def _numbers(question, value, note):
    """(a sentence if there is no table at all, {name: number})."""
    name = question["function"]
    arrays = value.get("arrays") if isinstance(value, dict) else None
    if not isinstance(arrays, dict):
        return read(name, value, question["returns"], note)[0], {}
    return "", {k: number(arrays.get(k)) for k in question["returns"]}


def near(one, other):
    return math.isfinite(one) and abs(one - other) <= BY_HAND


def _verdict(entry, got, mine, right):
    if got is None:
        return MISSING
    if near(got, entry.right):
        return RIGHT
    seen = _Seen(mine)
    made = _made(entry.line, seen)
    if made is None or not near(got, made):
        return WRONG
    truly = [key for key in seen.asked if near(entry.right, right[key])]  # such as dh = eps
    repeats = any(near(got, one) for key, one in seen.asked.items() if key not in truly)
    return WRONG if repeats else CARRIED


def _made(line, numbers):
    """What a line gives, or None where a student's numbers are too large for it."""
    try:
        return float(line(numbers))
    except (ArithmeticError, ValueError):
        return None


def _known(wrong):
    """The words of the slip that gives the first wrong number, or "".

    Of several the one that gives the most of the others as well: a bias may be near 0 by chance.
    """

    def explained(words):
        return [
            entry.key
            for entry, got, before in wrong
            if words in entry.slips and _gives(entry.slips[words], got, before)
        ]

    first = wrong[0][0]
    counts = {w: len(found) for w in first.slips if (found := explained(w))[:1] == [first.key]}
    return max(counts, key=counts.get, default="")


def _gives(line, got, before):
    made = _made(line, before)
    return made is not None and near(got, made)


def _told(name, verdicts, count, wrong):
    """(sentence, name of the mistake)."""
    total = len(verdicts)
    if count[RIGHT] == total:
        return "Right.", ""
    good = count[RIGHT] + count[CARRIED]
    lines, mistake = [f"{name}: {good} of {total} numbers count."], ""
    if wrong:
        entry, got, _ = wrong[0]
        lines.append(f"The first wrong one is {entry.name}, {plain(f'{got:.6g}')}.")
        mistake = _known(wrong)
        if mistake:
            lines.append(f"This is what comes out when {mistake}.")
        if wrong[1:]:
            lines.append(f"Wrong too: {', '.join(other.name for other, *_ in wrong[1:])}.")
    if carried := [k for k, one in verdicts.items() if one == CARRIED]:
        lines.append(f"Rightly made from an earlier wrong number: {', '.join(carried)}.")
    if missing := [k for k, one in verdicts.items() if one == MISSING]:
        lines.append(f"No number yet: {', '.join(missing)}.")
    return " ".join(lines), mistake
