"""The quiz is marked, and its answers stay where they are."""

import pytest

from exercises.nb00 import check_quiz
from exercises.report import NOT_RIGHT
from instructor.solutions.nb00 import quiz

WRONG = {"a": "b", "b": "c", "c": "a"}


@pytest.mark.parametrize("k", range(10))
def test_one_wrong_answer_costs_one_and_is_not_given_away(k):
    key = quiz()
    report = check_quiz(lambda: key[:k] + WRONG[key[k]] + key[k + 1 :])
    assert report.status == NOT_RIGHT
    assert report.message.startswith("9 of 10 are right.")
    assert report.expected is report.got is None
    assert report.where == ()


def test_the_lectures_that_are_missing_are_named_once_each():
    report = check_quiz(lambda: "".join(WRONG[letter] for letter in quiz()))
    assert report.message.startswith("0 of 10 are right.")
    assert report.message.endswith("in these lectures: 01, 02, 03, 04, 05, 06, 07.")


@pytest.mark.parametrize("answer", ["abc", "abcabcabcd", "abcabc abca", ["a"] * 10, 7])
def test_anything_but_ten_letters_is_told(answer):
    report = check_quiz(lambda: answer)
    assert report.status == NOT_RIGHT
    assert "10 letters are asked for" in report.message
