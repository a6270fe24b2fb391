"""The lecture's mathematics in NumPy: cells, losses, gradients. The names, in the order of use."""
# ruff: noqa: I001, RUF022 (the order is that of the flow, not of the alphabet)

from lstm_core.tasks import (
    CALCULATOR_X,
    CALCULATOR_Y,
    adding_problem,
    calculator_target,
    memorizer,
    random_calculator,
)
from lstm_core.grammar import (
    SYMBOLS,
    continual_embedded_reber,
    embedded_reber,
    embedded_reber_string,
    one_hot,
    reber_string,
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
from lstm_core.gru import GRU, GRUParams
from lstm_core.gru_record import GRUDeltas, GRUTrace
from lstm_core.readout import ReadoutParams, readout, readout_gradient
from lstm_core.loss import binary_cross_entropy, softmax_cross_entropy, squared_error
from lstm_core.gradient import gradient, sweep, truncated_gradient
from lstm_core.optimise import (
    adam,
    clip_by_norm,
    clip_by_value,
    gradient_norm,
    momentum,
    rmsprop,
    sgd,
)
from lstm_core.train import Epoch, fit
from lstm_core.paths import cell_terms, jacobian_products, path_sum, step_jacobians
from lstm_core.flow_graph import Crossing, FlowGraph, Path
from lstm_core.unroll import unroll
from lstm_core.check import check_gradient, numerical_gradient
from lstm_core.design import (
    calculator_forget_gate,
    calculator_lstm,
    calculator_lstm_logistic,
    calculator_rnn,
    flow_networks,
    memorizer_rnn,
)

__all__ = [
    "CALCULATOR_X", "CALCULATOR_Y", "calculator_target", "random_calculator", "memorizer",
    "adding_problem",
    "SYMBOLS", "reber_string", "embedded_reber_string", "one_hot",
    "embedded_reber", "continual_embedded_reber",
    "Nonlinearity", "identity", "crelu", "logistic", "tanh",
    "stack",
    "Cell",
    "RNN", "RNNParams", "RNNTrace", "RNNDeltas",
    "ForgetGateRNN", "ForgetGateRNNParams", "ForgetGateRNNTrace", "ForgetGateRNNDeltas",
    "LSTM", "LSTMParams", "LSTMTrace", "LSTMDeltas",
    "PeepholeLSTM", "PeepholeLSTMParams", "PeepholeLSTMTrace",
    "GRU", "GRUParams", "GRUTrace", "GRUDeltas",
    "ReadoutParams", "readout", "readout_gradient",
    "squared_error", "softmax_cross_entropy", "binary_cross_entropy",
    "gradient", "truncated_gradient", "sweep",
    "sgd", "momentum", "rmsprop", "adam", "gradient_norm", "clip_by_norm", "clip_by_value",
    "fit", "Epoch",
    "step_jacobians", "jacobian_products", "cell_terms", "path_sum",
    "FlowGraph", "Path", "Crossing", "unroll",
    "numerical_gradient", "check_gradient",
    "calculator_rnn", "calculator_forget_gate", "calculator_lstm", "calculator_lstm_logistic",
    "memorizer_rnn", "flow_networks",
]  # fmt: skip
