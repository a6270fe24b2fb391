"""What a control's value is, whether a value and a use fit, and how controls stand together.

Works on any ipywidgets control by its traits, so that `figures.live` stays the only importer.
"""

import inspect
import math
from collections.abc import Iterable


def value_of(control):
    """The control's value, freed of the rounding of added-up steps."""
    value = control.value
    if isinstance(value, float) and hasattr(control, "step"):  # a choice among floats has none
        # The browser adds up steps and sends 0.30000000000000004 for 0.3.
        steps = round((value - control.min) / control.step)
        near = float(f"{control.min + steps * control.step:.12g}")
        if abs(value - near) < 1e-9 * control.step:
            return near
    return value


def fitted(name, control, value):
    """(the value the control can take, a remark where that is not the value asked for)."""
    if hasattr(control, "options"):
        known = [option for _, option in control.options]
        if value in known:
            return value, ""
        return control.value, f"{name} = {value!r} is not among {known}."
    if not hasattr(control, "max"):
        return bool(value), ""
    value = float(value)
    if not math.isfinite(value):
        return control.value, f"{name} would become {value}: it stays where it is."
    whole = isinstance(control.step, int)
    inside = min(max(value, control.min), control.max)
    if inside != value:
        remark = f"{name} would become {value:.4g}, off the slider: it stops at {inside:g}."
        return inside, remark
    if whole and value != round(value):
        return round(value), f"{name} takes whole numbers, not {value:g}."
    return (round(value) if whole else value), ""


def lay_out(controls):
    """One column: labels right-aligned and never clipped, sliders of one length."""
    widest = max((len(control.description) for control in controls), default=0)
    room = 0.9 * widest + 2
    for control in controls:
        control.tooltip = control.description  # the browser would write "null"
        if hasattr(control, "indent"):  # a box to tick stands under the sliders
            control.layout.width = "auto"
            control.layout.margin = f"2px 2px 2px {room:.1f}ch"
            continue
        control.style.description_width = f"{room:.1f}ch"
        if hasattr(control, "transport"):
            control.transport.layout.margin = f"0 0 0 {room:.1f}ch"
        if hasattr(control.style, "button_width"):
            control.style.button_width = "auto"
            control.layout.width = "auto"
            control.add_class("widget-inline-hbox")  # else the label stands above the buttons
        else:
            control.layout.width = f"calc({room:.1f}ch + 420px)"
            control.layout.max_width = "100%"
            control.layout.min_width = f"calc({room:.1f}ch + 220px)"  # the rest is scrolled to


def flat(artists):
    """The artists of a list in which some stand in lists and tuples of their own."""
    for artist in artists:
        if isinstance(artist, Iterable):
            yield from flat(artist)
        else:
            yield artist


# Wrong use


def check_use(figure, update, controls, dynamic, presets):
    names = set(controls)
    taken = inspect.signature(update).parameters.values()
    if not any(p.kind is p.VAR_KEYWORD for p in taken) and {p.name for p in taken} != names:
        raise ValueError(
            f"update takes {sorted(p.name for p in taken)}, the controls are {sorted(names)}"
        )
    if not dynamic:
        raise ValueError("dynamic: no artist that moves was given")
    for artist in dynamic:
        if getattr(artist, "figure", None) is not figure:
            raise ValueError(f"dynamic: {artist!r} is not in this figure")
    for text, values in presets.items():
        check_values(f"preset {text!r}", values, controls)


def check_names(who, values, controls):
    if unknown := sorted(set(values) - set(controls)):
        raise ValueError(f"{who}: no control {unknown}; there are {sorted(controls)}")


def check_values(who, values, controls):
    check_names(who, values, controls)
    for name, value in values.items():
        _, remark = fitted(name, controls[name], value)
        if remark:
            raise ValueError(f"{who}: {remark}")
