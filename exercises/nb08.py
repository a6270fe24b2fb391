"""The checks of lecture 08: the worked example, two steps of an LSTM, number by number."""

from math import exp, tanh

import numpy as np

from exercises.by_hand import evaluate, fill
from lstm_core import LSTM, LSTMParams, sgd, squared_error

X = np.array([[1.0, 2.0], [0.5, 3.0]])
LABELS = np.array([0.5, 1.25])
ETA = 0.1
WEIGHTS = LSTMParams.from_named(
    w_c=[[0.45], [0.25]], u_c=0.15, b_c=0.2,
    w_i=[[0.95], [0.8]], u_i=0.8, b_i=0.65,
    w_f=[[0.7], [0.45]], u_f=0.1, b_f=0.15,
    w_o=[[0.6], [0.4]], u_o=0.25, b_o=0.1,
)  # fmt: skip

_CELL = LSTM()
_TRACE = _CELL.forward(WEIGHTS, X)
_EPS = squared_error(_TRACE.h, LABELS)[1]
_DELTAS = _CELL.bptt(WEIGHTS, _TRACE, _EPS)
_GRADS = _CELL.weight_gradient(_TRACE, _DELTAS)
_W = {name: np.ravel(array) for name, array in WEIGHTS.named().items()}
_NAMES = [f"{letter}_{k}" for k in "cifo" for letter in "wub"]


def _at(t, *symbols, of=_TRACE):
    return {symbol: getattr(of, symbol)[t].item() for symbol in symbols}


def _sigma(z):
    return 1 / (1 + exp(-z))


def _forward(t):
    """The six lines of step t; c and h from the step before are the right ones."""
    c_prev, h_prev = _TRACE.c_prev[t].item(), _TRACE.h_prev[t].item()

    def z(k):
        return float(_W[f"w_{k}"] @ X[t] + _W[f"u_{k}"][0] * h_prev + _W[f"b_{k}"][0])

    gates = {k: lambda v, k=k: _sigma(z(k)) for k in "ifo"}
    return {"g": lambda v: tanh(z("c")), **gates,
            "c": lambda v: v["f"] * c_prev + v["i"] * v["g"],
            "h": lambda v: v["o"] * tanh(v["c"])}, z, c_prev  # fmt: skip


def _check_forward(student, t):
    lines, z, c_prev = _forward(t)
    slips = {
        "the candidate g goes through σ instead of tanh": {"g": lambda v: _sigma(z("c"))},
        "the output shows c itself, not tanh c": {"h": lambda v: v["o"] * v["c"]},
        "the gates i and f are swapped in the line of c": {
            "c": lambda v: v["i"] * c_prev + v["f"] * v["g"]
        },
    }
    if t:
        without = {k: lambda v, k=k: _sigma(float(_W[f"w_{k}"] @ X[t] + _W[f"b_{k}"][0]))
                   for k in "ifo"}  # fmt: skip
        without["g"] = lambda v: tanh(float(_W["w_c"] @ X[t] + _W["b_c"][0]))
        slips["h[0] is forgotten: the terms with u are missing"] = without
        slips["c[0] is forgotten: the term with f is missing"] = {"c": lambda v: v["i"] * v["g"]}
    mistakes = {name: lines | slip for name, slip in slips.items()}
    return fill(student, _at(t, *"gifoch"), lines, mistakes)


def check_forward_0(student):
    """Exercise A: g, i, f, o, c, h at t = 0."""
    return _check_forward(student, 0)


def check_forward_1(student):
    """Exercise B: the same at t = 1, where c[0] and h[0] are heard."""
    return _check_forward(student, 1)


def _backward(t):
    v0 = _at(t, *"gifo")
    v0 |= {"s": _TRACE.activation_of_c[t].item(), "c_prev": _TRACE.c_prev[t].item()}
    later = 1 - t  # step 0 has a step after it
    from_h = _DELTAS.h[0].item() - _EPS[0].item() if later else 0.0
    from_c = _DELTAS.c[1].item() * _TRACE.f[1].item() if later else 0.0
    g, i, f, o, s, c_prev = (v0[k] for k in ("g", "i", "f", "o", "s", "c_prev"))
    lines = {
        "eps": lambda v: _TRACE.h[t].item() - LABELS[t],
        "dh": lambda v: v["eps"] + from_h,
        "dc": lambda v: v["dh"] * o * (1 - s**2) + from_c,
        "pre_g": lambda v: v["dc"] * i * (1 - g**2),
        "pre_i": lambda v: v["dc"] * g * i * (1 - i),
        "pre_f": lambda v: v["dc"] * c_prev * f * (1 - f),
        "pre_o": lambda v: v["dh"] * s * o * (1 - o),
        "back": lambda v: sum(_W[f"u_{k}"][0] * v[f"pre_{'g' if k == 'c' else k}"] for k in "cifo"),
    }
    return lines, v0, from_c


def _check_backward(student, t):
    lines, v0, from_c = _backward(t)
    g, i, o, s, c_prev = (v0[k] for k in ("g", "i", "o", "s", "c_prev"))
    slips = {
        "the slopes of the gates are missing: the deltas are those before the slope": {
            "pre_g": lambda v: v["dc"] * i,
            "pre_i": lambda v: v["dc"] * g,
            "pre_f": lambda v: v["dc"] * c_prev,
            "pre_o": lambda v: v["dh"] * s,
        },
        "the slope of tanh is missing in the line of dc": {"dc": lambda v: v["dh"] * o + from_c},
        "eps is turned round: label minus output": {
            "eps": lambda v: LABELS[t] - _TRACE.h[t].item()
        },
    }
    if t == 0:
        slips["nothing arrives from the step after: dh is eps alone"] = {"dh": lambda v: v["eps"]}
        slips["the way through c is forgotten: nothing arrives from dc[1]"] = {
            "dc": lambda v: v["dh"] * o * (1 - s**2)
        }
    right = {"eps": _EPS[t].item(), "dh": _DELTAS.h[t].item(), "dc": _DELTAS.c[t].item()}
    right |= _at(t, "pre_g", "pre_i", "pre_f", "pre_o", of=_DELTAS)
    right["back"] = _DELTAS.h0.item() if t == 0 else _DELTAS.h[0].item() - _EPS[0].item()
    mistakes = {name: lines | slip for name, slip in slips.items()}
    return fill(student, right, lines, mistakes)


def check_backward_1(student):
    """Exercise C: the deltas at t = 1, the last step, where the way back begins."""
    return _check_backward(student, 1)


def check_backward_0(student):
    """Exercise D: the deltas at t = 0, where two things arrive from the step after."""
    return _check_backward(student, 0)


def _entries(named):
    """{w_c[0], w_c[1], u_c, b_c, ...: number} in the example's order of the gates."""
    flat = {name: np.ravel(named[name]) for name in _NAMES}
    return {
        f"{name}[{k}]" if name[0] == "w" else name: float(value)
        for name, values in flat.items()
        for k, value in enumerate(values)
    }


def _constant(values):
    return {entry: lambda v, value=value: value for entry, value in values.items()}


def check_gradient(student):
    """Exercise E: the sixteen weight gradients."""
    pre = np.stack([getattr(_DELTAS, f"pre_{k}")[:, 0, 0] for k in "gifo"])  # (4, T)
    h = _TRACE.h[:, 0, 0]

    def named(d, w, heard):
        parts = {f"w_{k}": d[n] @ w for n, k in enumerate("cifo")}
        parts |= {f"u_{k}": d[n] @ heard for n, k in enumerate("cifo")}
        return _entries(parts | {f"b_{k}": d[n].sum() for n, k in enumerate("cifo")})

    right, before = _entries(_GRADS.named()), np.array([0.0, h[0]])
    mistakes = {
        "u is multiplied by h[t] instead of h[t-1]": named(pre, X, h),
        "only the last step is counted": named(pre * [0, 1], X, before),
        "only the first step is counted": named(pre * [1, 0], X, before),
        "the mean over the steps is taken instead of the sum": named(pre / 2, X, before),
    }
    mistakes = {name: _constant(values) for name, values in mistakes.items()}
    return fill(student, right, _constant(right), mistakes)


def check_step(student):
    """Exercise F: the sixteen weights after one step of descent."""
    right = _entries(sgd(WEIGHTS, _GRADS, ETA).named())
    mistakes = {
        "the step goes uphill: plus instead of minus": sgd(WEIGHTS, _GRADS, -ETA),
        "η is forgotten": sgd(WEIGHTS, _GRADS, 1.0),
        "η is 0.01 instead of 0.1": sgd(WEIGHTS, _GRADS, 0.01),
    }
    mistakes = {name: _constant(_entries(one.named())) for name, one in mistakes.items()}
    return fill(student, right, _constant(right), mistakes)


def lines_of(t):
    """(the lines of the forward step t, those of the backward step t) as numbers."""
    return evaluate(_forward(t)[0]), evaluate(_backward(t)[0])
