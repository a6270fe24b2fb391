"""Trials one after another for a button in a lecture, and what has been written down of others."""

from importlib import import_module

from experiments.trials import finished


class Trials:
    """`Trials("adding", "lecture")`: what `LiveFigure(train=trials.train)` wants.

    ``lines`` holds what has ended, as ``finished`` does, so that whatever interrupts it loses only
    the trial under way. ``curves=True``, for an experiment whose ``run`` fills a curve on its way:
    ``so_far()`` has that of the trial under way, too.
    """

    def __init__(self, name, size, curves=False):
        self.experiment = import_module(f"experiments.{name}")
        self.wanted, self.lines = self.experiment.trials(size), []
        self._curves, self._under_way = curves, []

    def train(self, **values):
        """Go on after the last trial that has ended; yield the share of all that is done."""
        for number in range(len(self.lines), len(self.wanted)):
            trial = self.wanted[number]
            curve = []
            self._under_way = [{"trial": trial, "result": {"curve": curve, "solved": None}}]
            work = self.experiment.run(trial, *([curve] if self._curves else []))
            while True:
                try:
                    share = next(work)
                except StopIteration as end:
                    self.lines.append({"trial": trial, "result": end.value})
                    self._under_way = []
                    break
                yield (number + share) / len(self.wanted)
            yield (number + 1) / len(self.wanted)

    def begin_anew(self, **values):
        """An action for a button: forget all that has ended."""
        self.lines.clear()
        self._under_way = []
        return {}

    def so_far(self):
        """The lines, and one for the trial under way, which isn't solved yet."""
        return list(self.lines) + [line for line in self._under_way if line["result"]["curve"]]

    def sentence(self):
        """How many have ended, in a few words."""
        ended = f"{len(self.lines)} of {len(self.wanted)} trials have ended"
        begun = [line["trial"]["network"] for line in self._under_way]
        return f"{ended}; the latest to begin: {begun[0]}." if begun else f"{ended}."


def kept(name, fits=None, **settings):
    """The lines written down whose trials have these settings; each is a value, or a test of one.

    fits: a test of the whole trial.

    >>> lines = kept("embedded_reber", network="LSTM", seed=lambda seed: seed < 5)
    >>> {line["trial"]["seed"] for line in lines}
    {0, 1, 2, 3, 4}
    """

    def wanted(trial):
        return (fits is None or fits(trial)) and all(
            one(trial[key]) if callable(one) else trial[key] == one for key, one in settings.items()
        )

    return [line for line in finished(name) if wanted(line["trial"])]


def by_network(lines, key):
    """{network: [the result called ``key`` of each of its lines, ...]}, in the lines' order."""
    found = {}
    for line in lines:
        found.setdefault(line["trial"]["network"], []).append(line["result"][key])
    return found
