"""What happens to a live picture: a control moves, a button is pressed, a training goes on.

All of it under one lock, since the browser's events come in one thread while cells run in others.
How it looks in a browser is the business of `figures.live`, which adds `_say` and the widgets.
"""

import threading
import weakref

from figures import saving
from figures.canvas import Canvas
from figures.controls import check_names, check_use, check_values, fitted, flat, value_of
from figures.job import Job

_LOCKS = weakref.WeakKeyDictionary()  # one lock a figure: two LiveFigures may share one


class Events:
    """The part of `LiveFigure` that knows no widgets; what the arguments are is said there."""

    def __init__(
        self, fig, update, controls, dynamic, presets=None, actions=None, train=None, pixel_ratio=1
    ):
        self.figure, self.controls = fig, dict(controls)
        self._update, self._presets, self._actions = update, presets or {}, actions or {}
        self._dynamic = list(flat(dynamic))
        check_use(fig, update, self.controls, self._dynamic, self._presets)
        self._lock = _LOCKS.setdefault(fig, threading.RLock())
        self._busy = False
        self.error = None
        self.job = train and Job(train, self._follow)
        with self._lock:
            self._canvas = Canvas(fig, self._dynamic, pixel_ratio)
            self._drawn = self.values
            self._sentence, self.png = self._make(self._drawn)

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
        check_values("set", values, self.controls)
        self._apply(values)
        if self.error is not None:
            raise self.error

    @property
    def pixel_ratio(self):
        """Dots of the picture for each dot of the page: 1, or 2 to be sharp on a sharp screen."""
        return self._canvas.ratio

    @pixel_ratio.setter
    def pixel_ratio(self, ratio):
        with self._lock:
            self._canvas = Canvas(self.figure, self._dynamic, ratio)
            self._refresh(always=True)

    def saved(self):
        """HTML with the picture as PNG and SVG and its numbers as a table, as they stand now."""
        at = ", ".join(f"{name} = {getattr(v, 'name', v)}" for name, v in self.values.items())
        with self._lock:
            self._update(**self.values)  # another LiveFigure may have moved the artists since
            return saving.panel(self.figure, self._canvas.dpi, f" at {at}" if at else "")

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
        self._say(f"{text} (The picture stays as it was.)", wrong=True)

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
            if self.job and self.job.running:  # it would change what the training works on
                self._refresh("Training is under way: stop it first.")
                return
            try:
                wanted = dict(function(**self.values))
                check_names("an action", wanted, self.controls)
                fits = {name: fitted(name, self.controls[name], v) for name, v in wanted.items()}
            except Exception as error:
                self._tell(error)
                return
            remark = " ".join(remark for _, remark in fits.values() if remark)
            # An action may keep a history that update draws: redraw even where no value moved.
            self._apply({name: value for name, (value, _) in fits.items()}, remark, always=True)

    # Training, beside everything else

    def _train(self, _):
        with self._lock:
            if not self.job.begin(self.values):
                self._refresh("It is training already.")
            self._progress.show(self.job)

    def _follow(self):
        """A frame of the training, called from its thread; the last one when it has ended."""
        with self._lock:
            if self.job.error is None:
                stopped = not (self.job.running or self.job.finished)
                self._refresh("Stopped; “train” goes on from here." * stopped, always=True)
            else:
                self._tell(self.job.error)
            self._progress.show(self.job)
