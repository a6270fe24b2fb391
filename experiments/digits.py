"""Handwritten digits, read in order: 8 rows of 8 pixels each, or 64 pixels one after the other.

A trial that is ``held_out`` "validation" learns from the training images and is judged on those for
validation; by these trials the settings are chosen (``digit_choices``). One that is ``held_out``
"test" learns from both parts, and is judged on the test. A network reads an image, and a softmax on
its last h says which digit it was; mini-batches with noise, Adam, clipping, and a step of a fifth
in the last third of the epochs. Beside the networks stand two rivals that see all 64 pixels at
once: logistic regression, and a network with one hidden layer.
"""

import numpy as np

from experiments import digit_choices as choices
from experiments.digit_choices import BASELINE, CHOSEN, HIDDEN, NETWORKS, SETTINGS, STEPS, per_cent
from experiments.digit_images import sides
from experiments.digit_rivals import baseline, hidden_layer, weights
from experiments.digit_table import table
from experiments.digit_training import Training

__all__ = ["BASELINE", "HIDDEN", "NETWORKS", "STEPS", "TITLE", "per_cent", "run", "table", "trials"]

TITLE = "Handwritten digits, read in order"
EVERY = 5  # epochs between two points of the curve


def trials(size):
    """First those that choose, in their three rounds, then five seeds of each for the test."""
    if size != "full":
        epochs = {"small": 6, "lecture": 15}[size]
        wanted = [_trial(name, 8, 0, "test", epochs=epochs) for name in NETWORKS]
        return [_baseline(choices.CHOSEN_C, "test"), *wanted]
    wanted = [_baseline(C, "validation") for C in choices.TRIED["C"]]
    for name, T in choices.READERS:
        chosen = {"name": name, "T": T, "held_out": "validation"}
        steps = choices.TRIED["eta"] + choices.FURTHER.get((name, T), ())
        first = {"epochs": choices.FIRST[T]} | chosen
        wanted += [_trial(seed=0, eta=eta, **first) for eta in steps]
        wanted += [
            _trial(seed=seed, eta=eta, **first)
            for seed in range(1, choices.SEEDS)
            for eta in choices.FINALISTS[name, T]
        ]
        wanted += [
            _trial(seed=seed, epochs=epochs, **chosen)
            for seed in range(choices.SEEDS)
            for epochs in choices.EPOCHS[T]
        ]
    judged = [_trial(name, T, seed, "test") for name, T in choices.READERS for seed in range(5)]
    wanted += [_baseline(choices.CHOSEN_C, "test"), *judged]
    return [trial for k, trial in enumerate(wanted) if trial not in wanted[:k]]


def _trial(name, T, seed, held_out, **other):
    made = {"network": name, "T": T, "seed": seed, "held_out": held_out}
    eta, epochs = CHOSEN[name, T]
    return made | SETTINGS[T] | {"epochs": epochs, "eta": eta} | other


def _baseline(C, held_out):
    return {"network": BASELINE, "T": 1, "seed": 0, "held_out": held_out, "C": C}


def run(trial):
    """Learn, and be judged on the images that were held out.

    Returns ``right`` of ``images``, ``confusion`` (rows: the digit; columns: what it was taken
    for), ``misread`` ([number of the image in the whole set, what it was taken for], ...; the
    oldest lines lack it), ``weights``, and of a network ``curve``: [epochs, share right] now and
    then; of a recurrent one [epochs, mean loss, share right].
    """
    if trial["network"] == BASELINE:
        learnt, judged = sides(trial["held_out"])
        model = baseline(learnt, trial["C"])
        return verdict(judged, _told(model, judged)) | {"weights": weights(model)}
    reads = _at_once if trial["network"] == HIDDEN else _in_order
    return (yield from reads(trial))


def _at_once(trial):
    judged = sides(trial["held_out"])[1]
    curve = []
    for done, model in hidden_layer(trial):
        if done % EVERY == 0 or done == trial["epochs"]:
            curve.append([done, float(np.mean(_told(model, judged) == judged.digits))])
        yield done / trial["epochs"]
    said = _told(model, judged)
    return verdict(judged, said) | {"weights": weights(model), "curve": curve}


def _in_order(trial):
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


def _told(model, images):
    return model.predict(images.pixels.reshape(-1, 64))


def verdict(images, said):
    """{"right", "images", "confusion", "misread"} of the digits that were said, (B,)."""
    confusion = np.zeros((10, 10), int)
    np.add.at(confusion, (images.digits, said), 1)
    wrong = np.flatnonzero(said != images.digits)
    return {"right": int(np.trace(confusion)), "images": len(said), "confusion": confusion.tolist(),
            "misread": [[int(images.numbers[k]), int(said[k])] for k in wrong]}  # fmt: skip
