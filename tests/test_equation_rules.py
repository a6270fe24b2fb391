"""The rules of the equation checks trip when they are broken, shown on tiny made-up notebooks."""

import json

import numpy as np
import pytest

from tests.equations import DIFFERENCE, EXACT, Check, Registry, central, complex_step
from tests.equations.displays import violations
from tests.equations.mutation import mutants

SQUARE = r"(a + b)^2 = a^2 + 2ab + b^2"


def notebook(tmp_path, *prose, name="07_made_up.ipynb"):
    cells = [
        {"cell_type": "markdown", "id": f"cell-{k}", "metadata": {}, "source": [text]}
        for k, text in enumerate(prose)
    ]
    path = tmp_path / name
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    return path


def check(tag="7.1", latex=SQUARE, left="square(a, b)", right="a**2 + 2 * a * b + b**2", **names):
    values = {"a": 1.3, "b": -0.7, "square": lambda a, b: (a + b) * (a + b)} | names
    return Check(tag, latex, lambda: dict(left=left, right=right, **values))


def shown(latex=SQUARE, tag=r"\tag{7.1}"):
    return f"Look:\n\n$$\n{latex} {tag}\n$$\n\nthere."


def test_a_notebook_that_keeps_the_rules(tmp_path):
    path = notebook(
        tmp_path,
        shown("(a + b)^2\n  = a^2 + 2ab + b^2"),  # white space is folded
        shown("f = 1", r"\tag{definition}"),
        "$a$ and\n$b$\n\n* $c$\n\nhere",
        "Money: `$$` and\n```\n$$ x $$\n```\nand inline $a_1$, $\\sum_t h[t]$.",
        "> $$ x \\tag{7.2} $$",
    )
    assert violations([path], [check(), check("7.2", "x")]) == []


@pytest.mark.parametrize(
    ("prose", "tags", "sentence"),
    [
        (shown(tag=""), [], "needs one"),
        (shown(tag=r"\tag{7.1}\tag{7.2}"), ["7.1"], "this one has 2"),
        (shown(), [], "tag 7.1 has no check"),
        ("", ["7.1"], "the check of 7.1 has no equation"),
        (shown(), ["7.1", "7.1"], "tag 7.1 has 2 checks"),
        (shown() + "\n\n" + shown(), ["7.1"], "tag 7.1 stands in the notebooks 2 times"),
        (shown(tag=r"\tag{7.2}"), ["7.2"], "in order it would be 7.1"),
        (shown(tag=r"\tag{6.1}"), ["6.1"], "in order it would be 7.1"),
        (shown("(a + b)^2 = a^2 + b^2"), ["7.1"], "the text of (7.1) changed"),
        (f"Look: $$ {SQUARE} \\tag{{7.1}} $$", ["7.1"], "lines of its own"),
        (shown() + "\n$$", ["7.1"], "odd number of $$"),
        (r"Look at $a \tag{7.1}$", ["7.1"], "outside of a display"),
        (r"\begin{equation} a \end{equation}", [], "displayed with $$ ... $$ only"),
        (r"\begin{align*} a \end{align*}", [], "displayed with $$ ... $$ only"),
        (r"\[ a \]", [], "displayed with $$ ... $$ only"),
        (r"\\[ a \\]", [], "displayed with $$ ... $$ only"),
        ("$\\displaystyle a$", [], "displayed with $$ ... $$ only"),
        ("Look:\n\n> $a = b$.\n\nthere", [], "displayed with $$ ... $$ only"),
    ],
)
def test_a_broken_rule_is_named(tmp_path, prose, tags, sentence):
    wrong = violations([notebook(tmp_path, prose)], [check(tag) for tag in tags])
    assert any(sentence in one for one in wrong), wrong


def test_a_right_equation_agrees_and_every_mutant_is_noticed():
    (pair,) = check().pairs()
    assert pair.disagreement() is None
    assert len(pair.mutants()) > 10
    assert not [mutant for mutant in pair.mutants() if pair.survives(mutant)]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("a**2 + b**2", "is wrong by"),
        ("a**2 + 2 * a * b + b**2 * (1 + 3e-9)", "is wrong by"),  # the tolerance is 1e-9
        ("np.nan * a", "not finite"),
        ("np.array([1.0, 2.0]) * a", "shape"),
    ],
)
def test_a_wrong_equation_is_noticed(right, wrong):
    (pair,) = check(right=right).pairs()
    assert wrong in pair.disagreement()


def test_one_wrong_entry_of_many_is_found_and_named():
    right = np.ones((2, 3))
    left = right.copy()
    left[1, 2] += 1e-6
    (pair,) = check(left="l", right="r", l=left, r=right).pairs()
    assert "at [1, 2]" in pair.disagreement()


def test_special_numbers_let_mutants_survive():
    (pair,) = check(b=0.0).pairs()
    assert "a ** 2 - 2 * a * b + b ** 2" in [m for m in pair.mutants() if pair.survives(m)]


def test_every_equals_sign_of_a_chain_is_checked():
    good, bad = check(right=["a**2 + 2*a*b + b**2", "a**2 + b**2"]).pairs()
    assert good.disagreement() is None
    assert bad.disagreement() is not None
    pairs = Check("7.1", "", lambda: dict(pairs=[("x", "2 * y"), ("y", "x / 2")], x=4.0, y=2.0))
    assert [pair.disagreement() for pair in pairs.pairs()] == [None, None]


def test_the_tolerance_is_read_off_the_expressions():
    loose = check(left="central(lambda a: square(a, b), a)", right="2 * (a + b)").pairs()[0]
    tight = check(left="complex_step(lambda a: square(a, b), a)", right="2 * (a + b)").pairs()[0]
    hidden = check(left="slope", right="2 * (a + b)", slope=1.2 * (1 + 1e-8)).pairs()[0]
    assert (loose.tolerance, tight.tolerance, hidden.tolerance) == (DIFFERENCE, EXACT, EXACT)
    assert loose.disagreement() is None
    assert tight.disagreement() is None
    assert hidden.disagreement() is not None


def test_both_ways_to_differentiate():
    assert abs(central(np.exp, 0.5) - np.exp(0.5)) < 1e-9
    assert abs(complex_step(np.exp, 0.5) - np.exp(0.5)) < 1e-15


@pytest.mark.parametrize(
    ("names", "error"),
    [
        (dict(left="l", right="r", l=np.float32(2), r=2.0), "float32, not float64"),
        (dict(left="l", right="r", l="two", r=2.0), "not float64"),
        (dict(left="l", right="r", l=np.zeros(0), r=np.zeros(0)), "empty"),
        (dict(left="r", right=" r", r=2.0), "with itself"),
        (dict(right="r", r=2.0), "must return left"),
        (dict(pairs=[]), "compares nothing"),
    ],
)
def test_a_check_that_checks_nothing_is_refused(names, error):
    with pytest.raises((ValueError, TypeError), match=error):
        Check("7.1", "", lambda: names).pairs()[0].disagreement()


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        ("a + b", ["a - b", "a", "b", "-(a + b)"]),
        ("a - b", ["a + b", "a", "-b", "-(a - b)"]),
        ("a * b", ["a", "b", "-(a * b)"]),
        ("a / b", ["a", "1.0 / b", "-(a / b)"]),
        ("u**m", ["u ** (m + 1)", "-u ** m"]),
        ("-a", ["a", "--a"]),
        ("x.T @ e", ["x.T", "e", "e @ x.T", "x @ e", "-(x.T @ e)"]),
        ("np.transpose(x)", ["x", "-np.transpose(x)"]),
        ("x.transpose(1, 0)", ["x", "-x.transpose(1, 0)"]),
        ("np.minimum(a, b)", ["np.maximum(a, b)", "-np.minimum(a, b)"]),
        ("max(a, b)", ["min(a, b)", "-max(a, b)"]),
        ("e[t + 1]", ["e[t - 1]", "e[t]", "e[1]", "-e[t + 1]"]),
        ("e[t]", ["e[t - 1]", "-e[t]"]),
        ("e[t, 0, k]", ["e[t - 1, 0, k]", "e[t, 0, k - 1]", "-e[t, 0, k]"]),
        ("h[1:]", ["h[:-1]", "-h[1:]"]),
        ("h[:-1]", ["h[1:]", "-h[:-1]"]),
        ("tanh(c)", ["c", "-tanh(c)"]),
        ("np.where(a < b, a, c)", None),
        ("sum(e[t] for t in range(n, T))", None),
        ("max", ["-max"]),
        ("-2.0", ["--2.0"]),
    ],
)
def test_the_slips(right, expected):
    made = mutants(right)
    assert len(made) == len(set(made))
    assert right not in made
    if expected is not None:
        assert made == expected


def test_the_slips_of_sums_and_cases():
    assert set(mutants("np.where(a < b, a, c)")) >= {
        "np.where(a > b, a, c)",
        "np.where(a < b, c, a)",
    }
    assert set(mutants("sum(e[t] for t in range(n, T))")) >= {
        "sum((e[t] for t in range(n, T - 1)))",
        "sum((e[t] for t in range(n + 1, T)))",
    }


def test_the_decorator_registers_in_order():
    registry = Registry()
    registry.equation("7.1", "a")(lambda: {})
    registry.equation("7.2", "b")(lambda: {})
    assert [check.tag for check in registry] == ["7.1", "7.2"]
