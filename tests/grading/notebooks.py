"""Honest notebooks: the model, other right ones, and such with mistakes; with their marks."""

import inspect
import itertools

from assignments.ps3_lstm_backprop import mistakes, slips
from grading import release
from tests.grading.hostile import half, with_function
from tests.grading.right import RIGHT

POINTS = {"forward": 4, "synchronous": 2, "bptt": 6, "weights": 5, "update": 3}
NAMES = {"synchronous": "synchronous_backprop", "weights": "weight_gradients"}
PARAMETERS = {
    "forward": "params, x",
    "synchronous": "h, y, scored",
    "bptt": "params, trace, eps",
    "weights": "x, trace, deltas",
    "update": "params, grads, eta",
}


def wrong_function(label, slip):
    """The code of an answer with this slip: the whole of slips.py, and a call into it."""
    name, given = NAMES.get(label, label), PARAMETERS[label]
    there = "weight_gradients" if label == "weights" else label
    code = inspect.getsource(slips).split('"""', 2)[2]
    call = f"def {name}({given}):\n    return _{label}({given}, slip={slip!r})\n"
    return f"{code}\n_{label} = {there}\n{call}"


def with_slip(label, slip):
    return with_function(release.model_notebook("ps3"), wrong_function(label, slip), label)


def right(name):
    notebook = release.model_notebook("ps3")
    for label, code in RIGHT[name].items():
        notebook = with_function(notebook, code, label)
    return notebook


def all_slips():
    return [(label, slip) for label, known in mistakes.MISTAKES.items() for slip in known]


def honest(number):
    """(name, notebook, points): a class of students, as large as is wanted."""
    slips_in_turn, rights = itertools.cycle(all_slips()), itertools.cycle(RIGHT)
    for k in range(number):
        if k % 5 == 0:
            yield f"model {k}", release.model_notebook("ps3"), 20
        elif k % 5 == 1:
            yield f"half {k}", half(), 6
        elif k % 5 == 2:
            yield f"right {k}", right(next(rights)), 20
        else:
            label, slip = next(slips_in_turn)
            yield f"{label} {k}", with_slip(label, slip), 20 - POINTS[label]
