"""Where the wires, boxes and valves of each cell lie. Memory runs along the top, to the right.

x[t] and h[t-1] come in below and go to every box; a box's output opens a valve, or is what flows
through one. A function here draws one cell on a `Diagram`; the keys are those of `cell_diagram`.
"""

TOP, MIDDLE, ROW, H_BUS, X_BUS = 8.0, 5.6, 3.2, 1.85, 1.15
FLOOR, ROOF = ROW - 0.45, ROW + 0.45  # of the boxes
LEFT, RIGHT = 0.3, 17.7


def inputs(d, boxes, h_boxes=None):
    """The two buses, with a branch of each into the boxes at these x."""
    h_boxes = boxes if h_boxes is None else h_boxes
    for key, symbol, y, at, side in (
        ("x", "x", X_BUS, boxes, 0.3),
        ("h_prev", "h", H_BUS, h_boxes, -0.3),
    ):
        first, *others = [k + side for k in reversed(at)]
        main = [(LEFT, y), (first, y), (first, FLOOR)]
        branches = [[(k, y), (k, FLOOR)] for k in others]
        d.wire(
            key, symbol, main, *branches, label=(LEFT, y + (0.36 if key != "x" else -0.36), "left")
        )


def peephole(d):
    lstm(d)
    d.wire(
        "peep_prev", "c",
        [(3.0, TOP), (3.0, ROW), (4.35, ROW)], [(3.0, ROW + 0.9), (6.0, ROW + 0.9), (6.0, ROW),
                                                (6.35, ROW)],
    )  # fmt: skip
    d.joint("c", 3.0, TOP)
    d.joint("c", 13.5, TOP)
    d.wire("peep", "c", [(13.5, TOP), (13.5, ROW), (13.95, ROW)])


def lstm(d):
    inputs(d, (5, 7, 9, 14.6))
    for x, symbol in ((5, "f"), (7, "i"), (14.6, "o")):
        d.box(x, ROW, "$σ_g$", symbol)
    d.box(9, ROW, "$σ_h$", "g")
    d.wire("c_prev", "c", [(LEFT, TOP), (5, TOP)], label=(LEFT, TOP + 0.4, "left"))
    d.wire("kept", "c", [(5, TOP), (8.66, TOP)], label=(7.1, TOP + 0.4))
    d.wire("f", "f", [(5, ROOF), (5, TOP - 0.46)])
    d.wire("i", "i", [(7, ROOF), (7, MIDDLE), (8.54, MIDDLE)])
    d.wire("g", "g", [(9, ROOF), (9, MIDDLE)], label=(9.25, 4.4, "left"))
    d.wire("new", "g", [(9, MIDDLE), (9, TOP - 0.34)], label=(9.25, 7.0, "left"))
    d.plus(9, TOP)
    d.wire("c", "c", [(9.34, TOP), (RIGHT, TOP)], label=(RIGHT, TOP + 0.4, "right"))
    d.joint("c", 12.6, TOP)
    d.wire("to_box", "c", [(12.6, TOP), (12.6, 6.95)])
    d.box(12.6, 6.5, "$σ_h$", "c")
    d.wire("squashed", "c", [(12.6, 6.05), (12.6, 5), (14.14, 5)], label=(12.4, 5.6, "right"))
    d.wire("o", "o", [(14.6, ROOF), (14.6, 4.54)])
    d.wire("h", "h", [(14.6, 5), (RIGHT, 5)], label=(RIGHT, 4.6, "right"))
    d.valve("f", "f", 5, TOP, label=(5, TOP + 0.95))
    d.valve("i", "i", 9, MIDDLE, "up", label=(7.15, MIDDLE + 0.6))
    d.valve("o", "o", 14.6, 5, label=(15, 5.75, "left"))


def forget_gate(d):
    inputs(d, (5, 9), (5,))
    d.box(5, ROW, "$σ_g$", "f")
    d.box(9.3, ROW, "$w_c$", "x")
    d.wire("h_top", "h", [(LEFT, TOP), (5, TOP)], label=(LEFT, TOP + 0.4, "left"))
    d.wire("kept", "h", [(5, TOP), (8.96, TOP)], label=(7.2, TOP + 0.4))
    d.wire("f", "f", [(5, ROOF), (5, TOP - 0.46)])
    d.wire("new", "x", [(9.3, ROOF), (9.3, TOP - 0.34)], label=(9.55, MIDDLE, "left"))
    d.plus(9.3, TOP)
    d.wire("c", "c", [(9.64, TOP), (12.35, TOP)], label=(11, TOP + 0.4))
    d.box(13, TOP, "$σ_h$", "c")
    d.wire("h", "h", [(13.65, TOP), (RIGHT, TOP)], label=(RIGHT, TOP + 0.4, "right"))
    d.valve("f", "f", 5, TOP, label=(5, TOP + 0.95))


def gru(d):
    inputs(d, (5, 9, 14), (5, 14))
    d.box(5, ROW, "$σ_g$", "f")
    d.box(9, ROW, "$σ_h$", "g")
    d.box(14, ROW, "$σ_g$", "i")
    d.wire("h_top", "h", [(LEFT, TOP), (5, TOP)], label=(LEFT, TOP + 0.4, "left"))
    d.wire("kept", "h", [(5, TOP), (8.66, TOP)], label=(7.1, TOP + 0.4))
    d.wire("z", "f", [(5, ROOF), (5, TOP - 0.46)])
    d.joint("f", 5, MIDDLE)
    d.wire("z_on", "f", [(5, MIDDLE), (6.15, MIDDLE)])
    d.box(6.8, MIDDLE, "$1-z$", "f")
    d.wire("rest", "f", [(7.45, MIDDLE), (8.54, MIDDLE)])
    d.wire("n", "g", [(9, ROOF), (9, MIDDLE)], label=(9.25, 4.95, "left"))
    d.wire("new", "g", [(9, MIDDLE), (9, TOP - 0.34)], label=(9.25, 7.0, "left"))
    d.plus(9, TOP)
    d.wire("h", "h", [(9.34, TOP), (RIGHT, TOP)], label=(RIGHT, TOP + 0.4, "right"))
    d.joint("h", 12.6, H_BUS)
    d.wire("h_to_r", "h", [(12.6, H_BUS), (12.6, ROW), (11.4, ROW)])
    d.wire("q", "h", [(11.4, ROW), (9.65, ROW)])
    d.wire("r", "i", [(14, ROOF), (14, 4.6), (11.4, 4.6), (11.4, ROW + 0.46)])
    d.valve("z", "f", 5, TOP, label=(5, TOP + 0.95))
    d.valve("rest", "f", 9, MIDDLE, "up", label=(6.8, MIDDLE + 0.95))
    d.valve("r", "i", 11.4, ROW, label=(14.25, 4.15, "left"))
