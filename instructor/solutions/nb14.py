"""Solutions of the exercises of lecture 14, and the mistakes that students are known to make."""

from itertools import combinations

import numpy as np

from instructor.solutions.wrong_judges import JUDGES


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


def _like_x(x, u):
    h = np.zeros_like(x)
    for t in range(len(x)):
        h[t] = x[t] + (u * h[t - 1] if t > 0 else 0)
    return h


def _into_x(x, u):
    for t in range(1, len(x)):
        x[t] += u * x[t - 1]
    return x


def _last_input(x, u):
    return [x[t] + (u * x[t - 1] if t > 0 else 0) for t in range(len(x))]


def _corner(weights):
    return sum(a[0, 0] == b[0, 0] for a, b in combinations(weights.values(), 2))


def _neighbours(weights):
    arrays = list(weights.values())
    return sum(np.array_equal(arrays[k], arrays[k + 1]) for k in range(3))


def _first_with_all(weights):
    return sum(np.array_equal(weights["w_i"], weights[name]) for name in ("w_f", "w_o", "w_c"))


def _no_slope(delta, o, c, x):
    return np.sum(np.array(delta) * np.tanh(c) * x)


def _no_tanh(delta, o, c, x):
    return np.sum(np.array(delta) * c * o * (1 - np.array(o)) * x)


def _tan(delta, o, c, x):
    return np.sum(np.array(delta) * np.tan(c) * o * (1 - np.array(o)) * x)


def _bias(delta, o, c, x):
    return np.sum(np.array(delta) * np.tanh(c) * o * (1 - np.array(o)))


def _gate_for_slope(delta, o, c, x):
    return sum(d * gate * np.tanh(s) * z for d, gate, s, z in zip(delta, o, c, x, strict=True))


def _slope_of_tanh(delta, o, c, x):
    return np.sum(np.array(delta) * np.tanh(c) * (1 - np.array(o) ** 2) * x)


def _way_to_c(delta, o, c, x):
    return gradient_w_o(np.array(delta) / np.tanh(c) * (1 - np.tanh(c) ** 2), o, c, x)


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


def _tanh_again(h, U):
    product = np.eye(len(U))
    for row in h:
        product = np.diag(1 - np.tanh(row) ** 2) @ U.T @ product
    return product


def _oldest(h, x, u):
    effect = (1 - h[0] ** 2) * x[0]
    for now in h[1:]:
        effect *= (1 - now**2) * u
    return effect


def _linear(h, x, u):
    return outputs(x, u)[-1]


def _own_slope(h, x, u):
    last = len(h) - 1
    return sum(u ** (last - k) * (1 - h[k] ** 2) * x[k] for k in range(len(h)))


MISTAKES = {
    "check_outputs": {
        "the array still holds whole numbers": _whole_numbers,
        "the array is made like x, and holds whole numbers where x does": _like_x,
        "the outputs are written into x itself": _into_x,
        "x is changed: np.asarray makes no copy of an array that holds floats already": (
            lambda x, u: _into_x(np.asarray(x, float), u)
        ),
        "the digits are cut off at the end": _rounded_down,
        "the output is not fed back": lambda x, u: [float(value) for value in x],
        "the input of the step before is fed back, not the output": _last_input,
        "u is left out: the bare sums are fed back": lambda x, u: outputs(x, 1),
    },
    "check_identical": {
        "each pair is counted twice": lambda weights: 2 * identical(weights),
        "each array is compared with itself, too": lambda weights: identical(weights) + 4,
        "only one entry of each is compared": _corner,
        "only neighbours are compared": _neighbours,
        "all are compared with the first, but not with each other": _first_with_all,
        "the pairs that differ are counted": lambda weights: 6 - identical(weights),
        "it says only whether there are any; how many is asked for": (
            lambda weights: identical(weights) > 0
        ),
        "no pair is found: two arrays with the same numbers need not be the same object": (
            lambda weights: sum(a is b for a, b in combinations(weights.values(), 2))
        ),
    },
    "check_gradient_w_o": {
        "the slope of the gate is still missing": _no_slope,
        "the tanh is missing": _no_tanh,
        "it is tan instead of tanh": _tan,
        "the input is missing: this is the gradient of the bias": _bias,
        "the gate stands where its slope o (1 - o) should": _gate_for_slope,
        "the slope is that of a tanh; the gates are logistic": _slope_of_tanh,
        "the slope of the tanh is taken, which lies on the way to c, not to o": _way_to_c,
        "only the last step counts": (
            lambda delta, o, c, x: gradient_w_o(delta[-1:], o[-1:], c[-1:], x[-1:])
        ),
        "the mean over the steps is taken, not the sum": (
            lambda delta, o, c, x: gradient_w_o(delta, o, c, x) / len(x)
        ),
    },
    "check_jacobian_product": {
        "the products are taken entry by entry": _entrywise,
        "later steps stand on the right": _on_the_right,
        "U is not transposed": _not_transposed,
        "the slopes are missing": _no_slopes,
        "slopes and weights are swapped": _swapped,
        "the whole is transposed": lambda h, U: jacobian_product(h, U).T,
        "the first row is left out: its step is one of the product, too": (
            lambda h, U: jacobian_product(h[1:], U)
        ),
        "only the last step is taken": lambda h, U: np.diag(1 - h[-1] ** 2) @ U.T,
        "the slope is made of tanh h; h is a tanh already": _tanh_again,
    },
    "check_whole_sum": {
        "only the oldest term is there": _oldest,
        "only the newest term is there": lambda h, x, u: (1 - h[-1] ** 2) * x[-1],
        "the slopes are missing": _linear,
        "each term has one slope only, that of its own step k": _own_slope,
        "each term has a u too many": lambda h, x, u: u * whole_sum(h, x, u),
        "u is left out": lambda h, x, u: whole_sum(h, x, 1.0),
        "x is left out: this is the gradient of the bias": (
            lambda h, x, u: whole_sum(h, [1.0] * len(h), u)
        ),
    },
    "check_agree": JUDGES,
}
