"""The scanner finds numbers however they are written, and its rules trip when they are broken."""

import json

import pytest

from tests import notebook_text as text
from tests.asserted import asserted
from tests.prose import claims
from tests.prose_rules import violations


def values(prose, **options):
    return [claim.value for claim in claims(prose, **options)]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("The loss is 6.24.", [6.24]),
        ("It is 6.243682861328125, or 8.", [6.243682861328125, 8]),
        ("h = 1,2,1,0", [1, 2, 1, 0]),
        ("h = $1, 3, 4$", [1, 3, 4]),
        ("12,000 or 12\\,000 and 1,234,567.5", [12000, 12000, 1234567.5]),
        ("from -2 to 2", [-2, 2]),
        ("$u\\in[-2,2]$ and (−1.5)", [-2, 2, -1.5]),
        ("$-2..2$ and 0…4", [-2, 2, 0, 4]),
        ("1-3 and 4–5", [1, 3, 4, 5]),
        ("m - 1, m-1, $1-x$, u=-0.5", [1, 1, 1, -0.5]),
        ("$x\\le-2$, $a\\cdot2$, $a\\times3$, $\\approx4$", [-2, 2, 3, 4]),
        ("1e-5 and 2.5E+3", [1e-5, 2500]),
        ("$10^{-3}$, 10^3, 10⁻³, 10**2", [1e-3, 1e3, 1e-3, 100]),
        ("$2.5\\cdot 10^{-5}$, 3 × 10⁴, $-1\\times10^{2}$", [2.5e-5, 3e4, -100]),
        ("$2^{10}$ and $1.2^{20}$", [1024, 1.2**20]),
        ("$u^{2m}$, $u^2$, $x²$, $u^{-1}$", [2, 2, 2, -1]),
        ("$\\frac{1}{2}$, $\\tfrac14$, ½, $\\frac{1}{u}$, $\\frac1u$", [0.5, 0.25, 0.5, 1, 1]),
        ("50 %, 12.5\\%", [50, 12.5]),
        ("the 8th of 20s, 3D, 0.5h", [8, 20, 3, 0.5]),
        ("| u | L |\n|---|---:|\n| 1.7|-3 |\n\n$|u|-1$", [1.7, -3, 1]),
        ("`u = 0.25` and\n```\nx = [7]\n```", [0.25, 7]),
        ("# 2. The case u = 1.7", [2, 1.7]),
        ('**3**, *4*, (5), "6", ~7, +8', [3, 4, 5, 6, 7, 8]),
        ("[see 3](a/b.md \"figure 4\") <img src='x1.png' width=300 alt='9 steps'>", [3, 4, 9]),
        (".5 and 5.", [0.5, 5]),
        ("_6.24_, __7__, *_8_*", [6.24, 7, 8]),
        ("the loss is\n8. Then 9) is\n10) more", [8, 9, 10]),
        ("1. first\n2. second 3\n\nand\n4. fourth", [3, 4]),
        ("$f(7.1)$ and $h[t](7.1)$", [7.1, 7.1]),
        ("$\\frac{1}{0}$", [1, 0]),
        ("(2.3) holds", [2.3]),
        ("$h[t](1-f)$", [1]),
        ("$h[t] = [1, 2]$", [1, 2]),
    ],
)
def test_numbers_are_found(prose, expected):
    assert values(prose) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    "prose",
    [
        "$$\nu^2 + 3 \\tag{2.1}\n$$",
        "$h_0$, $x_{t-1}$, $W_{12}$, `h_0`, h₀, $w_10$",
        "$h[0]$, $\\epsilon[t+1]$, $dh[m]/dh[0]$, $h[t-1]$, $h[t−1]$, `x[3]`",
        "x0, h1, float64, nb02, `02_the_memorizer`, 02_the_memorizer_2.ipynb",
        "$\\partial^2 L/\\partial u^2$, $\\frac{d^2 L}{du^{2}}$",
        "see notebook 03, and 04.",
        "[here](https://example.org/2/3.5) and https://example.org/7 or <http://a.b/8>",
        "[here](03_pocket_calculator.ipynb#part-2)\n\n[x]: notes/2024",
        "1. first\n2. second\n   3) third",
        "A list:\n\n> 2. first\n> 3. second",
        "one, two, twelve",
        "<br> <img src='a3.png' width=300> <!-- 7 --> &#8217;",
        "$a\\hspace{2em}b$",
        "...",
    ],
)
def test_what_is_no_claim(prose):
    assert values(prose) == []


def test_references_need_their_equation_and_names_are_taken_out():
    assert values("(2.3), f(2.3), (2.3)", tags={"2.3"}) == [2.3]
    assert values("(2.3) and (2.4)", tags={"2.3"}) == [2.4]
    assert values("In Lecture 18 of ECE 417: 19", names=["Lecture 18", "ECE 417"]) == [19]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("assert h == 6.24", {6.24}),
        ("assert h == -1 / 8", {-0.125, -1, 1, 8}),
        ("assert list(h) == [1, 3]", {1, 3}),
        ("assert 0.5 < h < 2 and h.all()", {0.5, 2}),
        ("assert np.allclose(h, [1, 3], atol=0.25)", {1, 3}),
        ("assert abs(h - 6.24) < 0.005", {6.24}),
        ("assert np.abs(h - [1, 3]).max() < 1e-9", {1, 3}),
        ("assert abs(h - y) < 0.05", {0.05}),  # how far from a computed value: a claim itself
        ("assert np.all(h == 3) and all(k < 4 for k in h) and (h < 5).all()", {3, 4, 5}),
        ("assert not h > 3", {3}),
        ("for k in range(9):\n    assert h[k] < 7", {7}),
        ("assert h == y, 'not 5'", set()),
        ("assert h == y, 5", set()),
        ("assert 6.24", set()),
        ("assert 6.24 == 6.24", set()),
        ("assert 6.24 and h", set()),
        ("assert h == y or 6.24 == h", set()),
        ("assert h != 6.24", set()),
        ("assert True == h", set()),
        ("h = 6.24", set()),
        ("print(h == 6.24)", set()),
        ("def never():\n    assert h == 6.24", set()),
        ("if False:\n    assert h == 6.24", set()),
        ("# assert h == 6.24", set()),
        ("assert h == 6.24 (", set()),
    ],
)
def test_what_counts_as_asserted(cell, expected):
    assert {number.value for number in asserted([cell])} == expected


@pytest.mark.parametrize(
    ("prose", "cell", "enough"),
    [
        ("6.24", "assert round(h, 2) == 6.24", True),
        ("6.24", "assert h == 6.243682861328125", False),  # 6.24 is another number
        ("6.24", "assert abs(h - 6.24) < 0.005", True),
        ("6.24", "assert abs(h - 6.24) < 0.01", False),
        ("6.24", "assert abs(h - 6.24) < tolerance", False),
        ("6.24", "assert np.isclose(h, 6.24, atol=0.004)", True),
        ("6.24", "assert np.isclose(h, 6.24, atol=10)", False),
        ("6.24", "assert np.isclose(h, 6.24, 0.1)", False),
        ("6.243682861328125", "assert np.isclose(h, 6.243682861328125)", False),
        ("6.243682861328125", "assert h == 6.243682861328125", True),
        ("12.5 %", "assert h == 0.125", True),
        ("12.5 %", "assert h == 12.5", True),
        ("12.5 %", "assert abs(h - 0.125) < 0.01", False),
        ("$10^{-3}$", "assert h == 0.001", True),
        ("$10^{-3}$", "assert abs(h - 1e-3) < 0.1", False),
        ("0", "assert h == 0", True),
        ("-2", "assert h == 2", False),
    ],
)
def test_how_closely(prose, cell, enough):
    (claim,) = claims(prose)
    assert any(claim.met_by(n.value, n.slack) for n in asserted([cell])) is enough


def notebook(tmp_path, *cells, name="07_made_up.ipynb"):
    made = []
    for k, content in enumerate(cells):
        kind = "code" if content.startswith(">>>") else "markdown"
        source = content.removeprefix(">>>")
        made.append({"cell_type": kind, "id": f"cell-{k}", "metadata": {}, "source": source})
    path = tmp_path / name
    path.write_text(json.dumps({"cells": made}))
    return path


def table(*rows, names=()):
    fields = ("notebook", "section", "value", "source")
    return {
        "number": [dict(zip(fields, row, strict=True)) for row in rows],
        "name": [{"text": name} for name in names],
    }


def test_a_notebook_that_keeps_the_rules(tmp_path):
    path = notebook(
        tmp_path,
        "# Title\n\nFor 20 minutes. See (7.1).\n\n## Numbers",
        "The loss is 6.24.\n\n$$\na = 2 b \\tag{7.1}\n$$",
        ">>>assert round(h, 2) == 6.24",
        "So 6.24 it is.\n\n## Next\n\nNothing in Lecture 18.",
    )
    listed = table(("07_made_up", "Title", 20, "an estimate"), names=["Lecture 18"])
    assert violations([path], listed) == []


@pytest.mark.parametrize(
    ("cells", "rows", "sentence"),
    [
        (["# A\n\nIt is 6.24."], [], "6.24 is neither asserted"),
        (["# A\n\nIt is 6.24.\n\n# B", ">>>assert h == 6.24"], [], "'A': 6.24 is neither"),
        (["# A", ">>>assert h == 6.24", "# B\n\nIt is 6.24."], [], "'B': 6.24 is neither"),
        (["It is 6.24."], [], "'': 6.24 is neither"),
        (["# A = 3"], [], "3 is neither"),
        (["# A\n\n6.24", ">>>assert abs(h - 6.24) < 1"], [], "not as closely"),
        (["# A"], [("07_made_up", "A", 3, "s")], "3 is listed"),
        (["# A\n\n3", ">>>assert h == 3"], [("07_made_up", "A", 3, "s")], "3 is listed"),
        (["# A\n\n3"], [("07_made_up", "B", 3, "s")], "3 is listed"),
        (["# A\n\n3"], [("07_made_up", "A", [3, 4], "s")], "4 is listed"),
        (["# A\n\n3"], [("07_made_up", "A", 3, " ")], "no source"),
        (["# A\n\n3"], [("07_made_up", "A", [3, 3], "s")], "stands 2 times"),
        (["# A\n\n# A"], [], "2 sections are called 'A'"),
    ],
)
def test_a_broken_rule_is_named(tmp_path, cells, rows, sentence):
    wrong = violations([notebook(tmp_path, *cells)], table(*rows))
    assert any(sentence in one for one in wrong), wrong


def test_a_name_without_use_is_named(tmp_path):
    wrong = violations([notebook(tmp_path, "# A")], table(names=["Lecture 18"]))
    assert wrong == ["the name 'Lecture 18' in prose_numbers/ occurs nowhere"]


def test_sections_know_a_comment_in_a_code_block_from_a_heading(tmp_path):
    path = notebook(tmp_path, "# A\n```\n# no heading\n```\n## B ##")
    assert [s.heading for s in text.sections(text.read(path))] == ["A", "B"]
