"""The example on a student's page: inputs that everybody may see, and what is right for them.

The inputs that decide the marks stay unseen. Beside them each function is called once with inputs
from a seed that is public and the same for all; nothing depends on what comes out.
"""

import contextlib
import importlib
import zlib

import numpy as np

from grading.box.inside.encode import pack
from grading.compare import array

SEED = 417
MOST = 64  # entries of an array that are kept for the page


def returned(assignment):
    """What comes back to students beside the marks, or None: the assignment's returned.py.

    ``READ``     {question's label: (lecture, its section)}: where to read again
    ``OTHER``    {variant: such a table of what stands elsewhere for it}; may be left out
    ``VISIBLE``  the size of the examples, or {label: size}; None where a student's numbers are
                 one's own
    """
    with contextlib.suppress(ModuleNotFoundError):
        return importlib.import_module(f"assignments.{assignment}.returned")
    return None


def where(key, label):
    """(lecture, its section) where to read again, or None."""
    module = returned(key["assignment"])
    other = getattr(module, "OTHER", {}).get(key.get("variant", 0), {})
    return (getattr(module, "READ", {}) | other).get(label)


def example(assignment, marking, label):
    """(arguments, expected) of one question, always the same; or None.

    There is none where many results are right, and where a student's numbers are one's own.
    """
    size = getattr(returned(assignment), "VISIBLE", None)
    size = size.get(label) if isinstance(size, dict) else size
    asked = marking.QUESTIONS[label]
    if size is None or getattr(asked, "judge", None):
        return None
    return asked.draw(np.random.default_rng([SEED, zlib.crc32(label.encode())]), size)


def calls(assignment, marking):
    """{label: packed arguments} of the examples, for the box."""
    found = {}
    for label in marking.QUESTIONS:
        if made := example(assignment, marking, label):
            found[label] = {name: pack(value) for name, value in made[0].items()}
    return found


def kept(value, names):
    """What is kept of a student's result: {name: {"shape", "data"}}, or what else it was."""
    if not isinstance(value, dict) or not isinstance(value.get("arrays"), dict):
        return {}
    found = {}
    for name in names:
        made = array(value["arrays"].get(name))
        if made is not None:
            # Infinity and NaN are no JSON: such entries are kept as words.
            data = [x if np.isfinite(x) else str(x) for x in made.ravel()[:MOST].tolist()]
            found[name] = {"shape": list(made.shape), "data": data}
    return found
