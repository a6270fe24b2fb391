"""Solutions of the exercises of lecture 13, and the mistakes that students are known to make."""

import numpy as np


def clip(grads, limit):
    norm = np.sqrt(sum(np.sum(g**2) for g in grads))
    if norm <= limit:
        return list(grads)
    return [g * limit / norm for g in grads]


def rmsprop(w, g, E, eta, gamma, epsilon):
    E = gamma * E + (1 - gamma) * g**2
    return w - eta * g / (np.sqrt(E) + epsilon), E


def truncated(eps, h, u, k2):
    total = 0.0
    for t in range(len(eps)):
        for s in range(max(1, t - k2 + 1), t + 1):
            total += eps[t] * u ** (t - s) * h[s - 1]
    return total


SOLUTIONS = {"check_clip": clip, "check_rmsprop": rmsprop, "check_truncated": truncated}


def _one_by_one(grads, limit):
    return [clip([g], limit)[0] for g in grads]


def _always(grads, limit):
    norm = np.sqrt(sum(np.sum(g**2) for g in grads))
    return [g * limit / norm for g in grads]


def _by_value(grads, limit):
    return [np.clip(g, -limit, limit) for g in grads]


def _by(norm):
    """Clipped by something that is not the norm."""
    return lambda grads, limit: [g * min(1, limit / (norm(grads) or 1)) for g in grads]


def _length(grads):
    return np.linalg.norm(np.concatenate([np.ravel(g) for g in grads]))


def _length_one(grads, limit):
    return [g / _length(grads) for g in grads] if _length(grads) > limit else grads


def _fraction_turned(grads, limit):
    norm = _length(grads)
    return [g * norm / limit for g in grads] if norm > limit else grads


def _inside(w, g, E, eta, gamma, epsilon):
    E = gamma * E + (1 - gamma) * g**2
    return w - eta * g / np.sqrt(E + epsilon), E


def _old_mean(w, g, E, eta, gamma, epsilon):
    return w - eta * g / (np.sqrt(E) + epsilon), gamma * E + (1 - gamma) * g**2


def _swapped(w, g, E, eta, gamma, epsilon):
    return rmsprop(w, g, E, eta, 1 - gamma, epsilon)


def _not_squared(w, g, E, eta, gamma, epsilon):
    E = gamma * E + (1 - gamma) * g
    return w - eta * g / (np.sqrt(abs(E)) + epsilon), E


def _not_a_mean(w, g, E, eta, gamma, epsilon):
    E = gamma * E + g**2
    return w - eta * g / (np.sqrt(E) + epsilon), E


def _uphill(w, g, E, eta, gamma, epsilon):
    E = gamma * E + (1 - gamma) * g**2
    return w + eta * g / (np.sqrt(E) + epsilon), E


def _no_root(w, g, E, eta, gamma, epsilon):
    E = gamma * E + (1 - gamma) * g**2
    return w - eta * g / (E + epsilon), E


def _no_epsilon(w, g, E, eta, gamma, epsilon):
    E = gamma * E + (1 - gamma) * g**2
    return w - eta * g / np.sqrt(E), E


def _plain(w, g, E, eta, gamma, epsilon):
    return w - eta * g, gamma * E + (1 - gamma) * g**2


def _whole(eps, h, u, k2):
    return truncated(eps, h, u, len(eps))


def _too_far(eps, h, u, k2):
    return truncated(eps, h, u, k2 + 1)


def _late(eps, h, u, k2):
    total = 0.0
    for t in range(len(eps)):
        for s in range(max(0, t - k2 + 1), t + 1):
            total += eps[t] * u ** (t - s) * h[s]
    return total


def _single(eps, h, u, k2):
    return truncated(eps, h, u, 1)


def _too_few(eps, h, u, k2):
    return truncated(eps, h, u, k2 - 1)


def _last_error(eps, h, u, k2):
    return truncated([0.0] * (len(eps) - 1) + eps[-1:], h, u, k2)


def _error_of_s(eps, h, u, k2):
    total = 0.0
    for t in range(len(eps)):
        for s in range(max(1, t - k2 + 1), t + 1):
            total += eps[s] * u ** (t - s) * h[s - 1]
    return total


def _from_the_end(eps, h, u, k2):
    total = 0.0
    for t in range(len(eps)):
        for s in range(max(0, t - k2 + 1), t + 1):
            total += eps[t] * u ** (t - s) * h[s - 1]
    return total


def _no_first_step(eps, h, u, k2):
    total = 0.0
    for t in range(len(eps)):
        for back in range(k2):
            total += eps[t] * u**back * h[t - back - 1]
    return total


MISTAKES = {
    "check_clip": {
        "each array has a norm of its own; it is one for all": _one_by_one,
        "a short gradient is made longer": _always,
        "the entries are clipped, not the length": _by_value,
        "nothing is clipped": lambda grads, limit: grads,
        "no root is drawn: the norm is the root of the sum of squares": _by(
            lambda grads: sum(np.sum(g**2) for g in grads)
        ),
        "the norms of the arrays are added; their squares should be": _by(
            lambda grads: sum(np.linalg.norm(g) for g in grads)
        ),
        "the largest entry is taken for the norm": _by(
            lambda grads: max(abs(g).max() for g in grads)
        ),
        "the absolute values are added, not the squares": _by(
            lambda grads: sum(abs(g).sum() for g in grads)
        ),
        "a long gradient gets the length one, not that of the limit": _length_one,
        "it is multiplied by the norm divided by the limit: the fraction is turned round": (
            _fraction_turned
        ),
        "1e-6 is added to the norm, as PyTorch does; (13.2) has no such term": _by(
            lambda grads: _length(grads) + 1e-6
        ),
    },
    "check_rmsprop": {
        "epsilon stands inside the root": _inside,
        "the step uses the old mean": _old_mean,
        "gamma and one minus gamma are swapped": _swapped,
        "the gradient is not squared in the mean": _not_squared,
        "one minus gamma is left out of the mean": _not_a_mean,
        "the old mean is returned": lambda E, **given: (rmsprop(E=E, **given)[0], E),
        "the two results have changed places: the new w is the first": (
            lambda **given: rmsprop(**given)[::-1]
        ),
        "the sign is turned round: the step goes up the slope": _uphill,
        "no root is drawn": _no_root,
        "epsilon is left out": _no_epsilon,
        "the step is not divided: this is plain descent": _plain,
    },
    "check_truncated": {
        "nothing is cut off": _whole,
        "it goes back one step too far": _too_far,
        "u is multiplied by h[s]; it hears the step before, h[s-1]": _late,
        "it stops one step too early: the error's own step and k2 - 1 more are asked for": _too_few,
        "each error goes back a single step": _single,
        "only the last error is sent back": _last_error,
        "each share has the error of step s; it is the error of step t that goes back": _error_of_s,
        "the power of u is one too high": lambda eps, h, u, k2: u * truncated(eps, h, u, k2),
        "u is left out: on each step back the error is multiplied by it": (
            lambda eps, h, u, k2: truncated(eps, h, 1, k2)
        ),
        "h[-1] is read from the list, where it is the last output; before the first step h is 0": (
            _from_the_end
        ),
        "steps before the first are counted, where the list is read from its end": _no_first_step,
    },
}
