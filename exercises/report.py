"""A check compares what the student wrote with what ``lstm_core`` says, and answers kindly.

    def check_gradient_w(student):
        return compare(
            student,
            expected,                          # function of the same arguments
            cases=[dict(x0=1.5, w=0.7, u=-0.9, m=4), ...],
            mistakes={"the sign is turned round": lambda x0, w, u, m: ...},
        )

``expected`` returns an array or a number, or a dict of named ones; the student's function may then
return a dict with these names or a tuple in this order. For an exercise that asks for a value
instead of a function leave ``cases`` out; ``expected`` and the mistakes are then values too.

A check never raises (a notebook with an unfinished exercise must run to its end) and never changes
what it was given: each call gets a copy of the inputs.
"""

import copy
import dis
import html
import inspect
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from exercises.words import error_words, given, line_words, shape_words, short

NOT_DONE, RIGHT, NOT_RIGHT = "not done yet", "right", "not yet right"
DOTS = "Replace the ... by your own code and run the cell again."
RETURN = "Your function returns nothing: does its last line begin with `return`?"
TOLERANCE = 1e-9  # relative to the largest magnitude expected


class AnswerError(ValueError):
    """An answer that can't be tried out; its message is the report's."""


@dataclass(frozen=True)
class Report:
    """The answer to an exercise, shown as it is when it is the last line of a cell.

    ``status`` is "not done yet", "right" or "not yet right"; ``message`` is what there is to say;
    ``mistake`` is the name of the known mistake that gives exactly the student's result, or "".
    ``array``, ``where``, ``expected``, ``got``: the first disagreement, where there is one.
    """

    status: str
    message: str = ""
    mistake: str = ""
    array: str = ""
    where: tuple[int, ...] = ()
    expected: float | None = None
    got: float | None = None

    @property
    def right(self):
        return self.status == RIGHT

    def __repr__(self):
        sentence = self.status[0].upper() + self.status[1:] + "."
        return f"{sentence} {self.message}".strip()

    def _repr_html_(self):
        mark = {NOT_DONE: "◌", RIGHT: "✓", NOT_RIGHT: "✗"}[self.status]
        lines = html.escape(self.message).replace("\n", "<br>")
        lines = re.sub("`(.+?)`", r"<code>\1</code>", lines)
        return f"<p role='status'>{mark} <strong>{self.status}</strong><br>{lines}</p>"


def compare(student, expected, cases=None, mistakes=None, name="result", tolerance=TOLERANCE):
    """Compare a student's function (or value, without ``cases``) with the expected one.

    student    what the student wrote; None, ``...`` or a function that returns these is a stub
    expected   a function of the keyword arguments in each case, or a value
    cases      a list of dicts of arguments
    mistakes   {name: a wrong function or value}; reported by name if it explains every case
    name       what a result without a name is called in the report

    Returns a ``Report``. Never raises, save for KeyboardInterrupt.
    """
    try:
        if cases is None:
            cases, student, expected = [{}], _constant(student), _constant(expected)
            mistakes = {key: _constant(value) for key, value in (mistakes or {}).items()}
        return _compare(student, expected, cases, mistakes or {}, name, tolerance)
    except (Exception, SystemExit) as error:
        return Report(NOT_RIGHT, f"The check could not read your answer: {error_words(error)}.")


def _compare(student, expected, cases, mistakes, name, tolerance):
    if student is None or student is ...:
        return Report(NOT_DONE, DOTS)
    if not callable(student):
        return Report(NOT_RIGHT, f"A function is asked for, this is {short(student)}.")
    results = []
    for case in cases:
        try:
            results.append(_call(student, case))
        except AnswerError as error:
            return Report(NOT_RIGHT, f"{error}.")
        except (Exception, SystemExit) as error:
            return Report(NOT_RIGHT, f"{given(case)}{line_words(error, student)}.")
    if all(_is_stub(result) for result in results):
        return Report(NOT_DONE, DOTS if results[0] is not None or _empty(student) else RETURN)
    for case, result in zip(cases, results, strict=True):
        wrong = _difference(result, _call(expected, case), name, tolerance)
        if wrong:
            sentence, found = wrong
            mistake = _known(results, cases, mistakes, name, tolerance)
            hint = f"\nThis is what comes out when {mistake}." if mistake else ""
            return Report(NOT_RIGHT, f"{given(case)}{sentence}.{hint}", mistake, **found)
    return Report(RIGHT, f"It agrees in {len(cases)} cases." if len(cases) > 1 else "")


def _known(results, cases, mistakes, name, tolerance):
    """The name of the first mistake that explains every result of the student's, or ''."""
    for mistake, wrong in mistakes.items():
        pairs = zip(results, (_call(wrong, case) for case in cases), strict=True)
        if all(_difference(got, made, name, tolerance) is None for got, made in pairs):
            return mistake
    return ""


def _difference(got, expected, name, tolerance):
    """None if they agree, else (a sentence, the fields of the report)."""
    if not isinstance(expected, Mapping):
        return _array_difference(name, got, expected, tolerance)
    if not isinstance(got, Mapping):
        if not isinstance(got, tuple | list) or len(got) != len(expected):
            wanted = ", ".join(expected)
            return f"{len(expected)} results are asked for ({wanted}), got {short(got)}", {}
        got = dict(zip(expected, got, strict=True))
    for key, value in expected.items():
        if key not in got:
            return f"{key} is missing", {"array": key}
        if wrong := _array_difference(key, got[key], value, tolerance):
            return wrong
    return None


def _array_difference(name, got, expected, tolerance):
    expected = np.asarray(expected, dtype=float)
    try:
        array = np.asarray(got)
        if array.dtype.kind not in "buif":
            raise TypeError
        array = array.astype(float)
    except Exception:
        return f"{name} should be made of real numbers, got {short(got)}", {"array": name}
    if array.shape != expected.shape:
        shapes = f"{shape_words(expected.shape)} is expected, got {shape_words(array.shape)}"
        return f"{name}: {shapes}", {"array": name}
    # A known mistake may give NaN, and is recognised by it.
    scale = np.max(np.abs(expected), initial=0.0, where=np.isfinite(expected)) or 1.0
    with np.errstate(all="ignore"):
        agree = (array == expected) | (np.abs(array - expected) <= tolerance * scale)
        agree |= np.isnan(array) & np.isnan(expected)
    if agree.all():
        return None
    where = tuple(int(k) for k in np.unravel_index(np.argmin(agree), agree.shape))
    wanted, found = float(expected[where]), float(array[where])
    place = f"{name}[{', '.join(map(str, where))}]" if where else name
    fields = {"array": name, "where": where, "expected": wanted, "got": found}
    return f"{place}: {wanted:.10g} is expected, got {found:.10g}", fields


def _call(function, case):
    """Call with a copy of the inputs; a warning about an overflow is no reason to stop."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        result = function(**copy.deepcopy(case))
    try:
        return copy.deepcopy(result)  # a function may hand out the same array again and again
    except Exception:
        return result


def _constant(value):
    return value if value is None or value is ... else lambda: value


def _is_stub(result):
    if isinstance(result, tuple | list) and result:
        return all(_is_stub(one) for one in result)
    return result is None or result is ...


def _empty(function):
    """Whether nothing is done in it: it has the instructions of a function without a line."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return code is None or _instructions(code) == _instructions((lambda: None).__code__)


def _instructions(code):
    return [one.opname for one in dis.get_instructions(code) if one.opname != "NOP"]
