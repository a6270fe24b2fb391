"""The checks of lecture 12, variants of the LSTM."""

import numpy as np

from exercises.report import compare
from lstm_core import (
    GRU,
    RNN,
    GRUParams,
    LSTMParams,
    PeepholeLSTM,
    PeepholeLSTMParams,
    RNNParams,
    crelu,
    gradient,
    identity,
    squared_error,
)


def _passes():
    """(trace, deltas, c_slopes, p) of two peephole LSTMs with weights of no special kind."""
    cell = PeepholeLSTM()
    for seed in (1, 2):
        rng = np.random.default_rng(seed)
        weights = {name: rng.normal(scale=0.8) for name in PeepholeLSTMParams.SHAPES}
        params = PeepholeLSTMParams.from_named(**weights)
        trace = cell.forward(params, rng.normal(size=4))
        deltas = cell.bptt(params, trace, squared_error(trace.h, rng.normal(size=(4, 1, 1)))[1])
        yield trace, deltas, {k: weights[f"p_{k}"] for k in "ifo"}


def _at(array, t):
    return array[t].item()


def check_delta_c(student):
    """Exercise A: equation (12.2) for one step."""
    cases, answers = [], []
    for trace, deltas, p in _passes():
        for t in (0, 2):
            now = {"dh": _at(deltas.h, t), "o": _at(trace.o, t), "dz_o": _at(deltas.pre_o, t),
                   "slope": 1 - np.tanh(_at(trace.c, t)) ** 2}  # fmt: skip
            after = {"dc": deltas.c, "f": trace.f, "dz_i": deltas.pre_i, "dz_f": deltas.pre_f}
            later = {name: _at(array, t + 1) for name, array in after.items()}
            cases.append({"now": now, "later": later, "p": p})
            answers.append(_at(deltas.c, t))

    def expected(now, later, p):
        return next(a for case, a in zip(cases, answers, strict=True) if case["now"] == now)

    def products(now, later, p):
        return {
            "h": now["dh"] * now["o"] * now["slope"],
            "c": later["dc"] * later["f"],
            "o": now["dz_o"] * p["o"],
            "i": later["dz_i"] * p["i"],
            "f": later["dz_f"] * p["f"],
        }

    def only(ways):
        return lambda **given: sum(products(**given)[way] for way in ways)

    mistakes = {
        "all three peepholes are forgotten: this is the plain LSTM": only("hc"),
        "the arrow to the next memory is missing": only("hoif"),
        "the peephole of the output gate is missing": only("hcif"),
        "the peepholes of the next step are missing": only("hco"),
        "the slope of the tanh is missing": lambda now, later, p: only("hcoif")(
            now=now | {"slope": 1.0}, later=later, p=p
        ),
    }
    return compare(student, expected, cases, mistakes, name="dL/dc")


_FEEDBACK = ("u_r", "u_z", "u_n")


def _gru_steps():
    """(case, answer by the core) of single steps; the loss is the output alone."""
    for seed in (3, 4, 5):
        rng = np.random.default_rng(seed)
        weights = {name: rng.normal() for name in GRUParams.SHAPES}
        params, delta, h0 = GRUParams.from_named(**weights), rng.normal(), rng.normal()
        trace = GRU().forward(params, [rng.normal()], h0=h0)
        arrives = GRU().bptt(params, trace, [[[delta]]]).h0.item()
        values = {k: getattr(trace, k).item() for k in "rzn"}
        case = {"delta": delta} | values | {"h_before": h0}
        yield case | {u: weights[u] for u in _FEEDBACK}, arrives


def _back(delta, r, z, n, h_before, u_r, u_z, u_n, ways="dqrz", slopes=True, opposite=False):
    slope = (
        {"r": r * (1 - r), "z": z * (1 - z), "n": 1 - n**2} if slopes else dict.fromkeys("rzn", 1)
    )
    dn = delta * (z if opposite else 1 - z)
    dq = dn * slope["n"] * u_n
    arrives = {
        "d": delta * (1 - z if opposite else z),
        "q": dq * r,
        "r": dq * h_before * slope["r"] * u_r,
        "z": delta * (h_before - n) * slope["z"] * u_z,
    }
    return sum(arrives[way] for way in ways)


def check_step_back(student):
    """Exercise B: equations (12.7) to (12.9) for one step."""
    cases, answers = zip(*_gru_steps(), strict=True)

    def expected(**given):
        return answers[cases.index(given)]

    def slip(**which):
        return lambda **given: _back(**given, **which)

    mistakes = {
        "only the direct way counts": slip(ways="d"),
        "the way through the reset gate is missing": slip(ways="dqz"),
        "the way through the update gate is missing": slip(ways="dqr"),
        "the slopes are missing": slip(slopes=False),
        "z has the opposite meaning: 1 - z keeps": slip(opposite=True),
    }
    return compare(student, expected, list(cases), mistakes, name="what arrives")


def check_gradient_of_sum(student):
    """Exercise C: one matrix for the sum of three vectors."""

    def expected(a, b, c, dz):
        """By `lstm_core`: a linear network of one step, whose input is the sum."""
        x = np.sum([a, b, c], axis=0)
        H = len(dz)
        params = RNNParams(np.zeros((len(x), H)), np.zeros((H, H)), np.zeros(H))
        return gradient(RNN(identity), params, x[None, None], None, _given(dz))[1].w

    mistakes = {
        "rows and columns are swapped": lambda a, b, c, dz: np.outer(dz, np.sum([a, b, c], axis=0)),
        "the three are read as one long vector": lambda a, b, c, dz: np.outer([*a, *b, *c], dz),
        "only the first of the three is used": lambda a, b, c, dz: np.outer(a, dz),
    }
    cases = [
        {"a": [1.0, -2.0], "b": [0.5, 0.3], "c": [0.1, 0.7], "dz": [0.4, -1.1, 2.0]},
        {"a": [0.2, 0.9, -0.4], "b": [1.5, 0.0, 0.6], "c": [-0.8, 0.1, 0.3], "dz": [1.3, -0.2]},
    ]
    return compare(student, expected, cases, mistakes, name="dL/dW")


def _given(dz):
    """A loss whose derivative by the outputs is `dz`."""

    def loss(h, _):
        return float(np.sum(h * dz)), np.broadcast_to(np.asarray(dz, float), h.shape).copy()

    return loss


def check_count(student):
    """Exercise D: weights of four cells."""

    def size(kind, D, H, full=False):
        letters = dict(kind.SHAPES)
        if full:
            letters |= dict.fromkeys(("p_i", "p_f", "p_o"), "H H")
        sizes = {"D": D, "H": H}
        return sum(int(np.prod([sizes[k] for k in axes.split()])) for axes in letters.values())

    def expected(D, H):
        return {"lstm": size(LSTMParams, D, H), "diagonal": size(PeepholeLSTMParams, D, H),
                "full": size(PeepholeLSTMParams, D, H, full=True),
                "gru": size(GRUParams, D, H)}  # fmt: skip

    def without_biases(D, H):
        found = expected(D, H)
        return {k: v - (3 if k == "gru" else 4) * H for k, v in found.items()}

    def four_peepholes(D, H):
        found = expected(D, H)
        return found | {"diagonal": found["lstm"] + 4 * H, "full": found["lstm"] + 4 * H * H}

    mistakes = {
        "the biases are not counted": without_biases,
        "four peepholes are counted; the candidate has none": four_peepholes,
    }
    return compare(student, expected, [{"D": 2, "H": 3}, {"D": 10, "H": 100}], mistakes)


def check_bell_at(student):
    """Exercise E: where CReLU goes from shut to open."""
    probes = np.array([0.0, 0.5, 1.0])  # between n - 1 and n

    def gate(p_o, b_o, n):
        return crelu(p_o * (n - 1 + probes) + b_o)

    def right(n):
        return {"p_o": 1.0, "b_o": 1.0 - n}

    assert all(np.array_equal(gate(**right(n), n=n), probes) for n in (3, 8))
    mistakes = {
        "the gate hears c - n: at n it is still shut": lambda n: {"p_o": 1.0, "b_o": -float(n)},
        "the bias has the wrong sign": lambda n: {"p_o": 1.0, "b_o": n - 1.0},
        "the gate opens at n - 1 already": lambda n: {"p_o": 1.0, "b_o": 2.0 - n},
    }
    return compare(student, right, [{"n": 3}, {"n": 5}, {"n": 8}], mistakes)
