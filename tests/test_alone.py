"""What a section takes from another section is found, by whatever way it gets there."""

import pytest

from tests.alone import dependent, unannounced


def notebook(*parts):
    """A part of one line that begins with # is a heading, everything else is code."""
    kinds = ["markdown" if part[0] == "#" and "\n" not in part else "code" for part in parts]
    return {
        "cells": [
            {"cell_type": kind, "id": f"cell{k}", "source": part}
            for k, (kind, part) in enumerate(zip(kinds, parts, strict=True))
        ]
    }


def found(*sources, setup="# Setup\nimport numpy as np"):
    """Of a section that makes a and f, and a section with these cells."""
    first = ["# Title", setup, "## First", "a, seen = 1, []\ndef f(x):\n    return x + a"]
    return "\n".join(dependent(notebook(*first, "## Second", *sources)))


@pytest.mark.parametrize(
    "source",
    [
        "a",
        "b = a",
        "a += 1",
        "a[0] = 1",
        "print(f'{a}')",
        "b = [a for _ in range(3)]",
        "b = [x for x in a]",
        "b = {x: a for x in range(3)}",
        "b = sum(a for _ in range(3))",
        "b = [[a for _ in range(2)] for _ in range(2)]",
        "b = (lambda x: x + a)(1)",
        "def g(x):\n    return x + a",
        "def g(x=a):\n    return x",
        "def g():\n    def h():\n        return a\n    return h()",
        "def g():\n    return [a for _ in range(3)]",
        "def g():\n    global a\n    a += 1",
        "@a\ndef g():\n    pass",
        "class G:\n    def g(self):\n        return a",
        "class G(a):\n    pass",
        "for a.x in range(3):\n    pass",
        "with a:\n    pass",
        "if a:\n    pass",
        "print(a)\na = 2",
        "def g():\n    return a\ng()\na = 2",
        "def g():\n    return a\ndef h():\n    return g()\nh()\na = 2",
        "b = [x for a in range(3) for x in [a]], a",
        "del a",
    ],
)
def test_a_name_of_another_section_is_found(source):
    assert "the section 'Second' reads a, " in found(source)


@pytest.mark.parametrize("source", ["f(1)", "import math\nlist(map(f, [1]))", "g = f", "f(1) + a"])
def test_a_function_of_another_section_is_found(source):
    assert "reads f, made in the section 'First'" in found(source)


@pytest.mark.parametrize(
    "sources",
    [
        ("np.zeros(3)",),
        ("a = 2\na",),
        ("a = 2", "### More of it", "a"),
        ("a: int = 2\na",),
        ("import math as a\na",),
        ("import a.b\na",),
        ("from math import pi as a\na",),
        ("for a in range(3):\n    print(a)",),
        ("with open('x') as a:\n    print(a)",),
        ("try:\n    1\nexcept ValueError as a:\n    print(a)",),
        ("print(a := 3, a)",),
        ("(a, *b), c = x = [1, 2], 3\na, b, c, x",),
        ("b = [a for a in range(3)]",),
        ("b = [a for x in range(3) if (a := x)]",),
        ("b = (lambda a: a)(1)",),
        ("def g(a):\n    return a",),
        ("def g():\n    a = 1\n    return a",),
        ("def g():\n    return a\na = 2\ng()",),
        ("def g(k):\n    return g(k - 1)\ng(3)",),
        ("def g():\n    return h()\ndef h():\n    return g()\ng()",),
        ("class G:\n    a = 1\n    b = a",),
        ("np.a\nnp.array(a=1)",),
        ("'a'\nf'{1}'",),
        ("len(dir())\n__name__\ndisplay(1)",),
        ("match np:\n    case [a]:\n        print(a)",),
        ("%matplotlib inline",),  # told by another rule
    ],
)
def test_a_section_of_its_own_is_left_alone(sources):
    assert found(*sources) == ""


def test_what_is_said():
    assert found("b = a") == (
        "cell cell5: the section 'Second' reads a, made in the section 'First'"
    )
    assert found("b\nb = 1") == (
        "cell cell5: the section 'Second' reads b, which is made only later"
    )
    assert found("d") == "cell cell5: the section 'Second' reads d, which nobody makes"


def test_the_setup_cell_is_complete_in_itself():
    setup = "# Setup\ndef g():\n    return a"
    assert found("g()", setup=setup) == "cell cell1: # Setup reads a, made in the section 'First'"


def test_a_subsection_shares_with_its_section_and_not_with_the_next():
    parts = ["# T", "# Setup\nb = 1", "## A", "### One", "a = 1", "### Two", "a", "## B", "a"]
    (sentence,) = dependent(notebook(*parts))
    assert sentence == "cell cell8: the section 'B' reads a, made in the section 'A'"


def test_what_setup_made_keeps_its_value_for_all():
    """Else the section that comes later would not see the same alone as in its turn."""
    setup = "# Setup\na = 0\nc = 0"
    first = ["## First", "a = 1\nfor c in [1]:\n    pass"]
    (sentence,) = dependent(notebook("# T", setup, *first, "## Second", "a"))
    assert sentence == (
        "the section 'First' gives Setup's a another value, and the section 'Second' reads it"
    )
    assert dependent(notebook("# T", setup, *first, "## Second", "b = 1")) == []
    assert dependent(notebook("# T", "## Only prose")) == []


def test_the_setup_cell_says_that_it_is_one():
    assert unannounced(notebook("# T", "# no code")) == []
    assert unannounced({"cells": [{"cell_type": "code", "id": "b", "source": "# Setup\na"}]}) == []
    (sentence,) = unannounced({"cells": [{"cell_type": "code", "id": "b", "source": "a = 1"}]})
    assert sentence == "cell b: the first code cell does not begin with the comment # Setup"
