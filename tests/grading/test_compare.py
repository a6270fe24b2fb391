"""What comes out of the box beside what is expected: right, wrong, and how."""

import json

import numpy as np
import pytest

from grading.box.inside.encode import decode, encode, pack
from grading.compare import CHANGED, judge


class Asked:
    mistakes = {"it is turned round": lambda x: {"a": -x, "b": x}}  # noqa: RUF012


X = np.array([[1.0, 2.0], [3.0, 4.0]])
QUESTION = {"function": "f", "returns": ["a", "b"], "float32": False}


def judged(a, b=X, question=QUESTION, **more):
    value = encode({"a": a, "b": b}, ["a", "b"]) | more
    value = json.loads(json.dumps(value))
    return judge(question, Asked, [({"x": X}, {"a": X, "b": X})], {0: value})


def test_a_millionth_of_the_largest_entry_is_near_enough():
    assert judged(X + 3.9e-6) == (True, "Right.", "")
    assert not judged(X + 4.1e-6)[0]


def test_dtype_shape_and_value_are_told_apart():
    assert "made of float32" in judged(X.astype(np.float32))[1]
    assert "made of int64" in judged(X.astype(int))[1]
    assert "made of complex128" in judged(X.astype(complex))[1]
    assert judged(X.astype(np.float32), question=QUESTION | {"float32": True})[0]
    assert "a has the shape (4,); shape (2, 2) is expected" in judged(X.ravel())[1]
    assert "not right yet in a. b is right." in judged(X + 1)[1]
    assert "NaN or infinite numbers in a" in judged(X * np.nan)[1]
    assert "NaN or infinite numbers in a" in judged(X * np.inf)[1]
    assert "array of numbers, it is str" in judged("x")[1]
    assert "array of numbers, it is ragged list" in judged([[1], [1, 2]])[1]


def test_a_known_mistake_is_named():
    right, message, name = judged(-X)
    assert not right
    assert name == "it is turned round"
    assert "This is what comes out when it is turned round." in message


def test_changed_arguments_cost_nothing_and_are_told():
    assert judged(X, changed=True) == (True, CHANGED, "")


@pytest.mark.parametrize(
    "value",
    [None, 7, {}, {"arrays": 7}, {"arrays": {"a": 1, "b": 2}}, {"missing": True}, {"stub": True},
     {"error": "E: \x1b[2J"}, {"odd": ["\x1b"]},
     {"arrays": {"a": {"dtype": "float64", "shape": [10**9], "data": []}, "b": {}}},
     {"arrays": {"a": {"dtype": "float64", "shape": [1], "data": ["1"]}, "b": {}}},
     {"arrays": {"a": {"dtype": "float64", "shape": [1], "data": [10**400]}, "b": {}}},
     {"arrays": {"a": {"dtype": "\x1b", "shape": [True], "data": [1]}, "b": {}}}],
)  # fmt: skip
def test_whatever_comes_out_is_not_right_and_can_be_shown(value):
    right, message, mistake = judge(QUESTION, Asked, [({"x": X}, {"a": X, "b": X})], {0: value})
    assert not right
    assert not mistake
    assert message.isprintable()


def test_arrays_go_in_as_they_are():
    given = {"params": {"w": X}, "eta": 0.1, "scored": X > 1, "none": np.zeros((0, 2))}
    there = decode(json.loads(json.dumps({name: pack(one) for name, one in given.items()})))
    assert there["scored"].dtype == bool
    assert there["none"].shape == (0, 2)
    assert np.array_equal(there["params"]["w"], X)
    assert there["eta"] == 0.1


def test_results_may_come_as_dict_tuple_or_object():
    class Pair:
        a, b = X, X

    made = [encode(one, ["a", "b"]) for one in ({"b": X, "a": X, "c": 1}, (X, X), [X, X], Pair())]
    assert all(one == made[0] for one in made)
    assert made[0]["arrays"].keys() == {"a", "b"}
