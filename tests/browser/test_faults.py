"""The tests of this folder find what is broken: shown on made-up notebooks full of faults.

Each cell has one fault; one page serves them all.
"""

import json
import shutil

import pytest

from tests.browser import export
from tests.browser.lab import Lab

TOOLS = """
import ipywidgets as widgets
from IPython.display import Javascript, display
from figures import LiveFigure, choice, player, slider, style

def live(see=lambda v: f"v = {v}", kind=LiveFigure, start=0.5, bare=False, presses=None):
    figure, ax = style.new_figure(height=1.5)
    moving, forgotten = ax.plot([0, 1], [0, 1], "o-")[0], ax.plot([0, 1], [0.5, 0.5])[0]
    def update(v):
        words = see(v)
        moving.set_data([0, 1], [v, 1 - v])
        forgotten.set_ydata([v, v] if bare else [0.5, 0.5])
        moving.set_markersize(len(seen) if see is remember else 6)
        return words
    return kind(figure, update, {"v": slider(start, 0.0, 1.0, 0.1, "v")}, [moving],
                presets=presses or {})

seen = []
def remember(v):
    seen.append(v)
    return f"v = {v}"

def raise_at_the_end(v):
    if v == 1:
        raise OverflowError("v is too large")
    return f"v = {v}"

class Stuck(LiveFigure):
    "Its picture never reaches the page again."
    def _say(self, text, wrong=False):
        first = self.__dict__.setdefault("first", self.png)
        now, self.png = self.png, first
        super()._say(text, wrong)
        self.png = now

def add(widget):
    figure = live()
    figure.widget.children += (widget,)
    return figure

def watched(watch):
    figure = live()
    figure.controls["v"].observe(lambda change: watch(change["new"]), names="value")
    return figure
"""

FAULTS = {
    "raises": ("live(raise_at_the_end)", "cell raises: v dragged to its right: OverflowError"),
    "stuck": ("live(kind=Stuck)", "cell stuck: v dragged to its left: the picture is not"),
    "forgets": ("live(bare=True)", "cell forgets: at {'v': 0.4}: not the picture of a fresh"),
    "remembers": ("live(remember)", "cell remembers: at {'v': 0.0}: not the picture of a fresh"),
    "whispers": ("watched(lambda v: v == 1 and 1 / 0)", "ZeroDivisionError: division by zero"),
    "unknown": ("add(widgets.Text(description='name'))", "cell unknown: nobody knows how to"),
    "alone": ("widgets.IntSlider()", "cell alone shows widgets that are no LiveFigure"),
    "unseen": ("hidden = live()", "1 live figures are made but not shown"),
    "script": ("display(Javascript('console.error(\"far\")'))", "the console says far"),
}
GOOD = {
    "good": "live(presses={'none': {'v': 0.0}})",
    "good-player": (
        "figure, ax = style.new_figure(height=1.5)\n"
        "(dot,) = ax.plot([0], [0], 'o')\n"
        "def update(t):\n    dot.set_ydata([t / 9])\n    return f't = {t}'\n"
        "LiveFigure(figure, update, {'t': player([0, 1, 2], label='t', every=100)}, [dot])"
    ),
}


def notebook(path, **cells):
    made = [
        {"cell_type": "code", "id": name, "metadata": {}, "outputs": [], "source": source,
         "execution_count": None} for name, source in {"tools": TOOLS, **cells}.items()
    ]  # fmt: skip
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": made, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def found(browser, server, tmp_path_factory):
    """(what was found wrong, the executed notebook)."""
    cells = GOOD | {name: source for name, (source, _) in FAULTS.items()}
    path = notebook(tmp_path_factory.mktemp("faults") / "faults.ipynb", **cells)
    with Lab(browser, server, server.take(path)) as lab:
        lab.patience = 3000
        lab.drive()
        lab.compare()
        yield lab.wrong, lab.save()


@pytest.mark.parametrize("cell", FAULTS)
def test_a_fault_is_found(found, cell):
    assert any(FAULTS[cell][1] in one for one in found[0]), "\n" + "\n".join(found[0])


def test_nothing_else_is_blamed(found):
    told = [f"cell {cell}" for cell in FAULTS] + [words for _, words in FAULTS.values()]
    told.append("on stderr")
    others = [one for one in found[0] if not any(words in one for words in told)]
    assert not others, "\n" + "\n".join(others)


def test_a_cell_that_fails_is_found(browser, server, tmp_path):
    path = notebook(tmp_path / "fails.ipynb", bad="import warnings; warnings.warn('old')", more="1")
    with Lab(browser, server, server.take(path)) as lab:
        lab.drive()
        wrong = lab.wrong
    assert wrong == ["UserWarning: old", "cell more was not run"], "\n" + "\n".join(wrong)


def test_an_exported_page_without_its_picture_is_found(browser, found, tmp_path):
    """Spoiled as a careless project would: without words, and without the picture."""
    assert not export.faults(browser, shutil.copy(found[1], tmp_path / "whole.ipynb"))
    whole = json.loads(found[1].read_text(encoding="utf-8"))
    for spoil, complaint in (
        (lambda data: data.pop("text/html"), "alternative text"),
        (lambda data: data.update({"text/html": "<img src='data:image/png;base64,AA'>"}), "show"),
    ):
        for cell in (copy := json.loads(json.dumps(whole)))["cells"]:
            if cell["id"] == "good":
                spoil(cell["outputs"][0]["data"])
        path = tmp_path / "spoiled.ipynb"
        path.write_text(json.dumps(copy), encoding="utf-8")
        assert any(complaint in wrong for wrong in export.faults(browser, path))
