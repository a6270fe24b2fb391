"""Networks that learn the digits side by side, an epoch of each in turn, behind a button.

lesson = Lesson(trials("lecture"))
LiveFigure(picture.figure, update, controls, picture.dynamic, train=lesson.train,
           actions={"begin anew": lesson.begin_anew})
"""

import numpy as np

from experiments.digit_choices import BASELINE, READERS, per_cent
from experiments.digit_images import parts
from experiments.digit_table import as_chosen
from experiments.digit_training import Training
from experiments.lecture import kept


def judged(T):
    """The test's lines of all that read in T steps with the settings that were chosen, all seeds.

    T = 1 are the rivals that see all at once.

    >>> sorted({line["trial"]["network"] for line in judged(1)})
    ['logistic regression', 'one hidden layer']
    """
    order = [BASELINE, *(name for name, _ in READERS)]
    lines = [line for line in kept("digits", held_out="test", T=T) if as_chosen(line["trial"])]
    return sorted(lines, key=lambda line: (order.index(line["trial"]["network"]),
                                           line["trial"]["seed"]))  # fmt: skip


def scores(lines):
    """{network: [per cent of the images that were read right, a seed each]}."""
    found = {}
    for line in lines:
        found.setdefault(line["trial"]["network"], []).append(per_cent(line))
    return found


def times_misread(lines):
    """How often each image of the test was misread by these, (360,), in the order of ``parts``."""
    numbers = parts()["test"].numbers
    wrong = [number for line in lines for number, _ in line["result"]["misread"]]
    return np.array([wrong.count(number) for number in numbers])


class Lesson:
    """The networks of these trials. All that was learnt is kept here, whatever interrupts it.

    curves: {network: [(epochs, share of the images held out that were read right), ...]}.
    """

    def __init__(self, trials):
        self.made = {t["network"]: Training(t) for t in trials if t["network"] != BASELINE}
        self.latest, self.curves = {}, {name: [] for name in self.made}

    def train(self, **values):
        """Go on; yield the share that is done after each epoch of each network."""
        whole = sum(training.epochs for training in self.made.values())
        while (done := sum(map(len, self.curves.values()))) < whole:
            name = min(self.made, key=lambda name: len(self.curves[name]))  # who is behind
            self._epoch(name, self.made[name])
            yield (done + 1) / whole

    def begin_anew(self, **values):
        """An action for a button: all is forgotten."""
        self.latest.clear()
        for curve in self.curves.values():
            curve.clear()
        return {}

    def sentence(self):
        """How well each of them reads by now."""
        told = [
            f"{name} {curve[-1][1]:.1%} after {curve[-1][0]}"
            for name, curve in list(self.curves.items())
            if curve
        ]
        return f"Read right, by epochs: {', '.join(told)}." if told else "Not trained yet."

    def _epoch(self, name, training):
        self.latest[name] = training.learn(training.batches, self.latest.get(name))
        right = training.said(self.latest[name].params, training.judged) == training.judged.digits
        self.curves[name].append((len(self.curves[name]) + 1, float(np.mean(right))))
