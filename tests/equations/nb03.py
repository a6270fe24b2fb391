"""The equations of 03, the pocket calculator as a linear RNN."""

import numpy as np

from lstm_core import (
    CALCULATOR_X,
    RNN,
    RNNParams,
    calculator_rnn,
    gradient,
    sgd,
    tanh,
)
from tests.equations import equation
from tests.equations.calculating_rnn import (
    U,
    X,
    Y,
    outputs,
    plain_loss,
    scored,
    there_and_back,
)


@equation("3.1", r"c[t] = x[t] + u\,h[t-1]")
def _():
    cell, params = calculator_rnn(U)
    trace = cell.forward(params, X, h0=[[0.9]])
    c, x, h_prev = trace.c.ravel(), trace.x.ravel(), trace.h_prev.ravel()
    return {"left": "c", "right": "x + u * h_prev", "u": U} | locals()


@equation("3.2", r"h[t] = \sigma_h(c[t])")
def _():
    # With the identity a forgotten sigma_h would go unnoticed, so this one is curved.
    trace = RNN(tanh).forward(RNNParams.from_named(w=1.0, u=U, b=0.0), X)
    return {"left": "h", "right": "sigma_h(c)", "h": trace.h, "c": trace.c, "sigma_h": np.tanh}


@equation("3.3", r"\mathcal{L} = \frac{1}{2} \sum_{t:\,y[t]>0} (h[t] - y[t])^2")
def _():
    h = outputs(X)
    value, _ = scored(h[:, None, None], Y)
    return {"left": "value", "right": "0.5 * np.sum((h - y)[y > 0]**2)", "y": Y} | locals()


@equation("3.4", r"h[3] = u + 2u^2 + u^3")
def _():
    h = outputs(CALCULATOR_X)
    return {"left": "h[3]", "right": "u + 2 * u**2 + u**3", "u": U, "h": h}


@equation("3.5", r"h[7] = u + u^2 + u^3 + u^5 + 2u^6 + u^7")
def _():
    h = outputs(CALCULATOR_X)
    return {"left": "h[7]", "right": "u + u**2 + u**3 + u**5 + 2 * u**6 + u**7", "u": U, "h": h}


@equation(
    "3.6",
    r"\epsilon[t] = \frac{\partial\mathcal{L}}{\partial h[t]}"
    r" = \begin{cases} h[t] - y[t] & y[t] > 0 \\ 0 & \text{otherwise} \end{cases}",
)
def _():
    h, eps, _ = there_and_back()

    def partial(t):
        """The loss as a function of h[t] alone, every other h held."""
        return lambda value: plain_loss([*h[:t], value, *h[t + 1 :]])

    return {
        "pairs": [
            ("eps", "np.array([central(partial(t), h[t]) for t in np.arange(len(h))])"),
            ("eps", "np.where(y > 0, h - y, 0.0)"),
        ],
        "y": Y,
    } | locals()


@equation("3.7", r"\delta[t] = \frac{d\mathcal{L}}{dh[t]} = \epsilon[t] + u\,\delta[t+1]")
def _():
    _, eps, delta = there_and_back()

    def total(t):
        """The loss as a function of a push on h[t], with all that follows from it."""

        def loss(push):
            moved = X.copy()
            moved[t] += push
            return plain_loss(outputs(moved))

        return loss

    return {
        "pairs": [
            ("delta", "np.array([central(total(t), 0.0) for t in np.arange(len(delta))])"),
            ("delta[:-1]", "eps[:-1] + u * delta[1:]"),
            ("delta[-1]", "eps[-1]"),  # nothing comes later
        ],
        "u": U,
    } | locals()


@equation("3.8", r"\frac{d\mathcal{L}}{du} = \sum_t \delta[t]\,h[t-1]")
def _():
    h, _, delta = there_and_back()

    def loss_of_u(u):
        return plain_loss(outputs(X, u))

    right = "sum(delta[t] * h[t - 1] for t in range(1, len(h)))"
    return {"left": "central(loss_of_u, u)", "u": U} | locals()


@equation("3.9", r"u_{\text{new}} = u - \eta\,\frac{d\mathcal{L}}{du}")
def _():
    _, params = calculator_rnn(U)
    _, grads = gradient(*calculator_rnn(U), X, Y, scored)
    u_new = sgd(params, grads, eta=0.04).u.item()
    return {"left": "u_new", "right": "u - eta * dL_du", "eta": 0.04, "u": U} | {
        "u_new": u_new,
        "dL_du": grads.u.item(),
    }
