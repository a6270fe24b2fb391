"""One look for every picture: a colour, a label and a second cue for each symbol of the lecture.

The colours are those of Okabe and Ito, which stay apart for the common kinds of colour blindness,
with a few darker ones for symbols that rarely meet. Colour is never alone: every symbol also has a
marker and a dash of its own; triangles up and down are kept for values off the scale. Nothing here
touches pyplot or changes a setting of Matplotlib.
"""

import math

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

#      symbol        colour     mathtext label               marker  dash
_SYMBOLS = {
    "x":         ("#4D4D4D", r"$x$",                          "s", "-"),
    "y":         ("#000000", r"$y$",                          "o", (0, (1, 1.5))),
    "c":         ("#009E73", r"$c$",                          "D", (0, (5, 1.5))),
    "h":         ("#0072B2", r"$h$",                          "o", "-"),
    "i":         ("#E69F00", r"$i$",                          "p", (0, (4, 1.5))),
    "f":         ("#CC79A7", r"$f$",                          "h", "-"),
    "o":         ("#56B4E9", r"$o$",                          "P", (0, (4, 1.5, 1, 1.5))),
    "g":         ("#8C4A1F", r"$g$",                          "X", (0, (1, 1))),
    "eps":       ("#882255", r"$\epsilon$",                   "d", (0, (2, 1.5))),
    "delta":     ("#D55E00", r"$\delta$",                     "<", "-"),
    "u":         ("#332288", r"$u$",                          "8", "-"),
    "w":         ("#6B6B00", r"$w$",                          ">", (0, (5, 1.5))),
    "b":         ("#005F5F", r"$b$",                          "*", (0, (1, 1.5))),
    "v":         ("#4D4D4D", r"$v$",                          "s", "-"),
    "L":         ("#332288", r"$\mathcal{L}$",                "o", "-"),
    "gradient":  ("#D55E00", r"gradient",                     "<", (0, (4, 1.5))),
    "predicted": ("#000000", r"predicted",                    "x", (0, (4, 2))),
    "measured":  ("#0072B2", r"measured",                     "o", "-"),
}  # fmt: skip

# Before the nonlinearity, and that times what a weight is multiplied by.
_SYMBOLS["delta_pre"] = ("#D55E00", r"$\delta\mathrm{pre}$", "<", "-")
_SYMBOLS["delta_share"] = ("#6B6B00", r"$\delta\mathrm{pre}\cdot v$", ">", (0, (5, 1.5)))

# dL/dh[t] is plainly delta in the lecture; for the other variables it is written out.
for _s in ("c", "i", "f", "o", "g", "h", "x"):
    _SYMBOLS[f"delta_{_s}"] = (
        _SYMBOLS["delta"][0] if _s == "h" else _SYMBOLS[_s][0],
        rf"$d\mathcal{{L}}/d{_s}$",
        *_SYMBOLS[_s][2:],
    )
del _s

COLOUR = {symbol: row[0] for symbol, row in _SYMBOLS.items()}
LABEL = {symbol: row[1] for symbol, row in _SYMBOLS.items()}
MARKER = {symbol: row[2] for symbol, row in _SYMBOLS.items()}
DASH = {symbol: row[3] for symbol, row in _SYMBOLS.items()}

MUTED = "#767676"  # axes, zero lines, remarks: 4.5 : 1 against white, the least that reads well
GRID = "#DDDDDD"
BACKWARD = "#FFF4EC"  # the tint behind everything that runs backwards in time
ERROR = "#B00020"

WIDTH = 9.0  # inches: 900 pixels at DPI, the width of a cell's output in JupyterLab
DPI = 100
SMALL, NORMAL = 10, 11  # points; nothing in a picture is smaller than SMALL

_SETTINGS = {
    "font.family": "DejaVu Sans",  # comes with Matplotlib, so a picture is the same everywhere
    "mathtext.fontset": "dejavusans",
    "axes.linewidth": 0.8,
}


def new_figure(nrows=1, ncols=1, *, height=None, width=WIDTH, **subplots):
    """A figure and its axes, as `pyplot.subplots` gives them, without pyplot.

    `height` in inches; further arguments (sharex, height_ratios, squeeze, ...) go to `subplots`.
    """
    height = 2.6 * nrows + 0.4 if height is None else height
    with rc_context(_SETTINGS):
        figure = Figure(figsize=(width, height), dpi=DPI, layout="constrained", facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.subplots(nrows, ncols, **subplots)
    for ax in figure.axes:
        dress(ax)
    return figure, axes


def dress(ax):
    """Quiet axes: two spines, a light grid behind the data, ticks that can be read."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(MUTED)
    ax.tick_params(labelsize=SMALL, color=MUTED)
    ax.grid(True, color=GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.xaxis.label.set_size(NORMAL)
    ax.yaxis.label.set_size(NORMAL)
    return ax


def cue(symbol, **more):
    """The keyword arguments of `plot` for a symbol: colour, marker, dash and label at once."""
    return {
        "color": COLOUR[symbol],
        "marker": MARKER[symbol],
        "linestyle": DASH[symbol],
        "label": LABEL[symbol],
    } | more


def ink(symbol):
    """The symbol's colour for words and numbers: darkened until it reads well, 4.5 : 1."""
    red, green, blue = to_rgb(COLOUR[symbol])
    while _contrast(red, green, blue) < 4.8:  # a little to spare, for the backward rows' tint
        red, green, blue = 0.95 * red, 0.95 * green, 0.95 * blue
    return to_hex((red, green, blue))


def _contrast(*rgb):
    """The WCAG contrast ratio against white."""
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in rgb]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def number(value, digits=4):
    """A short form of a number for a picture: 0.9453, 113, 4555, 4.35e4, and a true minus sign."""
    value = float(value) + 0.0  # -0.0 + 0.0 is 0.0
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size and (size >= 1e4 or size < 1e-3):
        mantissa, exponent = f"{value:.{digits - 2}e}".split("e")
        if "." in mantissa:
            mantissa = mantissa.rstrip("0").rstrip(".")
        text = f"{mantissa}e{int(exponent)}"
    elif size >= 10 ** (digits - 1):
        text = f"{value:.0f}"
    else:
        text = f"{value:.{digits}g}"
    return text.replace("-", "−")
