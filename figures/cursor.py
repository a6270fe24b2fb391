"""A time cursor on a timeline: the moments of step 1 and of step 3, each with its equations.

Forwards t runs from 0 to T-1, backwards from T-1 to 0. A band marks t; what isn't known yet is
pale; below stand the lines that are computed at this moment, with their numbers.

    cursor = Cursor(Timeline(("x", "h", "eps", "delta"), 8, limits))
    cursor.timeline.show(trace, deltas, eps, y)
    sentence = cursor.show(moment, cell, params, trace, deltas, eps)
"""

from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from figures import style
from figures.equation_lines import BACKWARD, FORWARD, PHASES, equation_lines
from figures.registry import picture
from figures.timeline import Timeline
from lstm_core import CALCULATOR_X, CALCULATOR_Y, calculator_lstm, calculator_rnn, squared_error

LINE = 0.23  # inches for a line of text
STEP = {FORWARD: "step 1, forward propagation", BACKWARD: "step 3, back-propagation through time"}
PALE = 0.88  # how much of what isn't known yet is covered


def moments(T):
    """{words: (phase, t)}, in the order of time: what a `player` steps through."""
    order = [(FORWARD, t) for t in range(T)] + [(BACKWARD, t) for t in reversed(range(T))]
    return {f"{phase}, t = {t}": (phase, t) for phase, t in order}


class Cursor:
    """`timeline` with a cursor; `lines` is the largest number of equations at a moment."""

    def __init__(self, timeline, lines=6):
        self.timeline, self.figure, self._lines = timeline, timeline.figure, lines
        width, before = self.figure.get_size_inches()
        below = LINE * (lines + 1.6)
        self.figure.set_size_inches(width, before + below)
        share = below / (before + below)
        self.figure.get_layout_engine().set(rect=(0, share, 1, 1 - share))
        self._bands, self._pale = {}, {}
        for symbol, ax in timeline.axes.items():
            low, high = ax.get_ylim()
            more = 0 if symbol.startswith(("eps", "delta")) else 0.06 * (high - low)
            self._bands[symbol] = Rectangle(
                (0, low), 0.84, high - low, zorder=0.5, facecolor=to_rgba(style.GRID, 0.5),
                edgecolor=style.MUTED, linewidth=0.8, visible=False,
            )  # fmt: skip
            self._pale[symbol] = Rectangle(  # a target at 0 sticks out a little below the axes
                (0, low - more), 0, high - low + more, zorder=8, facecolor=ax.get_facecolor(),
                alpha=PALE, linewidth=0, visible=False, clip_on=False,
            )  # fmt: skip
            ax.add_patch(self._bands[symbol])
            ax.add_patch(self._pale[symbol])
        tall = before + below
        self._title = self._text(1 - (before + 0.5 * LINE) / tall, weight="bold")
        self._texts = [
            self._text(1 - (before + (k + 1.6) * LINE) / tall) for k in range(lines)
        ]  # fmt: skip
        own = [*self._bands.values(), *self._pale.values(), self._title, *self._texts]
        for artist in own:
            artist.set_in_layout(False)  # what moves must not move the axes
        self.dynamic = [*timeline.dynamic, *own]

    def _text(self, height, **look):
        look |= {"fontsize": style.SMALL, "family": "DejaVu Sans", "va": "center"}
        return self.figure.text(0.012, height, "", **look)

    def show(self, moment, cell, params, trace, deltas=None, eps=None):
        """Go to a moment, (phase, t). Returns its sentence: the step, t, and the last equation.

        Hand the trace to `timeline.show` first: this only covers what isn't known yet.
        """
        phase, t = moment
        if phase not in PHASES or t not in range(self.timeline.T):
            raise ValueError(f"Cursor: {moment!r} is no moment of T = {self.timeline.T} steps")
        lines = equation_lines(phase, t, cell, params, trace, deltas, eps)
        if len(lines) > self._lines:
            raise ValueError(f"Cursor: {len(lines)} equations, room for lines={self._lines}")
        for symbol in self.timeline.rows:
            self._mark(symbol, phase, t)
        self._title.set_text(f"{STEP[phase]},  t = {t}")
        for text, line in zip(self._texts, lines + [("y", "")] * self._lines, strict=False):
            text.set_text(line[1])
            text.set_color(style.ink(line[0]))
        told = lines[-1 if phase == FORWARD else 0][1].split(";")[0]
        return f"{STEP[phase].capitalize()}, t = {t}: {told}."

    def _mark(self, symbol, phase, t):
        """The band in the rows that are computed now; a cover over the steps not reached yet."""
        runs_back = symbol.startswith("delta")
        end = self.timeline.T - 0.4
        if phase == FORWARD:  # step 2, eps, follows when all h are there
            covered = (-0.6, end) if runs_back or symbol == "eps" else (t + 0.5, end)
            banded = not runs_back and symbol != "eps"
        else:
            covered = (-0.6, t - 0.5) if runs_back else (end, end)
            banded = True
        self._bands[symbol].set_x(t - 0.42)
        self._bands[symbol].set_visible(banded)
        self._pale[symbol].set_x(covered[0])
        self._pale[symbol].set_width(covered[1] - covered[0])
        self._pale[symbol].set_visible(covered[1] > covered[0])


LIMITS = {"x": (0, 2), "c": (0, 8), "h": (0, 8), "g": (0, 2)}
LIMITS |= dict.fromkeys(("eps", "delta", "delta_c", "delta_f"), (-4, 4))


def _at(network, rows, lines, moment, scored=None):
    cell, params = network
    trace = cell.forward(params, CALCULATOR_X)
    y = CALCULATOR_Y[:, None, None]
    _, eps = squared_error(trace.h, y, scored)
    deltas = cell.bptt(params, trace, eps)
    cursor = Cursor(Timeline(rows, len(CALCULATOR_X), LIMITS), lines)
    cursor.timeline.show(trace, deltas, eps, y, scored)
    cursor.show(moment, cell, params, trace, deltas, eps)
    return cursor


@picture(
    "cursor_forward",
    alt="""The hand-made LSTM in step 1 at t = 4: what comes later is pale, and below stand the six
    equations with their numbers; f[4] = 0, so c[4] = 0 · 4 + 1 · 1 = 1: it begins anew.""",
)
def _():
    return _at(calculator_lstm(), ("x", "i", "f", "o", "c", "h"), 6, (FORWARD, 4))


@picture(
    "cursor_backward",
    alt="""The linear RNN with u = 0.5 in step 3 at t = 3: delta is known from t = 7 down to t = 3,
    and the line reads δ[3] = ε[3] + u δ[4] = −2.875 + 0.5 · (−0.2568) = −3.003.""",
)
def _():
    scored = CALCULATOR_Y[:, None, None] > 0
    return _at(calculator_rnn(0.5), ("x", "h", "eps", "delta"), 1, (BACKWARD, 3), scored)
