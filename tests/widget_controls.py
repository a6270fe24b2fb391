"""The kinds of controls that the driver of the widgets can move, and the positions they can take.

A control is known by its state alone, as a browser knows it.
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
