"""Training in a live picture: the same numbers as `fit` alone, whatever happens meanwhile."""

import json
import time
from pathlib import Path

import numpy as np
import pytest

from figures import job
from figures.training import scored_error, starting_params
from lstm_core import CALCULATOR_X, CALCULATOR_Y, fit
from tests import notebook_text as text
from tests.frontend import FrontEnd
from tests.live_training import CELL, training
from tests.widget_driver import violations

ROOT = Path(__file__).parent.parent
LONG = 60.0  # only so that a hanging thread ends the test some day


def alone(n, eta=0.001, resume=None):
    return list(fit(CELL, starting_params(), CALCULATOR_X, CALCULATOR_Y, epochs=n, eta=eta,
                    loss=scored_error, resume=resume))  # fmt: skip


def same(epochs, others):
    assert [e.number for e in epochs] == [e.number for e in others]
    for one, other in zip(epochs, others, strict=True):
        assert one.loss == other.loss
        for a, b in zip(one.params, other.params, strict=True):
            np.testing.assert_array_equal(a, b)


def test_before_during_and_after(monkeypatch):
    monkeypatch.setattr(job, "EVERY", 0.0)
    live, run = training(total=30)
    assert live.sentence == "Not trained yet: “train” begins, for 30 epochs."
    before = live.png
    live.buttons["train"].click()
    assert live.job.wait(LONG)
    same(run.epochs, alone(30))
    first, last = (f"{run.epochs[k].loss:.4g}" for k in (0, -1))
    said = f"After 30 of 30 epochs the loss has gone from {first} to {last}."
    assert live.sentence == said
    assert live.png != before
    newest = live.png
    live.set(back=20)
    assert live.png != newest
    live.set(back=0)
    assert live.png == newest
    live.buttons["train"].click()  # nothing is left to do
    assert live.job.wait(LONG)
    assert (len(run.epochs), live.sentence, live.png) == (30, said, newest)
    live.buttons["begin anew"].click()
    assert live.png == before


def test_stopped_and_resumed_is_as_if_never_stopped():
    live, run = training(total=40, wait=lambda: time.sleep(0.003))
    for _ in range(100):
        live.buttons["train"].click()
        time.sleep(0.02)
        live.buttons["stop"].click()
        assert live.job.wait(LONG)
        if live.job.finished:
            break
        assert "“train” goes on from here" in live.sentence
    same(run.epochs, alone(40))


def test_another_step_size_counts_from_the_next_click():
    halt = []
    live, run = training(total=20, wait=lambda: len(run.epochs) == 9 and halt[0]())
    halt.append(live.job.stop)
    live.buttons["train"].click()
    assert live.job.wait(LONG)
    assert len(run.epochs) == 10
    live.set(eta=0.01)
    halt[0] = lambda: None
    live.buttons["train"].click()
    assert live.job.wait(LONG)
    first = alone(10)
    same(run.epochs, first + alone(10, eta=0.01, resume=first[-1]))


def test_a_loss_that_is_not_finite_ends_it_with_a_sentence():
    live, run = training(total=60)
    live.set(eta=1e6)
    live.buttons["train"].click()
    assert live.job.wait(LONG)
    count = len(run.epochs)
    assert count < 60
    assert live.sentence.startswith(f"Stopped at epoch {run.epochs[-1].number}: the ")
    assert live.error is None
    live.buttons["train"].click()
    assert live.job.wait(LONG)
    assert len(run.epochs) == count
    assert live.sentence.startswith("Stopped at epoch")
    live.set(eta=0.001)
    live.buttons["begin anew"].click()
    live.buttons["train"].click()
    assert live.job.wait(LONG)
    same(run.epochs, alone(60))


def test_an_error_in_training_is_shown_and_the_epochs_stay():
    def fail():
        if len(run.epochs) == 5:
            raise OverflowError("too <much>")

    live, run = training(wait=fail)
    live.buttons["train"].click()
    assert live.job.wait(LONG)
    assert live.sentence.startswith("OverflowError: too <much>")
    same(run.epochs, alone(5))


def test_the_axes_stay():
    live, _ = training(total=10)
    boxes = [(ax.get_xlim(), ax.get_ylim(), ax.get_position().bounds) for ax in live.figure.axes]
    live.set(eta=1e6)
    live.buttons["train"].click()
    assert live.job.wait(LONG)
    after = [(ax.get_xlim(), ax.get_ylim(), ax.get_position().bounds) for ax in live.figure.axes]
    assert after == boxes


SOURCE = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from tests.live_training import training
live, run = training(total=200, wait=lambda: time.sleep(0.01))
MORE
live
"""


def made_up(tmp_path, more=""):
    cell = {
        "cell_type": "code",
        "id": "live",
        "metadata": {},
        "outputs": [],
        "source": SOURCE.replace("MORE", more),
    }
    path = tmp_path / "training.ipynb"
    path.write_text(json.dumps({"cells": [cell]}))
    return path


@pytest.fixture
def front(tmp_path):
    path = made_up(tmp_path)
    with FrontEnd(tmp_path, tmp_path / "log") as front:
        front.run(text.read(path))
        assert not front.errors
        yield front


def test_a_front_end_can_train_stop_slide_and_go_on(front):
    """With the messages of a browser: the thread's pictures arrive, and clicks meanwhile count."""

    def find(name, **wanted):
        (model,) = [m for m, state in front.widgets.items() if state["_model_name"] == name
                    and all(state.get(key) == value for key, value in wanted.items())]  # fmt: skip
        return model

    def until(true):
        end = time.monotonic() + LONG
        while not true():
            assert time.monotonic() < end, front.widgets[bar]
            front.ask("pass")  # takes in what has come meanwhile

    train, stop = (find("ButtonModel", description=d) for d in ("train", "stop"))
    bar, image = find("FloatProgressModel"), find("ImageModel")
    pictures = {front.widgets[image]["value"]}
    front.click(train, "train")
    until(lambda: pictures.add(front.widgets[image]["value"]) or len(pictures) > 3)
    front.click(train, "train again")
    front.update(find("IntSliderModel"), "back", value=3)
    assert front.ask("print(live.values['back'], live.job.running)") == "3 True"
    front.click(stop, "stop")
    until(lambda: front.widgets[bar]["bar_style"] != "info")
    done = int(front.ask("print(len(run.epochs))"))
    assert 3 < done < 200
    assert front.ask("print([e.number for e in run.epochs] == list(range(len(run.epochs))))")
    front.click(train, "go on")
    until(lambda: front.widgets[bar]["bar_style"] != "info")
    assert front.widgets[bar]["value"] == 1.0
    numbers = "print([e.number for e in run.epochs] == list(range(200)))"
    assert front.ask(numbers) == "True"
    assert front.errors == []
    assert "Traceback" not in front.logged()


def rows(total):
    every = {"notebook": "training", "cell": "live"}
    yield every | {"kind": "slider", "label": "step size", "values": [0.0, 1.0]}
    yield every | {"kind": "slider", "label": "epochs back", "values": [0, total]}
    for label in ("train", "stop", "begin anew"):
        yield every | {"kind": "button", "label": label, "training": True}


def test_the_driver_of_the_widgets_trains(tmp_path):
    """Before the training its sliders change nothing: that, and nothing else, is found."""
    wrong = violations(made_up(tmp_path), list(rows(200)), tmp_path / "log")
    assert wrong
    assert all("does not change on the way" in one for one in wrong), wrong


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("live.job._work = lambda **_: 1 / 0", "ZeroDivisionError"),
        ("live.job.begin = lambda values: True", "the picture does not change stopped at once"),
    ],
)
def test_the_driver_of_the_widgets_finds_a_training_that_fails(tmp_path, broken, told):
    wrong = violations(made_up(tmp_path, broken), list(rows(200)), tmp_path / "log")
    assert any("'train'" in one and told in one for one in wrong), wrong
