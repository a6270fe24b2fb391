"""Style: every symbol can be told apart and read, by every eye."""

import itertools

import matplotlib
import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.text import Text

from figures import style
from figures.numerals import Numerals

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
