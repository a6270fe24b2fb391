"""A timeline with one panel to its right, as a single picture.

    picture = Beside(Timeline(("x", "f", "h"), T=8, limits=...), Unseen, largest=50)
    picture.timeline.show(trace, y=y)
    picture.panel.show(...)

A panel is a class that takes axes and has `.dynamic` and a `show(...)` of its own.
"""

from figures import style

SHARE = 0.66  # of the width: the timeline's
TOP, BOTTOM, LEFT, RIGHT = 0.5, 0.75, 0.75, 0.15  # inches around the panel, for its labels
TALLEST = 3.6  # inches


class Beside:
    """`figure` and `dynamic` for a LiveFigure; `timeline` and `panel` to be shown things."""

    def __init__(self, timeline, panel, **panel_arguments):
        self.timeline, self.figure = timeline, timeline.figure
        # The timeline's own layout keeps to its share; the panel has a fixed place beside it.
        self.figure.get_layout_engine().set(rect=(0, 0, SHARE, 1))
        width, height = self.figure.get_size_inches()
        tall = min(TALLEST, height - TOP - BOTTOM)
        ax = self.figure.add_axes(
            (
                SHARE + LEFT / width,
                1 - (TOP + tall) / height,
                1 - SHARE - (LEFT + RIGHT) / width,
                tall / height,
            )
        )
        self.panel = panel(style.dress(ax), **panel_arguments)
        self.dynamic = [*timeline.dynamic, *self.panel.dynamic]
