"""Weights made by hand: no training, only thought.

    linear RNN       c[t] = x[t] + u h[t-1]
    forget gate      f[t] = CReLU(x[t])
    LSTM             i[t] = CReLU(1)    o[t] = CReLU(1 - x[t])    f[t] = CReLU(1 - h[t-1])

Each function returns the pair (cell, params), one unit, with sigma_h the identity: the calculator
has to count past 1. The LSTM is exact while every input is 0 or at least 1.

Source: Lecture 18, "Example: Pocket Calculator".
"""

import numpy as np

from lstm_core.forget_gate import ForgetGateRNN, ForgetGateRNNParams
from lstm_core.gru import GRU, GRUParams
from lstm_core.lstm import LSTM, LSTMParams
from lstm_core.nonlinearity import crelu, identity, logistic, tanh
from lstm_core.rnn import RNN, RNNParams
from lstm_core.shapes import as_floats


def memorizer_rnn(w, u):
    """h[n] = w x[n] + u h[n-1].

    >>> cell, params = memorizer_rnn(w=1.0, u=0.5)
    >>> cell.forward(params, [8.0, 0.0, 0.0]).h.ravel().tolist()
    [8.0, 4.0, 2.0]
    """
    return RNN(activation=identity), RNNParams.from_named(w=w, u=u, b=0.0)


def calculator_rnn(u):
    """c[t] = x[t] + u h[t-1], h[t] = c[t]: u = 1 adds, and never stops adding.

    >>> cell, params = calculator_rnn(u=1.0)
    >>> cell.forward(params, [1, 2, 1, 0, 1]).h.ravel().tolist()
    [1.0, 3.0, 4.0, 4.0, 5.0]
    """
    return memorizer_rnn(w=1.0, u=u)


def calculator_forget_gate():
    """f[t] = CReLU(x[t]): keep while numbers come. It forgets one step too early.

    >>> cell, params = calculator_forget_gate()
    >>> cell.forward(params, [1, 2, 1, 0, 1]).h.ravel().tolist()
    [1.0, 3.0, 4.0, 0.0, 1.0]
    """
    params = ForgetGateRNNParams.from_named(w_c=1.0, b_c=0.0, w_f=1.0, u_f=0.0, b_f=0.0)
    return ForgetGateRNN(gate=crelu, activation=identity), params


def calculator_lstm():
    """The exact design: show at a zero (o), forget after having shown (f), always accept (i).

    >>> cell, params = calculator_lstm()
    >>> cell.forward(params, [1, 2, 1, 0, 1]).h.ravel().tolist()
    [0.0, 0.0, 0.0, 4.0, 0.0]
    """
    params = LSTMParams.from_named(
        w_i=0.0, u_i=0.0, b_i=1.0,
        w_f=0.0, u_f=-1.0, b_f=1.0,
        w_o=-1.0, u_o=0.0, b_o=1.0,
        w_c=1.0, u_c=0.0, b_c=0.0,
    )  # fmt: skip
    return LSTM(gate=crelu, activation=identity), params


def calculator_lstm_logistic(gain):
    """The same design with logistic gates, made steep by a gain k and switched halfway, at ½:

    i = sigma(k)    o = sigma(k (½ - x[t]))    f = sigma(k (½ - h[t-1]))

    >>> cell, params = calculator_lstm_logistic(gain=10.0)
    >>> cell.forward(params, [1, 2, 1, 0, 1]).h.ravel().round(1).tolist()
    [0.0, 0.0, 0.0, 3.9, 0.0]

    Errors: ``ValueError`` for a gain that is not one number.
    """
    k = as_floats("gain", gain)
    params = LSTMParams.from_named(
        w_i=0.0, u_i=0.0, b_i=k,
        w_f=0.0, u_f=-k, b_f=k / 2,
        w_o=-k, u_o=0.0, b_o=k / 2,
        w_c=1.0, u_c=0.0, b_c=0.0,
    )  # fmt: skip
    return LSTM(gate=logistic, activation=identity), params


def flow_networks(u, forget_bias, feedback=1.0):
    """{name: (cell, params)}: five networks of like make, to compare how gradients flow in them.

    Every one hears its one input with weight 1 and has the feedback weight u: the linear and the
    tanh RNN in c, LSTM and GRU in their candidates. ``forget_bias`` is the bias of what holds the
    memory, f, or z of the GRU; the gates see nothing but their biases, and the others' are 0.
    ``feedback`` (H, H): what u multiplies, for H units; a number for one unit.

    >>> networks = flow_networks(u=0.5, forget_bias=0.0)
    >>> list(networks)
    ['linear RNN', 'tanh RNN', 'forget gate', 'LSTM', 'GRU']
    >>> cell, params = networks["forget gate"]  # f = logistic(0) = ½
    >>> cell.forward(params, [8.0, 0.0, 0.0]).h.ravel().tolist()
    [8.0, 4.0, 2.0]

    Errors: ``ValueError`` for a ``feedback`` that is neither a number nor square.
    """
    feedback = np.atleast_2d(as_floats("feedback", feedback))
    H = len(feedback)
    if feedback.shape != (H, H):
        raise ValueError(f"feedback: expected a number or (H, H), got {feedback.shape}")
    w, u, none, zero = np.ones((1, H)), u * feedback, np.zeros((H, H)), np.zeros(H)
    bias = zero + forget_bias

    def closed(names):
        """No weights for these gates but their biases, and no biases yet."""
        return {f"{a}_{k}": v for k in names for a, v in (("w", 0 * w), ("u", none), ("b", zero))}

    lstm = closed("ifoc") | {"w_c": w, "u_c": u, "b_f": bias}
    gru = closed("rzn") | {"w_n": w, "u_n": u, "b_z": bias}
    rnn = RNNParams(w, u, zero)
    gate = ForgetGateRNNParams(w_c=w, b_c=zero, w_f=0 * w, u_f=none, b_f=bias)
    return {
        "linear RNN": (RNN(activation=identity), rnn),
        "tanh RNN": (RNN(activation=tanh), rnn),
        "forget gate": (ForgetGateRNN(), gate),
        "LSTM": (LSTM(), LSTMParams.from_named(**lstm)),
        "GRU": (GRU(), GRUParams.from_named(**gru)),
    }
