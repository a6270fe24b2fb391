"""The checks of lecture 09, from one unit to many. What is expected comes from `lstm_core`."""

import numpy as np

from exercises.report import compare
from lstm_core import LSTM, RNN, LSTMParams, RNNParams, jacobian_products, step_jacobians

# As many signals as units, or not: a product that fits by its shape alone isn't right yet.
_SIZES = [(4, 2, 3), (3, 2, 3)]  # signals, inputs, units


def _networks(T):
    """(params, trace) of a tanh RNN, for each of the sizes."""
    rng = np.random.default_rng(90)
    for B, D, H in _SIZES:
        w, u, b = rng.normal(size=(D, H)), rng.normal(size=(H, H)), rng.normal(size=H)
        params = RNNParams(w, 0.7 * u, b)
        yield params, RNN().forward(params, rng.normal(size=(T, B, D)), h0=rng.normal(size=(B, H)))


def _deltas(T):
    """(params, trace, eps, deltas) of each network."""
    rng = np.random.default_rng(91)
    for params, trace in _networks(T):
        eps = rng.normal(size=trace.h.shape)
        yield params, trace, eps, RNN().bptt(params, trace, eps)


def check_forward(student):
    """Exercise A: equation (9.2) for a batch."""

    def expected(x, h_prev, w, u, b):
        return RNN().forward(RNNParams(w, u, b), x[None], h0=h_prev).h[0]

    cases = [
        {"x": trace.x[1], "h_prev": trace.h_prev[1]} | params.named()
        for params, trace in _networks(2)
    ]
    mistakes = {
        "the bias is left out": lambda x, h_prev, w, u, b: np.tanh(x @ w + h_prev @ u),
        "the tanh is left out": lambda x, h_prev, w, u, b: x @ w + h_prev @ u + b,
        "u is turned: rows are where its arrows start, so it stands as it is": (
            lambda x, h_prev, w, u, b: np.tanh(x @ w + h_prev @ u.T + b)
        ),
        "the last outputs are not heard: u is left out": (
            lambda x, h_prev, w, u, b: np.tanh(x @ w + b)
        ),
        "the bias is added after the tanh": (
            lambda x, h_prev, w, u, b: np.tanh(x @ w + h_prev @ u) + b
        ),
    }
    return compare(student, expected, cases, mistakes, name="h")


def check_back(student):
    """Exercise B: equation (9.5) for a batch."""
    cases, answers = [], []
    for params, trace, eps, deltas in _deltas(2):
        cases.append(
            {"eps": eps[0], "delta_c_next": deltas.c[1], "h": trace.h[0], "u": params.u.copy()}
        )
        answers.append({"delta": deltas.h[0], "delta_c": deltas.c[0]})

    def expected(eps, **_):
        return next(
            answer
            for case, answer in zip(cases, answers, strict=True)
            if np.array_equal(case["eps"], eps)
        )

    def but(delta=None, slope=None):
        """The right two lines, but for one."""

        def wrong(eps, delta_c_next, h, u):
            total = eps + delta_c_next @ u.T if delta is None else delta(eps, delta_c_next, u)
            return {"delta": total, "delta_c": total * (1 - h**2 if slope is None else slope(h))}

        return wrong

    mistakes = {
        "u is not turned: here the sum goes over the units that listen": but(
            lambda eps, later, u: eps + later @ u
        ),
        "eps is left out": but(lambda eps, later, u: later @ u.T),
        "nothing comes back from the next step": but(lambda eps, later, u: eps),
        "the slope of the tanh is left out": but(slope=lambda h: 1.0),
        "the slope is taken for that of the logistic, h (1 - h)": but(slope=lambda h: h * (1 - h)),
        "the slope is made of tanh h: h is a tanh already": but(
            slope=lambda h: 1 - np.tanh(h) ** 2
        ),
    }
    return compare(student, expected, cases, mistakes)


def check_weights(student):
    """Exercise C: equation (9.18) for the one table of an RNN."""
    cases, answers = [], []
    for _, trace, _, deltas in _deltas(5):
        cases.append({"h_prev": trace.h_prev.copy(), "delta_c": deltas.c})
        answers.append(RNN().weight_gradient(trace, deltas).u)

    def expected(h_prev, delta_c):
        return next(
            answer
            for case, answer in zip(cases, answers, strict=True)
            if np.array_equal(case["delta_c"], delta_c)
        )

    def outer(h_prev, delta_c):
        return np.einsum("tnj,tnk->jk", h_prev, delta_c)

    mistakes = {
        "the table is turned: its rows are the units that speak": (
            lambda h_prev, delta_c: outer(h_prev, delta_c).T
        ),
        "the mean over the signals is taken: the loss is their sum": (
            lambda h_prev, delta_c: outer(h_prev, delta_c) / h_prev.shape[1]
        ),
        "only the last step counts: there is a share for every step": (
            lambda h_prev, delta_c: outer(h_prev[-1:], delta_c[-1:])
        ),
        "the steps are shifted: h[t] stands where h[t-1] should": (
            lambda h_prev, delta_c: outer(h_prev[1:], delta_c[:-1])
        ),
        "only the first signal counts": (
            lambda h_prev, delta_c: outer(h_prev[:, :1], delta_c[:, :1])
        ),
    }
    return compare(student, expected, cases, mistakes, name="dL/dU")


def check_jacobian(student):
    """Exercise D: equations (9.8) and (9.12)."""
    cases, answers = [], []
    for params, trace in _networks(3):
        products = jacobian_products(step_jacobians(RNN(), params, trace))
        cases.append({"h": trace.h[:, 1].copy(), "u": params.u.copy()})
        answers.append(products[0, 1])

    def expected(h, u):
        return next(
            answer
            for case, answer in zip(cases, answers, strict=True)
            if np.array_equal(case["h"], h)
        )

    def product(h, one, turned_round=False):
        steps = [one(1 - row**2) for row in h]
        return np.linalg.multi_dot(steps if turned_round else steps[::-1])

    mistakes = {
        "the order is turned round: the latest factor stands on the left": (
            lambda h, u: product(h, lambda s: np.diag(s) @ u.T, turned_round=True)
        ),
        "this is the denominator layout: the table is turned": (
            lambda h, u: product(h, lambda s: np.diag(s) @ u.T).T
        ),
        "u is not turned": lambda h, u: product(h, lambda s: np.diag(s) @ u),
        "the slopes scale the columns: they belong to the outputs, which are the rows": (
            lambda h, u: product(h, lambda s: u.T @ np.diag(s))
        ),
        "the slopes are left out": lambda h, u: np.linalg.matrix_power(u.T, 3),
        "the tables are multiplied number by number": (
            lambda h, u: np.prod([np.diag(1 - row**2) @ u.T for row in h], axis=0)
        ),
    }
    return compare(student, expected, cases, mistakes, name="dh[2]/dh[-1]")


def check_input(student):
    """Exercise E: equation (9.19), one step of an LSTM."""
    rng, cases, answers = np.random.default_rng(92), [], []
    for D, H in ((2, 3), (3, 3)):
        sizes = {"D": D, "H": H}
        params = LSTMParams.from_named(
            **{
                name: rng.normal(size=[sizes[letter] for letter in shape.split()])
                for name, shape in LSTMParams.SHAPES.items()
            }
        )
        trace = LSTM().forward(params, rng.normal(size=(3, 1, D)))
        deltas = LSTM().bptt(params, trace, rng.normal(size=(3, 1, H)))
        named = params.named()
        of = {"i": deltas.pre_i, "f": deltas.pre_f, "o": deltas.pre_o, "c": deltas.pre_g}
        cases.append(
            {
                "delta_z": {gate: array[1, 0].copy() for gate, array in of.items()},
                "w": {gate: named[f"w_{gate}"] for gate in "ifoc"},
            }
        )
        answers.append(LSTM().input_gradient(params, deltas)[1, 0])

    def expected(delta_z, w):
        return next(
            answer
            for case, answer in zip(cases, answers, strict=True)
            if np.array_equal(case["delta_z"]["i"], delta_z["i"])
        )

    def over(gates):
        return lambda delta_z, w: sum(delta_z[gate] @ w[gate].T for gate in gates)

    mistakes = {
        "the way through the output gate is left out": over("ifc"),
        "only the way through the candidate counts": over("c"),
        "the way through the candidate is left out: it hears x too": over("ifo"),
        "i and f have each other's weights: the stack was read in another order": (
            lambda delta_z, w: over("ifoc")(delta_z, w | {"i": w["f"], "f": w["i"]})
        ),
    }
    return compare(student, expected, cases, mistakes, name="dL/dx")
