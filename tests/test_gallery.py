"""The gallery holds what the code draws; still pictures carry words; pyplot stays away."""

import io
import re
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from figures import still, style
from figures.__main__ import GALLERY, index
from figures.registry import picture, pictures, render


def test_pyplot_is_never_imported():
    code = (
        "import sys, figures; from figures.registry import pictures, render\n"
        "for function, _ in pictures().values(): render(function)\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


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


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: picture("two words", alt="x"), "must be a plain name"),
        (lambda: picture("name", alt=" "), "alt text not empty"),
        (lambda: picture("calculator_lstm", alt="x")(lambda: None), "is there already"),
    ],
)
def test_a_wrong_entry_is_told(make, told):
    pictures()
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        make()
    assert told in str(caught.value)
