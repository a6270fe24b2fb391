"""Showing a plain figure: without a magic and without pyplot a bare Figure shows only its name."""

import base64
import html
import io

from IPython.display import display


def png(fig):
    """The figure as PNG bytes, the same bytes every time."""
    stream = io.BytesIO()
    fig.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()


def show(fig, alt="a figure"):
    """Display a plain Matplotlib figure; `alt` says in words what is to be seen."""
    data = base64.b64encode(png(fig)).decode()
    # JupyterLab gives a bare image/png no alternative text, so the same image goes as HTML too.
    image = f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{data}">'
    display({"text/html": image, "image/png": data, "text/plain": alt}, raw=True)
