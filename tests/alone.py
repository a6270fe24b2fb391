"""Each section of a notebook runs alone after the Setup cell: it uses no name of another section.

A section begins at a heading # or ##; what lies under ### belongs to it. The Setup cell is the
first code cell, and says so in its first line. Which names a cell reads and binds, in which order,
is read off the bytecode that Python itself makes of it, so scopes are right without more ado: a
comprehension's variable is its own, and a function reads its global names when it is called.
"""

import builtins
import dis
from dataclasses import dataclass, field
from types import CodeType

from tests import notebook_text as text

SETUP = "# Setup"
READING = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS", "DELETE_NAME"}
KNOWN = {*dir(builtins), "__name__", "__annotations__", "display"}
LATER = "which is made only later"
INLINE = {"<lambda>", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}  # run where they stand


@dataclass(eq=False)
class Group:
    """A section with its subsections: pairs (cell's id, its code)."""

    heading: str
    cells: list = field(default_factory=list)

    def __str__(self):
        return self.heading if self.heading == SETUP else f"the section {self.heading!r}"


def dependent(notebook) -> list[str]:
    """One sentence for each name that a section takes from another one."""
    wrong, groups = [], _groups(notebook)
    runs = [_run(groups[0], set())]
    runs += [_run(group, runs[0].bound) for group in groups[1:]]
    for group, run in zip(groups, runs, strict=True):
        for cell, name in run.missing:
            maker = next((g for g, r in zip(groups, runs, strict=True) if name in r.bound), None)
            where = "which nobody makes" if maker is None else f"made in {maker}"
            wrong.append(f"cell {cell}: {group} reads {name}, {where if maker != group else LATER}")
    for group, run in zip(groups[1:], runs[1:], strict=True):
        for name in sorted(run.bound & runs[0].bound):
            if reader := next((g for g in groups if g != group and name in _reads(g)), None):
                wrong.append(f"{group} gives Setup's {name} another value, and {reader} reads it")
    return wrong


def unannounced(notebook) -> list[str]:
    """What is wrong with the first code cell, if it does not tell that it is the Setup cell."""
    first = next(iter(text.cells(notebook, "code")), None)
    if first is None or text.source(first).startswith(SETUP):
        return []
    return [f"cell {first.get('id')}: the first code cell does not begin with the comment {SETUP}"]


def _groups(notebook):
    """The Setup cell by itself, then the sections in order."""
    setup, groups = Group(SETUP), [Group("")]
    for cell in notebook["cells"]:
        source = text.source(cell)
        if cell["cell_type"] == "markdown":
            for heading in text.HEADING.finditer(text.blank(text.FENCE, source)):
                if len(heading[1]) <= 2:
                    groups.append(Group(heading[2].strip()))
        if cell["cell_type"] != "code":
            continue
        try:
            code = compile(source, "cell", "exec", dont_inherit=True)
        except SyntaxError:  # told by another rule
            continue
        where = groups[-1] if setup.cells else setup
        where.cells.append((cell.get("id"), code))
    return [setup, *groups]


@dataclass
class Run:
    """What running a section would bind, and which names it would look for in vain."""

    bound: set = field(default_factory=set)
    missing: list = field(default_factory=list)


def _run(group, given):
    run, waiting = Run(), {}  # waiting: function -> (its cell, the names it will read)

    def need(cell, names):
        for name in sorted(names - KNOWN - given - run.bound):
            if (cell, name) not in run.missing:
                run.missing.append((cell, name))

    def called(name):
        """The function is about to be used: what it reads has to be there now."""
        if name in waiting:
            cell, names = waiting.pop(name)
            need(cell, names)
            for other in names:
                called(other)

    for cell, code in group.cells:
        for what, name in _events(code):
            if what == "function":
                waiting[name.co_name] = (cell, _names(name))
            elif what == "binds":
                run.bound.add(name)
            else:
                need(cell, {name})
                called(name)
    for name in list(waiting):
        called(name)
    return run


def _reads(group):
    names = set()
    for _, code in group.cells:
        names |= _names(code)
    return names


def _events(code):
    """What the code does, in order: it reads a name, binds one, makes a function."""
    building = False
    for step in dis.get_instructions(code):
        building = building or step.opname == "LOAD_BUILD_CLASS"
        if isinstance(step.argval, CodeType):
            if step.argval.co_name in INLINE:
                yield from _events(step.argval)
            elif building:
                yield from (("reads", name) for name in sorted(_names(step.argval)))
            else:
                yield "function", step.argval
            building = False
        elif step.opname in READING:
            yield "reads", step.argval
        elif step.opname in ("STORE_NAME", "STORE_GLOBAL"):
            yield "binds", step.argval


def _names(code):
    """The global names that a piece of code reads, the functions inside it included."""
    names, own = set(), set()
    for step in dis.get_instructions(code):
        if isinstance(step.argval, CodeType):
            names |= _names(step.argval)
        elif step.opname in READING:
            names.add(step.argval)
        elif step.opname == "STORE_NAME":  # a class has names of its own
            own.add(step.argval)
    return names - own
