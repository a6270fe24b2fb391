"""Solutions and known mistakes of notebook 00's exercises."""


def target():
    return [0, 2, 0, 0, 0, 6]


def outputs(x, u):
    h = []
    last = 0.0
    for value in x:
        last = value + u * last
        h.append(last)
    return h


def swapped(x, u):
    h = []
    last = 0.0
    for value in x:
        last = u * value + last
        h.append(last)
    return h


def feeds_input_back(x, u):
    h = []
    before = 0.0
    for value in x:
        h.append(value + u * before)
        before = value
    return h


def quiz():
    """1 b, 2 c (0.9 to the power 50 is 0.005), 3 a, 4 c, 5 b, 6 c, 7 a, 8 b, 9 a, 10 c."""
    return "bcacbcabac"


def popular():
    return "aabaaababa"


SOLUTIONS = {"check_target": target, "check_outputs": outputs, "check_quiz": quiz}

MISTAKES = {
    "check_quiz": {"the popular answer is given each time": popular},
    "check_target": {
        "the calculator never starts again": lambda: [0, 2, 2, 0, 0, 8],
        "it prints the tally all the time": lambda: [2, 2, 0, 5, 6, 6],
        "the sum is printed one step early": lambda: [2, 0, 0, 0, 6, 0],
    },
    "check_outputs": {
        "u multiplies the input and not the last output": swapped,
        "the last input is fed back and not the last output": feeds_input_back,
    },
}
