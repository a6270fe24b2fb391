"""What is written back: a page for each student, and one for the instructor. Nothing in them runs.

Everything that comes from a submission or a table is escaped by the templates, and freed of control
characters before. A page fetches nothing. On a student's page there is nothing hidden: no seed, no
hidden input, no model answer.
"""

import base64
import hashlib
import io
import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import jinja2
import numpy as np
from matplotlib.figure import Figure

from grading import key as keys
from grading import source, visible
from grading.examples import example

TEMPLATES = Path(__file__).parent / "templates"
LONGEST = 20_000


def text(value, most=LONGEST):
    """Lines as they are, without what a page or a terminal might obey."""
    value = str(value).replace("\r\n", "\n")
    kept = "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}"
                   for c in value[:most])  # fmt: skip
    return kept + " […]" if len(value) > most else kept


def line(value, most=500):
    return " ".join(text(value, most).split())


def points(value):
    return "?" if value is None else f"{round(value, 2):g}"


def environment():
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    made.filters |= {"line": line, "text": text, "points": points}
    return made


def file_names(students):
    """{student: file name}: each different, also where capitals don't count, and no path."""
    seen, found = Counter(student.casefold() for student in students), {}
    for student in students:
        name = quote(student.encode("utf-8", "replace"), safe="")
        if len(name) > 80 or name.startswith(".") or seen[student.casefold()] > 1:
            digest = hashlib.sha256(student.encode("utf-8", "replace")).hexdigest()[:12]
            name = f"{name[:80].lstrip('.')}~{digest}"
        found[student] = f"{name}.html"
    return found


def heading(key):
    """The title of the assignment's notebook."""
    first = source.cells(key["assignment"], key.get("variant", 0))[0].text
    found = re.match(r"# (.+)", first)
    return found[1] if found else key["assignment"]


def section(key, label, lectures):
    """Where to read again: {"number", "section", "link"}, or None."""
    if not (read := visible.where(key, label)):
        return None
    lecture, title = read
    # The anchor is nbconvert's: the title with dashes for its spaces.
    link = f"{lectures.rstrip('/')}/{lecture}.html#{quote(title.replace(' ', '-'))}"
    return {"number": lecture[:2], "section": title, "link": link}


def student(paper, title, lectures, render):
    """The HTML of one student's page."""
    marking = keys.marking(paper.key)
    for one in paper.lines:
        one.read = section(paper.key, one.label, lectures)
        one.example = _example(paper, one, marking) if paper.result else None
        full = "all points" if one.points == one.out_of else ""
        one.verdict = "waits for a person" if one.points is None else full
    return render.get_template("student.html").render(paper=paper, heading=title)


def _example(paper, one, marking):
    if one.written or one.label not in marking.QUESTIONS or not one.message:
        return None
    question = {"label": one.label, "visible": one.visible, "entries": one.entries}
    return example(paper.key, marking, paper.result["student"], question)


def picture(papers):
    """(a histogram and the questions' means as SVG in base64, the same in words)."""
    totals = np.array([paper.total for paper in papers])
    out_of = papers[0].out_of
    figure = Figure(figsize=(9, 3.2), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    left.hist(totals, bins=np.linspace(0, out_of, 11), color="#4477aa", edgecolor="white")
    left.set(xlabel=f"points of {out_of:g}", ylabel="students", xlim=(0, out_of))
    left.yaxis.get_major_locator().set_params(integer=True)
    shares = shares_of(papers)
    right.barh(list(shares), [100 * one for one in shares.values()], color="#4477aa")
    right.set(xlabel="mean, % of the points", xlim=(0, 100))
    right.invert_yaxis()
    stream = io.BytesIO()
    figure.savefig(stream, format="svg", metadata={"Date": None})
    words = (
        f"{len(totals)} students: mean {totals.mean():.1f} of {out_of:g} points, median "
        f"{np.median(totals):g}, lowest {totals.min():.4g}, highest {totals.max():.4g}."
    )
    return base64.b64encode(stream.getvalue()).decode(), words


def shares_of(papers):
    """{question: mean share of its points}, of what is marked."""
    found = {}
    for label in [one.label for one in papers[0].lines]:
        lines = [one for paper in papers for one in paper.lines if one.label == label]
        marked = [one.points / one.out_of for one in lines if one.points is not None and one.out_of]
        if marked:
            found[label] = float(np.mean(marked))
    return found
