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
    """What is written down of all seeds, beside logistic regression."""
    from experiments.digit_lesson import judged
    from experiments.digits import BASELINE, NETWORKS, per_cent

    (rival,), lines = judged(1), judged(T)
    epochs, share = lines[0]["trial"]["epochs"], per_cent(rival) / 100
    shown = Learners(NETWORKS, epochs, (BASELINE, share), bottom)
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
    GRU, five seeds each, all end above logistic regression, within a few per cent of one.""",
)
def _():
    return learnt(8, bottom=0.7)


@picture(
    "digits_pixel_by_pixel",
    alt="""The same, sixty-four pixels one after the other: all begin far lower and climb for forty
    epochs. The five seeds of the GRU end together, beside logistic regression; those of the LSTM
    scatter, and those of the tanh RNN stay below.""",
)
def _():
    return learnt(64, bottom=0.0)
