"""The lines of one step of the lecture with their numbers: symbols = numbers = value.

    h[3] = x[3] + u h[2] = 0 + 0.5 · 2.25 = 1.125

No recurrence is computed: every number is read from params, a trace and its deltas, but the slopes.
Left out are terms whose weight is exactly 0, an input weight of 1, and a sigma_h that does nothing.
What comes from before t = 0 is h[-1] and c[-1].
"""

from figures.style import number
from lstm_core import LSTM, RNN, ForgetGateRNN

PHASES = FORWARD, BACKWARD = "forward", "backward"


def equation_lines(phase, t, cell, params, trace, deltas=None, eps=None):
    """[(symbol, line)] of step 1 ("forward") or step 3 ("backward") at time t, in their order.

    For one unit and one signal; the symbols are those of `style`. "backward" needs deltas and eps.
    """
    kind = {RNN: _RNN, ForgetGateRNN: _ForgetGate, LSTM: _LSTM}.get(type(cell))
    wrong = ""
    if kind is None:
        wrong = f"there are no lines for a {type(cell).__name__}"
    elif trace.h.shape[1:] != (1, 1) or trace.x.shape[1:] != (1, 1):
        wrong = f"expected one unit, input and signal, got x {trace.x.shape}, h {trace.h.shape}"
    elif phase not in PHASES:
        wrong = f"expected 'forward' or 'backward', got {phase!r}"
    elif t not in range(len(trace.h)):
        wrong = f"t = {t} is not among 0 .. {len(trace.h) - 1}"
    elif phase == BACKWARD and (deltas is None or eps is None):
        wrong = "'backward' needs deltas and eps"
    if wrong:
        raise ValueError(f"equation_lines: {wrong}")
    step = kind(t, cell, params, trace, deltas, eps)
    return step.forward() if phase == FORWARD else step.backward()


def written(left, value, terms, function=""):
    """One line. A term is a list of factors, a factor a pair (name, number)."""
    names = " + ".join(" ".join(name for name, _ in term) for term in terms) or "0"
    numbers = " + ".join(" · ".join(_factor(v, len(term) > 1) for _, v in term) for term in terms)
    sides = [f"{function}({s})" if function else s for s in (names, numbers or "0")]
    said = list(dict.fromkeys([*sides, number(value)]))  # c[3] = 4, not c[3] = 4 = 4
    return " = ".join([left, *said])


def _factor(value, in_a_product):
    text = number(value)
    return f"({text})" if in_a_product and text.startswith("−") else text


class _Step:
    """What all cells share: the numbers at t by name, and the shapes that lines have."""

    def __init__(self, t, cell, params, trace, deltas, eps):
        self.t, self.cell, self.trace, self.deltas, self.eps = t, cell, trace, deltas, eps
        self.weights = {name: array.item() for name, array in params.named().items()}
        self.plain = cell.activation.name == "identity"

    def now(self, symbol, later=0):
        t = self.t + later
        return f"{symbol}[{t}]", getattr(self.trace, symbol)[t].item()

    def before(self, symbol):
        return f"{symbol}[{self.t - 1}]", getattr(self.trace, f"{symbol}_prev")[self.t].item()

    def delta(self, symbol, later=0):
        t = self.t + later
        name = "δ" if symbol == "h" else f"δ{symbol}"
        return f"{name}[{t}]", getattr(self.deltas, symbol)[t].item()

    def weighted(self, name, *factors):
        """[the term], or [] where the weight is 0 (or the cell has none of that name)."""
        value = self.weights.get(name, 0.0)
        if value == 0:
            return []
        own = [] if name.startswith("w") and value == 1 else [(name, value)]
        return [[*own, *factors]]

    def affine(self, symbol, w, u, b, function="", *more):
        """symbol[t] = function(w x[t] + u h[t-1] + b)."""
        x, h = self.weighted(w, self.now("x")), self.weighted(u, self.before("h"))
        return symbol, written(*self.now(symbol), [*x, *more, *h, *self.weighted(b)], function)

    def activated(self):
        """The line h[t] = sigma_h(c[t]), for the cells whose c is h if sigma_h does nothing."""
        name = self.cell.activation.name
        return [] if self.plain else [("h", written(*self.now("h"), [[self.now("c")]], name))]

    def slope(self, sigma, argument, output):
        """[sigma'(its argument at t)], from the output there; [] where there is nothing to say."""
        if sigma.name == "identity":
            return []
        return [(f"{sigma.name}′({argument}[{self.t}])", sigma.slope(output[self.t].item()))]

    def back_to_h(self, *roads):
        """δ[t] = ε[t] + what comes from t + 1, by roads (a weight or "f", a delta)."""
        terms = [[(f"ε[{self.t}]", self.eps.reshape(-1)[self.t].item())]]
        if self.t < len(self.trace.h) - 1:
            for by, symbol in roads:
                later = self.delta(symbol, 1)
                terms += [[self.now("f", 1), later]] if by == "f" else self.weighted(by, later)
        return "delta", written(*self.delta("h"), terms)

    def excited(self):
        """δc[t] = δ[t] sigma_h'(c[t]), for the same cells."""
        slope = self.slope(self.cell.activation, "c", self.trace.h)
        line = written(*self.delta("c"), [[self.delta("h"), *slope]])
        return [] if self.plain else [("delta_c", line)]

    def gate(self, symbol, sigma, *factors):
        """δf[t] as a product, and behind it the total before the nonlinearity."""
        line = written(*self.delta(symbol), [list(factors)])
        slope = self.slope(sigma, f"pre_{symbol}", getattr(self.trace, symbol))
        pre = written(*self.delta(f"pre_{symbol}"), [[self.delta(symbol), *slope]])
        return f"delta_{symbol}", f"{line};   {pre}"


class _RNN(_Step):
    def forward(self):
        return [self.affine("h" if self.plain else "c", "w", "u", "b"), *self.activated()]

    def backward(self):
        return [self.back_to_h(("u", "h" if self.plain else "c")), *self.excited()]


class _ForgetGate(_Step):
    def forward(self):
        f = self.affine("f", "w_f", "u_f", "b_f", self.cell.gate.name)
        kept = [self.now("f"), self.before("h")]
        c = self.affine("h" if self.plain else "c", "w_c", "", "b_c", "", kept)
        return [f, c, *self.activated()]

    def backward(self):
        c = "h" if self.plain else "c"
        back = self.back_to_h(("f", c), ("u_f", "pre_f"))
        gate = self.gate("f", self.cell.gate, self.delta(c), self.before("h"))
        return [back, *self.excited(), gate]


class _LSTM(_Step):
    def forward(self):
        sigma_g, sigma_h = self.cell.gate.name, "" if self.plain else self.cell.activation.name
        i, f, o = (self.affine(s, f"w_{s}", f"u_{s}", f"b_{s}", sigma_g) for s in "ifo")
        if not self.cell.forget:
            f = "f", f"f[{self.t}] = 1, held there"
        g = self.affine("g", "w_c", "u_c", "b_c", sigma_h)
        c = [[self.now("f"), self.before("c")], [self.now("i"), self.now("g")]]
        h = "h", written(*self.now("h"), [[self.now("o"), self.squashed()]])
        return [i, f, o, g, ("c", written(*self.now("c"), c)), h]

    def squashed(self):
        _, value = self.now("activation_of_c")
        c = f"c[{self.t}]"
        return (c if self.plain else f"{self.cell.activation.name}({c})"), value

    def backward(self):
        sigma_g, sigma_h = self.cell.gate, self.cell.activation
        slope = self.slope(sigma_h, "c", self.trace.activation_of_c)
        dc = [[self.delta("h"), self.now("o"), *slope]]
        if self.t < len(self.trace.h) - 1:
            dc.append([self.now("f", 1), self.delta("c", 1)])
        forget = [self.gate("f", sigma_g, self.delta("c"), self.before("c"))]
        return [
            self.back_to_h(*((f"u_{'c' if s == 'g' else s}", f"pre_{s}") for s in "ifog")),
            ("delta_c", written(*self.delta("c"), dc)),
            self.gate("o", sigma_g, self.delta("h"), self.squashed()),
            self.gate("i", sigma_g, self.delta("c"), self.now("g")),
            *(forget if self.cell.forget else []),
            self.gate("g", sigma_h, self.delta("c"), self.now("i")),
        ]
