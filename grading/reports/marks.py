"""From results to marks: a paper for each student of the roster, also for who handed nothing in.

Which of several submissions counts, what lateness takes away, what a person gave for a written
answer, and what a second look changed: all of it is kept beside the marks, so that it can be said.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grading import key as keys
from grading import results, source
from grading.reports import late
from grading.reports.lists import Given, Wrong

NOTHING, OPEN, MARKED = "nothing handed in", "written answers to be marked", "marked"
UNREADABLE, LOOK = "unreadable", "to be looked at"


@dataclass
class Line:
    """One question of one student."""

    label: str
    out_of: float
    written: bool
    points: float | None = 0.0  # None: a person has still to mark it
    message: str = ""
    mistake: str = ""
    answer: str = ""
    comment: str = ""
    changed: str = ""  # what a second look changed, and why
    visible: dict = field(default_factory=dict)
    entries: dict = field(default_factory=dict)


@dataclass
class Paper:
    """One student's marks. ``reached`` is before lateness, ``total`` after it."""

    student: str
    name: str
    key: dict
    status: str
    lines: list
    result: dict = field(default_factory=dict)  # the submission that counts
    handed_in: int = 0  # how many submissions there are
    when: datetime | None = None  # when it was handed in
    lost: float = 0.0  # percent
    late: str = ""

    @property
    def reached(self):
        return sum(line.points or 0.0 for line in self.lines)

    @property
    def total(self):
        return self.reached * (1 - self.lost / 100)

    @property
    def out_of(self):
        return sum(line.out_of for line in self.lines)


def gather(folder):
    """(results, the names of files that hold none) of a folder, sorted by file.

    Errors: ``Wrong`` where there is no result, or results of several assignments.
    """
    files = sorted(Path(folder).glob("*.json"))
    found = [(path.name, results.read(path)) for path in files]
    good = [one for _, one in found if one is not None and _whole(one)]
    broken = [name for name, one in found if one is None or not _whole(one)]
    if not good:
        raise Wrong(folder, ["there are no results in this folder"])
    if len(names := sorted({one["assignment"] for one in good})) > 1:
        raise Wrong(folder, [f"results of several assignments: {', '.join(names)}"])
    return good, broken


def _whole(result):
    wanted = {"student", "assignment", "key", "sha256", "points", "sentence", "questions"}
    return wanted <= result.keys()


def keys_by_digest(assignment, extra=()):
    """{digest: key} of all variants of an assignment, and of keys from files."""
    made = [keys.make(assignment, variant) for variant in source.variants(assignment)]
    return {keys.digest(one): one for one in [*made, *extra]}


def questions(key):
    """{label: points at most}, and the set of those that a person marks."""
    every = [*key["questions"], *key["by_hand"]]
    return {one["label"]: one["points"] for one in every}, {o["label"] for o in key["by_hand"]}


def plain_id(student):
    return " ".join(student.split()).casefold()


def papers(found, roster, known, *, rules=None, times=None, written=None, regrades=None):
    """([Paper] in the order of the roster, [results of nobody on it]).

    found: results; known: {digest: key}; written, regrades: {(student, question): Given}.
    Errors: ``Wrong`` where a result's key is not known.
    """
    rules, times = rules or late.Rules(), times or {}
    if strange := sorted({one["student"] for one in found if one["key"] not in known}):
        raise Wrong("--key", [f"the key with which {strange[0]!r} was marked is missing"])
    by_plain, of_nobody = defaultdict(list), []
    for student in roster:
        by_plain[plain_id(student)].append(student)
    mine = defaultdict(list)
    for one in found:
        who = [one["student"]] if one["student"] in roster else by_plain[plain_id(one["student"])]
        if len(who) == 1:
            mine[who[0]].append(one)
        else:
            of_nobody.append(one)
    usual = known[found[0]["key"]]
    made = []
    for student, name in roster.items():
        each = [
            _paper(student, name, known[one["key"]], one, rules, times, written or {})
            for one in sorted(mine[student], key=lambda one: _order(one))
        ]
        paper = _counting(each, rules) if each else _nothing(student, name, usual, written or {})
        paper.handed_in = len(each)
        _regraded(paper, regrades or {})
        made.append(paper)
    return made, of_nobody


def _order(result):
    when = late.moment(result.get("modified"))
    return (when is not None, when.timestamp() if when else 0.0, result["sha256"])


def _counting(each, rules):
    """The last of them, or the first of the best."""
    return max(each, key=lambda paper: paper.total) if rules.which == "best" else each[-1]


def _nothing(student, name, key, written):
    out_of, by_hand = questions(key)
    lines = [Line(label, most, label in by_hand) for label, most in out_of.items()]
    paper = Paper(student, name, key, NOTHING, lines)
    _marked_by_hand(paper, written)
    return paper


def _paper(student, name, key, result, rules, times, written):
    out_of, by_hand = questions(key)
    by_label = {one["label"]: one for one in result["questions"]}
    answers = {one["label"]: one.get("answer", "") for one in result.get("by_hand", [])}
    lines = []
    for label, most in out_of.items():
        line = Line(label, most, label in by_hand)
        if line.written and result["status"] == MARKED:
            line.points, line.answer = None, answers.get(label, "")
        for name_of in ("points", "message", "mistake", "visible", "entries"):
            if name_of in by_label.get(label, {}):
                setattr(line, name_of, by_label[label][name_of])
        lines.append(line)
    status = result["status"] if result["status"] in (MARKED, UNREADABLE) else LOOK
    paper = Paper(student, name, key, status, lines, result)
    _marked_by_hand(paper, written)
    paper.when = times.get(student) or late.moment(result.get("modified"))
    paper.lost, paper.late = rules.lost(student, paper.when)
    return paper


def _marked_by_hand(paper, written):
    for line in paper.lines:
        if given := written.get((paper.student, line.label)):
            line.points, line.comment = given.points, given.words
    _settle(paper)


def _regraded(paper, regrades):
    for line in paper.lines:
        given = regrades.get((paper.student, line.label))
        if isinstance(given, Given):
            was = "not marked" if line.points is None else f"{line.points:g}"
            line.changed = f"Changed from {was} to {given.points:g}: {given.words}"
            line.points = given.points
    _settle(paper)


def _settle(paper):
    """A paper is marked when nothing of it waits for a person."""
    waits = any(line.points is None for line in paper.lines)
    if paper.status in (OPEN, MARKED):
        paper.status = OPEN if waits else MARKED
