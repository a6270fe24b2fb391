"""The checks of lecture 13, training on long sequences."""

import functools

import numpy as np

from exercises.report import compare
from lstm_core import RNN, RNNParams, clip_by_norm, identity, rmsprop, truncated_gradient


def check_clip(student):
    """Exercise A: equation (13.2) for a list of arrays."""

    def expected(grads, limit):
        return dict(enumerate(clip_by_norm(tuple(grads), limit)))

    def named(function):
        return lambda grads, limit: dict(enumerate(function(grads, limit)))

    def one_by_one(grads, limit):
        return [clip_by_norm(g, limit) for g in grads]

    def length(grads):
        return np.sqrt(sum(np.sum(g * g) for g in grads))

    def always(grads, limit):
        return [g * limit / length(grads) for g in grads]

    def by_value(grads, limit):
        return [np.clip(g, -limit, limit) for g in grads]

    def measured(size, longest=lambda limit: limit):
        """Clipped as it should be, but by another norm, or to another length."""

        def clip(grads, limit):
            norm = size(grads)
            return [g * longest(limit) / norm if norm > limit else g for g in grads]

        return named(clip)

    mistakes = {
        "each array has a norm of its own; it is one for all": named(one_by_one),
        "a short gradient is made longer": named(always),
        "the entries are clipped, not the length": named(by_value),
        "nothing is clipped": named(lambda grads, limit: grads),
        "no root is drawn: the norm is the root of the sum of squares": measured(
            lambda grads: length(grads) ** 2
        ),
        "the norms of the arrays are added; their squares should be": measured(
            lambda grads: sum(np.sqrt(np.sum(g * g)) for g in grads)
        ),
        "the largest entry is taken for the norm": measured(
            lambda grads: max(np.max(np.abs(g)) for g in grads)
        ),
        "the absolute values are added, not the squares": measured(
            lambda grads: sum(np.sum(np.abs(g)) for g in grads)
        ),
        "a long gradient gets the length one, not that of the limit": measured(
            length, longest=lambda limit: 1.0
        ),
        "it is multiplied by the norm divided by the limit: the fraction is turned round": named(
            lambda grads, limit: [g * max(1.0, length(grads) / limit) for g in grads]
        ),
        "1e-6 is added to the norm, as PyTorch does; (13.2) has no such term": measured(
            lambda grads: length(grads) + 1e-6
        ),
    }
    long, short = [np.array([[3.0, -4.0]]), np.array([12.0])], [np.array([0.3]), np.array([0.4])]
    zero = [np.zeros(2), np.zeros((1, 1))]
    cases = [{"grads": long, "limit": 1.0}, {"grads": short, "limit": 1.0},
             {"grads": long, "limit": 6.5}, {"grads": zero, "limit": 2.0}]  # fmt: skip
    return compare(_dict(student), expected, cases, mistakes)


def _dict(student):
    """The student's list as a dict by place; what isn't a list is handed on as it is."""
    if not callable(student):
        return student

    @functools.wraps(student)
    def by_place(**given):
        made = student(**given)
        return dict(enumerate(made)) if isinstance(made, list | tuple) and made else made

    return by_place


def check_rmsprop(student):
    """Exercise B: one step, epsilon outside the root."""

    def expected(w, g, E, eta, gamma, epsilon):
        new, mean = rmsprop(
            np.array([w]), np.array([g]), np.array([E]), eta, gamma, epsilon, root="around E"
        )
        return {"w": new.item(), "E": mean.item()}

    def averaged(E, g, gamma):
        return gamma * E + (1 - gamma) * g * g

    def divided(E, epsilon):
        return np.sqrt(abs(E)) + epsilon

    def slip(mean=averaged, divisor=divided, sign=-1, swap=False, old=False):
        """One step of RMSprop with another mean, another divisor, another sign."""

        def wrong(w, g, E, eta, gamma, epsilon):
            new = mean(E, g, gamma)
            w += sign * eta * g / divisor(E if old else new, epsilon)
            return (new, w) if swap else (w, new)

        return wrong

    def mean_is_kept(E, **given):
        return slip()(E=E, **given)[0], E

    mistakes = {
        "epsilon stands inside the root": slip(divisor=lambda E, epsilon: np.sqrt(E + epsilon)),
        "the step uses the old mean": slip(old=True),
        "gamma and one minus gamma are swapped": slip(
            lambda E, g, gamma: averaged(E, g, 1 - gamma)
        ),
        "the gradient is not squared in the mean": slip(
            lambda E, g, gamma: gamma * E + (1 - gamma) * g
        ),
        "one minus gamma is left out of the mean": slip(lambda E, g, gamma: gamma * E + g * g),
        "the old mean is returned": mean_is_kept,
        "the two results have changed places: the new w is the first": slip(swap=True),
        "the sign is turned round: the step goes up the slope": slip(sign=1),
        "no root is drawn": slip(divisor=lambda E, epsilon: E + epsilon),
        "epsilon is left out": slip(divisor=lambda E, epsilon: np.sqrt(E)),
        "the step is not divided: this is plain descent": slip(divisor=lambda E, epsilon: 1.0),
    }
    cases = [
        {"w": 0.5, "g": -0.3, "E": 0.2, "eta": 0.1, "gamma": 0.9, "epsilon": 1e-2},
        {"w": -1.0, "g": 0.02, "E": 0.001, "eta": 0.05, "gamma": 0.7, "epsilon": 1e-3},
    ]
    return compare(student, expected, cases, mistakes)


def check_truncated(student):
    """Exercise C: truncated back-propagation with k1 = 1, for one weight."""
    cell = RNN(identity)

    def expected(eps, h, u, k2):
        """By `lstm_core`: the inputs that make these outputs, and a loss with these errors."""
        x = np.array(h) - u * np.array([0.0, *h[:-1]])
        params = RNNParams.from_named(w=1.0, u=u, b=0.0)

        def loss(outputs, _):
            return 0.0, np.reshape(eps, outputs.shape)

        return truncated_gradient(cell, params, x, None, loss, 1, k2)[1].u.item()

    def before(h, s):
        return h[s - 1] if s > 0 else 0.0

    def shares(reach=lambda k2: k2, heard=before, power=0, first=0, of="t", begin=0):
        """The double sum with a slip: other limits, another h, another power, another error."""

        def wrong(eps, h, u, k2):
            total = 0.0
            for t in range(len(eps))[begin:]:
                for s in range(max(first, t - reach(k2) + 1), t + 1):
                    total += eps[t if of == "t" else s] * u ** (t - s + power) * heard(h, s)
            return total

        return wrong

    def wrapped(h, s):
        return h[s - 1]

    mistakes = {
        "nothing is cut off": shares(reach=lambda k2: 99),
        "it goes back one step too far": shares(reach=lambda k2: k2 + 1),
        "it stops one step too early: the error's own step and k2 - 1 more are asked for": shares(
            reach=lambda k2: k2 - 1
        ),
        "u is multiplied by h[s]; it hears the step before, h[s-1]": shares(
            heard=lambda h, s: h[s]
        ),
        "each error goes back a single step": shares(reach=lambda k2: 1),
        "only the last error is sent back": shares(begin=-1),
        "each share has the error of step s; it is the error of step t that goes back": shares(
            of="s"
        ),
        "the power of u is one too high": shares(power=1),
        "u is left out: on each step back the error is multiplied by it": (
            lambda eps, h, u, k2: shares()(eps, h, 1.0, k2)
        ),
        "h[-1] is read from the list, where it is the last output; before the first step h is 0": (
            shares(heard=wrapped)
        ),
        "steps before the first are counted, where the list is read from its end": shares(
            heard=wrapped, first=-99
        ),
    }
    rng = np.random.default_rng(13)
    cases = [
        {"eps": rng.normal(size=6).tolist(), "h": rng.normal(size=6).tolist(), "u": u, "k2": k2}
        for u, k2 in ((0.8, 3), (-1.1, 2), (0.5, 4))
    ]
    return compare(student, expected, cases, mistakes, name="dL/du")
