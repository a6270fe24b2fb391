"""Marking number by number: what is carried forward, and what brings nothing."""

import math

import numpy as np
import pytest

from assignments.ps4_by_hand import marking, variants
from grading import entries, key

NAME = "ps4"
STUDENTS = ["", "ada", "学生"]


def said(table):
    """What a box says of a table."""
    arrays = {k: {"shape": [], "data": [float(v)], "dtype": "float64"} for k, v in table.items()}
    return {0: {"arrays": arrays}}


def marked(variant, student, changed):
    """The tables of this student with {label: table} in place of the right ones, marked."""
    tables = marking.tables(variant, student)
    right = {label: {e.name: e.right for e in table} for label, table in tables.items()}
    values = {label: said(table) for label, table in (right | changed).items()}
    questions = key.make(NAME, variant)["questions"]
    return entries.mark(questions, tables, values, dict.fromkeys(tables, ""))[0]


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_a_wrong_number_carried_through_everything_counts_once(variant):
    """One wrong number at the very beginning, and all the rest made from it."""
    tables = marking.tables(variant, "ada")
    known, changed = {}, {}
    first = next(entry for entry in tables["forward_0"] if entry.name == "g")
    for label, table in tables.items():
        for entry in table:
            known[entry.key] = 0.123456 if entry is first else entry.line(known)
        changed[label] = {entry.name: known[entry.key] for entry in table}
    found = marked(variant, "ada", changed)
    verdicts = [v for one in found.values() for v in one.verdicts.values()]
    assert verdicts.count(entries.WRONG) == 1
    assert verdicts.count(entries.CARRIED) > 30
    assert found["forward_0"].verdicts["g"] == entries.WRONG
    assert "The first wrong one is g, 0.123456." in found["forward_0"].message


@pytest.mark.parametrize("variant", variants.VARIANTS)
@pytest.mark.parametrize("fill", [0.0, 1.0, 0.5, -1.0, 1e9, math.nan, math.inf])
def test_one_number_everywhere_brings_nothing(variant, fill):
    for student in STUDENTS:
        tables = marking.tables(variant, student)
        changed = {label: {e.name: fill for e in table} for label, table in tables.items()}
        found = marked(variant, student, changed)
        right = sum(abs(e.right - fill) <= entries.BY_HAND for t in tables.values() for e in t)
        assert sum(round(m.share * len(tables[k])) for k, m in found.items()) == right


def test_numbers_thrown_at_random_bring_nothing():
    rng = np.random.default_rng(0)
    tables = marking.tables(0, "ada")
    changed = {label: {e.name: rng.normal() for e in table} for label, table in tables.items()}
    assert all(one.share == 0 for one in marked(0, "ada", changed).values())


def test_a_hundred_thousandth_is_near_enough():
    entry = marking.tables(0, "ada")["forward_0"][0]
    table = {e.name: e.right for e in marking.tables(0, "ada")["forward_0"]}
    for off, share in ((9e-6, 1.0), (1.1e-5, 5 / 6)):
        found = marked(0, "ada", {"forward_0": table | {"g": entry.right + off}})["forward_0"]
        assert found.share == pytest.approx(share)


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_zeros_after_right_numbers_are_gaps(variant):
    """From a zero everything else would follow, and be zero."""
    tables = marking.tables(variant, "ada")
    zeros = {entry.name: 0.0 for entry in tables["backward_1"]}
    right = {k: {e.name: e.right for e in tables[k]} for k in ("forward_0", "forward_1")}
    values = {label: said(table) for label, table in (right | {"backward_1": zeros}).items()}
    questions = key.make(NAME, variant)["questions"]
    found, remark = entries.mark(questions, tables, values, dict.fromkeys(tables, "-"))
    assert remark == ""
    assert found["forward_1"].share == 1
    assert found["backward_1"].share == 0
    assert found["step"].message == "-"
