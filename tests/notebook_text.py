"""Reading notebooks for the tests: cells, sections, and what stands between the dollar signs."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1[ \t]*$", re.DOTALL | re.MULTILINE)
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
DISPLAY = re.compile(r"\$\$(.*?)\$\$", re.DOTALL)
HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$", re.MULTILINE)


@dataclass
class Section:
    """What stands between one heading and the next."""

    heading: str
    level: int
    prose: str = ""
    code: list[str] = field(default_factory=list)


def read(path) -> dict:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def number(path) -> int | None:
    """The number a notebook's name begins with."""
    found = re.match(r"\d+", Path(path).name)
    return int(found[0]) if found else None


def source(cell) -> str:
    return "".join(cell["source"])


def cells(notebook, kind):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def blank(pattern, text) -> str:
    """The text with every match overwritten by spaces, so that the rest stays in its place."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def without_code(text) -> str:
    return blank(CODE_SPAN, blank(FENCE, text))


def sections(notebook) -> list[Section]:
    """The sections in order; what precedes the first heading has the heading ''."""
    found = [Section("", 0)]
    for cell in notebook["cells"]:
        text = source(cell)
        if cell["cell_type"] == "code":
            found[-1].code.append(text)
        if cell["cell_type"] != "markdown":
            continue
        start = 0
        for heading in HEADING.finditer(blank(FENCE, text)):
            found[-1].prose += text[start : heading.start()] + "\n"
            found.append(Section(heading[2].strip(), len(heading[1])))
            start = heading.end()
        found[-1].prose += text[start:] + "\n"
    return found if found[0].prose.strip() or found[0].code else found[1:]
