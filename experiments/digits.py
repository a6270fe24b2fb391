"""Handwritten digits, read in order: 8 rows of 8 pixels each, or 64 pixels one after the other.

A trial that is ``held_out`` "validation" learns from the training images and is judged on those for
validation; by these trials the step sizes are chosen. One that is ``held_out`` "test" learns from
both parts, and is judged on the test. A network reads an image, and a softmax on its last h says
which digit it was; mini-batches with noise, Adam, clipping, and a step of a fifth in the last third
of the epochs. Beside the networks stands logistic regression, which sees all 64 pixels at once.
"""

import numpy as np

from experiments.digit_images import sides
from experiments.digit_training import Training
from experiments.intervals import mean_and_range
from experiments.table import markdown

TITLE = "Handwritten digits, read in order"
NETWORKS = ("tanh RNN", "LSTM", "GRU")
BASELINE = "logistic regression"
STEPS = {"row by row": 8, "pixel by pixel": 64}
EVERY = 5  # epochs between two points of the curve

SETTINGS = {
    8: {"units": 64, "batch": 32, "clip": 1.0, "keep": 1.0, "noise": 0.3, "epochs": 60},
    64: {"units": 64, "batch": 32, "clip": 1.0, "keep": 3.0, "noise": 0.1, "epochs": 40},
}
TRIED = {"eta": (0.002, 0.005, 0.01, 0.02, 0.04), "C": (0.01, 0.1, 1.0, 10.0, 100.0)}
CHOSEN = {  # the best of those tried, by the validation images; the table has them all
    ("tanh RNN", 8): 0.005, ("LSTM", 8): 0.005, ("GRU", 8): 0.01,
    ("tanh RNN", 64): 0.005, ("LSTM", 64): 0.02, ("GRU", 64): 0.04,
    (BASELINE, 1): 10.0,
}  # fmt: skip
CHOOSING = {8: 60, 64: 20}  # epochs of a trial that is only for choosing
LONGER = 100  # epochs of what is run last, pixel by pixel


def trials(size):
    """First those that choose the step sizes, then five seeds of each, then the longer ones."""
    if size != "full":
        epochs = {"small": 6, "lecture": 15}[size]
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
    longer = [trial | {"epochs": LONGER} for trial in judged if trial["T"] == 64]
    return [*tried, _baseline(CHOSEN[BASELINE, 1], "test"), *judged, *longer]


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


def table(lines):
    """One row for each way to read and each network; below, what the step sizes were chosen by."""
    judged = _groups(
        lines, "test", lambda trial: (trial["T"], trial["network"], trial.get("epochs", 0))
    )
    names = {T: name for name, T in STEPS.items()} | {1: "all at once"}
    head = ["read", "network", "weights", "epochs", "seeds", "right in per cent", "seconds"]
    rows = [
        [names[T], name, f"{group[0]['result']['weights']:,}", epochs or "", len(group),
         mean_and_range([per_cent(line) for line in group], digits=3),
         mean_and_range([line["seconds"] for line in group])]
        for (T, name, epochs), group in judged.items()
    ]  # fmt: skip
    tried = _groups(lines, "validation", _setting)
    more = [
        [names[T], name, setting, "yes" if CHOSEN[name, T] == setting else "",
         mean_and_range([per_cent(line) for line in group], digits=3)]
        for (T, name, setting), group in tried.items()
    ]  # fmt: skip
    return "\n\n".join([
        f"Judged on {_images(lines, 'test')} images that nothing was chosen by:",
        markdown(head, rows),
        f"What was tried on {_images(lines, 'validation')} other images (the step size of a "
        f"network after {CHOOSING[8]} or {CHOOSING[64]} epochs, C of logistic regression):",
        markdown(["read", "network", "eta or C", "chosen", "right in per cent"], more),
    ])  # fmt: skip


def per_cent(line):
    """The share of a finished trial's images that were read right."""
    return 100 * line["result"]["right"] / line["result"]["images"]


def _groups(lines, held_out, key):
    """{key of a trial: its lines}, sorted, the most steps last."""
    groups = {}
    for line in lines:
        if line["trial"]["held_out"] == held_out:
            groups.setdefault(key(line["trial"]), []).append(line)
    order = [BASELINE, *NETWORKS]
    return dict(
        sorted(groups.items(), key=lambda one: (one[0][0], order.index(one[0][1]), *one[0][2:]))
    )


def _setting(trial):
    return trial["T"], trial["network"], trial.get("eta", trial.get("C"))


def _images(lines, held_out):
    sizes = {line["result"]["images"] for line in lines if line["trial"]["held_out"] == held_out}
    return " or ".join(str(size) for size in sorted(sizes)) or "no"
