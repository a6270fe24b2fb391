"""Beyond the LSTM: peepholes or a GRU, truncated back-propagation, and a training of one's own."""
