"""LiveFigure: a picture whose sliders move artists in place.

The figure is drawn once and its background is kept. A slider event restores the background, lets
`update` move the artists, draws those alone, and sends a small PNG to the browser. The picture
depends on the values of the controls and on nothing else: however a value was reached, the bytes
are the same. This is the only module that knows ipywidgets.
"""

import base64
import html
import inspect
import math
import threading
import weakref
from collections.abc import Iterable

import ipywidgets as widgets
from traitlets import Unicode

from figures.canvas import Canvas
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
    returns one sentence of what is to be seen. `presets` maps a button's text to control values,
    `actions` maps a button's text to a function of the present values that returns new ones.
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
        return {name: _value(control) for name, control in self.controls.items()}

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
        return {
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.widget.model_id,
            },
            "image/png": base64.b64encode(self.png).decode(),
            "text/plain": self._sentence,
        }

    # One event

    def _make(self, values):
        sentence = self._update(**values)
        if not isinstance(sentence, str) or not sentence:
            raise ValueError(f"update must return a sentence (a string), not {sentence!r}")
        return sentence, self._canvas.png()

    def _refresh(self, remark=""):
        """Redraw when a value has changed. Holds the lock; never raises."""
        values = self.values
        if values == self._drawn and self.error is None:
            if remark:
                self._say(f"{self._told} {remark}")
            return
        try:
            sentence, png = self._make(values)
        except Exception as error:
            # The picture stays as it was; JupyterLab would hide what happened, so it is written.
            self.error, self._drawn = error, None
            self._say(f"{type(error).__name__}: {error}", wrong=True)
        else:
            self.error, self._drawn, self._told = None, values, sentence
            if png != self.png:
                self.png = self._image.value = png
            self._say(f"{sentence} {remark}".strip())

    def _apply(self, values, remark=""):
        """Set several controls, then redraw once."""
        with self._lock:
            self._busy = True
            try:
                for name, value in values.items():
                    self.controls[name].value = value
            finally:
                self._busy = False
            self._refresh(remark)

    def _on_change(self, _):
        with self._lock:
            if not self._busy:
                self._refresh()

    def _act(self, function):
        with self._lock:
            try:
                wanted = dict(function(**self.values))
                self._check_names("an action", wanted)
                taken, remarks = {}, []
                for name, value in wanted.items():
                    taken[name], remark = _fitted(name, self.controls[name], value)
                    remarks += [remark] if remark else []
            except Exception as error:
                self.error, self._drawn = error, None
                self._say(f"{type(error).__name__}: {error}", wrong=True)
                return
            self._apply(taken, " ".join(remarks))

    def _say(self, text, wrong=False):
        self._sentence = self._image.tooltip = text
        colour = f"color:{ERROR};" if wrong else ""
        self._line.value = (
            f'<div role="status" aria-live="polite" style="{colour}font-size:15px;'
            f'line-height:1.4;white-space:normal">{html.escape(text)}</div>'
        )

    # Putting the widgets together

    def _build(self):
        self._told = self._sentence
        self._image = _Picture(value=self.png, format="png")
        self._image.layout.max_width = "100%"
        self._image.layout.object_fit = "contain"
        self._line = widgets.HTML()
        self._say(self._sentence)
        widest = max((len(c.description) for c in self.controls.values()), default=0)
        for control in self.controls.values():
            _lay_out(control, widest)
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
            _, remark = _fitted(name, self.controls[name], value)
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


def _value(control):
    value = control.value
    if isinstance(control, widgets.FloatSlider):
        # The browser adds up steps and sends 0.30000000000000004 for 0.3.
        steps = round((value - control.min) / control.step)
        near = float(f"{control.min + steps * control.step:.12g}")
        if abs(value - near) < 1e-9 * control.step:
            return near
    return value


def _fitted(name, control, value):
    """(the value the control can take, a remark when that is not the value asked for)."""
    if hasattr(control, "options"):
        known = [v for _, v in control.options]
        if value in known:
            return value, ""
        return control.value, f"{name} = {value!r} is not among {known}."
    if not hasattr(control, "max"):
        return bool(value), ""
    value = float(value)
    if not math.isfinite(value):
        return control.value, f"{name} would be {value}: it stays where it is."
    if isinstance(control, widgets.IntSlider):
        value = round(value)
    inside = min(max(value, control.min), control.max)
    if inside != value:
        return inside, f"{name} would be {value:.4g}, outside the slider: it stops at {inside:g}."
    return value, ""


def _lay_out(control, widest):
    if isinstance(control, widgets.Checkbox):
        control.layout.width = "auto"
        return
    control.style.description_width = f"{widest + 1}ch"
    if isinstance(control, widgets.ToggleButtons):
        control.style.button_width = "auto"
        control.layout.width = "auto"
    else:
        control.layout.width = f"calc({widest + 1}ch + 420px)"
        control.layout.max_width = "100%"
