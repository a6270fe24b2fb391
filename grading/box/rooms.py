"""The room: the folder that is bound into the box. What is not in it a student's code can't read.

It holds what runs the cells, and an ``lstm_core`` cut down to what an assignment allows: the same
modules, word by word, without those that are asked for. The same cut goes to the students.
"""

import ast
import contextlib
import shutil
from pathlib import Path

import lstm_core
from grading.box.walls import empty_room

CORE = Path(lstm_core.__file__).parent
INSIDE = Path(__file__).parent / "inside"


@contextlib.contextmanager
def furnished(core):
    """A room with this cut of lstm_core: {module: the names of it that are public}."""
    with empty_room() as room:
        for module in sorted(INSIDE.glob("*.py")):
            shutil.copy(module, room)
        write_core(core, Path(room, "lstm_core"))
        for path in Path(room).rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield room


def write_core(core, folder):
    """Write lstm_core with the modules of ``core``, and what these import, into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ['"""The part of lstm_core that this assignment allows."""\n']
    for module, names in core.items():
        (folder / f"{module}.py").write_text(source(module), encoding="utf-8")
        if names:
            lines.append(f"from lstm_core.{module} import {', '.join(names)}")
    if "cell" not in core:
        # The judge takes one name from the cells' common parts; the rest of these stays outside.
        (folder / "cell.py").write_text(only("cell", {"np", "silent"}), encoding="utf-8")
    everything = [name for names in core.values() for name in names]
    lines.append(f"\n__all__ = {everything!r}")
    (folder / "__init__.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def source(module):
    return (CORE / f"{module}.py").read_text(encoding="utf-8")


def only(module, names):
    """The statements of a module that define these names."""
    text = source(module)
    kept = []
    for node in ast.parse(text).body:
        made = {alias.asname or alias.name for alias in getattr(node, "names", [])}
        made |= {one.id for one in getattr(node, "targets", []) if isinstance(one, ast.Name)}
        if made & names:
            kept.append(ast.get_source_segment(text, node))
    return "\n".join(kept) + "\n"
