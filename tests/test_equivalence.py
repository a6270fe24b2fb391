"""The same computation asked for in two ways gives the same answer."""

import numpy as np
import pytest

from lstm_core import gradient, squared_error, stack, sweep
from tests.helpers import KINDS, assert_close, every_kind, random_problem

ROUNDING = 1e-12


def rng():
    return np.random.default_rng(2)


@every_kind
def test_a_batch_equals_its_signals_one_by_one(kind):
    p = random_problem(kind, rng(), T=5, B=3)
    trace, deltas = p.backward()
    summed = dict.fromkeys(p.params.named(), 0.0)
    for k in range(3):
        one = slice(k, k + 1)
        alone = p._replace(
            x=p.x[:, one],
            on_h=p.on_h[:, one],
            **{n: getattr(p, n)[one] for n in ("h0", "c0", "on_c") if getattr(p, n) is not None},
        )
        t, d = alone.backward()
        assert_close(t.h, trace.h[:, one], ROUNDING, "h")
        dx = p.cell.input_gradient(p.params, deltas)[:, one]
        assert_close(p.cell.input_gradient(p.params, d), dx, ROUNDING, "dx")
        for name in p.state:
            assert_close(getattr(d, name), getattr(deltas, name)[one], ROUNDING, f"d{name}")
        for name, grad in p.cell.weight_gradient(t, d).named().items():
            summed[name] = summed[name] + grad
    for name, grad in p.cell.weight_gradient(trace, deltas).named().items():
        assert_close(summed[name], grad, ROUNDING, name)


@pytest.mark.parametrize("cut", [0, 1, 3, 5])
@every_kind
def test_a_sequence_cut_in_two_equals_the_whole(kind, cut):
    """The state is carried forwards; deltas.h0 and c0 go back as eps of the last step and c_end."""
    p = random_problem(kind, rng(), T=5)
    trace, deltas = p.backward()
    head = p.cell.forward(p.params, p.x[:cut], **p.state)
    carried = {name: getattr(head, f"{name[0]}_from_start")[-1] for name in p.state}
    tail = p.cell.forward(p.params, p.x[cut:], **carried)
    assert_close(np.concatenate([head.h, tail.h]), trace.h, ROUNDING, "h")

    d_tail = p.cell.bptt(p.params, tail, p.on_h[cut:], **p.c_end)
    eps = p.on_h[:cut].copy()
    eps[-1:] += d_tail.h0
    back = {"c_end": d_tail.c0} if kind.has_memory else {}
    d_head = p.cell.bptt(p.params, head, eps, **back)
    assert_close(np.concatenate([d_head.h, d_tail.h]), deltas.h, ROUNDING, "dh")
    if cut > 0:  # with nothing before the cut, what reaches h0 has no step to arrive at
        for name in p.state:
            assert_close(getattr(d_head, name), getattr(deltas, name), ROUNDING, f"d{name}")
    g_head, g_tail = p.cell.weight_gradient(head, d_head), p.cell.weight_gradient(tail, d_tail)
    for name, whole in p.cell.weight_gradient(trace, deltas).named().items():
        assert_close(g_head.named()[name] + g_tail.named()[name], whole, ROUNDING, name)


@pytest.mark.parametrize("kind", [k for k in KINDS.values() if k.has_memory], ids=lambda k: k.name)
def test_c_end_starts_where_the_sequence_ends(kind):
    """With no step at all, what reaches c from later is what reaches c0."""
    p = random_problem(kind, rng(), T=0)
    _, deltas = p.backward()
    assert np.array_equal(deltas.c0, p.on_c)
    assert np.array_equal(deltas.h0, np.zeros_like(p.h0))


@every_kind
def test_what_a_trace_says_of_the_step_before(kind):
    """h_prev[t] is h[t-1], with the initial state at the front; c likewise where there is one."""
    p = random_problem(kind, rng())
    trace = p.forward()
    assert np.array_equal(trace.x, p.x)
    for name, start in p.state.items():
        now, before = getattr(trace, name[0]), getattr(trace, f"{name[0]}_prev")
        assert np.array_equal(getattr(trace, name), start)
        assert np.array_equal(before[0], start)
        assert np.array_equal(before[1:], now[:-1])


@pytest.mark.parametrize(("B", "D", "H"), [(2, 3, 2), (1, 1, 1)])
@every_kind
def test_a_sweep_equals_a_loop_of_gradients(kind, B, D, H):
    """All arrays differ from setting to setting; the initial state is shared."""
    p = random_problem(kind, rng(), T=4, B=B, D=D, H=H)
    y, scored = rng().normal(size=(4, B, H)), rng().random((4, B, H)) < 0.7
    several = kind.random(rng(), D, H, lead=(5,))

    def loss(h, y):
        return squared_error(h, y, scored)

    values, grads = sweep(p.cell, several, p.x, y, loss, **p.state)
    assert values.shape == (5,)
    assert type(grads) is kind.params
    for s in range(5):
        setting = kind.params.from_named(**{n: a[s] for n, a in several.named().items()})
        value, expected = gradient(p.cell, setting, p.x, y, loss, **p.state)
        assert_close(values[s], value, ROUNDING, "value")
        for name, grad in expected.named().items():
            assert_close(grads.named()[name][s], grad, ROUNDING, name)


@every_kind
def test_the_deltas_of_a_sweep(kind):
    """Every variable of trace and deltas has the S settings on its second axis."""
    p = random_problem(kind, rng())
    several = kind.random(rng(), 2, 3, lead=(2,))
    eps = np.stack([p.on_h, -p.on_h], axis=1)
    trace = p.cell.forward(several, p.x, **p.state)
    deltas = p.cell.bptt(several, trace, eps)
    dx = p.cell.input_gradient(several, deltas)
    assert dx.shape == (4, 2, 2, 2)
    for s in range(2):
        setting = kind.params.from_named(**{n: a[s] for n, a in several.named().items()})
        one = p.cell.forward(setting, p.x, **p.state)
        d = p.cell.bptt(setting, one, eps[:, s])
        assert_close(dx[:, s], p.cell.input_gradient(setting, d), ROUNDING, "dx")
        for name in "ifogrznqch":
            if hasattr(one, name):
                assert_close(getattr(trace, name)[:, s], getattr(one, name), ROUNDING, name)
            if hasattr(d, name):
                assert_close(getattr(deltas, name)[:, s], getattr(d, name), ROUNDING, f"d{name}")
        for name in p.state:
            assert_close(getattr(deltas, name)[s], getattr(d, name), ROUNDING, f"d{name}")


@every_kind
def test_stack_repeats_what_is_not_named(kind):
    p = random_problem(kind, rng(), D=1, H=1)
    name = list(kind.letters)[-1]
    several = stack(p.params, **{name: [0.5, 1.0, 1.7]}).named()
    for other, array in p.params.named().items():
        expected = np.broadcast_to(array, (3, *array.shape))
        if other == name:
            expected = np.reshape([0.5, 1.0, 1.7], expected.shape)
        assert np.array_equal(several[other], expected)


@pytest.mark.parametrize(("B", "D"), [(1, 2), (1, 1)])
@every_kind
def test_short_ways_to_write_one_signal(kind, B, D):
    """(T, D) and, for one input, (T,) are read as one signal; so are eps, y and the state."""
    p = random_problem(kind, rng(), B=B, D=D, H=D)
    whole = p.cell.weight_gradient(*p.backward()).named()
    axes = [1] if D > 1 else [1, (1, 2)]
    for axis in axes:
        x, eps = p.x.squeeze(axis), p.on_h.squeeze(axis)
        state = {n: a[0] if D > 1 else a.item() for n, a in p.state.items()}
        trace = p.cell.forward(p.params, x, **state)
        deltas = p.cell.bptt(p.params, trace, eps, **p.c_end)
        for name, grad in p.cell.weight_gradient(trace, deltas).named().items():
            assert np.array_equal(grad, whole[name])
        value, grad = gradient(p.cell, p.params, x, eps, **state)
        expected, same = gradient(p.cell, p.params, p.x, p.on_h, **p.state)
        assert value == expected
        assert all(np.array_equal(a, b) for a, b in zip(grad, same, strict=True))
