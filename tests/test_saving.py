"""What a reader takes along: the picture in two formats, its numbers, and a sharper picture."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from figures import LiveFigure, saving, style
from lstm_core import CALCULATOR_X, calculator_rnn
from tests.live_calculator import calculator, drag


def unfolded(live):
    live._tools._unfold()
    return live._tools._panel.value


def attached(panel, name):
    """The bytes behind a link."""
    (data,) = re.findall(rf'download="{name}"[^>]*href="data:[\w/+]+;base64,([^"]*)"', panel)
    return base64.b64decode(data)


def alike(plain, sharp):
    """The correlation of two pictures, the second with twice the dots, in blocks."""
    images = [Image.open(io.BytesIO(png)).convert("L") for png in (plain, sharp)]
    assert images[1].size == (2 * images[0].width, 2 * images[0].height)
    blocks = [np.asarray(image.reduce(n), float) for image, n in zip(images, (12, 24), strict=True)]
    return np.corrcoef(*(block.ravel() for block in blocks))[0, 1]


def test_nothing_is_computed_until_asked_and_moving_on_folds_it(monkeypatch):
    def never(*_):
        raise AssertionError("nobody asked")

    with monkeypatch.context() as patch:
        patch.setattr(saving, "panel", never)
        live = calculator()
        drag(live, "u", 1.0)
        assert live._tools._panel.value == ""
    assert unfolded(live)
    assert live._tools._panel.layout.display == ""
    drag(live, "u", 0.5)
    assert live._tools._panel.value == ""
    assert live._tools._panel.layout.display == "none"
    assert unfolded(live)
    live._tools._unfold()  # pressed again
    assert live._tools._panel.value == ""


def test_the_saved_pictures_show_what_moves():
    live, files = calculator(), {}
    for u in (0.5, 1.0):
        live.set(u=u)
        panel = unfolded(live)
        files[u] = {name: attached(panel, name) for name in ("picture.png", "picture.svg")}
        image = Image.open(io.BytesIO(files[u]["picture.png"]))
        assert image.width == 2 * 900
        assert alike(live.png, files[u]["picture.png"]) > 0.98
        assert files[u]["picture.svg"].startswith(b"<?xml")
    assert files[0.5]["picture.png"] != files[1.0]["picture.png"]
    assert len(set(re.findall(rb'<path d="[^"]*"', files[0.5]["picture.svg"]))) > 30


def test_saving_leaves_the_picture_alone():
    live, fresh = calculator(), calculator()
    unfolded(live)
    for one in (live, fresh):
        one.set(u=1.7)
    assert live.png == fresh.png


def test_the_table_has_every_number_also_those_off_the_scale():
    live = calculator()
    live.set(u=1.7)
    panel = unfolded(live)
    rows = [line.split(",") for line in attached(panel, "numbers.csv").decode().splitlines()]
    assert rows[0] == ["panel", "name", "x", "y"]
    cell, params = calculator_rnn(1.7)

    h = cell.forward(params, CALCULATOR_X).h.ravel()
    mine = {int(float(x)): float(y) for place, name, x, y in rows[1:]
            if place == "h[t]" and name in ("h", "off the scale")}  # fmt: skip
    assert mine == dict(enumerate(h.tolist()))
    assert ["h[t]", "target", "3.0", "4.0"] in rows
    assert "h[t]\ttarget\t3.0\t4.0" in panel
    assert "at u = 1.7, scale = 1, sigma_h = identity, targets = True" in panel


def test_lines_without_a_name_are_numbered_and_other_artists_may_tell_numbers():
    figure, (one, two) = style.new_figure(1, 2)
    one.plot([0, 1], [2, np.nan])
    one.set_title("$L$ over $\\mathcal{u}$", loc="left")
    (line,) = two.plot([5, 6], [7, 8], label=r"slope $d\mathcal{L}/du$")
    two.plot([0, 0], [0, 0])
    line.axes.text(0, 0, "").numbers = lambda: [("arrow", "a -> b", 0.1 + 0.2)]
    assert saving.rows(figure) == [
        ["L over u", "line 1", 0.0, 2.0],
        ["panel 2", "slope dL/du", 5.0, 7.0],
        ["panel 2", "slope dL/du", 6.0, 8.0],
        ["panel 2", "arrow", "a -> b", 0.1 + 0.2],
    ]
    assert saving.table(figure).endswith("panel 2\tarrow\ta -> b\t0.30000000000000004\n")


def test_two_figures_that_share_artists_save_their_own_numbers():
    first = calculator()

    second = LiveFigure(first.figure, first._update, calculator().controls, first._dynamic)
    second.set(u=1.7)
    assert "u = 0.5" in unfolded(first)
    assert "off the scale" not in unfolded(first) + first.saved()
    assert "off the scale" in second.saved()


def test_an_error_while_saving_is_shown(monkeypatch):
    live = calculator()
    monkeypatch.setattr(saving, "panel", lambda *_: 1 / 0)
    live._tools._unfold()
    assert live.sentence.startswith("ZeroDivisionError")
    assert live._tools._panel.value == ""


def test_twice_the_dots_are_the_same_picture_at_the_same_size():
    live = calculator()
    live.set(u=1.7)
    before = live.png
    live._tools._sharpen()
    assert live.pixel_ratio == 2
    assert live._image.layout.width == "900px"
    assert Image.open(io.BytesIO(live.png)).width == 1800
    assert alike(before, live.png) > 0.98
    drag(live, "u", 0.5)
    drag(live, "u", 1.7)
    driven = live.png
    live._tools._sharpen()
    assert live.png == before
    fresh = calculator(pixel_ratio=2)
    fresh.set(u=1.7)
    assert fresh.png == driven != before


def test_one_figure_can_be_shown_sharp_and_plain():

    first = calculator()
    second = LiveFigure(
        first.figure, first._update, calculator().controls, first._dynamic, pixel_ratio=2
    )
    second.set(u=1.0)
    first.set(u=1.0)
    fresh = calculator()
    fresh.set(u=1.0)
    assert first.png == fresh.png
    fresh.pixel_ratio = 2
    second.set(u=1.7)
    second.set(u=1.0)
    assert second.png == fresh.png


def test_a_wrong_pixel_ratio_is_told():
    with pytest.raises(ValueError, match=r"expected 1, 2 or 3, got 1\.5"):
        calculator(pixel_ratio=1.5)


def test_a_saved_drawing_has_letters_not_pictures_of_them():
    live = calculator()
    live.set(u=1.7)
    svg = attached(unfolded(live), "picture.svg")
    assert b"<image" not in svg
    assert b"<!-- 66.48 -->" in svg  # Matplotlib notes what a text says
