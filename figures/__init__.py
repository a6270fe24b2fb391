"""Pictures of what lstm_core computed. Nothing in here computes a recurrence.

A picture module builds a Matplotlib figure once and offers a class with `.figure`, `.dynamic` and
`show(...)`, which moves the artists to a trace it is given. `LiveFigure` puts sliders on that.
"""

from figures.live import LiveFigure, choice, player, slider, tick
from figures.still import show
from figures.timeline import Timeline

__all__ = ["LiveFigure", "Timeline", "choice", "player", "show", "slider", "tick"]
