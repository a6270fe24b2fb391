"""Honest notebooks of any assignment: the model, other right ones, and such with mistakes.

What is right in other ways comes from the assignment's own module beside this one, right_ps3.py for
ps3: RIGHT = {name: {question: code}}. The codes there are for variant 0.

Where each student has numbers of one's own, an honest notebook is made for its student.
"""

import importlib
import itertools
import re

from grading import grade, release, source
from grading import key as keys
from tests.grading import proof
from tests.grading.hostile import half, signed, with_function

BY_HAND = re.compile(r"\d\.\d{5}")  # numbers that somebody has written into a code


def points(name, variant=0):
    """{question: points}."""
    return {one["label"]: one["points"] for one in keys.make(name, variant)["questions"]}


def with_slip(name, label, words, variant=0, student=""):
    """The model with one known mistake, called by its words, in the answer to this question."""
    marking = proof.module(name, "marking")
    if hasattr(marking, "wrong_table"):
        made = marking.wrong_table(variant, label, words, student)
        code = f"def {marking.QUESTIONS[label].function}():\n    return {made!r}\n"
    else:
        code = proof.wrong_code(name, label, words, variant)
    return with_function(release.model_notebook(name, variant), code, label)


def other_ways(name):
    """{name: {question: code}}."""
    short = source.folder(name).name.split("_")[0]
    return importlib.import_module(f"tests.grading.right_{short}").RIGHT


def for_anybody(name):
    """The other ways that serve each student, in turn and again: no numbers are written in them."""
    ways = other_ways(name)
    if hasattr(proof.module(name, "marking"), "STUDENT"):
        ways = {k: way for k, way in ways.items() if not BY_HAND.search("".join(way.values()))}
    return itertools.cycle(ways)


def right(name, way):
    notebook = release.model_notebook(name)
    for label, code in other_ways(name)[way].items():
        notebook = with_function(notebook, code, label)
    return notebook


def all_slips(name, variant=0):
    """(question, words) of each known mistake of this variant."""
    asked = proof.module(name, "marking").questions(variant)
    return [(label, words) for label, one in asked.items() for words in one.mistakes]


def honest(number, name="ps3", variant=0):
    """(name, notebook, points): a class of students, as large as is wanted."""
    brings = points(name, variant)
    total, first_two = sum(brings.values()), sum(list(brings.values())[:2])
    slips_in_turn = itertools.cycle(all_slips(name, variant))
    ways = for_anybody(name) if variant == 0 else itertools.repeat(None)
    for k in range(number):
        if k % 5 == 0:
            yield f"model {k}", release.model_notebook(name, variant), total
        elif k % 5 == 1:
            yield f"half {k}", half(name, variant=variant), first_two
        elif k % 5 == 2 and (way := next(ways)):
            yield f"right {k}", right(name, way), total
        else:
            label, words = next(slips_in_turn)
            student = f"{label} {k}"
            notebook = with_slip(name, label, words, variant, student)
            yield student, notebook, _points_left(name, variant, student, notebook, label, total)


def _points_left(name, variant, student, notebook, label, total):
    """What a notebook with one mistake has to get. In a table it costs its own entries only.

    How many these are is proven apart, and found out here without box, pool or cluster.
    """
    key = keys.make(name, variant)
    if not hasattr(keys.marking(key), "STUDENT"):
        return total - points(name, variant)[label]
    data = release.as_bytes(signed(notebook, student))
    left = grade(data, key, 0, student=student, boxed=False)["points"]
    if not 0 < total - left <= points(name, variant)[label]:
        raise AssertionError(f"{name} {variant}, {student}: {left} of {total} points")
    return left
