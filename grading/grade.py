"""``grade``: one notebook, one key, one seed, one result. The rest of the marker is around it."""

import contextlib
import hashlib
import zlib

import numpy as np

from grading import key as keys
from grading import reading, visible
from grading.box import Limits, expect_box
from grading.box.inside.encode import pack
from grading.box.rooms import furnished
from grading.box.run import run
from grading.compare import judge
from grading.entries import mark

WHAT_HAPPENED = {
    "died": "ended the program (by os._exit, too much memory, or a crash)",
    "stalled": "did not come to an end in time",
    "flooded": "wrote too much",
    "not tried": "was not tried any more, after other cells had taken all the time",
}


def grade(notebook, key, seed, *, student=None, limits=None, boxed=True, confirm=3.0, room=None):
    """Mark a notebook; the result as plain data.

    notebook  the file's bytes
    key       the assignment's key, a dict
    seed      decides the hidden inputs; kept in the result
    student   who handed it in, by the submission; an assignment may give each one other numbers
    confirm   see ``grading.box.run.run``

    Errors: ``NoBox`` where the box can't be had; ``Suspect`` if confirm is None.
    """
    limits = limits or Limits()
    if boxed:
        expect_box()
    result = {
        "assignment": key["assignment"],
        "key": keys.digest(key),
        "sha256": hashlib.sha256(notebook).hexdigest(),
        "seed": seed,
        "unboxed": not boxed,
        "out_of": sum(question["points"] for question in key["questions"]),
    }
    try:
        cells = reading.cells(notebook)
    except reading.Unreadable as problem:
        return result | {"status": "unreadable", "sentence": str(problem), "points": 0} | EMPTY
    marking = keys.marking(key)
    cases = {
        question["label"]: draw(marking, question["label"], seed) for question in key["questions"]
    }
    job = make_job(cells, key, cases, visible.calls(key["assignment"], marking))
    with contextlib.ExitStack() as stack:
        room = room or stack.enter_context(furnished(marking.CORE))
        done = run(job, room, limits, boxed, confirm)
    nothing = {one["label"]: _why_nothing(one, done) for one in key["questions"]}
    if hasattr(marking, "tables"):
        questions, remarks = _by_entries(marking, key, student, cells, done.values, nothing)
    else:
        questions, remarks = _by_results(marking, key, cases, done.values, nothing), []
        for question, asked in zip(questions, key["questions"], strict=True):
            question["visible"] = visible.kept(done.shown.get(asked["label"]), asked["returns"])
    points = sum(question["points"] for question in questions)
    notes = [*remarks]
    notes += [
        f"Cell {_number(step)} {WHAT_HAPPENED[what]}." for step, what in _cells(done.left_out)
    ]
    notes += [f"Cell {_number(s)} raises {reading.plain(e)}" for s, e in _cells(done.notes)]
    hand = [_by_hand(one, cells) for one in key["by_hand"]]
    about = {"status": "marked", "sentence": f"{points:g} of {result['out_of']:g} points."}
    about |= {"points": points, "questions": questions, "by_hand": hand, "notes": notes}
    return result | about


def _by_results(marking, key, cases, values, nothing):
    """Each question by what its function returns: all of its points, or none."""
    found = []
    for question in key["questions"]:
        label = question["label"]
        asked, said = marking.QUESTIONS[label], values.get(label, {})
        right, message, mistake = judge(question, asked, cases[label], said, nothing[label])
        about = {"label": label, "points": question["points"] if right else 0}
        about |= {"out_of": question["points"], "message": message, "mistake": mistake}
        found.append(about)
    return found


def _by_entries(marking, key, student, cells, values, nothing):
    """Tables of the student's own numbers: points for each entry; and what a person should know.

    The numbers are those of the submission's student, whatever the notebook says: who hands in
    somebody else's work has somebody else's numbers. What it would be worth with the notebook's
    own is told, for a name may also be mistyped.
    """
    named = reading.assigned(cells, marking.STUDENT)
    who = named if student is None else student

    def questions_of(one):
        tables = marking.tables(key.get("variant", 0), one)
        marked, remark = mark(key["questions"], tables, values, nothing)
        found = [
            {
                "label": question["label"],
                "points": question["points"] * marked[question["label"]].share,
                "out_of": question["points"],
                "message": marked[question["label"]].message,
                "mistake": marked[question["label"]].mistake,
                "entries": marked[question["label"]].verdicts,
                "visible": visible.kept(
                    values.get(question["label"], {}).get(0), question["returns"]
                ),
            }
            for question in key["questions"]
        ]
        return found, [remark] * bool(remark)

    questions, remarks = questions_of(who)
    if marking.same(named, who):
        return questions, remarks
    other = sum(one["points"] for one in questions_of(named)[0])
    remarks.append(
        f"The notebook says that it is {reading.plain(named, 60) or 'nobody'}'s; it was handed in "
        f"by {reading.plain(who, 60)} and is marked with the numbers of {reading.plain(who, 60)}. "
        f"With those of {reading.plain(named, 60) or 'nobody'} it would have {other:g} points."
    )
    return questions, remarks


EMPTY = {"questions": [], "by_hand": [], "notes": []}


def draw(marking, label, seed):
    """[(arguments, expected)]: the hidden inputs of one question; no two share any."""
    rng, asked = np.random.default_rng([seed, zlib.crc32(label.encode())]), marking.QUESTIONS[label]
    return [asked.draw(rng, size) for size in getattr(asked, "sizes", marking.SIZES)]


def make_job(cells, key, cases, shown=()):
    """What goes into the box: the cells and the inputs, and nothing of what is expected.

    shown: {label: packed arguments} of the visible examples (grading/visible.py).
    """
    code = [{"label": c["label"], "source": c["source"]} for c in cells if c["kind"] == "code"]
    questions = [
        {
            **{name: question[name] for name in ("label", "function", "returns")},
            "calls": [
                {name: pack(value) for name, value in arguments.items()}
                for arguments, _ in cases.get(question["label"], [])
            ],
            **({"visible": shown[question["label"]]} if question["label"] in shown else {}),
        }
        for question in key["questions"]
    ]
    return {"cells": code, "questions": questions}


def _why_nothing(question, done):
    """The sentence for a question of which nothing came out."""
    name, label = question["function"], question["label"]
    if what := done.left_out.get(f"call:{label}"):
        return f"{name} {WHAT_HAPPENED[what]}."
    if any(step.startswith("cell:") for step in done.left_out):
        return f"No function {name} was found; a cell had to be left out (see the notes)."
    return ""


def _cells(steps):
    """The cells among the steps, in their order."""
    found = [(step, what) for step, what in steps.items() if step.startswith("cell:")]
    return sorted(found, key=lambda pair: _number(pair[0]))


def _number(step):
    """Code cells are counted from 1, as a student counts them."""
    return int(step.removeprefix("cell:")) + 1


def _by_hand(one, cells):
    """A written answer, for a person to read."""
    texts = [cell["source"] for cell in cells if cell["label"] == one["label"]]
    return one | {"answer": texts[-1][:20_000] if texts else ""}
