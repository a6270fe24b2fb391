"""The equations of 02, vanishing and exploding gradients."""

import numpy as np

from lstm_core import (
    RNN,
    RNNParams,
    gradient,
    identity,
    memorizer,
    memorizer_rnn,
    sgd,
    squared_error,
    tanh,
)
from tests.equations import equation

U, W, X0, M = -1.3, 0.7, 1.6, 6  # a sign that alternates, a size that grows, no zeros and no ones


def network(u=U, w=W, x0=X0, m=M):
    """The memorizer's cell, params, signal and loss."""
    cell, params = memorizer_rnn(w, u)
    x, y, scored = memorizer(x0, m)
    return cell, params, x, y, lambda h, y=y: squared_error(h, y, scored)


def outputs(x, u=U, w=W):
    cell, params = memorizer_rnn(w, u)
    return cell.forward(params, x).h.ravel()


def totals():
    """dL/dh[n] for every n, by back-propagation through time."""
    cell, params, x, _, loss = network()
    trace = cell.forward(params, x)
    return cell.bptt(params, trace, loss(trace.h)[1]).h.ravel()


def pushed(n):
    """The loss as a function of a push d on h[n]: the input w d / w of step n makes it."""
    x = memorizer(X0, M)[0]

    def loss(d):
        moved = x.copy()
        moved[n] += d / W
        return 0.5 * (outputs(moved)[M] - X0) ** 2

    return loss


@equation("2.1", r"h[n] = w\,x[n] + u\,h[n-1]")
def _():
    cell, params = memorizer_rnn(W, U)
    trace = cell.forward(params, [0.4, -1.2, 0.9, 2.1], h0=[[0.8]])
    x, h, h_prev = trace.x.ravel(), trace.h.ravel(), trace.h_prev.ravel()
    return {"left": "h", "right": "w * x + u * h_prev", "w": W, "u": U} | locals()


@equation("2.2", r"\mathcal{L} = \frac{1}{2}\,(h[m] - x_0)^2")
def _():
    cell, params, x, _, loss = network()
    trace = cell.forward(params, x)
    value, h = loss(trace.h)[0], trace.h.ravel()
    return {"left": "value", "right": "0.5 * (h[m] - x0)**2", "m": M, "x0": X0} | locals()


@equation("2.3", r"h[n] = u^n\,w\,x_0")
def _():
    h, n = outputs(memorizer(X0, M)[0]), np.arange(M + 1)
    return {"left": "h", "right": "u**n * w * x0", "u": U, "w": W, "x0": X0} | locals()


@equation("2.4", r"\frac{d\mathcal{L}}{dh[n]} = u\,\frac{d\mathcal{L}}{dh[n+1]}")
def _():
    dL_dh = totals()
    return {
        "left": "np.array([central(pushed(n), 0.0) for n in range(m)])",
        "right": "u * dL_dh[1:]",
    } | {"pushed": pushed, "m": M, "u": U, "dL_dh": dL_dh}


@equation("2.5", r"\frac{d\mathcal{L}}{dh[n]} = u^{m-n}\,(h[m] - x_0)")
def _():
    dL_dh, h, n = totals(), outputs(memorizer(X0, M)[0]), np.arange(M + 1)
    right = "u**(m - n) * (h[m] - x0)"
    return {"left": "dL_dh", "u": U, "m": M, "x0": X0} | locals()


@equation(
    "2.6",
    r"\frac{d\mathcal{L}}{dw} = \sum_{n=0}^{m} \frac{d\mathcal{L}}{dh[n]}\,x[n]"
    r" = \frac{d\mathcal{L}}{dh[0]}\,x_0",
)
def _():
    def loss_of_w(w):
        return 0.5 * (outputs(memorizer(X0, M)[0], w=w)[M] - X0) ** 2

    return {
        "left": "central(loss_of_w, w)",
        "right": ["np.sum(dL_dh * x)", "dL_dh[0] * x0"],
    } | {"loss_of_w": loss_of_w, "w": W, "dL_dh": totals(), "x": memorizer(X0, M)[0], "x0": X0}


@equation("2.7", r"\frac{d\mathcal{L}}{dw} = x_0\,(h[m] - x_0)\,u^m")
def _():
    cell, params, x, y, loss = network()
    _, grads = gradient(cell, params, x, y, loss)
    h = outputs(x)
    return {
        "left": "grads.w.item()",
        "right": "x0 * (h[m] - x0) * u**m",
    } | {"grads": grads, "h": h, "x0": X0, "u": U, "m": M}


@equation("2.8", r"\frac{dh[m]}{dh[0]} = u^m")
def _():
    def end_of_start(start):
        """h[m] when h[0] is given: the rest of the way without any input."""
        cell, params = memorizer_rnn(W, U)
        return cell.forward(params, np.zeros(M), h0=[[start]]).h[-1].item()

    return {"left": "central(end_of_start, 0.4)", "right": "u**m", "u": U, "m": M} | locals()


@equation("2.9", r"\frac{d\mathcal{L}}{dw} = x_0^2\,u^m\,(w\,u^m - 1)")
def _():
    cell, params, x, y, loss = network()
    _, grads = gradient(cell, params, x, y, loss)
    return {
        "left": "grads.w.item()",
        "right": "x0**2 * u**m * (w * u**m - 1)",
    } | {"grads": grads, "x0": X0, "w": W, "u": U, "m": M}


@equation("2.10", r"|u|^n = e^{-n/\tau}")
def _():
    n = np.arange(1, 9)
    size = np.abs(outputs(memorizer(1.0, 8)[0], w=1.0)[1:])
    tau = -1 / np.log(abs(U))
    return {"left": "size", "right": "np.exp(-n / tau)"} | locals()


@equation("2.11", r"e_{\text{new}} = (1 - \eta\,x_0^2\,u^{2m})\,e")
def _():
    eta = 0.03
    cell, params, x, y, loss = network()
    _, grads = gradient(cell, params, x, y, loss)
    stepped = sgd(params, params.replace(w=grads.w, u=0.0, b=0.0), eta)  # w alone learns
    e, e_new = (cell.forward(p, x).h[M].item() - X0 for p in (params, stepped))
    right = "(1 - eta * x0**2 * u**(2 * m)) * e"
    return {"left": "e_new", "x0": X0, "u": U, "m": M} | locals()


@equation("2.12", r"h[n] = x[n] + u_1\,h[n-1] + u_2\,h[n-2]")
def _():
    u_1, u_2, x = 0.7, -1.4, np.array([0.4, -1.2, 0.9, 2.1, -0.3])
    params = RNNParams.from_named(w=[[1.0, 0.0]], u=[[u_1, 1.0], [u_2, 0.0]], b=[0.0, 0.0])
    trace = RNN(identity).forward(params, x, h0=[[0.8, -0.6]])
    h = trace.h[:, 0, 0]
    h_1 = np.array([0.8, *h[:-1]])  # h[n-1]
    h_2 = np.array([-0.6, *h_1[:-1]])  # h[n-2]
    return {"left": "h", "right": "x + u_1 * h_1 + u_2 * h_2"} | locals()


@equation("2.13", r"h[n] = \frac{z_1^{\,n+1} - z_2^{\,n+1}}{z_1 - z_2}")
def _():
    u_1, u_2, n = 0.7, 1.4, np.arange(9)  # two real solutions, one of each sign
    params = RNNParams.from_named(w=[[1.0, 0.0]], u=[[u_1, 1.0], [u_2, 0.0]], b=[0.0, 0.0])
    h = RNN(identity).forward(params, memorizer(1.0, 8)[0]).h[:, 0, 0]
    z_1, z_2 = np.roots([1.0, -u_1, -u_2])
    return {"left": "h", "right": "(z_1**(n + 1) - z_2**(n + 1)) / (z_1 - z_2)"} | locals()


W_K, H_0 = np.array([0.7, -1.4, 1.9, -0.6]), 0.8  # a weight for each layer


def layers(h_0=H_0):
    """(h_0 .. h_{K-1}, h_1 .. h_K), a cell of one step for each layer."""
    h = [h_0]
    for w in W_K:
        params = RNNParams.from_named(w=1.0, u=w, b=0.0)
        h.append(RNN(tanh).forward(params, [0.0], h0=[[h[-1]]]).h.item())
    return np.array(h[:-1]), np.array(h[1:])


@equation("2.14", r"h_k = \sigma(w_k\,h_{k-1}), \qquad k = 1, \ldots, K")
def _():
    before, h = layers()
    right = "sigma_h(w * before)"
    return {"left": "h", "w": W_K, "sigma_h": np.tanh} | locals()


@equation("2.15", r"\frac{dh_K}{dh_0} = \prod_{k=1}^{K} w_k\,\sigma'(w_k\,h_{k-1})")
def _():
    def last(h_0):
        return layers(h_0)[1][-1]

    def slope(c):
        return 1 / np.cosh(c) ** 2

    before, _ = layers()
    right = "np.prod(w * slope(w * before))"
    return {"left": "central(last, h_0)", "h_0": H_0, "w": W_K} | locals()
