"""Gallery: gates at work. A lucky fit, the curves of a gate, and gates that are made steep."""

import numpy as np

from figures.beside import Beside
from figures.curve import Curve
from figures.nonlinearities import Nonlinearities
from figures.registry import picture
from figures.timeline import Timeline
from figures.unseen import Unseen
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    ForgetGateRNN,
    ForgetGateRNNParams,
    calculator_lstm_logistic,
    crelu,
    logistic,
    random_calculator,
    squared_error,
)

LIMITS = {"x": (0, 2), "c": (0, 8), "h": (0, 8)}


@picture(
    "forget_gate_lucky_fit",
    alt="""A forget gate that meets both targets by luck: h is 1, 3, 4, 4, 5, 5, 5, 3, with loss 0.
    Beside it the same weights on twenty unseen signals: 3 of 37 answers are right.""",
)
def _():
    params = ForgetGateRNNParams.from_named(w_c=1, b_c=0, w_f=0.2, u_f=-0.4, b_f=2.6)
    cell = ForgetGateRNN(gate=crelu)
    unseen_x, unseen_y = random_calculator(np.random.default_rng(0), T=8, B=20)
    shown = Beside(Timeline(("x", "f", "h"), 8, LIMITS), Unseen, largest=55)
    trace = cell.forward(params, CALCULATOR_X)
    shown.timeline.show(trace, y=CALCULATOR_Y, scored=CALCULATOR_Y > 0)
    shown.panel.show(cell.forward(params, unseen_x).h, unseen_y, unseen_y > 0)
    return shown


@picture(
    "gate_nonlinearities",
    alt="""CReLU and the logistic function with their slopes. For the gate f = CReLU(x) seven of the
    eight steps lie exactly on a kink and one on the flat part: no slope anywhere.""",
)
def _():
    shown = Nonlinearities({"CReLU": crelu, "logistic": logistic})
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
    losses = {"loss": [squared_error(run(k).h, CALCULATOR_Y)[0] for k in gains]}
    rows = Timeline(("x", "o", "f", "c", "h"), 8, LIMITS, digits=2)
    shown = Beside(
        rows, Curve, at=gains, curves=losses, symbol="L", xlabel="gain $k$", log=True,
        title="loss over the gain",
    )  # fmt: skip
    shown.timeline.show(run(10), y=CALCULATOR_Y)
    shown.panel.show(10)
    return shown
