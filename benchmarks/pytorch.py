"""The other peer: torch.nn.LSTM on the CPU, one thread, float64, with lstm_core's weights."""

import numpy as np
import torch

torch.set_num_threads(1)
TORCH_ORDER = "ifco"  # PyTorch calls the candidate g; its weights are our w_c, u_c, b_c


def build(named, x, y):
    """A function () -> loss that runs forward and backward, and the module with the gradients."""
    D, H = named["w_i"].shape
    module = torch.nn.LSTM(D, H, dtype=torch.float64)
    with torch.no_grad():
        module.weight_ih_l0.copy_(_rows(named, "w"))
        module.weight_hh_l0.copy_(_rows(named, "u"))
        module.bias_ih_l0.copy_(torch.from_numpy(np.concatenate([named[f"b_{k}"] for k in "ifco"])))
        module.bias_hh_l0.zero_()
    module.bias_hh_l0.requires_grad_(False)
    x, y = torch.from_numpy(x), torch.from_numpy(y)

    def run():
        module.zero_grad(set_to_none=True)
        h, _ = module(x)
        loss = 0.5 * ((h - y) ** 2).sum()
        loss.backward()
        return loss.item()

    return run, module


def gradient_by_name(module):
    """The gradients by the names of ``LSTMParams``."""
    named = {}
    for letter, grad in (
        ("w", module.weight_ih_l0.grad),
        ("u", module.weight_hh_l0.grad),
        ("b", module.bias_ih_l0.grad),
    ):
        for gate, rows in zip(
            TORCH_ORDER, grad.numpy().reshape(4, -1, *grad.shape[1:]), strict=True
        ):
            named[f"{letter}_{gate}"] = rows.T
    return named


def _rows(named, letter):
    return torch.from_numpy(np.concatenate([named[f"{letter}_{k}"].T for k in TORCH_ORDER]))
