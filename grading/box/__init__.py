"""The box: a student's code runs inside, the answers stay outside.

``walls`` builds it, ``rooms`` furnishes it, ``run`` watches it, and ``inside`` is what runs in it.
"""

from grading.box.walls import ROOT, Limits, NoBox, expect_box, why_not

__all__ = ["ROOT", "Limits", "NoBox", "expect_box", "why_not"]
