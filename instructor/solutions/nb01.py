"""Solutions of the exercises of lecture 01, and the mistakes that students are known to make."""


def three_derivatives(x):
    """Arrows: x -> h0 carries 3, h0 -> h1 2 h0, x -> h1 1, h0 -> ŷ h1, h1 -> ŷ h0."""
    h0 = 3 * x
    h1 = h0**2 + x
    through_h0, through_both, through_h1 = 3 * h1, 3 * 2 * h0 * h0, h0
    return through_h0 + through_both + through_h1, through_h1, through_h0


def backwards(arrows):
    names = list(arrows)
    d = dict.fromkeys(names, 0.0)
    d[names[-1]] = 1.0
    for name in reversed(names):
        for tail, number in arrows[name].items():
            d[tail] += d[name] * number
    return d


def deltas(eps, w):
    d = [0.0] * len(eps)
    for n in reversed(range(len(eps))):
        later = [(m, value) for m, value in enumerate(w, 1) if n + m < len(eps)]
        d[n] = eps[n] + sum(d[n + m] * value for m, value in later)
    return d


def ways(n):
    before, now = 0, 1
    for _ in range(n):
        before, now = now, before + now
    return now


SOLUTIONS = {
    "check_three_derivatives": three_derivatives,
    "check_backwards": backwards,
    "check_deltas": deltas,
    "check_ways": ways,
}


def _swapped(x):
    total, h0_held, h1_held = three_derivatives(x)
    return total, h1_held, h0_held


def _without_both(x):
    _, h0_held, h1_held = three_derivatives(x)
    return h0_held + h1_held, h0_held, h1_held


def _nothing_left(x):
    total, _, h1_held = three_derivatives(x)
    return total, 0.0, h1_held


def _through_h1(x):
    total, h0_held, _ = three_derivatives(x)
    return total, h0_held, total - h0_held


def _direct(arrows):
    last = list(arrows)[-1]
    return {name: arrows[last].get(name, float(name == last)) for name in arrows}


def _two_totals(arrows):
    names = list(arrows)

    def total(of, wrt):
        upto = {name: arrows[name] for name in names[: names.index(of) + 1]}
        return backwards(upto)[wrt] if wrt in upto else 0.0

    d = {}
    for name in names:
        heads = [b for b in names if name in arrows[b]]
        d[name] = sum(total(names[-1], b) * total(b, name) for b in heads)
    d[names[-1]] = 1.0
    return d


def _overwritten(arrows):
    names = list(arrows)
    d = dict.fromkeys(names, 0.0)
    d[names[-1]] = 1.0
    for name in reversed(names):
        for tail, number in arrows[name].items():
            d[tail] = d[name] * number
    return d


def _partials_handed_on(eps, w):
    steps = range(len(eps))
    return [
        eps[n] + sum(eps[n + m] * v for m, v in enumerate(w, 1) if n + m < len(eps)) for n in steps
    ]


def _first_tap(eps, w):
    return deltas(eps, w[:1])


def _reversed_taps(eps, w):
    return deltas(eps, w[::-1])


def _turned(eps, w):
    return deltas(eps, w)[::-1]


def _doubles(n):
    return 2**n


def _early(n):
    return ways(n - 1)


def _late(n):
    return ways(n + 1)


MISTAKES = {
    "check_three_derivatives": {
        "the two partial ones are swapped": _swapped,
        "in the total the way through both h0 and h1 is forgotten": _without_both,
        "with h0 held, h1 is held as well, and nothing is left": _nothing_left,
        "with h1 held, the way through h1 is still counted": _through_h1,
    },
    "check_backwards": {
        "only the direct arrows count: these are partial derivatives": _direct,
        "both factors are total derivatives: ways are counted twice": _two_totals,
        "what one arrow brings overwrites what another one has brought": _overwritten,
    },
    "check_deltas": {
        "the partial derivatives are handed on, not the totals": _partials_handed_on,
        "only the first tap is used": _first_tap,
        "the taps are taken in the wrong order": _reversed_taps,
        "the list runs from the last step to the first": _turned,
    },
    "check_ways": {
        "it doubles with each step": _doubles,
        "one starts too early: the numbers are those of n - 1": _early,
        "one starts too late: the numbers are those of n + 1": _late,
    },
}
