"""Solutions of the exercises of lecture 08, and the mistakes that students are known to make.

Worked out once more in plain Python, line by line, as one does it on paper.
"""

from math import exp, tanh

X = [(1.0, 2.0), (0.5, 3.0)]
LABELS = [0.5, 1.25]
W = {"c": (0.45, 0.25), "i": (0.95, 0.8), "f": (0.7, 0.45), "o": (0.6, 0.4)}
U = {"c": 0.15, "i": 0.8, "f": 0.1, "o": 0.25}
B = {"c": 0.2, "i": 0.65, "f": 0.15, "o": 0.1}


def sigma(z):
    return 1 / (1 + exp(-z))


def rounded(table):
    """To five digits, as on paper."""
    return {name: [round(x, 5) for x in value] if isinstance(value, list) else round(value, 5)
            for name, value in table.items()}  # fmt: skip


def forward(t, h, c, squash=tanh, shown=tanh, swapped=False):
    """One step from h[t-1] and c[t-1]."""
    z = {k: W[k][0] * X[t][0] + W[k][1] * X[t][1] + U[k] * h + B[k] for k in "cifo"}
    g, i, f, o = squash(z["c"]), sigma(z["i"]), sigma(z["f"]), sigma(z["o"])
    c = i * c + f * g if swapped else f * c + i * g
    return {"g": g, "i": i, "f": f, "o": o, "c": c, "h": o * shown(c)}


FIRST = forward(0, 0.0, 0.0)
SECOND = forward(1, FIRST["h"], FIRST["c"])
STEPS = [FIRST, SECOND]


def backward(t, h_later, c_later, slopes=True, tanh_slope=True, sign=1):
    """One step back, from what arrives at h and at c from the step after."""
    g, i, f, o, c, h = (STEPS[t][k] for k in "gifoch")
    c_prev = STEPS[t - 1]["c"] if t else 0.0
    eps = sign * (h - LABELS[t])
    dh = eps + h_later
    dc = dh * o * (1 - tanh(c) ** 2 if tanh_slope else 1) + c_later
    pre_g, pre_i, pre_f, pre_o = dc * i, dc * g, dc * c_prev, dh * tanh(c)
    if slopes:
        pre_g, pre_i = pre_g * (1 - g * g), pre_i * i * (1 - i)
        pre_f, pre_o = pre_f * f * (1 - f), pre_o * o * (1 - o)
    back = U["c"] * pre_g + U["i"] * pre_i + U["f"] * pre_f + U["o"] * pre_o
    return {"eps": eps, "dh": dh, "dc": dc, "pre_g": pre_g, "pre_i": pre_i, "pre_f": pre_f,
            "pre_o": pre_o, "back": back}  # fmt: skip


LAST = backward(1, 0.0, 0.0)
ARRIVES = LAST["back"], LAST["dc"] * SECOND["f"]
DELTAS = [backward(0, *ARRIVES), LAST]
PRE = {"c": "pre_g", "i": "pre_i", "f": "pre_f", "o": "pre_o"}


def gradient(steps=(0, 1), heard=(0.0, FIRST["h"]), share=1.0):
    table = {}
    for k, pre in PRE.items():
        d = [share * DELTAS[t][pre] for t in range(2)]
        table[f"w_{k}"] = [sum(d[t] * X[t][n] for t in steps) for n in range(2)]
        table[f"u_{k}"] = sum(d[t] * heard[t] for t in steps)
        table[f"b_{k}"] = sum(d[t] for t in steps)
    return table


def step(eta):
    new, grads = {}, gradient()
    for k in "cifo":
        new[f"w_{k}"] = [w - eta * dw for w, dw in zip(W[k], grads[f"w_{k}"], strict=True)]
        new[f"u_{k}"] = U[k] - eta * grads[f"u_{k}"]
        new[f"b_{k}"] = B[k] - eta * grads[f"b_{k}"]
    return new


SOLUTIONS = {
    "check_forward_0": rounded(FIRST),
    "check_forward_1": rounded(SECOND),
    "check_backward_1": rounded(LAST),
    "check_backward_0": rounded(DELTAS[0]),
    "check_gradient": rounded(gradient()),
    "check_step": rounded(step(0.1)),
}

AFTER = FIRST["h"], FIRST["c"]
SLOPES = "the slopes of the gates are missing: the deltas are those before the slope"
TANH_SLOPE = "the slope of tanh is missing in the line of dc"
SIGN = "eps is turned round: label minus output"
MISTAKES = {
    "check_forward_0": {
        "the candidate g goes through σ instead of tanh": forward(0, 0.0, 0.0, squash=sigma),
        "the output shows c itself, not tanh c": forward(0, 0.0, 0.0, shown=lambda c: c),
        "the gates i and f are swapped in the line of c": forward(0, 0.0, 0.0, swapped=True),
    },
    "check_forward_1": {
        "the candidate g goes through σ instead of tanh": forward(1, *AFTER, squash=sigma),
        "the output shows c itself, not tanh c": forward(1, *AFTER, shown=lambda c: c),
        "the gates i and f are swapped in the line of c": forward(1, *AFTER, swapped=True),
        "h[0] is forgotten: the terms with u are missing": forward(1, 0.0, FIRST["c"]),
        "c[0] is forgotten: the term with f is missing": forward(1, FIRST["h"], 0.0),
    },
    "check_backward_1": {
        SLOPES: backward(1, 0.0, 0.0, slopes=False),
        TANH_SLOPE: backward(1, 0.0, 0.0, tanh_slope=False),
        SIGN: backward(1, 0.0, 0.0, sign=-1),
    },
    "check_backward_0": {
        SLOPES: backward(0, *ARRIVES, slopes=False),
        TANH_SLOPE: backward(0, *ARRIVES, tanh_slope=False),
        SIGN: backward(0, *ARRIVES, sign=-1),
        "nothing arrives from the step after: dh is eps alone": backward(0, 0.0, ARRIVES[1]),
        "the way through c is forgotten: nothing arrives from dc[1]": backward(0, ARRIVES[0], 0.0),
    },
    "check_gradient": {
        "u is multiplied by h[t] instead of h[t-1]": gradient(heard=(FIRST["h"], SECOND["h"])),
        "only the last step is counted": gradient(steps=(1,)),
        "only the first step is counted": gradient(steps=(0,)),
        "the mean over the steps is taken instead of the sum": gradient(share=0.5),
    },
    "check_step": {
        "the step goes uphill: plus instead of minus": step(-0.1),
        "η is forgotten": step(1.0),
        "η is 0.01 instead of 0.1": step(0.01),
    },
}
