"""Which cell answers which question: by its label, else by the function that it defines.

Runs in the box, for it reads what a student wrote: Python's own parser can be brought to its knees.
"""

import ast

STUB = "NotImplementedError"


def readable(source):
    """The cell as plain Python: lines of IPython's (%magic, !command, help?) become ``pass``."""
    lines = source.splitlines()
    if lines and lines[0].startswith("%%"):
        lines[0] = ""
    return "\n".join(_plain(line) for line in lines) + "\n"


def _plain(line):
    bare = line.lstrip()
    magic = bare.startswith(("%", "!", "?")) or bare.rstrip().endswith("?")
    return line[: len(line) - len(bare)] + "pass" if magic else line


def parsed(source):
    """The statements of a cell, or the error that keeps it from being read."""
    for text in (source, readable(source)):
        try:
            return ast.parse(text).body, None
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            problem = error
    return [], problem


def defines(statements):
    """The functions that a cell defines at its top level, each with: is it still a stub?"""
    found = {}
    for node in statements:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[node.name] = is_stub(node)
        elif isinstance(node, ast.Assign):  # forward = lambda ..., or forward = my_forward
            found |= {one.id: False for one in node.targets if isinstance(one, ast.Name)}
    return found


def is_stub(function):
    """Nothing but a docstring and ``raise NotImplementedError``."""
    body = [n for n in function.body if not isinstance(n, ast.Pass)]
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    if not body:
        return True
    raised = body[0].exc if len(body) == 1 and isinstance(body[0], ast.Raise) else None
    raised = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(raised, ast.Name) and raised.id == STUB


def answers(cells, questions):
    """{question's label: index of the cell that answers it}.

    cells: [(label, {function: is it a stub?})]. Of several cells the labelled ones come first,
    among them those with something in them, and of these the last, as when the notebook is run.
    """
    chosen = {}
    for question in questions:
        ranks = [
            (label == question["label"], not found[question["function"]], index)
            for index, (label, found) in enumerate(cells)
            if question["function"] in found
        ]
        # A labelled stub beside a cell that has the answer: the answer counts.
        ranks.sort(key=lambda rank: (rank[1], rank[0], rank[2]))
        if ranks:
            chosen[question["label"]] = ranks[-1][2]
    return chosen
