"""Solutions of the exercises of lecture 16, and the mistakes that students are known to make."""

import numpy as np


def rows(pixels):
    return pixels.swapaxes(0, 1)


def dlogits(logits, digits):
    made = np.zeros_like(logits)
    e = np.exp(logits[-1] - logits[-1].max(axis=-1, keepdims=True))
    made[-1] = e / e.sum(axis=-1, keepdims=True)
    made[-1, np.arange(len(digits)), digits] -= 1.0
    return made / len(digits)


def confusion(right, said):
    counts = np.zeros((10, 10))
    for was, taken_for in zip(right, said, strict=True):
        counts[was, taken_for] += 1
    return counts


SOLUTIONS = {"check_rows": rows, "check_dlogits": dlogits, "check_confusion": confusion}


def _images_first(pixels):
    return pixels


def _columns(pixels):
    return pixels.transpose(2, 0, 1)


def _reshaped(pixels):
    return pixels.reshape(8, -1, 8)


def _every_step(logits, digits):
    return np.concatenate([dlogits(logits[: t + 1], digits)[-1:] for t in range(len(logits))])


def _no_target(logits, digits):
    made = dlogits(logits, digits)
    made[-1, np.arange(len(digits)), digits] += 1.0 / len(digits)
    return made


def _no_mean(logits, digits):
    return dlogits(logits, digits) * len(digits)


def _sign(logits, digits):
    return -dlogits(logits, digits)


def _swapped(right, said):
    return confusion(right, said).T


def _once(right, said):
    return (confusion(right, said) > 0).astype(float)


def _errors(right, said):
    counts = confusion(right, said)
    np.fill_diagonal(counts, 0.0)
    return counts


def _shares(right, said):
    return confusion(right, said) / len(right)


MISTAKES = {
    "check_rows": {
        "the images come first, and the steps second": _images_first,
        "the columns are read, not the rows": _columns,
        "the steps come first, but each has a pixel of every row": _reshaped,
    },
    "check_dlogits": {
        "every step is asked, and not only the last": _every_step,
        "nothing is subtracted for the right digit": _no_target,
        "the mean over the batch is forgotten": _no_mean,
        "the sign is turned round": _sign,
    },
    "check_confusion": {
        "rows and columns are swapped": _swapped,
        "a pair that comes up again is not counted again": _once,
        "the right ones are left out": _errors,
        "shares are given, not counts": _shares,
    },
}
