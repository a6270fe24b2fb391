"""One value for each row of an image, or for each step: a few curves with names, standing still.

show(by_row({"readout": right}, "share read right", top=1.0), alt="...")
"""

from figures import style

LOOKS = (  # colour, marker, dash
    (style.COLOUR["h"], "o", "-"),
    (style.COLOUR["delta"], "s", (0, (5, 1.5))),
    (style.MUTED, "^", (0, (1, 1))),
)


def by_row(curves, ylabel, xlabel="last row read", top=None, log=False):
    """A figure with up to three curves {name: one value a row}, from 0 to ``top``, or logarithmic.

    Errors: ``ValueError`` for more curves than there are looks.
    """
    if len(curves) > len(LOOKS):
        raise ValueError(f"curves: expected at most {len(LOOKS)}, got {len(curves)}")
    figure, ax = style.new_figure(1, 1, height=3.4)
    for (name, values), (colour, marker, dash) in zip(curves.items(), LOOKS, strict=False):
        every = 1 if len(values) <= 10 else 8
        ax.plot(range(len(values)), values, color=colour, marker=marker, linestyle=dash,
                markevery=every, linewidth=1.7, markersize=6, label=name)  # fmt: skip
    if log:
        ax.set_yscale("log")
    else:
        ax.set_ylim(0, top)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    figure.legend(loc="outside upper center", ncols=3, fontsize=style.SMALL, frameon=False)
    return figure
