"""The tasks of the founding papers: what is drawn keeps the rules, and the same rng draws the same.

The grammars are judged by an acceptor of their own, written as one regular expression.
"""

import re

import numpy as np
import pytest

from lstm_core import (
    SYMBOLS,
    adding_problem,
    continual_embedded_reber,
    embedded_reber,
    embedded_reber_string,
    memorizer,
    one_hot,
    random_calculator,
    reber_string,
)

# Both ways meet in the state whose exits are X and S: the X leads round a loop back to it.
REST = "(?:XT*VP)*(?:S|XT*VV)"
REBER = re.compile(f"B(?:TS*X{REST}|PT*V(?:V|P{REST}))E")
EMBEDDED = re.compile(rf"B(?:T{REBER.pattern}T|P{REBER.pattern}P)E")


def rng(seed=11):
    return np.random.default_rng(seed)


def spelled(array):
    """The string of a one-hot (T, 1, 7)."""
    assert np.all(array.sum(axis=-1) == 1)
    return "".join(SYMBOLS[k] for k in array[:, 0].argmax(axis=-1))


def symbols_of(row):
    return {symbol for symbol, allowed in zip(SYMBOLS, row, strict=True) if allowed == 1}


# The grammars


@pytest.mark.parametrize(
    ("draw", "accepted"), [(reber_string, REBER), (embedded_reber_string, EMBEDDED)]
)
def test_every_string_is_accepted(draw, accepted):
    generator = rng()
    for _ in range(2000):
        string, may_follow = draw(generator)
        assert accepted.fullmatch(string), string
        assert len(may_follow) == len(string)
        assert may_follow[-1] == ""
        for symbol, before in zip(string[1:], may_follow[:-1], strict=True):
            assert symbol in before


def test_the_acceptor_is_not_blind():
    for wrong in ("BTE", "BTXSSE", "BPVPE", "BPTVPVE", "BTSXTVVE", "TXSE", "BTXS", "BPVVEE"):
        assert not REBER.fullmatch(wrong), wrong
    for right in ("BTXSE", "BPVVE", "BTSSXXTVVE", "BPTVPXVPSE", "BTXXVPXTTVVE"):
        assert REBER.fullmatch(right), right
    assert EMBEDDED.fullmatch("BTBPVVETE")
    assert not EMBEDDED.fullmatch("BTBPVVEPE")


def test_what_may_follow_is_what_the_acceptor_takes():
    """Beginnings of words: a symbol may follow exactly where some drawn string went on with it."""
    generator = rng()
    words = [reber_string(generator) for _ in range(4000)]
    seen = {}
    for string, _ in words:
        for k in range(min(len(string), 6)):
            seen.setdefault(string[:k], set()).add(string[k])
    checked = 0
    for string, may_follow in words[:200]:
        for k in range(1, min(len(string), 4)):
            assert set(may_follow[k - 1]) == seen[string[:k]], string[:k]
            checked += 1
    assert checked > 300


def test_every_legal_transition_occurs_and_the_two_ways_are_equally_likely():
    generator = rng()
    counts = {}
    for _ in range(4000):
        string, may_follow = reber_string(generator)
        for symbol, ways in zip(string[1:], may_follow[:-1], strict=True):
            counts.setdefault(ways, dict.fromkeys(ways, 0))[symbol] += 1
    assert {frozenset(ways) for ways in counts} == {
        frozenset(w) for w in ("TP", "SX", "XS", "TV", "PV", "E")
    }
    for ways, count in counts.items():
        total = sum(count.values())
        for symbol, times in count.items():
            spread = 5 * np.sqrt(total) / 2
            assert abs(times - total / len(ways)) < spread, (ways, symbol)


def test_the_second_symbol_returns_as_the_last_but_one():
    generator = rng()
    branches = set()
    for _ in range(200):
        x, y, allowed = embedded_reber(generator)
        string = spelled(x) + spelled(y)[-1]
        assert EMBEDDED.fullmatch(string)
        assert spelled(y) == string[1:]
        assert symbols_of(allowed[-2, 0]) == {string[1]}
        assert symbols_of(allowed[-1, 0]) == {"E"}
        assert np.all(allowed[y == 1] == 1)
        branches.add(string[1])
    assert branches == {"T", "P"}


def test_an_endless_stream_of_strings():
    """Cut at E followed by B at the outer level, every piece is a word; nobody marks the cuts."""
    x, y, allowed = continual_embedded_reber(rng(), 3000)
    assert x.shape == y.shape == allowed.shape == (3000, 1, 7)
    assert np.array_equal(x[1:], y[:-1])
    assert np.all(allowed[y == 1] == 1)
    stream, words = spelled(x) + spelled(y)[-1], []
    while word := EMBEDDED.match(stream):
        words.append(word[0])
        stream = stream[word.end() :]
    assert len(words) > 100
    assert len(stream) < 200  # the last word is cut off
    t = 0
    for word in words[:-1]:
        t += len(word)
        assert symbols_of(allowed[t - 1, 0]) == {"B"}  # what may follow the E at t - 1


@pytest.mark.parametrize("T", [0, 1, 2, 8, 9, 10, 11])
def test_a_stream_is_as_long_as_asked(T):
    assert [a.shape for a in continual_embedded_reber(rng(), T)] == [(T, 1, 7)] * 3


def test_one_hot():
    assert one_hot(SYMBOLS).tolist() == np.eye(7).tolist()
    assert one_hot("").shape == (0, 7)
    with pytest.raises(ValueError, match=r"string: expected symbols of BTPSXVE, got \['Q'\]"):
        one_hot("BQ")


# The adding problem


@pytest.mark.parametrize("T", [10, 20, 100])
def test_the_adding_problem(T):
    generator = rng()
    lengths, firsts = set(), set()
    for _ in range(100):
        x, y, scored = adding_problem(generator, T, B=4)
        length = len(x)
        lengths.add(length)
        assert T <= length <= T + T // 10
        assert (x.shape, y.shape, scored.shape) == ((length, 4, 2), (length, 4, 1), (length, 4, 1))
        numbers, marks = x[..., 0], x[..., 1]
        assert np.all(abs(numbers) <= 1)
        assert np.all(np.isin(marks, [-1, 0, 1]))
        assert np.all((marks == 1).sum(axis=0) == 2)
        assert np.all(marks[-1] == -1)
        assert np.all(np.isin(marks[0], [-1, 1]))
        assert np.all(marks[1:-1] >= 0)
        assert np.all(numbers[0][marks[0] == 1] == 0)
        assert np.all((marks[:10] == 1).any(axis=0))
        assert not np.any(marks[max(10, T // 2 - 1) :] == 1)
        total = np.where(marks == 1, numbers, 0.0).sum(axis=0)
        assert np.allclose(y[-1, :, 0], 0.5 + total / 4, rtol=0, atol=1e-15)
        assert np.all(y[:-1] == 0)
        assert np.array_equal(scored, np.arange(length)[:, None, None] == length - 1 + 0 * y)
        firsts |= set(np.flatnonzero(marks.T == 1) % length)
    assert lengths == set(range(T, T + T // 10 + 1))
    assert firsts == set(range(max(10, T // 2 - 1)))


def test_the_numbers_to_add_are_uniform():
    x, y, _ = adding_problem(rng(), 200, B=2000)
    numbers = x[..., 0].ravel()
    assert abs(numbers.mean()) < 5 / np.sqrt(3 * numbers.size)
    assert abs((numbers**2).mean() - 1 / 3) < 0.005
    assert y.min() >= 0
    assert y.max() <= 1


@pytest.mark.parametrize("T", [-1, 0, 9])
def test_too_short_to_add(T):
    with pytest.raises(ValueError, match=f"T: expected at least 10 steps, got {T}"):
        adding_problem(rng(), T)


# All of them


@pytest.mark.parametrize(
    "draw",
    [
        lambda r: adding_problem(r, 30, B=2),
        embedded_reber,
        lambda r: continual_embedded_reber(r, 60),
        lambda r: random_calculator(r, 30, B=2),
    ],
    ids=["adding", "embedded Reber", "continual Reber", "calculator"],
)
def test_the_same_rng_draws_the_same_and_another_does_not(draw):
    first, again, other = (draw(rng(seed)) for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(first, other, strict=True))
    assert all(a.dtype in (float, bool) for a in first)


@pytest.mark.parametrize("m", [-1, 0.5, np.nan, np.inf])
def test_a_memory_of_no_length(m):
    with pytest.raises(ValueError, match="m: expected a whole number of steps >= 0"):
        memorizer(1.0, m)


@pytest.mark.parametrize("T", [-1, 2.5, np.nan])
def test_a_stream_of_no_length(T):
    with pytest.raises(ValueError, match="T: expected a whole number of steps >= 0"):
        continual_embedded_reber(rng(), T)


@pytest.mark.parametrize("wrong", [{"T": -1}, {"T": 5, "B": -1}, {"T": 5, "largest": 0}])
def test_a_calculator_without_keys(wrong):
    with pytest.raises(ValueError, match=r"negative dimensions|low >= high"):
        random_calculator(rng(), **wrong)
