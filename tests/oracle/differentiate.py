"""Two ways to differentiate the plain equations: HIPS autograd, and complex steps."""

import autograd
import autograd.numpy
import numpy as np


def by_autograd(case):
    """The value and the derivative by every array of the case."""

    def total(arrays):
        return case.total(autograd.numpy, arrays)

    value, grads = autograd.value_and_grad(total)(case.arrays)
    return value, grads


def truncated_by_autograd(case, k1, k2):
    """Every k1 steps a window: its loss as a function of the weights, from a constant state."""
    hs, cs = case.run(np, case.arrays)
    T = len(hs)
    constant = {name: case.arrays[name] for name in ("x", *case.state)}
    weights = {n: a for n, a in case.arrays.items() if n not in constant}
    total = {name: np.zeros_like(array) for name, array in weights.items()}
    for new in range(0, T, k1):
        end = min(new + k1, T)
        start = max(0, end - k2)
        state = (hs[start - 1], cs[start - 1]) if start > 0 else None

        def window(weights, new=new, start=start, end=end, state=state):
            arrays = {**weights, **constant}
            h, _ = case.run(autograd.numpy, arrays, start, end, state)
            return case.loss_of(autograd.numpy, arrays, h[new - start :], slice(new, end))

        for name, grad in autograd.grad(window)(weights).items():
            total[name] += grad
    return case.loss_of(np, case.arrays, hs), total


def by_complex_steps(case, h=1e-30):
    """Im L(a + i h) / h, entry by entry: no difference is taken, so nothing cancels."""
    grads = {}
    for name, array in case.arrays.items():
        grads[name] = np.empty_like(array)
        for index in np.ndindex(array.shape):
            moved = array.astype(complex)
            moved[index] += 1j * h
            grads[name][index] = case.total(np, case.arrays | {name: moved}).imag / h
    return case.total(np, case.arrays), grads
