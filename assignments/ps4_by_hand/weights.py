"""The gradients and the new weights, from the numbers before; right, or with one slip."""


def _of(name):
    """("w", the letter of its gate as in the tables, 0 or 1) of w_c2."""
    k = "g" if name[2] == "c" else name[2]
    return name[0], k, int(name[3]) - 1 if name[0] == "w" else 0


def gradient(mine, kind):
    def line(name, met=None, steps=(0, 1), by=1.0, hear="h", now=False):
        a, k, n = _of(name)

        def made(v):
            meets = (
                {
                    "w": lambda t: mine["x"][t][n],
                    "u": lambda t: v[f"{hear}[{t if now else 0}]"] if t or now else 0.0,
                    "b": lambda t: 1.0,
                }[a]
                if met is None
                else met
            )
            return by * sum(v[f"pre_{k}[{t}]"] * meets(t) for t in steps if a != "u" or t or now)

        return made

    def other(name):
        n = _of(name)[2]
        return lambda t: mine["x"][t][1 - n]

    def crossed(name):
        n = _of(name)[2]
        return lambda t: mine["x"][1 - t][n]

    def some(letters, **how):
        return {name: line(name, **how) for name in kind.weights if name[0] in letters}

    pairs = [name for name in kind.weights if name[0] == "w"]
    slips = {
        "last step": some("w", steps=(1,)),
        "first step": some("wb", steps=(0,)),
        "mean": some("wub", by=0.5),
        "other input": {name: line(name, met=other(name)) for name in pairs},
        "steps crossed": {name: line(name, met=crossed(name)) for name in pairs},
        "w without x": some("w", met=lambda t: 1.0),
        "h of now": some("u", now=True),
        "c heard": some("u", hear="c"),
        "u without h": some("u", met=lambda t: 1.0),
        "b of one step": some("b", steps=(1,)),
        "b with x": some("b", met=lambda t: mine["x"][t][0]),
    }
    return some("wub"), slips


def step(mine, kind):
    eta = mine["eta"]

    def old(name):
        return mine[name[:3]][int(name[3]) - 1] if name[0] == "w" else mine[name]

    def table(step):
        return {name: lambda v, name=name: step(old(name), v[f"d{name}"]) for name in kind.weights}

    slips = {
        "up": table(lambda p, g: p + eta * g),
        "no eta": table(lambda p, g: p - g),
        "squared eta": table(lambda p, g: p - eta**2 * g),
        "half a step": table(lambda p, g: p - eta * g / 2),
        "only the step": table(lambda p, g: -eta * g),
        "sign of the gradient": table(lambda p, g: p - eta * (1 if g > 0 else -1)),
    }
    return table(lambda p, g: p - eta * g), slips
