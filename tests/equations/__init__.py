"""One check for each displayed equation of the notebooks.

The checks of notebook 02 live in ``nb02.py``, and so on; what does not fit one file goes on in a
second one, as in ``nb09_lstm.py``:

    from tests.equations import equation

    @equation("2.3", r"\\frac{d\\mathcal{L}}{dw} = x_0\\,(h[m] - x_0)\\,u^m")
    def _():
        ...
        return dict(left="central(loss, w)", right="x0 * (h[m] - x0) * u**m", **locals())

``left`` and ``right`` are Python expressions, evaluated where the returned names, ``np``,
``central`` and ``complex_step`` are known. The left side comes from elsewhere than the right: from
``lstm_core``, a difference quotient, a plain loop. The tests then spoil the right side in every way
that ``mutation.py`` knows, and each spoiled one must be caught.
"""

import importlib
import pkgutil

from tests.equations.check import DIFFERENCE, EXACT, Check, Registry, central, complex_step

__all__ = [
    "DIFFERENCE",
    "EXACT",
    "Check",
    "Registry",
    "central",
    "complex_step",
    "equation",
    "load",
    "registry",
]

registry = Registry()
equation = registry.equation


def load() -> list[Check]:
    """The checks of every ``nbNN*.py`` here."""
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("nb"):
            importlib.import_module(f"{__name__}.{module.name}")
    return list(registry)
