"""The displayed equations of lecture 04, the forget gate."""

import numpy as np

import lstm_core as core
from tests.equations import equation

T = 6
RNG = np.random.default_rng(4)
X = RNG.normal(size=T)
H0 = 0.7


def network(gate, h0=H0, x=X, w_f=0.9, u_f=-0.6, b_f=0.35):
    """A forget-gate cell on generic numbers: (cell, params, trace)."""
    cell = core.ForgetGateRNN(gate=gate)
    params = core.ForgetGateRNNParams.from_named(w_c=1, b_c=0, w_f=w_f, u_f=u_f, b_f=b_f)
    return cell, params, cell.forward(params, x, h0=[[h0]])


@equation("4.1", r"\mathcal{L} = \frac{1}{2} \sum_{t:\, y[t] > 0} \left( h[t] - y[t] \right)^2")
def _():
    h, y = RNG.normal(size=(2, T, 1, 1))
    value, _ = core.squared_error(h, y, scored=y > 0)
    return {"left": "value", "right": "0.5 * np.sum((h - y)[y > 0] ** 2)"} | locals()


@equation("4.2", r"c[t] = x[t] + f[t]\, h[t-1], \qquad h[t] = c[t]")
def _():
    _, _, trace = network(core.logistic)
    x, f, h_prev, c = X, trace.f[:, 0, 0], trace.h_prev[:, 0, 0], trace.c[:, 0, 0]
    # The left c comes from lstm_core's loop, and so does h.
    return {"pairs": [("c", "x + f * h_prev"), ("trace.h[:, 0, 0]", "c")]} | locals()


@equation("4.3", r"f[t] = \sigma_g\!\left( w_f\, x[t] + u_f\, h[t-1] + b_f \right)")
def _():
    w_f, u_f, b_f = 0.9, -0.6, 0.35
    f, h_prev = [], []
    for sigma_g in (core.crelu, core.logistic):
        _, _, trace = network(sigma_g, w_f=w_f, u_f=u_f, b_f=b_f)
        f.append(trace.f[:, 0, 0])
        h_prev.append(trace.h_prev[:, 0, 0])
    f, h_prev, x = np.array(f), np.array(h_prev), X

    def sigma_g(z):
        return np.stack([core.crelu(z[0]), core.logistic(z[1])])

    return {"left": "f", "right": "sigma_g(w_f * x + u_f * h_prev + b_f)"} | locals()


@equation("4.4", r"\text{CReLU}(z) = \min\left(1,\ \max(0,\ z)\right)")
def _():
    z = np.array([-1.3, -0.2, 0.3, 0.8, 1.4, 2.9])
    return {
        "left": "core.crelu(z)",
        "right": "np.minimum(1, np.maximum(0, z))",
        "core": core,
        "z": z,
    }


@equation("4.5", r"\sigma(z) = \frac{1}{1 + e^{-z}}")
def _():
    z = np.array([-2.3, -0.4, 0.7, 1.9])
    return {"left": "core.logistic(z)", "right": "1.0 / (1.0 + np.exp(-z))", "core": core, "z": z}


@equation("4.6", r"\dot\sigma(z) = \sigma(z)\left(1 - \sigma(z)\right)")
def _():
    z = np.array([-2.3, -0.4, 0.7, 1.9])
    logistic = core.logistic
    right = "logistic(z) * (1 - logistic(z))"
    pairs = [("central(logistic, z)", right), ("logistic.slope(logistic(z))", right)]
    return {"pairs": pairs, "logistic": logistic, "z": z}


@equation(
    "4.7",
    r"\dot\sigma(z) = \begin{cases} 1 & 0 < z < 1 \\ 0 & \text{otherwise} \end{cases}",
)
def _():
    z = np.array([-1.3, -0.2, 0.3, 0.8, 1.4, 2.9])
    right = "np.where((0 < z) & (z < 1), 1.0, 0.0)"
    kinks = np.array([0.0, 1.0])  # where a difference can't judge: the convention is lstm_core's
    assert not core.crelu.slope(core.crelu(kinks)).any()
    pairs = [("central(crelu, z)", right), ("crelu.slope(crelu(z))", right)]
    return {"pairs": pairs, "crelu": core.crelu, "z": z}


def calculator(gate, **weights):
    """The lecture's signal, its loss as a function of one weight, and what flows backwards."""
    x, y = core.CALCULATOR_X, core.CALCULATOR_Y

    def L(**changed):
        _, _, trace = network(gate, h0=H0, x=x, **weights | changed)
        return core.squared_error(trace.h, y, scored=y > 0)[0]

    cell, params, trace = network(gate, h0=H0, x=x, **weights)
    _, eps = core.squared_error(trace.h, y, scored=y > 0)
    return L, trace, cell.bptt(params, trace, eps)


@equation(
    "4.8",
    r"\frac{d\mathcal{L}}{dw_f}"
    r" = \sum_t \frac{d\mathcal{L}}{df[t]}\; \dot\sigma_g(z[t])\; x[t]",
)
def _():
    w_f, u_f, b_f = 0.5, 0.2, 0.3
    L, trace, deltas = calculator(core.logistic, w_f=w_f, u_f=u_f, b_f=b_f)
    x, h_prev = core.CALCULATOR_X, trace.h_prev[:, 0, 0]
    dL_df = deltas.f[:, 0, 0]
    z = w_f * x + u_f * h_prev + b_f

    def slope(z):
        return core.logistic.slope(core.logistic(z))

    pairs = [
        ("central(lambda w: L(w_f=w), w_f)", "np.sum(dL_df * slope(z) * x)"),
        # The two that the text gives in words.
        ("central(lambda u: L(u_f=u), u_f)", "np.sum(dL_df * slope(z) * h_prev)"),
        ("central(lambda b: L(b_f=b), b_f)", "np.sum(dL_df * slope(z))"),
    ]
    return locals()


@equation("4.9", r"\frac{dh[t]}{dh[t-1]} = f[t] + \dot\sigma_g(z[t])\, u_f\, h[t-1]")
def _():
    w_f, u_f, b_f, x, h_prev = 0.9, -0.6, 0.35, 1.7, 0.8

    def h(h_prev):
        return network(core.logistic, h0=h_prev, x=[x], w_f=w_f, u_f=u_f, b_f=b_f)[2].h.item()

    f = core.logistic(w_f * x + u_f * h_prev + b_f)
    slope = core.logistic.slope(f)
    return {"left": "central(h, h_prev)", "right": "f + slope * u_f * h_prev"} | locals()


@equation("4.10", r"\frac{dh[7]}{dh[0]} = \prod_{t=1}^{7} \frac{dh[t]}{dh[t-1]}")
def _():
    x, u_f, b_f = core.CALCULATOR_X, 1.0, -1.5

    def h7(h0):  # h[0] is given, so the steps are t = 1 .. 7
        trace = network(core.logistic, h0=h0, x=x[1:], w_f=0.0, u_f=u_f, b_f=b_f)[2]
        return trace.h[-1].item()

    _, _, trace = network(core.logistic, h0=0.4, x=x, w_f=0.0, u_f=u_f, b_f=b_f)
    f, h_prev, h0 = trace.f[:, 0, 0], trace.h_prev[:, 0, 0], trace.h[0].item()
    step = f + core.logistic.slope(f) * u_f * h_prev  # by (4.9)
    return {"left": "central(h7, h0)", "right": "np.prod(step[1:])"} | locals()
