"""LiveFigure: a picture whose sliders move artists in place.

The figure is drawn once and its background is kept. A slider event restores the background, lets
`update` move the artists, draws those alone, and sends a small PNG to the browser. The picture
depends on the values of the controls and on nothing else: however a value was reached, the bytes
are the same. This is the only module that knows ipywidgets.
"""

import html
import inspect
import math
import threading
import weakref
from collections.abc import Iterable

import ipywidgets as widgets
from traitlets import Unicode

from figures.canvas import Canvas
from figures.controls import fitted, lay_out, value_of
from figures.still import still_bundle
from figures.style import ERROR

_LOCKS = weakref.WeakKeyDictionary()  # one lock a figure: two LiveFigures may share one


def slider(value, low, high, step, label=""):
    """A slider; of whole numbers when all four numbers are."""
    numbers = (value, low, high, step)
    if not all(math.isfinite(n) for n in numbers) or not low <= value <= high or step <= 0:
        raise ValueError(f"a slider needs low <= value <= high and step > 0, not {numbers}")
    whole = all(isinstance(n, int) for n in numbers)
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return kind(
        value=value,
        min=low,
        max=high,
        step=step,
        description=label,
        readout_format="d" if whole else f".{digits}f",
        continuous_update=True,
    )


def choice(options, value=None, label=""):
    """One of a few: buttons in a row. `options` is a list, or a dict from label to value."""
    pairs = list(options.items()) if isinstance(options, dict) else [(str(o), o) for o in options]
    values = [v for _, v in pairs]
    value = values[0] if value is None else value
    if value not in values:
        raise ValueError(f"choice: {value!r} is not among {values}")
    return widgets.ToggleButtons(options=pairs, value=value, description=label)


def tick(value=False, label=""):
    """A box to tick: True or False."""
    return widgets.Checkbox(value=bool(value), description=label, indent=False)


class LiveFigure:
    """A figure, the function that moves its artists, and the controls that call it.

    `update(**values)` takes exactly the names in `controls`, moves artists listed in `dynamic`, and
    returns one sentence of what is to be seen. `presets` maps a button's text to control values;
    `actions` maps one to a function of the present values that returns new ones.
    """

    def __init__(self, fig, update, controls, dynamic, presets=None, actions=None):
        self.figure, self.controls = fig, dict(controls)
        self._update, self._presets, self._actions = update, presets or {}, actions or {}
        self._dynamic = list(_flat(dynamic))
        self._check()
        self._lock = _LOCKS.setdefault(fig, threading.RLock())
        self._busy = False
        self.error = None
        with self._lock:
            self._canvas = Canvas(fig, self._dynamic)
            self._drawn = self.values
            self._sentence, self.png = self._make(self._drawn)
        self._build()

    # What can be asked and set from a cell

    @property
    def values(self):
        """The controls' values, by name."""
        return {name: value_of(control) for name, control in self.controls.items()}

    @property
    def sentence(self):
        """What stands under the picture: the sentence, or what went wrong."""
        return self._sentence

    def set(self, **values):
        """Set controls as a slider would, in one redraw. An error is shown, and raised too."""
        self._check_values("set", values)
        self._apply(values)
        if self.error is not None:
            raise self.error

    def _repr_mimebundle_(self, include=None, exclude=None, **_):
        view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        with self._lock:
            still = still_bundle(self.png, self._sentence, caption=True)
        return {"application/vnd.jupyter.widget-view+json": view} | still

    # One event

    def _make(self, values):
        sentence = self._update(**values)
        if not isinstance(sentence, str) or not sentence.strip():
            raise ValueError(f"update must return a sentence (a string), not {sentence!r}")
        return sentence, self._canvas.png()

    def _refresh(self, remark="", always=False):
        """Redraw when a value has changed. Called with the lock held; never raises."""
        values = self.values
        if values != self._drawn or always:
            try:
                sentence, png = self._make(values)
            except Exception as error:
                self._tell(error)
                return
            self.error, self._drawn, self._told, self.png = None, values, sentence, png
        self._say(f"{self._told} {remark}".strip())

    def _tell(self, error):
        """JupyterLab hides what a callback raises, so it is written where the sentence was."""
        self.error, self._drawn = error, None
        text = f"{type(error).__name__}: {error}"
        colour = f"color:var(--jp-error-color1,{ERROR});"  # readable in the dark theme too
        self._say(f"{text} (The picture stays as it was.)", colour)

    def _say(self, text, colour=""):
        self._sentence = text
        with self._image.hold_sync():  # picture and words in one message
            self._image.value = self.png
            self._image.tooltip = text
        self._line.value = (
            f'<div role="status" aria-live="polite" style="{colour}font-size:15px;'
            f'line-height:1.4;white-space:normal">{html.escape(text)}</div>'
        )

    def _apply(self, values, remark="", always=False):
        """Set several controls, then redraw once."""
        with self._lock:
            self._busy = True
            try:
                for name, value in values.items():
                    self.controls[name].value = value
            finally:
                self._busy = False
            self._refresh(remark, always)

    def _on_change(self, _):
        with self._lock:
            if not self._busy:
                self._refresh()

    def _act(self, function):
        with self._lock:
            try:
                wanted = dict(function(**self.values))
                self._check_names("an action", wanted)
                fits = {name: fitted(name, self.controls[name], v) for name, v in wanted.items()}
            except Exception as error:
                self._tell(error)
                return
            remark = " ".join(remark for _, remark in fits.values() if remark)
            # An action may keep a history that update draws: redraw even where no value moved.
            self._apply({name: value for name, (value, _) in fits.items()}, remark, always=True)

    # Putting the widgets together

    def _build(self):
        self._told = self._sentence
        self._image = _Picture(value=self.png, format="png")
        self._image.layout.max_width = "100%"
        self._image.layout.object_fit = "contain"
        self._line = widgets.HTML()
        self._say(self._sentence)
        lay_out(self.controls.values())
        for control in self.controls.values():
            control.observe(self._on_change, names="value")
        self.buttons = {}
        for text, values in self._presets.items():
            self._button(text, lambda _, v=values: self._apply(v))
        for text, function in self._actions.items():
            self._button(text, lambda _, f=function: self._act(f), "info")
        rows = list(self.controls.values())
        if self.buttons:
            row = widgets.HBox(list(self.buttons.values()))
            row.layout.flex_flow = "row wrap"
            rows.append(row)
        self.widget = widgets.VBox([*rows, self._image, self._line])

    def _button(self, text, clicked, style=""):
        if text in self.buttons:
            raise ValueError(f"two buttons are called {text!r}")
        button = widgets.Button(description=text, button_style=style)
        button.layout.width = "auto"
        button.on_click(clicked)
        self.buttons[text] = button

    # Wrong use

    def _check(self):
        names = set(self.controls)
        taken = inspect.signature(self._update).parameters.values()
        if not any(p.kind is p.VAR_KEYWORD for p in taken) and {p.name for p in taken} != names:
            raise ValueError(
                f"update takes {sorted(p.name for p in taken)}, the controls are {sorted(names)}"
            )
        if not self._dynamic:
            raise ValueError("dynamic: no artist that moves was given")
        for artist in self._dynamic:
            if getattr(artist, "figure", None) is not self.figure:
                raise ValueError(f"dynamic: {artist!r} is not in this figure")
        for text, values in self._presets.items():
            self._check_values(f"preset {text!r}", values)

    def _check_names(self, who, values):
        if unknown := sorted(set(values) - set(self.controls)):
            raise ValueError(f"{who}: no control {unknown}; there are {sorted(self.controls)}")

    def _check_values(self, who, values):
        self._check_names(who, values)
        for name, value in values.items():
            _, remark = fitted(name, self.controls[name], value)
            if remark:
                raise ValueError(f"{who}: {remark}")


class _Picture(widgets.Image):
    """An image with words: the browser has no alt for it, but makes `title` of the tooltip.

    For that it looks at `description`, which an Image lacks: without it the view fails to show.
    """

    description = Unicode("").tag(sync=True)


def _flat(artists):
    for artist in artists:
        if isinstance(artist, Iterable):
            yield from _flat(artist)
        else:
            yield artist
