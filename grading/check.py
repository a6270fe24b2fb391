"""A student's own look: the visible checks, on the student's own machine, and nothing hidden.

The checks are those of the assignment, also where the notebook's have been changed. The lstm_core
is the one that marking allows, so what works here works there.
"""

from grading import key as keys
from grading import reading, source
from grading.box import Limits
from grading.box.rooms import furnished
from grading.box.run import run

PATIENT = Limits(seconds=60)  # a student's cells may train something


def check(name, data, limits=PATIENT, variant=0):
    """Lines that say, for each function, whether its visible check passes."""
    key = keys.make(name, variant)
    # The student's own copies of the checks would only say everything twice.
    cells = [
        {"label": one["label"], "source": one["source"]}
        for one in reading.cells(data)
        if one["kind"] == "code" and not one["label"].startswith("check-")
    ]
    visible = source.checks(name, variant)
    tests = [{"label": "example", "source": source.example(name, variant)}]
    for question in key["questions"]:
        label = question["label"]
        tests.append({"label": f"check-{label}", "source": visible[label]})
    job = {"cells": [*cells, *tests], "questions": []}
    with furnished(keys.marking(key).CORE) as room:
        done = run(job, room, limits, boxed=False, confirm=0)
    lines = []
    for number, question in enumerate(key["questions"], start=len(cells) + 1):
        step = f"cell:{number}"
        said = reading.plain(done.notes.get(step, ""))
        if step in done.left_out:
            said = "it did not come to an end"
        words = said.removeprefix("AssertionError: ").split(" (line ")[0]
        if said.startswith("NotImplementedError"):
            words = "not done yet"
        mark = "✗" if words else "✓"
        lines.append(f"{mark} {question['function']}: {words or 'the visible check passes'}")
    for step, said in done.notes.items():
        number = int(step.removeprefix("cell:"))
        if number < len(cells):
            lines.append(f"  code cell {number + 1} raises {reading.plain(said)}")
    return lines
