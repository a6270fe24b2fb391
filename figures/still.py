"""Showing a plain figure: without a magic and without pyplot a bare Figure shows only its name."""

import base64
import html
import io

from IPython.display import display

from figures.style import ERROR


def png(fig):
    """The figure as PNG bytes, the same bytes every time."""
    stream = io.BytesIO()
    fig.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()


def still_bundle(data, alt, caption=False):
    """What a page needs to show PNG bytes: an image with words, and both by themselves.

    JupyterLab and nbconvert give a bare image/png no alternative text, hence the HTML; a caption
    writes the words under the picture too.
    """
    encoded, words = base64.b64encode(data).decode(), html.escape(alt)
    image = f'<img alt="{words}" src="data:image/png;base64,{encoded}">'
    below = f"<p>{words}</p>" if caption else ""
    return {"text/html": image + below, "image/png": encoded, "text/plain": alt}


def show(fig, alt="a figure"):
    """Display a plain Matplotlib figure; `alt` says in words what is to be seen."""
    display(still_bundle(png(fig), alt), raw=True)


def status(text, wrong=False, aloud=True):
    """The line under a live picture. Screen readers read it out when it changes and is `aloud`."""
    colour = f"color:var(--jp-error-color1,{ERROR});" if wrong else ""  # in the dark theme too
    return (
        f'<div role="status" aria-live="{"polite" if aloud else "off"}" style="{colour}'
        f'font-size:15px;line-height:1.4;white-space:normal">{html.escape(text)}</div>'
    )
