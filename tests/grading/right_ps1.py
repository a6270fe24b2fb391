"""The first assignment done rightly in other ways than the model's: {name: {question: code}}."""

ALL_WAYS = """
def total(arrows, of, wrt):
    if of == wrt:
        return 1.0
    return sum(float(number) * total(arrows, tail, wrt) for tail, number in arrows[of].items())
def partial(arrows, of, wrt, held):
    def go(name):
        if name == wrt:
            return 1.0
        if name in held:
            return 0.0
        return sum((number * go(tail) for tail, number in arrows[name].items()), 0.0)
    return go(of)
"""

FORWARDS = '''
def total(arrows, of, wrt):
    """From the beginning to the end: d name / d wrt."""
    d = {}
    for name, tails in arrows.items():
        d[name] = 1.0 if name == wrt else sum((v * d[t] for t, v in tails.items()), 0.0)
    return d[of]
def partial(arrows, of, wrt, held):
    d = {}
    for name in arrows:
        d[name] = 1.0 if name == wrt else 0.0
        if name != wrt and name not in held:
            for tail in arrows[name]:
                d[name] += d[tail] * arrows[name][tail]
    return np.float64(d[of])
'''

MATRICES = """
def matrix(arrows):
    names = list(arrows)
    A = np.zeros((len(names), len(names)))
    for head in names:
        for tail in arrows[head]:
            A[names.index(head), names.index(tail)] = arrows[head][tail]
    return names, A
def total(arrows, of, wrt):
    names, A = matrix(arrows)
    return np.linalg.inv(np.eye(len(A)) - A)[names.index(of), names.index(wrt)]
def partial(arrows, of, wrt, held):
    names, A = matrix(arrows)
    for name in held:
        A[names.index(name)] = 0
    ways = step = np.eye(len(A))
    for _ in names:
        step = step @ A
        ways = ways + step
    return np.array(ways[names.index(of), names.index(wrt)])
def cut(arrows, upstream, from_wrt, to_of):
    names, A = matrix(arrows)
    here = np.array([from_wrt.get(n, 0.0) for n in names])
    there = np.array([to_of.get(n, 0.0) for n in names])
    crossing = [(names.index(h), names.index(t)) for h in arrows for t in arrows[h]
                if h not in upstream and t in upstream]
    return np.array([there[i] * A[i, j] * here[j] for i, j in crossing])
"""

COMPREHENSION = """
def cut(arrows, upstream, from_wrt, to_of):
    return [to_of[b] * number * from_wrt[a]
            for b, tails in arrows.items() if b in to_of
            for a, number in tails.items() if a in from_wrt]
"""

AS_A_DICT = """
def cut(arrows, upstream, from_wrt, to_of):
    products = np.fromiter((to_of[b] * arrows[b][a] * from_wrt[a] for b in arrows
                            for a in arrows[b] if a in upstream and b not in upstream), float)
    return {"products": products}["products"].copy()
"""

ONE_FORMULA = """
dL_dw = lambda x0, w, u, m: x0**2 * u**m * (w * u**m - 1)
dL_du = lambda x0, w, u, m: m * w * x0**2 * u ** (m - 1) * (w * u**m - 1)
"""

NUMERICALLY = '''
def loss(x0, w, u, m):
    h = w * x0
    for _ in range(m):
        h = u * h
    return (h - x0) ** 2 / 2
def complex_step(f, v):
    return f(v + 1e-30j).imag / 1e-30
def dL_dw(x0, w, u, m):
    """By a complex step, which has no rounding error."""
    return complex_step(lambda w: loss(x0, w, u, m), w)
def dL_du(x0, w, u, m):
    return complex_step(lambda u: loss(x0, w, u, m), u)
'''

POLYNOMIAL = """
from numpy.polynomial import Polynomial
def error(x0, w, m):
    return Polynomial([0.0] * m + [w * x0]) - x0
def dL_du(x0, w, u, m):
    return (0.5 * error(x0, w, m) ** 2).deriv()(u)
def dL_dw(x0, w, u, m):
    return error(x0, w, m)(u) * x0 * u**m
"""

BACKWARDS = """
def dL_dw(x0, w, u, m):
    h = [w * x0]
    while len(h) <= m:
        h += [u * h[-1]]
    delta = h[-1] - x0
    for _ in range(m):
        delta *= u
    return delta * x0
def dL_du(x0, w, u, m):
    h = np.cumprod([w * x0] + [u] * m)
    delta = (h[m] - x0) * np.cumprod([1.0] + [u] * m)[::-1]
    return delta[1:] @ h[:-1]
"""

COMPANION = """
def companion(taps):
    A = np.eye(len(taps), k=-1)
    A[0] = taps
    return A
def growth(taps):
    return np.abs(np.linalg.eigvals(companion(taps))).max()
def echo(taps, steps):
    A, state, heard = companion(taps), np.eye(len(taps))[0], []
    for _ in range(steps + 1):
        heard.append(state[0])
        state = A @ state
    return np.asarray(heard)
"""

CONVOLVED = """
def echo(taps, steps):
    h = np.ones(1)
    while len(h) <= steps:
        recent = h[::-1][: len(taps)]
        h = np.append(h, recent @ taps[: len(recent)])
    return h
def growth(taps):
    from numpy.polynomial import Polynomial
    z = Polynomial([*(-taps[::-1]), 1.0]).roots()
    return float(max(abs(z)))
"""

DIVISION = """
def echo(taps, steps):
    # long division of 1 by 1 - u_1 q - u_2 q^2 - ...
    rest, h = np.zeros(steps + 1 + len(taps)), []
    rest[0] = 1.0
    for n in range(steps + 1):
        h.append(float(rest[n]))
        rest[n + 1 : n + 1 + len(taps)] += rest[n] * taps
    return h
def growth(taps):
    # q is one over z
    return 1 / np.abs(np.roots([*(-taps[::-1]), 1.0])).min()
"""

RIGHT = {
    "way by way": {"total": ALL_WAYS, "partial": ALL_WAYS},
    "forwards": {"total": FORWARDS, "partial": FORWARDS},
    "with matrices": {"total": MATRICES, "partial": MATRICES, "cut": MATRICES},
    "in one comprehension": {"cut": COMPREHENSION},
    "from an iterator": {"cut": AS_A_DICT},
    "one formula": {"dw": ONE_FORMULA, "du": ONE_FORMULA},
    "by a complex step": {"dw": NUMERICALLY, "du": NUMERICALLY},
    "as a polynomial in u": {"dw": POLYNOMIAL, "du": POLYNOMIAL},
    "back through time": {"dw": BACKWARDS, "du": BACKWARDS},
    "a companion matrix": {"echo": COMPANION, "growth": COMPANION},
    "scalar products": {"echo": CONVOLVED, "growth": CONVOLVED},
    "long division": {"echo": DIVISION, "growth": DIVISION},
    "everything otherwise": {
        "total": ALL_WAYS, "partial": FORWARDS, "cut": COMPREHENSION, "dw": BACKWARDS,
        "du": POLYNOMIAL, "echo": COMPANION, "growth": CONVOLVED,
    },
}  # fmt: skip
