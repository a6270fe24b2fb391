"""What the marker knows of this assignment: each student's tables, with the known slips.

The right numbers come from ``lstm_core``. What a wrong number leads to comes from lines.py, which
the tests compare with it. The model solution in the source notebook is not used.
"""

from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from assignments.ps4_by_hand import lines
from assignments.ps4_by_hand.kinds import KINDS
from assignments.ps4_by_hand.mistakes import MISTAKES as WORDS
from assignments.ps4_by_hand.numbers import numbers
from grading.entries import Entry
from lstm_core import LSTM, LSTMParams, identity, sgd, squared_error

NOTEBOOK = "ps4_by_hand"
CORE = {"shapes": []}  # the students, and the box, need nothing of lstm_core
SIZES = [()]  # one table each, of one's own numbers
STUDENT = "student"  # the cell, and the name in it, that says whose numbers they are


class Question(NamedTuple):
    """A function without arguments: its numbers are the student's own, not drawn for the run."""

    function: str
    returns: tuple[str, ...]
    mistakes: dict  # {words: a function of no arguments, the table with this slip in it}
    float32: bool = True

    def draw(self, rng, size):
        return {}, {}


def names(label, kind):
    if label.startswith("forward"):
        return kind.forward
    return kind.backward if label.startswith("backward") else kind.weights


def same(one, other):
    """Is it the same id? Capitals and spaces don't count."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


@lru_cache(maxsize=64)
def tables(variant, student):
    """{label: [Entry]} of this student, in the order in which they are computed."""
    kind = KINDS[variant]
    mine = numbers(student, kind.salt)
    right, found = solved(mine, kind), {}
    for label in lines.LABELS:
        made, slips = lines.lines(label, mine, kind)
        found[label] = [
            Entry(name, lines.key(label, name), right[lines.key(label, name)], line, {
                words: slips[slip][name]
                for slip, words in WORDS[label].items() if name in slips.get(slip, {})
            }, _is_own(label, name, kind))
            for name, line in made.items()
        ]  # fmt: skip
    return found


def _is_own(label, name, kind):
    """Does the line hold weights, inputs or labels of the student's, and not only what is made?"""
    if label.startswith("forward"):
        return name in kind.heard
    if label.startswith("backward"):
        return name == "back" or (name == "eps" and (kind.both or label.endswith("1")))
    return label == "step" or name[0] == "w"


def wrong_table(variant, label, words, student=""):
    """{name: number}: this table with one slip, and all that follows from it within the table."""
    every, made = tables(variant, student), {}
    known = {entry.key: entry.right for table in every.values() for entry in table}
    for entry in every[label]:
        made[entry.name] = known[entry.key] = entry.slips.get(words, entry.line)(known)
    return made


def questions(variant=0):
    found = {}
    for label, table in tables(variant, "").items():
        known = dict.fromkeys(words for entry in table for words in entry.slips)
        wrong = {words: partial(wrong_table, variant, label, words) for words in known}
        found[label] = Question(label, names(label, KINDS[variant]), wrong)
    return found


def solved(mine, kind):
    """Every right number, by its key."""
    cell = LSTM(activation=identity) if kind.linear else LSTM()
    params = LSTMParams.from_named(**_named(mine, kind))
    trace = cell.forward(params, np.array(mine["x"]))
    scored = None if kind.both else np.array([False, True])
    _, eps = squared_error(trace.h, np.array(mine["y"]), scored)
    deltas = cell.bptt(params, trace, eps)
    grads = cell.weight_gradient(trace, deltas)
    right = {}
    for t in (0, 1):
        back = deltas.h[0] - eps[0] if t else deltas.h0
        at = {k: getattr(trace, k)[t] for k in "gifoch"}
        at |= {"eps": eps[t], "dh": deltas.h[t], "dc": deltas.c[t], "back": back}
        at |= {f"pre_{k}": getattr(deltas, f"pre_{k}")[t] for k in "gifo"}
        if kind.coupled:  # what reaches i goes on to f, with a minus
            at["df"] = deltas.f[t] - deltas.i[t]
            at["pre_f"] = at["pre_f"] - at["pre_i"]
        right |= {f"{name}[{t}]": value.item() for name, value in at.items()}
    slopes = _entries(grads.named(), kind)
    old = _entries(params.named(), kind)
    if kind.coupled:
        own = grads.named()
        own |= {f"{a}_f": own[f"{a}_f"] - own[f"{a}_i"] for a in "wub"}
        slopes = _entries(own, kind)
    right |= {f"d{name}": value for name, value in slopes.items()}
    new = sgd(_as_tuple(old), _as_tuple(slopes), mine["eta"])
    return right | {f"new {name}": float(v) for name, v in zip(kind.weights, new[0], strict=True)}


def _named(mine, kind):
    """The weights as lstm_core takes them. i = 1 - f is what i hears turned round: sigma(-z)."""
    named = {name: np.array(mine[name]).reshape(-1, 1) for name in mine if name[0] == "w"}
    named |= {name: mine[name] for name in mine if name[:2] in ("u_", "b_")}
    if kind.coupled:
        named |= {f"{a}_i": -1.0 * np.array(named[f"{a}_f"]) for a in "wub"}
    return named


def _entries(named, kind):
    flat = {name: np.ravel(array) for name, array in named.items()}
    return {name: float(flat[name[:3]][int(name[3:] or 1) - 1]) for name in kind.weights}


def _as_tuple(entries):
    return (np.array(list(entries.values())),)


QUESTIONS = questions()
