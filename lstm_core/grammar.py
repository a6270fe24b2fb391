"""The Reber grammars, on which the founding papers were tried, as generators that take an rng.

embedded_reber: a walk through a grammar inside a grammar; the second symbol (T or P) has to be
remembered until the last but one, which is the same.
continual_embedded_reber: such strings without a break, and nobody says where one ends.

The Reber grammar, state by state: (symbol, next state), two ways out of each with equal chance:

    0 B 1    1 T 2, P 3    2 S 2, X 4    3 T 3, V 5    4 X 3, S 6    5 P 4, V 6    6 E

Source: Hochreiter & Schmidhuber (1997), experiment 1; Gers, Schmidhuber & Cummins (2000).
"""

import numpy as np

SYMBOLS = "BTPSXVE"

_REBER = {
    0: (("B", 1),),
    1: (("T", 2), ("P", 3)),
    2: (("S", 2), ("X", 4)),
    3: (("T", 3), ("V", 5)),
    4: (("X", 3), ("S", 6)),
    5: (("P", 4), ("V", 6)),
    6: (("E", None),),
}


def reber_string(rng):
    """A string of the Reber grammar, such as "BTXSE", and what may follow each of its symbols.

    >>> string, may_follow = reber_string(np.random.default_rng(0))
    >>> string[0], may_follow[0], string[-1]
    ('B', 'TP', 'E')
    """
    state, string, may_follow = 0, "", []
    while state is not None:
        ways = _REBER[state]
        symbol, state = ways[int(rng.integers(len(ways)))]
        string += symbol
        may_follow.append("" if state is None else "".join(s for s, _ in _REBER[state]))
    return string, may_follow


def embedded_reber_string(rng):
    """B, T or P, a Reber string, the same T or P again, E; and what may follow each symbol.

    >>> string, may_follow = embedded_reber_string(np.random.default_rng(0))
    >>> string[1] == string[-2] == may_follow[-3]
    True
    """
    branch = "TP"[int(rng.integers(2))]
    inner, inner_follow = reber_string(rng)
    string = "B" + branch + inner + branch + "E"
    return string, ["TP", "B", *inner_follow[:-1], branch, "E", ""]


def one_hot(string):
    """(T, 7): a one in the place of each symbol, in the order BTPSXVE. "" gives (0, 7).

    >>> one_hot("BT")[:, :3].tolist()
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]

    Errors: ``ValueError`` for any other symbol.
    """
    unknown = sorted(set(string) - set(SYMBOLS))
    if unknown:
        raise ValueError(f"string: expected symbols of {SYMBOLS}, got {unknown}")
    places = {symbol: k for k, symbol in enumerate(SYMBOLS)}
    return np.eye(7)[[places[s] for s in string]].reshape(len(string), 7)


def embedded_reber(rng):
    """One string as a prediction task: (x, y, allowed), each (T, 1, 7).

    x[t] is the symbol at t, y[t] the one at t+1, both one-hot; allowed[t] has a one for every
    symbol that the grammar allows at t+1. T is the length of the string less one.

    >>> x, y, allowed = embedded_reber(np.random.default_rng(0))
    >>> bool(np.all(allowed[y == 1] == 1))
    True
    """
    string, may_follow = embedded_reber_string(rng)
    return _prediction(string, may_follow)


def continual_embedded_reber(rng, T):
    """T steps of endless strings, one after the other: (x, y, allowed), each (T, 1, 7).

    After an E comes the B of the next string; nothing else tells the two apart.

    >>> x, y, allowed = continual_embedded_reber(np.random.default_rng(0), T=50)
    >>> x.shape, bool(np.array_equal(x[1:], y[:-1]))
    ((50, 1, 7), True)

    Errors: ``ValueError`` for a T that is not a whole number >= 0.
    """
    if not float(T).is_integer() or T < 0:
        raise ValueError(f"T: expected a whole number of steps >= 0, got {T}")
    T = int(T)
    string, may_follow = "", []
    while len(string) <= T:
        piece, follow = embedded_reber_string(rng)
        string += piece
        may_follow += [*follow[:-1], "B"]
    return _prediction(string[: T + 1], may_follow[: T + 1])


def _prediction(string, may_follow):
    symbols = one_hot(string)[:, None]
    rows = {follow: [float(s in follow) for s in SYMBOLS] for follow in set(may_follow)}
    allowed = np.array([rows[follow] for follow in may_follow[:-1]])
    return symbols[:-1], symbols[1:], allowed.reshape(-1, 1, 7)
