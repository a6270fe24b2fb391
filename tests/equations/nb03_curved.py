"""The equations of 03 from (3.10) on: with a nonlinearity, and around the descent."""

import numpy as np

from lstm_core import (
    CALCULATOR_X,
    RNN,
    RNNParams,
    calculator_rnn,
    gradient,
    memorizer_rnn,
    sgd,
    tanh,
)
from tests.equations import equation
from tests.equations.calculating_rnn import (
    U,
    X,
    Y,
    plain_loss,
    scored,
    slope,
)


def curved(x, u):
    """c and h of the network with tanh, by a plain loop."""
    c, last = [], 0.0
    for one in x:
        c.append(one + u * last)
        last = np.tanh(c[-1])
    return np.array(c), np.tanh(c)


def curved_back(u=U):
    """c, h, eps and delta of the network with tanh, by lstm_core."""
    cell, params = RNN(tanh), RNNParams.from_named(w=1.0, u=u, b=0.0)
    trace = cell.forward(params, X)
    _, eps = scored(trace.h, Y)
    delta = cell.bptt(params, trace, eps).h
    return trace.c.ravel(), trace.h.ravel(), eps.ravel(), delta.ravel()


def tanh_slope(c):
    return 1 / np.cosh(c) ** 2


@equation(
    "3.10",
    r"\frac{\partial\mathcal{L}}{\partial c[t]} = \sigma_h'(c[t])\,\epsilon[t]",
)
def _():
    c, h, eps, _ = curved_back()

    def partial(t):
        """The loss as a function of c[t] alone: h[t] goes with it, every other h is held."""
        return lambda value: plain_loss([*h[:t], np.tanh(value), *h[t + 1 :]])

    return {
        "left": "np.array([central(partial(t), c[t]) for t in np.arange(len(c))])",
        "right": "slope(c) * eps",
        "slope": tanh_slope,
    } | locals()


@equation(
    "3.11",
    r"\delta[t] = \epsilon[t] + u\,\sigma_h'(c[t+1])\,\delta[t+1]",
)
def _():
    c, h, eps, delta = curved_back()

    def total(t):
        """The loss as a function of h[t], with all that follows from it."""

        def loss(value):
            later = X[t + 1 :].copy()
            later[:1] += U * value
            return plain_loss([*h[:t], value, *curved(later, U)[1]])

        return loss

    return {
        "pairs": [
            ("np.array([central(total(t), h[t]) for t in range(len(h))])", "delta"),
            ("delta[:-1]", "eps[:-1] + u * slope(c[1:]) * delta[1:]"),
        ],
        "u": U,
        "slope": tanh_slope,
    } | locals()


@equation("3.12", r"\frac{d\mathcal{L}}{du} = \sum_t \sigma_h'(c[t])\,\delta[t]\,h[t-1]")
def _():
    c, h, _, delta = curved_back()

    def loss_of_u(u):
        return plain_loss(curved(X, u)[1])

    right = "sum(slope(c[t]) * delta[t] * h[t - 1] for t in range(1, len(h)))"
    return {"left": "central(loss_of_u, u)", "u": U, "slope": tanh_slope} | locals()


@equation("3.13", r"\frac{du_{\text{new}}}{du} = 1 - \eta\,\frac{d^2\mathcal{L}}{du^2}")
def _():
    def u_new(u):
        _, params = calculator_rnn(u)
        _, grads = gradient(*calculator_rnn(u), X, Y, scored)
        return sgd(params, grads, eta=0.04).u.item()

    return {
        "left": "central(u_new, u)",
        "right": "1 - eta * central(slope, u)",
        "eta": 0.04,
        "u": U,
        "slope": slope,
    } | locals()


@equation("3.14", r"\frac{d\mathcal{L}}{dw} = \sum_t \delta[t]\,x[t]")
def _():
    w, x = 0.8, X

    def loss_of_w(w):
        cell, params = memorizer_rnn(w, U)
        return plain_loss(cell.forward(params, X).h.ravel())

    cell, params = memorizer_rnn(w, U)
    trace = cell.forward(params, X)
    delta = cell.bptt(params, trace, scored(trace.h, Y)[1]).h.ravel()
    return {"left": "central(loss_of_w, w)", "right": "np.sum(delta * x)"} | locals()


@equation("3.15", r"\frac{h[7]}{h[3]} = u^4 + 1 - \frac{u}{(1 + u)^2}")
def _():
    u = 0.7
    cell, params = memorizer_rnn(-1.4, u)  # the ratio is the same for every w
    h = cell.forward(params, CALCULATOR_X).h.ravel()
    return {"left": "h[7] / h[3]", "right": "u**4 + 1 - u / (1 + u)**2"} | locals()
