"""What the variants ask for: which cell goes back, which RNN is truncated, what is learnt."""

from typing import NamedTuple


class Kind(NamedTuple):
    """cell: "peephole", "full peephole" or "gru"; linear: sigma_h of this cell is the identity;

    activation: the truncated RNN's; largest, steps, bound: the keys, the length of a calculator
    signal, and the loss that a trained network has to stay below.
    """

    cell: str = "peephole"
    linear: bool = False
    activation: str = "tanh"
    largest: int = 5
    steps: int = 8
    bound: float = 2.0


KINDS = {
    0: Kind(),
    1: Kind("gru", activation="logistic", largest=4, bound=1.5),
    2: Kind("peephole", linear=True, activation="identity", largest=6, bound=2.5),
    3: Kind("full peephole", activation="logistic", largest=3, steps=10, bound=1.5),
    4: Kind("gru", linear=True, activation="tanh", largest=5, steps=10, bound=2.5),
}
