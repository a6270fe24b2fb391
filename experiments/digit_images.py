"""Handwritten digits and their fixed split: training, validation and test.

The 1797 images of 8 by 8 pixels that come with scikit-learn, scaled to 0 .. 1. A fifth is the test;
a fifth of the rest is for choosing settings. The split never changes, and every digit has its share
in each part. 13 people wrote these images. Who wrote which isn't told, so almost surely each of
them is on both sides of the split: how well a stranger's hand is read can't be learnt here.

Source: Alpaydin & Kaynak (1998), "Optical recognition of handwritten digits", UCI Machine Learning
Repository; scikit-learn's ``load_digits``.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

FIFTH, SPLIT_SEED = 0.2, 8
LENGTHS = (1, 8, 64)  # all at once, row by row, pixel by pixel


class Images(NamedTuple):
    """pixels (B, 8, 8) in 0 .. 1, the digit of each (B,), and its number in the whole set (B,)."""

    pixels: np.ndarray
    digits: np.ndarray
    numbers: np.ndarray


@cache
def parts():
    """{"training", "validation", "test"} -> ``Images``: always the same, each digit in proportion.

    The arrays can't be written to, since everybody is handed the same.
    """
    from sklearn.datasets import load_digits  # a second to load, and not everybody needs it
    from sklearn.model_selection import train_test_split

    whole = load_digits()
    numbers, test = train_test_split(np.arange(len(whole.target)), test_size=FIFTH,
                                     random_state=SPLIT_SEED, stratify=whole.target)  # fmt: skip
    training, validation = train_test_split(numbers, test_size=FIFTH, random_state=SPLIT_SEED,
                                            stratify=whole.target[numbers])  # fmt: skip
    chosen = {"training": training, "validation": validation, "test": test}
    return {name: _images(whole, np.sort(these)) for name, these in chosen.items()}


def _images(whole, numbers):
    made = Images(whole.images[numbers] / 16, whole.target[numbers], numbers)
    for array in made:
        array.setflags(write=False)
    return made


def sides(held_out):
    """(what is learnt from, what is judged): two ``Images`` without a common one.

    Errors: ``ValueError`` for a part that is not "validation" or "test".
    """
    if held_out not in ("validation", "test"):
        raise ValueError(f'held_out: expected "validation" or "test", got {held_out!r}')
    part = parts()
    if held_out == "validation":
        return part["training"], part["validation"]
    both = zip(part["training"], part["validation"], strict=True)
    return Images(*(np.concatenate(pair) for pair in both)), part["test"]


def signal(pixels, T):
    """Images (B, 8, 8) as a network reads them: x (T, B, 64 / T), from the top left.

    >>> signal(np.zeros((5, 8, 8)), 64).shape
    (64, 5, 1)

    Errors: ``ValueError`` for pixels of another shape, or a T that is not 1, 8 or 64.
    """
    pixels = np.asarray(pixels)
    if pixels.shape[1:] != (8, 8):
        raise ValueError(f"pixels: expected shape (B, 8, 8), got {pixels.shape}")
    if T not in LENGTHS:
        raise ValueError(f"T: expected one of {sorted(LENGTHS)}, got {T}")
    return np.ascontiguousarray(pixels.reshape(len(pixels), T, -1).swapaxes(0, 1))
