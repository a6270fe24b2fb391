"""Files that are damaged, or strange: {name: (a function of the half-done notebook, HALF or 0)}.

The function takes the notebook as a dict and gives the bytes. HALF: it keeps all of its points.
"""

import copy
import json

HALF = 1


def dumped(notebook, **options):
    return json.dumps(notebook, **options).encode()


def changed(change):
    """The bytes of a copy that ``change`` has altered."""

    def make(notebook):
        notebook = copy.deepcopy(notebook)
        return dumped(change(notebook) or notebook)

    return make


def each_cell(change):
    def alter(notebook):
        for cell in notebook["cells"]:
            change(cell)

    return changed(alter)


def version_three(notebook):
    """The format of before 2014: worksheets, and ``input`` in place of ``source``."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    sheets = [{"cells": notebook["cells"], "metadata": {}}]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": sheets}


def copied(notebook):
    """Each answer stands there twice with the same label, the stub last."""
    stubs = [copy.deepcopy(c) for c in notebook["cells"] if c["metadata"].get("nbgrader")]
    for cell in stubs:
        name = "".join(cell["source"]).split("(")[0]
        if name.startswith("def "):
            cell["source"] = [f"{name}(*a, **k):\n    raise NotImplementedError()"]
    notebook["cells"] += stubs


def relabelled(notebook):
    about = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    answers = [one for one in about if one.get("solution")]
    labels = [one["grade_id"] for one in answers]
    for one in answers:
        one["grade_id"] = labels.pop()


def without(*kinds):
    def alter(notebook):
        notebook["cells"] = [c for c in notebook["cells"] if c["cell_type"] not in kinds]

    return changed(alter)


def unknown_kernel(notebook):
    notebook["metadata"] = {"kernelspec": {"name": "fortran-66", "language": "fortran"}}


def scripts(cell):
    if cell["cell_type"] == "code":
        script = {"text/html": "<script>alert(1)</script>", "text/plain": "\x1b[2J"}
        cell["outputs"] = [{"output_type": "display_data", "data": script, "metadata": {}}]


def large_output(notebook):
    notebook["cells"][1]["outputs"] = [{"output_type": "stream", "text": "x" * 50_000_000}]


def one_cell(notebook):
    code = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    notebook["cells"] = [{"cell_type": "code", "metadata": {}, "source": "\n\n".join(code)}]


def magics(notebook):
    first = next(c for c in notebook["cells"] if c["cell_type"] == "code")
    lines = ["%matplotlib inline\n", "!pip install x\n", "import matplotlib.pyplot as plt\n"]
    first["source"] = [*lines, *first["source"], "\nplt.plot([1])\n"]


FILES = {
    "empty": (lambda nb: b"", 0),
    "only spaces": (lambda nb: b" \n" * 100, 0),
    "cut in the middle": (lambda nb: dumped(nb)[:3000], 0),
    "random bytes": (lambda nb: bytes(range(256)) * 50, 0),
    "a picture": (lambda nb: b"\x89PNG\r\n\x1a\n" + bytes(1000), 0),
    "a program": (lambda nb: b"def forward(params, x): ...\n", 0),
    "null": (lambda nb: b"null", 0),
    "a list": (lambda nb: b"[1, 2, 3]", 0),
    "nested without end": (lambda nb: b"[" * 2_000_000, 0),
    "nested cells": (lambda nb: b'{"cells":' * 100_000 + b"1" + b"}" * 100_000, 0),
    "a number with a million digits": (lambda nb: b'{"cells": [], "n": ' + b"9" * 10**6 + b"}", 0),
    "no cells": (lambda nb: b'{"nbformat": 4, "metadata": {}}', 0),
    "cells are text": (lambda nb: b'{"cells": "forward", "nbformat": 4}', 0),
    "cells are numbers": (lambda nb: b'{"cells": [1, null, "x", [], {}], "nbformat": 4}', 0),
    "too large": (lambda nb: dumped(nb) + b" " * (65 << 20), 0),
    "no code": (without("code"), 0),
    "no text": (without("markdown"), HALF),
    "sources are null": (each_cell(lambda cell: cell.update(source=None)), 0),
    "sources are numbers": (each_cell(lambda cell: cell.update(source=[1, {}, "x"])), 0),
    "metadata are gone": (each_cell(lambda cell: cell.pop("metadata")), HALF),
    "metadata are a list": (each_cell(lambda cell: cell.update(metadata=[1])), HALF),
    "labels are numbers": (
        each_cell(lambda cell: cell.update(metadata={"nbgrader": {"grade_id": 7}})),
        HALF,
    ),
    "labels are mixed up": (changed(relabelled), HALF),
    "answers stand there twice": (changed(copied), HALF),
    "everything in one cell": (changed(one_cell), HALF),
    "magics and pictures": (changed(magics), HALF),
    "an unknown kernel": (changed(unknown_kernel), HALF),
    "format 3": (changed(version_three), HALF),
    "format 99": (changed(lambda nb: nb.update(nbformat=99)), HALF),
    "with a byte order mark": (lambda nb: b"\xef\xbb\xbf" + dumped(nb), HALF),
    "in UTF-16": (lambda nb: json.dumps(nb).encode("utf-16"), HALF),
    "in one line": (lambda nb: dumped(nb, separators=(",", ":")), HALF),
    "lone surrogates": (
        each_cell(lambda cell: cell.update(source=["".join(cell["source"]), "\n# \ud800"])),
        HALF,
    ),
    "scripts in outputs": (each_cell(scripts), HALF),
    "50 MB in an output": (changed(large_output), HALF),
    "a million cells": (lambda nb: b'{"cells": [' + b'{"source": "x"},' * 10**6 + b"{}]}", 0),
    "a million characters": (
        each_cell(lambda cell: cell.update(source="x = 1\n" * 200_000)),
        0,
    ),
}
