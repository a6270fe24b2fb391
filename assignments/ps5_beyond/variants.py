"""Other versions of this assignment, so that last year's answers don't serve.

Each variant sets the cell that goes back, the network that is truncated, and what is learnt;
kinds.py says so for the marker, and this module for the notebook.
"""

from assignments.ps5_beyond import gru
from assignments.ps5_beyond.checked import NUMBERS
from assignments.ps5_beyond.kinds import KINDS
from grading import source

VARIANTS = {
    0: "peepholes, one for each unit; a tanh network truncated; keys from 1 to 5",
    1: "a GRU; a logistic network truncated; keys from 1 to 4",
    2: "peepholes, with h = o c and no tanh; a linear network truncated; keys from 1 to 6",
    3: "peepholes of every unit into every other; a logistic network truncated; ten steps",
    4: "a GRU without tanh; a tanh network truncated; ten steps, keys from 1 to 5",
}

FULL = {
    "example": [('"p": (2,)}', '"p": (2, 2)}')],
    "symbols": [
        *((f"p_{k}\\,c[t{back}]", f"c[t{back}]\\,p_{k}") for k, back in
          (("i", "-1"), ("f", "-1"), ("o", ""))),
        (
            "The peepholes $p$ are vectors: a unit's gate sees this unit's memory alone, and "
            "$p_i\\,c$ is taken entry by entry.",
            "The peepholes $p$ are matrices: a unit's gate sees the memories of all of them.",
        ),
        ("and `p_i`, `p_f`, `p_o` ($H$).", "and `p_i`, `p_f`, `p_o` ($H \\times H$)."),
    ],
    "backward": [
        ('params["p_o"] * pre_o', 'pre_o @ params["p_o"].T'),
        ('params["p_i"] * pre_i', 'pre_i @ params["p_i"].T'),
        ('params["p_f"] * pre_f', 'pre_f @ params["p_f"].T'),
    ],
    "weights": [("np.sum(c * pre, axis=0)", "c.T @ pre")],
}  # fmt: skip
LINEAR = {
    "symbols": [
        ("\\tanh(x[t]\\,w_c + h[t-1]\\,u_c + b_c)", "x[t]\\,w_c + h[t-1]\\,u_c + b_c"),
        ("o[t]\\,\\tanh(c[t])", "o[t]\\,c[t]"),
    ],
    "backward": [
        ("do = dh * np.tanh(c)", "do = dh * c"),
        (" * (1 - np.tanh(c) ** 2)", ""),
        (", dg * (1 - g**2)", ", dg"),
    ],
}
LINEAR_GRU = {
    "symbols": [
        (
            "\\tanh(x[t]\\,w_n + (r[t]\\,h[t-1])\\,u_n + b_n)",
            "x[t]\\,w_n + (r[t]\\,h[t-1])\\,u_n + b_n",
        )
    ],
    "backward": [("pre_n = dn * (1 - n**2)", "pre_n = dn")],
    "weights": [
        ('    pre_n = deltas["n"] * (1 - n**2)\n', ""),
        ('r, z, n = trace["r"], trace["z"], trace["n"]', 'r, z = trace["r"], trace["z"]'),
        ("(r * h_prev).T @ pre_n", '(r * h_prev).T @ deltas["n"]'),
    ],
}
NETWORKS = {
    "tanh": {},
    "logistic": {
        "text-truncated": [
            ("h[t] = \\tanh(x[t]\\,w + h[t-1]\\,u + b)$ with $h = 0$ before",
             "h[t] = \\sigma(x[t]\\,w + h[t-1]\\,u + b)$ with the logistic σ and $h = 0$ before"),
        ],
        "truncated": [
            ("np.tanh(x[t] @ w + h[t] @ u + b)", "1 / (1 + np.exp(-(x[t] @ w + h[t] @ u + b)))"),
            ("1 - h[1:] ** 2", "h[1:] * (1 - h[1:])"),
        ],
    },
    "identity": {
        "text-truncated": [
            ("\\tanh(x[t]\\,w + h[t-1]\\,u + b)", "x[t]\\,w + h[t-1]\\,u + b"),
            ("plain recurrent network", "plain linear recurrent network"),
        ],
        "truncated": [
            ("np.tanh(x[t] @ w + h[t] @ u + b)", "x[t] @ w + h[t] @ u + b"),
            ("    slope = 1 - h[1:] ** 2\n", ""),
            ("delta = (eps + later) * slope[t]", "delta = eps + later"),
        ],
    },
}  # fmt: skip
LOSS_BEFORE = {0: 65, 1: 45, 2: 90, 3: 45, 4: 95}  # on unseen signals, roughly


def _training(variant):
    kind, steps = KINDS[variant], KINDS[variant].steps
    edits = [("keys from 1 to 5", f"keys from 1 to {kind.largest}")] * (kind.largest != 5)
    if steps != 8:
        edits += [("signals of eight steps", "signals of ten steps"),
                  ("each $8 \\times", f"each ${steps} \\times")]  # fmt: skip
    edits += [("**at most 2**", f"**at most {kind.bound:g}**")] * (kind.bound != 2)
    edits += [("It is around 65", f"It is around {LOSS_BEFORE[variant]}")]
    code = [
        (f"default_rng({seed}), 8, {many}, largest=5",
         f"default_rng({seed}), {steps}, {many}, largest={kind.largest}")
        for seed, many in ((1, 400), (2, 500))
    ]  # fmt: skip
    code.append((" <= 2, f", f" <= {kind.bound:g}, f"))
    return {"text-train": edits, "check-train": code}


def _numbers(variant):
    """The visible checks' numbers; those of the GRU stand in cells of its own."""
    cells = {"check-backward": ("LAST", "HERE", "THERE"), "check-weights": ("PO", "PF")}
    if KINDS[variant].cell == "gru":
        cells = {}
    cells["check-truncated"] = ("B11", "U44", "W12", "W33")
    new, old = NUMBERS[variant], NUMBERS[0]
    return {
        label: [(old[k], new[k]) for k in known if old[k] != new[k]]
        for label, known in cells.items()
    }


def _gru(variant):
    stored = {cell.label: cell.text for cell in source.cells("ps5")}
    edits = {}
    for label, text in gru.TEXT.items():
        for k, numbers in NUMBERS[variant].items():
            text = text.replace(f"@{k}@", numbers)
        edits[label] = [(stored[label], text.strip("\n"))]
    edits["example"] = [
        ('shapes = {"u": (2, 2), "p": (2,)}\n', ""),
        (
            'params = {f"{a}_{k}": rng.uniform(-1, 1, shapes[a]) for k in "ifoc" for a in "up"}',
            'params = {f"u_{k}": rng.uniform(-1, 1, (2, 2)) for k in "rzn"}',
        ),
        ('for k in "ifogch"}', 'for k in "rznh"}'),
    ]
    return edits


def edits(variant):
    """{cell's label: [(old, new), ...]}: what this variant changes in the source.

    Errors: ``ValueError`` for a variant that isn't there.
    """
    if variant not in KINDS:
        raise ValueError(f"variant: expected one of {sorted(KINDS)}, got {variant!r}")
    if variant == 0:
        return {}
    kind, found = KINDS[variant], {}
    parts = [_gru(variant)] if kind.cell == "gru" else []
    parts += [FULL] if kind.cell == "full peephole" else []
    if kind.linear:
        parts.append(LINEAR_GRU if kind.cell == "gru" else LINEAR)
    for part in (*parts, NETWORKS[kind.activation], _training(variant), _numbers(variant)):
        for label, pairs in part.items():
            found[label] = found.get(label, []) + pairs
    return found
