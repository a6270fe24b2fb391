"""What the parts of a variant change in the notebook: {cell's label: [(old, new), ...]}."""

COUPLED = {
    "example": [('for k in "ifoc"', 'for k in "foc"')],
    "symbols": [
        (r"i[t] &= \sigma(x[t]\,w_i + h[t-1]\,u_i + b_i) &", r"i[t] &= 1 - f[t] &"),
        (
            "$h = c = 0$.",
            "$h = c = 0$. One gate serves for two: what isn't kept makes room for what is let in.",
        ),
        ("twelve arrays: `w_i`", "nine arrays: `w_f`"),
        ("`u_i` ($H", "`u_f` ($H"),
        ("`b_i` ($H$), and the same for f, o, c", "`b_f` ($H$), and the same for o and c"),
        (
            "six arrays `i`, `f`, `o`, `g`, `c`, `h`, each $T \\times H$",
            "five arrays `f`, `o`, `g`, `c`, `h`, each $T \\times H$; i is no variable of its own",
        ),
    ],
    "text-forward": [("all six", "all five")],
    "forward": [
        ('{"i": ..., "f": ...,', '{"f": ...,'),
        ('len(params["b_i"])', 'len(params["b_f"])'),
        ('in "ifogch"}', 'in "fogch"}'),
        ('        i = logistic(x[t] @ params["w_i"] + h @ params["u_i"] + params["b_i"])\n', ""),
        ("+ i * g", "+ (1 - f) * g"),
        ('zip("ifogch", (i, f,', 'zip("fogch", (f,'),
    ],
    "check-forward": [
        ('set("ifogch"), "forward: a dict with i, f', 'set("fogch"), "forward: a dict with f')
    ],
    "text-bptt": [
        ("each of the six", "each of the five"),
        ("gates' outputs, $dL/di[t]$", "gates' outputs, $dL/df[t]$"),
    ],
    "bptt": [
        ('{"i": ..., "f": ...,', '{"f": ...,'),
        ('in "ifogch"}', 'in "fogch"}'),
        (
            'i, f, o, g, c = (trace[symbol][t] for symbol in "ifogc")',
            'f, o, g, c = (trace[symbol][t] for symbol in "fogc")',
        ),
        (
            "do, di, df, dg = dh * tanh(c), dc * g, dc * c_prev, dc * i",
            "do, df, dg = dh * tanh(c), dc * (c_prev - g), dc * (1 - f)",
        ),
        ('(di * i * (1 - i)) @ params["u_i"].T + ', ""),
        ('zip("ifogch", (di, df,', 'zip("fogch", (df,'),
    ],
    "check-bptt": [
        ("i, f, o = ", "f, o = "),
        ("(0.25, 0.75, 0.5))", "(0.75, 0.5))"),
        ('{"i": i, "f": f', '{"f": f'),
        ('set("ifogch"), "bptt: a dict with i, f', 'set("fogch"), "bptt: a dict with f'),
        ('deltas["f"][0], 0), "', 'deltas["f"][0], NUMBER, atol=1e-5), "'),
        ("before the first step c is 0, and so is dL/df[0]", "dL/df[0], a total derivative"),
        ("four ways back", "three ways back"),
    ],
    "text-weights": [("twelve", "nine")],
    "weights": [
        (
            '{"w_i": (D, H), "u_i": (H, H), "b_i": (H,), ...}',
            '{"w_f": (D, H), "u_f": (H, H), "b_f": (H,), ...}',
        ),
        ('zip("ifoc", "ifog"', 'zip("foc", "fog"'),
    ],
    "check-weights": [
        ("i, f, o = ", "f, o = "),
        ("(0.25, 0.75, 0.5))", "(0.75, 0.5))"),
        ('{"i": i, "f": f', '{"f": f'),
        ('in "ifogch"}', 'in "fogch"}'),
        (
            'grads["w_i"], [[0.437500, -0.375000]], atol=1e-5), "weight_gradients: w_i"',
            'grads["w_o"], [[0.437500, -0.375000]], atol=1e-5), "weight_gradients: w_o"',
        ),
    ],
}

AS_IT_IS = {
    "symbols": [(r"o[t]\,\tanh(c[t])", r"o[t]\,c[t]")],
    "forward": [("h = o * tanh(c)", "h = o * c")],
    "bptt": [("dh * o * (1 - tanh(c) ** 2)", "dh * o"), ("= dh * tanh(c)", "= dh * c")],
    "check-bptt": [("o * np.tanh(c)", "o * c")],
    "check-weights": [("o * np.tanh(c)", "o * c")],
    "explain": [("the output gate and the slope of the tanh", "the output gate")],
}


APART_FORWARD = """
        i = logistic(x[t] @ params["w_i"] + h @ params["u_i"] + params["b_i"])
        f = logistic(x[t] @ params["w_f"] + h @ params["u_f"] + params["b_f"])
        o = logistic(x[t] @ params["w_o"] + h @ params["u_o"] + params["b_o"])
        g = tanh(x[t] @ params["w_c"] + h @ params["u_c"] + params["b_c"])
"""
TOGETHER_FORWARD = """
        pre = x[t] @ params["w"] + h @ params["u"] + params["b"]
        {symbols} = np.split(pre, 4)
        i, f, o, g = logistic(i), logistic(f), logistic(o), tanh(g)
"""
APART_BACK = """
        from_h = (di * i * (1 - i)) @ params["u_i"].T + (df * f * (1 - f)) @ params["u_f"].T
        from_h += (do * o * (1 - o)) @ params["u_o"].T + (dg * (1 - g**2)) @ params["u_c"].T
"""
TOGETHER_BACK = """
        pre_i, pre_f = di * i * (1 - i), df * f * (1 - f)
        pre_o, pre_c = do * o * (1 - o), dg * (1 - g**2)
        from_h = np.concatenate([{pre}]) @ params["u"].T
"""
APART_WEIGHTS = """
        pre = deltas[symbol] * slope
        grads[f"w_{k}"], grads[f"u_{k}"] = x.T @ pre, h_prev.T @ pre
        grads[f"b_{k}"] = pre.sum(axis=0)
    return grads
"""
TOGETHER_WEIGHTS = """
        blocks.append(deltas[symbol] * slope)
    pre = np.concatenate(blocks, axis=1)
    return {"w": x.T @ pre, "u": h_prev.T @ pre, "b": pre.sum(axis=0)}
"""


def side_by_side(order):
    """The edits for blocks in this order of the letters i, f, o, c."""
    symbols = order.replace("c", "g")
    at = {k: f"{2 * n}:{2 * n + 2}" for n, k in enumerate(order)}  # the checks have two units
    return {
        "example": [
            ('"w": (1, 2), "u": (2, 2), "b": (2,)', '"w": (1, 8), "u": (2, 8), "b": (8,)'),
            ('{f"{a}_{k}": rng', "{a: rng"),
            ('shapes[a]) for k in "ifoc" for a in "wub"}', 'shapes[a]) for a in "wub"}'),
        ],
        "symbols": [
            ("twelve arrays: `w_i` ($D \\times H$)", "three arrays: `w` ($D \\times 4H$)"),
            ("`u_i` ($H \\times H$)", "`u` ($H \\times 4H$)"),
            (
                "`b_i` ($H$), and the same for f, o, c. The weights",
                "`b` ($4H$). In each, four blocks lie side by side in the order "
                f"{', '.join(order)}: the first $H$ columns of `w` are $w_{order[0]}$, the next "
                f"$w_{order[1]}$, and so on. The weights",
            ),
        ],
        "forward": [
            ('len(params["b_i"])', 'len(params["b"]) // 4'),
            (APART_FORWARD, TOGETHER_FORWARD.format(symbols=", ".join(symbols))),
        ],
        "bptt": [
            (APART_BACK, TOGETHER_BACK.format(pre=", ".join(f"pre_{k}" for k in order))),
        ],
        "text-weights": [("each of the twelve arrays", "each of the three arrays")],
        "weights": [
            ('"w_i": (D, H), "u_i": (H, H)', '"w": (D, 4H), "u": (H, 4H)'),
            ('"b_i": (H,), ...}', '"b": (4H,)}'),
            ("    grads = {}\n", "    blocks = []\n"),
            ('for k, symbol in zip("ifoc", "ifog", strict=True):', f'for symbol in "{symbols}":'),
            (APART_WEIGHTS, TOGETHER_WEIGHTS),
        ],
        "check-weights": [
            ('grads["w_i"], [', f'grads["w"][:, {at["i"]}], ['),
            ('grads["b_c"], [', f'grads["b"][{at["c"]}], ['),
            ('grads["u_f"], [', f'grads["u"][:, {at["f"]}], ['),
            ('weight_gradients: w_i"', 'weight_gradients: w_i in w"'),
            ('weight_gradients: b_c"', 'weight_gradients: b_c in b"'),
            ('"weight_gradients: u_f; which', '"weight_gradients: u_f in u; which'),
        ],
    }
