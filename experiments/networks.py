"""The four networks that are compared, side by side, from one set of cells.

    tanh RNN     the simple recurrent network
    LSTM 1997    without a forget gate: f[t] = 1, the cell of Hochreiter & Schmidhuber
    LSTM         with one, the cell of Gers, Schmidhuber & Cummins
    GRU          one state, two gates

All weights are drawn uniformly from -1/sqrt(H) .. 1/sqrt(H). To the biases of the gates
that keep (f, and the GRU's z) ``keep`` is added, so that a network begins with a memory, and to
those of the LSTMs' input gates ``shut``, so that the memory isn't filled with noise at once. The
input and output gates of the LSTM without a forget gate begin with -1 more, for the same reason:
the remedy of 1997 against a state that drifts.
"""

from typing import NamedTuple

import numpy as np

import lstm_core as core

NETWORKS = ("tanh RNN", "LSTM 1997", "LSTM", "GRU")

KEEP = "keep"

_CELLS = {
    "tanh RNN": (core.RNN(core.tanh), core.RNNParams, {}),
    "LSTM 1997": (core.LSTM(forget=False), core.LSTMParams, {"b_i": -1.0, "b_o": -1.0}),
    "LSTM": (core.LSTM(), core.LSTMParams, {"b_f": KEEP}),
    "GRU": (core.GRU(), core.GRUParams, {"b_z": KEEP}),
}


class Network(NamedTuple):
    """A cell, its first params, and a linear readout of O outputs on its H units."""

    cell: object
    params: tuple
    readout: core.ReadoutParams

    @property
    def weights(self):
        """How many numbers are trained; those of a gate that is held open are not."""
        held = ("w_f", "u_f", "b_f") if not getattr(self.cell, "forget", True) else ()
        own = sum(a.size for name, a in self.params.named().items() if name not in held)
        return own + sum(a.size for a in self.readout)


def network(name, inputs, units, outputs, seed, keep=1.0, shut=0.0):
    """The network of this name with weights drawn from ``seed``; ``keep`` and ``shut`` as above.

    >>> network("LSTM", inputs=2, units=8, outputs=1, seed=0).weights
    361

    Errors: ``ValueError`` for a name that is not one of ``NETWORKS``.
    """
    if name not in _CELLS:
        raise ValueError(f"network: expected one of {list(_CELLS)}, got {name!r}")
    cell, kind, biases = _CELLS[name]
    rng = np.random.default_rng([seed, NETWORKS.index(name)])
    sizes, bound = {"D": inputs, "H": units}, units**-0.5
    arrays = {
        array: rng.uniform(-bound, bound, size=[sizes[letter] for letter in letters.split()])
        for array, letters in kind.SHAPES.items()
    }
    for array, bias in biases.items():
        arrays[array] += keep if bias is KEEP else bias
    if "b_i" in arrays:
        arrays["b_i"] += shut
    v = rng.uniform(-bound, bound, size=(units, outputs))
    return Network(cell, kind.from_named(**arrays), core.ReadoutParams(v, np.zeros(outputs)))
