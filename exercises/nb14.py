"""The checks of lecture 14, eight real mistakes."""

from itertools import combinations, pairwise

import numpy as np

from exercises import agreement, mended_outputs
from exercises.report import compare
from lstm_core import (
    LSTM,
    RNN,
    LSTMParams,
    RNNParams,
    jacobian_products,
    squared_error,
    step_jacobians,
    tanh,
    unroll,
)


def check_outputs(student):
    """Exercise A: floats, also for whole numbers, and x stays as it is."""
    return compare(
        mended_outputs.leaving_x(student),
        mended_outputs.expected,
        mended_outputs.CASES,
        mended_outputs.MISTAKES,
    )


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

    def neighbours(weights):
        return sum(np.array_equal(a, b) for a, b in pairwise(weights.values()))

    def with_the_first(weights):
        first, *others = weights.values()
        return sum(np.array_equal(first, other) for other in others)

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
        "only neighbours are compared": neighbours,
        "all are compared with the first, but not with each other": with_the_first,
        "the pairs that differ are counted": lambda weights: 6 - expected(weights),
        "it says only whether there are any; how many is asked for": lambda weights: (
            expected(weights) > 0
        ),
        "no pair is found: two arrays with the same numbers need not be the same object": (
            lambda weights: 0
        ),
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
        "the gate stands where its slope o (1 - o) should": over(
            lambda d, o, c, x: d * np.tanh(c) * o * x
        ),
        "the slope is that of a tanh; the gates are logistic": over(
            lambda d, o, c, x: d * np.tanh(c) * (1 - o**2) * x
        ),
        "the slope of the tanh is taken, which lies on the way to c, not to o": over(
            lambda d, o, c, x: d * (1 - np.tanh(c) ** 2) * o * (1 - o) * x
        ),
        "only the last step counts": over(
            lambda d, o, c, x: (d * np.tanh(c) * o * (1 - o) * x)[-1]
        ),
        "the mean over the steps is taken, not the sum": over(
            lambda d, o, c, x: d * np.tanh(c) * o * (1 - o) * x / len(x)
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

    def right(s, U, p):
        return np.diag(s) @ U.T @ p

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
        "the whole is transposed": lambda h, U: expected(h, U).T,
        "the first row is left out: its step is one of the product, too": lambda h, U: over(right)(
            h[1:], U
        ),
        "only the last step is taken": lambda h, U: over(right)(h[-1:], U),
        "the slope is made of tanh h; h is a tanh already": over(
            lambda s, U, p: np.diag(1 - np.tanh(np.sqrt(1 - s)) ** 2) @ U.T @ p
        ),
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

    def one_slope(h, x, u):
        return no_slopes(h, (1 - np.array(h) ** 2) * x, u)

    mistakes = {
        "only the oldest term is there": lambda **given: terms(**given)[0],
        "only the newest term is there": lambda **given: terms(**given)[-1],
        "the slopes are missing": no_slopes,
        "each term has one slope only, that of its own step k": one_slope,
        "each term has a u too many": lambda **given: expected(**given) * given["u"],
        "u is left out": lambda h, x, u: sum(terms(h, x, 1.0)),
        "x is left out: this is the gradient of the bias": lambda h, x, u: sum(
            terms(h, np.ones(len(x)), u)
        ),
    }
    return compare(student, expected, cases, mistakes, name="dh[T]/dw")


def check_agree(student):
    """Exercise F: a check that can fail."""
    mistakes = agreement.MISTAKES
    return compare(student, agreement.right, agreement.cases(), mistakes, name="agree")
