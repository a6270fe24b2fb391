"""The checks of lecture 14, eight real mistakes."""

from itertools import combinations

import numpy as np

from exercises.report import compare
from lstm_core import (
    LSTM,
    RNN,
    LSTMParams,
    RNNParams,
    calculator_rnn,
    jacobian_products,
    squared_error,
    step_jacobians,
    tanh,
    unroll,
)


def check_outputs(student):
    """Exercise A: floats, also for whole numbers."""

    def expected(x, u):
        cell, params = calculator_rnn(u)
        return cell.forward(params, x).h.ravel()

    def cut(x, u):
        h, last = [], 0
        for value in x:
            last = int(value + u * last)
            h.append(last)
        return h

    def cut_at_the_end(x, u):
        return [int(value) for value in expected(x, u)]

    cases = [{"x": np.array([1, 2, 1, 0]), "u": 0.5}, {"x": [3, 0, 0, 5, -4], "u": -0.7},
             {"x": [0.5, 1.5], "u": 0.5}]  # fmt: skip
    mistakes = {
        "the array still holds whole numbers": cut,
        "the digits are cut off at the end": cut_at_the_end,
        "the output is not fed back": lambda x, u: [float(value) for value in x],
    }
    return compare(student, expected, cases, mistakes, name="h")


def check_identical(student):
    """Exercise B: how many pairs of gates are the same."""

    def expected(weights):
        return sum(np.array_equal(a, b) for a, b in combinations(weights.values(), 2))

    def ordered_pairs(weights):
        return 2 * expected(weights)

    def with_itself(weights):
        return expected(weights) + len(weights)

    def one_entry(weights):
        return sum(a.flat[0] == b.flat[0] for a, b in combinations(weights.values(), 2))

    rng = np.random.default_rng(8)
    a, b, c, d = rng.normal(size=(4, 2, 3))
    near = a.copy()
    near[1, 2] += 1.0
    sets = [(a, b, c, d), (a, a, a, a), (a, b, a, b), (a, near, a, d)]
    names = ("w_i", "w_f", "w_o", "w_c")
    cases = [{"weights": {k: v.copy() for k, v in zip(names, s, strict=True)}} for s in sets]
    mistakes = {
        "each pair is counted twice": ordered_pairs,
        "each array is compared with itself, too": with_itself,
        "only one entry of each is compared": one_entry,
    }
    return compare(student, expected, cases, mistakes, name="pairs")


def _passes():
    for seed in (1, 2):
        rng = np.random.default_rng(seed)
        params = LSTMParams.from_named(**{name: rng.normal() for name in LSTMParams.SHAPES})
        trace = LSTM().forward(params, rng.normal(size=5))
        deltas = LSTM().bptt(params, trace, squared_error(trace.h, rng.normal(size=(5, 1, 1)))[1])
        yield trace, deltas


def check_gradient_w_o(student):
    """Exercise C: the gradient of the output gate's weight."""
    cases, answers = [], []
    for trace, deltas in _passes():
        lists = {"delta": deltas.h, "o": trace.o, "c": trace.c, "x": trace.x}
        cases.append({name: array.ravel().tolist() for name, array in lists.items()})
        answers.append(LSTM().weight_gradient(trace, deltas).named()["w_o"].item())

    def expected(**given):
        return answers[cases.index(given)]

    def over(function):
        def wrong(delta, o, c, x):
            delta, o, c, x = map(np.array, (delta, o, c, x))
            return np.sum(function(delta, o, c, x))

        return wrong

    mistakes = {
        "the slope of the gate is still missing": over(lambda d, o, c, x: d * np.tanh(c) * x),
        "the tanh is missing": over(lambda d, o, c, x: d * c * o * (1 - o) * x),
        "it is tan instead of tanh": over(lambda d, o, c, x: d * np.tan(c) * o * (1 - o) * x),
        "the input is missing: this is the gradient of the bias": over(
            lambda d, o, c, x: d * np.tanh(c) * o * (1 - o)
        ),
    }
    return compare(student, expected, cases, mistakes, name="dL/dw_o")


def check_jacobian_product(student):
    """Exercise D: equation (14.1), multiplied over the steps."""

    def network(U, seed):
        H = len(U)
        params = RNNParams(np.eye(H), U, np.zeros(H))
        cell = RNN(tanh)
        return (
            cell,
            params,
            cell.forward(params, np.random.default_rng(seed).normal(size=(4, 1, H))),
        )

    cases, answers = [], []
    for seed, H in ((1, 3), (2, 2)):
        U = np.random.default_rng(seed).normal(size=(H, H))
        cell, params, trace = network(U, seed)
        steps = step_jacobians(cell, params, trace)
        answers.append(jacobian_products(steps)[0, 0])
        cases.append({"h": trace.h[:, 0].copy(), "U": U})

    def expected(h, U):
        return next(a for c, a in zip(cases, answers, strict=True) if np.array_equal(c["h"], h))

    def over(step):
        def wrong(h, U):
            product = np.eye(len(U))
            for row in h:
                product = step(1 - row**2, U, product)
            return product

        return wrong

    mistakes = {
        "the products are taken entry by entry": over(lambda s, U, p: np.diag(s) * U.T * p),
        "later steps stand on the right": over(lambda s, U, p: p @ np.diag(s) @ U.T),
        "U is not transposed": over(lambda s, U, p: np.diag(s) @ U @ p),
        "the slopes are missing": over(lambda s, U, p: U.T @ p),
        "slopes and weights are swapped": over(lambda s, U, p: U.T @ np.diag(s) @ p),
    }
    return compare(student, expected, cases, mistakes, name="product")


def check_whole_sum(student):
    """Exercise E: equation (14.2)."""
    cases, answers = [], []
    for seed, u in ((3, 0.8), (4, -1.2)):
        x = np.random.default_rng(seed).normal(size=6)
        graph = unroll(RNN(tanh), RNNParams.from_named(w=0.9, u=u, b=0.0), x)
        cases.append({"h": [graph.values[f"h[{t}]"] for t in range(6)], "x": x.tolist(), "u": u})
        answers.append(graph.total("h[5]", "w"))

    def expected(**given):
        return answers[cases.index(given)]

    def terms(h, x, u):
        slopes = 1 - np.array(h) ** 2
        return [np.prod(slopes[k + 1 :] * u) * slopes[k] * x[k] for k in range(len(h))]

    def no_slopes(h, x, u):
        return sum(u ** (len(h) - 1 - k) * x[k] for k in range(len(h)))

    mistakes = {
        "only the oldest term is there": lambda **given: terms(**given)[0],
        "only the newest term is there": lambda **given: terms(**given)[-1],
        "the slopes are missing": no_slopes,
    }
    return compare(student, expected, cases, mistakes, name="dh[T]/dw")


def check_agree(student):
    """Exercise F: a check that can fail."""
    a = np.array([[1.0, -2.0], [3.0, 4.0]])
    one, beyond = np.zeros((2, 2)), np.zeros((2, 2))
    one[0, 1], beyond[1, 0] = 3e-6, 5e-6
    pairs = [(a, a), (a, a + one), (a, a + beyond), (a, a.T), (a, 5 * a), (a, a * np.nan),
             (a, a[:1]), (a, a[None]), (1e9 * a, 1e9 * a + 3e2), (a, 1.03 * a)]  # fmt: skip
    cases = [{"expected": e.copy(), "got": g.copy()} for e, g in pairs]

    def right(expected, got):
        got = np.asarray(got)
        if expected.shape != got.shape:
            return 0.0
        return float(np.abs(expected - got).max() <= 1e-6 * np.abs(expected).max())

    def no_shape(expected, got):
        return float(np.all(np.abs(expected - got) <= 1e-6 * np.abs(expected).max()))

    def blind_to_nan(expected, got):
        if expected.shape != got.shape:
            return 0.0
        return float(not np.abs(expected - got).max() > 1e-6 * np.abs(expected).max())

    def absolute(expected, got):
        if expected.shape != got.shape:
            return 0.0
        return float(np.abs(expected - got).max() <= 1e-6)

    def four_per_cent(expected, got):
        if expected.shape != got.shape:
            return 0.0
        return float(np.abs(expected - got).max() <= 0.04 * np.abs(expected).max())

    mistakes = {
        "the shapes are not compared": no_shape,
        "NaN passes": blind_to_nan,
        "the tolerance is not relative to the largest entry": absolute,
        "the tolerance is four per cent": four_per_cent,
    }
    return compare(student, right, cases, mistakes, name="agree")
