"""What comes back to students beside the marks."""

_NETWORK = "03_pocket_calculator_linear_rnn"
READ = {  # {question: (lecture, its section)}: where to read again
    "forward": (_NETWORK, "A network with one weight"),
    "synchronous": (_NETWORK, "The task"),
    "bptt": (_NETWORK, "Errors on their way back"),
    "weights": (_NETWORK, "The five steps of gradient descent"),
    "update": (_NETWORK, "Downhill, step by step"),
    "gate": ("04_forget_gate", "A first design, and a surprise"),
    "fails": ("04_forget_gate", "When should it forget?"),
    "design": ("05_lstm_by_hand", "Forget, learn, remember, use"),
    "between": ("05_lstm_by_hand", "Where it breaks"),
}
VISIBLE = 4  # steps of the example on a student's page
