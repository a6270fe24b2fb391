"""Small, wrong versions of an expression: what a check must be able to tell from the right one.

``mutants("x0 * (h - x0) * u**m")`` gives every expression that differs from it by one slip of the
kind people make on paper: a sign turned, a term or factor forgotten, a transpose left out, an
index off by one. The slips work on the syntax tree of the expression, so nothing inside a string,
a helper function or the setup of the check is touched: write the equation into the expression.
"""

import ast
import copy

SWAPPED_NAMES = {
    "minimum": "maximum",
    "maximum": "minimum",
    "min": "max",
    "max": "min",
    "prod": "sum",
    "cumprod": "cumsum",
    "cumsum": "cumprod",
    "argmin": "argmax",
    "argmax": "argmin",
}
TRANSPOSES = {"transpose", "swapaxes", "matrix_transpose"}
# A nonlinearity may be forgotten: tanh(z) becomes z.
NONLINEARITIES = {"tanh", "logistic", "crelu", "sigma_g", "sigma_h", "exp", "log", "sqrt", "abs"}


def mutants(expression: str) -> list[str]:
    """Every expression one slip away from this one, without doubles, in order of appearance.

    Errors: ``SyntaxError`` if the text is not one Python expression.
    """
    original = ast.parse(expression.strip(), mode="eval").body
    found = {}
    for path, node in _nodes(original):
        for slip in _slips(node, path):
            found.setdefault(ast.unparse(_replaced(original, path, slip)))
    found.setdefault(ast.unparse(ast.UnaryOp(ast.USub(), original)))
    found.pop(ast.unparse(original), None)
    return list(found)


def _slips(node, path):
    """The wrong versions of one node (its children unchanged)."""
    match node:
        case ast.BinOp(left, ast.Add(), right):
            yield from (ast.BinOp(left, ast.Sub(), right), left, right)
        case ast.BinOp(left, ast.Sub(), right):
            yield from (ast.BinOp(left, ast.Add(), right), left, ast.UnaryOp(ast.USub(), right))
        case ast.BinOp(left, ast.Mult(), right):
            yield from (left, right)
        case ast.BinOp(left, ast.MatMult(), right):
            yield from (left, right, ast.BinOp(right, ast.MatMult(), left))
        case ast.BinOp(left, ast.Div(), right):
            yield from (left, ast.BinOp(ast.Constant(1.0), ast.Div(), right))
        case ast.BinOp(base, ast.Pow(), exponent):
            yield ast.BinOp(base, ast.Pow(), ast.BinOp(exponent, ast.Add(), ast.Constant(1)))
        case ast.UnaryOp(ast.USub(), operand) if not isinstance(operand, ast.Constant):
            yield operand
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.Compare(left, [ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE() as sign], [right]):
            turned = ast.Gt() if isinstance(sign, ast.Lt | ast.LtE) else ast.Lt()
            yield ast.Compare(left, [turned], [right])
        case ast.Attribute(value, "T" | "mT"):
            yield value
        case ast.Name(ctx=ast.Load()) if path and _is_index(path):  # e[t] for e[t - 1]
            yield ast.BinOp(node, ast.Sub(), ast.Constant(1))
        case ast.Slice(lower, upper, step):
            yield from _slice_slips(lower, upper, step)
        case ast.Call():
            yield from _call_slips(node)
        case ast.Name(name) | ast.Attribute(attr=name) if name in SWAPPED_NAMES:
            if path and path[-1][0] == "func":  # a variable may be called max
                yield _renamed(node, SWAPPED_NAMES[name])


def _call_slips(call):
    name = _name(call.func)
    arguments = call.args
    if name in TRANSPOSES and arguments:
        yield arguments[0] if _from_numpy(call.func) else call.func.value
    elif name in TRANSPOSES and isinstance(call.func, ast.Attribute):
        yield call.func.value
    elif name in NONLINEARITIES and len(arguments) == 1:
        yield arguments[0]
    elif name == "where" and len(arguments) == 3:
        yield ast.Call(call.func, [arguments[0], arguments[2], arguments[1]], call.keywords)
    elif name == "range" and len(arguments) in (1, 2):  # a sum that starts or stops one off
        *lower, upper = arguments
        less = ast.BinOp(upper, ast.Sub(), ast.Constant(1))
        yield ast.Call(call.func, [*lower, less], [])
        first = ast.BinOp(lower[0] if lower else ast.Constant(0), ast.Add(), ast.Constant(1))
        yield ast.Call(call.func, [first, upper], [])


def _slice_slips(lower, upper, step):
    """[1:] for [:-1] and the other way round: all steps but the first, all but the last."""
    if lower is not None and upper is None and ast.unparse(lower) == "1":
        yield ast.Slice(None, ast.Constant(-1), step)
    if lower is None and upper is not None and ast.unparse(upper) == "-1":
        yield ast.Slice(ast.Constant(1), None, step)


def _is_index(path):
    """Whether the node at this path stands alone between square brackets, or with commas there."""
    fields = [field for field, _ in path]
    return fields[-1] == "slice" or fields[-2:] == ["slice", "elts"]


def _nodes(tree):
    """Pairs (path, node) of the expression, depth first."""
    stack = [((), tree)]
    while stack:
        path, node = stack.pop()
        yield path, node
        children = []
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.AST):
                children.append(((*path, (field, None)), value))
            elif isinstance(value, list):
                children += [
                    ((*path, (field, k)), item)
                    for k, item in enumerate(value)
                    if isinstance(item, ast.AST)
                ]
        stack += reversed(children)


def _replaced(tree, path, node):
    """A copy of the tree with the node at the path exchanged."""
    if not path:
        return node
    tree = copy.deepcopy(tree)
    parent = tree
    for field, k in path[:-1]:
        parent = getattr(parent, field) if k is None else getattr(parent, field)[k]
    field, k = path[-1]
    if k is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[k] = node
    return tree


def _name(function):
    return getattr(function, "id", getattr(function, "attr", None))


def _from_numpy(function):
    return isinstance(function, ast.Name) or ast.unparse(function).startswith("np.")


def _renamed(node, name):
    if isinstance(node, ast.Name):
        return ast.Name(name, ast.Load())
    return ast.Attribute(node.value, name, ast.Load())
