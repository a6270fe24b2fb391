"""The design by hand, judged by what it does: an LSTM of one unit with CReLU gates.

    i[t] = CReLU(w_i x[t] + u_i h[t-1] + b_i)        and f, o alike
    c[t] = f[t] c[t-1] + i[t] g[t]                   h[t] = o[t] c[t]

The nine weights of the gates come from the student; the candidate g[t] is the input, or minus the
input. Any nine numbers between -1 and 1 that print what should be printed are right.
"""

import numpy as np

from lstm_core import CALCULATOR_X, LSTM, LSTMParams, crelu, identity, random_calculator

WEIGHTS = tuple(f"{a}_{k}" for k in "ifo" for a in "wub")
KINDS = ("sum", "debts", "negated", "no ones")


def right_weights(kind="sum"):
    """One design that is right: show at a zero, forget after having shown."""
    shown, said = (
        (-1.0 if kind in ("debts", "negated") else 1.0),
        (1.0 if kind == "debts" else -1.0),
    )
    weights = dict.fromkeys(WEIGHTS, 0.0)
    weights |= {"b_i": 1.0, "u_f": -shown, "b_f": 1.0, "w_o": said, "b_o": 1.0}
    if kind == "no ones":
        weights |= {"w_i": 1.0, "b_i": -1.0}
    return weights


def with_slip(slip, kind="sum"):
    """The nine weights of a design with this slip."""
    right = right_weights(kind)
    key = -right["w_o"]  # 1 if the keys are above zero, -1 if below
    return right | {
        "too early": {"w_f": key, "u_f": 0.0, "b_f": 0.0},
        "never": {"u_f": 0.0},
        "by the clock": {"u_f": 0.0, "b_f": 0.5},
        "f inverted": {"u_f": -right["u_f"], "b_f": 0.0},
        "timid": {"u_f": 0.25 * right["u_f"]},
        "always shows": {"w_o": 0.0},
        "o inverted": {"w_o": key, "b_o": 0.0},
        "mute": {"w_o": 0.0, "b_o": 0.0},
        "o hears h": {"w_o": 0.0, "u_o": right["u_f"]},
        "half shown": {"w_o": 0.5 * right["w_o"], "b_o": 0.5},
        "nothing accepted": {"w_i": 0.0, "b_i": 0.0},
        "half accepted": {"w_i": 0.0, "b_i": 0.5},
        "ones too": {"w_i": 0.0, "b_i": 1.0},
        "zeros only": {"w_i": -key, "b_i": 1.0},
    }.get(slip, {})


def signals(rng, T, kind="sum", B=60):
    """Unseen signals x, and what should be printed, each (T, B, 1)."""
    x, _ = random_calculator(rng, T, B)
    x = -x if kind == "debts" else x
    return x, target(x, kind)


def target(x, kind="sum"):
    """What should be printed: at each zero what was added since the zero before; shaped as x."""
    y, tally = np.zeros_like(x), np.zeros_like(x[0])
    for t in range(len(x)):
        zero = x[t] == 0
        tally = tally + np.where(x[t] == 1, 0.0, x[t]) if kind == "no ones" else tally + x[t]
        y[t], tally = np.where(zero, tally, 0.0), np.where(zero, 0.0, tally)
    return -y if kind == "negated" else y


def run(weights, x, kind="sum"):
    """The trace of the LSTM with these nine weights."""
    w_c = -1.0 if kind == "negated" else 1.0
    cell = LSTM(gate=crelu, activation=identity)
    return cell.forward(LSTMParams.from_named(**weights, w_c=w_c, u_c=0.0, b_c=0.0), x)


def draw(rng, size, kind):
    """Nothing goes in. What is compared stays outside: signals, and what should be printed."""
    x, y = signals(rng, size + 12, kind)
    return {}, {"x": x, "y": y}


def judge(name, pairs, words, kind):
    """(right, message, name of the mistake): by what the design does, not by its numbers.

    pairs: [(the weights that came out, the hidden signals)]; words: {slip: words}.
    """
    for got, _ in pairs:
        if problem := _out_of_bounds(name, got):
            return False, problem, ""
    all_right, traces = True, []
    for got, hidden in pairs:
        trace = run({k: float(got[k].ravel()[0]) for k in WEIGHTS}, hidden["x"], kind)
        traces.append(trace)
        all_right = all_right and _same(trace.h, hidden["y"])
    if all_right:
        return True, "Right.", ""
    for slip, said in words.items():
        others = [run(with_slip(slip, kind), hidden["x"], kind) for _, hidden in pairs]
        both = list(zip(traces, others, strict=True))
        if all(_same(getattr(a, k), getattr(b, k)) for a, b in both for k in "ifoch"):
            return False, f"{name}: not right yet. This is what comes out when {said}.", said
    return False, f"{name}: not right yet. {_on_the_lectures_signal(pairs[0][0], kind)}", ""


def _out_of_bounds(name, got):
    for k in WEIGHTS:
        if got[k].size != 1:
            return f"{name}: {k} has the shape {got[k].shape}; one number is expected here."
        value = got[k].item()
        if not -1.0 <= value <= 1.0:  # NaN isn't, either
            return f"{name}: {k} is {value:g}; every weight has to lie between -1 and 1."
    return ""


def _same(one, other):
    return bool(np.max(np.abs(one - other), initial=0.0) <= 1e-6 * np.max(np.abs(other), initial=1))


def _on_the_lectures_signal(got, kind):
    """The signal that the students have, too; the hidden ones are not told."""
    x = -CALCULATOR_X if kind == "debts" else CALCULATOR_X
    h = run({k: got[k].item() for k in WEIGHTS}, x, kind).h.ravel()
    wanted = target(x, kind)
    if _same(h, wanted):
        return "It does the lecture's eight inputs, but not other ones."
    printed = [", ".join(f"{value:.3g}" for value in row + 0.0) for row in (h, wanted)]
    return f"At the lecture's eight inputs it says {printed[0]}; asked for is {printed[1]}."
