"""Gallery: a digit while it is read, which ones are taken for which, and who learns how fast."""

import numpy as np

from figures.confusion import Confusion
from figures.learners import Learners
from figures.reading import Reading
from figures.registry import picture


@picture(
    "reading_a_digit",
    alt="""An LSTM has read five of the eight rows of a handwritten digit; the rest is pale. Beside
    it the means of its three gates over the steps so far and its memory, unit by unit, in orange
    and blue; below, the shares it gives to the ten digits.""",
)
def _():
    from experiments.digit_training import Training, shares
    from experiments.digits import trials

    (trial,) = [trial for trial in trials("small") if trial["network"] == "LSTM"]
    made = Training(trial)
    last = made.learn()
    one = made.judged.pixels[3:4]
    trace, logits = made.reads(last.params, one)
    shown = Reading(8, trial["units"], "ifo", "c", 2.0)
    shown.show(one[0], trace, shares(logits)[:, 0], made.judged.digits[3], 4)
    return shown


@picture(
    "confused_digits",
    alt="""A table of ten by ten counts: which digit was there, and which one the networks took it
    for when they had read it row by row. Nearly all stand on the diagonal; the darkest of the
    others are a 5 that was taken for a 9, and a 9 that was taken for an 8.""",
)
def _():
    from experiments.digit_lesson import judged

    lines = judged(8)
    counts = np.sum([line["result"]["confusion"] for line in lines], axis=0)
    shown = Confusion(most=18, title="three networks, five seeds each, 360 images")
    shown.show(counts)
    return shown


def learnt(T, bottom):
    """What is written down of all seeds, beside the two that see all at once."""
    from experiments.digit_lesson import judged, scores
    from experiments.digits import NETWORKS

    lines = judged(T)
    rivals = {name: np.mean(shares) / 100 for name, shares in scores(judged(1)).items()}
    epochs = max(line["trial"]["epochs"] for line in lines)
    shown = Learners(NETWORKS, epochs, rivals, bottom)
    shown.show(curves(lines))
    return shown


def curves(lines):
    """{network: [one curve for each of its lines]}, as ``Learners`` takes them."""
    found = {}
    for line in lines:
        points = [(epochs, share) for epochs, _, share in line["result"]["curve"]]
        found.setdefault(line["trial"]["network"], []).append(points)
    return found


@picture(
    "digits_row_by_row",
    alt="""The share of new digits read right over the epochs, eight rows each: tanh RNN, LSTM and
    GRU, five seeds each, all end above the line of logistic regression, within two per cent of
    one; the line of the network with one hidden layer runs among their ends.""",
)
def _():
    return learnt(8, bottom=0.7)


@picture(
    "digits_pixel_by_pixel",
    alt="""The same, sixty-four pixels one after the other: all begin far lower. The seeds of the
    LSTM and the GRU climb for a hundred epochs and end beside logistic regression, those of the GRU
    a little above it; those of the tanh RNN end after forty epochs, below.""",
)
def _():
    return learnt(64, bottom=0.0)
