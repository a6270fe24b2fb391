"""What the code must survive, and what "pure" means for every public function beside the cells.

``CALLS`` uses each of them once on one set of inputs; the cells themselves, the nonlinearities and
the check are put through the same in test_purity, test_nan_and_infinity, test_empty,
test_nonlinearity and test_check. The losses at ±1e300 are in test_losses, where the root stands in
test_optimise, a descent that diverges in test_train, CReLU's kinks in test_numbers_of_the_gates.
"""

from types import SimpleNamespace

import numpy as np
import pytest

import lstm_core as core
from tests.helpers import KINDS, random_problem

SCALES = [1e-300, 1e-20, 1e20, 1e160, 1e300, np.inf, np.nan]


def inputs(dtype=np.float64, T=4, scale=1.0, weights=1.0, seed=3):
    """An LSTM, a signal, targets, a readout; the arrays are read-only: nobody changes them."""
    rng = np.random.default_rng(seed)
    p = random_problem(KINDS["LSTM"], rng, T=T, B=2, D=2, H=3)
    one = random_problem(KINDS["LSTM"], rng, T=T, B=1, D=1, H=1)

    def typed(tree, scale=1.0):
        if isinstance(tree, tuple):
            return type(tree)(*(typed(part, scale) for part in tree))
        with np.errstate(all="ignore"):
            array = (tree * scale).astype(dtype)
        array.flags.writeable = False
        return array

    s = SimpleNamespace(cell=p.cell, one=one.cell, T=T)
    s.params, s.one_params = typed(p.params, weights), typed(one.params, weights)
    s.readout = typed(core.ReadoutParams(rng.normal(size=(3, 2)), rng.normal(size=2)), weights)
    s.x, s.one_x, s.h0, s.c0 = (typed(a, scale) for a in (p.x, one.x, p.h0, p.c0))
    s.y = typed(p.on_h, scale)
    s.logits = typed(rng.normal(size=(T, 2, 2)), scale)
    s.target = typed(rng.dirichlet(np.ones(2), size=(T, 2)).round(2))
    s.scored = rng.random((T, 2)) < 0.6
    s.trace = s.cell.forward(s.params, s.x, s.h0, s.c0)
    s.grads = typed(s.params, scale)
    s.pair = (s.params, s.readout)
    s.pair_grads = (s.grads, typed(s.readout, scale))
    return s


def two_steps(optimiser, **settings):
    """From no state to a first one, and on from there."""

    def steps(s):
        params, state = optimiser(s.pair, s.pair_grads, None, 0.1, **settings)
        return params, state, optimiser(params, s.pair_grads, state, 0.1, **settings)

    return steps


def epochs(s):
    task = {"readout": s.readout, "loss": core.binary_cross_entropy, "clip": 1.0, "eta": 0.1}
    return [
        (e.loss, e.gradient_norm, e.params, e.state, e.before)
        for e in core.fit(s.cell, s.params, s.x, s.target, epochs=3, optimiser=core.adam, **task)
    ]


def unrolled(s):
    graph = core.unroll(s.one, s.one_params, s.one_x, s.one_x)
    return tuple(graph.values.values()), graph.total("L", "h[-1]")


CALLS = {
    "squared_error": lambda s: core.squared_error(s.trace.h, s.y),
    "softmax_cross_entropy": lambda s: core.softmax_cross_entropy(s.logits, s.target, s.scored),
    "binary_cross_entropy": lambda s: core.binary_cross_entropy(s.logits, s.target, s.scored),
    "readout": lambda s: core.readout(s.readout, s.y),
    "readout_gradient": lambda s: core.readout_gradient(s.readout, s.y, s.logits),
    "gradient": lambda s: core.gradient(
        s.cell, s.params, s.x, s.target, core.softmax_cross_entropy, s.readout, s.h0, s.c0
    ),
    "truncated_gradient": lambda s: core.truncated_gradient(
        s.cell, s.params, s.x, s.y, core.squared_error, 2, 3, s.h0, s.c0
    ),
    "sweep": lambda s: core.sweep(
        s.one, core.stack(s.one_params, u_f=np.linspace(-1, 1, 5)), s.one_x, s.one_x
    ),
    "sgd": lambda s: core.sgd(s.pair, s.pair_grads, np.float64(0.1)),
    "momentum": two_steps(core.momentum),
    "rmsprop": two_steps(core.rmsprop),
    "rmsprop around E": two_steps(core.rmsprop, root="around E"),
    "adam": two_steps(core.adam),
    "gradient_norm": lambda s: core.gradient_norm(s.pair_grads),
    "clip_by_norm": lambda s: core.clip_by_norm(s.pair_grads, np.float64(0.5)),
    "clip_by_value": lambda s: core.clip_by_value(s.pair_grads, np.float64(0.5)),
    "fit": lambda s: tuple(epochs(s)),
    "step_jacobians": lambda s: core.step_jacobians(s.cell, s.params, s.trace),
    "jacobian_products": lambda s: core.jacobian_products(
        core.step_jacobians(s.cell, s.params, s.trace)
    ),
    "cell_terms": lambda s: core.cell_terms(s.cell, s.params, s.trace),
    "path_sum": lambda s: tuple(
        core.path_sum(s.cell, s.params, s.trace, s.y, routes)
        for routes in ("all", "through c", "direct")
    ),
    "unroll": unrolled,
    "calculator_target": lambda s: core.calculator_target(abs(s.one_x)),
}
every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


def numbers_of(results):
    """All that was returned, arrays and plain numbers alike, flat."""
    if isinstance(results, tuple | list):
        return [number for part in results for number in numbers_of(part)]
    return np.ravel(np.asarray(results, object)).tolist()


def arrays_in(results):
    if isinstance(results, tuple | list):
        return [array for part in results for array in arrays_in(part)]
    return [results] if isinstance(results, np.ndarray) else []


@every_call
def test_twice_the_same_and_nothing_given_is_changed(call):
    s = inputs()
    first, second = call(s), call(s)
    assert len(numbers_of(first)) > 0
    assert numbers_of(first) == numbers_of(second)


@every_call
def test_what_is_returned_is_not_overwritten_later(call):
    s = inputs()
    first = call(s)
    before = numbers_of(first)
    call(s)
    call(inputs(seed=4))
    assert numbers_of(first) == before


@every_call
def test_float32_in_float32_out(call):
    s = inputs(np.float32)
    assert {a.dtype for a in arrays_in(call(s))} <= {np.dtype(np.float32)}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("of", ["scale", "weights"])
@every_call
def test_no_number_brings_a_warning(call, of, dtype, scale):
    """Every warning is an error here; what explodes is inf or nan in the result."""
    s = inputs(dtype, **{of: scale})
    if call is CALLS["calculator_target"] and of == "scale" and np.isnan(scale):
        with pytest.raises(ValueError, match="got nan"):  # the calculator has no such key
            call(s)
    else:
        call(s)


@every_call
def test_no_steps_have_a_result(call):
    """T = 0: a loss of 0, gradients of 0, arrays of no steps; nothing fails."""
    s = inputs(T=0)
    if call in (CALLS["squared_error"], CALLS["gradient"], CALLS["truncated_gradient"]):
        value, *derivatives = call(s)
        assert value == 0
        assert all(np.all(a == 0) for a in arrays_in(derivatives))
    else:
        call(s)


# The lines of the list that are numbers


@pytest.mark.parametrize(
    ("dtype", "u", "m"),
    [
        (np.float64, 1.7, 1338),
        (np.float32, 1.7, 168),
        (np.float64, 0.5, 1075),
        (np.float32, 0.5, 150),
    ],
)
def test_where_a_power_of_u_leaves_the_numbers(dtype, u, m):
    """u^m is inf, or exactly 0, from step m on and not before; m log10 |u| knows neither."""
    cell, params = core.memorizer_rnn(dtype(1.0), dtype(u))
    h = cell.forward(type(params)(*(a.astype(dtype) for a in params)), np.eye(1, m + 2)[0]).h
    end = np.inf if u > 1 else 0.0
    assert h[m].item() == h[m + 1].item() == end
    assert h[m - 1].item() != end
    assert np.isfinite(m * np.log10(u))


def test_the_loss_explodes_at_half_the_steps_and_the_gradient_with_it():
    """L ~ u^(2m) / 2: inf from m = 669. Where an infinite delta meets a 0 there is a nan."""
    losses = {}
    for m in (668, 669):
        x, y, scored = core.memorizer(1.0, m)
        losses[m], _ = core.gradient(
            *core.memorizer_rnn(1.0, 1.7), x, y, lambda h, y, s=scored: core.squared_error(h, y, s)
        )
    assert np.isfinite(losses[668])
    assert losses[669] == np.inf
    x, y, scored = core.memorizer(1.0, 1400)
    _, grads = core.gradient(
        *core.memorizer_rnn(0.0, 1.7), x, y, lambda h, y: core.squared_error(h, y, scored)
    )
    assert grads.b.item() == -np.inf
    assert np.isnan(grads.w.item())  # x is 0 after the first step
    assert np.isnan(grads.u.item())  # and with w = 0 so is h


def test_the_best_step_of_a_central_difference():
    """1e-4 to 1e-5; 1e-8 is a thousand times worse: the error of rounding grows like 1/h."""
    s = inputs()

    def loss(params):
        return core.gradient(s.cell, params, s.x, s.y)[0]

    exact = np.concatenate([a.ravel() for a in core.gradient(s.cell, s.params, s.x, s.y)[1]])
    off = {}
    for h in (1e-2, 1e-5, 1e-8):
        got = np.concatenate([a.ravel() for a in core.numerical_gradient(loss, s.params, h)])
        off[h] = np.max(abs(got - exact)) / np.max(abs(exact))
    assert off[1e-5] < 1e-9
    assert off[1e-8] > 100 * off[1e-5]
    assert off[1e-2] > 100 * off[1e-5]


def test_float32_is_good_to_seven_digits():
    """Forward and backward; enough for speed, not for a gradient check."""
    wide, narrow = inputs(), inputs(np.float32)
    (value, grads), (value32, grads32) = (
        core.gradient(s.cell, s.params, s.x, s.y) for s in (wide, narrow)
    )
    assert value32 == pytest.approx(value, rel=1e-6)
    for a, b in zip(grads, grads32, strict=True):
        assert 0 < np.max(abs(a - b)) < 1e-5
