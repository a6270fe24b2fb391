"""Other versions of this assignment, so that last year's answers don't serve.

Each has a salt of its own, so the same id gets other numbers; what else is different, kinds.py says
for the marker, and this module for the notebook.
"""

from assignments.ps4_by_hand.kinds import KINDS

VARIANTS = {
    0: "as in the worked example: four gates, tanh, both steps scored",
    1: "i = 1 - f, so that one gate has no weights of its own",
    2: "no tanh: the candidate is what it hears, and h = o c",
    3: "the tables in the order o, f, i, g",
    4: "only the last step is scored; the tables in the order f, i, g, o",
}

_STEPS = ("forward_0", "forward_1")
_BACK = ("backward_1", "backward_0")
COUPLED = {
    "symbols": [
        (
            r"\sigma\left(w_{i1}\,x_1[t] + w_{i2}\,x_2[t] + u_i\,h[t-1] + b_i\right)",
            "1 - f[t]",
        ),
        (
            "In `mine`, `w_c` is",
            "The input gate has no weights of its own: leave `w_i`, `u_i`, `b_i` alone. "
            "In `mine`, `w_c` is",
        ),
    ],
    **{label: [('logistic(z["i"])', '1 - logistic(z["f"])')] for label in _STEPS},
    "text-backward_1": [
        (
            "* `pre_g`, `pre_i`, `pre_f`, `pre_o`: the total",
            "* `df`: the total derivative $dL/df[t]$, by way of $i[t] = 1 - f[t]$ too;\n"
            "* `pre_g`, `pre_f`, `pre_o`: the total",
        ),
        ("through the four weights", "through the three weights"),
    ],
    "backward_1": [
        ("    pre = {\n", "    df = dc * (c_before - g)\n    pre = {\n"),
        ('        "pre_i": dc * g * i * (1 - i),\n', ""),
        ("dc * c_before * f * (1 - f)", "df * f * (1 - f)"),
        ('zip("cifo"', 'zip("cfo"'),
        ('"dc": dc, **pre', '"dc": dc, "df": df, **pre'),
    ],
    "backward_0": [
        ("g, i, o, c, h =", "g, i, f, o, c, h ="),
        ('in "gioch")', 'in "gifoch")'),
        ("    pre = {\n", "    df = -dc * g  # there was no c to keep\n    pre = {\n"),
        ('        "pre_i": dc * g * i * (1 - i),\n', ""),
        ("0.0,  # there was no c to keep", "df * f * (1 - f),"),
        ('zip("cifo"', 'zip("cfo"'),
        ('"dc": dc, **pre', '"dc": dc, "df": df, **pre'),
    ],
    "check-backward_1": [('"dc", "pre_g", "pre_i"', '"dc", "df", "pre_g"')],
    "check-backward_0": [
        ('"dc", "pre_g", "pre_i"', '"dc", "df", "pre_g"'),
        (
            'abs(table["pre_f"]) < 1e-5, "backward_0: there was no c that f could have kept"',
            'table["df"] * table["dc"] * forward_0()["g"] < 0, "backward_0: f closes the input"',
        ),
    ],
    "text-gradient": [("the same for `i`, `f`, `o`", "the same for `f`, `o`")],
    "gradient": [
        ('"w_i1": ..., ...}', '"w_f1": ..., ...}'),
        ('zip("cifo", "gifo"', 'zip("cfo", "gfo"'),
    ],
    "check-gradient": [
        ('for k in "cifo" for a', 'for k in "cfo" for a'),
        ('> 0 for k in "cifo"], [', '> 0 for k in "cfo"], ['),
        ('for k in "gifo"]', 'for k in "gfo"]'),
    ],
    "step": [('"w_i1": ..., ...}', '"w_f1": ..., ...}')],
    "check-step": [
        ('for k in "cifo" for a', 'for k in "cfo" for a'),
        ('< 0 for k in "cifo")', '< 0 for k in "cfo")'),
    ],
}
LINEAR = {
    "symbols": [
        (
            r"\tanh\left(w_{c1}\,x_1[t] + w_{c2}\,x_2[t] + u_c\,h[t-1] + b_c\right)",
            r"w_{c1}\,x_1[t] + w_{c2}\,x_2[t] + u_c\,h[t-1] + b_c",
        ),
        (r"o[t]\,\tanh(c[t])", r"o[t]\,c[t]"),
    ],
    **{
        label: [('tanh(z["c"])', 'z["c"]'), ("o * tanh(c)", "o * c")] for label in _STEPS
    },
    **{
        f"check-{label}": [
            (f'assert abs(table["g"]) < 1, "{label}: the candidate is a tanh"\n', ""),
            ('< table["o"], ', '< abs(table["c"]), '),
            ("h can't be larger than its gate lets out", "a gate lets out less than there is"),
        ]
        for label in _STEPS
    },
    "text-backward_1": [
        (
            "by the sum inside of its σ or tanh, so that its slope is in them",
            "by the sum inside of its σ, so that its slope is in them; the candidate has none",
        )
    ],
    **{
        label: [
            (" * (1 - tanh(c) ** 2)", ""),
            (" * (1 - g**2)", ""),
            ("dh * tanh(c) * o", "dh * c * o"),
        ]
        for label in _BACK
    },
}  # fmt: skip
LAST_ONLY = {
    "symbols": [(r"L = \frac{1}{2} (h[0] - y[0])^2 + ", "L = "),
                ("`y` holds the labels of the two steps", "`y` holds two labels, of which only "
                 "the last one is asked for")],
    "backward_0": [('h - mine["y"][0]', "0.0")],
}  # fmt: skip


def _in_order(order):
    before, after = "`g`, `i`, `f`, `o`", ", ".join(f"`{k}`" for k in order)
    names = ", ".join(f'"{k}": ...' for k in order)
    return {
        "text-forward_0": [(before, after)],
        **{label: [('"g": ..., "i": ..., "f": ..., "o": ...', names)] for label in _STEPS},
    }


def edits(variant):
    """{cell's label: [(old, new), ...]}: what this variant changes in the source.

    Errors: ``ValueError`` for a variant that isn't there.
    """
    if variant not in KINDS:
        raise ValueError(f"variant: expected one of {sorted(KINDS)}, got {variant!r}")
    kind, found = KINDS[variant], {}
    parts = [{"numbers": [(KINDS[0].salt, kind.salt)]}] if variant else []
    parts += [COUPLED] * kind.coupled + [LINEAR] * kind.linear + [LAST_ONLY] * (not kind.both)
    if kind.order in ("ofig", "figo"):
        parts.append(_in_order(kind.order))
    for part in parts:
        for label, pairs in part.items():
            found[label] = found.get(label, []) + pairs
    return found
