"""The checks of lecture 15, the founding experiments."""

import functools
from dataclasses import replace

import numpy as np

from exercises.report import NOT_RIGHT, compare
from experiments.intervals import Z, wilson
from lstm_core import adding_problem


def check_margin(student):
    """Exercise A: how far a prediction is from being imperfect."""

    def by(inside=min, outside=max, before=np.asarray):
        """inside of the allowed symbols minus outside of the others, after `before`."""

        def margin(logits, allowed):
            z = before(logits)
            return inside(z[allowed]) - outside(z[~allowed])

        return margin

    def masked(logits, allowed):
        return min(logits * allowed) - max(logits * ~allowed)

    def softmax(logits):
        return np.exp(logits) / np.sum(np.exp(logits))

    expected = by()
    mistakes = {
        "it says only whether the step is perfect, and True counts as 1; how far is asked for": (
            lambda **given: expected(**given) > 0
        ),
        "only the most active of the allowed symbols counts": by(inside=max),
        "the least active of the others is taken; the most active is what has to be beaten": by(
            outside=min
        ),
        "the sign is turned round": lambda **given: -expected(**given),
        "the sign is lost: below zero the step is not perfect": lambda **given: abs(
            expected(**given)
        ),
        "a margin below zero is cut off": lambda **given: max(0.0, expected(**given)),
        "the allowed symbols and the others have changed places": lambda logits, allowed: expected(
            logits, ~allowed
        ),
        "it compares the mean of the allowed symbols, not the least": by(inside=np.mean),
        "the most active of all symbols is taken, not that of the others": (
            lambda logits, allowed: min(logits[allowed]) - max(logits)
        ),
        "a softmax comes first: the margin of the logits is asked for, not of shares": by(
            before=softmax
        ),
        "the logits are multiplied by the mask: the zeros then count as logits, too": masked,
    }
    cases = [
        {"logits": [2.5, -0.5, 1.25, 0.75, -1.0], "allowed": [True, False, True, False, False]},
        {"logits": [0.5, 1.5, -0.25, 3.0, 0.8], "allowed": [False, True, False, True, True]},
        {"logits": [0.1, 0.9, 0.3, -2.0, 0.2], "allowed": [False, False, True, True, False]},
        {"logits": [-1.5, -0.7, -2.0, -1.1], "allowed": [False, True, False, False]},
    ]
    cases = [{name: np.array(values) for name, values in case.items()} for case in cases]
    return compare(_arrays_or_lists(student), expected, cases, mistakes, name="margin")


def _arrays_or_lists(student):
    """The student's function of arrays; if it can't work with them, the same with lists.

    Both ``logits[allowed]`` and ``marks.index(1)`` are right ways, and no object knows both.
    """
    if not callable(student):
        return student

    @functools.wraps(student)
    def either(**given):
        lists = {name: values.tolist() for name, values in given.items()}
        try:
            return student(**given)
        except Exception as error:
            try:
                return student(**lists)
            except Exception:
                raise error from None

    return either


def check_low_end(student):
    """Exercise B: the lower end of Wilson's interval."""

    def expected(k, n, z):
        return wilson(k, n, z)[0]

    def root(p, n, z):
        return z * np.sqrt(p * (1 - p) / n + (z / n) ** 2 / 4)

    def of(function):
        """A mistake, written for the share p = k / n and q = z^2 / n."""
        return lambda k, n, z: function(p=k / n, q=z**2 / n, n=n, z=z)

    def end_with(other):
        """The lower end, with another root."""
        return of(lambda p, q, n, z: (p + q / 2 - other(p, n, z)) / (1 + q))

    mistakes = {
        "it is the interval p - z sqrt(p (1 - p) / n), which is a single point at n of n": of(
            lambda p, q, n, z: p - z * np.sqrt(p * (1 - p) / n)
        ),
        "it is the upper end": lambda k, n, z: wilson(k, n, z)[1],
        "it is the middle of the interval": lambda k, n, z: sum(wilson(k, n, z)) / 2,
        "(15.2) is taken for every k; it holds for n of n only": of(
            lambda p, q, n, z: n / (n + z**2)
        ),
        "the n above the line of (15.2) is replaced by k, which solves (15.1) for n of n only": of(
            lambda p, q, n, z: p * n / (n + z**2)
        ),
        "z is not squared": lambda k, n, z: expected(k, n, np.sqrt(z)),
        "z is taken to be 1.96, whatever is given": lambda k, n, z: expected(k, n, 1.96),
        "the division by 1 + q is forgotten, q being z^2 / n": of(
            lambda p, q, n, z: p + q / 2 - root(p, n, z)
        ),
        "only the root is divided by 1 + q: the rest needs brackets": of(
            lambda p, q, n, z: p + q / 2 - root(p, n, z) / (1 + q)
        ),
        "it is divided by 2 and then multiplied by a: / 2 * a stands where / (2 * a) should": of(
            lambda p, q, n, z: (p + q / 2 - root(p, n, z)) * (1 + q)
        ),
        "b stands where -b should in the formula of the quadratic equation": (
            lambda k, n, z: -wilson(k, n, z)[1]
        ),
        "the middle is k/n; it lacks its q/2, q being z^2 / n": of(
            lambda p, q, n, z: (p - root(p, n, z)) / (1 + q)
        ),
        "nothing is divided by n: q is z^2 / n": of(
            lambda p, q, n, z: (p + z**2 / 2 - root(p, 1, z)) / (1 + z**2)
        ),
        "under the root p (1 - p) is not divided by n": end_with(
            lambda p, n, z: z * np.sqrt(p * (1 - p) + (z / n) ** 2 / 4)
        ),
        "what is under the root is not divided by n": end_with(
            lambda p, n, z: root(p, n, z) * np.sqrt(n)
        ),
        "the last term under the root is z^2 / (4 n); it should be z^2 / (4 n^2)": end_with(
            lambda p, n, z: z * np.sqrt(p * (1 - p) / n + z**2 / n / 4)
        ),
        "the root is not multiplied by z": end_with(lambda p, n, z: root(p, n, z) / z),
        "no root is drawn": end_with(lambda p, n, z: root(p, n, z) ** 2),
    }
    cases = [{"k": 17, "n": 20, "z": Z}, {"k": 3, "n": 11, "z": 1.5}, {"k": 5, "n": 5, "z": Z}]
    report = compare(student, expected, cases, mistakes, name="low end")
    # A grid with steps of 0.001 is up to one per cent of 3 of 11 away; no mistake above is so near.
    near = report.status == NOT_RIGHT and not report.mistake
    if near and compare(student, expected, cases, tolerance=0.01).right:
        hint = "p is searched for or rounded: it is near, but (15.1) is to be solved by a formula"
        told = f"{report.message}\nThis is what comes out when {hint}, to all digits."
        return replace(report, message=told, mistake=hint)
    return report


def check_target(student):
    """Exercise C: what is to be said at the end of a sequence of the adding problem."""
    cases, answers = [], {}
    for seed in (2, 5, 7):  # with seed 5 the first step is one of the two to add: its mark is 1
        x, y, _ = adding_problem(np.random.default_rng(seed), 12)
        cases.append({"numbers": x[:, 0, 0], "marks": x[:, 0, 1]})
        answers[x[:, 0, 0].tobytes()] = y[-1].item()

    def expected(numbers, marks):
        return answers[numbers.tobytes()]

    def sums(which, whole=lambda total: 0.5 + total / 4):
        """The target made of another sum: of the numbers whose marks are so."""
        return lambda numbers, marks: whole(np.sum(numbers[which(marks)]))

    def but(whole):
        """The target made of the right sum in another way."""
        return sums(lambda marks: marks == 1, whole)

    mistakes = {
        "the marks of the first and the last step are counted, too": sums(lambda m: m != 0),
        "a mark of -1 subtracts its number; it only marks an end": (
            lambda numbers, marks: 0.5 + np.sum(numbers * marks) / 4
        ),
        "the numbers without a mark are added, too": sums(lambda m: m >= 0),
        "all numbers are added; only the two that are marked should be": sums(lambda m: m == m),
        "the two marked numbers are left out, and the others are added": sums(lambda m: m != 1),
        "only the first of the two marked numbers is added": (
            lambda numbers, marks: 0.5 + numbers[marks == 1][0] / 4
        ),
        "only the last of the two marked numbers is added": (
            lambda numbers, marks: 0.5 + numbers[marks == 1][-1] / 4
        ),
        "no number is added: each mark has to be compared with one, not the whole list": (
            lambda numbers, marks: 0.5
        ),
        "the one half is missing": but(lambda total: total / 4),
        "the sum is halved, not divided by four": but(lambda total: 0.5 + total / 2),
        "the sum is not divided by four": but(lambda total: 0.5 + total),
        "the one half is divided by four, too: only the sum should be": but(
            lambda total: (0.5 + total) / 4
        ),
        "the mean of the two numbers is divided by four; their sum should be": but(
            lambda total: 0.5 + total / 8
        ),
        "the bare sum is returned: (15.4) has a quarter of it, and one half": but(
            lambda total: total
        ),
    }
    return compare(_arrays_or_lists(student), expected, cases, mistakes, name="target")
