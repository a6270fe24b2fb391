"""The comparison, outside the box: what came out against what is right, in words for the student.

A result counts if it differs by at most a millionth of the largest entry. Which values were
expected for the hidden inputs is not said; the name of a known mistake is.
"""

import math

import numpy as np

from grading.reading import plain as _plain

TOLERANCE, TOLERANCE32 = 1e-6, 1e-5
DOUBLE = {"float64", "longdouble", "float96", "float128"}
REAL = DOUBLE | {"float32", "float16"} | {f"{u}int{n}" for u in ("", "u") for n in (8, 16, 32, 64)}
LARGEST = 20_000


def judge(question, asked, cases, values, run_note=""):
    """(right, message, name of the mistake) of one question.

    question: the key's; asked: the marking module's; cases: [(arguments, expected)]; values: what
    the box said, {case: value}; run_note: what is known if it said nothing.
    """
    name, all_got = question["function"], []
    for number, (_, expected) in enumerate(cases):
        problem, got = read(name, values.get(number), question["returns"], run_note)
        if problem:
            return False, problem, ""
        all_got.append((got, expected))
    if own := getattr(asked, "judge", None):  # many results are right: it says which
        return own(name, all_got)
    low = question["float32"]
    for got, expected in all_got:
        problem = next(filter(None, (_shape(name, k, got[k], expected[k]) for k in expected)), "")
        if problem:
            return False, problem, ""
    wrong = [k for got, expected in all_got for k in expected if not agree(got[k], expected[k])]
    if wrong:
        return False, *_explain(name, asked, cases, all_got, list(dict.fromkeys(wrong)))
    for got, expected in all_got:
        for k in expected:
            if problem := _dtype(f"{name}: {k}", got[k].dtype_name, low):
                return False, problem, ""
    changed = any(value.get("changed") for value in values.values() if isinstance(value, dict))
    return True, CHANGED if changed else "Right.", ""


CHANGED = "Right. It changes the arrays that it is given, though, which may surprise its caller."


def plain(text, most=300):
    return _plain(text, most)


class Got(np.ndarray):
    """An array as it came out, with the dtype that it had in there."""

    dtype_name = "float64"


def read(name, value, returns, note):
    """("", {name: Got}), or a sentence."""
    if not isinstance(value, dict) or value.get("missing"):
        return note or f"No function {name} was found.", None
    if value.get("stub"):
        return f"{name} is not done yet.", None
    if "error" in value:
        return f"{name} raises {plain(value['error'])}.", None
    arrays = value.get("arrays")
    if not isinstance(arrays, dict):
        what = plain(value.get("odd", "something else"))
        return f"{name} returns {what}; asked for is {', '.join(returns)}.", None
    if missing := [k for k in returns if k not in arrays]:
        return f"{name}: {', '.join(missing)} is missing from what it returns.", None
    got = {}
    for k in returns:
        made = array(arrays[k])
        if made is None:
            odd = arrays[k].get("odd", "something") if isinstance(arrays[k], dict) else "something"
            return f"{name}: {k} should be an array of numbers, it is {plain(odd)}.", None
        got[k] = made
    return "", got


def array(packed):
    """A ``Got`` of what claims to be a packed array, or None."""
    if not isinstance(packed, dict):
        return None
    shape, data, dtype = packed.get("shape"), packed.get("data"), packed.get("dtype")
    if not (isinstance(shape, list) and isinstance(data, list) and isinstance(dtype, str)):
        return None
    if len(data) > LARGEST or len(shape) > 8:
        return None
    if not all(type(n) is int and 0 <= n <= LARGEST for n in shape):
        return None
    if math.prod(shape) != len(data) or not all(type(n) in (int, float) for n in data):
        return None
    try:
        made = np.array(data, dtype=float).reshape(shape).view(Got)
    except (OverflowError, ValueError):
        return None
    made.dtype_name = plain(dtype, 20)
    return made


def number(packed):
    """The float of what claims to be a single packed number, or None."""
    made = array(packed)
    return float(made) if made is not None and made.ndim == 0 and made.dtype_name in REAL else None


def _shape(name, k, got, expected):
    if got.shape != expected.shape:
        wanted = f"shape {expected.shape}" if expected.ndim else "a single number"
        return f"{name}: {k} has the shape {got.shape}; {wanted} is expected here."
    return ""


def _dtype(what, dtype, float32):
    if dtype in DOUBLE or (float32 and dtype == "float32"):
        return ""
    return f"{what} has the right numbers, but is made of {dtype}; asked for is float64."


def agree(got, expected):
    """Every entry within a millionth of the largest; NaN agrees with NaN alone."""
    single = getattr(got, "dtype_name", "float64") in ("float32", "float16")
    got, expected = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    if got.shape != expected.shape:
        return False
    largest = np.max(np.abs(expected), initial=0.0, where=np.isfinite(expected)) or 1.0
    with np.errstate(all="ignore"):
        near = np.abs(got - expected) <= (TOLERANCE32 if single else TOLERANCE) * largest
    return bool(np.all(near | (got == expected) | (np.isnan(got) & np.isnan(expected))))


def _explain(name, asked, cases, all_got, wrong):
    """(sentence, name of the mistake)."""
    for words, function in asked.mistakes.items():
        with np.errstate(all="ignore"):
            made = [function(**arguments) for arguments, _ in cases]
        pairs = zip(all_got, made, strict=True)
        if all(agree(got[k], one[k]) for (got, _), one in pairs for k in got):
            return f"{name}: not right yet. This is what comes out when {words}.", words
    got, expected = next(
        pair for pair in all_got if any(not agree(pair[0][k], pair[1][k]) for k in pair[1])
    )
    if any(not np.isfinite(got[k]).all() for k in got):
        return f"{name}: there are NaN or infinite numbers in {', '.join(wrong)}.", ""
    right = [k for k in expected if k not in wrong]
    rest = f" {', '.join(right)} {'is' if len(right) == 1 else 'are'} right." if right else ""
    return f"{name}: not right yet in {', '.join(wrong)}.{rest}", ""
