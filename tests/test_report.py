"""``compare`` says what is wrong, names known mistakes, and survives whatever is submitted."""

import numpy as np
import pytest

from exercises import Report, compare
from exercises.weights import tried

CASES = [{"x": np.array([1.0, 2.0, 4.0]), "u": 0.5}, {"x": np.array([-1.0, 3.0, 0.5]), "u": -1.5}]


def right(x, u):
    return u * x + 1.0


def double(x, u):
    return {"h": u * x, "c": u + np.sum(x)}


MISTAKES = {"the 1 is forgotten": lambda x, u: u * x, "u is forgotten": lambda x, u: x + 1.0}


def answer(student, expected=right, **options):
    return compare(student, expected, CASES, MISTAKES, **options)


def test_the_right_function_in_other_words():
    report = answer(lambda x, u: (x * u + 2.0) - 1.0)
    assert report.right
    assert repr(report) == "Right. It agrees in 2 cases."
    assert "✓" in report._repr_html_()


def test_a_forgotten_return_is_told_from_a_stub():
    def stub(x):
        """What is asked for."""
        ...

    def forgotten(x):
        2 * x

    reports = [compare(f, lambda x: 2 * x, [{"x": 1.0}]) for f in (stub, forgotten)]
    assert [report.status for report in reports] == ["not done yet"] * 2
    assert [("return" in report.message) for report in reports] == [False, True]


@pytest.mark.parametrize("result", [None, ..., (None, ...), [...]])
def test_a_stub_is_not_done_yet(result):
    report = answer(lambda x, u: result)
    assert report.status == "not done yet"
    assert repr(report).startswith("Not done yet.")
    assert not report.right
    assert answer(...).status == answer(None).status == "not done yet"


def test_a_known_mistake_is_named_and_the_place_is_shown():
    report = answer(lambda x, u: x * u)
    assert (report.status, report.mistake) == ("not yet right", "the 1 is forgotten")
    assert (report.array, report.where) == ("result", (0,))
    assert (report.expected, report.got) == (1.5, 0.5)
    assert repr(report) == (
        "Not yet right. For x = [1.0, 2.0, 4.0], u = 0.5: result[0]: 1.5 is expected, got 0.5.\n"
        "This is what comes out when the 1 is forgotten."
    )


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ({"u": 1 / 3, "x": np.array([0.5, -2 / 3])}, "u = 0.3333, x = [0.5, -0.6667]"),
        ({"x": list(np.array([1 / 3, 5.0])), "n": 123456789}, "x = [0.3333, 5.0], n = 123456789"),
        ({"x": np.arange(1, 9) / 3}, "x = [0.3333, 0.6667, 1.0, 1.333, 1.667, 2.0, ...]"),
        (
            {name: np.arange(1, 9) / 3 for name in "abcdefgh"},
            ", ".join(f"{name} = [0.3333, 0.6667, ...]" for name in "abcdefgh"),
        ),
    ],
)
def test_a_case_is_told_in_few_digits_and_a_long_one_in_few_numbers(case, told):
    report = compare(lambda **given: 0, lambda **given: 1, [case])
    assert report.message == f"For {told}: result: 1 is expected, got 0."


def test_an_unknown_mistake_is_not_named():
    report = answer(lambda x, u: x * u + 1.0 + 1e-6 * (x == 2.0))
    assert (report.mistake, report.where) == ("", (1,))
    # right in the first case, a known mistake in the second: not explained by the mistake
    assert answer(lambda x, u: x * u + (u > 0)).mistake == ""


def test_a_mistake_that_gives_nan_is_named():
    mistakes = {"a logarithm of a negative number is taken": lambda x, u: np.log(x - 5.0)}
    report = compare(lambda x, u: np.log(x - 5.0), right, CASES, mistakes)
    assert report.mistake == "a logarithm of a negative number is taken"
    assert not compare(lambda x, u: x * np.nan, right, CASES, mistakes={}).right


def test_rounding_is_no_mistake():
    assert answer(lambda x, u: (u * x + 1.0) * (1 + 1e-12)).right
    assert not answer(lambda x, u: (u * x + 1.0) * (1 + 1e-8)).right


@pytest.mark.parametrize(
    ("student", "sentence"),
    [
        (lambda x, u: np.nan * x, "got nan"),
        (lambda x, u: right(x, u)[:2], "a list of 3 is expected, got a list of 2"),
        (lambda x, u: right(x, u)[:, None], "a list of 3 is expected, got shape (3, 1)"),
        (lambda x, u: 1.0, "a list of 3 is expected, got a single number"),
        (lambda x, u: "three", "real numbers, got 'three'"),
        (lambda x, u: right(x, u).astype(str), "real numbers"),
        (lambda x, u: right(x, u) + 1j, "real numbers"),
        (lambda x, u: [[1.0], [1.0, 2.0]], "real numbers"),
        (lambda x, u: (n for n in x), "real numbers"),
        (lambda x, u: {"h": x}, "real numbers"),
        (lambda x, u: x if u > 0 else None, "expected"),
        (lambda x: x, "TypeError"),
        (lambda x, u: 1 // 0, "ZeroDivisionError"),
        (3.0, "A function is asked for, this is 3.0"),
        ("text", "A function is asked for"),
    ],
)
def test_what_is_wrong_is_said(student, sentence):
    report = answer(student)
    assert report.status == "not yet right"
    assert sentence in repr(report)


def test_the_line_that_raises_is_shown():
    def student(x, u):
        h = u * x
        return h[7]

    first = student.__code__.co_firstlineno
    place = f"line {first + 2} of the cell, `return h[7]`, raises IndexError"
    assert place in repr(answer(student))


def test_the_line_is_the_students_where_the_check_wraps_the_answer():
    def weights():
        return 1 // 0

    wrapped = tried(weights, ("w", "b"), lambda x, w, b: w * x + b)
    place = f"line {weights.__code__.co_firstlineno + 1} of the cell, `return 1 // 0`, raises Zero"
    assert place in repr(compare(wrapped, lambda x: 2 * x, [{"x": 1.0}]))


@pytest.mark.parametrize("chosen", [(1, 2, 3), (1,), 1, ("1", "2"), (1, 2j), {"w": 1}, "text"])
def test_weights_are_so_many_numbers(chosen):
    wrapped = tried(lambda: chosen, ("w", "b"), lambda x, w, b: w * x + b)
    report = compare(wrapped, lambda x: 2 * x, [{"x": 1.0}])
    assert report.message.startswith("2 numbers are asked for (w, b), got ")


def test_code_is_set_as_code():
    def student(x, u):
        return x["<b>"]

    assert "<code>return x[&quot;&lt;b&gt;&quot;]</code>" in answer(student)._repr_html_()


def test_nothing_that_a_submission_does_gets_out():
    class Nasty:
        def __array__(self, *_, **__):
            raise RuntimeError

        def __repr__(self):
            raise RuntimeError

        def __deepcopy__(self, memo):
            raise RuntimeError

    class NastyError(Exception):
        def __str__(self):
            raise RuntimeError

    def recursive(x, u):
        return recursive(x, u)

    def leaving(x, u):
        raise SystemExit

    def failing(x, u):
        raise NastyError

    for student in (Nasty(), lambda x, u: Nasty(), recursive, leaving, failing):
        report = answer(student)
        assert isinstance(report, Report)
        assert report.status == "not yet right"
        assert repr(report)
        assert report._repr_html_()


def test_the_inputs_are_not_changed():
    def student(x, u):
        x *= u
        x += 1.0
        return x

    before = CASES[0]["x"].copy()
    assert answer(student).right
    assert np.array_equal(CASES[0]["x"], before)


def test_results_with_names():
    def check(student):
        return compare(student, double, CASES, {"c is doubled": twice})

    def twice(x, u):
        return {"h": u * x, "c": 2 * (u + np.sum(x))}

    assert check(lambda x, u: (u * x, u + sum(x))).right
    assert check(double).right
    assert check(lambda x, u: (u * x, 2 * u + 2 * sum(x))).mistake == "c is doubled"
    assert check(lambda x, u: (u * x, 0.0)).array == "c"
    assert "c is missing" in repr(check(lambda x, u: {"h": u * x}))
    assert "2 results are asked for (h, c)" in repr(check(lambda x, u: u * x))
    assert check(lambda x, u: (..., ...)).status == "not done yet"


def test_a_value_is_asked_for():
    def check(value):
        return compare(value, 0.84, mistakes={"the sign is turned round": -0.84}, name="u*")

    assert check(0.84).right
    assert check(...).status == "not done yet"
    assert check(-0.84).mistake == "the sign is turned round"
    assert repr(check(1)) == "Not yet right. u*: 0.84 is expected, got 1."
    assert "real numbers" in repr(check(lambda: 0.84))


def test_html_is_escaped():
    assert "<script>" not in answer("<script>")._repr_html_()
