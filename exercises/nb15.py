"""The checks of lecture 15, the founding experiments."""

import numpy as np

from exercises.report import compare
from experiments.intervals import Z, wilson
from lstm_core import adding_problem


def check_margin(student):
    """Exercise A: how far a prediction is from being imperfect."""

    def expected(logits, allowed):
        inside, outside = _split(logits, allowed)
        return min(inside) - max(outside)

    def legal(logits, allowed):
        inside, outside = _split(logits, allowed)
        return max(inside) - max(outside)

    def average(logits, allowed):
        inside, outside = _split(logits, allowed)
        return sum(inside) / len(inside) - max(outside)

    mistakes = {
        "only the most active of the allowed symbols counts": legal,
        "the sign is turned round": lambda **given: -expected(**given),
        "it compares the mean of the allowed symbols, not the least": average,
    }
    cases = [
        {"logits": [2.5, -0.5, 1.25, 0.75, -1.0], "allowed": [True, False, True, False, False]},
        {"logits": [0.5, 1.5, -0.25, 3.0, 1.0], "allowed": [False, True, False, True, True]},
        {"logits": [0.1, 0.9, 0.3, -2.0, 0.2], "allowed": [False, False, True, True, False]},
    ]
    return compare(student, expected, cases, mistakes, name="margin")


def _split(logits, allowed):
    pairs = list(zip(logits, allowed, strict=True))
    return [z for z, yes in pairs if yes], [z for z, yes in pairs if not yes]


def check_low_end(student):
    """Exercise B: the lower end of Wilson's interval."""

    def expected(k, n, z):
        return wilson(k, n, z)[0]

    def naive(k, n, z):
        p = k / n
        return p - z * np.sqrt(p * (1 - p) / n)

    mistakes = {
        "it is the simple interval, which is a single point at n of n": naive,
        "it is the upper end": lambda k, n, z: wilson(k, n, z)[1],
        "it is the middle of the interval": lambda k, n, z: sum(wilson(k, n, z)) / 2,
    }
    cases = [{"k": 17, "n": 20, "z": Z}, {"k": 3, "n": 11, "z": 1.5}, {"k": 5, "n": 5, "z": Z}]
    return compare(student, expected, cases, mistakes, name="low end")


def check_target(student):
    """Exercise C: what is to be said at the end of a sequence of the adding problem."""

    def expected(numbers, marks):
        return 0.5 + sum(x for x, mark in zip(numbers, marks, strict=True) if mark == 1) / 4

    def all_marks(numbers, marks):
        return 0.5 + sum(x for x, mark in zip(numbers, marks, strict=True) if mark != 0) / 4

    def as_factors(numbers, marks):
        return 0.5 + sum(x * mark for x, mark in zip(numbers, marks, strict=True)) / 4

    mistakes = {
        "the marks of the first and the last step are counted, too": all_marks,
        "a mark of -1 subtracts its number; it only marks an end": as_factors,
        "the one half is missing": lambda **given: expected(**given) - 0.5,
        "the sum is halved, not divided by four": lambda **given: 2 * expected(**given) - 0.5,
    }
    cases = []
    for seed in (2, 5, 7):
        x, _, _ = adding_problem(np.random.default_rng(seed), 12)
        cases.append({"numbers": x[:, 0, 0].tolist(), "marks": x[:, 0, 1].tolist()})
    return compare(student, expected, cases, mistakes, name="target")
