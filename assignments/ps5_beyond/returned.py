"""What comes back to students beside the marks."""

_VARIANTS, _LONG = "12_variants", "13_training_long_sequences"
READ = {  # {question: (lecture, its section)}: where to read again
    "backward": (_VARIANTS, "Backwards: the difference to the plain LSTM"),
    "weights": (_VARIANTS, "Backwards: the difference to the plain LSTM"),
    "truncated": (_LONG, "Looking back only so far"),
    "train": ("07_weight_gradients_and_training", "It learns by itself"),
    "explain": (_LONG, "Two numbers, twenty steps apart"),
}
_GRU = dict.fromkeys(("backward", "weights"), (_VARIANTS, "The GRU, backwards"))
OTHER = {1: _GRU, 4: _GRU}  # {variant: what is elsewhere there}
# T, D, H of the examples on a student's page; of truncated also k1, k2. Training has none.
VISIBLE = {"backward": (2, 1, 2), "weights": (2, 1, 2), "truncated": (4, 1, 2, 2, 3)}
