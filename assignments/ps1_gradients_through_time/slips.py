"""The seven functions as plain loops, right or with one slip: what students hand in.

A flow graph is ``arrows``: {head: {tail: number}}, or with ``by_tail`` {tail: {head: number}}; the
names stand in the order in which the variables are computed. The memorizer is told by ``kind``
(variants.py). The slips are explained in mistakes.py.
"""

import numpy as np


def edges(arrows, by_tail):
    """[(tail, head, number)] in the order in which they are stored."""
    pairs = [(one, other, number) for one in arrows for other, number in arrows[one].items()]
    return pairs if by_tail else [(other, one, number) for one, other, number in pairs]


def ways(arrows, of, wrt, by_tail):
    """Every way from wrt to of: (the variables that it passes, the numbers on its arrows)."""
    if of == wrt:
        return [((), ())]
    found = []
    for tail, head, number in edges(arrows, by_tail):
        if tail == wrt:
            for names, numbers in ways(arrows, of, head, by_tail):
                found.append(((head, *names) if head != of else names, (number, *numbers)))
    return found


def total(arrows, of, wrt, by_tail=False, slip=""):
    found = ways(arrows, of, wrt, by_tail)
    if slip == "direct":
        found = [way for way in found if not way[0]]
    if slip == "longest":
        found = [max(found, key=lambda way: len(way[0]))]
    if slip == "turned round":
        found = ways(arrows, wrt, of, by_tail)
    if slip == "ends":
        names = list(arrows)
        found = ways(arrows, names[-1], names[0], by_tail)
    if slip == "two totals":
        return sum(
            total(arrows, of, head, by_tail) * total(arrows, head, wrt, by_tail)
            for tail, head, _ in edges(arrows, by_tail)
            if tail == wrt
        )
    if slip == "overwritten":
        d = dict.fromkeys(arrows, 0.0) | {of: 1.0}
        for name in reversed(list(arrows)):
            for tail, head, number in edges(arrows, by_tail):
                if tail == name and head in d and name != of and d[head]:
                    d[name] = d[head] * number
        return d[wrt]
    along = np.sum if slip == "added" else np.prod
    return float(sum(along(numbers) for _, numbers in found))


def partial(arrows, of, wrt, held, by_tail=False, slip=""):
    found = ways(arrows, of, wrt, by_tail)
    keep = {
        "nothing held": lambda names: True,
        "all held": lambda names: not names,
        "one held": lambda names: held[0] not in names,
        "only through": lambda names: set(held) & {*names},
        "all of them": lambda names: not set(held) <= {*names},
        "at the start": lambda names: not names or names[0] not in held,
        "at the end": lambda names: not names or names[-1] not in held,
    }.get(slip, lambda names: not set(held) & {*names})
    return float(sum(np.prod(numbers) for names, numbers in found if keep(names)))


def cut(arrows, upstream, from_wrt, to_of, by_tail=False, slip=""):
    products = []
    for tail, head, number in edges(arrows, by_tail):
        if tail in upstream and head not in upstream:
            here, there = from_wrt[tail], to_of[head]
            one = {
                "no arrow": here * there,
                "no tail": number * there,
                "no head": here * number,
                "arrow alone": number,
                "squared": here * number**2 * there,
                "added": here + number + there,
                "divided": here * there / number,
            }.get(slip, here * number * there)
            products.append(one)
    products = np.array(products)
    if slip == "shares":
        products = products / products.sum()
    if slip == "summed up":
        products = np.cumsum(products)
    return products[::-1] if slip == "turned round" else products


def memorizer(kind, x0, w, u, m):
    """What goes in, the target, where it is scored, how far the feedback reaches back; and h."""
    x, y, scored = np.zeros(m + 1), np.zeros(m + 1), np.zeros(m + 1, bool)
    x[0], scored[m] = x0, True
    if kind == "shown twice":
        x[1] = x0
    if kind == "asked twice":
        scored[m - 1] = True
    y[scored] = -x0 if kind == "other sign" else x0
    lag = 2 if kind == "two steps back" else 1
    h = np.zeros(m + 1)
    for n in range(m + 1):
        h[n] = w * x[n] + (u * h[n - lag] if n >= lag else 0.0)
    return x, y, scored, lag, h


def gradient(weight, kind, x0, w, u, m, slip):
    x, y, scored, lag, h = memorizer(kind, x0, w, u, m)
    if slip == "w forgotten":
        h = h / w
    eps = np.where(scored, h - y, 0.0)
    if slip == "loss":
        return 0.5 * np.sum(eps**2)
    if slip == "sign":
        eps = -eps
    if slip == "no error":
        eps = scored.astype(float)
    if slip == "all scored":
        eps = h - y[m]
    delta = eps.copy()
    for n in reversed(range(m + 1 - lag)):
        delta[n] += u * delta[n + lag]
    before = np.concatenate([np.zeros(lag), h[:-lag]])
    factor = x if weight == "w" else before
    factor = {
        "no x0": x / x0, "h for x": h, "h[n]": h, "x for h": x, "delta alone": np.ones(m + 1),
    }.get(slip, factor)  # fmt: skip
    back = {"partial": eps, "h alone": scored.astype(float)}.get(slip, delta)
    value = np.sum(back * factor)
    if slip in ("mean", "too few", "too many"):
        value *= {"mean": 1 / (m + 1), "too few": 1 / u, "too many": u}[slip]
    return float(value)


def dL_dw(x0, w, u, m, kind="plain", slip=""):
    return gradient("w", kind, x0, w, u, m, slip)


def dL_du(x0, w, u, m, kind="plain", slip=""):
    return gradient("u", kind, x0, w, u, m, slip)


def echo(taps, steps, oldest_first=False, slip=""):
    taps = np.array(taps[::-1] if oldest_first else taps)
    taps = {
        "first tap": taps[:1], "turned round": taps[::-1], "sizes": np.abs(taps),
        "lag": np.append(0.0, taps), "added": np.array([taps.sum()]),
    }.get(slip, taps)  # fmt: skip
    h = np.zeros(steps + 1)
    for n in range(steps + 1):
        h[n] = float(n == (1 if slip == "late" else 0))
        for k, tap in enumerate(taps, start=1):
            if n >= k:
                heard = float(n == k) if slip == "input" and k > 1 else h[n - k]
                h[n] += tap * heard
    return np.abs(h) if slip == "all sizes" else h


def growth(taps, oldest_first=False, slip=""):
    taps = np.array(taps[::-1] if oldest_first else taps)
    size = np.abs(taps)
    z = np.roots(np.append(1.0, taps if slip == "signs" else -taps))
    largest = np.max(np.abs(z))
    value = {
        "largest weight": np.max(size),
        "sum": abs(np.sum(taps)),
        "sum of sizes": np.sum(size),
        "product": np.prod(size),
        "length": np.sqrt(np.sum(taps**2)),
        "smaller": np.min(np.abs(z)),
        "real part": np.max(z.real),
        "the other way up": 1 / largest,
        "squared": largest**2,
        "log": np.log(largest),
        "turned round": np.max(np.abs(np.roots(np.append(1.0, -taps[::-1])))),
    }.get(slip, largest)
    return float(value)
