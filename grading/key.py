"""The key: which questions there are, their points, and the names of the functions that answer.

A key is plain JSON and holds no answer: neither the model's code nor a number that is asked for.
Each variant of an assignment has its own.
"""

import hashlib
import importlib
import json
import re
from types import SimpleNamespace

from grading import source


def make(name, variant=0):
    """The key of an assignment's variant, from its source notebook and its marking module.

    Errors: ``source.NoVariant``; ``ValueError`` where source and marking name other questions.
    """
    path = source.folder(name)
    points = {one.label: one.points for one in source.cells(name, variant) if one.graded}
    known = marking({"assignment": path.name, "variant": variant}).QUESTIONS
    by_hand = {label: n for label, n in points.items() if not label.startswith("check-")}
    if missing := {f"check-{label}" for label in known} ^ (points.keys() - by_hand.keys()):
        raise ValueError(f"{path.name}: not both marked and known: {sorted(missing)}")
    questions = [
        {
            "label": label,
            "points": points[f"check-{label}"],
            "function": question.function,
            "returns": list(question.returns),
            "float32": question.float32,
        }
        for label, question in known.items()
    ]
    hand = [{"label": label, "points": n} for label, n in by_hand.items()]
    about = {"format": 1, "assignment": path.name, "variant": variant}
    return about | {"questions": questions, "by_hand": hand}


def marking(key):
    """What draws inputs and knows the right answers: the names of the assignment's marking module,
    with ``QUESTIONS`` those of the key's variant.
    """
    name = key["assignment"]
    if not re.fullmatch(r"ps\d\w*", name):
        raise ValueError(f"key: {name!r} is no name of an assignment")
    variant = key.get("variant", 0)
    source.expect_variant(name, variant)
    module = importlib.import_module(f"assignments.{name}.marking")
    return SimpleNamespace(**vars(module) | {"QUESTIONS": module.questions(variant)})


def digest(key):
    """The key's own name: results of different keys don't mix."""
    return hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
