"""Style, timeline, gallery: what is drawn is what was handed over, and it can be read."""

import io
import itertools
import re
import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.text import Text
from PIL import Image

from figures import Timeline, still, style
from figures.__main__ import GALLERY, index
from figures.numerals import Numerals
from figures.offscale import OffScale
from figures.registry import picture, pictures, render
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    calculator_lstm,
    calculator_lstm_logistic,
    calculator_rnn,
    squared_error,
)

Y = CALCULATOR_Y[:, None, None]
LIMITS = {"x": (0, 2), "c": (0, 8), "h": (0, 8), "eps": (-4, 4), "delta": (-4, 4)}

# How colours look without one kind of cone: Machado, Oliveira, Fernandes, "A physiologically-based
# model for simulation of color vision deficiency", 2009, severity 1.
CONES = {
    "all": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
TO_XYZ = np.array([[0.4125, 0.3576, 0.1804], [0.2127, 0.7152, 0.0722], [0.0193, 0.1192, 0.9503]])

TOGETHER = [  # symbols that may meet in one pair of axes
    ("x", "y", "h", "c"), ("i", "f", "o"), ("eps", "delta"), ("predicted", "measured"),
    ("L", "gradient"), ("h", "delta"), ("c", "f", "i"),
]  # fmt: skip


def linear(colour):
    rgb = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(colour, cones):
    xyz = TO_XYZ @ np.clip(np.array(CONES[cones]) @ linear(colour), 0, 1) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("cones", CONES)
@pytest.mark.parametrize("symbols", TOGETHER, ids=" ".join)
def test_symbols_that_meet_stay_apart_for_every_eye(symbols, cones):
    for a, b in itertools.combinations(symbols, 2):
        distance = np.linalg.norm(lab(style.COLOUR[a], cones) - lab(style.COLOUR[b], cones))
        assert distance > 16, f"{a} and {b} look alike: {distance:.1f}"
        cues = style.MARKER[a] != style.MARKER[b] or style.DASH[a] != style.DASH[b]
        assert cues, f"{a} and {b} differ by colour alone"


def test_every_symbol_has_all_its_cues_and_words_that_can_be_read():
    for symbol in style.COLOUR:
        assert symbol in style.LABEL
        assert style.MARKER[symbol] not in ("^", "v"), "triangles say: off the scale"
        for paper in ("#FFFFFF", style.BACKWARD):
            light, dark = (TO_XYZ[1] @ linear(c) for c in (paper, style.ink(symbol)))
            assert (light + 0.05) / (dark + 0.05) >= 4.4, symbol
    figure, ax = style.new_figure(height=5)
    for symbol in style.COLOUR:
        ax.plot([0, 1], [0, 1], **style.cue(symbol))
    ax.legend(ncols=4)
    figure.canvas.draw()  # every label is mathtext that Matplotlib can set


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-0.0, "0"), (1.0, "1"), (1.125, "1.125"), (-3.0034179, "−3.003"),
        (0.9453125, "0.9453"), (113.0105753, "113"), (4555.394, "4555"), (9999.7, "10000"),
        (43501.79677, "4.35e4"), (-2e-5, "−2e−5"), (0.00123456, "0.001235"), (1e300, "1e300"),
        (float("nan"), "NaN"), (float("inf"), "∞"), (float("-inf"), "−∞"),
    ],
)  # fmt: skip
def test_numbers_are_short(value, text):
    assert style.number(value) == text
    assert len(text) <= 8


def test_a_new_figure_is_legible_whatever_the_readers_settings():
    with rc_context({"font.size": 4, "font.family": "monospace"}):
        figure, axes = style.new_figure(2, 1, sharex=True)
        axes[1].set_xlabel("t")
        axes[0].plot([0, 1])
        figure.canvas.draw()
        words = [text for text in figure.findobj(Text) if text.get_text()]
    assert figure.canvas.get_width_height()[0] == 900
    assert len(words) > 5
    assert all(text.get_fontsize() >= 10 for text in words)


def test_a_new_figure_leaves_matplotlib_alone():
    before = dict(matplotlib.rcParams)
    style.new_figure()
    assert dict(matplotlib.rcParams) == before


def test_pyplot_is_never_imported():
    code = (
        "import sys, figures; from figures.registry import pictures, render\n"
        "for function, _ in pictures().values(): render(function)\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def forward(network, scored=None):
    cell, params = network
    trace = cell.forward(params, CALCULATOR_X)
    _, eps = squared_error(trace.h, Y, scored)
    return trace, cell.bptt(params, trace, eps), eps


def drawn(row):
    """What a row shows: marker heights, with the arrows' places, and the printed numbers."""
    heads = row._heads.get_ydata()
    arrows = sorted(set(row._off._above.get_xdata()) | set(row._off._below.get_xdata()))
    return np.array(heads), arrows, row.numbers.texts


def test_a_timeline_shows_what_it_is_handed():
    timeline = Timeline(("x", "h", "eps", "delta"), 8, LIMITS)
    trace, deltas, eps = forward(calculator_rnn(0.5), Y > 0)
    timeline.show(trace, deltas, eps, Y, Y > 0)
    for symbol, values in {"x": trace.x, "h": trace.h, "eps": eps, "delta": deltas.h}.items():
        heads, arrows, numbers = drawn(timeline._rows[symbol])
        np.testing.assert_array_equal(heads, values.ravel())
        assert arrows == []
        assert numbers == [style.number(v) for v in values.ravel()]
        stems = timeline._rows[symbol]._stems.get_xydata().reshape(8, 3, 2)
        np.testing.assert_array_equal(stems[:, 1, 1], values.ravel())
        np.testing.assert_array_equal(stems[:, 0, 1], 0)
    assert numbers[:4] == ["−0.3754", "−0.7509", "−1.502", "−3.003"]
    target = timeline._rows["h"]._target.get_xydata()
    np.testing.assert_array_equal(target, [[3, 4], [7, 3]])


def test_every_step_of_y_is_a_target_unless_scored_says_which():
    timeline = Timeline(("h",), 8, LIMITS)
    timeline.show(*forward(calculator_lstm()), Y)
    target = timeline._rows["h"]._target
    np.testing.assert_array_equal(target.get_ydata(), CALCULATOR_Y)
    timeline.show(*forward(calculator_lstm()))
    assert len(target.get_ydata()) == 0


def test_what_leaves_the_scale_is_an_arrow_and_its_number_and_the_axes_stay():
    timeline = Timeline(("x", "h", "eps", "delta"), 8, LIMITS)
    before = {s: (ax.get_xlim(), ax.get_ylim()) for s, ax in timeline.axes.items()}
    timeline.show(*forward(calculator_rnn(1.7), Y > 0), Y, Y > 0)
    heads, arrows, numbers = drawn(timeline._rows["h"])
    assert arrows == [3, 4, 5, 6, 7]
    assert np.isnan(heads[3:]).all()
    assert numbers[3:] == ["12.39", "22.07", "38.52", "66.48", "113"]
    assert timeline._rows["h"]._off._above.get_ydata().tolist() == [8] * 5
    timeline.figure.canvas.draw()
    assert {s: (ax.get_xlim(), ax.get_ylim()) for s, ax in timeline.axes.items()} == before
    timeline.show(*forward(calculator_rnn(0.5), Y > 0), Y, Y > 0)
    assert drawn(timeline._rows["h"])[1] == []


def test_backward_rows_stand_below_and_look_different():
    timeline = Timeline(("eps", "x", "delta", "h"), 8, LIMITS)
    assert timeline.rows == ["x", "h", "eps", "delta"]
    faces = [ax.get_facecolor() for ax in timeline.axes.values()]
    assert faces[0] == faces[1] != faces[2] == faces[3]
    assert "backwards in time" in timeline.axes["eps"].get_title(loc="right")
    assert "forward in time" in timeline.axes["x"].get_title(loc="left")


def test_a_timeline_takes_arrays_by_symbol_and_the_deltas_of_every_variable():
    trace, deltas, eps = forward(calculator_lstm_logistic(3.0))
    timeline = Timeline(("f", "delta_c", "y"), 8, {"delta_c": (-1, 1), "y": (0, 4)})
    timeline.show({"f": trace.f, "delta_c": np.arange(8) / 8, "y": CALCULATOR_Y})
    assert drawn(timeline._rows["f"])[2] == [style.number(v) for v in trace.f.ravel()]
    assert drawn(timeline._rows["delta_c"])[0].tolist() == (np.arange(8) / 8).tolist()
    timeline.show(trace, deltas, eps, Y)
    assert drawn(timeline._rows["delta_c"])[2] == [style.number(v) for v in deltas.c.ravel()]
    assert not np.allclose(deltas.c, deltas.h)
    assert drawn(timeline._rows["y"])[0].tolist() == CALCULATOR_Y.tolist()


def test_long_timelines_print_no_numbers_but_say_what_is_off_the_scale():
    timeline = Timeline(("h",), 60, LIMITS)
    timeline.show({"h": np.where(np.arange(60) < 57, 1.0, 500.0)})
    assert timeline._rows["h"].numbers.texts == []
    assert timeline._rows["h"]._off._remark.get_text() == "off the scale: 3 above, up to 500"
    assert timeline._rows["h"]._off._remark.get_visible()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Timeline(("x", "h"), 8, {"x": (0, 1)}), "rows ['h'] need limits"),
        (lambda: Timeline(("q",), 8, {"q": (0, 1)}), "unknown symbols ['q']"),
        (lambda: Timeline(("h",), 8, LIMITS).show({}), "nothing was given for the row 'h'"),
        (lambda: Timeline(("h",), 8, LIMITS).show({"h": np.zeros(7)}), "with T = 8, got (7,)"),
        (lambda: Timeline(("h",), 8, LIMITS).show({"h": np.zeros(8)}, y=np.zeros(9)), "y needs"),
        (lambda: picture("two words", alt="x"), "must be a plain name"),
        (lambda: picture("name", alt=" "), "alt text not empty"),
        (lambda: picture("calculator_lstm", alt="x")(lambda: None), "is there already"),
    ],
)
def test_wrong_use_is_told(make, told):
    pictures()
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        make()
    assert told in str(caught.value)


def test_off_scale_tells_infinite_and_missing_numbers():
    _, ax = style.new_figure()
    off = OffScale(ax, -1, 1, "black")
    held = off.show(range(5), [0.5, np.inf, -np.inf, np.nan, -7.0])
    np.testing.assert_array_equal(held, [0.5, np.nan, np.nan, np.nan, -1])
    assert off._above.get_xdata().tolist() == [1]
    assert off._below.get_xdata().tolist() == [2, 4]
    assert off._remark.get_text() == (
        "off the scale: 1 above, up to ∞; 2 below, down to −∞; 1 not a number"
    )
    off.show(range(5), np.zeros(5))
    assert off._remark.get_text() == ""


@pytest.mark.parametrize("value", [-0.2568, 13579.0, 2.468e-7, 8.0])
def test_numerals_look_like_matplotlibs_own_text(value):
    dark = []
    for own in (True, False):
        figure, ax = style.new_figure(height=1.5)
        ax.set_xlim(0, 2)
        ax.set_axis_off()
        if own:
            words = {"ha": "center", "va": "top", "fontsize": 10, "color": "black"}
            ax.text(1, 0.9, style.number(value), transform=ax.get_xaxis_transform(), **words)
        else:
            Numerals(ax, 0.9, "black").set_numbers([1], [value])
        figure.canvas.draw()
        dark.append(255 - np.asarray(figure.canvas.buffer_rgba())[..., 0].astype(float))
    own, ours = dark
    shifted = [np.roll(ours, (dy, dx), (0, 1)) for dy in range(-3, 4) for dx in range(-3, 4)]
    best = max(np.corrcoef(own.ravel(), other.ravel())[0, 1] for other in shifted)
    assert best > 0.8


def test_show_hands_over_an_image_with_words(monkeypatch):
    shown = []
    monkeypatch.setattr(still, "display", lambda data, **_: shown.append(data))
    figure, _ = style.new_figure(height=1)
    still.show(figure, alt='one "line" <of> words')
    (data,) = shown
    assert data["text/plain"] == 'one "line" <of> words'
    assert 'alt="one &quot;line&quot; &lt;of&gt; words"' in data["text/html"]
    assert data["image/png"] in data["text/html"]


@pytest.mark.parametrize("name", pictures())
def test_the_gallery_holds_what_the_code_draws(name):
    """The same bytes twice; and the committed picture, as far as one sees from a step away.

    Matplotlib's versions place letters a hair differently, so the two are compared in blocks.
    """
    function, _ = pictures()[name]
    png = render(function)
    assert png == render(function)
    committed = Image.open(GALLERY / f"{name}.png").convert("RGB")
    made = Image.open(io.BytesIO(png)).convert("RGB")
    assert made.size == committed.size
    blocks = [np.asarray(image.reduce(12)).astype(int) for image in (made, committed)]
    assert np.abs(blocks[0] - blocks[1]).max() < 40, "stale: run `make figures`"


def test_the_gallery_is_complete():
    registered = pictures()
    assert {path.stem for path in GALLERY.glob("*.png")} == set(registered)
    page = (GALLERY / "README.md").read_text(encoding="utf-8")
    assert page == index(registered), "stale: run `make figures`"
    for name, (_, alt) in registered.items():
        assert re.search(rf"!\[{re.escape(alt)}\]\({name}\.png\)", page)
