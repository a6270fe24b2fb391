"""The lines of a forward step, as functions of the numbers before; right, or with one slip."""

from math import tanh

from assignments.ps4_by_hand.kinds import letter, logistic


def table(mine, kind, t):
    """({name: line}, {slip: {name: line}}) of step t."""
    squash = (lambda z: z) if kind.linear else tanh

    def z(k, v, hear="h", x=None, bias=True, of=None):
        w1, w2 = mine[f"w_{letter(of or k)}"]
        x1, x2 = x or mine["x"][t]
        heard = v[f"{hear}[0]"] if t and hear else 0.0
        b = mine[f"b_{letter(k)}"] if bias else 0.0
        return w1 * x1 + w2 * x2 + mine[f"u_{letter(k)}"] * heard + b

    def gates(only=kind.heard, gate=logistic, candidate=squash, **other):
        made = {k: lambda v, k=k: (candidate if k == "g" else gate)(z(k, v, **other)) for k in only}
        return made

    def n(v, k):
        return v[f"{k}[{t}]"]

    def before(v, k):
        return v[f"{k}[0]"] if t else 0.0

    lines = gates() | {
        "c": lambda v: n(v, "f") * before(v, "c") + n(v, "i") * n(v, "g"),
        "h": lambda v: n(v, "o") * squash(n(v, "c")),
    }
    if kind.coupled:
        lines["i"] = lambda v: 1 - n(v, "f")
    sigmas = tuple(k for k in kind.heard if k != "g")
    slips = {
        "tanh gates": gates(sigmas, gate=tanh),
        "no bias": gates(bias=False),
        "tanh outside": {"h": lambda v: tanh(n(v, "o") * n(v, "c"))},
        "no o": {"h": lambda v: squash(n(v, "c"))},
        "i added": {"c": lambda v: n(v, "f") * before(v, "c") + n(v, "i") + n(v, "g")},
        "no i": {"c": lambda v: n(v, "f") * before(v, "c") + n(v, "g")},
        "f and i swapped": {"c": lambda v: n(v, "i") * before(v, "c") + n(v, "f") * n(v, "g")},
    }
    if kind.coupled:
        slips["i is f"] = {"i": lambda v: n(v, "f")}
    if kind.linear:
        slips["tanh candidate"] = gates("g", candidate=tanh)
        slips["tanh shown"] = {"h": lambda v: n(v, "o") * tanh(n(v, "c"))}
    else:
        slips["logistic candidate"] = gates("g", candidate=logistic)
        slips["no tanh"] = {"h": lambda v: n(v, "o") * n(v, "c")}
    if t:
        slips |= {
            "no h": gates(hear=""),
            "c heard": gates(hear="c"),
            "old x": gates(x=mine["x"][0]),
            "no c": {"c": lambda v: n(v, "i") * n(v, "g")},
            "no f": {"c": lambda v: v["c[0]"] + n(v, "i") * n(v, "g")},
            "old f": {"c": lambda v: v["f[0]"] * v["c[0]"] + n(v, "i") * n(v, "g")},
            "h kept": {"c": lambda v: n(v, "f") * v["h[0]"] + n(v, "i") * n(v, "g")},
            "old c shown": {"h": lambda v: n(v, "o") * squash(v["c[0]"])},
        }
    else:
        slips |= {
            "x turned round": gates(x=mine["x"][0][::-1]),
            "only x1": gates(x=(mine["x"][0][0], 0.0)),
            "later x": gates(x=mine["x"][1]),
        }
    return {name: lines[name] for name in kind.forward}, slips
