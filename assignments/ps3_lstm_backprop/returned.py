"""What comes back to students beside the marks."""

READ = {  # {question: (lecture, its section)}: where to read again
    "forward": ("05_lstm_by_hand", "Two memories, three gates"),
    "synchronous": ("06_lstm_backprop", "Step two: synchronous backprop"),
    "bptt": ("06_lstm_backprop", "Step three: the only order"),
    "weights": ("07_weight_gradients_and_training", "Step four: a share for every step"),
    "update": ("07_weight_gradients_and_training", "Step five: how far may you trust a slope?"),
    "explain": ("06_lstm_backprop", "Two ways back: through c and through h"),
}
VISIBLE = (2, 1, 2)  # T, D, H of the example on a student's page
