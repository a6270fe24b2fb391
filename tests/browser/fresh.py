"""The same pictures made afresh: `python -m tests.browser.fresh NOTEBOOK` in a process of its own.

It reads from its input, for each LiveFigure of the notebook in turn, a list of places: where the
controls stood, and what was seen there. The notebook's code is run anew, with each LiveFigure built
at the last of its places, so that this is the first picture it ever draws. The other places it is
set to. What differs is printed, one sentence a line.
"""

import contextlib
import hashlib
import io
import json
import sys

import figures
from tests import notebook_text as text


def at(control, position):
    """The value that a control has at a position (the index of a choice, else the value)."""
    return control.options[position][1] if hasattr(control, "options") else position


def differences(notebook, places):
    """`places`: [[{"values": ..., "png": ..., "sentence": ...}, ...] for each LiveFigure]."""
    made, ordinary, running = [], figures.LiveFigure, [""]

    class Placed(ordinary):
        def __init__(self, fig, update, controls, *more, **others):
            mine = places[len(made)] if len(made) < len(places) else []
            for name, where in (mine[-1]["values"] if mine else {}).items():
                controls[name].value = at(controls[name], where)
            made.append((running[0], self))
            super().__init__(fig, update, controls, *more, **others)

    figures.LiveFigure = Placed
    with contextlib.redirect_stdout(io.StringIO()):
        run(notebook, running)
    figures.LiveFigure = ordinary
    if len(made) != len(places):
        yield f"{len(made)} live figures are made, {len(places)} were seen"
    for (cell, live), mine in zip(made, places, strict=False):
        for place in reversed(mine):
            live.set(**{name: at(live.controls[name], p) for name, p in place["values"].items()})
            if hashlib.sha256(live.png).hexdigest() != place["png"]:
                yield f"cell {cell}: at {place['values']}: not the picture of a fresh one"
            if live.sentence != place["sentence"]:
                yield f"cell {cell}: at {place['values']}: {place['sentence']!r} was seen"


def run(notebook, running):
    space = {"__name__": "__main__"}
    for cell in text.cells(text.read(notebook), "code"):
        running[0] = cell["id"]
        exec(compile(text.source(cell), f"cell {cell['id']}", "exec"), space)


if __name__ == "__main__":
    for line in differences(sys.argv[1], json.load(sys.stdin)):
        print(line)
