"""Solutions of the exercises of lecture 10, and the mistakes that students are known to make."""

import numpy as np


def shares(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def delta_z(said, y):
    """Summed over the steps, averaged over the signals: only the latter brings a factor."""
    return (said - y) / said.shape[1]


def readout_backwards(h, dz, v):
    eps = dz @ v.T
    dv = sum(h[t].T @ dz[t] for t in range(len(h)))
    return eps, dv, dz.sum(axis=(0, 1))


def yes_or_no(z, y):
    return np.sum(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


SOLUTIONS = {
    "check_softmax": shares,
    "check_delta": delta_z,
    "check_readout": readout_backwards,
    "check_binary": yes_or_no,
}


def _overflows(z):
    with np.errstate(all="ignore"):
        return np.exp(z) / np.exp(z).sum()


def _not_shares(z):
    return np.exp(z - z.max())


def _sigmoids(z):
    return np.where(z > 0, 1.0, np.exp(-np.abs(z))) / (1 + np.exp(-np.abs(z)))


def _no_exponential(z):
    return z / sum(z)


def _summed(said, y):
    return said - y


def _mean_of_all(said, y):
    return (said - y) / said[..., 0].size


def _mean_over_steps(said, y):
    return (said - y) / said.shape[0]


def _turned_round(said, y):
    return (y - said) / said.shape[1]


def _by_shares(said, y):
    return -y / (said.shape[1] * said)


def _twice(h, dz, v):
    eps, dv, db = readout_backwards(h, dz, v)
    return eps, dv / len(h[0]), db / len(h[0])


def _twice_in_v(h, dz, v):
    eps, dv, db = readout_backwards(h, dz, v)
    return eps, dv / len(h[0]), db


def _last_step(h, dz, v):
    eps, _, db = readout_backwards(h, dz, v)
    return eps, h[-1].T @ dz[-1], db


def _first_signal(h, dz, v):
    eps, dv, _ = readout_backwards(h, dz, v)
    return eps, dv, sum(dz[:, 0])


def _rounded(z, y):
    with np.errstate(all="ignore"):
        s = 1 / (1 + np.exp(-z))
        return -np.sum(y * np.log(s) + (1 - y) * np.log(1 - s))


def _only_yes(z, y):
    return np.sum(y * np.logaddexp(0, -z))


def _mean(z, y):
    return yes_or_no(z, y) / len(z)


def _sign(z, y):
    return yes_or_no(z, y) + 2 * np.sum(z * y)


MISTAKES = {
    "check_softmax": {
        "nothing is subtracted, so that large logits overflow": _overflows,
        "the exponentials are not divided by their sum": _not_shares,
        "each logit gets a sigmoid of its own": _sigmoids,
        "the logits are divided by their sum, without the exponential": _no_exponential,
    },
    "check_delta": {
        "the 1/m is left out": _summed,
        "the mean is taken over the steps as well: they are summed": _mean_of_all,
        "the mean is taken over the steps instead of the signals": _mean_over_steps,
        "the sign is turned round": _turned_round,
        "this is the derivative by the shares: the softmax is still to come": _by_shares,
    },
    "check_readout": {
        "1/m is put in twice: dz has it already": _twice,
        "1/m is put into dL/dV a second time": _twice_in_v,
        "dL/dV counts the last step only": _last_step,
        "dL/db counts the first signal only": _first_signal,
    },
    "check_binary": {
        "the logarithm is taken of a share that was rounded to zero": _rounded,
        "only the questions with a yes count": _only_yes,
        "the mean over the questions is taken: they are summed": _mean,
        "the sign of z y is turned round": _sign,
    },
}
