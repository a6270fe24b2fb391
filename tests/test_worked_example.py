"""The worked example: two steps of an LSTM with one unit and two inputs, computed by hand.

Every number it prints is here. Its five digits were carried from line to line by hand, so they are
met to 2.5e-5; the exact values beside them are met to their last digit. Four printed numbers are
misprints, which the surrounding lines show: they must be off, and the right value must hold.
"""

import numpy as np
import pytest

from lstm_core import LSTM, LSTMParams, gradient, sgd, squared_error

BY_HAND = 2.5e-5
X = np.array([[1.0, 2.0], [0.5, 3.0]])
LABEL = np.array([0.5, 1.25])
WEIGHTS = LSTMParams.from_named(
    w_c=[[0.45], [0.25]], u_c=0.15, b_c=0.2,
    w_i=[[0.95], [0.8]], u_i=0.8, b_i=0.65,
    w_f=[[0.7], [0.45]], u_f=0.1, b_f=0.15,
    w_o=[[0.6], [0.4]], u_o=0.25, b_o=0.1,
)  # fmt: skip
GATES = "cifo"  # the example's order a, i, f, o; its input activation a has our names w_c, u_c, b_c


@pytest.fixture(scope="module")
def seen():
    """Every quantity of the example by the name it has there."""
    cell = LSTM()
    trace = cell.forward(WEIGHTS, X)
    value, eps = squared_error(trace.h, LABEL)
    deltas = cell.bptt(WEIGHTS, trace, eps)
    named = cell.weight_gradient(trace, deltas).named()
    after = sgd(WEIGHTS, cell.weight_gradient(trace, deltas), 0.1).named()
    by_name = {"a": "g", "i": "i", "f": "f", "o": "o", "state": "c", "out": "h"}
    numbers = {"loss": value, "Delta": eps[:, 0, 0]}
    numbers |= {name: getattr(trace, ours)[:, 0, 0] for name, ours in by_name.items()}
    for name, ours in by_name.items():
        field = ours if name in ("state", "out") else f"pre_{ours}"  # its deltas hold the slope
        numbers[f"d_{name}"] = getattr(deltas, field)[:, 0, 0]
    numbers["Delta_out"] = np.array([deltas.h0.item(), deltas.h[0, 0, 0] - eps[0, 0, 0]])
    numbers["d_x"] = cell.input_gradient(WEIGHTS, deltas)[:, 0]
    for letter, old in (("W", "w"), ("U", "u"), ("b", "b")):
        numbers[f"d_{letter}"] = np.array([named[f"{old}_{k}"].ravel() for k in GATES]).squeeze()
        numbers[f"new_{letter}"] = np.array([after[f"{old}_{k}"].ravel() for k in GATES]).squeeze()
    return numbers


PRINTED = {
    "a": {0: 0.81775},
    "i": {0: 0.96083},
    "f": {0: 0.85195, 1: 0.87030},
    "o": {0: 0.81757},
    "state": {0: 0.78572},
    "out": {0: 0.53631},
    "Delta": {0: 0.03631},
    "Delta_out": {0: -0.00343, 1: -0.01828},  # arriving at t = -1 and at t = 0
    "d_out": {0: 0.01803},
    "d_state": {0: -0.05349, 1: -0.07111},
    "d_a": {0: -0.01703, 1: -0.01938},
    "d_i": {0: -0.00165, 1: -0.00112},
    "d_f": {0: 0.0, 1: -0.00631},
    "d_o": {0: 0.00176, 1: -0.05538},
    "d_x": {(0, 0): -0.00817, (0, 1): -0.00487},
    "d_W": {
        (0, 0): -0.02672, (0, 1): -0.0922,
        (1, 0): -0.00221, (1, 1): -0.00666,
        (2, 0): -0.00316, (2, 1): -0.01893,
        (3, 0): -0.02593, (3, 1): -0.16262,
    },
    "d_U": {0: -0.01039, 1: -0.00060, 2: -0.00338, 3: -0.02970},
    "d_b": {0: -0.03641, 1: -0.00277, 2: -0.00631},
    "new_W": {
        (0, 0): 0.45267, (0, 1): 0.25922,
        (1, 0): 0.95022, (1, 1): 0.80067,
        (2, 0): 0.70031, (2, 1): 0.45189,
        (3, 0): 0.60259, (3, 1): 0.41626,
    },
    "new_U": {0: 0.15104, 1: 0.80006, 2: 0.10034, 3: 0.25297},
    "new_b": {0: 0.20364, 1: 0.65028, 2: 0.15063, 3: 0.10536},
}  # fmt: skip

# To more digits than the example prints, from a computation with 50; the digits are all right.
EXACT = {
    "a": {1: "0.849804022"},
    "i": {1: "0.981183968"},
    "f": {1: "0.870301970"},
    "o": {1: "0.849933343"},
    "state": {0: "0.785726148", 1: "1.517633098"},
    "out": {1: "0.771981106"},
    "d_out": {0: "0.018038143"},
    "d_state": {0: "-0.053483684"},
    "d_a": {0: "-0.017024045"},
    "d_i": {0: "-0.0016458819", 1: "-0.0011156141"},
    "d_W": {
        (1, 0): "-0.002203689", (1, 1): "-0.006638606",
        (2, 0): "-0.003153271", (2, 1): "-0.018919625",
        (3, 0): "-0.025924113", (3, 1): "-0.162603889",
    },
    "d_U": {0: "-0.010396085"},
    "d_b": {1: "-0.002761496", 3: "-0.0536130288"},
    "new_W": {(1, 1): "0.800663861", (2, 0): "0.7003153271"},
}  # fmt: skip

# (where, what is printed, what is right)
MISPRINTS = [
    ("d_i", 1, -0.00132, -0.00112),  # in the sum for U; the line below it uses the right one
    ("d_o", 1, -0.00538, -0.05538),  # a zero slipped in, in the sum for b
    ("d_b", 3, -0.005362, -0.05362),  # likewise; the new b_o = 0.10536 needs the right one
]


def entries(table):
    return [pytest.param(n, k, v, id=f"{n}{k}") for n, row in table.items() for k, v in row.items()]


@pytest.mark.parametrize(("name", "index", "printed"), entries(PRINTED))
def test_printed_number(seen, name, index, printed):
    assert abs(seen[name][index] - printed) <= BY_HAND


@pytest.mark.parametrize(("name", "index", "digits"), entries(EXACT))
def test_exact_number(seen, name, index, digits):
    places = len(digits.split(".")[1])
    assert abs(seen[name][index] - float(digits)) <= 0.5000001 * 10.0**-places


@pytest.mark.parametrize(("name", "index", "printed", "right"), MISPRINTS)
def test_misprint(seen, name, index, printed, right):
    assert abs(seen[name][index] - printed) > 5 * BY_HAND
    assert abs(seen[name][index] - right) <= BY_HAND


def test_a_third_weight_was_cut_off_not_rounded(seen):
    """W_f[0] is printed 0.70031; it rounds to 0.70032, from exact and from printed terms alike."""
    assert round(seen["new_W"][2, 0], 5) == 0.70032
    assert round(0.7 - 0.1 * -0.00316, 5) == 0.70032


def test_the_sum_for_b_takes_the_steps_as_they_are(seen):
    """Its formula says index t+1, and the third entry of its first vector, a 0, is missing."""
    gates = np.array([seen[f"d_{name}"] for name in "aifo"])
    assert np.allclose(gates.sum(axis=1), seen["d_b"], rtol=0, atol=1e-15)
    assert gates[2, 0] == 0


def test_what_reaches_out_before_the_first_step(seen):
    """Δout at -1 is Uᵀ δgates at 0; the formula there prints index 1."""
    gates = np.array([seen[f"d_{name}"] for name in "aifo"])
    U = np.array([0.15, 0.8, 0.1, 0.25])
    assert abs(U @ gates[:, 0] - seen["Delta_out"][0]) <= 1e-15
    assert abs(U @ gates[:, 1] - seen["Delta_out"][0]) > 0.01


def test_the_loss_before_and_after_the_step(seen):
    before, grads = gradient(LSTM(), WEIGHTS, X, LABEL)
    after, _ = gradient(LSTM(), sgd(WEIGHTS, grads, 0.1), X, LABEL)
    assert abs(before - 0.114910363058615) <= 1e-12
    assert abs(after - 0.110880801307229) <= 1e-12
    assert before == seen["loss"]


def test_the_second_label_is_out_of_reach():
    """|out| < 1, so that step alone keeps more than ½ 0.25² = 0.03125, however long one trains."""
    params = WEIGHTS
    for _ in range(2000):
        value, grads = gradient(LSTM(), params, X, LABEL)
        params = sgd(params, grads, 0.5)
    assert 0.9 < LSTM().forward(params, X).h[1].item() < 1
    assert 0.03125 < value < 0.06
