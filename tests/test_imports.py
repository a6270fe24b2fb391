"""Who may import what: the mathematics knows of no picture, and one module knows of widgets."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "lstm_core").rglob("*.py"))
FIGURES = sorted((ROOT / "figures").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
TAUGHT = CORE + FIGURES + NOTEBOOKS + sorted((ROOT / "exercises").rglob("*.py"))


def source(path):
    """The code of a module, or of a notebook's cells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    return "\n".join("".join(cell["source"]) for cell in cells)


def dotted(path):
    """Everything a file imports, by its full name, wherever in the file the import stands."""
    names = set()
    for node in ast.walk(ast.parse(source(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Name) and node.id == "__import__":
            names.add("__import__")
    return names


def imported(path):
    """The top-level packages a file imports."""
    return {one.split(".")[0] for one in dotted(path)}


def loaded(statement):
    """The top-level packages in memory after a fresh Python has run the statement."""
    report = "import sys; print(*{name.split('.')[0] for name in sys.modules})"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{statement}; {report}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CORE, ids=name)
def test_the_mathematics_imports_numpy_and_nothing_else(path):
    allowed = {"numpy", "lstm_core"} | set(sys.stdlib_module_names) - {"importlib"}
    assert imported(path) <= allowed


def test_the_mathematics_loads_numpy_and_nothing_else():
    modules = [
        name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in CORE
    ]
    assert "lstm_core.lstm" in modules
    # What NumPy and the start of Python itself bring along is not the mathematics' doing.
    extra = loaded("import " + ", ".join(modules)) - loaded("import numpy, numpy.random")
    assert extra - set(sys.stdlib_module_names) == {"lstm_core"}


def test_one_module_imports_the_widgets():
    users = [name(path) for path in TAUGHT if "ipywidgets" in imported(path)]
    assert users == ["figures/live.py"]


@pytest.mark.parametrize("path", FIGURES + NOTEBOOKS, ids=name)
def test_no_picture_uses_pyplot(path):
    """pyplot keeps every figure alive, and asks for a display."""
    assert not {"matplotlib.pyplot", "pylab", "matplotlib.pylab"} & dotted(path)
