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


def _turned_round(pixels):
    return pixels.swapaxes(0, 2)


def _images_last(pixels):
    return np.moveaxis(pixels, 0, -1)


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


def _by_steps(logits, digits):
    return dlogits(logits, digits) * len(digits) / len(logits)


def _raw_logits(logits, digits):
    made = np.zeros_like(logits)
    made[-1] = logits[-1] - np.eye(10)[digits]
    return made / len(digits)


def _one_softmax(logits, digits):
    made = np.zeros_like(logits)
    e = np.exp(logits[-1])
    made[-1] = e / e.sum() - np.eye(10)[digits]
    return made / len(digits)


def _softmax_of_images(logits, digits):
    made = np.zeros_like(logits)
    e = np.exp(logits[-1])
    made[-1] = e / e.sum(axis=0) - np.eye(10)[digits]
    return made / len(digits)


def _all_targets(logits, digits):
    made = np.zeros_like(logits)
    e = np.exp(logits[-1])
    made[-1] = e / e.sum(axis=1, keepdims=True)
    made[-1, :, digits] -= 1
    return made / len(digits)


def _last_step(logits, digits):
    return dlogits(logits, digits)[-1]


def _last_step_alone(logits, digits):
    return dlogits(logits, digits)[-1:]


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


def _shares_of_rows(right, said):
    counts = confusion(right, said)
    return counts / counts.sum(axis=1)[:, None]


def _shares_of_columns(right, said):
    counts = confusion(right, said)
    return counts / counts.sum(axis=0)


MISTAKES = {
    "check_rows": {
        "the images come first, and the steps second": _images_first,
        "the columns are read, not the rows": _columns,
        "the steps come first, but each has a pixel of every row": _reshaped,
        "all three axes are turned round, as `.T` and `swapaxes(0, 2)` do": _turned_round,
        "the steps come first, but the images last": _images_last,
    },
    "check_dlogits": {
        "every step is asked, and not only the last": _every_step,
        "nothing is subtracted for the right digit": _no_target,
        "the mean over the batch is forgotten": _no_mean,
        "the mean is taken over the steps, dividing by T and not by B": _by_steps,
        "the sign is turned round": _sign,
        "the logits are taken as they are, without the softmax": _raw_logits,
        "one softmax is taken over the whole batch: each image has shares of its own": _one_softmax,
        "the softmax is taken over the images, and not over the ten digits": _softmax_of_images,
        "`made[-1, :, digits] -= 1` takes one off for the digits of all images, in every row": (
            _all_targets
        ),
        "only the last step is returned, without the zeros of those before": _last_step,
        "the last step stands alone: the zeros of those before are missing": _last_step_alone,
    },
    "check_confusion": {
        "rows and columns are swapped": _swapped,
        "a pair that comes up again is not counted again": _once,
        "the right ones are left out": _errors,
        "shares of all pairs are given, not counts": _shares,
        "each row is divided by its sum: shares of each digit, not counts": _shares_of_rows,
        "each column is divided by its sum: shares of each answer, not counts": _shares_of_columns,
    },
}
