"""Drives every control of a notebook over its whole range, and says what is wrong.

Every live widget must be of a kind known here, every control must have a row in the tables of
``widget_table.py``, and every row a control. Then:

    * a slider goes to both ends and to values between, a choice to every option, a box to both
      sides, a button is pressed: nothing may go wrong, and no error may stand under the picture;
    * between the neighbouring values of its row, picture and sentence both change;
    * back where it started, picture and sentence are the same bytes again;
    * all controls of a figure go to their far ends together, and back;
    * the tools that every figure has (save, sharp) change something, and pressed again nothing;
    * what belongs to a training (``training = true``) is driven as ``widget_training.py`` says;
    * a button without a history changes nothing when it is pressed a second time;
      one with a history (a step of descent) is pressed many times.
"""

import re

from tests import notebook_text as text
from tests import widget_training
from tests.frontend import FrontEnd
from tests.widget_controls import POSITION, examples, family, kind, named, position, positions, seen
from tests.widget_table import TABLE

PRESSES = 20
# Play and its Link live in the browser alone: what they move is a slider, and that is driven.
PASSIVE = re.compile(
    r"(Layout|Style|HTML|HTMLMath|Label|Image|Box|Accordion|Tab|Progress|Play|Link)Model$"
)
ERROR = re.compile(r"\b[A-Z]\w*(?:Error|Exception|Warning)\b|Traceback")
REGISTRY = "import ipywidgets.widgets.widget as w; print(*w._instances)"


def violations(path, rows, log) -> list[str]:
    """Everything that is wrong with the widgets of one notebook, one sentence each."""
    with FrontEnd(path.parent, log) as front:
        front.run(text.read(path))
        if front.errors:
            return front.errors
        unseen = set(front.ask(REGISTRY).split()) - set(front.widgets)
        driver = _Driver(front, path.stem, rows)
        wrong = [f"a widget that was never announced: {model}" for model in unseen]
        wrong += driver.drive()
        if "Traceback" in front.logged():
            wrong.append(f"the kernel logged an error:\n{front.logged()}")
        return wrong


class _Driver:
    def __init__(self, front, notebook, rows):
        self.front, self.notebook = front, notebook
        rows = [row for row in rows if row["notebook"] == notebook]
        self.rows = {(row["kind"], row["cell"], row["label"]): row for row in rows}
        self.wrong, self.tools = [], []

    def drive(self):
        controls = self._controls()
        for model in sorted(controls, key=lambda model: kind(self._state(model)) == "button"):
            row = self.rows.get(self._name(model))
            if row is None:
                self._blame(model, f"has no row in {TABLE.name}/; it may begin\n{self._row(model)}")
            elif not self._shown(model):
                self._blame(model, "belongs to no picture with a sentence")
            elif kind(self._state(model)) != "button":
                self._drive_slider(model, row)
            elif not row.get("training") and row["history"] is False:
                self._drive_preset(model)
        for model in self.tools:
            self._drive_tool(model)
        for figure in {tuple(self._family(model)) for model in controls}:
            self._drive_corners(figure)
        for model in controls:  # last, since they leave the picture elsewhere
            row = self.rows.get(self._name(model), {})
            if row.get("training") and self._shown(model):
                widget_training.drive(self, model)
            elif row.get("history") and self._shown(model):
                self._drive_action(model)
        return self.wrong + self.front.errors

    def _controls(self):
        """All live controls. What is neither passive nor a control is named."""
        found = []
        for model, state in self.front.widgets.items():
            if PASSIVE.search(state["_model_name"]):
                continue
            if "figure-tool" in state.get("_dom_classes", ()):
                self.tools.append(model)
                continue
            if kind(state) is None:
                self.wrong.append(f"the driver does not know how to move a {state['_model_name']}")
                continue
            if self._name(model) in map(self._name, found):
                self.wrong.append(f"two controls are called {self._name(model)}")
            found.append(model)
        for name in self.rows.keys() - set(map(self._name, found)):
            self.wrong.append(f"{name} stands in {TABLE.name}/, but there is no such control")
        return found

    def _drive_slider(self, model, row):
        start, before = position(self._state(model)), self._look(model)
        for stop in positions(self._state(model)):
            self._move(model, stop)
        given = self._given(model, row)
        for other, stop in given.items():
            self._move(other, stop["there"])
        stops = [named(self._state(model), value) for value in row["values"]]
        if len(stops) < 2 or None in stops:
            self._blame(model, "two or more of its values are needed in the row")
            return
        self._move(model, stops[0])
        for value, stop in zip(row["values"][1:], stops[1:], strict=True):
            last = self._look(model)
            self._move(model, stop)
            self._must_change(model, last, f"on the way to {value}")
        self._move(model, start)
        for other, stop in given.items():
            self._move(other, stop["start"])
        if self._look(model) != before:
            self._blame(model, f"back at {start}, the picture is not the same")

    def _given(self, model, row):
        """Where the row wants other controls of the figure to stand, and where they stood."""
        given = {}
        for label, value in row.get("given", {}).items():
            for other in self._family(model):
                state = self._state(other)
                if kind(state) in POSITION and state.get("description") == label:
                    given[other] = {"there": named(state, value), "start": position(state)}
        if len(given) != len(row.get("given", {})) or None in [s["there"] for s in given.values()]:
            self._blame(model, f"the figure can't be put at {row['given']}")
            return {}
        return given

    def _drive_preset(self, model):
        """From where the figure starts, and from both far corners of its controls."""
        siblings = [m for m in self._family(model) if kind(self.front.widgets[m]) in POSITION]
        start = {m: position(self._state(m)) for m in siblings}
        changed = False
        for corner in (None, 0, -1):
            for m in siblings:
                self._move(m, start[m] if corner is None else positions(self._state(m))[corner])
            before = self._look(model)
            self._press(model)
            once = self._look(model)
            changed = changed or all(a != b for a, b in zip(before, once, strict=True))
            self._press(model)
            if self._look(model) != once:
                self._blame(model, "pressed twice is not pressed once")
        if not changed:
            self._blame(model, "pressing it never changes picture and sentence")
        for m in siblings:
            self._move(m, start[m])

    def _drive_tool(self, model):
        before = self._look(model)
        self._press(model)
        if self._look(model) == before:
            self._blame(model, "the tool does nothing")
        self._press(model)
        if self._look(model) != before:
            self._blame(model, "the tool pressed twice leaves something behind")

    def _drive_corners(self, figure):
        """All controls at their lowest, all at their highest, and every other one so."""
        movable = [model for model in figure if kind(self._state(model)) in POSITION]
        if len(movable) < 2 or not self._shown(movable[0]):
            return
        start, before = [position(self._state(m)) for m in movable], self._look(movable[0])
        for ends in ((0, 0), (-1, -1), (0, -1), (-1, 0)):
            for k, model in enumerate(movable):
                self._move(model, positions(self._state(model))[ends[k % 2]])
        for model, stop in zip(movable, start, strict=True):
            self._move(model, stop)
        if self._look(movable[0]) != before:
            self._blame(movable[0], "and the others, there and back: the picture is not the same")

    def _drive_action(self, model):
        before = self._look(model)
        for k in range(PRESSES):
            self._press(model)
            if k == 0:
                self._must_change(model, before, "when it is pressed")

    def _move(self, model, stop):
        key = POSITION[kind(self._state(model))]
        self.front.update(model, f"{self._name(model)} at {stop}", **{key: stop})
        self._no_error(model, f"at {stop}")

    def _press(self, model):
        self.front.click(model, f"{self._name(model)} pressed")
        self._no_error(model, "pressed")

    def _must_change(self, model, before, when):
        for what, old, new in zip(("picture", "sentence"), before, self._look(model), strict=True):
            if old == new:
                self._blame(model, f"the {what} does not change {when}")

    def _no_error(self, model, when):
        for line in self._look(model)[1]:
            if ERROR.search(line):
                self._blame(model, f"{when}: {re.sub('<[^>]*>', '', line)}")

    def _look(self, model):
        return seen(self.front.widgets, model)

    def _shown(self, model):
        return all(self._look(model))

    def _family(self, model):
        return family(self.front.widgets, model)

    def _row(self, model):
        """A row to start from, for the table."""
        role, cell, label = self._name(model)
        state = self._state(model)
        last = "history = false" if role == "button" else f"values = {examples(state)}"
        lines = [f"[[{role}]]", f'cell = "{cell}"', f'label = "{label}"', last]
        return "\n".join("    " + line for line in lines)

    def _blame(self, model, sentence):
        self.wrong.append(f"{self._name(model)} {sentence}")

    def _state(self, model):
        return self.front.widgets[model]

    def _name(self, model):
        """As in the table: slider or button, the cell's id, the text at the control."""
        state = self._state(model)
        role = "button" if kind(state) == "button" else "slider"
        return role, self.front.cell_of[model], state.get("description", "")
