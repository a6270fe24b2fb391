"""The displayed equations of lecture 08, the worked example: one unit, two inputs, two steps.

Generic numbers in place of the handout's. The judges are `lstm_core` and differences of the loss.
"""

import math

import numpy as np

import lstm_core as core
from tests.equations import equation

RNG = np.random.default_rng(8)
X, Y = RNG.normal(size=(2, 2)), RNG.normal(size=2)
H0, C0 = 0.4, -0.7
WEIGHTS = {f"{k}{n}": float(RNG.normal()) for k in "cifo" for n in (1, 2)}  # w_c1 is "c1"
WEIGHTS |= {f"{a}_{k}": float(RNG.normal()) for a in "ub" for k in "cifo"}


def params(w):
    named = {f"w_{k}": [[w[f"{k}1"]], [w[f"{k}2"]]] for k in "cifo"}
    return core.LSTMParams.from_named(
        **named, **{f"{a}_{k}": w[f"{a}_{k}"] for a in "ub" for k in "cifo"}
    )


def network(w=WEIGHTS):
    """(trace, eps, deltas) by `lstm_core`."""
    cell = core.LSTM()
    trace = cell.forward(params(w), X, h0=[[H0]], c0=[[C0]])
    _, eps = core.squared_error(trace.h, Y)
    return trace, eps, cell.bptt(params(w), trace, eps)


def loss_of(w):
    return core.squared_error(network(w)[0].h, Y)[0]


def logistic(z):
    return 1 / (1 + np.exp(-z))


def pushed_loss(gate, at, push):
    """The loss by plain arithmetic if what `gate` hears at step `at` is larger by `push`."""
    w, h, c, loss = WEIGHTS, H0, C0, 0.0
    for t in range(2):
        z = {k: w[f"{k}1"] * X[t, 0] + w[f"{k}2"] * X[t, 1] + w[f"u_{k}"] * h + w[f"b_{k}"]
             for k in "cifo"}  # fmt: skip
        z["c" if gate == "g" else gate] += push * (t == at)
        i, f, o = (logistic(z[k]) for k in "ifo")
        c = f * c + i * math.tanh(z["c"])
        h = o * math.tanh(c)
        loss += (h - Y[t]) ** 2 / 2
    return loss


def pushed_losses(gate):
    """The two losses, pushed at t = 0 and at t = 1, as a function of the push."""
    return lambda push: np.array([pushed_loss(gate, t, push) for t in range(2)])


@equation(
    "8.1",
    r"""\begin{aligned}
g[t] &= \tanh\left(w_{c1}\,x_1[t] + w_{c2}\,x_2[t] + u_c\,h[t-1] + b_c\right) \\
i[t] &= \sigma\left(w_{i1}\,x_1[t] + w_{i2}\,x_2[t] + u_i\,h[t-1] + b_i\right) \\
f[t] &= \sigma\left(w_{f1}\,x_1[t] + w_{f2}\,x_2[t] + u_f\,h[t-1] + b_f\right) \\
o[t] &= \sigma\left(w_{o1}\,x_1[t] + w_{o2}\,x_2[t] + u_o\,h[t-1] + b_o\right)
\end{aligned}""",
)
def _():
    trace, w = network()[0], WEIGHTS
    x1, x2, h_prev = trace.x[:, 0, 0], trace.x[:, 0, 1], trace.h_prev[:, 0, 0]
    pairs = [
        (
            f"trace.{k}[:, 0, 0]",
            f"{s}(w['{n}1'] * x1 + w['{n}2'] * x2 + w['u_{n}'] * h_prev + w['b_{n}'])",
        )
        for k, n, s in (
            ("g", "c", "np.tanh"),
            ("i", "i", "logistic"),
            ("f", "f", "logistic"),
            ("o", "o", "logistic"),
        )
    ]
    return dict(pairs=pairs, trace=trace, w=w, x1=x1, x2=x2, h_prev=h_prev, logistic=logistic)


@equation(
    "8.2",
    r"""\begin{aligned}
c[t] &= f[t]\,c[t-1] + i[t]\,g[t] \\
h[t] &= o[t]\,\tanh(c[t])
\end{aligned}""",
)
def _():
    trace = network()[0]
    names = {s: getattr(trace, s)[:, 0, 0] for s in ("i", "f", "o", "g", "c", "c_prev", "h")}
    pairs = [("c", "f * c_prev + i * g"), ("h", "o * np.tanh(c)")]
    return dict(pairs=pairs, **names)


@equation(
    "8.3",
    r"""\begin{aligned}
\frac{d\mathcal{L}}{dz_g[t]} &= \frac{d\mathcal{L}}{dc[t]}\,i[t]\,\left(1 - g[t]^2\right)
    \\
\frac{d\mathcal{L}}{dz_i[t]} &= \frac{d\mathcal{L}}{dc[t]}\,g[t]\,i[t]\,\left(1 -
    i[t]\right) \\
\frac{d\mathcal{L}}{dz_f[t]} &= \frac{d\mathcal{L}}{dc[t]}\,c[t-1]\,f[t]\,\left(1 -
    f[t]\right) \\
\frac{d\mathcal{L}}{dz_o[t]} &= \frac{d\mathcal{L}}{dh[t]}\,\tanh(c[t])\,o[t]\,\left(1 -
    o[t]\right)
\end{aligned}""",
)
def _():
    trace, _, deltas = network()
    names = {s: getattr(trace, s)[:, 0, 0] for s in ("i", "f", "o", "g", "c", "c_prev")}
    dc, dh = deltas.c[:, 0, 0], deltas.h[:, 0, 0]
    pairs = [
        ("central(pushed['g'], 0.0)", "dc * i * (1 - g**2)"),
        ("central(pushed['i'], 0.0)", "dc * g * i * (1 - i)"),
        ("central(pushed['f'], 0.0)", "dc * c_prev * f * (1 - f)"),
        ("central(pushed['o'], 0.0)", "dh * np.tanh(c) * o * (1 - o)"),
    ]
    return dict(pairs=pairs, pushed={k: pushed_losses(k) for k in "gifo"}, dc=dc, dh=dh, **names)


@equation(
    "8.4",
    r"""\mathrm{back}[t] = u_c\,\frac{d\mathcal{L}}{dz_g[t]} + u_i\,\frac{d\mathcal{L}}{dz_i[t]} +
    u_f\,\frac{d\mathcal{L}}{dz_f[t]} + u_o\,\frac{d\mathcal{L}}{dz_o[t]}""",
)
def _():
    _, eps, deltas = network()
    w = WEIGHTS
    back = np.array([deltas.h0.item(), (deltas.h[0] - eps[0]).item()])  # at t = 0, at t = 1
    dz = {k: getattr(deltas, f"pre_{k}")[:, 0, 0] for k in "gifo"}
    right = "w['u_c'] * dz['g'] + w['u_i'] * dz['i'] + w['u_f'] * dz['f'] + w['u_o'] * dz['o']"
    return dict(left="back", right=right, back=back, dz=dz, w=w)


@equation(
    "8.5",
    r"""\begin{aligned}
\frac{d\mathcal{L}}{dh[0]} &= h[0] - y[0] + \mathrm{back}[1] \\
\frac{d\mathcal{L}}{dc[0]} &= \frac{d\mathcal{L}}{dh[0]}\,o[0]\,\left(1 -
    \tanh^2(c[0])\right) + \frac{d\mathcal{L}}{dc[1]}\,f[1]
\end{aligned}""",
)
def _():
    trace, _, deltas = network()
    h, c, o, f = (getattr(trace, s)[:, 0, 0] for s in "hcof")
    dh, dc, w = deltas.h[:, 0, 0], deltas.c[:, 0, 0], WEIGHTS
    names = {"c": "g", "i": "i", "f": "f", "o": "o"}
    back = sum(w[f"u_{n}"] * getattr(deltas, f"pre_{k}")[1].item() for n, k in names.items())
    pairs = [
        ("dh[0]", "h[0] - Y[0] + back"),
        ("dc[0]", "dh[0] * o[0] * (1 - np.tanh(c[0])**2) + dc[1] * f[1]"),
    ]
    return dict(pairs=pairs, h=h, c=c, o=o, f=f, dh=dh, dc=dc, back=back, Y=Y)


@equation(
    "8.6",
    r"""\frac{d\mathcal{L}}{dw_{i1}} = \sum_{t=0}^{1} \frac{d\mathcal{L}}{dz_i[t]}\,x_1[t], \qquad
\frac{d\mathcal{L}}{du_i} = \sum_{t=0}^{1} \frac{d\mathcal{L}}{dz_i[t]}\,h[t-1], \qquad
\frac{d\mathcal{L}}{db_i} = \sum_{t=0}^{1} \frac{d\mathcal{L}}{dz_i[t]}""",
)
def _():
    trace, _, deltas = network()
    dz, x1, h_prev = deltas.pre_i[:, 0, 0], trace.x[:, 0, 0], trace.h_prev[:, 0, 0]

    def by(name):
        return lambda value: loss_of(WEIGHTS | {name: value})

    pairs = [
        ("central(by('i1'), w['i1'])", "sum(dz[t] * x1[t] for t in range(2))"),
        ("central(by('u_i'), w['u_i'])", "sum(dz[t] * h_prev[t] for t in range(2))"),
        ("central(by('b_i'), w['b_i'])", "np.sum(dz)"),
    ]
    return dict(pairs=pairs, by=by, w=WEIGHTS, dz=dz, x1=x1, h_prev=h_prev)


@equation(
    "8.7",
    r"""\inf_{h[1] < 1} \tfrac{1}{2}\left(h[1] - 1.25\right)^2 = \tfrac{1}{2}\left(1 -
    1.25\right)^2 = 0.03125""",
)
def _():
    full = WEIGHTS | {"b_o": 40.0, "b_i": 40.0, "b_f": 40.0, "b_c": 40.0, "u_c": 0.0}
    h = network(full)[0].h[:, 0, 0]  # every gate open, c[1] near 2: tanh c is not yet 1
    c0 = core.LSTM().forward(params(full), X, c0=[[40.0]]).h[1].item()
    assert h[1] < 1
    return dict(left="0.5 * (c0 - 1.25) ** 2", right=["0.5 * (1 - 1.25) ** 2", "0.03125"], c0=c0)
