"""`python -m figures` (make figures): renders every registered picture into figures/gallery/."""

from pathlib import Path

from figures.registry import pictures, render

GALLERY = Path(__file__).parent / "gallery"
HEAD = """# Gallery

Every picture here is made by `make figures` (`python -m figures`), from the same code that draws
the live pictures of the lectures.
"""


def index(registered):
    """The text of the gallery's page."""
    parts = [HEAD]
    for name, (_, alt) in registered.items():
        title = name.replace("_", " ")
        parts.append(f"## {title}\n\n{alt}\n\n![{alt}]({name}.png)\n")
    return "\n".join(parts)


def main():
    GALLERY.mkdir(exist_ok=True)
    registered = pictures()
    for name, (function, _) in registered.items():
        (GALLERY / f"{name}.png").write_bytes(render(function))
        print(f"figures/gallery/{name}.png")
    for stale in {path.stem for path in GALLERY.glob("*.png")} - set(registered):
        (GALLERY / f"{stale}.png").unlink()
        print(f"removed {stale}.png: no picture of that name is registered")
    (GALLERY / "README.md").write_text(index(registered), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
