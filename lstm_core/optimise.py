"""Step 5, gradient descent, plain and with a memory of past gradients:

    sgd        p <- p - eta g
    momentum   v <- mu v + g                           p <- p - eta v
    rmsprop    E <- gamma E + (1 - gamma) g²           p <- p - eta g / sqrt(E + epsilon)
    adam       m <- beta1 m + (1 - beta1) g            v <- beta2 v + (1 - beta2) g²
               p <- p - eta m^ / (sqrt(v^) + epsilon)  m^ = m / (1 - beta1^k),  v^ likewise

All but sgd carry a state: ``params, state = adam(params, grads, state, eta)``, None at the start.
Params and grads may also be the pair (a cell's, a readout's).

Source: Lecture 18, "Gradient Descent"; the backward-pass derivation, section 3.2 (RMSprop);
Kingma & Ba (2015), Adam; Pascanu, Mikolov & Bengio (2013), clipping.
"""

import math

import numpy as np

from lstm_core.cell import silent
from lstm_core.shapes import as_floats


@silent
def sgd(params, grads, eta):
    """params - eta grads, array by array; new params of the same type.

    eta: the step size, a number. grads: of the type and the shapes of params.

    >>> from lstm_core import RNNParams
    >>> params, grads = RNNParams.from_named(w=1, u=2, b=3), RNNParams.from_named(w=1, u=0, b=-1)
    >>> [array.item() for array in sgd(params, grads, eta=0.5)]
    [0.5, 2.0, 3.5]

    Errors: ``ValueError`` if the two differ in type or in a shape.
    """
    eta = _step_size(eta)
    return _map(lambda p, g: p - eta * g, params, grads)


@silent
def momentum(params, grads, state, eta, mu=0.9):
    """Descent with a velocity v, the state: (new params, new state), shaped as params.

    Errors: as ``sgd``.

    >>> p, state = momentum(np.array([1.0]), np.array([0.5]), None, eta=0.1)
    >>> p, state = momentum(p, np.array([0.5]), state, eta=0.1)
    >>> p.round(3).tolist(), state.tolist()
    ([0.855], [0.95])
    """
    eta = _step_size(eta)
    v = _map(np.copy, grads) if state is None else _map(lambda v, g: mu * v + g, state, grads)
    return _map(lambda p, v: p - eta * v, params, v), v


@silent
def rmsprop(params, grads, state, eta, gamma=0.9, epsilon=1e-8, root="around both"):
    """Each weight's step is divided by the running size of its gradient: (params, state E).

    root: where the root stands; for a gradient of 1e-5 the first step differs 32 times, for smaller
    ones more: "around both" is sqrt(E + epsilon), as in the derivation and in Keras; "around E" is
    sqrt(E) + epsilon, as in PyTorch.

    >>> g = np.array([1e-5])
    >>> for root in ("around both", "around E"):
    ...     p, state = rmsprop(np.array([0.0]), g, None, eta=0.1, root=root)
    ...     print(p.round(6).tolist())
    [-0.009995]
    [-0.315231]

    Errors: ``ValueError`` for an epsilon that is not positive (0 / 0) or another ``root``.
    """
    eta = _step_size(eta)
    _positive(epsilon)
    if root not in ("around both", "around E"):
        raise ValueError(f'root: expected "around both" or "around E", got {root!r}')
    E = _map(np.zeros_like, grads) if state is None else state
    E = _map(lambda e, g: gamma * e + (1 - gamma) * g * g, E, grads)
    if root == "around both":
        return _map(lambda p, g, e: p - eta * g / np.sqrt(e + epsilon), params, grads, E), E
    return _map(lambda p, g, e: p - eta * g / (np.sqrt(e) + epsilon), params, grads, E), E


@silent
def adam(params, grads, state, eta, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """RMSprop with a velocity, both freed of their bias to zero: (params, state (m, v, k)).

    >>> p, state = adam(np.array([1.0]), np.array([1e-3]), None, eta=0.1)
    >>> p.round(5).tolist()  # the first step is eta, if a gradient is large beside epsilon
    [0.9]

    Errors: ``ValueError`` for an epsilon that is not positive (0 / 0).
    """
    eta = _step_size(eta)
    _positive(epsilon)
    zeros = _map(np.zeros_like, grads)
    m, v, k = (zeros, zeros, 0) if state is None else state
    k = k + 1
    m = _map(lambda m, g: beta1 * m + (1 - beta1) * g, m, grads)
    v = _map(lambda v, g: beta2 * v + (1 - beta2) * g * g, v, grads)

    def step(p, m, v):
        return p - eta * (m / (1 - beta1**k)) / (np.sqrt(v / (1 - beta2**k)) + epsilon)

    return _map(step, params, m, v), (m, v, k)


@silent
def gradient_norm(grads):
    """The 2-norm of all entries of all arrays together, a float; inf if they are that large.

    >>> gradient_norm((np.array([3.0]), np.array([4.0])))
    5.0
    """
    largest = max((float(np.abs(a).max(initial=0.0)) for a in leaves(grads)), default=0.0)
    if largest == 0 or not math.isfinite(largest):
        # max() may pass over a nan, the sum does not
        return math.sqrt(sum(float(np.sum(a * a)) for a in leaves(grads)))
    return largest * math.sqrt(sum(float(np.sum((a / largest) ** 2)) for a in leaves(grads)))


@silent
def clip_by_norm(grads, largest):
    """grads, made shorter if its norm is above ``largest``; shapes and direction stay.

    >>> clip_by_norm(np.array([3.0, 4.0]), 1.0).round(6).tolist()
    [0.6, 0.8]

    Errors: ``ValueError`` for a ``largest`` below 0, which would turn the gradient round.
    """
    largest = _size(largest)
    norm = gradient_norm(grads)
    if norm <= largest:
        return _map(np.copy, grads)
    return _map(lambda g: g * (largest / norm), grads)  # a nan stays a nan


@silent
def clip_by_value(grads, largest):
    """grads with every entry brought into -largest .. largest; the shapes stay.

    >>> clip_by_value(np.array([3.0, -0.5]), 1.0).tolist()
    [1.0, -0.5]

    Errors: ``ValueError`` for a ``largest`` below 0.
    """
    largest = _size(largest)
    return _map(lambda g: np.clip(g, -largest, largest), grads)


def leaves(tree):
    """All arrays of a Params or of a pair of Params, in order."""
    if isinstance(tree, tuple):
        return [leaf for part in tree for leaf in leaves(part)]
    return [tree]


def _map(function, *trees, name="grads"):
    """``function`` on the arrays of equal place, in the structure of the first tree."""
    first = trees[0]
    if not isinstance(first, tuple):
        for other in trees[1:]:
            if np.shape(other) != np.shape(first):
                raise ValueError(f"{name}: expected shape {np.shape(first)}, got {np.shape(other)}")
        return function(*trees)
    for other in trees[1:]:
        if type(other) is not type(first) or len(other) != len(first):
            raise ValueError(f"{name}: expected {_kind(first)}, got {_kind(other)}")
    fields = getattr(first, "_fields", range(len(first)))
    parts = [
        _map(function, *branches, name=f"{name}.{field}")
        for field, *branches in zip(fields, *trees, strict=True)
    ]
    return type(first)(*parts) if hasattr(first, "_fields") else tuple(parts)


def _kind(tree):
    return f"a pair of {len(tree)}" if type(tree) is tuple else type(tree).__name__


def _step_size(eta):
    """A plain float, which leaves float32 as it is; a NumPy number would not."""
    if as_floats("eta", eta).ndim:
        raise ValueError(f"eta: expected one number, got shape {np.shape(eta)}")
    return float(eta)


def _size(largest):
    """A plain float, as with ``_step_size``."""
    if not largest >= 0:
        raise ValueError(f"largest: expected a number >= 0, got {largest}")
    return float(largest)


def _positive(epsilon):
    if not epsilon > 0:
        raise ValueError(f"epsilon: expected a number > 0, got {epsilon}; 0 / 0 has no value")
