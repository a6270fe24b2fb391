"""A training step by hand: everybody's own numbers, marked one by one."""

import inspect
import json

import nbformat
import pytest

from assignments.ps4_by_hand import kinds, lines, marking, mistakes, variants
from assignments.ps4_by_hand.numbers import numbers
from grading import entries, grade, key, release, source
from grading.check import check
from grading.reading import assigned
from grading.reports import looks
from tests.grading import proof
from tests.grading.right_ps4 import RIGHT
from tests.grading.test_entries import marked

NAME = "ps4"
POINTS = dict(zip(lines.LABELS, (6, 6, 8, 8, 12, 12), strict=True))
STUDENTS = ["", "ada", "Bob van 't Hoff", "s1234567", "学生 \udcff"]


def signed(notebook, student):
    """The notebook with this id in it."""
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        cell["source"] = text.replace('student = ""', f"student = {json.dumps(student)}")
    return notebook


def result_of(notebook, variant=0, student=None):
    data = release.as_bytes(notebook)
    return grade(data, key.make(NAME, variant), 1, student=student, boxed=False)


def test_the_formats_own_judge_accepts_it():
    nbformat.validate(nbformat.from_dict(source.notebook(NAME)))


def test_the_notebook_shows_the_markers_own_function():
    shown = next(cell.text for cell in source.cells(NAME) if cell.label == "numbers")
    assert shown == inspect.getsource(numbers).rstrip("\n")
    for variant, kind in kinds.KINDS.items():
        space = {}
        cells = {cell.label: cell.text for cell in source.cells(NAME, variant)}
        exec("import hashlib\n" + cells["numbers"], space)
        for student in STUDENTS:
            assert space["numbers"](student) == numbers(student, kind.salt)
    every = [repr(numbers(one, kind.salt)) for one in STUDENTS for kind in kinds.KINDS.values()]
    assert len(set(every)) == 25
    assert numbers(" ADA ") == numbers("ada")


def test_the_key_has_points_and_names_and_no_answer():
    made = key.make(NAME)
    assert {one["label"]: one["points"] for one in made["questions"]} == POINTS
    assert made["by_hand"] == [{"label": "explain", "points": 4}]
    assert not [word for word in ("0.", "def ", "lambda") if word in json.dumps(made)]


def test_nothing_of_the_solutions_is_released():
    for variant in variants.VARIANTS:
        notebook = json.dumps(release.student_notebook(NAME, variant), ensure_ascii=False)
        own = proof.lines_of_solutions(NAME)
        assert len(own) > 25
        assert [one for one in own if json.dumps(one)[1:-1] in notebook] == []
        assert "SOLUTION" not in notebook
        assert "Rubric" not in notebook


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_model_and_untouched(variant):
    for student in ("", "ada"):
        model = signed(release.model_notebook(NAME, variant), student)
        assert result_of(model, variant, student)["points"] == 52
    result = result_of(release.student_notebook(NAME, variant), variant)
    assert result["points"] == 0
    assert all("NotImplementedError" in note for note in result["notes"])
    assert all(one["message"].endswith("not done yet.") for one in result["questions"])


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_the_visible_checks_pass_for_any_id(variant):
    model = release.model_notebook(NAME, variant)
    texts = ["".join(c["source"]) for c in model["cells"] if c["cell_type"] == "code"]
    for k in range(60):
        space = {"print": lambda *_: None}
        for text in texts:
            exec(text.replace('student = ""', f'student = "student {k}"'), space)


def test_the_visible_checks_say_not_done_for_the_rest():
    untouched = check(NAME, proof.released(NAME))
    assert [line.split(": ")[1] for line in untouched] == ["not done yet"] * 6
    assert [line[0] for line in check(NAME, proof.model(NAME))] == ["✓"] * 6


@pytest.mark.parametrize("variant", variants.VARIANTS)
@pytest.mark.parametrize("student", STUDENTS)
def test_the_lines_agree_with_the_core(variant, student):
    known, number = {}, 0
    for table in marking.tables(variant, student).values():
        for entry in table:
            known[entry.key] = entry.line(known)
            assert abs(known[entry.key] - entry.right) < 1e-12
            number += 1
    assert number == (52 if variant == 1 else 60)


@pytest.mark.parametrize("variant", variants.VARIANTS)
@pytest.mark.parametrize("student", STUDENTS)
def test_every_slip_is_named_and_costs_its_own_numbers_only(variant, student):
    tables = marking.tables(variant, student)
    for label, question in marking.questions(variant).items():
        for words in question.mistakes:
            wrong = marking.wrong_table(variant, label, words, student)
            found = marked(variant, student, {label: wrong})
            assert found[label].mistake == words
            assert words in found[label].message
            guilty = [e.name for e in tables[label] if words in e.slips]
            off = [k for k, verdict in found[label].verdicts.items() if verdict == entries.WRONG]
            assert off
            assert set(off) <= set(guilty)
            assert all(found[other].share == 1 for other in tables if other != label)


def test_there_are_mistakes_enough():
    assert sum(map(len, mistakes.MISTAKES.values())) >= 25
    for variant in variants.VARIANTS:
        assert sum(len(q.mistakes) for q in marking.questions(variant).values()) >= 25
    known = {
        w for v in variants.VARIANTS for q in marking.questions(v).values() for w in q.mistakes
    }
    said_of = {words for table in mistakes.MISTAKES.values() for words in table.values()}
    assert known == said_of  # none that no variant has


def test_a_notebook_that_calculates_carries_its_own_slip():
    code = proof.with_function(
        release.model_notebook(NAME),
        'def forward_0():\n    x1, x2 = mine["x"][0]\n'
        '    z = {k: mine[f"w_{k}"][0] * x1 + mine[f"w_{k}"][1] * x2 + mine[f"b_{k}"]\n'
        '         for k in "cifo"}\n'
        '    g, i, f, o = logistic(z["c"]), logistic(z["i"]), logistic(z["f"]), logistic(z["o"])\n'
        '    return {"g": g, "i": i, "f": f, "o": o, "c": i * g, "h": o * tanh(i * g)}\n',
        "forward_0",
    )
    result = result_of(signed(code, "ada"), student="ada")
    assert result["points"] == 51
    assert "goes through the logistic" in result["questions"][0]["message"]
    assert result["questions"][0]["entries"]["h"] == "carried forward"


def test_what_is_left_open_costs_itself():
    half = proof.with_function(
        release.model_notebook(NAME),
        "_all = {}\ndef backward_1():\n    return dict(eps=forward_1()['h'] - mine['y'][1], dh=...,"
        " dc='0.5', pre_g=None, pre_i=True, pre_f=1j, pre_o=[0.1], back=float('nan'))\n",
        "backward_1",
    )
    result = result_of(half)
    asked = next(one for one in result["questions"] if one["label"] == "backward_1")
    assert asked["points"] == 1
    assert "No number yet: dh, dc, pre_g, pre_i, pre_f, pre_o." in asked["message"]
    assert "The first wrong one is back, nan." in asked["message"]


def test_the_numbers_are_those_of_the_one_who_hands_in():
    model = signed(release.model_notebook(NAME), "ada")
    assert result_of(model, student="ada")["notes"] == []
    assert result_of(model, student=" ADA")["points"] == 52
    result = result_of(model, student="eve")
    assert result["points"] < 12
    assert result["notes"][0] == entries.FOREIGN
    assert "says that it is ada's; it was handed in by eve" in result["notes"][1]
    assert "it would have 52 points" in result["notes"][1]
    for note in result["notes"]:  # a person is asked to look at it
        assert any(words in note for words in looks.STRANGE)
    assert result_of(model)["points"] == 52  # nobody is named: the notebook's own


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('student = "ada"', "ada"),
        ("student='ada'  # my id", "ada"),
        ('student = ""  # your id\nstudent = "ada"', "ada"),
        ("student = f(x)", ""),
        ('students = "ada"', ""),
        ("", ""),
    ],
)
def test_the_id_is_read_as_text(text, name):
    assert assigned([{"label": "student", "kind": "code", "source": text}], "student") == name


@pytest.mark.parametrize("name", RIGHT)
def test_other_ways_of_being_right(name):
    result, told = proof.marks(NAME, proof.answered(NAME, RIGHT[name]))
    assert result["points"] == 52, told


def test_there_are_ten_other_ways():
    assert len(RIGHT) >= 10
