"""The commands that the README and the instructor's page show are those that there are."""

import re
import shlex

import pytest

from grading import __main__ as command
from grading import source
from grading.reports import late
from instructor.handout import ROOT
from tests.grading.classroom import ROSTER

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "instructor" / "INSTRUCTORS.md").read_text(encoding="utf-8")
MARKING = PAGE.split("\n## Marking: ")[1].split("\n## ")[0]
VERBS = ("release", "check", "selftest", "mark", "report", "gradescope")

SHOWN = re.findall(r"^\S*python -m grading (.+?)(?: {3,}.*)?$", README, re.M)
TOLD = re.findall(rf"`((?:{'|'.join(VERBS)}) [^`]+)`", MARKING)


@pytest.mark.parametrize("line", SHOWN + TOLD)
def test_a_command_that_is_shown_can_be_given(line):
    options = command.parser().parse_args(shlex.split(line))
    if hasattr(options, "assignment"):
        assert source.folder(options.assignment)
    if hasattr(options, "variant"):
        source.expect_variant(options.assignment, options.variant)


def test_every_verb_is_shown_in_both():
    assert {line.split()[0] for line in SHOWN} == set(VERBS)
    assert {line.split()[0] for line in TOLD} == set(VERBS)


def test_the_late_rules_on_the_page_are_rules(tmp_path):
    file = tmp_path / "rules.toml"
    file.write_text(re.search(r"```\n(deadline = .*?)```", MARKING, re.S)[1])
    rules = late.read(file, {"ana"})
    assert rules.percent_per_day == 10
    assert rules.extensions["ana"] > rules.deadline


def test_report_says_what_it_made(marked, tmp_path, capsys):
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER)
    out = tmp_path / "report"
    given = ["report", str(marked), "--roster", str(roster), "--out", str(out)]
    assert command.main(given) == 0
    said = capsys.readouterr().out
    assert "5 students, 4 of them handed in" in said
    assert str(out / "instructor.html") in said
    assert "Written answers of 3 wait" in said
    roster.write_text("student\nana\nana\n")
    assert command.main(given) == 2
    assert "roster.csv: line 3: 'ana' is there twice" in capsys.readouterr().err
