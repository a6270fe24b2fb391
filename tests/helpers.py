"""What the tests of lstm_core share: every cell, random problems for it, and an own difference."""

from contextlib import contextmanager
from dataclasses import fields
from typing import NamedTuple

import numpy as np
import pytest

from lstm_core import (
    GRU,
    LSTM,
    RNN,
    ForgetGateRNN,
    ForgetGateRNNParams,
    GRUParams,
    LSTMParams,
    PeepholeLSTM,
    PeepholeLSTMParams,
    RNNParams,
    crelu,
    identity,
    logistic,
    sgd,
    squared_error,
    tanh,
)

STEP = 1e-5  # the h of the central differences
MARGIN = 20 * STEP  # pre-activations keep farther than this from CReLU's kinks
LARGEST = 3.0  # and from numbers that would drown a difference: gates without bounds explode
NONLINEARITIES = (identity, crelu, logistic, tanh)


def w_u_b(names):
    """The letters of w_, u_, b_ for each of the named variables."""
    letters = {"w": "DH", "u": "HH", "b": "H"}
    return {f"{array}_{name}": letters[array] for name in names for array in "wub"}


class Kind(NamedTuple):
    """A cell as the tests make it; ``letters`` gives the shape of each array of its params."""

    name: str
    make: type
    params: type
    letters: dict
    settings: dict

    @property
    def has_memory(self):
        """True for the cells with a c of their own: they take c0 and c_end."""
        return issubclass(self.make, LSTM)

    def cell(self, gate=logistic, activation=tanh):
        gates = {} if self.make is RNN else {"gate": gate}
        return self.make(activation=activation, **gates, **self.settings)

    def random(self, rng, D, H, lead=()):
        """Random params; the biases lie around ½, so that a CReLU is met inside and outside."""
        size = {"D": D, "H": H}
        arrays = {
            name: rng.normal(0.5 * (letters == "H"), 0.5, (*lead, *(size[k] for k in letters)))
            for name, letters in self.letters.items()
        }
        return self.params.from_named(**arrays)


SIMPLE = {"w": "DH", "u": "HH", "b": "H"}
FORGET = {"w_c": "DH", "b_c": "H", **w_u_b("f")}
DIAGONAL = w_u_b("ifoc") | {"p_i": "H", "p_f": "H", "p_o": "H"}
FULL = w_u_b("ifoc") | {"p_i": "HH", "p_f": "HH", "p_o": "HH"}
KINDS = {
    kind.name: kind
    for kind in (
        Kind("RNN", RNN, RNNParams, SIMPLE, {}),
        Kind("ForgetGateRNN", ForgetGateRNN, ForgetGateRNNParams, FORGET, {}),
        Kind("LSTM", LSTM, LSTMParams, w_u_b("ifoc"), {}),
        Kind("LSTM-of-1997", LSTM, LSTMParams, w_u_b("ifoc"), {"forget": False}),
        Kind("PeepholeLSTM", PeepholeLSTM, PeepholeLSTMParams, DIAGONAL, {}),
        Kind("PeepholeLSTM-full", PeepholeLSTM, PeepholeLSTMParams, FULL, {}),
        Kind("GRU", GRU, GRUParams, w_u_b("rzn"), {}),
        Kind(
            "GRU-reset-after", GRU, GRUParams, w_u_b("rzn") | {"b_hn": "H"}, {"reset_after": True}
        ),
    )
}
every_kind = pytest.mark.parametrize("kind", [pytest.param(k, id=n) for n, k in KINDS.items()])
every_combination = pytest.mark.parametrize(
    ("kind", "gate", "activation"),
    [
        pytest.param(kind, gate, activation, id=f"{kind.name}-{gate}-{activation}")
        for kind in KINDS.values()
        for gate in (NONLINEARITIES if kind.make is not RNN else [logistic])
        for activation in NONLINEARITIES
    ],
)


class Problem(NamedTuple):
    """A cell with params, a signal, an initial state, and the random weights of a summed loss."""

    kind: Kind
    cell: object
    params: object
    x: np.ndarray
    h0: np.ndarray
    c0: np.ndarray | None
    on_h: np.ndarray  # (T, B, H): the loss is Σ on_h h ...
    on_c: np.ndarray | None  # (B, H): ... + Σ on_c c[T-1]

    @property
    def state(self):
        return {"h0": self.h0} | ({"c0": self.c0} if self.kind.has_memory else {})

    @property
    def c_end(self):
        return {"c_end": self.on_c} if self.kind.has_memory else {}

    def forward(self, **changed):
        """The trace, with some of x, h0, c0 or of the named weights changed."""
        given = {"x": self.x, **self.state}
        given |= {name: changed.pop(name) for name in list(changed) if name in given}
        params = self.params.replace(**changed) if changed else self.params
        return self.cell.forward(params, **given)

    def loss(self, **changed):
        trace = self.forward(**changed)
        at_end = np.sum(self.on_c * trace.c_from_start[-1]) if self.kind.has_memory else 0.0
        return np.sum(self.on_h * trace.h) + at_end

    def backward(self):
        """The trace and the deltas of that loss."""
        trace = self.forward()
        return trace, self.cell.bptt(self.params, trace, self.on_h, **self.c_end)


def random_problem(kind, rng, T=4, B=2, D=2, H=3, gate=logistic, activation=tanh):
    memory = kind.has_memory
    return Problem(
        kind,
        kind.cell(gate, activation),
        kind.random(rng, D, H),
        x=rng.normal(size=(T, B, D)),
        h0=rng.normal(size=(B, H)),
        c0=rng.normal(size=(B, H)) if memory else None,
        on_h=rng.normal(size=(T, B, H)),
        on_c=rng.normal(size=(B, H)) if memory else None,
    )


def arguments_met(problem):
    """What the gate and the activation are called with in the forward pass: two flat arrays.

    Both nonlinearities are replaced by ones that listen, so this knows nothing of the cell.
    """
    met = {"gate": [], "activation": []}

    def listening(role):
        sigma = getattr(problem.cell, role)

        def function(z, **out):
            met[role].append(np.ravel(z).copy())
            return sigma.function(z, **out)

        return sigma._replace(function=function)

    roles = ["activation"] if problem.kind.make is RNN else ["gate", "activation"]
    cell = problem.kind.cell(**{role: listening(role) for role in roles})
    problem._replace(cell=cell).forward()
    return {role: np.concatenate(met[role]) for role in roles}


def judgeable(problem):
    """True if nothing explodes and each CReLU is met inside and outside of (0, 1), not near it."""
    for role, z in arguments_met(problem).items():
        if np.max(abs(z)) > LARGEST:
            return False
        if getattr(problem.cell, role) is crelu:
            inside = (z > 0) & (z < 1)
            near = np.minimum(abs(z), abs(z - 1)) <= MARGIN
            if near.any() or inside.all() or not inside.any():
                return False
    return True


def smooth_problem(kind, rng, **sizes):
    """A random problem that a difference of ``STEP`` can judge: redrawn until it can."""
    problem = random_problem(kind, rng, **sizes)
    while not judgeable(problem):
        problem = random_problem(kind, rng, **sizes)
    return problem


def central(function, at, h=STEP):
    """The central differences (function(at + h) - function(at - h)) / 2h, shaped as ``at``."""
    at = np.asarray(at, float)
    slopes = np.empty(at.shape)
    for index in np.ndindex(at.shape):
        ends = []
        for sign in (1, -1):
            moved = at.copy()
            moved[index] = at[index] + sign * h
            ends.append(function(moved))
        slopes[index] = (ends[0] - ends[1]) / (2 * h)
    return slopes


def assert_close(got, expected, tolerance, name=""):
    """Equal shapes, and entries that differ by ``tolerance`` times the larger of 1 and the size."""
    got, expected = np.asarray(got), np.asarray(expected)
    assert got.shape == expected.shape, f"{name}: {got.shape} for {expected.shape}"
    off = abs(got - expected) / np.maximum(1.0, abs(expected))
    assert np.all(off <= tolerance), f"{name} is off by {np.max(off):.3g}:\n{got}\nfor\n{expected}"


@contextmanager
def refused(*needed):
    """A ValueError whose message begins with the first of these texts and has the others too."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the message is looked at below)
        yield
    message = str(caught.value)
    assert message.startswith(needed[0]), f"the message does not begin with {needed[0]}: {message}"
    missing = [text for text in needed if text not in message]
    assert not missing, f"the message lacks {missing}: {message}"


def arrays_of(*results):
    """Every array in traces, deltas, params, tuples and arrays, and every public view of them."""
    found = []
    for result in results:
        if isinstance(result, np.ndarray):
            found.append(result)
        elif isinstance(result, tuple):
            found += arrays_of(*result)
        elif result is not None and not isinstance(result, float | bool):
            views = [n for n in dir(type(result)) if not n.startswith("_")]
            names = [f.name for f in fields(result)] + views
            found += [v for v in (getattr(result, n) for n in names) if isinstance(v, np.ndarray)]
    return found


def everything(p):
    """All that the functions return for a problem."""
    trace, deltas = p.backward()
    grads = p.cell.weight_gradient(trace, deltas)
    dx = p.cell.input_gradient(p.params, deltas)
    value, eps = squared_error(trace.h, p.on_h)
    return trace, deltas, grads, dx, value, eps, sgd(p.params, grads, 0.1)
