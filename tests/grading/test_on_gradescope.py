"""Whose numbers count on Gradescope, where a name comes from the platform and not from a file."""

import json
import os

import pytest

from grading import key as keys
from grading import release, submissions
from grading.gradescope.there import who
from grading.reports import late

KEY = keys.make("ps4")
ADA = {"email": "ada@example.com", "id": 1, "name": "Ada L"}
BEN = {"email": "ben@example.com", "id": 2, "name": "Ben"}


def signed(name):
    notebook = release.as_bytes(release.student_notebook("ps4"))
    empty, full = json.dumps('student = ""')[1:-1], json.dumps(f'student = "{name}"')[1:-1]
    assert notebook.count(empty.encode()) == 1
    return notebook.replace(empty.encode(), full.encode())


@pytest.mark.parametrize(
    ("users", "name", "expected"),
    [
        ([ADA], "ada", "ada"),
        ([ADA], " ADA ", "ada"),
        ([ADA], "ada@example.com", "ada@example.com"),
        ([ADA], "ada l", "Ada L"),
        ([ADA], "ben", "ada"),  # somebody else's numbers don't count
        ([ADA], "", "ada"),
        ([ADA, BEN], "ben", "ben"),  # a group signs with one of its names
        ([], "ada", None),
        (None, "ada", None),
        (["ada", {}, {"email": None}], "ada", None),
    ],
)
def test_who_handed_it_in(users, name, expected):
    assert who({"users": users}, signed(name), KEY) == expected


def test_where_numbers_are_everybodys_the_name_does_not_matter():
    key = keys.make("ps3")
    assert who({"users": [BEN]}, b"{", key) == "ben"
    assert who({}, b"{", KEY) is None
    assert who({"users": [BEN]}, b"{", KEY) == "ben"


def test_a_submission_knows_when_it_was_last_changed(tmp_path):
    file = tmp_path / "ana.ipynb"
    file.write_bytes(b"{}")
    os.utime(file, (1_770_000_000, 1_770_000_000))
    said = submissions.Submission("ana", file).modified()
    assert late.moment(said).timestamp() == 1_770_000_000
    assert submissions.Submission("ana", tmp_path / "none").modified() == ""
