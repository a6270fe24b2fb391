"""The lecture's mathematics in NumPy: cells, losses, gradients. The names, in the order of use."""
# ruff: noqa: I001, RUF022 (the order is that of the flow, not of the alphabet)

from lstm_core.tasks import (
    CALCULATOR_X,
    CALCULATOR_Y,
    calculator_target,
    memorizer,
    random_calculator,
)
from lstm_core.nonlinearity import Nonlinearity, crelu, identity, logistic, tanh
from lstm_core.params import stack
from lstm_core.cell import Cell
from lstm_core.rnn import RNN, RNNDeltas, RNNParams, RNNTrace
from lstm_core.forget_gate import (
    ForgetGateRNN,
    ForgetGateRNNDeltas,
    ForgetGateRNNParams,
    ForgetGateRNNTrace,
)
from lstm_core.lstm import LSTM, LSTMParams
from lstm_core.lstm_record import LSTMDeltas, LSTMTrace
from lstm_core.peephole import PeepholeLSTM, PeepholeLSTMParams, PeepholeLSTMTrace
from lstm_core.gru import GRU, GRUDeltas, GRUParams, GRUTrace
from lstm_core.loss import squared_error
from lstm_core.gradient import gradient, sweep
from lstm_core.optimise import sgd
from lstm_core.check import check_gradient, numerical_gradient
from lstm_core.design import (
    calculator_forget_gate,
    calculator_lstm,
    calculator_lstm_logistic,
    calculator_rnn,
    memorizer_rnn,
)

__all__ = [
    "CALCULATOR_X", "CALCULATOR_Y", "calculator_target", "random_calculator", "memorizer",
    "Nonlinearity", "identity", "crelu", "logistic", "tanh",
    "stack",
    "Cell",
    "RNN", "RNNParams", "RNNTrace", "RNNDeltas",
    "ForgetGateRNN", "ForgetGateRNNParams", "ForgetGateRNNTrace", "ForgetGateRNNDeltas",
    "LSTM", "LSTMParams", "LSTMTrace", "LSTMDeltas",
    "PeepholeLSTM", "PeepholeLSTMParams", "PeepholeLSTMTrace",
    "GRU", "GRUParams", "GRUTrace", "GRUDeltas",
    "squared_error",
    "gradient", "sweep",
    "sgd",
    "numerical_gradient", "check_gradient",
    "calculator_rnn", "calculator_forget_gate", "calculator_lstm", "calculator_lstm_logistic",
    "memorizer_rnn",
]  # fmt: skip
