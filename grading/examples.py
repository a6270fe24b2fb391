"""Expected and got, of the inputs that everybody may see, as text for a page."""

import numpy as np

from grading import visible
from grading.compare import agree


def example(key, marking, student, question):
    """{"arguments": text, "rows": [...]} for a question of a result, or None.

    A row has name, word (the verdict), expected, got and right. Of a table of a student's own
    numbers there are no arguments, and a row for each entry.
    """
    label = question["label"]
    kept = question.get("visible", {})
    if hasattr(marking, "tables"):
        table = marking.tables(key.get("variant", 0), student)[label]
        entries = question.get("entries", {})
        return {"arguments": "", "rows": [_entry(one, kept, entries) for one in table]}
    made = visible.example(key["assignment"], marking, label)
    if made is None:
        return None
    arguments = "\n".join(f"{name} = {code(value)}" for name, value in made[0].items())
    rows = [_row(name, value, kept.get(name)) for name, value in made[1].items()]
    return {"arguments": arguments, "rows": rows}


def _row(name, expected, kept):
    got = array(kept)
    said = {"name": name, "expected": numbers(expected), "got": "nothing", "right": False}
    if got is None:
        return said | {"word": ""}
    same = agree(got, expected)
    word = "the same" if same else "not the same"
    return said | {"got": numbers(got), "word": word, "right": same}


def _entry(entry, kept, verdicts):
    got, verdict = array(kept.get(entry.name)), verdicts.get(entry.name, "")
    said = {"name": entry.name, "expected": f"{entry.right:.6f}", "word": verdict}
    right = verdict not in ("wrong", "missing")
    return said | {"got": "nothing" if got is None else numbers(got), "right": right}


def array(kept):
    """The array that grading/visible.py kept, or None. Of a large one only the beginning is."""
    try:
        data = np.array([float(x) for x in kept["data"]])
        return data.reshape(kept["shape"]) if np.prod(kept["shape"]) == data.size else data
    except (TypeError, KeyError, ValueError):
        return None


def numbers(value):
    """An array as text, six digits. Adding 0 makes a -0 a 0."""
    return np.array2string(
        np.asarray(value, dtype=float) + 0.0,
        separator=", ",
        max_line_width=60,
        formatter={"float_kind": six},
        threshold=visible.MOST,
    )


def six(x):
    return f"{x:.6g}"


def code(value, indent=""):
    """An input as Python that can be copied, six digits."""
    if isinstance(value, dict):
        inner = [f'{indent}  "{name}": {code(one, indent + "  ")},' for name, one in value.items()]
        return "\n".join(["{", *inner, f"{indent}}}"]) if inner else "{}"
    if isinstance(value, np.ndarray):
        return f"np.array({code(value.tolist())})"
    if isinstance(value, list):
        return f"[{', '.join(code(one) for one in value)}]"
    return six(value) if isinstance(value, float) else repr(value)
