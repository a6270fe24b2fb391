"""Which numbers a student has: drawn from the id. The notebook shows this very function."""

import hashlib


def numbers(student, salt="first year"):
    """The weights, inputs, labels and the step size that belong to this id."""
    name = " ".join(student.split()).casefold()  # Ada and ada are one
    drawn = iter(hashlib.sha256(f"{salt}: {name}".encode(errors="replace")).digest())

    def draw(low, step, how_many):
        return round(low + step * (next(drawn) % how_many), 2)

    mine = {}
    for k in "cifo":  # the weights of the candidate g carry the letter c
        mine[f"w_{k}"] = draw(0.3, 0.05, 13), draw(-0.85, 0.05, 12)
        mine[f"u_{k}"], mine[f"b_{k}"] = draw(0.25, 0.05, 14), draw(0.15, 0.05, 10)
    at_0 = draw(1.25, 0.05, 10), draw(0.35, 0.05, 8)
    at_1 = draw(0.6, 0.05, 8), draw(-1.1, 0.05, 10)
    mine["x"] = [at_0, at_1]
    mine["y"] = draw(-0.95, 0.05, 12), draw(1.25, 0.05, 12)
    mine["eta"] = draw(0.1, 0.05, 7)
    return mine
