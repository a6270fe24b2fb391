"""The checks of the lectures' exercises: one module per notebook, ``exercises.nb02`` and so on.

    import exercises.nb02 as nb02
    nb02.check_gradient_w(dL_dw)        # a Report: not done yet, right, or what is not yet right

``Report`` is what a check returns, ``compare`` is how one is written.
"""

from exercises.report import Report, compare

__all__ = ["Report", "compare"]
