"""Every public name is exported, says what it takes and raises and where it is from, and shows it.

That the examples are right is for the doctests, which run with these tests.
"""

import inspect
import re

import pytest

import lstm_core

# The names of the design; __all__ may have more.
NAMES = """
Nonlinearity identity crelu logistic tanh Cell
RNN RNNParams RNNTrace RNNDeltas
ForgetGateRNN ForgetGateRNNParams ForgetGateRNNTrace ForgetGateRNNDeltas
LSTM LSTMParams LSTMTrace LSTMDeltas PeepholeLSTM PeepholeLSTMParams PeepholeLSTMTrace
GRU GRUParams GRUTrace GRUDeltas
ReadoutParams readout readout_gradient
squared_error softmax_cross_entropy binary_cross_entropy
gradient truncated_gradient sweep stack
sgd momentum rmsprop adam clip_by_norm clip_by_value gradient_norm
fit Epoch step_jacobians jacobian_products cell_terms path_sum
FlowGraph Path Crossing unroll numerical_gradient check_gradient
CALCULATOR_X CALCULATOR_Y calculator_target random_calculator memorizer adding_problem
SYMBOLS reber_string embedded_reber_string one_hot embedded_reber continual_embedded_reber
calculator_rnn calculator_forget_gate calculator_lstm calculator_lstm_logistic memorizer_rnn
"""
PUBLIC = {name: getattr(lstm_core, name) for name in lstm_core.__all__}
FUNCTIONS = {name: o for name, o in PUBLIC.items() if inspect.isfunction(o)}
CLASSES = {name: o for name, o in PUBLIC.items() if inspect.isclass(o)}
CELLS = {name: o for name, o in CLASSES.items() if hasattr(o, "bptt") and name != "Cell"}
# What a function hands out is shown where it is made: traces, deltas, epochs, paths, crossings.
HANDED_OUT = re.compile(r"\w*(Trace|Deltas)|Epoch|Path|Crossing|Cell")
DOCUMENTS = re.compile(
    r"Lecture 18|LSTM gradient notes|slides on back-propagation|backward-pass derivation"
    r"|worked example|[A-Z]\w+.* \(?\d{4}\)"
)
ABOUT_NO_EQUATION = {"lstm_core.params", "lstm_core.check"}
ARRAYS = {"x", "y", "h", "eps", "trace", "logits", "dlogits", "target", "params", "grads"}
# What is there raises nothing of its own: it is given an rng, a number or a gradient of any kind.
CANNOT_FAIL = """
reber_string embedded_reber_string embedded_reber gradient_norm numerical_gradient
calculator_rnn calculator_forget_gate calculator_lstm memorizer_rnn
"""


def parametrize(names):
    return pytest.mark.parametrize("name", names)


def doc(name):
    text = inspect.getdoc(PUBLIC[name])
    assert text, f"{name} has no docstring"
    return text


def test_every_name_of_the_design_is_exported():
    assert set(NAMES.split()) <= set(lstm_core.__all__)
    assert len(lstm_core.__all__) == len(set(lstm_core.__all__))


@parametrize([n for n in [*FUNCTIONS, *CLASSES] if not HANDED_OUT.fullmatch(n)])
def test_an_example_that_runs(name):
    assert ">>> " in doc(name)


@parametrize([*FUNCTIONS, *CLASSES])
def test_the_source(name):
    module = inspect.getmodule(PUBLIC[name])
    if module.__name__ not in ABOUT_NO_EQUATION:
        assert DOCUMENTS.search(doc(name) + module.__doc__), f"{module.__name__} names no document"


@parametrize([n for n, f in FUNCTIONS.items() if ARRAYS & inspect.signature(f).parameters.keys()])
def test_the_shapes(name):
    assert re.search(r"\((\.\.\.|any|T|S|B|D|H)[,)]|shape|array by array|gradient", doc(name))


@parametrize([n for n in FUNCTIONS if n not in CANNOT_FAIL.split()])
def test_the_errors(name):
    assert "Errors" in doc(name)


@parametrize(CELLS)
@pytest.mark.parametrize("method", ["forward", "bptt", "weight_gradient", "input_gradient"])
def test_the_steps_of_every_cell(name, method):
    text = inspect.getdoc(getattr(CELLS[name], method))
    assert text
    assert re.search(r"Step \d|\(T, B, [DH]\)", text)
    assert "Errors" in inspect.getmodule(lstm_core.Cell).__doc__ + doc("Cell")
