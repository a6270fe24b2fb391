"""What the tests ask the kernel: which live figures there are, and what each of them means to show.

This runs in the kernel of the notebook, under a name that no lecture uses. It answers over a wire
of its own: a message of JupyterLab's would cost twenty times as much, most of it in the page.
"""

import gc
import hashlib
import json
from multiprocessing.connection import Listener
from threading import Thread

from ipywidgets import HTML, Button
from ipywidgets.widgets.widget import _instances

from figures import LiveFigure


class Lecture:
    """The live figures of a kernel, in the order in which they were made; ``key``: who may ask."""

    def __init__(self, key):
        every = {
            one.widget.model_id: one for one in gc.get_objects() if isinstance(one, LiveFigure)
        }
        self.figures = {model: Watched(every[model]) for model in _instances if model in every}

        self._listener = Listener(authkey=key.encode())
        Thread(target=self._answer, daemon=True).start()

    def order(self):
        """Print where questions are answered, and which figures there are."""
        print(json.dumps([self._listener.address, list(self.figures)]))

    def _answer(self):
        """For each model that is named, what its figure means to show; until the line is closed."""
        with self._listener, self._listener.accept() as line:
            while (model := line.recv()) is not None:
                line.send(self.figures[model].tell())


class Watched:
    """A live figure, and what of the browser's events it has dealt with already.

    Callbacks are called in the order of registration, so when these are reached, those of the
    figure have ended.
    """

    def __init__(self, live):
        self.live, self.pressed = live, 0
        self.reached = {c: c.value for c in live.controls.values()}
        for control in live.controls.values():
            control.observe(self._moved, names="value")
        self.widgets = list(inside(live.widget))
        for widget in self.widgets:
            if isinstance(widget, Button):
                widget.on_click(self._clicked)

    def _moved(self, change):
        self.reached[change["owner"]] = change["new"]

    def _clicked(self, _):
        self.pressed += 1

    def tell(self):
        """Where the controls stand, the picture's hash, the sentence."""
        live, controls = self.live, self.live.controls
        with live._lock:
            behind = any(self.reached[c] != c.value for c in controls.values())
            return {
                "at": {c.description: shown(c) for c in controls.values()},
                "values": {name: position(c) for name, c in controls.items()},
                "png": hashlib.sha256(live.png).hexdigest(),
                "sentence": live.sentence,
                "error": "" if live.error is None else repr(live.error),
                "working": behind or bool(live.job and live.job.running),
                "pressed": self.pressed,
                "widgets": len(self.widgets),
                "links": sum(w.value.count(" download=") for w in self.widgets if type(w) is HTML),
                "history": [*live._actions, *(["train", "stop"] if live.job else [])],
            }


def inside(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def position(control):
    """What can be written down: the index of a choice, else the value."""
    return control.index if hasattr(control, "options") else control.value


def shown(control):
    """What the page shows of a control; of a number, how far it may be off by its rounding."""
    if hasattr(control, "options"):
        labels = [label for label, _ in control.options]
        return {"shown": labels[control.index], "low": labels[0], "high": labels[-1]}
    if not hasattr(control, "max"):
        return {"shown": control.value}
    form = control.readout_format
    digits = 0 if form == "d" else int(form.strip(".f"))
    ends = {"low": control.min, "high": control.max}
    return {"shown": control.value, "off": 0.501 * 10.0**-digits, **ends}
