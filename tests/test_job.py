"""Training beside everything else: once at a time, stopped and resumed, and its errors are told."""

import threading
import time

import pytest

from figures import LiveFigure, job, slider, style

LONG = 30.0  # only so that a hanging thread ends the test some day


@pytest.fixture(autouse=True)
def every_frame(monkeypatch):
    monkeypatch.setattr(job, "EVERY", 0.0)


class Work:
    """Steps that wait for a push: `push(n)` lets n of them happen."""

    def __init__(self, total=100, fails_at=None):
        self.done, self.total, self.fails_at = [], total, fails_at
        self.gate, self.reached = threading.Semaphore(0), threading.Semaphore(0)
        self.begun = []

    def __call__(self, v):
        self.begun.append(v)
        while len(self.done) < self.total:
            assert self.gate.acquire(timeout=LONG)
            if len(self.done) == self.fails_at:
                raise FloatingPointError("a <bad> step")
            self.done.append(v)
            self.reached.release()
            yield len(self.done) / self.total

    def push(self, n=1):
        for _ in range(n):
            self.gate.release()
            assert self.reached.acquire(timeout=LONG)


def figure(work, **more):
    """A live picture of how much is done."""
    fig, ax = style.new_figure(height=2)
    (line,) = ax.plot([], [], **style.cue("L"))
    ax.set_xlim(0, 100)
    ax.set_ylim(0, 1)

    def update(v):
        done = len(work.done)
        line.set_data([0, done], [v, v])
        return f"v = {v}: {done} done"

    return LiveFigure(fig, update, {"v": slider(0.5, 0.0, 1.0, 0.1)}, [line], train=work, **more)


def eventually(true):
    until = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < until, "it never came about"
        time.sleep(0.002)


def stopped(live, work):
    live.buttons["stop"].click()
    work.gate.release()  # the step under way
    assert live.job.wait(LONG)
    work.reached.acquire(timeout=LONG)


def test_the_picture_follows_and_the_sliders_stay_usable():
    live = figure(work := Work())
    before = live.png
    live.buttons["train"].click()
    work.push(3)
    eventually(lambda: live.sentence == "v = 0.5: 3 done")
    assert live.png != before
    assert 'aria-live="off"' in live._line.value  # ten sentences a second would only be noise
    live.controls["v"].set_state({"value": 0.8})  # while a step waits
    assert live.sentence == "v = 0.8: 3 done"
    assert (live._progress._bar.value, live._progress._bar.bar_style) == (0.03, "info")
    stopped(live, work)
    assert live.sentence == "v = 0.8: 4 done Stopped; “train” goes on from here."
    assert 'aria-live="polite"' in live._line.value
    assert live._progress._words.value == "4 %, stopped"
    assert live._progress._bar.bar_style == "warning"


def test_a_click_cannot_start_a_second_training():
    live = figure(work := Work())
    for _ in range(5):
        live.buttons["train"].click()
    assert live.sentence.endswith("It is training already.")
    work.push(2)
    live.buttons["train"].click()
    assert work.begun == [0.5]
    assert len([t for t in threading.enumerate() if "_run" in t.name]) == 1
    stopped(live, work)


def test_stop_and_resume_lose_nothing():
    live = figure(work := Work(total=6))
    live.buttons["train"].click()
    work.push(2)
    stopped(live, work)
    assert len(work.done) == 3
    live.set(v=0.7)
    live.buttons["train"].click()
    work.push(3)
    assert live.job.wait(LONG)
    assert work.done == [0.5] * 3 + [0.7] * 3
    assert live.job._first == 4 / 6  # the pace, for the time left, is that since the click
    assert live.job.finished
    assert live.sentence == "v = 0.7: 6 done"
    assert live._progress._words.value == "100 %"
    assert live._progress._bar.bar_style == "success"


def test_an_error_in_training_is_shown_and_one_may_go_on():
    live = figure(work := Work(total=6, fails_at=2))
    live.buttons["train"].click()
    work.push(2)
    work.gate.release()
    assert live.job.wait(LONG)
    assert live.sentence.startswith("FloatingPointError: a <bad> step")
    assert style.ERROR in live._line.value
    assert live._progress._words.value == "33 %, ended by an error"
    assert live._progress._bar.bar_style == "danger"
    work.fails_at = None
    live.buttons["train"].click()
    work.push(4)
    assert live.job.wait(LONG)
    assert live.sentence == "v = 0.5: 6 done"
    assert live.error is None


def test_what_acts_on_the_history_waits_for_the_end():
    cleared = []
    live = figure(work := Work(), actions={"begin anew": lambda v: cleared.append(v) or {}})
    live.buttons["train"].click()
    work.push()
    live.buttons["begin anew"].click()
    assert "stop it first" in live.sentence
    stopped(live, work)
    assert cleared == []
    live.buttons["begin anew"].click()
    assert cleared == [0.5]


def test_a_training_of_another_figure_stops_the_first():
    """A cell that was run again leaves its old figure behind, with nobody to stop it."""
    old, new = figure(first := Work()), figure(second := Work(total=2))
    old.buttons["train"].click()
    first.push(2)
    new.buttons["train"].click()
    eventually(old.job._halt.is_set)
    first.gate.release()
    assert old.job.wait(LONG)
    second.push(2)
    assert new.job.wait(LONG)
    assert (len(first.done), len(second.done)) == (3, 2)
    assert "Stopped" in old.sentence


def test_the_time_left(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(job.time, "monotonic", lambda: now[0])
    work = job.Job(None, None)
    work.running = True
    assert work.words() == "0 %"
    work._first, work.share, now[0] = 0.5, 0.6, 10.0  # resumed at a half
    assert work.left() == pytest.approx(40.0)
    assert work.words() == "60 %, about 40 s left"
    now[0] = 100.0
    assert work.words() == "60 %, about 7 min left"
    now[0] = 0.1
    assert work.words() == "60 %, about a second left"
