"""The fourth assignment done rightly in other ways than the model's: {name: {question: code}}.

The numbers written by hand are those of nobody's id, the one that the released notebook has.
"""

from assignments.ps4_by_hand import marking

TABLES = marking.tables(0, "")


def by_hand(label, digits=6):
    """A table as it is copied from a calculator."""
    numbers = {entry.name: round(entry.right, digits) for entry in TABLES[label]}
    return f"def {label}():\n    return {numbers!r}\n"


def rounded_on_the_way(*labels):
    """Each number made from rounded ones, as with pencil and paper."""
    known, codes = {}, {}
    for label, table in TABLES.items():
        numbers = {}
        for entry in table:
            numbers[entry.name] = known[entry.key] = round(entry.line(known), 6)
        codes[label] = f"def {label}():\n    return {numbers!r}\n"
    return {label: codes[label] for label in labels}


ARRAYS = """
import numpy as np
def forward_1():
    past, out = forward_0(), {}
    for line, k in zip("gifo", "cifo"):
        w = np.array([*mine["w_" + k], mine["u_" + k], mine["b_" + k]])
        z = w @ np.array([*mine["x"][1], past["h"], 1.0])
        out[line] = np.tanh(z) if line == "g" else 0.5 + 0.5 * np.tanh(z / 2)
    out["c"] = out["g"] * out["i"] + out["f"] * past["c"]
    return out | {"h": out["o"] * np.tanh(out["c"])}
"""

LOSS = """
def _loss(new):
    h = c = total = 0.0
    for (x1, x2), y in zip(mine["x"], mine["y"]):
        z = {k: new[f"w_{k}1"] * x1 + new[f"w_{k}2"] * x2 + new[f"u_{k}"] * h + new[f"b_{k}"]
             for k in "cifo"}
        c = logistic(z["f"]) * c + logistic(z["i"]) * tanh(z["c"])
        h = logistic(z["o"]) * tanh(c)
        total += (h - y) ** 2 / 2
    return total
def _old():
    old = {f"{a}_{k}": mine[f"{a}_{k}"] for k in "cifo" for a in "ub"}
    return old | {f"w_{k}{n + 1}": mine[f"w_{k}"][n] for k in "cifo" for n in (0, 1)}
"""

DIFFERENCES = (
    LOSS
    + """
def gradient():
    old, d = _old(), 1e-5
    return {k: (_loss(old | {k: v + d}) - _loss(old | {k: v - d})) / (2 * d)
            for k, v in old.items()}
"""
)

SECOND_WAY = (
    LOSS
    + """
def step():
    slopes = gradient()
    return {k: v - mine["eta"] * slopes[k] for k, v in _old().items()}
"""
)

TUPLE = (
    SECOND_WAY
    + """
_named = step
def step():
    return tuple(_named()[f"{a}_{k}{n}"] for k in "cifo"
                 for a, n in (("w", 1), ("w", 2), ("u", ""), ("b", "")))
"""
)

OBJECT = (
    SECOND_WAY
    + """
_named = step
def step():
    class Weights: pass
    new = Weights()
    new.__dict__.update(_named())
    return new
"""
)

NAMESPACE = """
from types import SimpleNamespace
def backward_1():
    n, kept = forward_1(), forward_0()["c"]
    t, b = tanh(n["c"]), SimpleNamespace()
    b.eps = b.dh = n["h"] - mine["y"][1]
    b.dc = b.dh * n["o"] / __import__("math").cosh(n["c"]) ** 2
    b.pre_g = b.dc * (n["i"] - n["i"] * n["g"] * n["g"])
    b.pre_i, b.pre_f = b.dc * n["g"] * (n["i"] - n["i"] ** 2), b.dc * kept * (n["f"] - n["f"] ** 2)
    b.pre_o = b.dh * t * n["o"] * (1 - n["o"])
    b.back = (mine["u_c"] * b.pre_g + mine["u_i"] * b.pre_i
              + mine["u_f"] * b.pre_f + mine["u_o"] * b.pre_o)
    return vars(b)
"""

SINGLE = (
    ARRAYS
    + """
_right = forward_1
def forward_1():
    return {k: np.float32(v) for k, v in _right().items()}
"""
)
MORE = """
def backward_0():
    "Whole numbers are numbers too, and further entries do no harm."
    n, z = forward_0(), backward_1()
    out = {"eps": n["h"] - mine["y"][0], "remark": "there is no c before"}
    out["dh"] = out["eps"] + z["back"]
    out["dc"] = z["dc"] * forward_1()["f"] + out["dh"] * n["o"] * (1 - tanh(n["c"]) ** 2)
    out["pre_g"] = out["dc"] * n["i"] * (1 - n["g"] ** 2)
    out["pre_i"] = out["dc"] * n["g"] * n["i"] * (1 - n["i"])
    out["pre_f"] = 0
    out["pre_o"] = out["dh"] * tanh(n["c"]) * n["o"] * (1 - n["o"])
    out["back"] = sum(mine["u_" + k] * out["pre_" + p] for k, p in zip("cifo", "gifo"))
    return out
"""

LAMBDA = "gradient = lambda: " + repr({e.name: round(e.right, 7) for e in TABLES["gradient"]})

RIGHT = {
    "six digits": {label: by_hand(label) for label in TABLES},
    "rounded on the way": rounded_on_the_way(*TABLES),
    "five digits in one table": {"forward_0": by_hand("forward_0", digits=5)},
    "all digits": {label: by_hand(label, digits=17) for label in ("backward_1", "step")},
    "arrays": {"forward_1": ARRAYS},
    "a tuple in order": {"step": TUPLE},
    "differences": {"gradient": DIFFERENCES},
    "names of one's own": {"step": SECOND_WAY},
    "an object with names": {"step": OBJECT},
    "a namespace on the way": {"backward_1": NAMESPACE},
    "float32": {"forward_1": SINGLE},
    "further entries, and a whole zero": {"backward_0": MORE},
    "a lambda": {"gradient": LAMBDA},
    "everything otherwise": {
        "forward_0": by_hand("forward_0"), "forward_1": ARRAYS, "backward_1": NAMESPACE,
        "backward_0": MORE, "gradient": DIFFERENCES, "step": TUPLE,
    },
}  # fmt: skip
