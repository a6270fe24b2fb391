"""The driver of the widgets finds what is broken, shown on a made-up notebook full of faults.

Each cell of that notebook has one control with one fault; one kernel serves them all.
"""

import json

import pytest

from tests.widget_driver import violations

TOOLS = """
import sys
import warnings
import ipywidgets as widgets

def live(control, see):
    "A control, a picture and a sentence; see(value) gives both."
    image, line = widgets.Image(), widgets.HTML()
    def moved(_=None):
        image.value, line.value = see(control.value)
    control.observe(moved, names="value")
    moved()
    return widgets.VBox([control, image, line])

def slider(**options):
    return widgets.FloatSlider(min=-2, max=2, value=0.5, description="u", **options)

def plain(u):
    return f"picture of {u}".encode(), f"u is {u}"

def switched(see=plain):
    "A slider that matters only while a box is ticked."
    u, on = slider(), widgets.Checkbox(description="on")
    figure = live(u, lambda u: see(u * on.value))
    on.observe(lambda _: setattr(figure.children[1], "value", see(u.value * on.value)[0]))
    on.observe(lambda _: setattr(figure.children[2], "value", see(u.value * on.value)[1]))
    return widgets.VBox([on, figure])

def pressed(do, label="go"):
    u, button = slider(), widgets.Button(description=label)
    button.on_click(lambda _: do(u))
    return widgets.VBox([live(u, plain), button])

def tool(do):
    figure = pressed(do, "tool")
    figure.children[1].add_class("figure-tool")
    return figure
"""

CELLS = {
    "good": "live(slider(), plain)",
    "good-choice": "live(widgets.Dropdown(options=['a', 'b', 'c'], description='u'), plain)",
    "good-box": "live(widgets.Checkbox(description='u'), plain)",
    "good-whole": "live(widgets.IntSlider(min=0, max=3, description='u'), plain)",
    "good-given": "switched()",
    "impossible": "switched()",
    "bad-corner": "switched(lambda u: plain(1 / (2 - u)))",
    "good-preset": "pressed(lambda u: setattr(u, 'value', 1.0))",
    "good-action": "pressed(lambda u: setattr(u, 'value', u.value * 0.9))",
    "good-tool": "tool(lambda u: setattr(u, 'value', -u.value))",
    "dead-tool": "tool(lambda u: None)",
    "sticky-tool": "tool(lambda u: setattr(u, 'value', 1.0))",
    "broken-tool": "tool(lambda u: 1 / 0)",
    "raises-at-the-end": "live(slider(), lambda u: plain(1 / (2 - u)))",
    "warns": "live(slider(), lambda u: u > 1.9 and warnings.warn('far') or plain(u))",
    "complains": "live(slider(), lambda u: u > 1.9 and print('far', file=sys.stderr) or plain(u))",
    "shows-an-error": (
        "live(slider(), lambda u: plain(u) if u < 1.9 else (b'x', '<b>ValueError: far</b>'))"
    ),
    "still-picture": "live(slider(), lambda u: (b'always', f'u is {u}'))",
    "still-sentence": "live(slider(), lambda u: (f'{u}'.encode(), 'always'))",
    "remembers": "seen = []\nlive(slider(), lambda u: (seen.append(u), plain((u, len(seen))))[1])",
    "no-row": "live(slider(), plain)",
    "no-picture": "slider()",
    "no-text": "widgets.VBox([slider(), widgets.Image(value=b'p')])",
    "unknown": "widgets.Text(description='name')",
    "twins": "[live(slider(), plain), live(slider(), plain)]",
    "one-value": "live(slider(), plain)",
    "out-of-range": "live(slider(), plain)",
    "dead-button": "pressed(lambda u: None)",
    "dead-action": "pressed(lambda u: None)",
    "walking-preset": "pressed(lambda u: setattr(u, 'value', u.value * 0.9))",
    "tired-action": "s = [0.9] * 15\npressed(lambda u: setattr(u, 'value', u.value * s.pop()))",
    "broken-button": "pressed(lambda u: 1 / 0)",
}

EXPECTED = {
    "raises-at-the-end": "at 2.0: ZeroDivisionError",
    "warns": "at 2.0: UserWarning: far",
    "complains": "at 2.0: on stderr: far",
    "shows-an-error": "at 2.0: ValueError: far",
    "still-picture": "the picture does not change on the way to 1.2",
    "still-sentence": "the sentence does not change on the way to 1.2",
    "remembers": "back at 0.5, the picture is not the same",
    "no-row": "has no row",
    "no-picture": "belongs to no picture",
    "no-text": "belongs to no picture with a sentence",
    "twins": "two controls are called",
    "bad-corner": "at 2.0: ZeroDivisionError",
    "impossible": "the figure can't be put at {'on': 'up'}",
    "one-value": "two or more of its values are needed",
    "out-of-range": "two or more of its values are needed",
    "dead-button": "pressing it never changes picture and sentence",
    "dead-action": "the picture does not change when it is pressed",
    "walking-preset": "pressed twice is not pressed once",
    "tired-action": "pressed: IndexError",
    "broken-button": "pressed: ZeroDivisionError",
    "dead-tool": "the tool does nothing",
    "sticky-tool": "the tool pressed twice leaves something behind",
    "broken-tool": "pressed: ZeroDivisionError",
}


def row(cell, kind="slider", label="u", **fields):
    return {"notebook": "07_made_up", "cell": cell, "kind": kind, "label": label} | fields


def rows():
    values = {"good-choice": ["a", "c"], "good-box": [False, True], "good-whole": [0, 2]}
    values |= {"one-value": [1.0], "out-of-range": [1.0, 3.0]}
    for cell, source in CELLS.items():
        given = {"good-given": {"on": True}, "impossible": {"on": "up"}, "bad-corner": {"on": True}}
        given = given.get(cell, {})
        if given:
            yield row(cell, label="on", values=[False, True])
        if cell not in ("no-row", "unknown"):
            yield row(cell, values=values.get(cell, [-1.0, 0.3, 1.2]), given=given)
        if "pressed(" in source:
            yield row(cell, "button", "go", history=cell.endswith("action"))
    yield row("good", label="v", values=[1.0, 2.0])
    yield row("good-choice", "button", "u", history=True)


def notebook(folder, **cells):
    made = [
        {"cell_type": "code", "id": name, "metadata": {}, "outputs": [], "source": source}
        for name, source in {"tools": TOOLS, **cells}.items()
    ]
    path = folder / "07_made_up.ipynb"
    path.write_text(json.dumps({"cells": made}))
    return path


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    return violations(notebook(folder, **CELLS), list(rows()), folder / "log")


@pytest.mark.parametrize("cell", EXPECTED)
def test_a_fault_is_found(found, cell):
    assert any(f"'{cell}'" in one and EXPECTED[cell] in one for one in found), found


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.startswith("good")])
def test_what_works_is_not_blamed(found, cell):
    stale = "there is no such control"
    assert not [one for one in found if f"'{cell}'" in one and stale not in one]


def test_what_nobody_knows_is_named(found):
    assert "the driver does not know how to move a TextModel" in found
    for name in (("slider", "good", "v"), ("button", "good-choice", "u")):
        assert f"{name} stands in widget_values/, but there is no such control" in found


def test_a_cell_that_fails_is_told_and_ends_it(tmp_path):
    path = notebook(tmp_path, bad="import warnings; warnings.warn('old')", next="1 / 0")
    assert violations(path, [], tmp_path / "log") == ["cell bad: UserWarning: old"]
