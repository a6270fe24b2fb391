"""The displayed equations of lecture 01, partial and total derivatives.

The judges are plain functions of all their variables, differentiated by complex steps: what is held
is an argument that does not move. The graph and its totals come from `lstm_core`.
"""

import numpy as np

import lstm_core as core
from tests.equations import complex_step, equation

X = 0.7


def h0_of(x):
    return x**2


def h1_of(x, h0):
    return x * h0


def y_of(x, h0, h1):
    return x - 2 * h0 + h1


def all_follow(x):
    return y_of(x, h0_of(x), h1_of(x, h0_of(x)))


def another_y_of(x, h0, h1):
    """Another answer of the same variables: (1.4) to (1.7) hold for any, and no arrow is 1."""
    return 0.6 * x**2 - 2.1 * h0 + 1.4 * h1 * x


def another(x):
    return another_y_of(x, h0_of(x), h1_of(x, h0_of(x)))


def graph_at(x):
    """The four variables with the other answer for `lstm_core`, its arrows by complex steps."""
    h0, y_of = h0_of(x), another_y_of
    h1 = h1_of(x, h0)
    graph = core.FlowGraph()
    graph.add("x", x)
    graph.add("h0", h0, {"x": complex_step(h0_of, x)})
    graph.add("h1", h1, {"x": complex_step(lambda v: h1_of(v, h0), x),
                         "h0": complex_step(lambda v: h1_of(x, v), h0)})  # fmt: skip
    graph.add("y", y_of(x, h0, h1), {"x": complex_step(lambda v: y_of(v, h0, h1), x),
                                     "h0": complex_step(lambda v: y_of(x, v, h1), h0),
                                     "h1": complex_step(lambda v: y_of(x, h0, v), h1)})  # fmt: skip
    return graph


@equation("1.1", r"\frac{d\hat{y}}{dx} = 1 - 4x + 3x^2")
def _():
    return {
        "left": "complex_step(all_follow, x)",
        "right": "1 - 4 * x + 3 * x**2",
        "all_follow": all_follow,
        "x": X,
    }


@equation("1.2", r"\frac{\partial\hat{y}}{\partial x}(x, h_0) = 1 + h_0")
def _():
    h0 = h0_of(X)
    return {
        "left": "complex_step(lambda x: y_of(x, h0, h1_of(x, h0)), X)",
        "right": "1 + h0",
        "y_of": y_of,
        "h1_of": h1_of,
        "h0": h0,
        "X": X,
    }


@equation("1.3", r"\frac{\partial\hat{y}}{\partial x}(x, h_0, h_1) = 1")
def _():
    h0 = h0_of(X)
    return {
        "left": "complex_step(lambda x: y_of(x, h0, h1_of(X, h0)), X)",
        "right": "1",
        "y_of": y_of,
        "h1_of": h1_of,
        "h0": h0,
        "X": X,
    }


@equation(
    "1.4",
    r"\frac{\partial\hat{y}}{\partial x}(x, h_0) = \frac{d\hat{y}}{dh_1}\,"
    r"\frac{\partial h_1}{\partial x}(x, h_0) + \frac{\partial\hat{y}}{\partial x}(x, h_0, h_1)",
)
def _():
    graph, h0 = graph_at(X), h0_of(X)
    return {
        "left": "complex_step(lambda x: y_of(x, h0, h1_of(x, h0)), X)",
        "right": "y_by_h1 * h1_by_x + y_by_x",
        "y_of": another_y_of,
        "h1_of": h1_of,
        "h0": h0,
        "X": X,
        "y_by_h1": graph.total("y", "h1"),
        "h1_by_x": graph.partial("h1", "x", ["h0"]),
        "y_by_x": graph.partial("y", "x", ["h0", "h1"]),
    }


@equation(
    "1.5",
    r"\frac{d\hat{y}}{dx} = \frac{\partial\hat{y}}{\partial x}(x, h_0) + "
    r"\frac{d\hat{y}}{dh_0}\,\frac{dh_0}{dx}",
)
def _():
    graph = graph_at(X)
    return {
        "left": "complex_step(another, X)",
        "right": "y_by_x + y_by_h0 * h0_by_x",
        "another": another,
        "X": X,
        "y_by_x": graph.partial("y", "x", ["h0"]),
        "y_by_h0": graph.total("y", "h0"),
        "h0_by_x": graph.total("h0", "x"),
    }


@equation(
    "1.6",
    r"\frac{d\hat{y}}{dx} = \sum_{a \to b \text{ crosses}} \frac{d\hat{y}}{db}\;"
    r"\frac{\partial b}{\partial a}\;\frac{da}{dx}",
)
def _():
    graph = graph_at(X)
    crossing = graph.cut("y", "x", ["x", "h0"])
    return {
        "left": "complex_step(another, X)",
        "right": "sum(c.to_of * c.arrow * c.from_wrt for c in crossing)",
        "another": another,
        "X": X,
        "crossing": crossing,
    }


@equation(
    "1.7",
    r"\frac{d\hat{y}}{da} = \sum_{b \text{ with } a \to b} \frac{d\hat{y}}{db}\;"
    r"\frac{\partial b}{\partial a}",
)
def _():
    graph = graph_at(X)
    d = {"y": 1.0}  # built here, backwards, and compared with all that follows
    d["h1"] = complex_step(lambda v: another_y_of(X, h0_of(X), v), h1_of(X, h0_of(X)))
    d["h0"] = complex_step(lambda v: another_y_of(X, v, h1_of(X, v)), h0_of(X))
    heads = {a: [b for b, tails in graph.arrows.items() if a in tails] for a in graph.values}
    return {
        "pairs": [
            ("complex_step(another, X)", "sum(d[b] * arrows[b]['x'] for b in heads['x'])"),
            ("d['h0']", "sum(d[b] * arrows[b]['h0'] for b in heads['h0'])"),
        ],
        "another": another, "X": X, "d": d, "heads": heads, "arrows": graph.arrows,
    }  # fmt: skip


T = 6
RNG = np.random.default_rng(1)
H0 = -0.7
SIGNAL, TARGET = RNG.normal(size=(2, T))


def loss_from(n, h_n, w, u):
    """The loss if h[n] is `h_n` and everything later follows; with n = -1 of the network itself."""
    h, total = H0, 0.0
    for t in range(T):
        h = w * SIGNAL[t] + u * h
        if t == n:
            h = h_n
        total = total + (h - TARGET[t]) ** 2 / 2
    return total


def one_tap():
    """(h, eps, by_h): the outputs, the partials of the loss, and its totals by complex steps."""
    w, u = 0.8, -0.9
    params = core.RNNParams.from_named(w=w, u=u, b=0.0)
    h = core.RNN(core.identity).forward(params, SIGNAL, h0=H0).h[:, 0, 0]
    by_h = [complex_step(lambda v, n=n: loss_from(n, v, w, u), h[n]) for n in range(T)]
    return h, h - TARGET, np.array(by_h), w, u


@equation(
    "1.8",
    r"\frac{d\mathcal{L}}{dh[n]} = \frac{\partial\mathcal{L}}{\partial h[n]} + "
    r"\frac{d\mathcal{L}}{dh[n+1]}\,u",
)
def _():
    _, eps, by_h, _, u = one_tap()
    return {
        "left": "by_h",
        "right": "eps + np.append(by_h, 0)[1:] * u",
        "by_h": by_h,
        "eps": eps,
        "u": u,
    }


@equation("1.9", r"\frac{d\mathcal{L}}{du} = \sum_n \frac{d\mathcal{L}}{dh[n]}\;h[n-1]")
def _():
    h, _, by_h, w, u = one_tap()
    return {
        "left": "complex_step(lambda v: loss_from(-1, 0.0, w, v), u)",
        "right": "sum(by_h[n] * before[n] for n in range(0, T))",
        "loss_from": loss_from,
        "w": w,
        "u": u,
        "by_h": by_h,
        "before": np.append(H0, h)[:-1],
        "T": T,
    }


@equation(
    "1.10",
    r"\frac{d\mathcal{L}}{dh[n]} = \frac{\partial\mathcal{L}}{\partial h[n]} + "
    r"\sum_{m=1}^{T-1-n} \frac{d\mathcal{L}}{dh[n+m]}\;\frac{\partial h[n+m]}{\partial h[n]}",
)
def _():
    taps = {1: 0.7, 2: -0.4, 3: 0.2, 4: -0.9, 5: 0.6}

    def run(n=-1, h_n=0.0):
        h, total = [], 0.0
        for t in range(T):
            now = SIGNAL[t] + sum(w * h[t - m] for m, w in taps.items() if m <= t)
            h.append(h_n if t == n else now)
            total = total + (h[t] - TARGET[t]) ** 2 / 2
        return h, total

    h, _ = run()
    d = [complex_step(lambda v, n=n: run(n, v)[1], h[n]) for n in range(T)]
    eps, n = np.array(h) - TARGET, 1
    return {
        "left": "d[n]",
        "right": "eps[n] + sum(d[n + m] * step[m] for m in range(1, T - n))",
        "d": [*d, 9.0],
        "eps": eps,
        "step": taps | {0: 0.8},
        "n": n,
        "T": T,
    }
