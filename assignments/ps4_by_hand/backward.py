"""The lines of a step back, as functions of the numbers before; right, or with one slip."""

from math import tanh

from assignments.ps4_by_hand.kinds import letter


def table(mine, kind, t):
    """({name: line}, {slip: {name: line}}) of step t."""

    def n(v, k):
        return v[f"{k}[{t}]"]

    def squash(v):
        return n(v, "c") if kind.linear else tanh(n(v, "c"))

    def slope_c(v):
        return 1.0 if kind.linear else 1 - tanh(n(v, "c")) ** 2

    def slope(v, k):
        if k == "g":
            return 1.0 if kind.linear else 1 - n(v, "g") ** 2
        return n(v, k) * (1 - n(v, k))

    def kept(v):
        return v["c[0]"] if t else 0.0

    def from_c(v):
        return 0.0 if t else v["dc[1]"] * v["f[1]"]

    def own(v):
        return n(v, "h") - mine["y"][t] if t or kind.both else 0.0

    def total(v, k, slope=slope):
        """The total derivative by what line k hears."""
        by = {
            "g": lambda: n(v, "dc") * n(v, "i"),
            "i": lambda: n(v, "dc") * n(v, "g"),
            "f": lambda: n(v, "df") if kind.coupled else n(v, "dc") * kept(v),
            "o": lambda: n(v, "dh") * squash(v),
        }
        return by[k]() * slope(v, k)

    def back(only=kind.heard, a="u", power=1):
        def made(v):
            weights = {k: mine[f"{a}_{letter(k)}"] for k in only}
            if a == "w":
                weights = {k: pair[0] for k, pair in weights.items()}
            return sum(weights[k] ** power * n(v, f"pre_{k}") for k in only)

        return {"back": made}

    lines = {
        "eps": own,
        "dh": lambda v: n(v, "eps") + (0.0 if t else v["back[1]"]),
        "dc": lambda v: n(v, "dh") * n(v, "o") * slope_c(v) + from_c(v),
        "df": lambda v: n(v, "dc") * (kept(v) - n(v, "g")),
        **{f"pre_{k}": lambda v, k=k: total(v, k) for k in kind.heard},
        **back(),
    }
    slips = {
        "no o": {"dc": lambda v: n(v, "dh") * slope_c(v) + from_c(v)},
        "no slopes": {f"pre_{k}": lambda v, k=k: total(v, k, lambda v, k: 1.0) for k in kind.heard
                      if not (kind.linear and k == "g")},
        "o with dc": {"pre_o": lambda v: n(v, "dc") * squash(v) * slope(v, "o")},
        "o without c": {"pre_o": lambda v: n(v, "dh") * slope(v, "o")},
        "w on the way": back(a="w"),
        "not through o": back(tuple(k for k in kind.heard if k != "o")),
        "candidate alone": back("g"),
        "squared u": back(power=2),
        "f of now": {"pre_f": lambda v: n(v, "dc") * n(v, "c") * slope(v, "f")},
        "i by itself": {"pre_i": lambda v: n(v, "dc") * n(v, "i") * slope(v, "i")},
        "i with dh": {"pre_i": lambda v: n(v, "dh") * n(v, "g") * slope(v, "i")},
    }  # fmt: skip
    if kind.coupled:
        slips["f of now"] = {"df": lambda v: n(v, "dc") * (n(v, "c") - n(v, "g"))}
        slips["one way of f"] = {"df": lambda v: n(v, "dc") * kept(v)}
        slips["ways added"] = {"df": lambda v: n(v, "dc") * (kept(v) + n(v, "g"))}
        del slips["i by itself"], slips["i with dh"]
    if not kind.linear:
        slips |= {
            "no slope of c": {"dc": lambda v: n(v, "dh") * n(v, "o") + from_c(v)},
            "1 - c^2": {"dc": lambda v: n(v, "dh") * n(v, "o") * (1 - n(v, "c") ** 2) + from_c(v)},
            "1 - h^2": {"dc": lambda v: n(v, "dh") * n(v, "o") * (1 - n(v, "h") ** 2) + from_c(v)},
            "logistic slope of g": {
                "pre_g": lambda v: total(v, "g", lambda v, k: n(v, k) * (1 - n(v, k)))
            },
            "o with c": {"pre_o": lambda v: n(v, "dh") * n(v, "c") * slope(v, "o")},
        }  # fmt: skip
    if t or kind.both:
        slips |= {
            "sign": {"eps": lambda v: -own(v)},
            "loss": {"eps": lambda v: own(v) ** 2 / 2},
            "twice": {"eps": lambda v: 2 * own(v)},
        }
    else:
        slips["scored"] = {"eps": lambda v: n(v, "h") - mine["y"][0]}
    if not t:
        slips |= {
            "no cell path": {"dc": lambda v: n(v, "dh") * n(v, "o") * slope_c(v)},
            "f of now in dc": {"dc": lambda v: n(v, "dh") * n(v, "o") * slope_c(v)
                               + v["dc[1]"] * v["f[0]"]},
            "no f": {"dc": lambda v: n(v, "dh") * n(v, "o") * slope_c(v) + v["dc[1]"]},
            "back twice": {"dh": lambda v: n(v, "eps") + 2 * v["back[1]"]},
            "dh passed on": {"dh": lambda v: n(v, "eps") + v["dh[1]"]},
        }  # fmt: skip
        if kind.both:
            slips["eps alone"] = {"dh": lambda v: n(v, "eps")}
    return {name: lines[name] for name in kind.backward}, slips
