"""Step three of the LSTM as a plain loop, right or with a slip: what students hand in, lecture 06.

For one unit, logistic gates, and sigma_h the identity. The arguments are lists over t.
"""

import numpy as np

FEEDBACK = ("u_i", "u_f", "u_o", "u_c")
SLIPS = ("", "new dh", "no cell path", "no slopes", "late", "deaf", "turned round")


def loop(slip=""):
    """bptt(eps, i, f, o, g, c, u_i, u_f, u_o, u_c) -> {symbol: its delta (T,)}, with this slip.

    "new dh": dc goes on with the dh of the step before. "late": c goes on with the forget gate of
    the step before. "deaf": nothing comes back through the gates.
    """
    if slip not in SLIPS:
        raise ValueError(f"loop: {slip!r} is not among {SLIPS}")

    def bptt(eps, i, f, o, g, c, u_i, u_f, u_o, u_c):
        T, from_h, from_c = len(eps), 0.0, 0.0
        delta = {symbol: np.zeros(T) for symbol in "hcoifg"}
        for t in reversed(range(T)):
            slope = {k: v * (1 - v) for k, v in (("i", i[t]), ("f", f[t]), ("o", o[t]))}
            if slip == "no slopes":
                slope = dict.fromkeys("ifo", 1.0)
            dh = eps[t] + from_h
            dc = dh * o[t] + from_c
            do, di, dg = dh * c[t], dc * g[t], dc * i[t]
            df = dc * (c[t - 1] if t else 0.0)
            for symbol, value in zip("hcoifg", (dh, dc, do, di, df, dg), strict=True):
                delta[symbol][t] = value
            from_h = (
                di * slope["i"] * u_i + df * slope["f"] * u_f + do * slope["o"] * u_o + dg * u_c
            )
            if slip == "deaf":
                from_h = 0.0
            if slip == "new dh":
                dc = from_h * o[t] + from_c
            kept = f[t]
            if slip == "late":
                kept = f[t - 1] if t else 0.0
            from_c = 0.0 if slip == "no cell path" else dc * kept
        if slip == "turned round":
            delta = {symbol: values[::-1] for symbol, values in delta.items()}
        return delta

    return bptt


def two_lists(bptt):
    """The two lists that Exercise B asks for, of a loop that knows all six deltas."""

    def lists(**given):
        delta = bptt(**given)
        return {"delta": delta["h"], "delta_c": delta["c"]}

    return lists
