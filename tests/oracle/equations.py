"""The cells and the losses once more, as plainly as they can be written, for the oracles.

Nothing here knows lstm_core. ``np`` comes as an argument: NumPy itself for complex steps,
autograd.numpy or torch for automatic differentiation. ``p`` holds the weights by name; everything
else is one step: x (B, D), h and c (B, H), rows as everywhere. A cell without a memory hands c on.
"""

from functools import partial


def logistic(np, z):
    return 1 / (1 + np.exp(-z))


def tanh(np, z):
    return np.tanh(z)


def identity(np, z):
    return z


def crelu(np, z):
    """On the kinks it is a constant, so its slope there is 0 whoever differentiates."""
    return np.where((z > 0) & (z < 1), z, 1.0 * (z >= 1))


def pre(p, name, x, h):
    return x @ p[f"w_{name}"] + h @ p[f"u_{name}"] + p[f"b_{name}"]


def rnn(np, p, x, h, c, gate, sigma):
    return sigma(np, x @ p["w"] + h @ p["u"] + p["b"]), c


def forget_gate(np, p, x, h, c, gate, sigma):
    f = gate(np, pre(p, "f", x, h))
    return sigma(np, x @ p["w_c"] + p["b_c"] + f * h), c


def lstm(np, p, x, h, c, gate, sigma):
    i = gate(np, pre(p, "i", x, h))
    f = gate(np, pre(p, "f", x, h))
    o = gate(np, pre(p, "o", x, h))
    g = sigma(np, pre(p, "c", x, h))
    c = f * c + i * g
    return o * sigma(np, c), c


def lstm_of_1997(np, p, x, h, c, gate, sigma):
    i = gate(np, pre(p, "i", x, h))
    o = gate(np, pre(p, "o", x, h))
    c = c + i * sigma(np, pre(p, "c", x, h))
    return o * sigma(np, c), c


def peephole(np, p, x, h, c, gate, sigma, see):
    i = gate(np, pre(p, "i", x, h) + see(c, p["p_i"]))
    f = gate(np, pre(p, "f", x, h) + see(c, p["p_f"]))
    c = f * c + i * sigma(np, pre(p, "c", x, h))
    o = gate(np, pre(p, "o", x, h) + see(c, p["p_o"]))
    return o * sigma(np, c), c


def gru(np, p, x, h, c, gate, sigma):
    r = gate(np, pre(p, "r", x, h))
    z = gate(np, pre(p, "z", x, h))
    n = sigma(np, pre(p, "n", x, r * h))
    return (1 - z) * n + z * h, c


def gru_reset_after(np, p, x, h, c, gate, sigma):
    r = gate(np, pre(p, "r", x, h))
    z = gate(np, pre(p, "z", x, h))
    n = sigma(np, x @ p["w_n"] + p["b_n"] + r * (h @ p["u_n"] + p["b_hn"]))
    return (1 - z) * n + z * h, c


CELLS = {
    "RNN": rnn,
    "ForgetGateRNN": forget_gate,
    "LSTM": lstm,
    "LSTM-of-1997": lstm_of_1997,
    "PeepholeLSTM": partial(peephole, see=lambda c, p: c * p),
    "PeepholeLSTM-full": partial(peephole, see=lambda c, p: c @ p),
    "GRU": gru,
    "GRU-reset-after": gru_reset_after,
}
NONLINEARITIES = {"identity": identity, "crelu": crelu, "logistic": logistic, "tanh": tanh}


def run(np, cell, p, x, h, c, gate, sigma):
    """Every h[t] and every c[t], as lists, from x (T, B, D)."""
    hs, cs = [], []
    for t in range(len(x)):
        h, c = CELLS[cell](np, p, x[t], h, c, NONLINEARITIES[gate], NONLINEARITIES[sigma])
        hs.append(h)
        cs.append(c)
    return hs, cs


def squared_error(np, h, y, scored):
    """½ Σ (h - y)² over the steps with scored = 1; scored and y (T, B, H)."""
    return np.sum(scored * (h - y) ** 2) / 2


def softmax_cross_entropy(np, z, y, scored):
    """-Σ y log softmax(z), averaged over the batch; y (T, B, O) a distribution, scored (T, B)."""
    each = np.log(np.sum(np.exp(z), -1)) - np.sum(y * z, -1)
    return np.sum(scored * each) / z.shape[1]


def binary_cross_entropy(np, z, y, scored):
    """-Σ y log σ(z) + (1-y) log σ(-z), averaged over the batch; scored (T, B)."""
    each = -np.sum(y * np.log(logistic(np, z)) + (1 - y) * np.log(logistic(np, -z)), -1)
    return np.sum(scored * each) / z.shape[1]


LOSSES = {
    "squared_error": squared_error,
    "softmax_cross_entropy": softmax_cross_entropy,
    "binary_cross_entropy": binary_cross_entropy,
}
