"""A small class whose notebooks are marked, and the report on it taken apart."""

import csv
import json
from html.parser import HTMLParser

from grading import key as keys
from grading import release
from grading.reports.report import report

KEY = keys.make("ps3")
NASTY = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u202eevil\x1b[2J\0 & co'
PATH = "../../../etc/cron.d/x"
FORMULA = '=HYPERLINK("http://x")'
ANSWER = "The term by way of the memory keeps what it has, where the gate is open; else it is lost."


def with_answer(notebook, text):
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "explain":
            cell["source"] = [text]
    return release.as_bytes(notebook)


ROSTER = "student,name\nana,Ana A\nben,Ben\ncleo,\ndan,Dan\nzoe,Zoe\n"


def made(marked, tmp_path, roster=ROSTER, **more):
    """(papers by student, looks, folder of the report). more: the text of each file."""
    (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
    given = {}
    for name, text in more.items():
        given[name] = tmp_path / f"{name}.csv"
        given[name].write_text(text, encoding="utf-8")
    out = tmp_path / "report"
    papers, looks = report(marked, tmp_path / "roster.csv", out, **given)
    return {paper.student: paper for paper in papers}, looks, out


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def page(out, student):
    return (out / "students" / f"{student}.html").read_text(encoding="utf-8")


def changed(marked, tmp_path, whose, file="other", **what):
    """A copy of the results in which one student's is changed, or is there a second time."""
    copy = tmp_path / "copy"
    copy.mkdir(exist_ok=True)
    for path in marked.glob("*.json"):
        found = json.loads(path.read_text())
        (copy / path.name).write_text(json.dumps(found))
        if found["student"] == whose:
            (copy / f"{file}.json").write_text(json.dumps(found | what))
    return copy


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.attributes = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.add(tag)
        self.attributes += attributes


def harmless(text):
    tags = Tags(text)
    assert not tags.found & {"script", "iframe", "object", "embed", "form", "base", "svg"}
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    sources = [value for name, value in tags.attributes if name == "src"]
    assert all(value.startswith("data:image/svg+xml;base64,") for value in sources)
    links = [value for name, value in tags.attributes if name == "href"]
    assert not [value for value in links if ":" in value.split("/")[0] and "http" not in value]
    assert all(c.isprintable() or c == "\n" for c in text), "control characters"
    return tags
