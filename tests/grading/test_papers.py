"""From results to marks: who gets what, what changes it, and who is looked at by hand."""

import json
import re

import pytest

from grading import source
from grading.reports import lists
from tests.grading.classroom import ANSWER, changed, made, page, rows


def test_a_row_for_each_of_the_roster(marked, tmp_path):
    papers, _, out = made(marked, tmp_path)
    table = {row["student"]: row for row in rows(out / "marks.csv")}
    assert list(table) == ["ana", "ben", "cleo", "dan", "zoe"]
    assert table["ana"]["total"] == "20"
    assert table["ana"]["status"] == "written answers to be marked"
    assert (table["ben"]["forward"], table["ben"]["bptt"], table["ben"]["total"]) == (
        "0",
        "6",
        "16",
    )
    assert (table["cleo"]["total"], table["cleo"]["explain"]) == ("0", "")
    assert (table["dan"]["total"], table["dan"]["status"]) == ("0", "unreadable")
    assert (table["zoe"]["total"], table["zoe"]["status"]) == ("0", "nothing handed in")
    assert {row["out of"] for row in table.values()} == {"24"}
    assert len(list((out / "students").iterdir())) == 5
    assert papers["ana"].reached == 20


def test_marks_of_written_answers_are_merged_and_a_second_look_overrides(marked, tmp_path):
    papers, _, out = made(
        marked,
        tmp_path,
        written="student,question,points,comment\nana,explain,3,well said\ncleo,explain,0,\n",
        regrades="student,question,points,reason\nana,forward,3.5,float16\nzoe,update,3,was ill\n",
    )
    table = {row["student"]: row for row in rows(out / "marks.csv")}
    assert (table["ana"]["total"], table["ana"]["status"]) == ("22.5", "marked")
    assert table["ana"]["changed"] == "forward"
    assert table["cleo"]["status"] == "marked"
    assert table["zoe"]["total"] == "3"
    assert "well said" in page(out, "ana")
    assert "Changed from 4 to 3.5: float16" in page(out, "ana")
    assert [row["student"] for row in rows(out / "changes.csv")] == ["ana", "zoe"]
    assert [row["student"] for row in rows(out / "written.csv")] == ["ben"]
    assert papers["ben"].status == "written answers to be marked"


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("written", "eve,explain,1,x", "'eve' is not on the roster"),
        ("written", "ana,forward,1,x", "expected a question of explain; got 'forward'"),
        ("written", "ana,explain,5,x", "expected 0 to 4 points"),
        ("regrades", "ana,nothing,5,x", "expected a question of forward, synchronous"),
    ],
)
def test_nothing_is_written_when_a_table_is_wrong(marked, tmp_path, name, row, said):
    words = {"written": "comment", "regrades": "reason"}[name]
    with pytest.raises(lists.Wrong, match=re.escape(said)):
        made(marked, tmp_path, **{name: f"student,question,points,{words}\n{row}\n"})
    assert not (tmp_path / "report").exists()


DEADLINE = "deadline = 2026-01-10T00:00:00Z\npercent_per_day = 10\n"


def test_late_work_loses_what_the_rules_say(marked, tmp_path):
    results = changed(marked, tmp_path, "ana", "again", modified="2026-01-11T12:00:00+00:00")
    times = "student,submitted\nana,2026-01-11T12:00:00+00:00\nben,2026-01-09T12:00:00+00:00\n"
    papers, looks, out = made(results, tmp_path, rules=DEADLINE, times=times)
    assert papers["ana"].total == pytest.approx(16)
    assert "on day 2 after the deadline: 20 % of the points are taken off" in page(out, "ana")
    assert papers["ben"].lost == 0
    assert rows(out / "marks.csv")[0]["percent late"] == "20"
    assert ("ana", "2 submissions; the one that counts has 20 points.") in looks


@pytest.mark.parametrize(("which", "points"), [("last", 6), ("best", 18)])
def test_of_several_submissions_the_rule_chooses(marked, tmp_path, which, points):
    questions = [{"label": "bptt", "points": 6, "out_of": 6, "message": "Right.", "mistake": ""}]
    late_one = {"modified": "2026-01-08T00:00:00+00:00", "questions": questions, "sha256": "2" * 64}
    results = changed(marked, tmp_path, "ana", "again", **late_one)
    for path in results.glob("ana*.json"):
        found = json.loads(path.read_text())
        found["modified"] = "2026-01-07T00:00:00+00:00"
        found["questions"][3]["points"] = 3
        path.write_text(json.dumps(found))
    papers, *_ = made(results, tmp_path, rules=f"which = '{which}'\n{DEADLINE}")
    assert papers["ana"].total == points


def test_a_submission_without_a_time_is_looked_at(marked, tmp_path):
    results = changed(marked, tmp_path, "ana", "again", student="zoe", modified="")
    papers, looks, _ = made(results, tmp_path, rules=DEADLINE)
    assert papers["zoe"].lost == 0
    assert any(who == "zoe" and "not known when" in why for who, why in looks)


def test_who_should_be_looked_at_and_why(marked, tmp_path):
    found = {"by_hand": [{"label": "explain", "points": 4, "answer": ANSWER.upper()}]}
    found |= {
        "student": "zoe",
        "unboxed": True,
        "notes": ["Cell 3 did not come to an end in time."],
    }
    results = changed(marked, tmp_path, "ana", "zoe", **found)
    (results / "half.json").write_text('{"status": ')
    (results / "stranger.json").write_text(
        json.dumps(json.loads((results / "zoe.json").read_text()) | {"student": "eve"})
    )
    _, looks, out = made(results, tmp_path)
    said = {}
    for who, why in looks:
        said.setdefault(who, []).append(why)
    assert any("damaged" in why for why in said["dan"])
    assert "The same file as that of ana." in said["zoe"]
    assert "explain: the same words as ana." in said["zoe"]
    assert "Marked without the box: what came out may be forged." in said["zoe"]
    assert "Cell 3 did not come to an end in time." in said["zoe"]
    assert said["eve"] == ["Not on the roster: there is no page for it."]
    assert said["half.json"] == ["This file in the folder of results holds no result."]
    assert "cleo" not in said
    shown = (out / "instructor.html").read_text()
    assert all(
        f"<td>{why}</td>" in shown for whys in said.values() for why in whys if "'" not in why
    )


def test_a_copied_model_answer_is_seen(marked, tmp_path):
    model = next(one for one in source.cells("ps3") if one.label == "explain")
    answer = {"label": "explain", "points": 4, "answer": source.solved(model) + " So it is."}
    results = changed(marked, tmp_path, "ana", student="zoe", by_hand=[answer])
    _, looks, _ = made(results, tmp_path)
    assert ("zoe", "explain: has the first words of the model answer.") in looks


def test_a_report_with_nothing_in_it(marked, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(lists.Wrong, match="there are no results"):
        made(empty, tmp_path)
    _, _, out = made(marked, tmp_path, "student\nnobody else\n")
    assert [row["status"] for row in rows(out / "marks.csv")] == ["nothing handed in"]


def test_a_key_that_is_not_known(marked, tmp_path):
    results = changed(marked, tmp_path, "ana", key="0" * 64, student="zoe")
    with pytest.raises(lists.Wrong, match="the key with which 'zoe' was marked is missing"):
        made(results, tmp_path)


def test_pages_of_who_has_left_go_and_no_other_file_does(marked, tmp_path):
    _, _, out = made(marked, tmp_path)
    made(marked, tmp_path, "student\nana\n")
    assert [path.name for path in (out / "students").iterdir()] == ["ana.html"]
    (out / "marks.csv").unlink()
    with pytest.raises(lists.Wrong, match="choose another folder"):
        made(marked, tmp_path)
    assert page(out, "ana")
