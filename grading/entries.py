"""A table marked entry by entry, where a wrong number that is carried forward counts once.

An entry is right if it is the right number, or if it is what its own line gives from the student's
earlier numbers. Two things keep that from being a present. A zero in the place of a number is a
gap: nothing is made from it. And where most of the lines that hold the student's own weights and
inputs fit neither these nor a known slip, the numbers come from somewhere else, from another
student perhaps, and nothing is carried forward.

Numbers written by hand, with six digits after the point, may be ``BY_HAND`` off.
"""

import math
from collections import Counter
from typing import NamedTuple

from grading.compare import number
from grading.compare import read as read_array

BY_HAND = 1e-5
RIGHT, CARRIED, WRONG, MISSING = "right", "carried forward", "wrong", "missing"


class Entry(NamedTuple):
    """One number of a table.

    name   as the student writes it: "g"; key: as other lines call it, "g[0]"
    right  the right number
    line   a function of all numbers so far, by their keys: what this one is made of
    slips  {words: a line with that slip in it}
    own    does its line hold numbers that only this student has?
    """

    name: str
    key: str
    right: float
    line: object
    slips: dict
    own: bool = False


class Marked(NamedTuple):
    """``share`` of the points, the sentence, the known mistake, and {entry's name: verdict}."""

    share: float
    message: str
    mistake: str
    verdicts: dict


class _Wrong(NamedTuple):
    entry: Entry
    got: float
    before: dict


def mark(questions, tables, values, why_nothing):
    """({label: Marked} of the tables of one notebook, "" or what a person should know).

    questions: the key's; tables: {label: [Entry]}, in the order in which they are computed;
    values: what the box said, {label: {case: value}}; why_nothing: {label: what is known if it
    said nothing}. Where a number is missing, later ones are looked at as if it were right.
    """
    asked = {question["label"]: question for question in questions}
    read = {k: _numbers(asked[k], values.get(k, {}).get(0), why_nothing[k]) for k in tables}
    numbers = {label: found for label, (_, found) in read.items()}
    verdicts, wrong = _judged(tables, numbers)
    remark = ""
    if _foreign(tables, verdicts, wrong):
        verdicts, wrong = _judged(tables, numbers, carry=False)
        remark = FOREIGN
    marked = {}
    for label, table in tables.items():
        count = Counter(verdicts[label].values())
        share = (count[RIGHT] + count[CARRIED]) / len(table)
        message, mistake = read[label][0], ""
        if not message:
            name = asked[label]["function"]
            message, mistake = _told(name, verdicts[label], count, wrong[label])
        marked[label] = Marked(share, message, mistake, verdicts[label])
    return marked, remark


FOREIGN = (
    "Most of the numbers fit neither this student's weights and inputs nor a known slip: they may "
    "be another id's, or rounded too soon. Nothing is carried forward; only right numbers count."
)


def _judged(tables, numbers, carry=True):
    """({label: {name: verdict}}, {label: the wrong ones}), one number after the other."""
    mine, verdicts, wrong = {}, {}, {}
    for label, table in tables.items():
        verdicts[label], wrong[label] = {}, []
        for entry in table:
            got = numbers[label].get(entry.name)
            verdict = _verdict(entry, got, mine, carry)
            gap = got is None
            if verdict == WRONG:
                wrong[label].append(_Wrong(entry, got, dict(mine)))
                gap = near(got, 0.0) and not _is_known(wrong[label][-1])
            mine[entry.key] = entry.right if gap else got
            verdicts[label][entry.name] = verdict
    return verdicts, wrong


def _foreign(tables, verdicts, wrong):
    own = [verdicts[k][entry.name] for k, table in tables.items() for entry in table if entry.own]
    strange = sum(one.entry.own and not _is_known(one) for table in wrong.values() for one in table)
    return 2 * strange > len(own) - own.count(MISSING)


def _numbers(question, value, note):
    """(a sentence if there is no table at all, {name: number})."""
    name = question["function"]
    arrays = value.get("arrays") if isinstance(value, dict) else None
    if not isinstance(arrays, dict):
        return read_array(name, value, question["returns"], note)[0], {}
    return "", {k: number(arrays.get(k)) for k in question["returns"]}


def near(one, other):
    return math.isfinite(one) and abs(one - other) <= BY_HAND


def _verdict(entry, got, mine, carry):
    if got is None:
        return MISSING
    if near(got, entry.right):
        return RIGHT
    return CARRIED if carry and _gives(entry.line, _Wrong(entry, got, mine)) else WRONG


def _gives(line, wrong):
    """Does this line give this number, from the student's numbers before it?"""
    try:
        return near(wrong.got, float(line(wrong.before)))
    except (ArithmeticError, ValueError):  # too large for it
        return False


def _is_known(wrong):
    return any(_gives(line, wrong) for line in wrong.entry.slips.values())


def _known(wrong):
    """The words of the slip that gives the first wrong number, or "".

    Of several the one that gives the most of the others as well: a bias may be near 0 by chance.
    """
    counts = {
        words: sum(
            words in one.entry.slips and _gives(one.entry.slips[words], one) for one in wrong
        )
        for words, line in wrong[0].entry.slips.items()
        if _gives(line, wrong[0])
    }
    return max(counts, key=counts.get, default="")


def _told(name, verdicts, count, wrong):
    """(sentence, name of the mistake)."""
    total = len(verdicts)
    if count[RIGHT] == total:
        return "Right.", ""
    good = count[RIGHT] + count[CARRIED]
    lines, mistake = [f"{name}: {good} of {total} numbers count."], ""
    if wrong:
        lines.append(f"The first wrong one is {wrong[0].entry.name}, {wrong[0].got:.6g}.")
        mistake = _known(wrong)
        if mistake:
            lines.append(f"This is what comes out when {mistake}.")
        if wrong[1:]:
            lines.append(f"Wrong too: {', '.join(one.entry.name for one in wrong[1:])}.")
    if carried := [k for k, one in verdicts.items() if one == CARRIED]:
        lines.append(f"Rightly made from an earlier wrong number: {', '.join(carried)}.")
    if missing := [k for k, one in verdicts.items() if one == MISSING]:
        lines.append(f"No number yet: {', '.join(missing)}.")
    return " ".join(lines), mistake
