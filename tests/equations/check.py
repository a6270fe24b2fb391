"""What a check is, how its two sides are evaluated and compared, and the two ways to differentiate.

Two tolerances and no others. Both are relative to the largest magnitude on the right side:

    EXACT       1e-9   everything that is computed: lstm_core, loops, closed forms, complex steps
    DIFFERENCE  1e-6   where one of the two expressions itself calls ``central`` or
                       ``numerical_gradient``, whose own error is about 1e-9

The tolerance is read off the expressions, so nobody chooses it, and a difference quotient that
hides in the setup of a check is held to 1e-9.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lstm_core.check import numerical_gradient
from tests.equations.mutation import mutants

EXACT = 1e-9
DIFFERENCE = 1e-6
DIFFERENCE_QUOTIENTS = {"central", "numerical_gradient"}


def central(f: Callable, at: float, h: float = 1e-5):
    """The slope of f at a number, by the central difference (f(at + h) - f(at - h)) / 2h."""
    return (f(at + h) - f(at - h)) / (2 * h)


def complex_step(f: Callable, at: float, h: float = 1e-30):
    """The slope of f at a number, exact to rounding: Im f(at + ih) / h.

    For an f written in plain arithmetic; ``lstm_core`` computes with real numbers only.
    """
    return np.imag(f(at + 1j * h)) / h


@dataclass(frozen=True)
class Pair:
    """One equals sign of an equation, with the names it needs."""

    tag: str
    left: str
    right: str
    names: dict

    @property
    def tolerance(self):
        called = {
            getattr(node.func, "id", getattr(node.func, "attr", None))
            for side in (self.left, self.right)
            for node in ast.walk(ast.parse(side.strip(), mode="eval"))
            if isinstance(node, ast.Call)
        }
        return DIFFERENCE if called & DIFFERENCE_QUOTIENTS else EXACT

    def mutants(self):
        """The spoiled right sides."""
        return mutants(self.right)

    def disagreement(self, right=None):
        """None if both sides agree, else a sentence. ``right``: a mutant in the place of the right.

        Errors of the expressions are not caught here.
        """
        expected = _numbers(f"right side {right or self.right!r}", self._value(right or self.right))
        got = _numbers(f"left side {self.left!r}", self._value(self.left))
        if np.squeeze(got).shape != np.squeeze(expected).shape:
            return f"the left side has shape {got.shape}, the right side {expected.shape}"
        if not (np.isfinite(got).all() and np.isfinite(expected).all()):
            return f"not finite: {got} = {expected}"
        got, expected = np.squeeze(got), np.squeeze(expected)
        off = np.abs(got - expected)
        if np.all(off <= self.tolerance * _size(expected)):
            return None
        at = np.unravel_index(np.argmax(off), off.shape)
        place = f" at {[int(k) for k in at]}" if at else ""
        return f"{got[at]:.12g} = {expected[at]:.12g}{place} is wrong by {off[at]:.2g}"

    def error(self) -> float:
        """How far apart the sides are, as a share of the largest magnitude on the right.

        Sides that can't be compared are infinitely far apart.
        """
        got, expected = np.squeeze(self._value(self.left)), np.squeeze(self._value(self.right))
        if got.shape != expected.shape:
            return np.inf
        off = _size(got - expected)
        return off / _size(expected) if _size(expected) else np.inf if off else 0.0

    def survives(self, mutant):
        """Whether the check fails to notice this spoiled right side. An error is noticed too."""
        try:
            with np.errstate(all="ignore"):
                return self.disagreement(mutant) is None
        except Exception:  # whatever a spoiled expression raises, it did not go unnoticed
            return False

    def _value(self, expression):
        names = {"np": np, "central": central, "complex_step": complex_step}
        names |= {"numerical_gradient": numerical_gradient} | self.names
        return eval(expression.strip(), names)


@dataclass(frozen=True)
class Check:
    """The check of one displayed equation: its tag, its LaTeX, and the function that sets it up."""

    tag: str
    latex: str
    setup: Callable

    def pairs(self) -> list[Pair]:
        """The equals signs to be checked.

        Errors: ``ValueError`` where the setup does not return what is asked of it.
        """
        names = dict(self.setup())
        if "pairs" in names:
            pairs = list(names.pop("pairs"))
        elif {"left", "right"} <= names.keys():
            left, right = names.pop("left"), names.pop("right")
            pairs = [(left, one) for one in ([right] if isinstance(right, str) else right)]
        else:
            raise ValueError(f"({self.tag}) must return left= and right=, or pairs=")
        if not pairs:
            raise ValueError(f"({self.tag}) compares nothing")
        for left, right in pairs:
            if _same(left, right):
                raise ValueError(f"({self.tag}) compares {left!r} with itself")
        return [Pair(self.tag, left, right, names) for left, right in pairs]


class Registry(list):
    """The checks, in the order in which they were written down."""

    def equation(self, tag: str, latex: str):
        """Decorator: the function below sets up the check of the equation with this tag."""

        def register(setup):
            self.append(Check(tag, latex, setup))
            return setup

        return register


def _size(array):
    return np.max(np.abs(array), initial=0.0)


def _same(left, right):
    left, right = (ast.dump(ast.parse(side.strip(), mode="eval")) for side in (left, right))
    return left == right


def _numbers(what, value):
    """The value as a float64 array; a lower precision, or no numbers at all, is an error."""
    array = np.asarray(value)
    if array.dtype.kind in "iu":
        array = array.astype(float)
    if array.dtype != np.float64:
        raise TypeError(f"the {what} is {array.dtype}, not float64")
    if array.size == 0:
        raise ValueError(f"the {what} is empty")
    return array
