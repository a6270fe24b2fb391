"""``fit``: epoch after epoch, stopped, interrupted and resumed without losing anything."""

from functools import partial
from itertools import islice

import numpy as np
import pytest

from lstm_core import (
    CALCULATOR_X,
    CALCULATOR_Y,
    ReadoutParams,
    adam,
    calculator_rnn,
    clip_by_norm,
    fit,
    gradient,
    gradient_norm,
    momentum,
    rmsprop,
    sgd,
    softmax_cross_entropy,
    squared_error,
)
from lstm_core.optimise import leaves
from tests.helpers import KINDS, every_kind, random_problem

OPTIMISERS = {
    "sgd": sgd,
    "momentum": momentum,
    "rmsprop": partial(rmsprop, root="around E"),
    "adam": adam,
}
every_optimiser = pytest.mark.parametrize("optimiser", OPTIMISERS.values(), ids=OPTIMISERS)


def scored(h, y):
    return squared_error(h, y, scored=y > 0)


def with_readout(kind="LSTM"):
    """The keywords of a small problem with a readout and classes."""
    rng = np.random.default_rng(1)
    p = random_problem(KINDS[kind], rng)
    return {
        "cell": p.cell,
        "params": p.params,
        "x": p.x,
        "y": rng.integers(0, 2, size=p.x.shape[:2]),
        "loss": softmax_cross_entropy,
        "readout": ReadoutParams(rng.normal(size=(3, 2)), np.zeros(2)),
        "eta": 0.05,
    }


def same(one, other):
    """Equal to the last bit: all arrays, and all numbers."""
    return np.array_equal(
        np.concatenate([np.ravel(a) for a in leaves(tuple(one))]),
        np.concatenate([np.ravel(a) for a in leaves(tuple(other))]),
        equal_nan=True,
    )


def kept(epoch):
    """All of an epoch but its number and its sentence; None stands for the state of sgd."""
    return epoch.loss, epoch.gradient_norm, epoch.params, epoch.state or 0.0, epoch.before


def test_an_epoch_is_the_five_steps():
    cell, params = calculator_rnn(0.5)
    for number, epoch in enumerate(
        fit(cell, params, CALCULATOR_X, CALCULATOR_Y, epochs=4, eta=1e-3, loss=scored)
    ):
        value, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y, scored)
        assert (epoch.number, epoch.loss, epoch.sentence) == (number, value, "")
        assert epoch.gradient_norm == gradient_norm(grads)
        assert same(epoch.before, params)
        params = sgd(params, grads, 1e-3)
        assert same(epoch.params, params)
    assert number == 3


@every_optimiser
def test_resumed_is_as_if_it_had_run_on(optimiser):
    task = with_readout() | {"optimiser": optimiser, "clip": 0.5}
    ran_on = list(fit(**task, epochs=7))
    part = list(fit(**task, epochs=3))
    resumed = list(fit(**task | {"params": None, "readout": None}, epochs=4, resume=part[-1]))
    assert [e.number for e in part + resumed] == list(range(7))
    for a, b in zip(part + resumed, ran_on, strict=True):
        assert same(kept(a), kept(b))


@every_optimiser
def test_resumed_from_any_epoch_that_was_kept(optimiser):
    """Nothing is overwritten later: an epoch from the middle still starts the same road."""
    task = with_readout() | {"optimiser": optimiser}
    ran_on = list(fit(**task, epochs=5))
    again = list(fit(**task, epochs=3, resume=ran_on[1]))
    for a, b in zip(again, ran_on[2:], strict=True):
        assert same(kept(a), kept(b))


@every_kind
def test_every_cell_learns(kind):
    losses = [e.loss for e in fit(**with_readout(kind.name), epochs=40, optimiser=adam)]
    assert losses[-1] < 0.8 * losses[0]


def on_u_alone(params, grads, state, eta):
    """An optimiser of one's own: the other weights stay."""
    return sgd(params, grads.replace(w=0.0, b=0.0), eta), state


@pytest.mark.parametrize("eta", [0.02, 0.05, 0.1])
def test_descent_that_diverges_stops_and_says_so(eta):
    task = {"epochs": 200, "eta": eta, "loss": scored, "optimiser": on_u_alone}
    epochs = list(fit(*calculator_rnn(0.5), CALCULATOR_X, CALCULATOR_Y, **task))
    assert len(epochs) < 50
    *fine, last = epochs
    assert all(e.sentence == "" and np.isfinite(e.loss) for e in fine)
    assert not (np.isfinite(last.loss) and np.isfinite(last.gradient_norm))
    assert f"Stopped at epoch {last.number}: the " in last.sentence
    assert same(last.params, last.before)
    assert same(last.params, fine[-1].params)
    assert all(np.all(np.isfinite(a)) for a in leaves(last.params))


@every_optimiser
def test_after_the_stop_a_smaller_step_goes_on(optimiser):
    """The state is that before the stop too, so training can be resumed from there."""
    cell, params = calculator_rnn(0.5)
    x = CALCULATOR_X.copy()

    def data(number):
        return (x if number != 2 else x + np.nan), CALCULATOR_Y

    task = {"loss": scored, "eta": 1e-3, "optimiser": optimiser}
    *_, good, last = fit(cell, params, data, epochs=9, **task)
    assert (last.number, last.sentence) == (2, last.sentence)
    assert "the loss is nan" in last.sentence
    assert same(last.params, good.params)
    assert same([last.state or 0.0], [good.state or 0.0])
    onwards = list(fit(cell, None, x, CALCULATOR_Y, epochs=2, resume=last, **task))
    assert [e.number for e in onwards] == [3, 4]
    assert all(e.sentence == "" for e in onwards)


def test_a_gradient_that_is_not_finite_stops_too():
    cell, params = calculator_rnn(0.5)

    def loss(h, y):
        return 1.0, np.full_like(h, np.inf)

    (last,) = fit(cell, params, CALCULATOR_X, CALCULATOR_Y, epochs=5, eta=0.1, loss=loss)
    assert "the gradient is not finite" in last.sentence
    assert same(last.params, params)


def test_an_interruption_loses_only_the_epoch_under_way():
    """Ctrl-C in the middle of epoch 3: the epoch in hand is complete, and goes on the same."""
    task = with_readout() | {"optimiser": adam}
    ran_on = list(fit(**task, epochs=6))
    calls = []

    def interrupted(z, y):
        calls.append(None)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return softmax_cross_entropy(z, y)

    epoch = None
    with pytest.raises(KeyboardInterrupt):
        for epoch in fit(**task | {"loss": interrupted}, epochs=6):  # noqa: B007 (kept in hand)
            pass
    assert epoch.number == 2
    rest = list(fit(**task, epochs=3, resume=epoch))
    for a, b in zip([epoch, *rest], ran_on[2:], strict=True):
        assert same(kept(a), kept(b))


def test_a_loop_that_is_left_loses_nothing():
    task = with_readout()
    epochs = fit(**task, epochs=6)
    *_, epoch = islice(epochs, 2)
    epochs.close()
    (after,) = fit(**task, epochs=1, resume=epoch)
    assert same(kept(after), kept(list(fit(**task, epochs=3))[-1]))


def test_data_as_a_function_of_the_epochs_number():
    """Every epoch draws its own; a resumed training draws what it would have drawn."""
    cell, params = calculator_rnn(0.5)
    asked = []

    def data(number):
        asked.append(number)
        rng = np.random.default_rng(number)
        return rng.normal(size=(5, 2, 1)), rng.normal(size=(5, 2, 1))

    ran_on = list(fit(cell, params, data, epochs=4, eta=1e-3))
    resumed = list(fit(cell, None, data, epochs=2, eta=1e-3, resume=ran_on[1]))
    assert asked == [0, 1, 2, 3, 2, 3]
    for a, b in zip(resumed, ran_on[2:], strict=True):
        assert same(kept(a), kept(b))
    for epoch in ran_on:
        assert epoch.loss == gradient(cell, epoch.before, *data(epoch.number))[0]


def test_clipping_bounds_the_step_but_not_what_is_told():
    cell, params = calculator_rnn(1.7)
    (epoch,) = fit(cell, params, CALCULATOR_X, CALCULATOR_Y, epochs=1, eta=1.0, clip=0.25)
    _, grads = gradient(cell, params, CALCULATOR_X, CALCULATOR_Y)
    assert epoch.gradient_norm == gradient_norm(grads) > 1e4
    assert same(epoch.params, sgd(params, clip_by_norm(grads, 0.25), 1.0))


def test_no_epochs_is_nothing():
    assert list(fit(**with_readout(), epochs=0)) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"epochs": -1}, "epochs: expected a whole number >= 0, got -1"),
        ({"epochs": 1.5}, "epochs: expected a whole number >= 0, got 1.5"),
        ({"epochs": np.nan}, "epochs: expected a whole number >= 0, got nan"),
        ({"epochs": np.inf}, "epochs: expected a whole number >= 0, got inf"),
        ({"eta": np.nan}, "eta: expected a finite step size, got nan"),
        ({"eta": np.inf}, "eta: expected a finite step size, got inf"),
    ],
)
def test_wrong_settings_are_refused_at_once(wrong, message):
    """When fit is called, not when the first epoch is asked for."""
    with pytest.raises(ValueError, match=message):
        fit(**with_readout() | {"epochs": 3} | wrong)
