"""The pictures of the gallery, by name.

A module adds one by decorating a function without arguments that returns a Figure, a LiveFigure, or
an object with `.figure`:

    @picture("calculator_u_1", alt="The linear RNN with u = 1 keeps adding: ...")
    def _():
        ...

The name becomes the file's name. `pictures()` imports every module of this package, so nothing else
has to be told.
"""

import importlib
import pkgutil

import figures
from figures import still

_PICTURES = {}


def picture(name, alt):
    """Register the decorated function under `name`; `alt` says in words what is to be seen."""
    if not name.isidentifier() or not alt.strip():
        raise ValueError(f"picture: {name!r} must be a plain name, and its alt text not empty")

    def register(function):
        known = _PICTURES.get(name)
        if known and known[0].__module__ != function.__module__:
            raise ValueError(f"picture: {name!r} is there already, in {known[0].__module__}")
        _PICTURES[name] = (function, " ".join(alt.split()))
        return function

    return register


def pictures():
    """{name: (function, alt)}, sorted by name, of every module in the package."""
    for module in pkgutil.iter_modules(figures.__path__):
        if module.name != "__main__":
            importlib.import_module(f"figures.{module.name}")
    return dict(sorted(_PICTURES.items()))


def render(function):
    """The PNG bytes of a registered picture."""
    made = function()
    if hasattr(made, "png"):  # a LiveFigure: exactly what a student sees
        return made.png
    return still.png(getattr(made, "figure", made))
