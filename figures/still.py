"""Showing a plain figure: without a magic and without pyplot a bare Figure shows only its name."""

import base64
import io

from IPython.display import display


def png(fig):
    """The figure as PNG bytes, the same bytes every time."""
    stream = io.BytesIO()
    fig.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()


def show(fig, alt="a figure"):
    """Display a plain Matplotlib figure; `alt` says in words what is to be seen."""
    display(
        {"image/png": base64.b64encode(png(fig)).decode(), "text/plain": alt},
        metadata={"image/png": {"alt": alt}},
        raw=True,
    )
