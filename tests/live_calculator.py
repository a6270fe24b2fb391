"""A live timeline of the calculator with a control of each kind, for the tests of LiveFigure."""

from figures import LiveFigure, Timeline, choice, slider, tick
from lstm_core import CALCULATOR_X, CALCULATOR_Y, RNN, RNNParams, identity, squared_error, tanh

Y = CALCULATOR_Y[:, None, None]
LIMITS = {"x": (0, 2), "h": (0, 8), "eps": (-4, 4), "delta": (-4, 4)}


def calculator(calls=None, **more):
    """A live timeline with a control of each kind; u = 1.9 is an error."""
    timeline = Timeline(tuple(LIMITS), len(CALCULATOR_X), LIMITS)

    def update(u, scale, sigma_h, targets):
        if calls is not None:
            calls.append((u, scale, sigma_h.name, targets))
        if u == 1.9:
            raise OverflowError("u <too> large")
        cell = RNN(activation=sigma_h)
        trace = cell.forward(RNNParams.from_named(w=scale, u=u, b=0.0), CALCULATOR_X)
        loss, eps = squared_error(trace.h, Y, Y > 0)
        timeline.show(trace, cell.bptt(RNNParams.from_named(w=scale, u=u, b=0.0), trace, eps), eps,
                      Y if targets else None, Y > 0)  # fmt: skip
        return f"u = {u:.2f}: the loss is {loss:.3f}"

    controls = {
        "u": slider(0.5, -2.0, 2.0, 0.1, "u  feedback weight"),
        "scale": slider(1, 0, 3, 1, "w  feed-forward weight"),
        "sigma_h": choice({"identity": identity, "tanh": tanh}, label="σ_h"),
        "targets": tick(True, "show the targets"),
    }
    return LiveFigure(timeline.figure, update, controls, timeline.dynamic, **more)


def drag(live, name, value):
    """What arrives when the browser moves a control."""
    control = live.controls[name]
    if name == "sigma_h":
        live.controls[name].set_state({"index": [v for _, v in control.options].index(value)})
    else:
        control.set_state({"value": value})
