"""Gallery: two taps, a deep network, and derivatives by h[t] beside those by c[t]."""

import numpy as np

from figures.conventions import TwoConventions
from figures.deep import DeepNetwork
from figures.logscale import log_size
from figures.registry import picture
from figures.two_taps import TwoTaps
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    RNN,
    RNNParams,
    identity,
    memorizer,
    squared_error,
    tanh,
)


@picture(
    "two_taps",
    alt="""Two taps of 0.6 each: the echo of a single 1 grows on a straight line over powers of ten,
    to more than 100 000 after a hundred steps. On the map of both weights the pair lies inside the
    square where each is below one, and outside the triangle where an echo fades.""",
)
def _():
    u_1, u_2, steps = 0.6, 0.6, 100
    params = RNNParams.from_named(w=[[1.0, 0.0]], u=[[u_1, 1.0], [u_2, 0.0]], b=[0.0, 0.0])
    h = RNN(identity).forward(params, memorizer(1.0, steps)[0]).h[:, 0, 0]
    largest = max(abs(np.roots([1, -u_1, -u_2])))
    shown = TwoTaps(steps)
    shown.show(u_1, u_2, (log_size(h), np.sign(h)), log_size(largest))
    return shown


@picture(
    "deep_network",
    alt="""Twenty layers of one tanh unit, each with the weight 0.9. Above, what the layers say and
    the factors they multiply by, all below one. Below, the derivative of the last layer by each
    earlier one: it shrinks backwards through the layers, and is the product of the factors.""",
)
def _():
    w, layers, h_0 = 0.9, 20, 1.5
    cell, params = RNN(tanh), RNNParams.from_named(w=1.0, u=w, b=0.0)
    trace = cell.forward(params, np.zeros(layers), h0=[[h_0]])
    eps = np.zeros((layers, 1, 1))
    eps[-1] = 1.0  # a one put in at the last layer
    deltas = cell.bptt(params, trace, eps)
    back, factors = np.append(deltas.h0, deltas.h), w * tanh.slope(trace.h.ravel())
    product = np.append(np.cumsum(log_size(factors[::-1]))[::-1], 0.0)
    shown = DeepNetwork(layers)
    shown.show(np.append(h_0, trace.h), factors, (log_size(back), np.sign(back)), product)
    return shown


@picture(
    "two_conventions",
    alt="""A calculator with tanh and u = 0.5, over eight steps: above the partial derivatives of
    the loss, below the total ones, each by h[t] as a circle and by c[t] as a diamond. The diamonds
    lie nearer to zero, since the slope of tanh is below one.""",
)
def _():
    cell, params = RNN(tanh), RNNParams.from_named(w=1.0, u=0.5, b=0.0)
    trace = cell.forward(params, CALCULATOR_X)
    _, eps = squared_error(trace.h, CALCULATOR_Y, scored=CALCULATOR_Y > 0)
    deltas = cell.bptt(params, trace, eps)
    shown = TwoConventions(T=len(CALCULATOR_X))
    shown.show(
        (eps.ravel(), (tanh.slope(trace.h) * eps).ravel()), (deltas.h.ravel(), deltas.c.ravel())
    )
    return shown
