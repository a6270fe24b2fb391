"""What the traces of all cells share: the output h over time, and stretches cut out of time.

A buffer of T+1 states, with the initial one at its front, gives h[t] and h[t-1] as two views.
"""

import numpy as np


class Trace:
    """Mixed into each cell's trace: stretches of time, cut out of every array alike.

    Arrays called ``..._from_start`` hold T+1 states, the initial one first; all others T steps.
    """

    @property
    def h(self):
        """h[0], ..., h[T-1]."""
        return self.h_from_start[1:]

    @property
    def h_prev(self):
        """h[-1], h[0], ..., h[T-2]: what each step was given."""
        return self.h_from_start[:-1]

    @property
    def h0(self):
        """The initial state h[-1], (B, H)."""
        return self.h_from_start[0]

    def window(self, start, end):
        """The trace of the steps start .. end-1, whose initial state is that before ``start``."""
        return self._each(lambda a: a[start:end], lambda a: a[start : end + 1])

    def steps_as_batch(self):
        """All steps side by side, as a batch of T·B signals of one step each."""

        def merged(a):
            return a.reshape(1, a.shape[0] * a.shape[1], *a.shape[2:])

        return self._each(merged, lambda a: np.concatenate([merged(a[:-1]), merged(a[1:])]))

    def _each(self, steps, states):
        changed = {}
        for name, value in vars(self).items():
            if isinstance(value, np.ndarray):
                value = states(value) if name.endswith("_from_start") else steps(value)
            changed[name] = value
        return type(self)(**changed)
