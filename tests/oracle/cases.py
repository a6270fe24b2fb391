"""What the oracles are asked about: a cell, its weights, a signal, a state, a loss, a readout.

``Case.loss_of`` is the oracles' side, on tests/oracle/equations.py alone; ``core`` is lstm_core's.
Both speak of the same arrays by the same names: the weights, x, h0, c0, readout.v, readout.b.
"""

from functools import partial
from typing import NamedTuple

import numpy as np
from hypothesis import Phase, assume, settings
from hypothesis import strategies as st

import lstm_core
from tests.helpers import KINDS
from tests.oracle import equations

PRECISION = 1e-12
LARGEST = 8.0  # of all states: in a net that explodes, so does its rounding
SMOOTH = ("logistic", "tanh", "identity")


class Case(NamedTuple):
    kind: str
    gate: str
    activation: str
    arrays: dict  # everything that can be differentiated by
    loss: str
    y: np.ndarray  # (T, B, O)
    classes: bool  # give the target to lstm_core as classes
    scored: np.ndarray | None  # booleans, (T, B), or (T, B, H) for the squared error

    @property
    def cell(self):
        return KINDS[self.kind].cell(*(getattr(lstm_core, n) for n in (self.gate, self.activation)))

    @property
    def weights(self):
        return {n: self.arrays[n] for n in KINDS[self.kind].letters}

    @property
    def params(self):
        return KINDS[self.kind].params.from_named(**self.weights)

    @property
    def state(self):
        return {n: self.arrays[n] for n in ("h0", "c0") if n in self.arrays}

    @property
    def readout(self):
        if "readout.v" not in self.arrays:
            return None
        return lstm_core.ReadoutParams(self.arrays["readout.v"], self.arrays["readout.b"])

    @property
    def target(self):
        return self.y.argmax(axis=-1) if self.classes else self.y

    @property
    def core_loss(self):
        return partial(getattr(lstm_core, self.loss), scored=self.scored)

    def run(self, xp, a, start=0, end=None, state=None):
        """All h and c of the steps start .. end-1, by the plain equations, from the arrays a.

        xp: NumPy, or what stands for it: autograd.numpy, torch.
        """
        h, c = state or (a["h0"], a.get("c0"))
        x = a["x"][start:end]
        return equations.run(xp, self.kind, a, x, h, c, self.gate, self.activation)

    def loss_of(self, xp, a, h, steps=slice(None), constant=lambda array: array):
        """The loss of the states h (a list, as ``run`` gives it) on the given steps."""
        h = xp.stack(h)
        z = h @ a["readout.v"] + a["readout.b"] if "readout.v" in a else h
        count = self.y if self.loss == "squared_error" else self.y[..., 0]
        scored = np.ones(count.shape) if self.scored is None else 1.0 * self.scored
        return equations.LOSSES[self.loss](xp, z, constant(self.y[steps]), constant(scored[steps]))

    def total(self, xp, a, **kwargs):
        return self.loss_of(xp, a, self.run(xp, a)[0], **kwargs)


def core(case):
    """lstm_core's value and its derivative by every array, by name; steps 1 to 4 one by one."""
    cell, params = case.cell, case.params
    trace = cell.forward(params, case.arrays["x"], **case.state)
    grads = {}
    if case.readout is None:
        value, eps = case.core_loss(trace.h, case.target)
    else:
        logits = lstm_core.readout(case.readout, trace.h)
        value, dlogits = case.core_loss(logits, case.target)
        top, eps = lstm_core.readout_gradient(case.readout, trace.h, dlogits)
        grads |= {f"readout.{name}": array for name, array in top.named().items()}
    deltas = cell.bptt(params, trace, eps)
    grads |= cell.weight_gradient(trace, deltas).named()
    grads["x"] = cell.input_gradient(params, deltas)
    return value, grads | {name: getattr(deltas, name) for name in case.state}


def in_four_lines(case):
    """The same from ``gradient``: the value and the weights, the readout's too."""
    value, grads = lstm_core.gradient(
        case.cell, case.params, case.arrays["x"], case.target, case.core_loss, case.readout,
        **case.state,
    )  # fmt: skip
    return value, by_name(grads)


def by_name(grads):
    """A cell's gradient, or the pair (a cell's, a readout's), as a dict."""
    own, top = grads if type(grads) is tuple else (grads, None)
    return own.named() | ({f"readout.{n}": a for n, a in top.named().items()} if top else {})


def assert_same(got, expected, precision=PRECISION):
    """Equal names and shapes; no entry off by more than the precision times the largest of all.

    Where all is nearly 0, as when h meets its target, 0.01 stands for the largest.
    """
    assert got.keys() == expected.keys()
    got = {name: np.asarray(array) for name, array in got.items()}
    expected = {name: np.asarray(array) for name, array in expected.items()}
    shapes = {name: array.shape for name, array in expected.items()}
    assert {name: array.shape for name, array in got.items()} == shapes
    largest = max([0.01, *(abs(a).max(initial=0.0) for a in expected.values())])
    off = {n: abs(got[n] - a).max(initial=0.0) / largest for n, a in expected.items()}
    wrong = {n: (o, got[n], expected[n]) for n, o in off.items() if not o <= precision}
    assert not wrong, f"name: (off by, got, expected): {wrong}"


def assert_agrees(case, value, grads):
    """lstm_core, step by step and in four lines, against an oracle's value and derivatives."""
    got, derivatives = core(case)
    assert_same({"value": got} | derivatives, {"value": value} | grads)
    weights = {n: a for n, a in grads.items() if n not in ("x", "h0", "c0")}
    got, derivatives = in_four_lines(case)
    assert_same({"value": got} | derivatives, {"value": value} | weights)


@st.composite
def cases(draw, kind, nonlinearities=(*SMOOTH, "crelu"), largest=(5, 3, 3, 3), readout=True):
    """Any shapes up to (T, B, D, H), any nonlinearities, loss, readout; numbers in sixteenths.

    Sixteenths are so exact that CReLU's kinks are met, and small enough that nothing explodes.
    """
    T, B, D, H = (draw(st.integers(1, most)) for most in largest)
    loss = draw(st.sampled_from(sorted(equations.LOSSES)))
    O = draw(st.sampled_from([None, 1, 2, 3] if readout else [None]))  # noqa: E741 (the letter of the readout's shape)
    size = {"D": D, "H": H}
    shapes = {n: [size[k] for k in letters] for n, letters in KINDS[kind].letters.items()}
    shapes |= {"x": (T, B, D), "h0": (B, H)}
    shapes |= {"c0": (B, H)} if KINDS[kind].has_memory else {}
    shapes |= {"readout.v": (H, O), "readout.b": (O,)} if O else {}
    rest = (T, B, O or H)
    pool = draw(numbers(sum(int(np.prod(s)) for s in (*shapes.values(), rest))))
    arrays, used = {}, 0
    for name, shape in {**shapes, "y": rest}.items():
        count = int(np.prod(shape))
        arrays[name] = pool[used : used + count].reshape(shape)
        used += count
    y, classes = arrays.pop("y"), False
    if loss == "binary_cross_entropy":
        y = abs(y) / 2
    elif loss == "softmax_cross_entropy":
        y, classes = abs(y) + 0.125, draw(st.booleans())
        y = y / y.sum(axis=-1, keepdims=True)
        y = np.eye(rest[-1])[y.argmax(axis=-1)] if classes else y
    counted = rest if loss == "squared_error" else rest[:2]
    scored = draw(numbers(int(np.prod(counted)))).reshape(counted) > 0
    gate, activation = (draw(st.sampled_from(nonlinearities)) for _ in "gh")
    scored = draw(st.sampled_from([None, scored]))
    case = Case(kind, gate, activation, arrays, loss, y, classes, scored)
    with np.errstate(over="ignore", invalid="ignore"):
        states = case.run(np, arrays)
    assume(all(abs(s).max() <= LARGEST for some in states for s in some if s is not None))
    return case


def drawn(examples):
    """The same cases in every run; where one fails hypothesis makes it small, but no more."""
    phases = (Phase.explicit, Phase.generate, Phase.shrink)
    return settings(
        deadline=None, derandomize=True, database=None, max_examples=examples, phases=phases
    )


def numbers(count):
    sixteenths = st.lists(st.integers(-20, 20), min_size=count, max_size=count)
    return sixteenths.map(lambda values: np.array(values, float) / 16)
