"""The LSTM's five steps, as five functions: forward, errors, back through time, weights, update."""
