"""What an instructor hands in: rosters, points, late rules; and tables that compute nothing."""

import csv
from datetime import datetime, timedelta

import pytest

from grading.reports import late, lists

FORMULAS = ["=cmd()", "+1+1", "-2", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"]


def put(tmp_path, text, name="table.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_compute_is_text_and_comes_back(tmp_path, text):
    path = tmp_path / "out.csv"
    lists.write(path, ["student", "name"], [[text, 3], ["ana", "Ana"]])
    written = path.read_text(encoding="utf-8-sig")
    for row in csv.reader(written.splitlines()):
        assert not any(cell.startswith(lists.FORMULA) for cell in row)
    assert list(lists.roster(path)) == [text, "ana"]


def test_numbers_stay_numbers(tmp_path):
    path = tmp_path / "out.csv"
    lists.write(path, ["a"], [[-1.5]])
    assert path.read_text(encoding="utf-8-sig").split() == ["a", "-1.5"]


def test_a_roster_from_any_spreadsheet(tmp_path):
    assert lists.roster(put(tmp_path, "Student,Name\r\nana,Ana\r\n\r\nben,\r\n")) == {
        "ana": "Ana",
        "ben": "",
    }
    assert lists.roster(put(tmp_path, "\ufeffname;student\nAna;ana\n")) == {"ana": "Ana"}
    assert lists.roster(put(tmp_path, "student\n" + "x" * 400)) == {"x" * 400: ""}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column student"),
        ("id,name\n1,Ana\n", "no column student; expected student, got ['id', 'name']"),
        ("student\n", "nobody is in it"),
        ("student,name\nana,\nana,\n", "line 3: 'ana' is there twice"),
        ("student,name\n,Ana\n", "line 2: no student"),
        (b"student\n\xff\xfe\n", "is not UTF-8 from byte 8 on"),
        ("student\n" + "x" * 200_000 + "\n", "field larger than field limit"),
    ],
)
def test_a_roster_that_cannot_be_read_says_where(tmp_path, text, said):
    with pytest.raises(lists.Wrong) as found:
        lists.roster(put(tmp_path, text))
    assert said in str(found.value)
    assert "table.csv: " in str(found.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(lists.Wrong, match=r"can't be read \(No such file"):
        lists.roster(tmp_path / "none.csv")


HEADER = "student,question,points,comment\n"
OUT_OF = {"explain": 4, "fails": 2}


def points(tmp_path, text):
    return lists.points(put(tmp_path, HEADER + text), {"ana", "ben"}, OUT_OF, "comment")


def test_points_are_read_and_rows_without_points_wait(tmp_path):
    found = points(tmp_path, 'ana,explain,"3,5",good\nben,explain,,\nben,fails,2,"a, b"\n')
    assert found == {("ana", "explain"): (3.5, "good"), ("ben", "fails"): (2.0, "a, b")}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("eve,explain,1,", "line 2: 'eve' is not on the roster"),
        ("ana,forward,1,", "expected a question of explain, fails; got 'forward'"),
        ("ana,explain,4.5,", "explain of 'ana': expected 0 to 4 points, got '4.5'"),
        ("ana,explain,-1,", "expected 0 to 4 points, got '-1'"),
        ("ana,explain,nan,", "expected 0 to 4 points, got 'nan'"),
        ("ana,explain,inf,", "expected 0 to 4 points, got 'inf'"),
        ("ana,explain,many,", "expected 0 to 4 points, got 'many'"),
        ("ana,explain,1,\nana,explain,2,", "line 3: explain of 'ana' is there twice"),
    ],
)
def test_points_that_cannot_be_are_named(tmp_path, row, said):
    with pytest.raises(lists.Wrong) as found:
        points(tmp_path, row + "\n")
    assert said in str(found.value)


def test_all_faults_are_told_at_once(tmp_path):
    with pytest.raises(lists.Wrong) as found:
        points(tmp_path, "eve,explain,1,\nana,explain,9,\nana,none,1,\n")
    assert len(str(found.value).splitlines()) == 3


RULES = """
deadline = 2026-10-16T23:59:00-05:00
grace_minutes = 15
percent_per_day = 10
most_percent = 25
which = "best"
[extensions]
ana = 2026-10-20T23:59:00-05:00
"""


@pytest.fixture
def rules(tmp_path):
    return late.read(put(tmp_path, RULES, "rules.toml"), {"ana", "ben"})


@pytest.mark.parametrize(
    ("minutes", "percent"),
    [
        (-60, 0),
        (0, 0),
        (15, 0),
        (16, 10),
        (24 * 60, 10),
        (24 * 60 + 1, 20),
        (3 * 24 * 60, 25),
        (900 * 24 * 60, 25),
    ],
)
def test_days_are_counted_from_the_deadline(rules, minutes, percent):
    lost, words = rules.lost("ben", rules.deadline + timedelta(minutes=minutes))
    assert lost == percent
    assert (f"{percent} % of the points" in words) == (percent > 0)


def test_an_extension_moves_the_deadline_of_one(rules):
    when = datetime.fromisoformat("2026-10-21T10:00:00+00:00")
    assert rules.lost("ben", when)[0] == 25
    assert rules.lost("ana", when)[0] == 10
    assert rules.lost("ben", None) == (0.0, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("deadline = 2026-10-16T23:59:00", "deadline: expected a time with its offset"),
        ("deadline = 3", "deadline: expected a time with its offset"),
        ("percent_per_day = -1", "percent_per_day: expected a number from 0 to 100, got -1"),
        ("most_percent = 101", "most_percent: expected a number from 0 to 100, got 101"),
        ("grace_minutes = true", "grace_minutes: expected a number from 0 to inf, got True"),
        ("percent_per_day = nan", "percent_per_day: expected a number from 0 to 100, got nan"),
        ("which = 'first'", "which: expected 'last' or 'best', got 'first'"),
        ("percent = 3", "percent is no rule; there is deadline, grace_minutes"),
        ("[extensions]\neve = 2026-10-16T23:59:00Z", "'eve' is not on the roster"),
        ("[extensions]\nana = 1", "extensions.ana: expected a time"),
        ("extensions = 1", "extensions: expected a table of students, got 1"),
        ("deadline =", "can't be read"),
    ],
)
def test_rules_that_cannot_be_are_named(tmp_path, text, said):
    with pytest.raises(lists.Wrong) as found:
        late.read(put(tmp_path, text, "rules.toml"), {"ana"})
    assert said in str(found.value)


def test_times_of_a_table(tmp_path):
    text = "student,submitted\nana,2026-10-16T23:59:00+00:00\n"
    assert late.times(put(tmp_path, text), {"ana"})["ana"].hour == 23
    with pytest.raises(lists.Wrong, match="expected a time with its offset, got '2026-10-16'"):
        late.times(put(tmp_path, "student,submitted\nana,2026-10-16\n"), {"ana"})
    with pytest.raises(lists.Wrong, match="'eve' is not on the roster"):
        late.times(put(tmp_path, text.replace("ana", "eve")), {"ana"})
