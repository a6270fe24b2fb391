"""What every Params type can do: be made from names, be read by name, be stacked for a sweep.

A Params type is a NamedTuple of arrays, so a gradient, which has the same type and shapes, can be
zipped with it. Its ``SHAPES`` gives, name by name, the letters of each array: D inputs, H units.
Its ``STORED`` gives the same for the arrays as they are kept, where several may lie in one.
"""

from typing import ClassVar

import numpy as np

from lstm_core.shapes import as_floats, expect_shape


class Named:
    """Mixed into each Params type; see the top of this file for ``SHAPES`` and ``STORED``."""

    SHAPES: ClassVar[dict[str, str]] = {}
    STORED: ClassVar[dict[str, str]] = {}
    __slots__ = ()

    @classmethod
    def shapes_for(cls, arrays):
        """The letters of each array by name; a type with two layouts tells them by the arrays."""
        return cls.SHAPES

    @property
    def stored(self):
        """The letters of each stored array; a type with two layouts tells them by the shapes."""
        return self.STORED

    @classmethod
    def from_named(cls, **arrays):
        """The params from arrays by name; a float stands for a single unit with a single input.

        Every array may carry one leading axis S (the same for all): that is a stack for ``sweep``.

        Errors: ``ValueError`` that lists missing and unknown names, or names the array whose shape
        does not fit, with the shape expected and the one it got.
        """
        return cls._pack(_checked(cls, arrays))

    def named(self):
        """The arrays by name, as copies: changing one changes no params."""
        return {name: array.copy() for name, array in self._unpack().items()}

    def replace(self, **named):
        """New params with some arrays replaced, by name; the others, and the dtype, stay."""
        _refuse_unknown(type(self), named, self.shapes_for({**self._unpack(), **named}))
        old = self._unpack()
        return type(self).from_named(**{**old, **_as_the_old(named, old)})

    @classmethod
    def _pack(cls, named):
        return cls(**named)

    def _unpack(self):
        return self._asdict()


def stack(params, **named):
    """Params whose arrays carry a leading axis S: S settings, which differ in the named arrays.

    A named array is (S,) for a single unit, or (S, ...) with the array's own shape after the S;
    all other arrays are repeated.

    >>> from lstm_core import RNNParams
    >>> stack(RNNParams.from_named(w=1.0, u=0.5, b=0.0), u=[0.5, 1.0, 1.7]).u.shape
    (3, 1, 1)

    Errors: ``ValueError`` for unknown names, nothing to stack, or lengths that differ.
    """
    kind = type(params)
    if not isinstance(params, Named):
        raise ValueError(f"params: expected a Params type such as RNNParams, got {kind.__name__}")
    old = params.named()
    _refuse_unknown(kind, named, old)
    if not named:
        raise ValueError("stack: name at least one array that differs, such as u=[0.5, 1.0]")
    stacked = {}
    for name, values in _as_the_old(named, old).items():
        shape = old[name].shape
        if values.ndim == 1 and old[name].size == 1:
            values = values.reshape(-1, *shape)
        if values.shape[1:] != shape or values.ndim != len(shape) + 1:
            raise ValueError(
                f"{name}: expected shape (S, {', '.join(kind.shapes_for(old)[name].split())}) = "
                f"(any, {', '.join(map(str, shape))}), got {values.shape}"
            )
        stacked[name] = values
    lengths = {name: len(values) for name, values in stacked.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"stack: all named arrays need the same length S, got {lengths}")
    S = next(iter(lengths.values()))
    same = {n: np.broadcast_to(a, (S, *a.shape)) for n, a in old.items() if n not in stacked}
    return kind.from_named(**same, **stacked)


def _as_the_old(named, old):
    """The new arrays in the dtype of those they replace: 0.5 does not turn float32 to float64."""
    dtype = next(iter(old.values())).dtype
    return {name: as_floats(name, new).astype(dtype, copy=False) for name, new in named.items()}


def _refuse_unknown(kind, arrays, names):
    unknown = sorted(set(arrays) - set(names))
    if unknown:
        raise ValueError(f"{kind.__name__}: unknown {unknown}; the names are {list(names)}")


def _checked(kind, arrays):
    letters = kind.shapes_for(arrays)
    missing = [name for name in letters if name not in arrays]
    unknown = sorted(set(arrays) - set(letters))
    if missing or unknown:
        raise ValueError(
            f"{kind.__name__}: missing {missing}, unknown {unknown}; the names are {list(letters)}"
        )
    arrays = {name: as_floats(name, arrays[name]) for name in letters}
    dtype = np.result_type(*arrays.values())
    for name, array in arrays.items():
        if array.ndim == 0:  # a float stands for a single unit
            arrays[name] = array.reshape((1,) * len(letters[name].split()))
    # The bias tells the units and whether there is a leading S; the first matrix tells the inputs.
    first = next(n for n in letters if len(letters[n].split()) == 1)
    bias = arrays[first]
    matrix = next(n for n in letters if len(letters[n].split()) == 2)
    lead = bias.shape[:-1]
    if bias.ndim > 2:
        raise ValueError(f"{first}: expected shape (H,), or (S, H) for a stack, got {bias.shape}")
    inputs, units = letters[matrix].split()
    size = {inputs: (None, *arrays[matrix].shape)[-2], units: bias.shape[-1]}
    for name, array in arrays.items():
        sizes = (*lead, *(size[s] for s in letters[name].split()))
        expect_shape(name, array, ("S " if lead else "") + letters[name], sizes)
        arrays[name] = np.array(array, dtype)  # a copy: what the caller changes later stays outside
    return arrays
