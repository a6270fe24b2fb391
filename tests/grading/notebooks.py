"""Honest notebooks of any assignment: the model, other right ones, and such with mistakes.

What is right in other ways comes from the assignment's own module beside this one, right_ps3.py for
ps3: RIGHT = {name: {question: code}}. The codes there are for variant 0.
"""

import importlib
import itertools

from grading import key as keys
from grading import release, source
from tests.grading import proof
from tests.grading.hostile import half, with_function


def points(name, variant=0):
    """{question: points}."""
    return {one["label"]: one["points"] for one in keys.make(name, variant)["questions"]}


def with_slip(name, label, words, variant=0):
    """The model with one known mistake, called by its words, in the answer to this question."""
    code = proof.wrong_code(name, label, words, variant)
    return with_function(release.model_notebook(name, variant), code, label)


def other_ways(name):
    """{name: {question: code}}."""
    short = source.folder(name).name.split("_")[0]
    return importlib.import_module(f"tests.grading.right_{short}").RIGHT


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
    ways = itertools.cycle(other_ways(name) if variant == 0 else [None])
    for k in range(number):
        if k % 5 == 0:
            yield f"model {k}", release.model_notebook(name, variant), total
        elif k % 5 == 1:
            yield f"half {k}", half(name, variant=variant), first_two
        elif k % 5 == 2 and (way := next(ways)):
            yield f"right {k}", right(name, way), total
        else:
            label, words = next(slips_in_turn)
            yield f"{label} {k}", with_slip(name, label, words, variant), total - brings[label]
