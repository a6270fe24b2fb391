"""Gallery: how gradients flow through five networks, of one unit and of six."""

import numpy as np

from figures.gradient_flow import GradientFlow
from figures.registry import picture
from lstm_core import flow_networks, jacobian_products, step_jacobians

T = 31  # a lag of thirty steps


def _flow(networks, name, t, units=1):
    x = np.sin(np.arange(T))
    shown = GradientFlow(networks, T, units)
    jacobians = {n: step_jacobians(c, p, c.forward(p, x)) for n, (c, p) in networks.items()}
    products = {n: jacobian_products(steps) for n, steps in jacobians.items()}
    shown.show(jacobians, products, name, t)
    return shown


@picture(
    "gradient_flow",
    alt="""Linear and tanh RNN with u = 0.8 and three gated cells with forget bias 3 on the same
    signal: over thirty steps the derivative falls to a thousandth in the linear RNN, further in
    the tanh RNN, and stays within a factor of ten in the gated cells.""",
)
def _():
    return _flow(flow_networks(u=0.8, forget_bias=3.0), "LSTM", 10)


@picture(
    "gradient_flow_of_vectors",
    alt="""The same for six units with a feedback matrix far from symmetric: the norms of the linear
    RNN first grow, though every eigenvalue lies inside the unit circle; its largest singular value
    is above 1. With forget bias 0 the LSTM's gradient vanishes as well.""",
)
def _():
    rng = np.random.default_rng(4)
    feedback = np.triu(rng.normal(size=(6, 6)), 1) + np.diag([1, -0.9, 0.8, 0.7, -0.6, 0.5])
    return _flow(flow_networks(0.8, 0.0, feedback), "linear RNN", 10, units=6)
