"""PyTorch's side of ``beside_torch``. Nothing else here needs PyTorch."""

import numpy as np
import torch

torch.set_num_threads(1)

MODULES = {  # PyTorch's cell, and its order of the gates by our names
    "tanh RNN": (torch.nn.RNN, ("",)),
    "LSTM": (torch.nn.LSTM, ("_i", "_f", "_c", "_o")),
    "GRU": (torch.nn.GRU, ("_r", "_z", "_n")),
}


def losses_by_torch(name, start, task, batches, eta, clip):
    """The loss before each iteration of the same training."""
    _, params, top = start
    cell, linear = carried_over(name, params.named()), _linear(top)
    trained = [p for p in (*cell.parameters(), *linear.parameters()) if p.requires_grad]
    adam = torch.optim.Adam(trained, lr=eta)
    losses = []
    for x, target, scored in batches:
        adam.zero_grad()
        h, _ = cell(torch.from_numpy(x))
        loss = _loss(task.kind, linear(h), torch.from_numpy(target), scored)
        loss.backward()
        if clip is not None:
            torch.nn.utils.clip_grad_norm_(trained, clip)
        adam.step()
        losses.append(loss.item())
    return losses


def carried_over(name, arrays):
    """The module with our weights. It has two biases where one would do: the second stays 0."""
    kind, gates = MODULES[name]
    rows = {a: np.concatenate([arrays[a + gate].T for gate in gates]) for a in "wub"}
    module = kind(arrays["w" + gates[0]].shape[0], rows["u"].shape[1], dtype=torch.float64)
    with torch.no_grad():
        module.weight_ih_l0.copy_(torch.from_numpy(rows["w"]))
        module.weight_hh_l0.copy_(torch.from_numpy(rows["u"]))
        module.bias_ih_l0.copy_(torch.from_numpy(rows["b"]))
        module.bias_hh_l0.zero_()
    if "b_hn" in arrays:  # only this third of the GRU's second bias is not the same as the first
        own = torch.zeros_like(module.bias_hh_l0)
        own[-len(arrays["b_hn"]) :] = 1.0
        module.bias_hh_l0.register_hook(lambda grad: grad * own)
    else:
        module.bias_hh_l0.requires_grad_(False)
    return module


def _linear(top):
    linear = torch.nn.Linear(*top.v.shape, dtype=torch.float64)
    with torch.no_grad():
        linear.weight.copy_(torch.from_numpy(top.v.T.copy()))
        linear.bias.copy_(torch.from_numpy(top.b))
    return linear


def _loss(kind, logits, target, scored):
    """Summed, as lstm_core's losses are; the classes are those of a single sequence.

    With one class for each sequence, at its end, it is the mean over the batch.
    """
    if kind == "one class":
        return torch.nn.functional.cross_entropy(logits[-1], target)
    if kind == "classes":
        return torch.nn.functional.cross_entropy(
            logits.flatten(0, 1), target.flatten(), reduction="sum"
        )
    return 0.5 * (torch.from_numpy(scored) * (logits - target) ** 2).sum()
