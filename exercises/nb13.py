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

    def always(grads, limit):
        norm = np.sqrt(sum(np.sum(g * g) for g in grads))
        return [g * limit / norm for g in grads]

    def by_value(grads, limit):
        return [np.clip(g, -limit, limit) for g in grads]

    mistakes = {
        "each array has a norm of its own; it is one for all": named(one_by_one),
        "a short gradient is made longer": named(always),
        "the entries are clipped, not the length": named(by_value),
    }
    long, short = [np.array([[3.0, -4.0]]), np.array([12.0])], [np.array([0.3]), np.array([0.4])]
    cases = [{"grads": long, "limit": 1.0}, {"grads": short, "limit": 1.0},
             {"grads": long, "limit": 6.5}]  # fmt: skip
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

    def step(w, g, E, eta, gamma, epsilon, inside=False, old=False, swapped=False, square=True):
        share = 1 - gamma if swapped else gamma
        mean = share * E + (1 - share) * (g * g if square else g)
        used = E if old else mean
        root = np.sqrt(used + epsilon) if inside else np.sqrt(abs(used)) + epsilon
        return {"w": w - eta * g / root, "E": mean}

    def slip(**which):
        return lambda **given: step(**given, **which)

    mistakes = {
        "epsilon stands inside the root": slip(inside=True),
        "the step uses the old mean": slip(old=True),
        "gamma and one minus gamma are swapped": slip(swapped=True),
        "the gradient is not squared in the mean": slip(square=False),
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

    def shares(eps, h, u, k2, late=False, extra=0):
        total = 0.0
        for t in range(len(eps)):
            for s in range(max(0, t - k2 + 1 - extra), t + 1):
                heard = h[s] if late else (h[s - 1] if s > 0 else 0.0)
                total += eps[t] * u ** (t - s) * heard
        return total

    mistakes = {
        "nothing is cut off": lambda eps, h, u, k2: shares(eps, h, u, len(eps)),
        "it goes back one step too far": lambda **given: shares(**given, extra=1),
        "u is multiplied by h[s]; it hears the step before, h[s-1]": lambda **given: shares(
            **given, late=True
        ),
        "each error goes back a single step": lambda eps, h, u, k2: shares(eps, h, u, 1),
    }
    rng = np.random.default_rng(13)
    cases = [
        {"eps": rng.normal(size=6).tolist(), "h": rng.normal(size=6).tolist(), "u": u, "k2": k2}
        for u, k2 in ((0.8, 3), (-1.1, 2), (0.5, 4))
    ]
    return compare(student, expected, cases, mistakes, name="dL/du")
