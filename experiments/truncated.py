"""``fit`` with a gradient that looks back only so far, through a readout."""

import math

import lstm_core as core


def fit_truncated(cell, params, x, *, epochs, eta, loss, readout, clip, reach):
    """Yield an ``Epoch`` after each step of Adam, as ``fit`` does; k1 = k2 = ``reach``.

    x: a function of the epoch's number that returns the pair (x, y). The readout has no past, and
    its gradient is that of ``gradient``, whole.
    """
    params, state = (params, readout), None
    for number in range(epochs):
        before, whole = params, []

        def through_readout(h, y, top=params[1], whole=whole):
            value, dlogits = loss(core.readout(top, h), y)
            grads, eps = core.readout_gradient(top, h, dlogits)
            whole.append(grads)
            return value, eps

        value, own = core.truncated_gradient(
            cell, params[0], *x(number), through_readout, reach, reach
        )
        grads = (own, whole[0])
        norm = core.gradient_norm(grads)
        if not (math.isfinite(value) and math.isfinite(norm)):
            yield core.Epoch(number, value, norm, params, state, params, "not finite any more")
            return
        params, state = core.adam(params, core.clip_by_norm(grads, clip), state, eta)
        yield core.Epoch(number, value, norm, params, state, before)
