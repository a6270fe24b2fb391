"""Other versions of this assignment, so that last year's answers don't serve.

Each variant sets three things: what the memorizer has to do, whether a flow graph is stored by the
heads or by the tails of its arrows, and whether the newest or the oldest tap comes first.
"""

from typing import NamedTuple


class Kind(NamedTuple):
    memorizer: str
    by_tail: bool
    oldest_first: bool


KINDS = {
    0: Kind("plain", by_tail=False, oldest_first=False),
    1: Kind("other sign", by_tail=True, oldest_first=False),
    2: Kind("two steps back", by_tail=False, oldest_first=True),
    3: Kind("shown twice", by_tail=True, oldest_first=True),
    4: Kind("asked twice", by_tail=True, oldest_first=False),
}
VARIANTS = {
    0: "as in the lecture: say x0 after m steps; graphs stored by heads; the newest tap first",
    1: "say -x0 after m steps; graphs stored by tails; the newest tap first",
    2: "the memorizer feeds back h[n-2]; graphs stored by heads; the oldest tap first",
    3: "x0 is shown twice, at steps 0 and 1; graphs stored by tails; the oldest tap first",
    4: "x0 is asked for twice, at steps m-1 and m; graphs stored by tails; the newest tap first",
}


BY_TAIL = {
    "example": [
        (
            """    "x": {},
    "a": {"x": 2.0},
    "b": {"x": -1.5, "a": 0.5},
    "y": {"x": 3.0, "a": -4.0, "b": 1.0},
""",
            """    "x": {"a": 2.0, "b": -1.5, "y": 3.0},
    "a": {"b": 0.5, "y": -4.0},
    "b": {"y": 1.0},
    "y": {},
""",
        )
    ],
    "graph": [
        ('`arrows["b"]["a"]` is', '`arrows["a"]["b"]` is'),
        ("the outer name is the head, the inner name is the tail",
         "the outer name is the tail, the inner name is the head"),
    ],
    "total": [
        (
            """    for head in reversed(list(arrows)):
        for tail, number in arrows[head].items():
            d[tail] += d[head] * number
""",
            """    for tail in reversed(list(arrows)):
        for head, number in arrows[tail].items():
            d[tail] += d[head] * number
""",
        )
    ],
    "partial": [
        (
            """    for head in reversed(list(arrows)):
        if head not in held:
            for tail, number in arrows[head].items():
                d[tail] += d[head] * number
""",
            """    for tail in reversed(list(arrows)):
        for head, number in arrows[tail].items():
            if head not in held:
                d[tail] += d[head] * number
""",
        )
    ],
    "cut": [
        (
            """    for head in arrows:
        for tail, number in arrows[head].items():
""",
            """    for tail in arrows:
        for head, number in arrows[tail].items():
""",
        )
    ],
    "check-cut": [("[-1.5, 1.0, 3.0, -8.0]", "[-1.5, 3.0, 1.0, -8.0]")],
}  # fmt: skip

OLDEST_FIRST = {
    "taps": [
        ("holds $u_1, u_2, \\dots, u_K$: the newest tap comes first",
         "holds $u_K, \\dots, u_2, u_1$: the oldest tap comes first"),
    ],
    "echo": [("enumerate(taps, start=1)", "enumerate(reversed(taps), start=1)")],
    "check-echo": [("np.array([0.5, 0.25]), 4", "np.array([0.25, 0.5]), 4")],
    "growth": [("[1.0, *(-taps)]", "[1.0, *(-taps[::-1])]")],
    "check-growth": [
        ("growth(np.array([0.5, 0.25]))) ==", "growth(np.array([0.25, 0.5]))) =="),
        ("np.array([1.0, -0.5])", "np.array([-0.5, 1.0])"),
        ("np.array([0.5, 0.25])), 0.8", "np.array([0.25, 0.5])), 0.8"),
    ],
}  # fmt: skip


def _checks(zero, some, dw, du, last, dw_last, du_last):
    """The visible checks' numbers: where the gradient is zero, and two places where it isn't."""
    return {
        f"check-{label}": [
            (f"{name}(1.0, 4.0, 0.5, 2), 0", f"{name}({zero}), 0"),
            (f"isclose({name}(2.0, 0.5, -0.5, 2), {old})", f"isclose({name}({some}), {new})"),
            (f"(-1.0, 0.5, 2.0, 3), {old_last})", f"(-1.0, 0.5, 2.0, {last}), {new_last})"),
        ]
        for label, name, old, new, old_last, new_last in (
            ("dw", "dL_dw", -0.875, dw, 24, dw_last),
            ("du", "dL_du", 1.75, du, 18, du_last),
        )
    }


MEMORIZER = {
    "plain": {},
    "other sign": {
        "memorizer": [
            ("it should say the number. The", "it should say $-x_0$. The"),
            ("(h[m] - x_0)^2", "(h[m] + x_0)^2"),
        ],
        "dw": [("reach - x0", "reach + x0")],
        "du": [("h[m] - x0", "h[m] + x0")],
        **_checks("1.0, -4.0, 0.5, 2", "2.0, 0.5, -0.5, 2", 1.125, -2.25, "3", 40, 30),
    },
    "two steps back": {
        "memorizer": [
            ("w\\,x[n] + u\\,h[n-1]", "w\\,x[n] + u\\,h[n-2]"),
            ("After $m$ steps", "After $m$ steps, where $m$ is even,"),
        ],
        "text-du": [("at every step after the first", "at every step but the first two")],
        "dw": [("u**m", "u ** (m // 2)")],
        "du": [
            ("u * h[n - 1] if n > 0 else w * x0", "u * h[n - 2] if n > 1 else w * x0 * (n == 0)"),
            ("range(m))", "range(m - 1))"),
            ("u * delta[n + 1]", "u * delta[n + 2]"),
            ("h[n - 1] for n in range(1,", "h[n - 2] for n in range(2,"),
        ],
        **_checks("1.0, 2.0, 0.5, 2", "2.0, 0.5, -0.5, 2", 2.5, -2.5, "4", 4, 2),
    },
    "shown twice": {
        "memorizer": [
            ("at step $0$, and nothing afterwards: $x[0] = x_0$, and $x[n] = 0$ for $n > 0$",
             "twice, at steps $0$ and $1$, and nothing afterwards: $x[0] = x[1] = x_0$, and "
             "$x[n] = 0$ for $n > 1$"),
        ],
        "dw": [("u**m  # what is left of w x0 at the end",
                "u**m + u ** (m - 1)  # what is left at the end of a w that comes in twice")],
        "du": [("u * h[n - 1] if n > 0 else w * x0",
                "w * x0 * (n < 2) + (u * h[n - 1] if n > 0 else 0.0)")],
        **_checks("1.0, 0.5, 1.0, 2", "2.0, 0.5, 0.5, 2", -1.875, -2.5, "3", 60, 40),
    },
    "asked twice": {
        "memorizer": [
            ("After $m$ steps it should say the number", "After $m - 1$ steps it should say the "
             "number, and after $m$ steps once more"),
            ("(h[m] - x_0)^2", "(h[m-1] - x_0)^2 + \\frac{1}{2} (h[m] - x_0)^2"),
        ],
        "dw": [
            ("""    reach = u**m  # what is left of w x0 at the end
    error = w * x0 * reach - x0
    return error * reach * x0
""",
             """    reach = u ** np.array([m - 1, m])  # what is left of w x0 at the two steps
    error = w * x0 * reach - x0
    return np.sum(error * reach * x0)
"""),
        ],
        "du": [("u * delta[n + 1]", "u * delta[n + 1] + (h[n] - x0) * (n == m - 1)")],
        **_checks("1.0, 1.0, 1.0, 2", "2.0, 0.5, -0.5, 2", 1.625, -0.75, "3", 28, 20),
    },
}  # fmt: skip


def edits(variant):
    """{cell's label: [(old, new), ...]}: what this variant changes in the source.

    Errors: ``ValueError`` for a variant that isn't there.
    """
    if variant not in KINDS:
        raise ValueError(f"variant: expected one of {sorted(KINDS)}, got {variant!r}")
    kind = KINDS[variant]
    found = {}
    parts = [MEMORIZER[kind.memorizer], BY_TAIL] if kind.by_tail else [MEMORIZER[kind.memorizer]]
    for part in [*parts, OLDEST_FIRST] if kind.oldest_first else parts:
        for label, pairs in part.items():
            found[label] = found.get(label, []) + pairs
    return found
