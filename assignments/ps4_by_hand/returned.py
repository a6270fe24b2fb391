"""What comes back to students beside the marks."""

READ = {  # {question: (lecture, its section)}: where to read again
    "forward_0": ("08_worked_example", "Forward"),
    "forward_1": ("08_worked_example", "Forward"),
    "backward_1": ("08_worked_example", "Backward"),
    "backward_0": ("08_worked_example", "Backward"),
    "gradient": ("08_worked_example", "Sixteen gradients, one step"),
    "step": ("08_worked_example", "Sixteen gradients, one step"),
    "explain": ("06_lstm_backprop", "Two ways back: through c and through h"),
}
VISIBLE = None  # the numbers are the student's own
