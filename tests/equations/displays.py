"""The rules that tie the displayed equations of the notebooks to the checks, and back.

* every display carries \\tag{n.k} or \\tag{definition};
* k runs from 1 in the order of appearance, n is the notebook's number;
* every tag has exactly one check, every check exactly one tag;
* the LaTeX in the check is the notebook's, white space folded.
"""

import re
from collections import Counter
from dataclasses import dataclass

from tests import notebook_text as text

TAG = re.compile(r"\\tag\*?\s*\{([^}]*)\}")
FORBIDDEN = {
    r"\begin{equation}": re.compile(r"\\begin\s*\{(equation|align|gather|multline|eqnarray)\*?\}"),
    r"\[ ... \]": re.compile(r"\\\\?\["),
    r"\displaystyle": re.compile(r"\\displaystyle"),
    "$ ... $ as a paragraph of its own": re.compile(
        r"(?:\A|\n[ \t]*\n)[ \t]*\$[^$]+\$[.,;:]?\s*(?:\n[ \t]*\n|\Z)"
    ),
}


@dataclass(frozen=True)
class Display:
    latex: str
    tags: tuple[str, ...]
    place: str


def fold(latex) -> str:
    """White space folded, and none at the ends."""
    return " ".join(latex.split())


def displays(path) -> tuple[list[Display], list[str]]:
    """The displayed equations of a notebook, and what is wrong with the way they are written."""
    found, wrong = [], []
    for cell in text.cells(text.read(path), "markdown"):
        place = f"{path.name}, cell {cell.get('id')}"
        prose = re.sub(r"^[ \t]*(>[ \t]?)+", "", text.without_code(text.source(cell)), flags=re.M)
        for display in text.DISPLAY.finditer(prose):
            if not _alone(prose, display):
                wrong.append(f"{place}: a display stands on lines of its own: {display[0]!r}")
            found.append(
                Display(fold(TAG.sub("", display[1])), tuple(TAG.findall(display[1])), place)
            )
        rest = text.blank(text.DISPLAY, prose)
        if "$$" in rest:
            wrong.append(f"{place}: an odd number of $$")
        if TAG.search(rest):
            wrong.append(f"{place}: a \\tag outside of a display")
        for name, pattern in FORBIDDEN.items():
            if pattern.search(rest):
                wrong.append(f"{place}: equations are displayed with $$ ... $$ only, not {name}")
    return found, wrong


def violations(paths, checks) -> list[str]:
    """Every break of the rules, one sentence each."""
    checked = {check.tag: check for check in checks}
    wrong, seen = [], Counter()
    for path in paths:
        found, sentences = displays(path)
        wrong += sentences
        running = 0
        for display in found:
            if len(display.tags) != 1:
                wrong.append(
                    f"{display.place}: a display needs one \\tag{{n.k}} or \\tag{{definition}}, "
                    f"this one has {len(display.tags)}: {display.latex!r}"
                )
                continue
            (tag,) = display.tags
            if tag == "definition":
                continue
            running += 1
            seen[tag] += 1
            if tag != f"{text.number(path)}.{running}":
                wrong.append(
                    f"{display.place}: the tag is {tag}, in order it would be "
                    f"{text.number(path)}.{running}"
                )
            if tag not in checked:
                wrong.append(f"{display.place}: tag {tag} has no check in tests/equations")
            elif fold(checked[tag].latex) != display.latex:
                wrong.append(
                    f"{display.place}: the text of ({tag}) changed\n"
                    f"    notebook: {display.latex}\n    check:    {fold(checked[tag].latex)}"
                )
    wrong += [f"tag {tag} stands in the notebooks {n} times" for tag, n in seen.items() if n > 1]
    for tag, n in Counter(check.tag for check in checks).items():
        if n > 1:
            wrong.append(f"tag {tag} has {n} checks")
        if tag not in seen:
            wrong.append(f"the check of {tag} has no equation in the notebooks")
    return wrong


def _alone(prose, display):
    before = prose[: display.start()].rpartition("\n")[2]
    after = prose[display.end() :].partition("\n")[0]
    return not before.strip() and not after.strip()
