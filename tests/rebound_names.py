"""A slider is moved after the whole notebook has run: what its function reads must still be that.

A function in a cell looks its global names up when it is called. If a later cell gives one of them
another value, the picture is right while the notebook runs, and wrong under the student's hand.
"""

import ast
import symtable

from tests import notebook_text as text


def rebound(notebook) -> list[str]:
    """One sentence for each name that a function reads and a later cell gives another value."""
    cells = [cell for cell in text.cells(notebook, "code") if _is_python(text.source(cell))]
    bound = [_bound(ast.parse(text.source(cell))) for cell in cells]
    wrong = []
    for k, cell in enumerate(cells):
        for function, names in _read(text.source(cell)):
            for later, again in zip(cells[k + 1 :], bound[k + 1 :], strict=True):
                for name in sorted(names & again):
                    tail = f"to which cell {later.get('id')} gives another value"
                    wrong.append(f"cell {cell.get('id')}: {function} reads {name}, {tail}")
    return wrong


def _is_python(source):
    try:
        ast.parse(source)
    except SyntaxError:  # told by another rule
        return False
    return True


class _Bound(ast.NodeVisitor):
    """The names that a cell binds for the whole notebook."""

    def __init__(self):
        self.names = set()

    def visit_FunctionDef(self, node):  # its body is its own; so is a comprehension's variable
        self.names.add(node.name)

    visit_ClassDef = visit_FunctionDef

    def _own(self, node):
        pass

    visit_Lambda = visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _own

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            self.names.add(node.id)

    def visit_alias(self, node):
        self.names.add((node.asname or node.name).split(".")[0])


def _bound(tree):
    visitor = _Bound()
    visitor.visit(tree)
    return visitor.names


COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr"}  # these have run with their cell


def _read(source):
    """Pairs of a function (or a lambda) of the cell and the global names that it reads."""
    for table in symtable.symtable(source, "cell", "exec").get_children():
        if table.get_name() not in COMPREHENSIONS:
            yield table.get_name(), _globals(table)


def _globals(table):
    names = {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
    return names.union(*map(_globals, table.get_children()))
