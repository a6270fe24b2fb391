"""Params by name: there and back, copies, stacks; and the names themselves."""

import numpy as np
import pytest

from lstm_core import RNNParams, stack
from tests.helpers import KINDS, every_kind, refused


def random(kind, **sizes):
    return kind.random(np.random.default_rng(3), **({"D": 2, "H": 3} | sizes))


def arrays(kind, D=2, H=3):
    size = {"D": D, "H": H}
    rng = np.random.default_rng(4)
    return {n: rng.normal(size=[size[k] for k in v]) for n, v in kind.letters.items()}


@every_kind
def test_there_and_back(kind):
    given = arrays(kind)
    params = kind.params.from_named(**given)
    assert isinstance(params, tuple)
    assert set(params.named()) == set(given)
    for name, array in params.named().items():
        assert np.array_equal(array, given[name])
    again = kind.params.from_named(**params.named())
    assert all(np.array_equal(a, b) for a, b in zip(params, again, strict=True))


@every_kind
def test_named_and_from_named_copy(kind):
    given = arrays(kind)
    params = kind.params.from_named(**given)
    before = [a.copy() for a in params]
    for array in (*given.values(), *params.named().values(), *params.replace().named().values()):
        array[...] = 7.0
    for array in params.replace():
        array[...] = 7.0
    assert all(np.array_equal(a, b) for a, b in zip(before, params, strict=True))


@every_kind
def test_replace_changes_one_array(kind):
    params = random(kind)
    for name, old in params.named().items():
        new = params.replace(**{name: old + 1}).named()
        for other, array in params.named().items():
            assert np.array_equal(new[other], array + (other == name))


@every_kind
def test_a_float_stands_for_a_single_unit(kind):
    params = kind.params.from_named(**dict.fromkeys(kind.letters, 0.5)).named()
    for name, letters in kind.letters.items():
        if letters == "HH" and name.startswith("p_"):
            letters = "H"  # floats make diagonal peepholes: for one unit there is no difference
        assert params[name].shape == (1,) * len(letters)
        assert params[name].dtype == np.float64
        assert params[name].item() == 0.5


@every_kind
def test_missing_and_unknown_names(kind):
    given = arrays(kind)
    name, *others = given
    with refused(kind.params.__name__, "missing", f"'{name}'", "unknown", "'v'", *others):
        kind.params.from_named(**{n: given[n] for n in others}, v=1.0)
    with refused(kind.params.__name__, "unknown", "'v'", *given):
        random(kind).replace(v=1.0)
    with refused(kind.params.__name__, "unknown", "'v'", *given):
        stack(random(kind), v=[1.0])


@every_kind
def test_shapes_that_do_not_fit(kind):
    """The array that differs is named; but the first bias tells H, and all peepholes the layout.

    When one of these is wrong, another array may be blamed.
    """
    given = arrays(kind, D=2, H=3)
    first_bias = next(name for name, letters in kind.params.SHAPES.items() if letters == "H")
    for name, letters in kind.letters.items():
        blamed = "p_" if name.startswith("p_") else f"{name}: "
        with refused("" if name == first_bias else blamed, "expected shape (", "got ("):
            kind.params.from_named(**given | {name: np.ones([5] * len(letters))})
        with refused(blamed, "expected shape (", "got ("):
            kind.params.from_named(**given | {name: np.ones((2, 2, 2, 3))})


def test_stack():
    params = RNNParams.from_named(w=1.0, u=0.5, b=0.0)
    several = stack(params, u=[0.5, 1.0, 1.7], w=np.ones((3, 1, 1)))
    assert several.u.ravel().tolist() == [0.5, 1.0, 1.7]
    assert several.b.tolist() == [[0.0]] * 3
    several.b[0] = 9.0  # repeated, but not shared
    assert several.b.tolist() == [[9.0], [0.0], [0.0]]
    assert params.b.tolist() == [0.0]


@pytest.mark.parametrize(
    ("named", "needed"),
    [
        ({}, ["stack: ", "u=[0.5, 1.0]"]),
        ({"u": 0.5}, ["u: ", "(S, H, H) = (any, 1, 1)", "got ()"]),
        ({"u": [[0.5, 1.0]]}, ["u: ", "(S, H, H) = (any, 1, 1)", "got (1, 2)"]),
        ({"u": [0.5, 1.0], "w": [1.0]}, ["stack: ", "same length", "'u': 2", "'w': 1"]),
        ({"u": ["a"]}, ["u: ", "<U1"]),
        ({"u": [0.5, None]}, ["u: ", "object"]),
    ],
    ids=["nothing", "one number", "two axes", "two lengths", "text", "None"],
)
def test_what_stack_refuses(named, needed):
    with refused(*needed):
        stack(RNNParams.from_named(w=1.0, u=0.5, b=0.0), **named)


def test_what_else_stack_refuses():
    wide = random(KINDS["RNN"])
    with refused("u: ", "(S, H, H) = (any, 3, 3)", "got (2, 3)"):
        stack(wide, u=np.ones((2, 3)))
    with refused("b: ", "(any, 3)", "got (4,)"):
        stack(wide, b=np.ones(4))
    with refused("params: ", "Params type", "float"):
        stack(1.0, u=[1.0])
    with refused("w: "):
        several = stack(RNNParams.from_named(w=1.0, u=0.5, b=0.0), u=[0.5, 1.0])
        stack(several, w=[1.0, 2.0])


def test_no_weight_is_unknown_to_its_cell():
    """b_hn belongs to a GRU that resets after the product, and to no other."""
    with refused("GRUParams", "unknown", "'b_hn'"):
        stack(random(KINDS["GRU"]), b_hn=[1.0, 2.0])
    for name, other in (("GRU", "GRU-reset-after"), ("GRU-reset-after", "GRU")):
        with refused("params: ", "reset_after", "b_hn"):
            KINDS[name].cell().forward(random(KINDS[other]), np.ones((4, 2)))
