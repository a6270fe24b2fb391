"""The equations of notebook 00."""

import numpy as np

from lstm_core import calculator_rnn
from tests.equations import equation


@equation("0.1", r"h[t] = x[t] + u\, h[t-1]")
def _():
    u, h0 = -0.7, 1.3
    x = np.array([1.5, -2.0, 0.4, 3.0])
    cell, params = calculator_rnn(u)
    trace = cell.forward(params, x, h0=h0)
    h, h_prev = trace.h.ravel(), trace.h_prev.ravel()
    assert h_prev[0] == h0
    return dict(left="h", right="x + u * h_prev", **locals())
