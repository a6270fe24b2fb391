"""The checks of the lectures' exercises: one module per notebook, ``exercises.nb02`` and so on.

    import exercises
    exercises.nb02.check_gradient_w(dL_dw)    # a Report: not done yet, right, or not yet right

``Report`` is what a check returns, ``compare`` is how one is written.
"""

import importlib

from exercises.report import Report, compare

__all__ = ["Report", "compare"]


def __getattr__(name):
    """``exercises.nb02`` is imported when it is first asked for."""
    if name.startswith("nb"):
        try:
            return importlib.import_module(f"exercises.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"exercises.{name}":
                raise
    raise AttributeError(f"module 'exercises' has no attribute {name!r}")
