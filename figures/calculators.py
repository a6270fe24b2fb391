"""Gallery: the pocket calculator as each network of the lecture runs it, on the timeline."""

from figures.registry import picture
from figures.timeline import Timeline
from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    calculator_forget_gate,
    calculator_lstm,
    calculator_rnn,
    squared_error,
)

LIMITS = {"x": (0, 2), "c": (0, 8), "g": (0, 2), "h": (0, 8), "eps": (-4, 4), "delta": (-4, 4)}


def _timeline(network, rows, every_step=False):
    cell, params = network
    trace = cell.forward(params, CALCULATOR_X)
    y = CALCULATOR_Y[:, None, None]
    scored = None if every_step else y > 0
    _, eps = squared_error(trace.h, y, scored)
    timeline = Timeline(rows, len(CALCULATOR_X), LIMITS)
    timeline.show(trace, cell.bptt(params, trace, eps), eps, y, scored)
    return timeline


_RNN_ROWS = ("x", "h", "eps", "delta")


@picture(
    "calculator_rnn_u_1",
    alt="""The linear RNN with u = 1 on the signal 1, 2, 1, 0, 1, 1, 1, 0: h climbs 1, 3, 4, 4, 5,
    6, 7, 7; it hits the first target, 4, and misses the second, 3, by 4; delta is 4
    at every step.""",
)
def _():
    return _timeline(calculator_rnn(1.0), _RNN_ROWS)


@picture(
    "calculator_rnn_u_05",
    alt="""The linear RNN with u = 0.5: the tally leaks, h[3] = 1.125 where 4 is wanted, and delta
    halves with every step backwards.""",
)
def _():
    return _timeline(calculator_rnn(0.5), _RNN_ROWS)


@picture(
    "calculator_rnn_u_17",
    alt="""The linear RNN with u = 1.7: h grows to 113, delta backwards to 4555; arrows at the
    border mark the values off the scale.""",
)
def _():
    return _timeline(calculator_rnn(1.7), _RNN_ROWS)


@picture(
    "calculator_forget_gate",
    alt="""The forget gate f = CReLU(x): f falls to 0 at the very step at which the tally should be
    shown, so h is 1, 3, 4, 0, 1, 2, 3, 0: it forgets one step too early.""",
)
def _():
    return _timeline(calculator_forget_gate(), ("x", "f", "h", "eps", "delta"))


@picture(
    "calculator_lstm",
    alt="""The hand-made LSTM: the memory c counts 1, 3, 4, 4, 1, 2, 3, 3, the output gate o opens
    at the zeros only, and h is exactly the target 0, 0, 0, 4, 0, 0, 0, 3; eps and delta are 0.""",
)
def _():
    rows = ("x", "i", "f", "o", "c", "h", "eps", "delta")
    return _timeline(calculator_lstm(), rows, every_step=True)  # silence is the output gate's job
