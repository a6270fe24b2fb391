"""Every gradient against central differences, for every cell with every pair of nonlinearities.

The loss is a random weighted sum of all h[t] (and of the last c): every step has an eps of its own.
CReLU has kinks where no difference can judge; ``smooth_problem`` stays clear of them.
"""

import numpy as np
import pytest

from lstm_core import crelu, gradient, identity, logistic, squared_error, tanh
from tests.helpers import (
    KINDS,
    MARGIN,
    STEP,
    arguments_met,
    assert_close,
    central,
    every_combination,
    every_kind,
    judgeable,
    random_problem,
    smooth_problem,
)

TOLERANCE = 1e-7


def assert_gradients(problem):
    """dL/d· of every named weight, of x and of the initial state."""
    trace, deltas = problem.backward()
    got = problem.cell.weight_gradient(trace, deltas).named()
    got["x"] = problem.cell.input_gradient(problem.params, deltas)
    got |= {name: getattr(deltas, name) for name in problem.state}
    at = problem.params.named() | {"x": problem.x} | problem.state
    assert got.keys() == at.keys()
    for name, value in at.items():
        expected = central(lambda moved, name=name: problem.loss(**{name: moved}), value)
        assert_close(got[name], expected, TOLERANCE, name)


@every_combination
def test_gradients_match_central_differences(kind, gate, activation):
    rng = np.random.default_rng(18)
    assert_gradients(smooth_problem(kind, rng, gate=gate, activation=activation))


@pytest.mark.parametrize(
    "sizes",
    [(1, 1, 1, 1), (1, 3, 2, 2), (7, 1, 1, 1), (5, 1, 3, 1), (3, 4, 1, 2), (6, 2, 3, 4)],
    ids=lambda sizes: "T{} B{} D{} H{}".format(*sizes),
)
@every_kind
def test_gradients_for_every_shape(kind, sizes):
    T, B, D, H = sizes
    problem = random_problem(kind, np.random.default_rng(T + B + D + H), T, B, D, H)
    assert_gradients(problem)


@pytest.mark.parametrize("scored", [False, True], ids=["all steps", "some steps"])
@every_kind
def test_gradient_of_the_squared_error(kind, scored):
    rng = np.random.default_rng(4)
    p = random_problem(kind, rng, gate=logistic, activation=tanh)
    y = rng.normal(size=p.on_h.shape)
    mask = rng.random(y.shape) < 0.4 if scored else None
    where = mask if scored else np.ones(y.shape, bool)

    def loss(h, y):
        return squared_error(h, y, scored=mask)

    def plain(**changed):
        return 0.5 * sum((p.forward(**changed).h[where] - y[where]) ** 2)

    value, grads = gradient(p.cell, p.params, p.x, y, loss, **p.state)
    assert_close(value, plain(), 1e-12)
    for name, array in p.params.named().items():
        expected = central(lambda moved, name=name: plain(**{name: moved}), array)
        assert_close(grads.named()[name], expected, TOLERANCE, name)


@pytest.mark.parametrize("t", [0, 1, 3])
@pytest.mark.parametrize("activation", [identity, tanh], ids=repr)
@pytest.mark.parametrize("kind", [KINDS["LSTM"], KINDS["LSTM-of-1997"]], ids=lambda k: k.name)
def test_every_variable_of_an_lstm(kind, activation, t):
    """Each total derivative by its meaning: nudge one variable at step t, follow what comes later.

    This covers what no weight gradient shows: dL/dc[t] with its two roads, dL/di[t] and the others.
    """
    p = random_problem(kind, np.random.default_rng(7), activation=activation)
    trace, deltas = p.backward()

    def loss_after(h, c):
        later = p._replace(x=p.x[t + 1 :], on_h=p.on_h[t + 1 :])
        return np.sum(p.on_h[t] * h) + later.loss(h0=h, c0=c)

    def loss_from(**nudged):
        v = {name: getattr(trace, name)[t] for name in "ifog"} | nudged
        c = v.get("c", v["f"] * trace.c_prev[t] + v["i"] * v["g"])
        return loss_after(v.get("h", v["o"] * activation(c)), c)

    for name in "ifogch":
        at = getattr(trace, name)[t]
        expected = central(lambda moved, name=name: loss_from(**{name: moved}), at)
        assert_close(getattr(deltas, name)[t], expected, TOLERANCE, f"d{name}[{t}]")


@pytest.mark.parametrize("t", [0, 1, 3])
@pytest.mark.parametrize("name", ["RNN", "ForgetGateRNN", "GRU", "GRU-reset-after"])
def test_every_variable_of_the_cells_without_memory(name, t):
    p = random_problem(KINDS[name], np.random.default_rng(8))
    trace, deltas = p.backward()
    later = p._replace(x=p.x[t + 1 :], on_h=p.on_h[t + 1 :])
    named, x, before = p.params.named(), p.x[t], trace.h_prev[t]

    def loss_from(**nudged):
        v = {k: getattr(trace, k)[t] for k in "rznfc" if hasattr(trace, k)} | nudged
        if "z" not in v:
            if "f" in nudged:
                v["c"] = x @ named["w_c"] + named["b_c"] + v["f"] * before
            h = v.get("h", np.tanh(v["c"]))
        else:
            if "r" in nudged and name == "GRU":
                pre = x @ named["w_n"] + named["b_n"] + (v["r"] * before) @ named["u_n"]
                v["n"] = np.tanh(pre)
            elif "r" in nudged:
                pre = before @ named["u_n"] + named["b_hn"]
                v["n"] = np.tanh(x @ named["w_n"] + named["b_n"] + v["r"] * pre)
            h = v.get("h", (1 - v["z"]) * v["n"] + v["z"] * before)
        return np.sum(p.on_h[t] * h) + later.loss(h0=h)

    for variable in [v for v in "rznfch" if hasattr(trace, v)]:
        at = getattr(trace, variable)[t]
        expected = central(lambda moved, v=variable: loss_from(**{v: moved}), at)
        assert_close(getattr(deltas, variable)[t], expected, TOLERANCE, f"d{variable}[{t}]")


@every_kind
def test_what_lies_before_a_nonlinearity(kind):
    """dL/dpre = dL/d· times the slope, for every gate and candidate that has both."""
    trace, deltas = random_problem(kind, np.random.default_rng(9)).backward()
    pairs = [name for name in "ifogrzn" if hasattr(deltas, f"pre_{name}")]
    for name in pairs:
        value = getattr(trace, name)
        slope = 1 - value**2 if name in "gn" else value * (1 - value)
        if kind.name == "LSTM-of-1997" and name == "f":
            slope = 0.0  # f is held at 1: its argument moves nothing
        assert_close(getattr(deltas, f"pre_{name}"), getattr(deltas, name) * slope, 1e-14, name)
    assert len(pairs) == {"RNN": 0, "ForgetGateRNN": 1, "GRU": 3, "GRU-reset-after": 3}.get(
        kind.name, 4
    )


def test_the_problems_stay_clear_of_the_kinks():
    rng = np.random.default_rng(10)
    problem = smooth_problem(KINDS["LSTM"], rng, gate=crelu, activation=crelu)
    for z in arguments_met(problem).values():
        assert np.min(abs(z)) > 10 * STEP
        assert np.min(abs(z - 1)) > 10 * STEP
        assert 0 < np.mean((z > 0) & (z < 1)) < 1


def test_a_point_on_a_kink_is_noticed():
    problem = random_problem(KINDS["RNN"], np.random.default_rng(11), 1, 1, 1, 2, activation=crelu)
    on_kink = problem._replace(
        params=problem.params.replace(w=[[0.0, 0.0]], u=[[0.0, 0.0], [0.0, 0.0]], b=[0.5, 1.5])
    )
    assert judgeable(on_kink)
    for b in ([0.5, 1.0], [0.5, 1 + MARGIN / 2], [-MARGIN / 2, 0.5], [0.4, 0.5], [1.4, -0.5]):
        assert not judgeable(on_kink._replace(params=on_kink.params.replace(b=b)))
