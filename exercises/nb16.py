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
        "all three axes are turned round, as `.T` and `swapaxes(0, 2)` do": lambda pixels: (
            pixels.T.copy()
        ),
        "the steps come first, but the images last": lambda pixels: pixels.transpose(
            1, 2, 0
        ).copy(),
    }
    rng = np.random.default_rng(16)
    cases = [{"pixels": rng.integers(0, 17, size=(B, 8, 8)) / 16} for B in (3, 5)]
    return compare(student, expected, cases, mistakes, name="x")


def last(steps):
    """A copy with zeros before the last step."""
    made = np.zeros_like(steps)
    made[-1] = steps[-1]
    return made


def check_dlogits(student):
    """Exercise B: equation (16.2)'s first half, for a batch."""

    def expected(logits, digits):
        return at_the_end(logits, digits)[1]

    def softmax(z, axis=-1):
        e = np.exp(z - z.max())
        return e / e.sum(axis=axis, keepdims=True)

    def of(logits, digits, *, axis=-1, target=1.0, parts=None, sign=1.0):
        """Every step asked, with one slip; a mean over ``parts`` images instead of all."""
        said = np.stack([softmax(z, axis) for z in logits])
        said[:, range(len(digits)), digits] -= target
        return sign * said / (len(digits) if parts is None else parts)

    def slip(**which):
        return lambda logits, digits: last(of(logits, digits, **which))

    def by_steps(logits, digits):
        return last(of(logits, digits, parts=len(logits)))

    def raw(logits, digits):
        made = last(logits)
        made[-1, range(len(digits)), digits] -= 1.0
        return made / len(digits)

    def all_targets(logits, digits):
        made = last(of(logits, digits, target=0.0, parts=1))
        made[-1, :, digits] -= 1.0
        return made / len(digits)

    def end(logits, digits):
        return expected(logits, digits)[-1]

    def end_alone(logits, digits):
        return expected(logits, digits)[-1:]

    mistakes = {
        "every step is asked, and not only the last": of,
        "nothing is subtracted for the right digit": slip(target=0.0),
        "the mean over the batch is forgotten": slip(parts=1),
        "the mean is taken over the steps, dividing by T and not by B": by_steps,
        "the sign is turned round": slip(sign=-1.0),
        "the logits are taken as they are, without the softmax": raw,
        "one softmax is taken over the whole batch: each image has shares of its own": slip(
            axis=None
        ),
        "the softmax is taken over the images, and not over the ten digits": slip(axis=0),
        "`made[-1, :, digits] -= 1` takes one off for the digits of all images, in every row": (
            all_targets
        ),
        "only the last step is returned, without the zeros of those before": end,
        "the last step stands alone: the zeros of those before are missing": end_alone,
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
        return np.array(
            verdict(Images(None, right, np.arange(len(right))), said)["confusion"], float
        )

    def swapped(right, said):
        return expected(said, right)

    def once(right, said):
        return np.minimum(expected(right, said), 1.0)

    def errors(right, said):
        return expected(right, said) * (1 - np.eye(10))

    def shares(right, said):
        return expected(right, said) / len(right)

    def along(axis):
        def of(right, said):
            counts = expected(right, said)
            return counts / counts.sum(axis=axis, keepdims=True)

        return of

    mistakes = {
        "rows and columns are swapped": swapped,
        "a pair that comes up again is not counted again": once,
        "the right ones are left out": errors,
        "shares of all pairs are given, not counts": shares,
        "each row is divided by its sum: shares of each digit, not counts": along(1),
        "each column is divided by its sum: shares of each answer, not counts": along(0),
    }
    rng = np.random.default_rng(18)
    cases = []
    for _ in range(2):
        right = rng.permutation(np.repeat(np.arange(10), 6))
        said = np.where(rng.uniform(size=60) < 0.7, right, rng.integers(0, 10, size=60))
        cases.append({"right": right, "said": said})
    return compare(student, expected, cases, mistakes, name="counts")
