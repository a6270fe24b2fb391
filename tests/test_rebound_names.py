"""A name that a slider's function reads is not given another value further down."""

import pytest

from tests.rebound_names import rebound


def found(*sources):
    cells = [{"cell_type": "code", "id": f"cell{k}", "source": s} for k, s in enumerate(sources)]
    return rebound({"cells": cells})


@pytest.mark.parametrize(
    "later",
    [
        "a = 2",
        "a, b = 2, 3",
        "a += 1",
        "for a in range(3):\n    pass",
        "with open('x') as a:\n    pass",
        "import numpy as a",
        "def a():\n    pass",
        "print(a := 3)",
    ],
)
@pytest.mark.parametrize(
    "reader",
    [
        "def f(x):\n    return x + a",
        "f = lambda x: x + a",
        "def f(x):\n    def g():\n        return a\n    return g()",
        "def f(x):\n    return [a for _ in x]",
        "class F:\n    def f(self):\n        return a",
    ],
)
def test_another_value_further_down_is_found(reader, later):
    (sentence,) = found("a = 1", reader, "b = 1", later)
    assert "reads a, to which cell cell3 gives another value" in sentence


@pytest.mark.parametrize(
    "sources",
    [
        ("a = 1", "def f(x):\n    return x + a", "b = 2"),
        ("a = 1", "a = 2", "def f(x):\n    return x + a"),
        ("def f(a):\n    return a", "a = 2"),
        ("def f():\n    a = 1\n    return a", "a = 2"),
        ("a = 1", "def f():\n    return a", "def g():\n    a = 2\n    return a"),
        ("a = 1", "def f():\n    return a", "b = [a for a in range(3)]"),
        ("a = 1", "b = [a for _ in range(3)]", "a = 2"),
        ("a = 1", "%matplotlib inline", "a = 2"),
    ],
)
def test_what_does_no_harm_is_left_alone(sources):
    assert found(*sources) == []
