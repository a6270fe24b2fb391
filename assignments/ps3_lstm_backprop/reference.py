"""The LSTM of the variants that ``lstm_core`` has no cell for, and its derivatives.

Only the equations are written down. A derivative comes from a complex step: a variable is moved by
an imaginary trifle, and what arrives at the loss is read off exactly, for nothing is subtracted.
So nothing here is shared with a back-propagation, neither the core's nor a student's.

Source of the method: W. Squire and G. Trapp, "Using complex variables to estimate derivatives of
real functions", SIAM Review 40(1), 1998.
"""

import numpy as np

TRIFLE = 1e-30


def logistic(z):
    return 1.0 / (1.0 + np.exp(-z))


def forward(params, x, kind, moved=None):
    """The trace of i, f, o, g, c, h, each (T, H).

    params: by name, w_ (D, H), u_ (H, H), b_ (H,); x: (T, D)
    moved: (symbol, t, n), the entry of a variable that is moved by the trifle; all that comes after
    it follows, so this gives total derivatives
    """
    T, H = len(x), len(params["b_f"])
    trace = {symbol: np.zeros((T, H), dtype=complex) for symbol in "ifogch"}
    h, c = np.zeros(H), np.zeros(H)

    def kept(symbol, t, value):
        value = np.array(value, dtype=complex)
        if moved is not None and moved[:2] == (symbol, t):
            value[moved[2]] += 1j * TRIFLE
        trace[symbol][t] = value
        return value

    def pre(k, t):
        return x[t] @ params[f"w_{k}"] + h @ params[f"u_{k}"] + params[f"b_{k}"]

    for t in range(T):
        z = {k: pre(k, t) for k in ("f", "o", "c")}
        f = kept("f", t, logistic(z["f"]))
        i = kept("i", t, 1.0 - f if kind.coupled else logistic(pre("i", t)))
        o, g = kept("o", t, logistic(z["o"])), kept("g", t, np.tanh(z["c"]))
        c = kept("c", t, f * c + i * g)
        h = kept("h", t, o * (np.tanh(c) if kind.tanh else c))
    return trace


def deltas(params, x, eps, kind):
    """The total derivative of Σ eps h with respect to every variable, each (T, H)."""
    T, H = eps.shape
    found = {symbol: np.zeros((T, H)) for symbol in "ifogch"}
    for symbol, t, n in ((s, t, n) for s in found for t in range(T) for n in range(H)):
        end = forward(params, x, kind, (symbol, t, n))
        found[symbol][t, n] = np.sum(eps * end["h"].imag) / TRIFLE
    return found


def weight_gradients(params, x, eps, kind):
    """The derivative of Σ eps h with respect to every weight, by the names of ``params``."""
    grads = {}
    for name, array in params.items():
        grads[name] = np.zeros(array.shape)
        for where in np.ndindex(array.shape):
            moved = array.astype(complex)
            moved[where] += 1j * TRIFLE
            end = forward(params | {name: moved}, x, kind)
            grads[name][where] = np.sum(eps * end["h"].imag) / TRIFLE
    return grads
