"""The optimisers against torch.optim, ten steps on gradients drawn at random."""

from functools import partial

import numpy as np
import pytest
import torch

from lstm_core import ReadoutParams, RNNParams, adam, clip_by_norm, momentum, rmsprop, sgd
from lstm_core.optimise import leaves

ETA = 0.03
OPTIMISERS = {
    "sgd": (lambda p, g, state, eta: (sgd(p, g, eta), None), torch.optim.SGD, {}),
    "momentum": (partial(momentum, mu=0.8), torch.optim.SGD, {"momentum": 0.8}),
    "rmsprop": (
        partial(rmsprop, gamma=0.95, epsilon=1e-3, root="around E"),
        torch.optim.RMSprop,
        {"alpha": 0.95, "eps": 1e-3},
    ),
    "adam": (
        partial(adam, beta1=0.8, beta2=0.95, epsilon=1e-3),
        torch.optim.Adam,
        {"betas": (0.8, 0.95), "eps": 1e-3},
    ),
}


def pair(rng):
    """A cell's params and a readout's, of random numbers."""
    own = RNNParams(rng.normal(size=(2, 3)), rng.normal(size=(3, 3)), rng.normal(size=3))
    return own, ReadoutParams(rng.normal(size=(3, 2)), rng.normal(size=2))


@pytest.mark.parametrize("name", OPTIMISERS)
def test_ten_steps(name):
    step, theirs, options = OPTIMISERS[name]
    rng = np.random.default_rng(5)
    params, state = pair(rng), None
    tensors = [torch.tensor(array, requires_grad=True) for array in leaves(params)]
    optimiser = theirs(tensors, lr=ETA, **options)
    for k in range(10):
        grads = pair(np.random.default_rng(k))
        for tensor, grad in zip(tensors, leaves(grads), strict=True):
            tensor.grad = torch.tensor(grad)
        optimiser.step()
        params, state = step(params, grads, state, ETA)
        for got, expected in zip(leaves(params), tensors, strict=True):
            assert np.allclose(got, expected.detach().numpy(), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("largest", [0.5, 100.0])
def test_clipping_by_norm(largest):
    grads = pair(np.random.default_rng(6))
    tensors = [torch.tensor(array) for array in leaves(grads)]
    for tensor in tensors:
        tensor.grad = tensor.clone()
    torch.nn.utils.clip_grad_norm_(tensors, largest)
    for got, expected in zip(leaves(clip_by_norm(grads, largest)), tensors, strict=True):
        assert np.allclose(got, expected.grad.numpy(), rtol=1e-5)  # PyTorch adds 1e-6 to the norm
