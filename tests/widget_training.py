"""Drives a training: begun, stopped, gone on with to its end; its other buttons are pressed after.

In messages alone: what the training's thread sends is taken in while the kernel answers others.
"""

import time

from tests.frontend import TIMEOUT


def drive(driver, model):
    """``driver`` is the one of ``widget_driver``; ``model`` a button of its figure's training."""
    named = {driver._state(m).get("description"): m for m in driver._family(model)}
    if model != named["train"]:
        driver._press(model)
        return
    (bar,) = [m for m in driver._family(model) if "Progress" in driver._state(m)["_model_name"]]
    for what in ("stopped at once", "to its end"):
        before = driver._look(model)
        driver._press(model)
        if what == "stopped at once":
            driver._press(named["stop"])
        until = time.monotonic() + TIMEOUT
        while driver._state(bar)["bar_style"] == "info" and time.monotonic() < until:
            driver.front.ask("pass")
        driver._no_error(model, what)
        if driver._state(bar)["bar_style"] not in ("warning", "success"):
            driver._blame(model, f"{what}: the training does not come to an end")
        driver._must_change(model, before, what)
