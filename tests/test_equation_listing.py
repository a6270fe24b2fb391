"""The list of the equations tells what holds, how well, and what does not."""

import numpy as np
import pytest

from tests.equations.listing import listing, tell
from tests.test_equation_rules import check, notebook, shown


def raising():
    raise KeyError("b")


def test_an_equation_that_holds(tmp_path, capsys):
    long = shown("x = " + " + ".join("abcdefghijklmnopqrstuvwxyz"), r"\tag{7.2}")
    path = notebook(tmp_path, shown(), long, shown("f = 1", r"\tag{definition}"))
    near = check(left="square(a, b) * (1 + 1e-10)")
    checks = [near, check("7.2", long.split("$$")[1].replace(r"\tag{7.2}", ""))]
    told, wrong = listing([path], checks)
    assert wrong == []
    assert told[1] == "07_made_up"
    assert told[3] == "(7.1)    1.0e-10    1e-09    13/13  (a + b)^2 = a^2 + 2ab + b^2"
    assert told[4].endswith("...")
    assert len(told[4]) < 100
    assert told[-1] == (
        "2 equations in 1 notebooks, and 1 definitions. 26 of 26 spoiled versions were noticed. "
        "Closest to its tolerance is (7.1), at 10.0% of it."
    )
    assert tell([path], checks) == 0
    assert capsys.readouterr() == ("\n".join(told[1:]) + "\n", "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (dict(right="a**2 + 2 * a * b"), "(7.1) square(a, b) = a**2 + 2 * a * b: 0.36 = "),
        (dict(right="a**2 + 2 * a * b * np.ones(2)"), "the left side has shape ()"),
        (dict(b=0.0), "slips go unnoticed"),
        (dict(square=None), "(7.1) TypeError: 'NoneType' object is not callable"),
        (dict(latex="a = b"), "the text of (7.1) changed"),
        (dict(tag="7.2"), "tag 7.1 has no check in tests/equations"),
    ],
)
def test_what_is_wrong_is_told_and_ends_with_1(tmp_path, capsys, changes, sentence):
    path = notebook(tmp_path, shown())
    told, wrong = listing([path], [check(**changes)])
    assert any(sentence in one for one in wrong), wrong
    assert tell([path], [check(**changes)]) == 1
    printed = capsys.readouterr()
    assert printed.out == "\n".join(told[1:]) + "\n"
    assert sentence in printed.err


@pytest.mark.parametrize(
    ("left", "right", "error"),
    [
        ("np.float64(3)", "np.float64(2)", 0.5),
        ("np.array([2.0, -5.0])", "np.array([2.0, -4.0])", 0.25),
        ("np.zeros(2)", "np.zeros(2) * 1.0", 0.0),
        ("np.ones(2)", "np.zeros(2)", np.inf),
        ("np.ones(2)", "np.ones(3)", np.inf),
    ],
)
def test_the_error_is_a_share_of_the_right_side(left, right, error):
    (pair,) = check(left=left, right=right).pairs()
    assert pair.error() == error
