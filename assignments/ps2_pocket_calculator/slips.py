"""The functions as plain loops, right or with one slip: what students hand in.

One unit, one signal x (T,). The network is told by ``kind``, what is scored by ``scored``
(variants.py). The slips are explained in mistakes.py; those of the design stand in machine.py.
"""

import numpy as np


def crelu(z):
    return np.minimum(1.0, np.maximum(0.0, z))


def before(values, steps=1):
    """The same, one step or more later: what was said before; nothing at the beginning."""
    values = np.asarray(values, dtype=float)
    return np.concatenate(
        [np.zeros(min(steps, len(values))), values[: max(len(values) - steps, 0)]]
    )


def forward(x, u, kind="plain", slip=""):
    lag, feedback = (2 if kind == "two steps back" else 1), (-u if kind == "minus" else u)
    if slip in ("no feedback", "added"):
        feedback = 0.0 if slip == "no feedback" else np.sign(feedback)
    if slip == "two times":
        feedback = feedback**2
    w = 1.0 - u if kind == "mean" else 1.0
    h = np.zeros(len(x))
    if slip == "late":
        x = before(x)
    for t in range(len(x)):
        fed_back = (x if slip == "x fed back" else h)[t - lag] if t >= lag else 0.0
        h[t] = w * x[t] + feedback * fed_back
        if slip == "x too":
            h[t] = feedback * (x[t] + fed_back)
        if slip == "crelu":
            h[t] = crelu(h[t])
        if slip == "tanh":
            h[t] = np.tanh(h[t])
    return h


def which(y, scored):
    last = np.arange(len(y)) == len(y) - 1
    return {"above": y > 0, "below": y < 0, "all": np.full(y.shape, True), "last": last}[scored]


def synchronous(h, y, scored="above", slip=""):
    chosen = which(y, scored)
    if slip == "others scored":
        chosen = y > 0 if scored == "all" else np.full(y.shape, True)
    if slip == "scored by h":
        chosen = h < 0 if scored == "below" else h > 0
    eps = np.where(chosen, h - y, 0.0)
    value = 0.5 * np.sum(eps**2)
    if slip == "sign":
        eps = -eps
    if slip in ("no half", "both twice"):
        value = 2 * value
    if slip in ("twice", "both twice"):
        eps = 2 * eps
    if slip == "mean":
        n = max(np.count_nonzero(chosen), 1)
        value, eps = value / n, eps / n
    if slip == "summed from the end":
        eps = np.cumsum(eps[::-1])[::-1]
    if slip == "no target":
        eps = np.where(chosen, h, 0.0)
    return {"value": value, "eps": eps}


def bptt(u, eps, kind="plain", slip=""):
    lag, feedback = (2 if kind == "two steps back" else 1), (-u if kind == "minus" else u)
    if slip == "no u":
        feedback = np.sign(feedback)
    if slip == "squared":
        feedback = feedback**2
    back, T = np.array(eps, dtype=float), len(eps)
    steps = range(T) if slip == "forwards" else reversed(range(T))
    for t in steps:
        later = t - lag if slip == "forwards" else t + lag
        if 0 <= later < T and slip != "deaf":
            sent = eps[later] if slip == "eps handed on" else back[later]
            back[t] = eps[t] + feedback * sent
            if slip == "overwritten" and eps[t] == 0:
                back[t] = 0.0
            if slip == "eps too":
                back[t] = feedback * (eps[t] + sent)
    return back[::-1].copy() if slip == "turned round" else back


def weight_gradient(x, h, delta, kind="plain", slip=""):
    lag, sign = (2 if kind == "two steps back" else 1), (-1.0 if kind == "minus" else 1.0)
    used = before(h, lag)
    if kind == "mean" and slip != "no x":
        used = used - x
    used = {
        "h[t]": h, "x for h": x, "later": before(h[::-1])[::-1], "delta alone": np.ones(len(h)),
        "too far": before(h, lag + 1),
    }.get(slip, used)  # fmt: skip
    value = sign * np.sum(delta * used)
    if slip == "mean":
        value = value / len(h)
    if slip == "sign":
        value = -value
    if slip == "last step":
        value = sign * delta[-1] * used[-1]
    if slip == "product of sums":
        value = sign * np.sum(delta) * np.sum(used)
    return float(value)


def update(u, gradient, eta, slip=""):
    value = {
        "up": u + eta * gradient, "no eta": u - gradient, "squared eta": u - eta**2 * gradient,
        "only the step": -eta * gradient, "the sign alone": u - eta * np.sign(gradient),
        "shrunk": u - eta * u * gradient, "unchanged": u,
    }.get(slip, u - eta * gradient)  # fmt: skip
    return float(value)


def forget_gate(x, y, scored="above", key=1.0, slip=""):
    f, h, T = np.zeros(len(x)), np.zeros(len(x)), len(x)
    for t in range(T):
        last = h[t - 1] if t else 0.0
        heard = {"late": before(x)[t], "hears h": last}.get(slip, x[t]) * key
        gate = {
            "inverted": lambda z: crelu(1.0 - z), "relu": lambda z: max(0.0, z),
            "logistic": lambda z: 1 / (1 + np.exp(-z)), "step": lambda z: float(z > 0),
            "below 1": lambda z: min(1.0, z),
        }.get(slip, crelu)  # fmt: skip
        f[t] = gate(heard)
        h[t] = x[t] + f[t] * last
        if slip == "gates the input":
            h[t] = f[t] * x[t] + last
        if slip == "gates both":
            h[t] = f[t] * (x[t] + last)
        if slip == "mixed":
            h[t] = (1 - f[t]) * x[t] + f[t] * last
    made = synchronous(h, y, scored, {"others scored": slip, "no half": slip}.get(slip, ""))
    return {"f": f, "h": h, "value": made["value"]}
