"""A notebook exported to HTML and opened without a kernel and without a network."""

from nbconvert import HTMLExporter

from tests import notebook_text as text

LOOK = """() => [...document.querySelectorAll("img")].map((image) =>
    ({ src: image.src, alt: image.alt, wide: image.complete && image.naturalWidth > 0 }))"""


def faults(browser, executed):
    """What is wrong with the exported page of a notebook that was run and saved, in sentences."""
    html, _ = HTMLExporter().from_filename(str(executed))
    page = executed.with_suffix(".html")
    page.write_text(html, encoding="utf-8")
    with browser.new_context(offline=True) as context, context.new_page() as tab:
        tab.goto(page.as_uri(), wait_until="domcontentloaded")
        tab.wait_for_function("[...document.querySelectorAll('img')].every((i) => i.complete)")
        images = tab.evaluate(LOOK)
    pictures = list(pictures_of(text.read(executed)))
    wrong = [] if pictures else ["the notebook was saved without a picture"]
    for cell, encoded, words in pictures:
        source = f"data:image/png;base64,{encoded}"
        image = next((image for image in images if image["src"] == source), None)
        if image:
            images.remove(image)  # the next cell may show the same picture
        if not image or not image["wide"]:
            wrong.append(f"cell {cell}: the exported page does not show its picture")
        elif not words or image["alt"] != words:
            wrong.append(f"cell {cell}: the exported picture's alternative text: {image['alt']!r}")
    return wrong


def pictures_of(notebook):
    """(cell's id, PNG in base64, the words for it) of every picture that was saved."""
    for cell in text.cells(notebook, "code"):
        for output in cell["outputs"]:
            data = output.get("data", {})
            if "image/png" in data:
                encoded = "".join("".join(data["image/png"]).split())
                yield cell["id"], encoded, "".join(data.get("text/plain", ""))
