"""A table filled in by hand: each entry by itself, and what follows from an earlier slip.

    fill(student, right, lines, mistakes)

``right``: {entry: number}. ``lines``: {entry: function of the entries before it}, the same line
of the calculation for everybody. A table may be unfinished: what is still ``...`` is left alone.
Numbers carried from line to line with five digits are up to ``BY_HAND`` off, and that is right.
"""

from collections.abc import Mapping

import numpy as np

from exercises.report import NOT_DONE, NOT_RIGHT, RIGHT, Report

BY_HAND = 2.5e-5


def evaluate(lines):
    """{entry: number}, line by line, each with the numbers before it."""
    values = {}
    for entry, line in lines.items():
        values[entry] = float(line(values))
    return values


def fill(student, right, lines, mistakes):
    """The report on a table. mistakes: {name: lines with a slip in them}."""
    if student is None or student is ...:
        wanted = ", ".join(f"{entry}=..." for entry in _named(right))
        return Report(NOT_DONE, f"Write dict({wanted}) and put in what you have.")
    try:
        given, wrong = _flat(student), ""
        wrong = _misnamed(given, right)
    except (Exception, SystemExit) as error:
        wrong = f"a dict of numbers is asked for ({type(error).__name__}: {error})"
    if wrong:
        return Report(NOT_RIGHT, f"{wrong[0].upper()}{wrong[1:]}.")
    done = {entry: given[entry] for entry in right if entry in given and given[entry] is not ...}
    off = [entry for entry, value in done.items() if not _near(value, right[entry])]
    left = [entry for entry in right if entry not in done]
    if not off:
        if not left:
            return Report(RIGHT, f"All {len(right)} numbers.")
        told = f"So far all right ({len(done)} of {len(right)}). Still to do: {', '.join(left)}."
        return Report(NOT_DONE, told)
    return _told(off, left, done, right, lines, mistakes)


def _told(off, left, done, right, lines, mistakes):
    follows = [entry for entry in off if _follows(entry, done, lines)]
    first = next((entry for entry in off if entry not in follows), off[0])
    message = f"{first}: {right[first]:.5f} is expected, got {done[first]:.5g}."
    if carried := [entry for entry in follows if entry != first]:
        message += f" Rightly made from it, so no slip of their own: {', '.join(carried)}."
    if others := [entry for entry in off if entry != first and entry not in carried]:
        message += f" Look again at {', '.join(others)} too."
    if left:
        message += f" Still to do: {', '.join(left)}."
    mistake = _known(done, mistakes)
    if mistake:
        message += f"\nThis is what comes out when {mistake}."
    return Report(NOT_RIGHT, message, mistake, first, (), right[first], float(done[first]))


def _follows(entry, done, lines):
    """Is it what this line gives, from the numbers that stand before it?"""
    try:
        return _near(done[entry], lines[entry](done))
    except (KeyError, ArithmeticError):
        return False


def _known(done, mistakes):
    for name, lines in mistakes.items():
        made = evaluate(lines)
        if all(_near(value, made[entry]) for entry, value in done.items()):
            return name
    return ""


def _near(value, wanted):
    return bool(abs(value - wanted) <= BY_HAND)


def _flat(student):
    """Lists of numbers become entries of their own: w_c=[1, 2] is w_c[0] and w_c[1]."""
    if not isinstance(student, Mapping):
        raise TypeError(f"got {type(student).__name__}")
    flat = {}
    for name, value in student.items():
        if isinstance(value, list | tuple):
            flat |= {f"{name}[{k}]": one for k, one in enumerate(value)}
        else:
            flat[str(name)] = value
    return {name: value if value is ... else _number(name, value) for name, value in flat.items()}


def _number(name, value):
    array = np.asarray(value)
    if array.shape != () or array.dtype.kind not in "iuf":
        raise TypeError(f"{name} should be one number")
    return float(array)


def _misnamed(given, right):
    if unknown := [name for name in given if name not in right]:
        return f"there is no entry {unknown[0]}; the entries are {', '.join(right)}"
    return "" if given else "the table is empty"


def _named(right):
    """The names to write down: w_c once, not w_c[0] and w_c[1]."""
    return dict.fromkeys(entry.split("[")[0] for entry in right)
