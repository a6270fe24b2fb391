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


SOLUTIONS = {"check_target": target, "check_outputs": outputs}

MISTAKES = {
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
