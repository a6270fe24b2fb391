"""`make html`: every lecture as a page with its pictures, for a room without a kernel.

Each notebook is run and written to build/html/, with an index. The pages need no network: the
formulas are set beforehand, in MathML, which every browser of today can show.
"""

import html
import re
import sys
import time
from pathlib import Path

import latex2mathml.converter
import nbformat
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
OUT = ROOT / "build" / "html"

FETCHED = re.compile(
    r"<script[^>]*\ssrc=\"https?://[^>]*>\s*</script>"
    r"|<script type=\"text/x-mathjax-config\">.*?</script>",
    re.DOTALL,
)
CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
FORMULA = re.compile(r"\$\$(?P<display>.+?)\$\$|\$(?P<inline>[^$\n]+)\$", re.DOTALL)
ALIGNED = re.compile(r"\\(begin|end)\{aligned\}")
SPACED = re.compile(r"\\\\\[[0-9.]+(?:ex|em|pt)\]")
TAG = re.compile(r"\\tag\{([^}]*)\}")
STYLE = """<style>
.formula { display: flex; align-items: center; overflow-x: auto; margin: 0.8em 0; }
.formula math { margin: auto; }
.formula .tag { color: #555; padding-left: 2em; }
</style>"""


def page(notebook):
    """The HTML of an executed notebook, which fetches nothing."""
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = with_set_formulas(cell.source)
    body, _ = HTMLExporter().from_notebook_node(notebook)
    body = FETCHED.sub("", body).replace("</head>", STYLE + "</head>", 1)
    return re.sub(r'href="([0-9]{2}_\w+)\.ipynb"', r'href="\1.html"', body)


def with_set_formulas(source):
    """Markdown with MathML in the place of LaTeX; what stands in code stays."""
    parts = CODE.split(source)
    return "".join(part if k % 2 else FORMULA.sub(_set, part) for k, part in enumerate(parts))


def _set(found):
    display = found["display"]
    latex = display if display is not None else found["inline"]
    tags = TAG.findall(latex)
    kind = "block" if display is not None else "inline"
    latex = ALIGNED.sub(r"\\\1{align*}", TAG.sub("", latex).strip())  # it knows the latter only
    latex = SPACED.sub(r"\\\\", latex)  # nor does it know rows with a space between them
    mathml = latex2mathml.converter.convert(latex, display=kind)
    if display is None:
        return mathml
    number = "" if not tags or tags[0] == "definition" else f"({html.escape(tags[0])})"
    return f'<div class="formula">{mathml}<span class="tag">{number}</span></div>'


def run(path):
    """The notebook with its outputs; a cell that fails ends it, as in the tests."""
    notebook = nbformat.read(path, as_version=4)
    # With stored widgets a page without a network would show neither them nor the pictures.
    quiet = ["--log-level=ERROR"]  # each kernel would warn that others of this machine may listen
    runner = ExecutePreprocessor(timeout=300, store_widget_state=False, extra_arguments=quiet)
    return runner.preprocess(notebook, {"metadata": {"path": str(path.parent)}})[0]


def main(names=()):
    paths = [Path(name) for name in names] or sorted(NOTEBOOKS.glob("*.ipynb"))
    OUT.mkdir(parents=True, exist_ok=True)
    titles = {}
    for path in paths:
        began = time.monotonic()
        executed = run(path)
        titles[path.stem] = executed.cells[0].source.splitlines()[0].lstrip("# ")
        (OUT / f"{path.stem}.html").write_text(page(executed), encoding="utf-8")
        print(f"{path.stem}.html, after {time.monotonic() - began:.0f} s", flush=True)
    if not names:
        rows = "\n".join(
            f'<li><a href="{stem}.html">{stem[:2]}</a> {html.escape(title)}</li>'
            for stem, title in titles.items()
        )
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>The lectures</title>'
        (OUT / "index.html").write_text(f"{head}<h1>The lectures</h1><ul>{rows}</ul>\n", "utf-8")
    print(f"Open {OUT.relative_to(ROOT) / 'index.html'} in a browser.")


if __name__ == "__main__":
    main(sys.argv[1:])
