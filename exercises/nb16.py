"""The checks of lecture 16, reading digits."""

import numpy as np

from exercises.report import compare
from experiments.digit_images import Images, signal
from experiments.digit_training import at_the_end
from experiments.digits import verdict


def check_rows(student):
    """Exercise A: images as sequences of rows."""

    def expected(pixels):
        return signal(pixels, 8)

    mistakes = {
        "the images come first, and the steps second": lambda pixels: pixels.copy(),
        "the columns are read, not the rows": lambda pixels: pixels.transpose(2, 0, 1).copy(),
        "the steps come first, but each has a pixel of every row": lambda pixels: pixels.reshape(
            8, -1, 8
        ),
    }
    rng = np.random.default_rng(16)
    cases = [{"pixels": rng.integers(0, 17, size=(B, 8, 8)) / 16} for B in (3, 5)]
    return compare(student, expected, cases, mistakes, name="x")


def check_dlogits(student):
    """Exercise B: equation (16.2)'s first half, for a batch."""

    def expected(logits, digits):
        return at_the_end(logits, digits)[1]

    def of(logits, digits, *, every=False, target=1.0, mean=True, sign=1.0):
        e = np.exp(logits - logits.max(axis=-1, keepdims=True))
        said = e / e.sum(axis=-1, keepdims=True)
        said[:, range(len(digits)), digits] -= target
        said *= sign / (len(digits) if mean else 1)
        if not every:
            said[:-1] = 0.0
        return said

    def slip(**which):
        return lambda logits, digits: of(logits, digits, **which)

    mistakes = {
        "every step is asked, and not only the last": slip(every=True),
        "nothing is subtracted for the right digit": slip(target=0.0),
        "the mean over the batch is forgotten": slip(mean=False),
        "the sign is turned round": slip(sign=-1.0),
    }
    rng = np.random.default_rng(17)
    cases = [
        {"logits": rng.normal(size=(T, B, 10)), "digits": rng.integers(0, 10, size=B)}
        for T, B in ((4, 3), (2, 5))
    ]
    return compare(student, expected, cases, mistakes, name="dlogits")


def check_confusion(student):
    """Exercise C: what was taken for what."""

    def expected(right, said):
        return np.array(verdict(Images(None, right, None), said)["confusion"], float)

    def swapped(right, said):
        return expected(said, right)

    def once(right, said):
        return np.minimum(expected(right, said), 1.0)

    def errors(right, said):
        return expected(right, said) * (1 - np.eye(10))

    def shares(right, said):
        return expected(right, said) / len(right)

    mistakes = {
        "rows and columns are swapped": swapped,
        "a pair that comes up again is not counted again": once,
        "the right ones are left out": errors,
        "shares are given, not counts": shares,
    }
    rng = np.random.default_rng(18)
    cases = []
    for _ in range(2):
        right = rng.integers(0, 10, size=60)
        said = np.where(rng.uniform(size=60) < 0.7, right, rng.integers(0, 10, size=60))
        cases.append({"right": right, "said": said})
    return compare(student, expected, cases, mistakes, name="counts")
