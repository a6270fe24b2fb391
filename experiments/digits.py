"""Handwritten digits, read in order: 8 rows of 8 pixels each, or 64 pixels one after the other.

The 1797 images of 8 by 8 pixels that come with scikit-learn, scaled to 0 .. 1. A fixed fifth is the
test, a fixed fifth of the rest is for choosing settings. A trial that is ``held_out`` "validation"
learns from neither of the two and is judged on the second; one that is ``held_out`` "test" learns
from all that is not the test. A network reads an image, and a softmax on its last h says which
digit it was; mini-batches, Adam, clipping, and a smaller step in the last third of the epochs.

Beside the networks stands logistic regression, which sees all 64 pixels at once.

Source of the images: Alpaydin & Kaynak (1998), "Optical recognition of handwritten digits", UCI
Machine Learning Repository; 13 people wrote these, and all of them are on both sides of the split.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

import lstm_core as core
from experiments.networks import network

TITLE = "Handwritten digits, read in order"
NETWORKS = ("tanh RNN", "LSTM", "GRU")
BASELINE = "logistic regression"
STEPS = {"row by row": 8, "pixel by pixel": 64}
FIFTH, SPLIT_SEED = 0.2, 8
EVERY = 5  # epochs between two points of the curve

SETTINGS = {
    8: {"units": 64, "batch": 32, "clip": 1.0, "keep": 1.0, "noise": 0.3, "epochs": 60},
    64: {"units": 64, "batch": 32, "clip": 1.0, "keep": 3.0, "noise": 0.1, "epochs": 60},
}
TRIED = {"eta": (0.002, 0.005, 0.01), "C": (0.01, 0.1, 1.0, 10.0, 100.0)}
CHOSEN = {  # the best of those tried, by the validation images; the table has them all
    ("tanh RNN", 8): 0.005, ("LSTM", 8): 0.005, ("GRU", 8): 0.005,
    ("tanh RNN", 64): 0.002, ("LSTM", 64): 0.005, ("GRU", 64): 0.005,
    (BASELINE, 1): 0.1,
}  # fmt: skip
CHOOSING = {8: 60, 64: 20}  # epochs of a trial that is only for choosing


def trials(size):
    """First those that choose the step sizes, then, judged on the test, five seeds of each."""
    if size != "full":
        epochs = {"small": 6, "lecture": 40}[size]
        wanted = [_trial(name, 8, 0, "test", epochs=epochs) for name in NETWORKS]
        return [_baseline(CHOSEN[BASELINE, 1], "test"), *wanted]
    tried = [_baseline(C, "validation") for C in TRIED["C"]] + [
        _trial(name, T, 0, "validation", epochs=CHOOSING[T], eta=eta)
        for T in STEPS.values()
        for name in NETWORKS
        for eta in TRIED["eta"]
    ]
    judged = [
        _trial(name, T, seed, "test")
        for T in STEPS.values()
        for seed in range(5)
        for name in NETWORKS
    ]
    return [*tried, _baseline(CHOSEN[BASELINE, 1], "test"), *judged]


def _trial(name, T, seed, held_out, **other):
    made = {"network": name, "T": T, "seed": seed, "held_out": held_out}
    return made | SETTINGS[T] | {"eta": CHOSEN[name, T]} | other


def _baseline(C, held_out):
    return {"network": BASELINE, "T": 1, "seed": 0, "held_out": held_out, "C": C}


def run(trial):
    """Learn, and be judged on the images that were held out.

    Returns ``right`` of ``images``, ``confusion`` (rows: the digit; columns: what it was taken
    for), ``weights``, and of a network ``curve``: [epochs, mean loss, share right] now and then.
    """
    if trial["network"] == BASELINE:
        learnt, judged = sides(trial["held_out"])
        model = baseline(learnt, trial["C"])
        said = model.predict(judged.pixels.reshape(-1, 64))
        return verdict(judged, said) | {"weights": model.coef_.size + model.intercept_.size}
    made = Training(trial)
    losses, curve = [], []
    for epoch in made.steps():
        losses.append(epoch.loss)
        done, rest = divmod(epoch.number + 1, made.batches)
        if rest == 0:
            if done % EVERY == 0 or done == made.epochs:
                share = float(np.mean(made.said(epoch.params, made.judged) == made.judged.digits))
                curve.append([done, float(np.mean(losses[-made.batches :])), share])
            yield done / made.epochs
    said = made.said(epoch.params, made.judged)
    return verdict(made.judged, said) | {"weights": made.net.weights, "curve": curve}


def baseline(learnt, C):
    """Logistic regression on all 64 pixels at once; ``C`` as in scikit-learn: small is smooth."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=C, max_iter=5000).fit(learnt.pixels.reshape(-1, 64), learnt.digits)


def verdict(images, said):
    """{"right", "images", "confusion"} of the digits that were said, (B,)."""
    confusion = np.zeros((10, 10), int)
    np.add.at(confusion, (images.digits, said), 1)
    return {"right": int(np.trace(confusion)), "images": len(said), "confusion": confusion.tolist()}


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

    Errors: ``ValueError`` for pixels of another shape, or a T that is not one of ``STEPS``.
    """
    pixels = np.asarray(pixels)
    if pixels.shape[1:] != (8, 8):
        raise ValueError(f"pixels: expected shape (B, 8, 8), got {pixels.shape}")
    if T not in STEPS.values():
        raise ValueError(f"T: expected one of {sorted(STEPS.values())}, got {T}")
    return np.ascontiguousarray(pixels.reshape(len(pixels), T, -1).swapaxes(0, 1))


def at_the_end(logits, digits):
    """Cross-entropy of the last step alone: (value, dlogits (T, B, 10)), 0 before the last."""
    dlogits = np.zeros_like(logits)
    value, dlogits[-1:] = core.softmax_cross_entropy(logits[-1:], digits[None])
    return value, dlogits


class Training:
    """One network that learns to read, as a trial says; ``batches`` is how many make an epoch."""

    def __init__(self, trial):
        self.trial, self.T = trial, trial["T"]
        self.learnt, self.judged = sides(trial["held_out"])
        self.net = network(trial["network"], 64 // self.T, trial["units"], 10, trial["seed"],
                           trial["keep"])  # fmt: skip
        self.epochs = trial["epochs"]
        self.x = signal(self.learnt.pixels, self.T)
        self.batches = -(-len(self.learnt.digits) // trial["batch"])

    def batch(self, k):
        """The k-th mini-batch, (x, digits): every epoch goes through all images in a new order.

        Noise is added, new each time: a thousand images are soon known by heart.
        """
        seed, size, noise = (self.trial[name] for name in ("seed", "batch", "noise"))
        epoch, place = divmod(k, self.batches)
        order = np.random.default_rng([seed, epoch]).permutation(len(self.learnt.digits))
        these = order[place * size : (place + 1) * size]
        x = self.x[:, these]
        x = x + np.random.default_rng([seed, epoch, place]).normal(scale=noise, size=x.shape)
        return x, self.learnt.digits[these]

    def steps(self, resume=None):
        """Yield an ``Epoch`` of ``fit`` for each mini-batch, on from ``resume`` if there is one."""
        done = 0 if resume is None else resume.number + 1
        whole = self.epochs * self.batches
        slow = whole - whole // 3
        for end, eta in ((slow, self.trial["eta"]), (whole, self.trial["eta"] / 5)):
            left = core.fit(self.net.cell, self.net.params, self.batch, epochs=max(0, end - done),
                            eta=eta, loss=at_the_end, optimiser=core.adam, resume=resume,
                            readout=self.net.readout, clip=self.trial["clip"])  # fmt: skip
            for resume in left:
                done += 1
                yield resume

    def said(self, params, images):
        """The digit that the network takes each image for, (B,)."""
        return self.logits(params, images.pixels)[-1].argmax(axis=-1)

    def logits(self, params, pixels):
        """What the readout says after each step, (T, B, 10); params as ``Epoch.params``."""
        own, top = params
        return core.readout(top, self.net.cell.forward(own, signal(pixels, self.T)).h)
