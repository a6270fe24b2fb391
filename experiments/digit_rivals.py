"""Rivals without a memory, which see all 64 pixels at once; both are scikit-learn's.

Logistic regression adds up the pixels, with a weight for each, and takes the softmax. The network
with one hidden layer learns from the very batches that the recurrent ones get, with the same noise
on them, and with Adam. So what tells it from these is that it reads all in one step. Its step size
stays the same to the end, as scikit-learn's does.
"""

import numpy as np
from threadpoolctl import threadpool_limits

from experiments.digit_training import Batches


def baseline(learnt, C):
    """Logistic regression on all 64 pixels at once; ``C`` as in scikit-learn: small is smooth."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=C, max_iter=5000).fit(learnt.pixels.reshape(-1, 64), learnt.digits)


def hidden_layer(trial):
    """One hidden layer of tanh units: a generator, which yields (epochs done, the model so far).

    trial: with T = 1, as ``digits`` makes it.
    """
    from sklearn.neural_network import MLPClassifier

    made = Batches(trial)
    model = MLPClassifier((trial["units"],), activation="tanh", alpha=0.0,
                          learning_rate_init=trial["eta"], random_state=trial["seed"])  # fmt: skip
    for k in range(trial["epochs"] * made.batches):
        x, digits = made.batch(k)
        model.partial_fit(x[0], digits, classes=np.arange(10))
        if (k + 1) % made.batches == 0:
            yield (k + 1) // made.batches, model


def weights(model):
    """How many numbers a rival has learnt."""
    if hasattr(model, "coefs_"):  # one array for each layer
        return sum(array.size for array in (*model.coefs_, *model.intercepts_))
    return model.coef_.size + model.intercept_.size


def probe(known, digits, asked):
    """What logistic regression makes of what a memory holds: it learns from ``known`` (B, H).

    Returns the digits it says for ``asked``, (A,). The network that filled the memory learns
    nothing. On one core: fits as small as these are many times slower on two.
    """
    from sklearn.linear_model import LogisticRegression

    with threadpool_limits(1, user_api="blas"):
        return LogisticRegression(max_iter=5000).fit(known, digits).predict(asked)
