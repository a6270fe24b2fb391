"""The exercises in the notebooks: which check is called in which cell, and on which stub.

An exercise is a code cell with a stub, ``def name(...): ...`` or ``name = ...``, whose last line is
``exercises.nb02.check_something(name)``.
"""

import ast
import re
from dataclasses import dataclass

from tests import notebook_text as text


@dataclass(frozen=True)
class Exercise:
    notebook: str
    cell: str
    module: str
    check: str
    stub: ast.AST | None  # the definition or assignment of what is checked

    def __str__(self):
        return f"{self.module}.{self.check}"


def exercises(path) -> tuple[list[Exercise], list[str]]:
    """The exercises of a notebook, and what is wrong with the way they are written."""
    found, wrong = [], []
    for cell in text.cells(text.read(path), "code"):
        source, place = text.source(cell), f"{path.name}, cell {cell['id']}"
        if re.search(
            r"\bfrom\s+exercises\.?\S*\s+import\s+check|\bexercises\.nb\d+\s+import", source
        ):
            wrong.append(f"{place}: write import exercises, and exercises.nb02.check_...(...)")
        try:
            tree = ast.parse(source)
        except SyntaxError:
            continue  # the rules of the notebooks tell it
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _check(node)]
        for call in calls:
            last = tree.body[-1]
            if not (isinstance(last, ast.Expr) and last.value is call):
                wrong.append(f"{place}: the check is not the last line, so its report is not shown")
            module, check = _check(call)
            if module != f"nb{text.number(path):02}":
                wrong.append(f"{place}: {module}.{check} belongs to another notebook")
            argument = call.args[0] if len(call.args) == 1 else None
            stub = _stub(tree, getattr(argument, "id", None))
            if stub is None:
                wrong.append(f"{place}: no stub (a body or a value ...) for {module}.{check}")
            found.append(Exercise(path.stem, cell["id"], module, check, stub))
    return found, wrong


def _check(call):
    """(module, check) of a call like exercises.nb02.check_x(...) or nb02.check_x(...), or None."""
    found = re.fullmatch(r"(?:exercises\.)?(nb\d+)\.(check_\w+)", ast.unparse(call.func))
    return found and found.groups()


def _stub(tree, name):
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=defined, body=body) if defined == name:
                if any(_dots(getattr(line, "value", None)) for line in body):
                    return node
            case ast.Assign([ast.Name(defined)], value) if defined == name and _dots(value):
                return node
    return None


def _dots(node):
    return isinstance(node, ast.Constant) and node.value is ...
