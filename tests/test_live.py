"""LiveFigure: the picture depends on the controls' values and on nothing else."""

import io
import random

import numpy as np
import pytest
from PIL import Image

from figures import LiveFigure, slider, style
from lstm_core import identity, tanh
from tests.live_calculator import calculator, drag

RANGE = {
    "u": [-2.0, -1.3, -0.5, 0.0, 0.5, 0.9, 1.0, 1.7, 2.0],
    "scale": [0, 1, 2, 3],
    "sigma_h": [identity, tanh],
    "targets": [True, False],
}


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


@pytest.mark.parametrize("name", RANGE)
def test_a_driven_picture_equals_a_fresh_one(name):
    live, seen = calculator(), {}
    for value in RANGE[name] + RANGE[name][::-1]:
        drag(live, name, value)
        assert live.values[name] == value
        if value not in seen:
            fresh = calculator()
            fresh.set(**{name: value})
            seen[value] = fresh.png, fresh.sentence
        assert (live.png, live.sentence) == seen[value]
        assert live.widget.children[-3].value == live.png
    assert len({png for png, _ in seen.values()}) == len(seen)


def test_the_start_is_no_special_place():
    """A LiveFigure that starts at a value equals one that was driven there."""

    def at(start):
        figure, ax = style.new_figure(height=2)
        (line,) = ax.plot([], [], **style.cue("h"))
        ax.set_xlim(0, 1)
        ax.set_ylim(0, 1)

        def update(v):
            line.set_data([0, 1], [v, 1 - v])
            return f"v = {v}"

        return LiveFigure(figure, update, {"v": slider(start, 0.0, 1.0, 0.1)}, [line])

    driven = at(0.0)
    driven.set(v=0.7)
    assert driven.png == at(0.7).png != at(0.0).png


def test_many_controls_in_any_order():
    rng, live = random.Random(18), calculator()
    for _ in range(25):
        for name, values in RANGE.items():
            drag(live, name, rng.choice(values))
    fresh = calculator()
    fresh.set(**live.values)
    assert (live.png, live.sentence) == (fresh.png, fresh.sentence)


def test_two_live_figures_on_one_figure_do_not_disturb_each_other():
    first = calculator()
    second = LiveFigure(first.figure, first._update, calculator().controls, first._dynamic)
    second.set(u=1.7)
    first.set(u=1.0)
    fresh = calculator()
    fresh.set(u=1.0)
    assert first.png == fresh.png
    fresh.set(u=1.7)
    assert second.png == fresh.png


def test_nothing_stays_of_what_was_drawn_before():
    live = calculator()
    live.set(u=1.7)
    for artist in live._dynamic:
        artist.set_visible(False)
    empty = live._canvas.png()
    for artist in calculator()._dynamic:
        artist.set_visible(False)
    bare = calculator()
    for artist in bare._dynamic:
        artist.set_visible(False)
    assert empty == bare._canvas.png()
    assert len(np.unique(pixels(empty).reshape(-1, 3), axis=0)) < len(
        np.unique(pixels(live.png).reshape(-1, 3), axis=0)
    )


def test_the_palette_keeps_the_colours():
    live = calculator()
    image = Image.open(io.BytesIO(live.png))
    assert image.mode == "P"
    assert image.size == (900, image.height)
    live._canvas.png()
    true = np.asarray(live.figure.canvas.buffer_rgba())[..., :3].astype(int)
    off = np.abs(pixels(live.png) - true).max(axis=2)
    assert (pixels(live.png)[0, 0] == 255).all()
    assert np.mean(off > 2) < 0.05  # only the soft edges of letters and lines are rounded
    assert off.max() <= 64
