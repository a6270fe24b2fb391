"""The checks of notebook 00's exercises."""

from exercises.quiz import mark
from exercises.report import compare
from lstm_core import calculator_rnn, calculator_target


def check_target(student):
    """Exercise A: what the calculator prints for 2, 0, 0, 5, 1, 0."""
    x = [2.0, 0.0, 0.0, 5.0, 1.0, 0.0]
    return compare(
        student,
        lambda: calculator_target(x),
        cases=[{}],
        mistakes={
            "the calculator never starts again": lambda: [0, 2, 2, 0, 0, 8],
            "it prints the tally all the time": lambda: [2, 2, 0, 5, 6, 6],
            "the sum is printed one step early": lambda: [2, 0, 0, 0, 6, 0],
        },
        name="y",
    )


def check_outputs(student):
    """Exercise B: equation (0.1) as a loop."""

    def expected(x, u):
        cell, params = calculator_rnn(u)
        return cell.forward(params, x).h.ravel()

    return compare(
        student,
        expected,
        cases=[
            {"x": [1.0, 2.0, 1.0, 0.0], "u": 1.0},
            {"x": [1.5, -2.0, 0.0, 4.0, 0.5], "u": -0.7},
            {"x": [3.0], "u": 2.0},
        ],
        mistakes={
            "u multiplies the input and not the last output": _swapped,
            "the last input is fed back and not the last output": _feeds_input_back,
        },
        name="h",
    )


def check_quiz(student):
    """The ten questions: how many are right, and where to look, not which."""
    return mark(
        student, key="bcacbcabac", popular="aabaaababa", lectures=(1, 2, 2, 3, 3, 4, 5, 5, 6, 7)
    )


def _swapped(x, u):
    h, last = [], 0.0
    for value in x:
        last = u * value + last
        h.append(last)
    return h


def _feeds_input_back(x, u):
    return [value + u * last for value, last in zip(x, [0.0, *x[:-1]], strict=True)]
