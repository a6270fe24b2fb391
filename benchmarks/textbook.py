"""The peer: an LSTM as textbooks and tutorials write it, four products a step, fairly.

[x[t], h[t-1]] side by side, one product for each gate, the weight gradients added up inside the
backward loop. No slip and no waste beyond that: arrays are made once where a careful author would.
"""

import numpy as np

GATES = "ifoc"


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def from_named(named):
    """{gate: (W (D+H, H), b (H,))} from the names of ``LSTMParams``."""
    return {k: (np.concatenate([named[f"w_{k}"], named[f"u_{k}"]]), named[f"b_{k}"]) for k in GATES}


def loss_and_gradient(weights, x, y):
    """½ Σ (h - y)² and {gate: (dW, db)}: forward, backward, all by hand."""
    T, B, D = x.shape
    H = weights["i"][1].shape[0]
    (W_i, b_i), (W_f, b_f), (W_o, b_o), (W_c, b_c) = (weights[k] for k in GATES)
    h, c = np.zeros((B, H)), np.zeros((B, H))
    kept = []
    loss = 0.0
    for t in range(T):
        z = np.concatenate([x[t], h], axis=1)
        i = sigmoid(z @ W_i + b_i)
        f = sigmoid(z @ W_f + b_f)
        o = sigmoid(z @ W_o + b_o)
        g = np.tanh(z @ W_c + b_c)
        c_prev = c
        c = f * c_prev + i * g
        tanh_c = np.tanh(c)
        h = o * tanh_c
        error = h - y[t]
        loss += 0.5 * np.sum(error * error)
        kept.append((z, i, f, o, g, c_prev, tanh_c, error))
    grads = {k: (np.zeros_like(W), np.zeros_like(b)) for k, (W, b) in weights.items()}
    dh_next, dc_next = np.zeros((B, H)), np.zeros((B, H))
    for z, i, f, o, g, c_prev, tanh_c, error in reversed(kept):
        dh = error + dh_next
        do = dh * tanh_c * o * (1 - o)
        dc = dh * o * (1 - tanh_c * tanh_c) + dc_next
        di = dc * g * i * (1 - i)
        df = dc * c_prev * f * (1 - f)
        dg = dc * i * (1 - g * g)
        for k, d in zip(GATES, (di, df, do, dg), strict=True):
            dW, db = grads[k]
            dW += z.T @ d
            db += d.sum(axis=0)
        dz = di @ W_i.T + df @ W_f.T + do @ W_o.T + dg @ W_c.T
        dh_next = dz[:, D:]
        dc_next = dc * f
    return loss, grads
