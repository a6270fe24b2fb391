"""Marks a quiz without giving its answers away, so that it can be taken again.

    mark(student, key="bca", popular="abb", lectures=(1, 2, 2))

The student's function returns the letters as a text. The report says how many are right and which
lectures the others belong to, in the lectures' order; it doesn't say which of them are wrong.
"""

import functools
from dataclasses import replace

from exercises.report import AnswerError, compare

LETTERS = "abc"


def mark(student, key, popular, lectures):
    """A ``Report``. popular: what somebody answers who holds all the common misconceptions."""
    given = []

    def letters():
        answer = student()
        if answer is None or answer is ...:
            return answer
        if not isinstance(answer, str) or len(answer) != len(key) or set(answer) - set(LETTERS):
            raise AnswerError(
                f"{len(key)} letters are asked for, each one of {', '.join(LETTERS)}, "
                "as a text without blanks"
            )
        given[:] = answer
        return _numbers(answer)

    report = compare(
        functools.wraps(student)(letters) if callable(student) else student,
        lambda: _numbers(key),
        cases=[{}],
        mistakes={"the popular answer is given each time": lambda: _numbers(popular)},
    )
    if not given or report.right:
        return report
    wrong = [n for n, a, k in zip(lectures, given, key, strict=True) if a != k]
    right = f"{len(key) - len(wrong)} of {len(key)} are right"
    where = ", ".join(f"{n:02}" for n in sorted(set(wrong)))
    hint = f" This is what comes out when {report.mistake}." if report.mistake else ""
    message = f"{right}. What is missing is told in these lectures: {where}.{hint}"
    return replace(report, message=message, array="", where=(), expected=None, got=None)


def _numbers(letters):
    return [LETTERS.index(letter) for letter in letters]
