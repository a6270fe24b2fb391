"""What comes back to students beside the marks."""

READ = {  # {question: (lecture, its section)}: where to read again
    "backward": ("12_variants", "Backwards: the difference to the plain LSTM"),
    "weights": ("12_variants", "Many units: diagonal or full"),
    "truncated": ("13_training_long_sequences", "Looking back only so far"),
    "train": ("07_weight_gradients_and_training", "It learns by itself"),
    "explain": ("13_training_long_sequences", "Looking back only so far"),
}
_GRU = ("12_variants", "The GRU, backwards")
OTHER = {  # {variant: what stands elsewhere for it}
    1: {"backward": _GRU, "weights": _GRU},
    4: {"backward": _GRU, "weights": _GRU},
}
VISIBLE = {"backward": (2, 1, 2), "weights": (2, 1, 2), "truncated": (4, 1, 1, 2, 3)}
