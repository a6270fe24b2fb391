"""A whole training by Adam gives the losses of PyTorch, to the last digits but three."""

import numpy as np
import pytest

from experiments import beside_torch
from experiments.torch_peer import losses_by_torch


@pytest.mark.parametrize("name", beside_torch.NETWORKS)
@pytest.mark.parametrize("task", beside_torch.TASKS)
def test_the_same_training(task, name):
    task, rng = beside_torch.TASKS[task], np.random.default_rng(5)
    batches = [task.batch(rng) for _ in range(5)]
    start = beside_torch.network_of(name, task, batches)
    ours = beside_torch.losses_by_us(start, task, batches, clip=None)
    theirs = losses_by_torch(name, start, task, batches, beside_torch.ETA, clip=None)
    assert len(set(ours)) == len(batches), "nothing is learnt"
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)
