"""What a reader can take along: the picture as PNG and SVG, and its numbers as a table.

Nothing here is computed before it is asked for. The numbers are those of the artists: a line gives
its points, an arrow at the border the value that it stands for, and an artist with an attribute
`numbers` (a function that returns rows of name, x, y) whatever it wants to tell.
"""

import base64
import csv
import html
import io
import re

import numpy as np
from matplotlib.lines import Line2D

SHARP = 2  # times the dots of the screen


def picture(figure, form, dpi):
    """The figure as bytes: "png" (at SHARP times `dpi`) or "svg"."""
    stream = io.BytesIO()
    about = {"Date": None} if form == "svg" else {"Software": None}
    figure.savefig(stream, format=form, dpi=SHARP * dpi, metadata=about)
    return stream.getvalue()


def rows(figure):
    """[panel, name, x, y] of every point that is drawn, in the order of the panels."""
    found = []
    for k, ax in enumerate(figure.axes):
        place = _plain(ax.get_ylabel()) or _plain(_title(ax)) or f"panel {k + 1}"
        artists = [a for a in ax.get_children() if a.get_visible()]
        lines = [a for a in artists if isinstance(a, Line2D) and not hasattr(a, "numbers")]
        arrows = [line for line in lines if hasattr(line, "beyond")]
        named = [line for line in lines if _name(line)]
        chosen = named or [line for line in lines if line not in arrows]
        for number, line in enumerate(chosen + arrows, 1):
            name = "off the scale" if line in arrows else _name(line) or f"line {number}"
            found += [[place, name, x, y] for x, y in zip(*_points(line), strict=True)]
        for artist in artists:
            if hasattr(artist, "numbers"):
                found += [[place, *row] for row in artist.numbers()]
    return found


def table(figure, delimiter="\t"):
    """The rows as text, with a head; full precision, what is not a number left out."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["panel", "name", "x", "y"])
    writer.writerows([*words, _exact(x), _exact(y)] for *words, x, y in rows(figure))
    return stream.getvalue()


def panel(figure, dpi, state):
    """HTML: links that save the picture and its numbers, and the table to be copied.

    `state` says in words at which settings this is.
    """
    files = {
        "PNG": ("picture.png", "image/png", picture(figure, "png", dpi)),
        "SVG": ("picture.svg", "image/svg+xml", picture(figure, "svg", dpi)),
        "table (CSV)": ("numbers.csv", "text/csv", table(figure, ",").encode()),
    }
    colour = "color:var(--jp-content-link-color,#0B57D0);text-decoration:underline"
    links = " &nbsp; ".join(
        f'<a download="{name}" style="{colour}" href="data:{kind};base64,'
        f'{base64.b64encode(data).decode()}">{words}</a>'
        for words, (name, kind, data) in files.items()
    )
    # JupyterLab's own keys keep out of the box, and entering it selects everything.
    return (
        f'<div style="font-size:14px;line-height:1.6">Save as {links}'
        f"<br>The numbers{html.escape(state)}; Ctrl+C copies them:<br>"
        '<textarea rows="8" spellcheck="false" aria-label="the numbers as a table"'
        ' data-lm-suppress-shortcuts="true" onfocus="this.select()" style="width:100%;'
        "box-sizing:border-box;font-family:monospace;color:var(--jp-content-font-color1,black);"
        f'background:var(--jp-layout-color1,white)">{html.escape(table(figure))}</textarea></div>'
    )


def _points(line):
    x, y = getattr(line, "beyond", None) or line.get_data()
    x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
    seen = ~(np.isnan(x) | np.isnan(y))
    return x[seen].tolist(), y[seen].tolist()


def _name(artist):
    label = str(artist.get_label())
    return "" if label.startswith("_") else _plain(label)


def _title(ax):
    return next(
        (words for side in ("left", "center", "right") if (words := ax.get_title(side))), ""
    )


def _plain(words):
    """Mathtext without its signs: $d\\mathcal{L}/du$ becomes dL/du."""
    return " ".join(re.sub(r"\\math\w+|[${}\\]", "", words).split())


def _exact(value):
    return value if isinstance(value, str) else repr(float(value))
