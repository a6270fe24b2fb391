"""The example with visible inputs: it can cost nothing; and where to read again."""

import json
import re
from html import unescape
from urllib.parse import unquote

import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from grading import key as keys
from grading import source, visible
from grading.box import Limits
from grading.box.rooms import furnished
from grading.box.run import run
from grading.reports.handback import section
from tests.notebook_text import NOTEBOOKS, read
from tests.notebook_text import source as text_of

NAMES = [path.parent.name for path in sorted(source.ASSIGNMENTS.glob("*/*.ipynb"))]


@pytest.mark.parametrize("name", NAMES)
def test_each_question_says_where_to_read_again(name):
    lectures = {path.stem: path for path in NOTEBOOKS}
    key = keys.make(name)
    labels = {one["label"] for one in [*key["questions"], *key["by_hand"]]}
    there = visible.returned(name).READ
    assert set(there) == labels
    each = [key | {"variant": variant} for variant in source.variants(name)]
    places = {visible.where(one, label) for one in each for label in labels}
    for lecture, title in places:
        texts = [text_of(cell) for cell in read(lectures[lecture])["cells"]]
        assert any(re.search(rf"^#+ {re.escape(title)}$", text, re.M) for text in texts), title


FUNCTION = "import os\ndef f(x):\n    if x == 417:\n        {}\n    return 2 * x\n"
JOB = {
    "cells": [],
    "questions": [
        {
            "label": "q",
            "function": "f",
            "returns": ["y"],
            "calls": [{"x": 3}],
            "visible": {"x": 417},
        }
    ],
}  # fmt: skip


@pytest.mark.parametrize("line", ["os._exit(0)", "raise ValueError", "while True: pass", "pass"])
def test_what_happens_in_the_visible_example_costs_nothing(line):
    job = JOB | {"cells": [{"label": "q", "source": FUNCTION.format(line)}]}
    with furnished({"shapes": []}) as room:
        done = run(job, room, Limits(seconds=0.8), boxed=False, confirm=0)
    assert done.values["q"][0]["arrays"]["y"]["data"] == [6.0]
    assert "call:q" not in done.left_out
    assert ("arrays" in done.shown.get("q", {})) == (line == "pass")


def test_a_function_that_ends_the_program_is_not_called_for_the_example():
    code = "import os\ndef f(x):\n    os._exit(0)\n"
    job = JOB | {"cells": [{"label": "q", "source": code}]}
    with furnished({"shapes": []}) as room:
        done = run(job, room, Limits(seconds=0.8), boxed=False, confirm=0)
    assert done.left_out == {"call:q": "died", "show:q": "not tried"}
    assert done.shown == {}


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_each_variant_are_small_and_always_the_same(name):
    for variant in source.variants(name):
        marking = keys.marking({"assignment": name, "variant": variant})
        shown = visible.calls(name, marking)
        assert shown == visible.calls(name, marking)
        assert bool(shown) == (name != "ps4_by_hand")
        assert len(json.dumps(shown)) < 12_000
        for label in shown:
            _, expected = visible.example(name, marking, label)
            assert all(value.size <= visible.MOST for value in expected.values())


def test_a_link_leads_to_the_anchor_that_the_lectures_pages_have():
    """Of `make html`, which stands on nbconvert."""
    for name in NAMES:
        key = keys.make(name)
        for label, (_, title) in visible.returned(name).READ.items():
            found = section(key, label, "https://there/html/")
            made = unescape(markdown2html_mistune(f"## {title}"))
            assert f'id="{unquote(found["link"].split("#")[1])}"' in made
            assert found["link"].startswith("https://there/html/")
