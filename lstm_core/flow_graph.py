"""A flow graph: named variables, an arrow for each that enters another, a number on each arrow.

The number on the arrow a -> b is the partial derivative ∂b/∂a with all other inputs of b held. From
these alone follow

    the total derivative    d of / d wrt       every path from wrt to of, its arrows multiplied
    the partial derivative  ∂ of / ∂ wrt (k)   the same, but no path may pass k, held constant
    the dashed line         Σ over the arrows a -> b that cross it:  d of/d b · ∂b/∂a · d a/d wrt

Source: Lecture 18, "Review: Partial and Total Derivatives" and "Back-Propagation in terms of Flow
Graphs". ``unroll`` draws the graph of a network of one unit.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple


class Path(NamedTuple):
    """The variables on the way, first ``wrt``, last ``of``, and the product of the arrows."""

    names: tuple[str, ...]
    product: float


class Crossing(NamedTuple):
    """An arrow tail -> head that crosses the dashed line, and its three factors."""

    tail: str
    head: str
    from_wrt: float  # d tail / d wrt
    arrow: float  # ∂ head / ∂ tail
    to_of: float  # d of / d head

    @property
    def product(self):
        return self.to_of * self.arrow * self.from_wrt


class FlowGraph:
    """Variables in the order in which they are computed.

    >>> graph = FlowGraph()                        # x -> h0 -> h1 -> y, and shortcuts
    >>> graph.add("x", 1.0)
    >>> graph.add("h0", 2.0, {"x": 2.0})
    >>> graph.add("h1", 5.0, {"x": 3.0, "h0": 1.0})
    >>> graph.add("y", 7.0, {"h1": 1.0, "h0": 1.0, "x": 0.5})
    >>> graph.total("y", "x"), graph.partial("y", "x", hold=["h0"])
    (7.5, 3.5)
    """

    def __init__(self):
        self.values: dict[str, float] = {}
        self.arrows: dict[str, dict[str, float]] = {}  # head -> tail -> ∂ head / ∂ tail

    def add(self, name, value, partials=None):
        """Add a variable with its value and, by name, its partial derivatives by its inputs.

        Errors: ``ValueError`` for a name that is there already or an input that is not there yet.
        """
        if name in self.values:
            raise ValueError(f"{name}: already in the graph")
        for tail in partials or {}:
            self._known(tail)
        self.values[name] = float(value)
        self.arrows[name] = {tail: float(d) for tail, d in (partials or {}).items()}

    def total(self, of, wrt):
        """d of / d wrt: along all paths. 0 if there is none, 1 for a variable by itself."""
        return self.partial(of, wrt)

    def partial(self, of, wrt, hold: Collection[str] = ()):
        """∂ of / ∂ wrt with the variables in ``hold`` held constant: no path passes them.

        Errors: ``ValueError`` for an unknown name, or for holding ``of`` or ``wrt`` themselves.
        """
        return self._backwards(of, wrt, hold)[wrt]

    def paths(self, of, wrt, hold: Collection[str] = ()) -> Iterator[Path]:
        """Every path from ``wrt`` to ``of`` that passes no held variable; their number can be vast.

        The products of all paths sum to ``partial(of, wrt, hold)``.
        """
        self._check(of, wrt, hold)
        reach = self._reach(wrt)

        def walk(name, names, product):
            if name == wrt:
                yield Path((name, *names), product)
                return
            for tail, arrow in self.arrows[name].items():
                if tail in reach and (tail == wrt or tail not in hold):
                    yield from walk(tail, (name, *names), product * arrow)

        return walk(of, (), 1.0)

    def cut(self, of, wrt, upstream: Collection[str]) -> list[Crossing]:
        """The arrows on a way from wrt to of that cross the dashed line around ``upstream``.

        Their products sum to d of / d wrt.

        Errors: ``ValueError`` if ``wrt`` is not upstream or ``of`` is, or if an arrow runs back
        over the line, so that a path would cross it more than once.
        """
        self._check(of, wrt, ())
        upstream = set(upstream)
        for name in upstream:
            self._known(name)
        if wrt not in upstream or of in upstream:
            raise ValueError(f"cut: the line must run between {wrt} (upstream) and {of}")
        to_of = self._backwards(of, wrt, ())
        from_wrt = {name: self.total(name, wrt) for name in upstream}
        on_the_way = self._reach(wrt) & self._sources(of)
        crossings = []
        for head, tails in self.arrows.items():
            for tail, arrow in tails.items():
                if head in upstream and tail not in upstream:
                    raise ValueError(f"cut: the arrow {tail} -> {head} runs back over the line")
                if tail in upstream and head not in upstream and {tail, head} <= on_the_way:
                    crossings.append(Crossing(tail, head, from_wrt[tail], arrow, to_of[head]))
        return crossings

    def _backwards(self, of, wrt, hold):
        """d of / d name for every name, with ``hold`` held: one sweep from ``of`` to the front."""
        self._check(of, wrt, hold)
        d = dict.fromkeys(self.values, 0.0)
        d[of] = 1.0
        for name in reversed(self.values):
            if name in hold or name == wrt:
                continue  # nothing runs through a constant; nothing before wrt is asked for
            for tail, arrow in self.arrows[name].items():
                d[tail] += d[name] * arrow
        return d

    def _reach(self, wrt):
        """All names that depend on ``wrt``, and itself."""
        reach = {wrt}
        for name, tails in self.arrows.items():
            if reach & tails.keys():
                reach.add(name)
        return reach

    def _sources(self, of):
        """All names that ``of`` depends on, and itself."""
        sources = {of}
        for name in reversed(self.arrows):
            if name in sources:
                sources |= self.arrows[name].keys()
        return sources

    def _check(self, of, wrt, hold):
        for name in (of, wrt, *hold):
            self._known(name)
        for name in (of, wrt):
            if name in hold:
                raise ValueError(f"hold: {name} can't be held, the derivative is about it")

    def _known(self, name):
        if name not in self.values:
            raise ValueError(f"{name}: not in the graph; it has {', '.join(self.values) or 'none'}")
