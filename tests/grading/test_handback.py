"""The pages that come back to people: complete, escaped, and with nothing hidden in them."""

import json
import re
from urllib.parse import unquote

from grading import key as keys
from grading import source, visible
from grading.examples import code
from grading.reports import lists
from grading.reports.handback import environment, file_names
from tests.grading import notebooks
from tests.grading.classroom import (
    ANSWER,
    FORMULA,
    KEY,
    NASTY,
    PATH,
    changed,
    harmless,
    made,
    page,
    rows,
)


def test_a_page_says_what_is_expected_of_the_visible_inputs_alone(marked, tmp_path):
    _, _, out = made(marked, tmp_path)
    mine = page(out, "ben")
    slip = notebooks.all_slips("ps3")[0][1]
    assert slip in mine
    assert "Lecture 05, Two memories, three gates" in mine
    marking = keys.marking(KEY)
    arguments, expected = visible.example("ps3_lstm_backprop", marking, "forward")
    assert f"{expected['h'][1, 0]:.6g}" in mine
    assert code(arguments["x"]) in mine
    assert "not the same" in mine
    result = next(json.loads(p.read_text()) for p in marked.glob("ben*.json"))
    assert str(result["seed"]) not in mine
    model = next(one for one in source.cells("ps3") if one.label == "explain")
    assert "One term comes by way of the output" in source.solved(model)
    assert "One term comes by way of the output" not in mine
    assert "not the same" not in page(out, "ana")
    assert "came out" not in page(out, "cleo") or "nothing" in page(out, "cleo")


def test_everything_hostile_is_only_text(marked, tmp_path):
    _, _, out = made(marked, tmp_path)
    harmless(page(out, "ben"))
    assert "&lt;script&gt;alert(1)" in page(out, "ben")
    harmless((out / "instructor.html").read_text())
    for name in (NASTY.replace("\0", ""), PATH, FORMULA, "..", ".hidden", "x" * 3000):
        where = tmp_path / str(abs(hash(name)))
        where.mkdir()
        messages = [
            {"label": "forward", "points": 0, "out_of": 4, "message": name, "mistake": name,
             "visible": {"h": {"shape": [2, 2], "data": [1, "nan", "inf", name]}}}
        ]  # fmt: skip
        what = {"student": name, "sentence": name, "notes": [name], "questions": messages}
        what["by_hand"] = [{"label": "explain", "points": 4, "answer": name * 20}]
        results = changed(marked, where, "ana", **what)
        quoted = '"' + name.replace('"', '""') + '"'
        _, _, bad = made(results, where, f"student,name\n{quoted},{quoted}\nana,Ana\n")
        pages = sorted((bad / "students").iterdir())
        assert len(pages) == 2
        assert {path.suffix for path in pages} == {".html"}
        assert not [
            path
            for path in where.rglob("*")
            if "cron" in path.name and path.parent.name != "students"
        ]
        for path in [*pages, bad / "instructor.html"]:
            harmless(path.read_text(encoding="utf-8"))
        for table in ("marks.csv", "written.csv", "changes.csv"):
            for row in rows(bad / table):
                assert not [c for c in row.values() if c and c.startswith(lists.FORMULA)]


def test_every_page_links_only_to_pages_that_are_there(marked, tmp_path):
    results = changed(marked, tmp_path, "ana", student="a b/ü#?")
    _, _, out = made(results, tmp_path, 'student,name\n"a b/ü#?",x\nana,y\n')
    links = re.findall(r'href="students/([^"]+)"', (out / "instructor.html").read_text())
    assert sorted(map(unquote, links)) == sorted(p.name for p in (out / "students").iterdir())


def test_file_names_never_meet():
    names = ["ana", "Ana", "ANA", "..", ".", "a/b", "x" * 300, "x" * 301, "é", "\ud800", ""]
    found = list(file_names(names).values())
    assert len({name.casefold() for name in found}) == len(names)
    assert all("/" not in name and not name.startswith(".") for name in found[:-1])
    assert all(len(name) < 200 for name in found)


def test_the_instructors_page(marked, tmp_path):
    _, _, out = made(marked, tmp_path)
    shown = (out / "instructor.html").read_text()
    tags = harmless(shown)
    assert "5 on the roster, 4 handed in" in shown
    assert "img" in tags.found
    assert "4 students: mean 9.0 of 24 points, median 8, lowest 0, highest 20." in shown
    hardest = shown.split("Hardest questions")[1].split("</table>")[0]
    assert hardest.index(">forward<") < hardest.index(">bptt<")
    assert notebooks.all_slips("ps3")[0][1] in shown.split("Most common mistakes")[1]
    written = shown.split("Written: explain")[1]
    assert "One term comes by way of the output" in written  # the rubric
    assert ANSWER in written


def test_templates_escape():
    assert environment().autoescape is True
