"""Gallery: gates at work. A lucky fit, the curves of a gate, and gates that are made steep."""

import numpy as np

from figures.gate_bench import GATES, GateBench
from figures.lstm_limits import SteepGates
from figures.nonlinearities import Nonlinearities
from figures.registry import picture
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    ForgetGateRNN,
    ForgetGateRNNParams,
    calculator_lstm_logistic,
    crelu,
    random_calculator,
    squared_error,
)


@picture(
    "forget_gate_lucky_fit",
    alt="""A forget gate that meets both targets by luck: h is 1, 3, 4, 4, 5, 5, 5, 3, with loss 0.
    Beside it the same weights on twenty unseen signals: 3 of 37 answers are right.""",
)
def _():
    params = ForgetGateRNNParams.from_named(w_c=1, b_c=0, w_f=0.2, u_f=-0.4, b_f=2.6)
    cell = ForgetGateRNN(gate=crelu)
    unseen_x, unseen_y = random_calculator(np.random.default_rng(0), T=8, B=20)
    shown = GateBench("x", "f", "h")
    trace, unseen = cell.forward(params, CALCULATOR_X), cell.forward(params, unseen_x)
    shown.show(trace, CALCULATOR_Y, unseen, unseen_y, positive_only=True)
    return shown


@picture(
    "gate_nonlinearities",
    alt="""CReLU and the logistic function with their slopes. For the gate f = CReLU(x) seven of the
    eight steps lie exactly on a kink and one on the flat part: no slope anywhere.""",
)
def _():
    shown = Nonlinearities(GATES)
    shown.show("CReLU", CALCULATOR_X)
    return shown


@picture(
    "lstm_steep_gates",
    alt="""The hand-made LSTM with logistic gates of gain 10, switched at one half: it says 3.9 and
    2.9 at the zeros and next to nothing in between. The loss falls steadily with the gain.""",
)
def _():
    def run(gain):
        cell, params = calculator_lstm_logistic(gain)
        return cell.forward(params, CALCULATOR_X)

    gains = np.linspace(0.5, 20, 79)
    losses = {"at one half": [squared_error(run(k).h, CALCULATOR_Y)[0] for k in gains]}
    shown = SteepGates(gains, losses)
    shown.show(run(10), CALCULATOR_Y, 10, "at one half")
    return shown
