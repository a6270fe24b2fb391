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


MISTAKES = {
    "check_clip": {
        "each array has a norm of its own; it is one for all": _one_by_one,
        "a short gradient is made longer": _always,
        "the entries are clipped, not the length": _by_value,
    },
    "check_rmsprop": {
        "epsilon stands inside the root": _inside,
        "the step uses the old mean": _old_mean,
        "gamma and one minus gamma are swapped": _swapped,
        "the gradient is not squared in the mean": _not_squared,
    },
    "check_truncated": {
        "nothing is cut off": _whole,
        "it goes back one step too far": _too_far,
        "u is multiplied by h[s]; it hears the step before, h[s-1]": _late,
        "each error goes back a single step": _single,
    },
}
