"""What PyTorch says: stored numbers, to compare with where it is not installed.

The weights and inputs are those of ``sines``; `tests/with_torch` computes the numbers anew.
"""

import numpy as np

D, H, T = 2, 3, 4
SHAPES = {  # of torch.nn.LSTM and torch.nn.GRU with one layer; G is 4 for the LSTM, 3 for the GRU
    "weight_ih_l0": ("G H", "D"),
    "weight_hh_l0": ("G H", "H"),
    "bias_ih_l0": ("G H",),
    "bias_hh_l0": ("G H",),
}


def sines(G):
    """(x, weights): x (T, 1, D), and the four arrays by PyTorch's names, G gates stacked."""
    sizes = {"D": D, "H": H, "G H": G * H}
    count, weights = 0, {}
    for name, axes in SHAPES.items():
        shape = tuple(sizes[axis] for axis in axes)
        size = int(np.prod(shape))
        weights[name] = np.sin(np.arange(count, count + size) + 1.0).reshape(shape)
        count += size
    return np.cos(np.arange(T * D)).reshape(T, 1, D), weights


# h[t] of three units over four steps, by PyTorch 2.13.0 in float64.
PYTORCH_LSTM = np.array(
    [
        [-0.11827585208000149, -0.09944954134041781, -0.08288373241866516],
        [-0.06282820894605189, -0.2991197716064079, 0.08891837337269486],
        [-0.13935658221573496, -0.3336299417128634, -0.0019895210278900064],
        [-0.164737080780861, -0.42261329744389486, -0.05286734289616001],
    ]
)
PYTORCH_GRU = np.array(
    [
        [0.18801817329117876, 0.21419731117557544, -0.6842492355245309],
        [-0.19872967714994683, 0.2955248234778793, -0.5651180277909139],
        [0.1131330727435062, -0.037375746377871416, -0.4824412993208167],
        [0.19592814657547641, 0.32006637829802237, -0.7794741799086242],
    ]
)
