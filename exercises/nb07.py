"""The checks of lecture 07, weight gradients and training."""

import numpy as np

from exercises.report import compare
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    LSTM,
    LSTMParams,
    calculator_lstm_logistic,
    gradient,
    numerical_gradient,
    squared_error,
)

# One unit with weights of no special kind, on a signal of both signs.
_WEIGHTS = {
    "w_i": 0.7, "u_i": -0.9, "b_i": 0.4, "w_f": -0.6, "u_f": 1.2, "b_f": 0.5,
    "w_o": 0.8, "u_o": 0.6, "b_o": -0.3, "w_c": 1.1, "u_c": -0.7, "b_c": 0.2,
}  # fmt: skip
_X, _Y = [0.9, -1.3, 0.4, -0.5], [0.3, 0.8, -0.6, 0.2]


def _networks():
    """(cell, params, x, y): the soft calculator, and a network whose gates all listen."""
    generic = LSTM(), LSTMParams.from_named(**_WEIGHTS)
    return [(*generic, _X, _Y), (*calculator_lstm_logistic(4.0), CALCULATOR_X, CALCULATOR_Y)]


def _passes():
    for cell, params, x, y in _networks():
        trace = cell.forward(params, x)
        yield cell, params, trace, cell.bptt(params, trace, squared_error(trace.h, y)[1])


def _gate_cases():
    return [
        {"delta_f": deltas.f, "f": trace.f, "x": trace.x, "h": trace.h}
        for _, _, trace, deltas in _passes()
    ]


def _listed(cases):
    return [{key: np.ravel(value).tolist() for key, value in case.items()} for case in cases]


def _gate(delta_f, f, x, h, slope=True, late=False, last=False, mean=False):
    """The three sums, each slip on request."""
    pre, heard = np.array(delta_f), np.array(h if late else [0.0, *h[:-1]])
    if slope:
        pre = pre * np.array(f) * (1 - np.array(f))
    shares = {"w_f": pre * x, "u_f": pre * heard, "b_f": pre}
    keep = slice(-1, None) if last else slice(None)
    return {k: v[keep].mean() if mean else v[keep].sum() for k, v in shares.items()}


def check_gate_gradient(student):
    """Exercise A: equation (7.2) for the forget gate."""

    def expected(delta_f, f, x, h):
        for cell, _, trace, deltas in _passes():
            if np.ravel(trace.f).tolist() == list(f):
                found = cell.weight_gradient(trace, deltas).named()
                return {name: found[name].item() for name in ("w_f", "u_f", "b_f")}
        raise LookupError("no network has these gates")

    def slip(**which):
        return lambda **given: _gate(**given, **which)

    mistakes = {
        "the slope of the gate is missing": slip(slope=False),
        "u_f is multiplied by h[t]; it hears the step before, h[t-1]": slip(late=True),
        "only the last step has a share; all steps have one": slip(last=True),
        "the mean is taken; it is the sum": slip(mean=True),
    }
    return compare(student, expected, _listed(_gate_cases()), mistakes)


def _losses():
    """(loss of a list, the list, its exact gradient), for each network."""
    for cell, params, x, y in _networks():
        names = list(params.named())

        def loss(theta, cell=cell, names=names, x=x, y=y):
            params = LSTMParams.from_named(**dict(zip(names, map(float, theta), strict=True)))
            return float(squared_error(cell.forward(params, x).h, y)[0])

        _, grads = gradient(cell, params, x, y)
        theta = [value.item() for value in params.named().values()]
        yield loss, theta, [value.item() for value in grads.named().values()]


def check_central_difference(student):
    """Exercise B: the judge."""

    def judge(loss, theta, h):
        return numerical_gradient(loss, np.array(theta), h)

    def pushed(loss, theta, push, k):
        return loss([value + push * (j == k) for j, value in enumerate(theta)])

    def difference(part):
        def wrong(loss, theta, h):
            return [part(loss, theta, h, k) for k in range(len(theta))]

        return wrong

    mistakes = {
        "only one side is pushed": difference(
            lambda loss, theta, h, k: (pushed(loss, theta, h, k) - loss(theta)) / h
        ),
        "it is divided by h; from one push to the other it is 2h": difference(
            lambda loss, theta, h, k: (pushed(loss, theta, h, k) - pushed(loss, theta, -h, k)) / h
        ),
        "the two sides are swapped: every sign is turned round": difference(
            lambda loss, theta, h, k: (
                (pushed(loss, theta, -h, k) - pushed(loss, theta, h, k)) / (2 * h)
            )
        ),
        "all entries are pushed at once": difference(
            lambda loss, theta, h, k: (
                (loss([v + h for v in theta]) - loss([v - h for v in theta])) / (2 * h)
            )
        ),
    }
    cases = [{"loss": loss, "theta": theta, "h": 1e-2} for loss, theta, _ in _losses()]
    # The differences of two nearly equal losses carry their rounding, divided by h.
    return compare(student, judge, cases, mistakes, tolerance=1e-8)


def check_find_wrong(student):
    """Exercise C: the one entry that no difference confirms."""
    cases = []
    for (loss, theta, grads), place, factor in zip(_losses(), (4, 8), (1.5, -1.0), strict=True):
        claimed = list(grads)
        claimed[place] *= factor
        cases.append({"loss": loss, "theta": theta, "claimed": claimed})

    def off(loss, theta, claimed):
        return np.abs(numerical_gradient(loss, np.array(theta)) - claimed)

    mistakes = {
        "it is counted from 1": lambda **given: np.argmax(off(**given)) + 1,
        "the entry is returned that agrees best": lambda **given: np.argmin(off(**given)),
        "the largest gradient is taken for the wrong one": lambda loss, theta, claimed: np.argmax(
            np.abs(claimed)
        ),
    }
    return compare(student, lambda **given: np.argmax(off(**given)), cases, mistakes, name="place")


def check_floor(student):
    """Exercise D: equation (7.5) with a readout of 3."""

    def floor(y, border=3.0, factor=0.5):
        nearest = np.clip(y, -border, border)  # what such a network can say, to come closest
        return 2 * factor * squared_error(np.reshape(nearest, (-1, 1, 1)), y)[0]

    mistakes = {
        "the readout is forgotten: the border is 3, not 1": lambda y: floor(y, border=1.0),
        "the factor of one half is missing": lambda y: floor(y, factor=1.0),
        "targets inside the border cost something, too": lambda y: sum(
            (abs(v) - 3) ** 2 / 2 for v in y
        ),
        "targets below zero are left out": lambda y: sum(max(v - 3, 0) ** 2 / 2 for v in y),
    }
    cases = [{"y": [0.0, 4.0, -5.0, 2.5]}, {"y": [7.0, -3.5, 1.0]}]
    return compare(student, floor, cases, mistakes, name="floor")


def check_input_gradient(student):
    """Exercise E: the four arrows of an input."""
    cases, answers = [], []
    for cell, params, trace, deltas in _passes():
        pre = {k: getattr(deltas, f"pre_{'g' if k == 'c' else k}").ravel().tolist() for k in "ifoc"}
        cases.append({"pre": pre, "w": {k: params.named()[f"w_{k}"].item() for k in "ifoc"}})
        answers.append(cell.input_gradient(params, deltas).ravel())
        assert len(answers[-1]) == len(trace.x)

    def expected(pre, w):
        return next(a for case, a in zip(cases, answers, strict=True) if case["pre"] == pre)

    def over(gates, weighted=True):
        def wrong(pre, w):
            return sum((w[k] if weighted else 1.0) * np.array(pre[k]) for k in gates)

        return wrong

    mistakes = {
        "the candidate is forgotten": over("ifo"),
        "the weights on the arrows are missing": over("ifoc", weighted=False),
        "it is summed over time; an input is used at one step only": lambda pre, w: np.sum(
            over("ifoc")(pre, w)
        ),
    }
    return compare(student, expected, cases, mistakes, name="dL/dx")
