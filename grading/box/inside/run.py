"""What runs in the box: the student's cells, then each function on the inputs from outside.

In comes one JSON job (standard input), out go JSON lines: what has begun, what came of it. Nothing
here has to be trusted: whoever forges a line has to know the right numbers, and those are outside.
The standard library, NumPy, and the room's own lstm_core are all there is.
"""

import json
import os
import sys

ROOM = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [ROOM, *sys.argv[1:2]] if sys.argv[1:] else [ROOM, "/packages"]

import warnings  # noqa: E402

import numpy as np  # noqa: E402
from encode import decode, encode  # noqa: E402
from find import answers, defines, parsed  # noqa: E402

NOTE = 300  # characters of an error that are passed on


def main():
    run_one = call  # what a cell does to this module's names comes too late
    job = json.loads(sys.stdin.buffer.read())
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # what the student prints goes nowhere
        os.dup2(nowhere, descriptor)
    write, dumps = os.write, json.dumps

    def say(**line):
        data = dumps(line).encode() + b"\n"
        while data:
            data = data[write(out, data) :]

    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    skip = set(job["skip"])
    functions = run_cells(job, skip, say)
    for question in job["questions"]:
        label, unit = question["label"], f"call:{question['label']}"
        if unit in skip:
            continue
        say(begin=unit)
        if label not in functions:
            say(result=label, case=0, value={"missing": True})
            say(end=unit)
            continue
        for case, arguments in enumerate(question["calls"]):
            value = run_one(functions[label], arguments, question["returns"])
            say(result=label, case=case, value=value)
            if not value.keys() & {"arrays"}:
                break  # an error in one case is enough
        say(end=unit)
    for question in job["questions"]:  # after all that counts: it can take nothing away
        label, unit = question["label"], f"show:{question['label']}"
        if "visible" in question and unit not in skip:
            say(begin=unit)
            if label in functions:
                value = run_one(functions[label], question["visible"], question["returns"])
                say(show=label, value=value)
            say(end=unit)
    say(done=True)
    os._exit(0)  # nothing of the student's runs after this


def run_cells(job, skip, say):
    """Run the cells in order; {label: function} of the questions that have one."""
    cells, space = [], {"__name__": "__main__", "display": lambda *_, **__: None}
    space["get_ipython"] = lambda: None
    for index, cell in enumerate(job["cells"]):
        statements = []
        if f"cell:{index}" not in skip:
            say(begin=f"cell:{index}", phase=False)
            statements, problem = parsed(cell["source"])
            if problem is not None:
                say(note=f"cell:{index}", error=told(problem))
        cells.append((cell, statements))
    chosen = answers([(c["label"], defines(s)) for c, s in cells], job["questions"])
    names = {question["label"]: question["function"] for question in job["questions"]}
    functions = {}
    for index, (cell, statements) in enumerate(cells):
        if f"cell:{index}" in skip:
            continue
        say(begin=f"cell:{index}", phase=True)
        problem = run_statements(statements, space)
        if problem is not None:
            say(note=f"cell:{index}", error=told(problem))
        say(end=f"cell:{index}", label=cell["label"], failed=problem is not None)
        for label, where in chosen.items():
            if where == index and names[label] in space:
                functions[label] = space[names[label]]
    # Answers that call each other find the chosen ones, whatever a later copy of a cell did.
    space.update((names[label], function) for label, function in functions.items())
    return functions


def run_statements(statements, space):
    """Each by itself: a picture that can't be drawn here keeps no function from being defined."""
    first = None
    for node in statements:
        try:
            exec(compile(_module(node), "<cell>", "exec"), space)
        except BaseException as error:  # SystemExit is one of those that are meant
            first = first or error
    return first


def _module(node):
    import ast

    return ast.Module([node], [])


def call(function, arguments, returns, decode=decode, encode=encode):
    given = decode(arguments)
    try:
        value = function(**given)
    except NotImplementedError:
        return {"stub": True}
    except BaseException as error:
        return {"error": told(error)}
    try:
        result = encode(value, returns)
        if encode(given, list(given)) != encode(decode(arguments), list(given)):
            result["changed"] = True  # the caller's own arrays
        return result
    except BaseException as error:
        return {"odd": f"could not be read ({type(error).__name__})"}


def told(error):
    """One line about an error of the student's, with the line of the cell where it arose."""
    try:
        trace, line = error.__traceback__, getattr(error, "lineno", None)
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "<cell>":
                line = trace.tb_lineno
            trace = trace.tb_next
        where = f" (line {line} of the cell)" if line else ""
        return f"{type(error).__name__}: {error}"[:NOTE] + where
    except BaseException:
        return "an error that can't be shown"


if __name__ == "__main__":
    main()
