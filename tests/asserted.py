"""Which numbers the cells of a section assert, and how closely.

Counted is a number that stands in an ``assert``, at the top of a cell or in a ``for`` or ``with``,
on either side of a comparison (or in ``isclose``, ``allclose``, ``array_equal``) with something
that is computed. A constant expression counts whole and in its parts: in ``h == -1 / 8`` these are
-0.125, -1, 1, and 8. The message of an assert and a tolerance do not count.

A tolerance is looked at: ``abs(h - 6.24) < 0.01`` or ``isclose(h, 6.24, atol=0.01)`` asserts 6.24
to 0.01, which is too wide for a prose that prints two decimals.
"""

import ast
import operator
from dataclasses import dataclass

CLOSE = {"isclose", "allclose", "approx"}
EQUAL = {"array_equal", "array_equiv"}
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


@dataclass(frozen=True)
class Asserted:
    value: float
    slack: float = 0.0


def asserted(cells) -> list[Asserted]:
    """The numbers asserted by the code cells of a section. A cell that is no Python has none."""
    found = []
    for cell in cells:
        try:
            statements = list(ast.parse(cell).body)
        except SyntaxError:
            continue
        while statements:
            statement = statements.pop()
            if isinstance(statement, ast.For | ast.With):
                statements += statement.body
            if isinstance(statement, ast.Assert):
                for node in _comparisons(statement.test):
                    found += _numbers(node)
    return found


def _comparisons(test):
    """The comparisons in a condition that have a computed side. ``or`` asserts neither part."""
    match test:
        case ast.BoolOp(ast.And(), values):
            for value in values:
                yield from _comparisons(value)
        case ast.UnaryOp(ast.Not(), operand):
            yield from _comparisons(operand)
        case ast.Compare(left, signs, others):
            told = not any(isinstance(sign, ast.NotEq | ast.NotIn | ast.IsNot) for sign in signs)
            if told and any(_computed(side) for side in (left, *others)):
                yield test
        case ast.Call(args=arguments) if _name(test) in CLOSE | EQUAL:
            if any(_computed(side) for side in arguments):
                yield test
        case ast.Call(func, arguments) if _name(test) == "all":
            condition = arguments[0] if arguments else getattr(func, "value", test.func)
            yield from _comparisons(getattr(condition, "elt", condition))


def _numbers(node):
    """The numbers in a comparison. In abs(h - 6.24) < 0.01 the 0.01 is the slack of the 6.24."""
    match node:
        case ast.Call() if _name(node) in CLOSE:
            return list(_close(node))
        case ast.Compare(distance, [ast.Lt() | ast.LtE()], [bound]) if _from_a_number(distance):
            width = _folded(bound)
            slack = float("inf") if width is None else width
            return [Asserted(value, slack) for value in _literals(distance)]
    return [Asserted(value) for value in _literals(node)]


def _close(call):
    """isclose(a, b, rtol, atol): NumPy's defaults are 1e-5 of b, and 1e-8."""
    options = dict(zip(("rtol", "atol"), call.args[2:4], strict=False))
    options |= {keyword.arg: keyword.value for keyword in call.keywords}
    options |= {{"rel": "rtol", "abs": "atol"}.get(k, k): v for k, v in options.items()}
    width = {"rtol": 1e-5, "atol": 1e-8}
    for key in width:
        if key in options:
            known = _folded(options[key])
            width[key] = float("inf") if known is None else known
    for argument in call.args[:2]:
        for value in _literals(argument):
            yield Asserted(value, width["rtol"] * abs(value) + width["atol"])


def _from_a_number(node):
    """Whether this is abs(... - 6.24), or the largest of such: a distance from a number given."""
    return any(
        isinstance(call, ast.Call)
        and _name(call) == "abs"
        and any(
            isinstance(part, ast.BinOp)
            and isinstance(part.op, ast.Sub)
            and not (_computed(part.left) and _computed(part.right))
            for part in ast.walk(call)
        )
        for call in ast.walk(node)
    )


def _literals(node):
    """The constants in an expression, folded and in parts."""
    value = _folded(node)
    if value is not None:
        yield value
    for child in ast.iter_child_nodes(node):
        yield from _literals(child)


def _folded(node):
    """The value of a constant expression of numbers, else None."""
    match node:
        case ast.Constant(bool()):
            return None
        case ast.Constant(int() | float() as value):
            return float(value)
        case ast.UnaryOp(ast.USub(), operand):
            value = _folded(operand)
            return None if value is None else -value
        case ast.BinOp(left, op, right) if type(op) in OPERATORS:
            left, right = _folded(left), _folded(right)
            if left is None or right is None:
                return None
            try:
                return float(OPERATORS[type(op)](left, right))
            except (ArithmeticError, TypeError):
                return None
    return None


def _computed(node):
    return any(isinstance(part, ast.Name | ast.Call | ast.Attribute) for part in ast.walk(node))


def _name(call):
    return getattr(call.func, "id", getattr(call.func, "attr", None))
