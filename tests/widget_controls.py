"""What the driver of the widgets knows of them: kinds of controls, positions, and what is seen.

A widget is known by its state alone, as a browser knows it: ``widgets`` is the browser's mirror,
model id -> state.
"""

STOPS = 12  # of a slider: both ends and ten between

# What the browser sends for each kind of control.
POSITION = {"slider": "value", "choice": "index", "box": "value"}


def kind(state):
    if state["_model_name"] == "ButtonModel":
        return "button"
    if "_options_labels" in state:
        return "choice" if "index" in state and not isinstance(state["index"], list) else None
    value = state.get("value")
    if isinstance(value, bool):
        return "box"
    if isinstance(value, int | float) and {"min", "max"} <= state.keys() and "base" not in state:
        return "slider"
    return None


def position(state):
    return state[POSITION[kind(state)]]


def positions(state):
    """The ends, values between, and the one it stands at; every option of a choice."""
    match kind(state):
        case "choice":
            return list(range(len(state["_options_labels"])))
        case "box":
            return [False, True]
    low, high, step = state["min"], state["max"], state.get("step") or 1
    grid = [low + step * round(k * (high - low) / (STOPS - 1) / step) for k in range(STOPS)]
    if isinstance(state["value"], int):
        grid = map(round, grid)
    return sorted({low, high, state["value"], *(min(max(value, low), high) for value in grid)})


def named(state, value):
    """The position for a value of the table: a number, an option's label, true or false."""
    match kind(state):
        case "choice":
            labels = list(state["_options_labels"])
            return labels.index(value) if value in labels else None
        case "box":
            return value if isinstance(value, bool) else None
    fits = isinstance(value, int | float) and state["min"] <= value <= state["max"]
    return value if fits else None


def examples(state):
    """Values for a row of the table to start from, as TOML writes them."""
    match kind(state):
        case "choice":
            return list(state["_options_labels"])
        case "box":
            return "[false, true]"
    stops = positions(state)
    return [float(f"{stops[k * (len(stops) - 1) // 4]:.6g}") for k in (1, 2, 3)]


def family(widgets, model):
    """Every widget in the outermost box around this one, in order."""
    parents = {
        child.removeprefix("IPY_MODEL_"): parent
        for parent, state in widgets.items()
        for child in state.get("children", ())
    }
    while model in parents:
        model = parents[model]
    found = [model]
    for member in found:
        children = widgets[member].get("children", ())
        found += [child.removeprefix("IPY_MODEL_") for child in children]
    return found


def seen(widgets, model):
    """What is seen in the figure of this widget: the bytes of the pictures, and the sentences."""
    states = [widgets[member] for member in family(widgets, model)]
    images = [state["value"] for state in states if state["_model_name"] == "ImageModel"]
    lines = [state["value"] for state in states if state["_model_name"] == "HTMLModel"]
    return images, lines
