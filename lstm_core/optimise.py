"""Step 5, gradient descent:

    u <- u - eta dL/du        and likewise every other weight

Source: Lecture 18, "Gradient Descent".
"""

from lstm_core.cell import silent


@silent
def sgd(params, grads, eta):
    """params - eta grads, array by array; new params of the same type.

    eta: the step size, a number. grads: of the type and the shapes of params.

    Errors: ``ValueError`` if the two differ in type or in a shape.
    """
    if type(params) is not type(grads):
        raise ValueError(f"grads: expected {type(params).__name__}, got {type(grads).__name__}")
    for field, p, g in zip(params._fields, params, grads, strict=True):
        if p.shape != g.shape:
            raise ValueError(f"grads.{field}: expected shape {p.shape}, got {g.shape}")
    return type(params)(*(p - eta * g for p, g in zip(params, grads, strict=True)))
