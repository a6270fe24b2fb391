"""A network that learns to read digits: mini-batches with noise, and a loss at the last step alone.

made = Training(trial)                    a trial of ``digits``: a plain dict
for epoch in made.steps(): ...            an ``Epoch`` of ``fit`` for each mini-batch
trace, logits = made.reads(epoch.params, made.judged.pixels)
"""

from itertools import islice

import numpy as np
from threadpoolctl import threadpool_limits

import lstm_core as core
from experiments.digit_images import sides, signal
from experiments.networks import network


def at_the_end(logits, digits):
    """Cross-entropy of the last step alone: (value, dlogits (T, B, 10)), 0 before the last."""
    dlogits = np.zeros_like(logits)
    value, dlogits[-1:] = core.softmax_cross_entropy(logits[-1:], digits[None])
    return value, dlogits


def shares(logits):
    """The softmax over the ten digits, shaped as the logits."""
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class Batches:
    """The images of a trial in mini-batches; ``batches`` is how many make an epoch."""

    def __init__(self, trial):
        self.trial, self.T, self.epochs = trial, trial["T"], trial["epochs"]
        self.learnt, self.judged = sides(trial["held_out"])
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


class Training(Batches):
    """One network that learns to read, as a trial says."""

    def __init__(self, trial):
        super().__init__(trial)
        self.net = network(trial["network"], 64 // self.T, trial["units"], 10, trial["seed"],
                           trial["keep"])  # fmt: skip

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

    def learn(self, count=None, resume=None):
        """The last ``Epoch`` after ``count`` further mini-batches, or after all that are left.

        On one core: products as small as these are slower on two, and beside other work by far.
        """
        with threadpool_limits(1, user_api="blas"):
            *_, last = islice(self.steps(resume), count)
        return last

    def said(self, params, images):
        """The digit that the network takes each image for, (B,)."""
        return self.reads(params, images.pixels)[1][-1].argmax(axis=-1)

    def reads(self, params, pixels):
        """(the trace, the logits after each step (T, B, 10)); params as ``Epoch.params``."""
        own, top = params
        trace = self.net.cell.forward(own, signal(pixels, self.T))
        return trace, core.readout(top, trace.h)
