"""What every assignment has to show, whatever it asks: for the tests of the single ones.

``name`` is the assignment's short name. Code of wrong answers is made from the
assignment's slips.py, so that the marker is shown what a student could hand in.
"""

import ast
import importlib
import inspect
import itertools
import json
from functools import partial

import numpy as np

from grading import grade, key, release, source
from grading.compare import agree
from grading.grade import draw
from tests.grading.hostile import with_function

SEED = 2018


def module(name, part):
    return importlib.import_module(f"assignments.{source.folder(name).name}.{part}")


def lines_of_solutions(name, variant=0):
    """Lines that stand in solutions and nowhere else, the short ones left out."""
    lines = [
        line.strip()
        for cell in source.cells(name, variant)
        if cell.solution
        for line in set(cell.text.split("\n")) - set(source.with_stub(cell).split("\n"))
    ]
    return [one for one in lines if len(one) > 12 and one not in (source.BEGIN, source.END)]


def released(name, variant=0):
    return release.as_bytes(release.student_notebook(name, variant))


def model(name, variant=0):
    return release.as_bytes(release.model_notebook(name, variant))


def leaked(name, variant=0):
    """Lines of solutions that are found in the student's file."""
    text = released(name, variant).decode()
    return [one for one in lines_of_solutions(name, variant) if json.dumps(one)[1:-1] in text]


def told(wrong):
    """The function of slips.py, and what it is told beside the question's arguments."""
    inner = wrong.args[-1] if wrong.args else wrong
    return inner.func, inner.keywords


def as_results(question, result):
    """What a function returned, as {name: array}."""
    return result if isinstance(result, dict) else {question.returns[0]: result}


def right_function(question):
    """The function of slips.py without a slip, as a student would call it."""
    function, given = told(next(iter(question.mistakes.values())))
    return partial(function, **{name: value for name, value in given.items() if name != "slip"})


def farthest(question, cases):
    """By how much slips.py without a slip is off the core, in units of the largest entry."""
    off = 0.0
    for arguments, expected in cases:
        made = as_results(question, right_function(question)(**arguments))
        for name, array in expected.items():
            size = max(1.0, np.max(np.abs(array), initial=0.0))
            off = max(off, np.max(np.abs(made[name] - array), initial=0.0) / size)
    return off


def alike(question, cases):
    """Pairs of mistakes that can't be told apart by their results; "" is the right answer."""
    made = {"": [expected for _, expected in cases]}
    for words, function in question.mistakes.items():
        made[words] = [function(**given) for given, _ in cases]
    return [
        (one, other)
        for one, other in itertools.combinations(made, 2)
        if all(agree(a[k], b[k]) for a, b in zip(made[one], made[other], strict=True) for k in a)
    ]


def drawn(name, label, variant=0, seed=SEED):
    """[(arguments, expected)] of one question, as the marker draws them."""

    class Marking:
        SIZES = module(name, "marking").SIZES
        QUESTIONS = module(name, "marking").questions(variant)

    return draw(Marking, label, seed)


def given_away(name):
    """Pairs of questions, the one of which is given what the other one asks for."""
    labels = list(module(name, "marking").QUESTIONS)
    given, asked = {}, {}
    for label in labels:
        cases = drawn(name, label)
        given[label] = {one for arguments, _ in cases for one in _numbers(arguments)}
        asked[label] = {one for _, expected in cases for one in _numbers(expected)}
    zeros = {np.zeros(n).tobytes() for n in range(1, 40)}
    pairs = itertools.permutations(labels, 2)
    return [(a, b) for a, b in pairs if (given[a] & asked[b]) - zeros]


def _numbers(value):
    """The numbers and arrays in it, as bytes."""
    if isinstance(value, dict):
        return [found for one in value.values() for found in _numbers(one)]
    if isinstance(value, float | np.ndarray):
        return [np.asarray(value, dtype=float).tobytes()]
    return []


def core_in(folder):
    """What is defined in the lstm_core that is handed out, and the modules there."""
    paths = sorted((folder / "student" / "lstm_core").glob("*.py"))
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    defined = {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    return defined, {path.stem for path in paths} - {"__init__"}


def wrong_code(name, label, words, variant=0):
    """The code of an answer with this slip: the whole of slips.py, and a call into it."""
    question = module(name, "marking").questions(variant)[label]
    wrong = question.mistakes[words]
    given = ", ".join(drawn(name, label, variant)[0][0])
    if not given:  # a table of numbers, or a design
        return f"def {question.function}({given}):\n    return {wrong()!r}\n"
    function, keywords = told(wrong)
    there, code = f"_slips_of_{label}", inspect.getsource(inspect.getmodule(function))
    return (  # in a namespace of its own: other answers have the same names
        f"{there} = {{}}\nexec({code!r}, {there})\n"
        f"def {question.function}({given}):\n"
        f"    return {there}[{function.__name__!r}]({given}, **{keywords!r})\n"
    )


def answered(name, codes, variant=0):
    """The model with these answers in place of its own: {label: code}."""
    notebook = release.model_notebook(name, variant)
    for label, code in codes.items():
        notebook = with_function(notebook, code, label)
    return notebook


def marks(name, notebook, boxed=False, variant=0):
    """The result, and {label: (points, message, name of the mistake)}."""
    result = grade(release.as_bytes(notebook), key.make(name, variant), SEED, boxed=boxed)
    said = {
        one["label"]: (one["points"], one["message"], one["mistake"]) for one in result["questions"]
    }
    return result, said


def rounds(name, variant=0):
    """{label: words} again and again, until each slip has been there: all labels at a time."""
    known = {k: list(q.mistakes) for k, q in module(name, "marking").questions(variant).items()}
    for number in range(max(map(len, known.values()))):
        yield {k: words[number] for k, words in known.items() if number < len(words)}


def unnamed(name, variant=0, boxed=False):
    """Slips that the marker doesn't name, or that bring points. Each is marked, in few runs."""
    wrong = []
    for chosen in rounds(name, variant):
        codes = {label: wrong_code(name, label, words, variant) for label, words in chosen.items()}
        _, said = marks(name, answered(name, codes, variant), boxed, variant)
        wrong += [(k, w, said[k]) for k, w in chosen.items() if said[k][::2] != (0, w)]
        wrong += [(k, "", said[k]) for k in said.keys() - chosen.keys() if said[k][0] == 0]
    return wrong
