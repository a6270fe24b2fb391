"""Long work in a thread of its own, step by step, so that it can be watched and stopped.

The work is a generator: it yields the share that is done, 0 .. 1, after each step. Between two
steps it can be stopped. Whatever is to survive that has to be kept outside, as the epochs of `fit`
can be; the next `begin` makes a new generator, which goes on from there.
"""

import threading
import time

EVERY = 0.1  # seconds between two frames

_GATE = threading.Lock()


class Job:
    """`Job(work, frame)`: `work(**values)` is the generator, `frame()` is called from its thread.

    `running` is True from `begin` until the last frame has been asked for; `error` is what went
    wrong, or None; `finished` is True when the generator came to its own end.
    """

    _latest = None  # one job at a time in a kernel: two would slow each other down

    def __init__(self, work, frame):
        self._work, self._frame = work, frame
        self._thread, self._halt = None, threading.Event()
        self.running, self.finished, self.error = False, False, None
        self.share, self._began, self._first = 0.0, 0.0, None

    def begin(self, values):
        """Start in a thread. False, and nothing happens, if it is running already."""
        with _GATE:
            if self.running:
                return False
            other, Job._latest = Job._latest, self
            self.running, self.finished, self.error = True, False, None
            self._halt.clear()
            self._began, self._first = time.monotonic(), None
            self._thread = threading.Thread(target=self._run, args=(values, other), daemon=True)
        self._thread.start()
        return True

    def stop(self):
        """Ask it to stop after the step under way."""
        self._halt.set()

    def wait(self, timeout=None):
        """Wait for its end: True if it is there. Never called with the lock that `frame` takes."""
        if self._thread is not None:
            self._thread.join(timeout)
        return not self.running

    def left(self):
        """The seconds still to go at the pace so far, or None while that is unknown."""
        if self._first is None or self.share <= self._first:
            return None
        pace = (self.share - self._first) / max(time.monotonic() - self._began, 1e-9)
        return (1.0 - self.share) / pace

    def state(self):
        """As a progress bar calls it: "info" while it runs, then how it ended."""
        if self.running:
            return "info"
        return "danger" if self.error else "success" if self.finished else "warning"

    def words(self):
        """How far it is, for the line beside a progress bar."""
        done = f"{100 * self.share:.0f} %"
        if self.running:
            left = self.left()
            return done if left is None else f"{done}, about {_duration(left)} left"
        if self.error is not None:
            return f"{done}, ended by an error"
        return done if self.finished else f"{done}, stopped"

    def _run(self, values, other):
        if other is not None and other is not self:  # perhaps of a cell that was run again
            other.stop()
            other.wait()
        try:
            self._go_on(values)
        except Exception as error:
            self.error = error
        self.running = False
        self._frame()

    def _go_on(self, values):
        shown = time.monotonic()
        for share in self._work(**values):
            self.share = min(max(float(share), 0.0), 1.0)
            if self._first is None:
                self._first, self._began = self.share, time.monotonic()
            if self._halt.is_set():
                return
            if time.monotonic() - shown >= EVERY:
                self._frame()
                shown = time.monotonic()
            time.sleep(0)  # a slider that waits for the interpreter has its turn
        self.finished = True


def _duration(seconds):
    if seconds < 1.5:
        return "a second"
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
