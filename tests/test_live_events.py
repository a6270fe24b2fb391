"""LiveFigure: nothing that happens is lost, nothing collides, and wrong use is told."""

import base64
import random
import threading

import pytest

from figures import LiveFigure, choice, slider, style
from lstm_core import tanh
from tests.live_calculator import calculator, drag

PNG = b"\x89PNG\r\n\x1a\n"


def test_an_error_is_shown_the_picture_stays_and_it_clears():
    live = calculator()
    before = live.png
    drag(live, "u", 1.9)
    assert isinstance(live.error, OverflowError)
    assert live.sentence.startswith("OverflowError: u <too> large")
    line = live.widget.children[-2].value
    assert "OverflowError: u &lt;too&gt; large" in line
    assert style.ERROR in line
    assert live.png == live.widget.children[-3].value == before
    drag(live, "u", 0.5)  # back where the picture still is: the error has to go all the same
    assert live.error is None
    assert live.sentence == "u = 0.50: the loss is 6.244"
    assert style.ERROR not in live.widget.children[-2].value
    assert live.png == before


def test_set_shows_an_error_and_raises_it():
    live = calculator()
    with pytest.raises(OverflowError, match="too"):
        live.set(u=1.9)
    assert live.sentence.startswith("OverflowError")
    live.set(u=1.0)
    assert live.sentence == "u = 1.00: the loss is 8.000"


def test_update_is_called_only_when_a_value_changes_and_once_for_many():
    calls = []
    live = calculator(calls, presets={"all at once": {"u": 1.0, "scale": 2, "targets": False}})
    assert len(calls) == 1
    drag(live, "u", 0.5)
    live.set(u=0.5)
    assert len(calls) == 1
    live.buttons["all at once"].click()
    assert calls[1:] == [(1.0, 2, "identity", False)]
    live.set(u=0.5, scale=1, sigma_h=tanh)
    assert calls[2:] == [(0.5, 1, "tanh", False)]


def test_a_value_is_free_of_the_browsers_rounding():
    live = calculator()
    drag(live, "u", 0.1 + 0.2)
    assert live.values["u"] == 0.3
    live.set(u=0.837539934963617)  # a step of descent lands between the slider's steps
    assert live.values["u"] == 0.837539934963617
    assert isinstance(live.values["scale"], int)


def test_actions():
    wanted = {}
    live = calculator(actions={"act": lambda **values: {"u": values["u"] + 0.25} | wanted})
    act = live.buttons["act"].click
    act()
    assert live.values["u"] == 0.75
    assert live.sentence == "u = 0.75: the loss is 1.596"
    wanted["u"] = 7.5
    act()
    assert live.values["u"] == 2.0
    assert live.sentence.endswith("u would become 7.5, off the slider: it stops at 2.")
    for value in (float("nan"), float("inf")):
        wanted["u"] = value
        act()
        assert live.values["u"] == 2.0
        assert live.sentence.endswith(f"u would become {value}: it stays where it is.")
    wanted.clear()
    wanted["v"] = 1
    act()
    assert live.sentence.startswith("ValueError: an action: no control ['v']")
    drag(live, "u", 0.5)
    assert live.sentence == "u = 0.50: the loss is 6.244"


def test_an_action_that_fails_is_shown():
    live = calculator(actions={"act": lambda **values: values["no such"]})
    live.buttons["act"].click()
    assert isinstance(live.error, KeyError)
    assert live.sentence.startswith("KeyError: 'no such'")


def test_an_action_redraws_what_it_remembers():
    calls = []
    live = calculator(calls, actions={"again": lambda **values: values})
    live.buttons["again"].click()
    assert len(calls) == 2


def test_what_a_page_without_a_kernel_gets():
    live = calculator()
    live.set(u=1.0)
    bundle = live._repr_mimebundle_()
    assert bundle["text/plain"] == live.sentence == "u = 1.00: the loss is 8.000"
    assert base64.b64decode(bundle["image/png"]) == live.png
    assert live.png.startswith(PNG)
    assert f'alt="{live.sentence}"' in bundle["text/html"]
    assert f"<p>{live.sentence}</p>" in bundle["text/html"]
    view = bundle["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == live.widget.model_id


def test_words_for_screen_readers_and_labels_with_room():
    live = calculator()
    *controls, image, line, _ = live.widget.children
    assert 'aria-live="polite"' in line.value
    assert image.tooltip == live.sentence  # becomes the image's title
    assert image.description == ""  # without it JupyterLab fails to show the image
    for control in controls:
        assert control.tooltip == control.description != ""
    widths = {c.style.description_width for c in controls if hasattr(c.style, "description_width")}
    longest = max(len(control.description) for control in controls)
    assert all(float(w.removesuffix("ch")) >= 0.9 * longest for w in widths if w)
    assert live.controls["u"].readout
    assert live.controls["u"].continuous_update


def test_one_lock_for_cells_and_callbacks():
    """The browser's events come in one thread while cells run in others."""
    inside, most = [], []

    def plain():
        figure, ax = style.new_figure(height=2)
        (line,) = ax.plot([0, 1], [0, 1])

        def update(v, w):
            inside.append(1)
            most.append(len(inside))
            threading.Event().wait(0.0005)  # gives the other threads their chance
            line.set_data([0, v / 99], [w / 99, 1])
            inside.pop()
            return f"{v} {w}"

        controls = {"v": slider(0, 0, 99, 1), "w": slider(0, 0, 99, 1)}
        return LiveFigure(figure, update, controls, [line])

    live, start = plain(), threading.Barrier(3)

    def work(seed):
        rng = random.Random(seed)
        start.wait()
        for _ in range(25):
            if seed == 0:
                drag(live, rng.choice("vw"), rng.randrange(100))
            else:
                live.set(v=rng.randrange(100), w=rng.randrange(100))

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert live.sentence == "{v} {w}".format(**live.values)
    fresh = plain()
    fresh.set(**live.values)
    assert live.png == fresh.png


def one(figure=None, update=None, controls=None, dynamic=None, **more):
    """The smallest LiveFigure, with one thing wrong."""
    fig, ax = style.new_figure(height=2)
    (line,) = ax.plot([0, 1], [0, 1])
    return LiveFigure(
        figure or fig,
        update or (lambda u: "a sentence"),
        controls or {"u": slider(0.5, 0.0, 1.0, 0.1)},
        [line] if dynamic is None else dynamic,
        **more,
    )


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: one(update=lambda v: "s"), "update takes ['v'], the controls are ['u']"),
        (lambda: one(update=lambda u, v: "s"), "update takes ['u', 'v']"),
        (lambda: one(update=lambda u: None), "must return a sentence (a string), not None"),
        (lambda: one(update=lambda u: " "), "must return a sentence (a string), not ' '"),
        (lambda: one(dynamic=[]), "no artist that moves"),
        (lambda: one(figure=style.new_figure()[0]), "is not in this figure"),
        (lambda: one(presets={"p": {"v": 1}}), "preset 'p': no control ['v']; there are ['u']"),
        (lambda: one(presets={"p": {"u": 3}}), "preset 'p': u would become 3, off the slider"),
        (lambda: one(presets={"p": {}}, actions={"p": dict}), "two buttons are called 'p'"),
        (lambda: one().set(v=1), "set: no control ['v']; there are ['u']"),
        (lambda: one().set(u=1.5), "set: u would become 1.5, off the slider"),
        (lambda: one().set(u=float("nan")), "set: u would become nan"),
        (lambda: calculator().set(scale=1.5), "scale takes whole numbers, not 1.5"),
        (lambda: calculator().set(sigma_h="tanh"), "sigma_h = 'tanh' is not among"),
        (lambda: slider(2.0, 0.0, 1.0, 0.1), "low <= value <= high"),
        (lambda: slider(0.5, 0.0, 1.0, 0.0), "step > 0"),
        (lambda: slider(float("nan"), 0.0, 1.0, 0.1), "low <= value <= high"),
        (lambda: choice(["a", "b"], "c"), "'c' is not among ['a', 'b']"),
    ],
)
def test_wrong_use_is_told(make, told):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        make()
    assert told in str(caught.value)


def test_a_wrong_set_changes_nothing():
    live = calculator()
    before = live.values
    with pytest.raises(ValueError, match="no control"):
        live.set(u=1.0, v=2.0)
    assert live.values == before
