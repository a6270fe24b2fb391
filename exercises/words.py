"""The words of a report: what was given, what came, which line raised what. None can fail."""

import inspect
import linecache
import reprlib
import traceback

LONG = 200  # characters: a case that takes more is told with fewer numbers of each list


def given(case):
    if not case:
        return ""
    for items in (6, 2):
        inputs = ", ".join(f"{key} = {short(value, items)}" for key, value in case.items())
        if len(inputs) <= LONG:
            break
    return f"For {inputs}: "


class _Brief(reprlib.Repr):
    """A float with many digits is told with four: the number itself is in the student's hands."""

    def repr_float(self, number, level):
        exact = repr(float(number))
        return exact if len(exact) <= 6 else f"{number:.4g}"

    repr_float64 = repr_float


def short(value, items=6):
    """A repr of bounded length that can't fail."""
    try:
        brief = _Brief()
        brief.maxlist = brief.maxtuple = items
        return " ".join(brief.repr(value.tolist() if hasattr(value, "tolist") else value).split())
    except Exception:
        return f"something of type {type(value).__name__}"


def line_words(error, student):
    """Which line of the student's own code raised what."""
    # A check may wrap what the student wrote: the lines to show are the student's.
    file = getattr(getattr(inspect.unwrap(student), "__code__", None), "co_filename", None)
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    if not lines or lines[-1] is None:
        return f"calling your function raises {error_words(error)}"
    text = linecache.getline(file, lines[-1]).strip()
    quoted = f", `{text}`," if text else ""
    return f"line {lines[-1]} of the cell{quoted} raises {error_words(error)}"


def error_words(error):
    try:
        return f"{type(error).__name__}: {error}".rstrip(": .")
    except Exception:
        return type(error).__name__


def shape_words(shape):
    """A shape in words."""
    if len(shape) > 1:
        return f"shape {shape}"
    return f"a list of {shape[0]}" if shape else "a single number"
