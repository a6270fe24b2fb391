"""Solutions of notebook 03's exercises, and the mistakes that its checks know by name."""

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
}
