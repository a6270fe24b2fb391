"""The checks of lecture 10, output and loss. What is expected comes from `lstm_core`."""

import numpy as np

from exercises.report import compare
from lstm_core import (
    ReadoutParams,
    binary_cross_entropy,
    readout_gradient,
    softmax_cross_entropy,
)

# Steps, signals, units, answers: as many steps as signals, or not, and never a batch of one alone.
_SIZES = [(5, 2, 3, 4), (3, 3, 2, 2)]


def _softmax(z):
    """From the loss: what it sends back for one step is the shares minus the target."""
    z = np.asarray(z, float)
    target = np.arange(z.shape[-1]) == 0
    whole = np.broadcast_to(target.astype(float), z.shape)
    _, back = softmax_cross_entropy(z, whole)
    return back * z.shape[1] + target  # the loss averages over the batch


def check_softmax(student):
    """Exercise A: equation (10.3)."""
    cases = [
        {"z": np.array([2.0, 1.0, -1.0])},
        {"z": np.array([-0.3, 0.4, 1.7, -2.2])},
        {"z": np.array([1000.0, 999.0, 0.0])},
        {"z": np.array([-2000.0, -1999.5])},
    ]

    def expected(z):
        return _softmax(z[None, None])[0, 0]

    def plain(z):
        with np.errstate(all="ignore"):
            return np.exp(z) / np.exp(z).sum()

    mistakes = {
        "nothing is subtracted, so that large logits overflow": plain,
        "the exponentials are not divided by their sum": lambda z: np.exp(z - z.max()),
        "each logit gets a sigmoid of its own": lambda z: 0.5 * (1 + np.tanh(z / 2)),
        "the logits are divided by their sum, without the exponential": lambda z: z / z.sum(),
    }
    return compare(student, expected, cases, mistakes, name="shares")


def _batches():
    """(logits, targets as distributions, outputs h, readout) for each of the sizes."""
    rng = np.random.default_rng(100)
    for T, m, H, K in _SIZES:
        h, v, b = rng.normal(size=(T, m, H)), rng.normal(size=(H, K)), rng.normal(size=K)
        yield h @ v + b, np.eye(K)[rng.integers(0, K, size=(T, m))], h, ReadoutParams(v, b)


def check_delta(student):
    """Exercise B: equation (10.16)."""
    cases, answers = [], []
    for z, y, _, _ in _batches():
        cases.append({"said": _softmax(z), "y": y})
        answers.append(softmax_cross_entropy(z, y)[1])

    def expected(said, y):
        return next(a for c, a in zip(cases, answers, strict=True) if np.array_equal(c["y"], y))

    mistakes = {
        "the 1/m is left out": lambda said, y: said - y,
        "the mean is taken over the steps as well: they are summed": (
            lambda said, y: (said - y) / (len(said) * said.shape[1])
        ),
        "the mean is taken over the steps instead of the signals": (
            lambda said, y: (said - y) / len(said)
        ),
        "the sign is turned round": lambda said, y: (y - said) / said.shape[1],
        "this is the derivative by the shares: the softmax is still to come": (
            lambda said, y: -y / said / said.shape[1]
        ),
    }
    return compare(student, expected, cases, mistakes, name="delta z")


def check_readout(student):
    """Exercise C: equations (10.17) and (10.18)."""
    cases, answers = [], []
    for z, y, h, top in _batches():
        dz = softmax_cross_entropy(z, y)[1]
        grads, eps = readout_gradient(top, h, dz)
        cases.append({"h": h, "dz": dz, "v": top.v.copy()})
        answers.append({"eps": eps, "dv": grads.v, "db": grads.b})

    def expected(h, dz, v):
        return next(a for c, a in zip(cases, answers, strict=True) if np.array_equal(c["h"], h))

    def but(**wrong):
        def answer(h, dz, v):
            return expected(h, dz, v) | {name: made(h, dz) for name, made in wrong.items()}

        return answer

    def outer(h, dz):
        return np.einsum("tnj,tnk->jk", h, dz)

    mistakes = {
        "1/m is put in twice: dz has it already": but(
            dv=lambda h, dz: outer(h, dz) / h.shape[1],
            db=lambda h, dz: dz.sum(axis=(0, 1)) / h.shape[1],
        ),
        "1/m is put into dL/dV a second time": but(dv=lambda h, dz: outer(h, dz) / h.shape[1]),
        "dL/dV counts the last step only": but(dv=lambda h, dz: outer(h[-1:], dz[-1:])),
        "dL/db counts the first signal only": but(db=lambda h, dz: dz[:, 0].sum(axis=0)),
    }
    return compare(student, expected, cases, mistakes)


def check_binary(student):
    """Exercise D: equation (10.12)."""
    cases = [
        {"z": np.array([0.5, 1.0, -1.0]), "y": np.array([1.0, 1.0, 0.0])},
        {"z": np.array([-2.3, 0.2]), "y": np.array([0.25, 0.8])},
        {"z": np.array([2000.0, -3000.0, 5.0]), "y": np.array([0.0, 1.0, 1.0])},
    ]

    def expected(z, y):
        return binary_cross_entropy(z[None, None], y[None])[0]

    def plain(z, y):
        with np.errstate(all="ignore"):
            s = 1 / (1 + np.exp(-z))
            return -np.sum(y * np.log(s) + (1 - y) * np.log(1 - s))

    mistakes = {
        "the logarithm is taken of a share that was rounded to zero": plain,
        "only the questions with a yes count": (
            lambda z, y: np.sum(y * (np.maximum(-z, 0) + np.log1p(np.exp(-abs(z)))))
        ),
        "the mean over the questions is taken: they are summed": (
            lambda z, y: expected(z, y) / len(z)
        ),
        "the sign of z y is turned round": (
            lambda z, y: np.sum(np.maximum(z, 0) + z * y + np.log1p(np.exp(-abs(z))))
        ),
    }
    return compare(student, expected, cases, mistakes, name="L")
