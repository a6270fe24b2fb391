"""The cells of the notebook that are others where the GRU goes back: {label: text}."""

SYMBOLS = r"""
## The cell: a gated recurrent unit

It has one state and two gates. For $H$ units, vectors are rows:

$$
\begin{aligned}
r[t] &= \sigma(x[t]\,w_r + h[t-1]\,u_r + b_r) &
z[t] &= \sigma(x[t]\,w_z + h[t-1]\,u_z + b_z) \\
n[t] &= \tanh(x[t]\,w_n + (r[t]\,h[t-1])\,u_n + b_n) &
h[t] &= (1 - z[t])\,n[t] + z[t]\,h[t-1]
\end{aligned}
$$

Products of two states are taken entry by entry. Mind that the reset gate r stands before the
product with $u_n$, and that z says how much is kept. Before the first step $h = 0$.

* `params` is a dict; here it has only `u_r`, `u_z`, `u_n` ($H \times H$).
* `trace` is a dict of four arrays `r`, `z`, `n`, `h`, each $T \times H$.
* `deltas` is a dict with the same names: the total derivative $dL/d\cdot[t]$ of each variable.
"""

TEXT_BACKWARD = r"""
## 1 Back-propagation through time

From the trace and `eps`, the partial derivative $\partial L/\partial h[t]$, return the deltas of
the four variables at each step. The derivatives with respect to the gates are those of the gates'
outputs, before any slope. Four ways lead back from step $t+1$ into $h[t]$: find them first. (Seven
points.)
"""

BACKWARD = '''
def bptt(params, trace, eps):
    """The deltas {"r": ..., "z": ..., "n": ..., "h": ...}, each (T, H)."""
    ### BEGIN SOLUTION
    T, H = eps.shape
    deltas = {symbol: np.zeros((T, H)) for symbol in "rznh"}
    later = np.zeros(H)  # what comes from step t+1
    for t in reversed(range(T)):
        r, z, n = (trace[symbol][t] for symbol in "rzn")
        h_prev = trace["h"][t - 1] if t > 0 else np.zeros(H)
        dh = eps[t] + later
        dz, dn = dh * (h_prev - n), dh * (1 - z)
        pre_n = dn * (1 - n**2)
        reset = pre_n @ params["u_n"].T  # what reaches r[t] h[t-1]
        dr = reset * h_prev
        pre_r, pre_z = dr * r * (1 - r), dz * z * (1 - z)
        later = dh * z + reset * r + pre_r @ params["u_r"].T + pre_z @ params["u_z"].T
        for symbol, value in zip("rznh", (dr, dz, dn, dh), strict=True):
            deltas[symbol][t] = value
    return deltas
    ### END SOLUTION
'''

CHECK_BACKWARD = """
deltas = bptt(params, trace, eps)
assert set(deltas) == set("rznh"), "bptt: a dict with r, z, n, h is asked for"
assert all(np.shape(deltas[k]) == (3, 2) for k in deltas), "bptt: each array is (T, H)"
assert np.allclose(deltas["h"][2], eps[2]), "bptt: at the last step nothing comes from later"
assert np.allclose(deltas["z"][2], @LAST@, atol=1e-5), "bptt: dL/dz at the last step"
assert np.allclose(deltas["r"][0], 0), "bptt: before the first step h is 0, and so is dL/dr[0]"
assert np.allclose(deltas["r"][2], @HERE@, atol=1e-5), (
    "bptt: dL/dr at the last step: what stands between the reset gate and the candidate?"
)
assert np.allclose(deltas["h"][1], @THERE@, atol=1e-5), "bptt: dL/dh[1] is eps[1] and four ways"
"""

TEXT_WEIGHTS = r"""
## 2 The gradients of the feedback weights

Return the gradient of L with respect to $u_r$, $u_z$ and $u_n$, from the trace and the
deltas. (Three points.)
"""

WEIGHTS = '''
def weight_gradients(trace, deltas):
    """{"u_r": ..., "u_z": ..., "u_n": ...}, each (H, H)."""
    ### BEGIN SOLUTION
    h_prev = np.vstack([np.zeros_like(trace["h"][:1]), trace["h"][:-1]])
    r, z, n = trace["r"], trace["z"], trace["n"]
    pre_n = deltas["n"] * (1 - n**2)
    return {
        "u_r": h_prev.T @ (deltas["r"] * r * (1 - r)),
        "u_z": h_prev.T @ (deltas["z"] * z * (1 - z)),
        "u_n": (r * h_prev).T @ pre_n,
    }
    ### END SOLUTION
'''

CHECK_WEIGHTS = """
grads = weight_gradients(trace, {k: np.cumsum(eps, axis=0) for k in "rznh"})
assert set(grads) == {"u_r", "u_z", "u_n"}, "weight_gradients: u_r, u_z and u_n are asked for"
assert all(np.shape(grads[k]) == (2, 2) for k in grads), "weight_gradients: each is (H, H)"
assert np.allclose(grads["u_z"], @PO@, atol=1e-5), (
    "weight_gradients: u_z; which h did the gate hear?"
)
assert np.allclose(grads["u_n"], @PF@, atol=1e-5), (
    "weight_gradients: u_n; what is it multiplied by?"
)
"""

TEXT = {
    "symbols": SYMBOLS,
    "text-backward": TEXT_BACKWARD,
    "backward": BACKWARD,
    "check-backward": CHECK_BACKWARD,
    "text-weights": TEXT_WEIGHTS,
    "weights": WEIGHTS,
    "check-weights": CHECK_WEIGHTS,
}
