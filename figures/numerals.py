"""Lines of numbers and words that are cheap to redraw.

Matplotlib lays out a text anew at every drawing, half a millisecond each: forty numbers in a
timeline would cost more than everything else together. Here each character is rendered once, by
Matplotlib itself, and a number is put together from these small pictures. A saved drawing of
lines and curves (SVG) gets true letters.
"""

from functools import cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from figures import style


class Numerals(Artist):
    """Numbers centred over their x, `height` (0 .. 1) up the axes; `set_numbers` moves them."""

    align = 0.5  # how much of a text stands left of its spot

    def __init__(self, ax, height, colour, size=style.SMALL):
        super().__init__()
        self._height, self._rgb, self._size = height, to_rgb(colour), size
        self._at, self.texts = np.empty(0), []
        self.set_zorder(7)
        self.set_in_layout(False)  # an artist without an extent would collapse the axes
        ax.add_artist(self)

    def set_numbers(self, at, values, digits=4):
        self._at = np.asarray(at, float)
        self.texts = [style.number(value, digits) for value in values]
        self.stale = True

    def draw(self, renderer):
        if not self.get_visible():
            return
        spots = self._spots(renderer)
        if not isinstance(renderer, RendererAgg):
            self._draw_letters(renderer, spots)
            return
        pixels = self._size * renderer.points_to_pixels(1.0)
        gc = renderer.new_gc()
        for text, (x, y) in zip(self.texts, spots, strict=True):
            if not text:
                continue
            mask = np.concatenate([_character(c, pixels) for c in text], axis=1)
            image = np.empty((*mask.shape, 4), np.uint8)
            image[..., :3] = np.multiply(self._rgb, 255).round()
            image[..., 3] = mask[::-1]  # draw_image counts from the lower left corner
            left, bottom = x - self.align * mask.shape[1], y - mask.shape[0]
            renderer.draw_image(gc, round(left), round(bottom), image)
        gc.restore()
        self.stale = False

    def _spots(self, renderer):
        heights = np.full(len(self.texts), self._height)
        return self.axes.get_xaxis_transform().transform(np.column_stack([self._at, heights]))

    def _draw_letters(self, renderer, spots):
        side = {0.5: "center", 0.0: "left"}[self.align]
        for text, (x, y) in zip(self.texts, spots, strict=True):
            letters = Text(x, y, text, color=self._rgb, fontsize=self._size, va="top", ha=side)
            letters.set_figure(self.axes.figure)
            letters.draw(renderer)


class Lines(Numerals):
    """Words in lines, one under the other, from (`left`, `top`) in the axes (0 .. 1) on."""

    align = 0.0

    def __init__(self, ax, left, top, colour, size=style.SMALL):
        super().__init__(ax, top, colour, size)
        self._left = left

    def set_lines(self, lines):
        self.texts = list(lines)
        self.stale = True

    def _spots(self, renderer):
        x, y = self.axes.transAxes.transform((self._left, self._height))
        down = 1.45 * self._size * renderer.points_to_pixels(1.0)
        return [(x, y - k * down) for k in range(len(self.texts))]


@cache
def _character(character, pixels):
    """How dark each pixel of a character is, 0 .. 255; all of one size are equally high."""
    size = {"fontsize": pixels * 72 / 100, "family": "DejaVu Sans"}
    room = Figure(figsize=(1, 1), dpi=100)
    canvas = FigureCanvasAgg(room)
    renderer = canvas.get_renderer()
    text = room.text(0, 0.5, character, va="baseline", **size)
    # Twice a character minus once: the advance, without the side bearings' rounding.
    widths = [room.text(0, 0, character * n, **size) for n in (9, 1)]
    nine, one = (t.get_window_extent(renderer).width for t in widths)
    for t in widths:
        t.remove()
    advance = max(1, round((nine - one) / 8))
    text.set_position((0.1, 0.5))
    canvas.draw()
    dark = 255 - np.asarray(canvas.buffer_rgba())[..., 0]
    top, bottom = 50 - round(0.8 * pixels), 50 + round(0.25 * pixels)
    return dark[top:bottom, 10 : 10 + advance].copy()
