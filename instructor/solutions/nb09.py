"""Solutions of the exercises of lecture 09, and the mistakes that students are known to make."""

import numpy as np


def forward_step(x, h_prev, w, u, b):
    return np.tanh(x @ w + h_prev @ u + b)


def backward_step(eps, delta_c_next, h, u):
    """Forwards the sum goes over the first letter of u, backwards over the second: u is turned."""
    delta = eps + delta_c_next @ u.T
    return delta, delta * (1 - h**2)


def gradient_of_u(h_prev, delta_c):
    """In each step the product sums over the signals; then come the steps."""
    return sum(h_prev[t].T @ delta_c[t] for t in range(len(h_prev)))


def three_steps(h, u):
    first, second, third = (np.diag(1 - row**2) @ u.T for row in h)
    return third @ second @ first


def gradient_of_x(delta_z, w):
    return sum(delta_z[gate] @ w[gate].T for gate in ("i", "f", "o", "c"))


SOLUTIONS = {
    "check_forward": forward_step,
    "check_back": backward_step,
    "check_weights": gradient_of_u,
    "check_jacobian": three_steps,
    "check_input": gradient_of_x,
}


def _no_bias(x, h_prev, w, u, b):
    return np.tanh(x @ w + h_prev @ u)


def _no_tanh(x, h_prev, w, u, b):
    return x @ w + h_prev @ u + b


def _u_turned(x, h_prev, w, u, b):
    return np.tanh(x @ w + h_prev @ u.T + b)


def _deaf(x, h_prev, w, u, b):
    return np.tanh(x @ w + b)


def _late_bias(x, h_prev, w, u, b):
    return np.tanh(x @ w + h_prev @ u) + b


def _u_not_turned(eps, delta_c_next, h, u):
    delta = eps + delta_c_next @ u
    return delta, delta * (1 - h**2)


def _no_eps(eps, delta_c_next, h, u):
    delta = delta_c_next @ u.T
    return delta, delta * (1 - h**2)


def _nothing_later(eps, delta_c_next, h, u):
    return eps, eps * (1 - h**2)


def _no_slope(eps, delta_c_next, h, u):
    delta = eps + delta_c_next @ u.T
    return delta, delta


def _logistic_slope(eps, delta_c_next, h, u):
    delta = eps + delta_c_next @ u.T
    return delta, delta * h * (1 - h)


def _tanh_of_tanh(eps, delta_c_next, h, u):
    delta = eps + delta_c_next @ u.T
    return delta, delta / np.cosh(h) ** 2


def _turned(h_prev, delta_c):
    return sum(delta_c[t].T @ h_prev[t] for t in range(len(h_prev)))


def _mean(h_prev, delta_c):
    return gradient_of_u(h_prev, delta_c) / len(h_prev[0])


def _last_step(h_prev, delta_c):
    return h_prev[-1].T @ delta_c[-1]


def _shifted(h_prev, delta_c):
    return sum(h_prev[t + 1].T @ delta_c[t] for t in range(len(h_prev) - 1))


def _first_signal(h_prev, delta_c):
    return sum(np.outer(h_prev[t, 0], delta_c[t, 0]) for t in range(len(h_prev)))


def _order(h, u):
    first, second, third = (np.diag(1 - row**2) @ u.T for row in h)
    return first @ second @ third


def _denominator(h, u):
    first, second, third = (u @ np.diag(1 - row**2) for row in h)
    return first @ second @ third


def _straight_u(h, u):
    first, second, third = (np.diag(1 - row**2) @ u for row in h)
    return third @ second @ first


def _scaled_columns(h, u):
    first, second, third = (u.T * (1 - row**2) for row in h)
    return third @ second @ first


def _linear(h, u):
    return (u @ u @ u).T


def _starred(h, u):
    first, second, third = (np.diag(1 - row**2) @ u.T for row in h)
    return third * second * first


def _without(left_out):
    def gradient(delta_z, w):
        return sum(delta_z[gate] @ w[gate].T for gate in w if gate not in left_out)

    return gradient


def _other_order(delta_z, w):
    i, f, o, c = (w[gate] for gate in ("i", "f", "o", "c"))
    return gradient_of_x(delta_z, {"i": f, "f": i, "o": o, "c": c})


MISTAKES = {
    "check_forward": {
        "the bias is left out": _no_bias,
        "the tanh is left out": _no_tanh,
        "u is turned: rows are where its arrows start, so it stands as it is": _u_turned,
        "the last outputs are not heard: u is left out": _deaf,
        "the bias is added after the tanh": _late_bias,
    },
    "check_back": {
        "u is not turned: here the sum goes over the units that listen": _u_not_turned,
        "eps is left out": _no_eps,
        "nothing comes back from the next step": _nothing_later,
        "the slope of the tanh is left out": _no_slope,
        "the slope is taken for that of the logistic, h (1 - h)": _logistic_slope,
        "the slope is made of tanh h: h is a tanh already": _tanh_of_tanh,
    },
    "check_weights": {
        "the table is turned: its rows are the units that speak": _turned,
        "the mean over the signals is taken: the loss is their sum": _mean,
        "only the last step counts: there is a share for every step": _last_step,
        "the steps are shifted: h[t] stands where h[t-1] should": _shifted,
        "only the first signal counts": _first_signal,
    },
    "check_jacobian": {
        "the order is turned round: the latest factor stands on the left": _order,
        "this is the denominator layout: the table is turned": _denominator,
        "u is not turned": _straight_u,
        "the slopes scale the columns: they belong to the outputs, which are the rows": (
            _scaled_columns
        ),
        "the slopes are left out": _linear,
        "the tables are multiplied number by number": _starred,
    },
    "check_input": {
        "the way through the output gate is left out": _without("o"),
        "only the way through the candidate counts": _without("ifo"),
        "the way through the candidate is left out: it hears x too": _without("c"),
        "i and f have each other's weights: the stack was read in another order": _other_order,
    },
}
