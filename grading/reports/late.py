"""Late work: what an instructor decides, in a file, and what follows for a submission.

    deadline = 2026-10-16T23:59:00-05:00   # with the offset from UTC
    grace_minutes = 15                     # so late is still in time
    percent_per_day = 10                   # of the points reached, for each day begun
    most_percent = 50                      # never more than that
    which = "last"                         # or "best": which one counts of several submissions

    [extensions]                           # a later deadline for single students
    ana = 2026-10-20T23:59:00-05:00

All lines may be left out; without a deadline nothing is late. Days are counted from the deadline,
not from the end of the grace.
"""

import math
import tomllib
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from pathlib import Path

from grading.reports.lists import Wrong
from grading.reports.lists import read as table


@dataclass(frozen=True)
class Rules:
    deadline: datetime | None = None
    grace_minutes: float = 0
    percent_per_day: float = 0
    most_percent: float = 100
    which: str = "last"
    extensions: dict = field(default_factory=dict)

    def lost(self, student, submitted):
        """(percent of the points, the sentence for it). submitted: a time, or None."""
        deadline = self.extensions.get(student, self.deadline)
        if deadline is None or submitted is None:
            return 0.0, ""
        if submitted <= deadline + timedelta(minutes=self.grace_minutes):
            return 0.0, ""
        days = math.ceil((submitted - deadline) / timedelta(days=1))
        percent = min(days * self.percent_per_day, self.most_percent)
        when = f"on day {days} after the deadline"
        return float(percent), f"Handed in late, {when}: {percent:g} % of the points are taken off."


def read(path, students):
    """The ``Rules`` in a TOML file. Errors: ``Wrong``, with everything that can't be."""
    try:
        given = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Wrong(path, [f"can't be read: {error}"]) from None
    known = [one.name for one in fields(Rules)]
    problems = [f"{name} is no rule; there is {', '.join(known)}" for name in given.keys() - known]
    for name in ("grace_minutes", "percent_per_day", "most_percent"):
        most = math.inf if name == "grace_minutes" else 100
        value = given.get(name, 0)
        if type(value) not in (int, float) or not 0 <= value <= most:
            problems.append(f"{name}: expected a number from 0 to {most:g}, got {value!r}")
    if given.get("which", "last") not in ("last", "best"):
        problems.append(f"which: expected 'last' or 'best', got {given['which']!r}")
    extensions = given.get("extensions", {})
    if not isinstance(extensions, dict):
        problems.append(f"extensions: expected a table of students, got {extensions!r}")
        extensions = {}
    times = {"deadline": given["deadline"]} if "deadline" in given else {}
    for name, value in (times | {f"extensions.{k}": v for k, v in extensions.items()}).items():
        if not isinstance(value, datetime) or value.tzinfo is None:
            example = "2026-10-16T23:59:00-05:00"
            problems.append(f"{name}: expected a time with its offset, as {example}, got {value}")
    problems += [f"extensions: {k!r} is not on the roster" for k in extensions.keys() - students]
    if problems:
        raise Wrong(path, sorted(problems))
    return Rules(**given)


def times(path, students):
    """{student: when it was handed in}. Columns: student, submitted (with its offset)."""
    found, problems = {}, []
    for line, row in table(path, ["student", "submitted"]):
        student, text = row["student"], row["submitted"]
        when = moment(text)
        if student not in students:
            problems.append(f"line {line}: {student!r} is not on the roster")
        elif student in found:
            problems.append(f"line {line}: {student!r} is there twice")
        elif when is None:
            problems.append(f"line {line}: expected a time with its offset, got {text!r}")
        found[student] = when
    if problems:
        raise Wrong(path, problems)
    return found


def moment(text):
    """A time with its offset from UTC, of text in ISO's form, or None."""
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo is not None else None
