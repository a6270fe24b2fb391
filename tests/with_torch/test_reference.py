"""The numbers of PyTorch that the notation's page compares with are those of this PyTorch."""

import numpy as np
import pytest
import torch

from exercises.reference import PYTORCH_GRU, PYTORCH_LSTM, D, H, sines


@pytest.mark.parametrize(
    ("kind", "gates", "stored"), [("LSTM", 4, PYTORCH_LSTM), ("GRU", 3, PYTORCH_GRU)]
)
def test_the_stored_numbers_are_those_of_pytorch(kind, gates, stored):
    x, weights = sines(gates)
    network = getattr(torch.nn, kind)(D, H, dtype=torch.float64)
    with torch.no_grad():
        for name, value in weights.items():
            getattr(network, name).copy_(torch.from_numpy(value))
        outputs, _ = network(torch.from_numpy(x))
    assert np.allclose(outputs[:, 0].numpy(), stored, rtol=0, atol=1e-14)
