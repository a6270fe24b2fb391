"""LiveFigure: a picture whose sliders move artists in place.

The figure is drawn once and its background is kept. A slider event restores the background, lets
`update` move the artists, draws those alone, and sends a small PNG to the browser. The picture
depends on the values of the controls and on nothing else: however a value was reached, the bytes
are the same. This is the only module that knows ipywidgets.
"""

import math

import ipywidgets as widgets
from traitlets import Unicode

from figures.controls import lay_out
from figures.events import Events
from figures.still import status, still_bundle


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
    pairs, value = _options("choice", options, value)
    return widgets.ToggleButtons(options=pairs, value=value, description=label)


def player(options, value=None, label="", every=900):
    """A slider over `options`, as `choice` takes them, that also plays, pauses and goes by one.

    It plays in the browser, one option in `every` milliseconds, and stops at the last. While the
    kernel is busy the slider's newest place is all that waits, so there is never a backlog.
    """
    pairs, value = _options("player", options, value)
    control = widgets.SelectionSlider(options=pairs, value=value, description=label)
    last = len(pairs) - 1
    play = widgets.Play(max=last, value=control.index, interval=every, show_repeat=False)
    play.tooltip = "play and pause; stop goes back to the start"
    widgets.jslink((play, "value"), (control, "index"))

    def go(by):
        control.index = min(max(control.index + by, 0), last)

    steps = [_button("◀ step", lambda _: go(-1)), _button("step ▶", lambda _: go(1))]
    control.transport = _row([play, *steps])
    return control


def _options(who, options, value):
    """([(label, value)], the value to start at)."""
    pairs = list(options.items()) if isinstance(options, dict) else [(str(o), o) for o in options]
    values = [v for _, v in pairs]
    if not values:
        raise ValueError(f"{who}: there is nothing to choose from")
    value = values[0] if value is None else value
    if value not in values:
        raise ValueError(f"{who}: {value!r} is not among {values}")
    return pairs, value


def tick(value=False, label=""):
    """A box to tick: True or False."""
    return widgets.Checkbox(value=bool(value), description=label, indent=False)


class LiveFigure(Events):
    """A figure, the function that moves its artists, and the controls that call it.

    `update(**values)` takes exactly the names in `controls`, moves artists listed in `dynamic`, and
    returns one sentence of what is to be seen. `presets` maps a button's text to control values;
    `actions` maps one to a function of the present values that returns new ones. `train(**values)`
    is a generator that trains a step, yields the share that is done (0 .. 1), and so on; it runs
    beside everything else while the picture follows. `pixel_ratio`: 2 for a sharp screen.
    """

    def __init__(
        self, fig, update, controls, dynamic, presets=None, actions=None, train=None, pixel_ratio=1
    ):
        super().__init__(fig, update, controls, dynamic, presets, actions, train, pixel_ratio)
        self._build()

    def _repr_mimebundle_(self, include=None, exclude=None, **_):
        view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        with self._lock:
            still = still_bundle(self.png, self._sentence, caption=True)
        return {"application/vnd.jupyter.widget-view+json": view} | still

    def _say(self, text, wrong=False):
        self._sentence = text
        with self._image.hold_sync():  # picture and words in one message
            self._image.value = self.png
            self._image.tooltip = text
        self._line.value = status(text, wrong, aloud=not (self.job and self.job.running))
        self._tools.fold()  # what was saved there is of another picture

    # Putting the widgets together

    def _build(self):
        self._told = self._sentence
        self._image = _Picture(value=self.png, format="png")
        # Its size on the page is that of pixel ratio 1, whatever dots it is made of.
        self._image.layout.width = f"{self._canvas.width}px"
        self._image.layout.max_width = "100%"
        # Smaller than this its numbers can't be read: on a narrow page one scrolls instead.
        self._image.layout.min_width = f"{min(self._canvas.width, 640)}px"
        self._image.layout.object_fit = "contain"
        self._line, self._tools = widgets.HTML(), _Tools(self)
        self._say(self._sentence)
        lay_out(self.controls.values())
        for control in self.controls.values():
            control.observe(self._on_change, names="value")
        self.buttons = {}
        for text, values in self._presets.items():
            self._button(text, lambda _, v=values: self._apply(v))
        for text, function in self._actions.items():
            self._button(text, lambda _, f=function: self._act(f), "info")
        rows = [
            part
            for control in self.controls.values()
            for part in (control, getattr(control, "transport", None))  # a player has one
            if part is not None
        ]
        if self.job:
            self._button("train", self._train, "success")
            self._button("stop", lambda _: self.job.stop())
            self._progress = _Progress()
        if self.buttons:
            rows.append(_row(list(self.buttons.values())))
        if self.job:
            rows.append(self._progress.box)
        self.widget = widgets.VBox([*rows, self._image, self._line, self._tools.box])

    def _button(self, text, clicked, style=""):
        if text in self.buttons:
            raise ValueError(f"two buttons are called {text!r}")
        self.buttons[text] = _button(text, clicked, style)


class _Progress:
    """A bar with the share that is done, and the time left."""

    def __init__(self):
        self._bar = widgets.FloatProgress(min=0.0, max=1.0)
        self._words = widgets.Label("not begun")
        self.box = _row([self._bar, self._words])

    def show(self, job):
        self._bar.value = job.share
        self._bar.bar_style = job.state()
        self._words.value = job.words()


class _Tools:
    """The small row below: the picture and its numbers to take along, and a sharper picture."""

    def __init__(self, live):
        self._live = live
        self._panel = widgets.HTML()
        self.fold()
        buttons = [
            _button("save / data", lambda _: self._unfold()),
            _button("sharp", lambda _: self._sharpen()),
        ]
        for button, words in zip(
            buttons,
            ("save the picture, copy its numbers", "twice the dots, for a sharp screen"),
            strict=True,
        ):
            button.tooltip = words
            button.add_class("figure-tool")
        self.box = widgets.VBox([_row(buttons), self._panel])

    def fold(self):
        self._panel.layout.display = "none"
        self._panel.value = ""

    def _unfold(self):
        with self._live._lock:
            if self._panel.value:
                self.fold()
                return
            try:
                self._panel.value = self._live.saved()
            except Exception as error:
                self._live._tell(error)
            else:
                self._panel.layout.display = ""

    def _sharpen(self):
        self._live.pixel_ratio = 3 - self._live.pixel_ratio


class _Picture(widgets.Image):
    """An image with words: the browser has no alt for it, but makes `title` of the tooltip.

    For that it looks at `description`, which an Image lacks: without it the view fails to show.
    """

    description = Unicode("").tag(sync=True)


def _row(children):
    row = widgets.HBox(children)
    row.layout.flex_flow = "row wrap"
    return row


def _button(text, clicked, style=""):
    button = widgets.Button(description=text, button_style=style)
    button.layout.width = "auto"
    button.on_click(clicked)
    return button
