"""The pocket calculator: five steps for the linear RNN, a gate that fails, an LSTM by hand."""
