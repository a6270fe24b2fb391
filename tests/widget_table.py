"""The controls of the notebooks, and values between which something must be seen to change.

They stand in ``widget_values/``, a file for each notebook:

    [[slider]]                     # sliders, choices (values are the options' texts), boxes to tick
    cell = "memorizer-live"        # the id of the cell
    label = "u  feedback weight"   # the text at the control
    values = [-1.5, 0.5, 1.2]      # from each to the next, picture and sentence must change
    given = {"nonlinearity" = "logistic"}   # if need be: where other controls must stand for that

    [[button]]
    cell = "descent-live"
    label = "one step of descent"  # or a list of several
    history = true                 # each press goes on from the last; false: it sets fixed values
    training = true                # instead, for "train", "stop" and what else a training has
"""

from pathlib import Path

from tests.tables import rows

TABLE = Path(__file__).with_name("widget_values")


def table(folder=TABLE) -> list[dict]:
    """The rows, one for each control, each with ``kind`` "slider" or "button"."""
    return [
        row | {"kind": role, "label": label}
        for role in ("slider", "button")
        for row in rows(folder, role)
        for label in (row["label"] if isinstance(row["label"], list) else [row["label"]])
    ]
