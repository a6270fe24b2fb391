"""Solutions of lecture 03's exercises, and the mistakes that its checks know by name."""

import math

import numpy as np

X = [1, 2, 1, 0, 1, 1, 1, 0]
Y = [0, 0, 0, 4, 0, 0, 0, 3]


def bptt(eps, u):
    delta = [0.0] * len(eps)
    later = 0.0
    for t in reversed(range(len(eps))):
        delta[t] = eps[t] + u * later
        later = delta[t]
    return delta


def gradient_u(delta, h):
    return sum(delta[t] * h[t - 1] for t in range(1, len(h)))


def slope(u):
    h, last = [], 0.0
    for number in X:
        last = number + u * last
        h.append(last)
    eps = [h[t] - Y[t] if Y[t] > 0 else 0.0 for t in range(len(h))]
    return gradient_u(bptt(eps, u), h)


def last_u(u, eta, steps):
    for _ in range(steps):
        u = u - eta * slope(u)
    return u


def bptt_tanh(eps, c, u):
    return _curved(eps, lambda t: u * (1 - math.tanh(c[t]) ** 2))


def cut_outputs(x, u):
    return _kept(x, u, int)


def _curved(eps, factor):
    """delta[t] = eps[t] + factor(t + 1) delta[t+1]."""
    delta = list(eps)
    for t in reversed(range(len(eps) - 1)):
        delta[t] += factor(t + 1) * delta[t + 1]
    return delta


def _kept(x, u, keep):
    h, last = [], 0
    for one in x:
        last = keep(one + u * last)
        h.append(last)
    return h


def _left_to_right(eps, u):
    delta, before = [], 0.0
    for one in eps:
        before = one + u * before
        delta.append(before)
    return delta


def _one_step_ahead(eps, u):
    return [e + u * after for e, after in zip(eps, [*eps[1:], 0.0], strict=True)]


SOLUTIONS = {
    "check_bptt": bptt,
    "check_gradient_u": gradient_u,
    "check_last_u": last_u,
    "check_bptt_tanh": bptt_tanh,
    "check_cut_outputs": cut_outputs,
}

MISTAKES = {
    "check_bptt": {
        "the loop runs from left to right": _left_to_right,
        "the list runs from the last step to the first": lambda eps, u: bptt(eps, u)[::-1],
        "the way through the next step is left out: delta is eps then": lambda eps, u: list(eps),
        "only one step is looked ahead: eps[t+1] stands where delta[t+1] should": _one_step_ahead,
        "u is left out": lambda eps, u: np.cumsum(eps[::-1])[::-1],
    },
    "check_gradient_u": {
        "delta[t] is multiplied by h[t] and not by h[t-1]": (
            lambda delta, h: sum(d * one for d, one in zip(delta, h, strict=True))
        ),
        "delta[t] is multiplied by h[t+1]: the shift goes the wrong way": (
            lambda delta, h: sum(delta[t] * h[t + 1] for t in range(len(h) - 1))
        ),
        "h before the first step is taken to be the last h": (
            lambda delta, h: sum(delta[t] * h[t - 1] for t in range(len(h)))
        ),
        "the products are not added up": (
            lambda delta, h: [delta[t] * h[t - 1] for t in range(1, len(h))]
        ),
    },
    "check_last_u": {
        "the step goes uphill": lambda u, eta, steps: last_u(u, -eta, steps),
        "one step too many is taken": lambda u, eta, steps: last_u(u, eta, steps + 1),
        "one step too few is taken": lambda u, eta, steps: last_u(u, eta, steps - 1),
        "the slope is found once, at the start, and used for all steps": (
            lambda u, eta, steps: u - steps * eta * slope(u)
        ),
        "only one step is taken, whatever is asked": (
            lambda u, eta, steps: u - eta * slope(u) if steps else u
        ),
    },
    "check_bptt_tanh": {
        "the slopes are left out, as if sigma_h were the identity": lambda eps, c, u: bptt(eps, u),
        "the slope is taken at c[t] and not at c[t+1]": (
            lambda eps, c, u: _curved(eps, lambda t: u * (1 - math.tanh(c[t - 1]) ** 2))
        ),
        "the slope is multiplied twice": (
            lambda eps, c, u: _curved(eps, lambda t: u * (1 - math.tanh(c[t]) ** 2) ** 2)
        ),
        "1 - c^2 stands for the slope: it needs h, which is tanh(c)": (
            lambda eps, c, u: _curved(eps, lambda t: u * (1 - c[t] ** 2))
        ),
        "these are the derivatives with respect to c[t], as on the slide": (
            lambda eps, c, u: [
                delta * (1 - math.tanh(one) ** 2)
                for delta, one in zip(bptt_tanh(eps, c, u), c, strict=True)
            ]
        ),
    },
    "check_cut_outputs": {
        "nothing is cut: these are the right outputs": lambda x, u: _kept(x, u, float),
        "the numbers are rounded, not cut": lambda x, u: _kept(x, u, round),
        "the numbers are cut downwards: below zero, that is away from zero": (
            lambda x, u: _kept(x, u, math.floor)
        ),
        "all is computed first and cut at the end; it is the cut number that is fed back": (
            lambda x, u: [int(h) for h in _kept(x, u, float)]
        ),
    },
}
