"""Networks that learn the digits side by side, an epoch of each in turn, behind a button.

lesson = Lesson(trials("lecture"))
LiveFigure(picture.figure, update, controls, picture.dynamic, train=lesson.train,
           actions={"begin anew": lesson.begin_anew})
"""

import numpy as np

from experiments.digit_training import Training
from experiments.digits import BASELINE, SETTINGS
from experiments.lecture import kept


def judged(T):
    """The lines written down of the full size's networks that read in T steps, all their seeds.

    T = 1 is logistic regression, which sees all at once.

    >>> [line["trial"]["network"] for line in judged(1)]
    ['logistic regression']
    """
    length = {"epochs": SETTINGS[T]["epochs"]} if T in SETTINGS else {}
    return kept("digits", held_out="test", T=T, **length)


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
