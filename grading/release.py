"""What an instructor hands out, and what stays: the student's notebook, and the key."""

import json
from pathlib import Path

from grading import key, source
from grading.box import rooms


def student_notebook(name, variant=0):
    """The source without solutions. It opens and runs in plain JupyterLab."""
    released = source.notebook(name, variant)
    for stored in released["cells"]:
        one = source.cell(stored)
        if one.solution:
            stored["source"] = source.with_stub(one).splitlines(keepends=True)
        if stored["cell_type"] == "code":
            stored["outputs"], stored["execution_count"] = [], None
    return released


def model_notebook(name, variant=0):
    """The source with its solutions in place: what gets all the points."""
    model = source.notebook(name, variant)
    for stored in model["cells"]:
        stored["source"] = source.solved(source.cell(stored)).splitlines(keepends=True)
    return model


def as_bytes(notebook):
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def release(name, out, variant=0):
    """Write ``out``/student (to hand out) and ``out``/key.json (to keep); the two paths.

    Errors: ``source.NoVariant``.
    """
    made = key.make(name, variant)
    folder = source.folder(name).name
    hand_out, kept = Path(out, "student"), Path(out, "key.json")
    rooms.write_core(key.marking(made).CORE, hand_out / "lstm_core")
    (hand_out / f"{folder}.ipynb").write_bytes(as_bytes(student_notebook(name, variant)))
    kept.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return hand_out, kept
