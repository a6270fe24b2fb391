"""Marking: the student's code in a box, the comparison outside."""

from grading.grade import grade

__all__ = ["grade"]
