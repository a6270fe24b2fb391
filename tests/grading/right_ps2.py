"""The second assignment done rightly in other ways than the model's: {name: {question: code}}."""

LISTS = """
def forward(x, u):
    h, said = 0.0, []
    for value in x:
        h = value + u * h
        said.append(float(h))
    return said
def bptt(u, eps):
    later, back = 0.0, []
    for e in eps[::-1]:
        later = e + u * later
        back.insert(0, float(later))
    return back
"""

MATRICES = '''
def powers(u, T):
    """How much of step s is left at step t: (T, T), lower triangle."""
    t = np.arange(T)
    return np.tril(u ** np.maximum(t[:, None] - t, 0).astype(float))
def forward(x, u):
    return powers(u, len(x)) @ x
def bptt(u, eps):
    return powers(u, len(eps)).T @ eps
def weight_gradient(x, h, delta):
    return delta @ np.eye(len(h), k=-1) @ h
'''

RECURSION = """
def forward(x, u):
    if len(x) == 1:
        return np.array(x)
    before = forward(x[:-1], u)
    return np.append(before, x[-1] + u * before[-1])
def bptt(u, eps):
    if len(eps) == 1:
        return np.array(eps)
    after = bptt(u, eps[1:])
    return np.concatenate([[eps[0] + u * after[0]], after])
"""

SOLVED = """
def bptt(u, eps):
    T = len(eps)
    return np.linalg.solve(np.eye(T) - u * np.eye(T, k=1), eps)
def forward(x, u):
    T = len(x)
    return np.linalg.solve(np.eye(T) - u * np.eye(T, k=-1), x)
"""

SHIFTED = """
def weight_gradient(x, h, delta):
    before = np.roll(h, 1)
    before[0] = 0
    return (before * delta).sum()
def synchronous_backprop(h, y):
    scored = (y > 0).astype(float)
    return {"eps": (h - y) * scored, "value": ((h - y) ** 2 * scored).sum() / 2}
"""

LOOPED = """
def synchronous_backprop(h, y):
    value, eps = 0.0, [0.0] * len(h)
    for t in range(len(h)):
        if y[t] > 0:
            eps[t] = float(h[t] - y[t])
            value += 0.5 * eps[t] ** 2
    return value, eps
def weight_gradient(x, h, delta):
    slope = 0.0
    for t in range(1, len(h)):
        slope += delta[t] * h[t - 1]
    return slope
"""

SINGLE = """
def forward(x, u):
    h = np.zeros(len(x), dtype=np.float32)
    for t in range(len(x)):
        h[t] = x[t] + u * (h[t - 1] if t else 0)
    return h
def synchronous_backprop(h, y):
    eps = np.where(y > 0, h - y, 0).astype(np.float32)
    return 0.5 * (eps**2).sum(), eps
def update(u, gradient, eta):
    return np.float32(u) - np.float32(eta) * np.float32(gradient)
"""

GATE_LOOP = """
def forget_gate(x, y):
    f, h = [], []
    for value in x:
        f.append(min(1.0, max(0.0, float(value))))
        h.append(float(value) + f[-1] * (h[-1] if h else 0.0))
    return f, h, sum((a - b) ** 2 for a, b in zip(h, y) if b > 0) / 2
"""

GATE_NAMED = """
from types import SimpleNamespace
def forget_gate(x, y):
    f = np.clip(x, 0, 1)
    h = np.array(x)
    for t in range(1, len(x)):
        h[t] += f[t] * h[t - 1]
    return SimpleNamespace(f=f, h=h, value=0.5 * np.sum(np.where(y > 0, h - y, 0) ** 2))
"""

_DESIGN = """
def design():
    weights = dict.fromkeys(("w_i", "u_i", "b_i", "w_f", "u_f", "b_f", "w_o", "u_o", "b_o"), 0)
    weights.update(b_i=1, u_f=-1, b_f=1, w_o=-1, b_o=1)
    weights.update({})
    return weights
"""


def _design(**weights):
    given = ", ".join(f"{name}={value}" for name, value in weights.items())
    return _DESIGN.replace("update({})", f"update({given})")


RIGHT = {
    "plain lists": {"forward": LISTS, "bptt": LISTS},
    "a matrix of powers": {"forward": MATRICES, "bptt": MATRICES, "weights": MATRICES},
    "recursion": {"forward": RECURSION, "bptt": RECURSION},
    "linear equations": {"forward": SOLVED, "bptt": SOLVED},
    "shifted arrays": {"weights": SHIFTED, "synchronous": SHIFTED},
    "number by number": {"weights": LOOPED, "synchronous": LOOPED},
    "float32 where it is allowed": {"forward": SINGLE, "synchronous": SINGLE, "update": SINGLE},
    "a lambda": {"update": "update = lambda u, gradient, eta: u + (-eta) * gradient"},
    "a gate in a loop": {"gate": GATE_LOOP},
    "an object with names": {"gate": GATE_NAMED},
    "whole numbers": {"design": _design()},
    "accept numbers only": {"design": _design(w_i=1, b_i=0)},
    "accept more than is needed": {"design": _design(w_i=0.5, b_i=1)},
    "hush after printing": {"design": _design(u_o=-1)},
    "accept what was not said": {"design": _design(w_i=1.0, u_i=1.0, b_i=0.0)},
    "a tuple of arrays": {
        "design": "def design():\n    return tuple(map(np.array, (0, 0, 1, 0, -1, 1, -1, 0, 1.0)))"
    },
    "everything otherwise": {
        "forward": LISTS, "synchronous": LOOPED, "bptt": SOLVED, "weights": SHIFTED,
        "gate": GATE_LOOP, "design": _design(u_o=-0.5, w_i=1),
    },
}  # fmt: skip
