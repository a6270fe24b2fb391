"""Solutions of the exercises of lecture 14, and the mistakes that students are known to make."""

from itertools import combinations

import numpy as np


def outputs(x, u):
    h, last = [], 0.0
    for value in x:
        last = value + u * last
        h.append(last)
    return h


def identical(weights):
    return sum(np.array_equal(a, b) for a, b in combinations(weights.values(), 2))


def gradient_w_o(delta, o, c, x):
    delta, o, c, x = map(np.array, (delta, o, c, x))
    return np.sum(delta * np.tanh(c) * o * (1 - o) * x)


def jacobian_product(h, U):
    product = np.eye(len(U))
    for row in h:
        product = np.diag(1 - row**2) @ U.T @ product
    return product


def whole_sum(h, x, u):
    """Forwards: what a small change of w has done to h so far."""
    effect = 0.0
    for now, came_in in zip(h, x, strict=True):
        effect = (1 - now**2) * (came_in + u * effect)
    return effect


def agree(expected, got):
    got = np.asarray(got)
    if got.shape != expected.shape:
        return False
    return bool(np.abs(expected - got).max() <= 1e-6 * np.abs(expected).max())


SOLUTIONS = {
    "check_outputs": outputs,
    "check_identical": identical,
    "check_gradient_w_o": gradient_w_o,
    "check_jacobian_product": jacobian_product,
    "check_whole_sum": whole_sum,
    "check_agree": agree,
}


def _whole_numbers(x, u):
    h = np.zeros(len(x), int)
    for t in range(len(x)):
        h[t] = x[t] + (u * h[t - 1] if t > 0 else 0)
    return h


def _rounded_down(x, u):
    return np.array(outputs(x, u)).astype(int)


def _input_only(x, u):
    return [float(value) for value in x]


def _twice(weights):
    return 2 * identical(weights)


def _itself(weights):
    return identical(weights) + len(weights)


def _corner(weights):
    return sum(a[0, 0] == b[0, 0] for a, b in combinations(weights.values(), 2))


def _no_slope(delta, o, c, x):
    return np.sum(np.array(delta) * np.tanh(c) * x)


def _no_tanh(delta, o, c, x):
    return np.sum(np.array(delta) * c * o * (1 - np.array(o)) * x)


def _tan(delta, o, c, x):
    return np.sum(np.array(delta) * np.tan(c) * o * (1 - np.array(o)) * x)


def _bias(delta, o, c, x):
    return np.sum(np.array(delta) * np.tanh(c) * o * (1 - np.array(o)))


def _entrywise(h, U):
    product = np.eye(len(U))
    for row in h:
        product = np.diag(1 - row**2) * U.T * product
    return product


def _on_the_right(h, U):
    product = np.eye(len(U))
    for row in h:
        product = product @ np.diag(1 - row**2) @ U.T
    return product


def _not_transposed(h, U):
    return jacobian_product(h, U.T)


def _no_slopes(h, U):
    return np.linalg.matrix_power(U.T, len(h))


def _swapped(h, U):
    product = np.eye(len(U))
    for row in h:
        product = U.T @ np.diag(1 - row**2) @ product
    return product


def _oldest(h, x, u):
    effect = (1 - h[0] ** 2) * x[0]
    for now in h[1:]:
        effect *= (1 - now**2) * u
    return effect


def _newest(h, x, u):
    return (1 - h[-1] ** 2) * x[-1]


def _linear(h, x, u):
    return outputs(x, u)[-1]


def _stretched(expected, got):
    return bool(np.all(np.abs(expected - got) <= 1e-6 * np.abs(expected).max()))


def _nan_passes(expected, got):
    if expected.shape != got.shape:
        return False
    return not np.abs(expected - got).max() > 1e-6 * np.abs(expected).max()


def _absolute(expected, got):
    return expected.shape == got.shape and bool(np.abs(expected - got).max() <= 1e-6)


def _blindfold(expected, got):
    near = 0.04 * np.abs(expected).max()
    return expected.shape == got.shape and bool(np.abs(expected - got).max() <= near)


MISTAKES = {
    "check_outputs": {
        "the array still holds whole numbers": _whole_numbers,
        "the digits are cut off at the end": _rounded_down,
        "the output is not fed back": _input_only,
    },
    "check_identical": {
        "each pair is counted twice": _twice,
        "each array is compared with itself, too": _itself,
        "only one entry of each is compared": _corner,
    },
    "check_gradient_w_o": {
        "the slope of the gate is still missing": _no_slope,
        "the tanh is missing": _no_tanh,
        "it is tan instead of tanh": _tan,
        "the input is missing: this is the gradient of the bias": _bias,
    },
    "check_jacobian_product": {
        "the products are taken entry by entry": _entrywise,
        "later steps stand on the right": _on_the_right,
        "U is not transposed": _not_transposed,
        "the slopes are missing": _no_slopes,
        "slopes and weights are swapped": _swapped,
    },
    "check_whole_sum": {
        "only the oldest term is there": _oldest,
        "only the newest term is there": _newest,
        "the slopes are missing": _linear,
    },
    "check_agree": {
        "the shapes are not compared": _stretched,
        "NaN passes": _nan_passes,
        "the tolerance is not relative to the largest entry": _absolute,
        "the tolerance is four per cent": _blindfold,
    },
}
