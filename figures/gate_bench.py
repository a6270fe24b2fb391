"""A bench for a gate that is set by hand: one signal over time, and others that nobody tuned for.

bench = GateBench("x", "f", "h")
right = bench.show(trace, y, unseen_trace, unseen_y)
controls = gate_sliders("f", b=1.0)

The sliders are the three weights of one gate; what they do to the network is the notebook's affair.
"""

from figures.beside import Beside
from figures.live import slider
from figures.timeline import Timeline
from figures.unseen import Unseen
from lstm_core import crelu, logistic

GATES = {"CReLU": crelu, "logistic": logistic}
LIMITS = {"x": (0, 2), "c": (0, 8), "h": (0, 8)}
LARGEST = 55  # of the answers that the unseen signals ask for
HEARS = {"w": "hears the input", "u": "hears the last output", "b": "bias"}


class GateBench(Beside):
    """Left the rows of a signal of T steps, right the same weights on unseen signals."""

    def __init__(self, *rows, T=8, digits=4):
        super().__init__(Timeline(rows, T, LIMITS, digits=digits), Unseen, largest=LARGEST)

    def show(self, trace, y, unseen, unseen_y, positive_only=False):
        """Two traces with their targets; returns how many unseen answers are right.

        positive_only: a target of 0 asks for nothing, as long as nobody has to be silent.
        """
        scored = (y > 0, unseen_y > 0) if positive_only else (None, None)
        self.timeline.show(trace, y=y, scored=scored[0])
        return self.panel.show(unseen.h, unseen_y, scored[1])


def gate_sliders(gate, w=0.0, u=0.0, b=0.0, highest_bias=2.0):
    """The sliders of one gate's three weights, by name: w_f, u_f, b_f for the gate "f"."""
    highest = {"w": 2.0, "u": 2.0, "b": highest_bias}
    return {
        f"{k}_{gate}": slider(float(at), -2.0, highest[k], 0.01, f"{k}_{gate}  {HEARS[k]}")
        for k, at in (("w", w), ("u", u), ("b", b))
    }


def gate_weights(gate, w, u, b):
    """The same three as plain numbers, for a preset."""
    return {f"w_{gate}": w, f"u_{gate}": u, f"b_{gate}": b}


def heard(trace, params):
    """z[t] = w_f x[t] + u_f h[t-1] + b_f (T,): what a forget gate of one unit hears of one signal.

    Read off a trace that has been made; nothing is run here.
    """
    w_f, u_f, b_f = (params.named()[name].item() for name in ("w_f", "u_f", "b_f"))
    return (w_f * trace.x + u_f * trace.h_prev + b_f).ravel()
