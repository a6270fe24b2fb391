"""The flow picture shows the norms of the products, an honest prediction, and one step's spectrum.

Everything is judged by a plain loop, or by what is known: 0.8 a step, f a step.
"""

from itertools import pairwise

import numpy as np
import pytest

from figures import LiveFigure, choice, slider, style
from figures.gradient_flow import GradientFlow
from figures.spectrum import finite_norms, largest_eigenvalues
from lstm_core import flow_networks, jacobian_products, logistic, step_jacobians

T = 21
NAMES = ("linear RNN", "tanh RNN", "forget gate", "LSTM", "GRU")
X = np.sin(np.arange(T))


def jacobians(u, forget_bias, feedback=1.0):
    networks = flow_networks(u, forget_bias, feedback)
    steps = {n: step_jacobians(c, p, c.forward(p, X)) for n, (c, p) in networks.items()}
    return steps, {n: jacobian_products(j) for n, j in steps.items()}


def live(u=0.8, forget_bias=1.0, name="LSTM", t=5):
    flow = GradientFlow(NAMES, T)

    def update(u, forget_bias, name, t):
        return flow.show(*jacobians(u, forget_bias), name, t)

    controls = {
        "u": slider(u, -2.0, 2.0, 0.1),
        "forget_bias": slider(forget_bias, -6.0, 6.0, 0.5),
        "name": choice(NAMES, name),
        "t": slider(t, 0, T - 1, 1),
    }
    return flow, LiveFigure(flow.figure, update, controls, flow.dynamic)


def heights(flow, k):
    drawn = flow._flows[k]
    return dict(zip(*drawn._dots.get_data(), strict=True)), drawn


@pytest.mark.parametrize("units", [1, 3])
def test_the_dots_are_the_norms_of_the_products(units):
    feedback = np.random.default_rng(2).normal(size=(units, units))
    steps, products = jacobians(0.7, 1.0, feedback)
    flow = GradientFlow(NAMES, T, units)
    flow.show(steps, products, "GRU", 4)
    for k, name in enumerate(NAMES):
        dots, _ = heights(flow, k)
        road = np.eye(steps[name].shape[-1])
        for t in reversed(range(T)):
            log = np.log10(np.linalg.svd(road, compute_uv=False)[0])
            assert (t in dots) == (-9 <= log <= 6)
            if t in dots:
                assert dots[t] == pytest.approx(log, abs=1e-9)
            road = road @ steps[name][t, 0]


def test_the_prediction_is_the_mean_log_of_the_largest_eigenvalue():
    steps, products = jacobians(0.7, 1.0, np.array([[0.9, 2.0], [0.0, 0.5]]))
    flow = GradientFlow(NAMES, T, 2)
    flow.show(steps, products, "GRU", 4)
    for k, name in enumerate(NAMES):
        factors = [max(abs(np.linalg.eigvals(step[0]))) for step in steps[name][1:]]
        assert flow.predicted[k] == pytest.approx(np.exp(np.mean(np.log(factors))))
        at, up = flow._flows[k]._line.get_data()
        assert (at[1], up[1]) == (T - 1, 0)
        slope = (up[1] - up[0]) / (at[1] - at[0])
        assert slope == pytest.approx(-np.log10(flow.predicted[k]))
    assert flow.predicted[0] == pytest.approx(0.7 * 0.9)  # the eigenvalues of 0.7 times a triangle
    assert flow.measured[0] > flow.predicted[0] + 0.05  # which are not its norms


@pytest.mark.parametrize("u", [-1.3, -0.5, 0.8, 1.0, 1.7])
def test_a_linear_rnn_of_one_unit_goes_by_u(u):
    flow, shown = live(u=u, name="linear RNN")
    assert flow.measured[0] == pytest.approx(abs(u))
    assert flow.predicted[0] == pytest.approx(abs(u))
    fate = "stays as it is" if u == 1 else "grows" if abs(u) > 1 else "shrinks"
    assert f"going back it {fate}" in shown.sentence


@pytest.mark.parametrize(("bias", "kept"), [(0, 1e-6), (1, 0.0019), (5, 0.87)])
def test_an_lstm_vanishes_too_unless_its_forget_gate_is_open(bias, kept):
    """The cell's own road over twenty steps; and the picture's factor a step goes with f."""
    _, products = jacobians(0.0, bias)
    assert float(products["LSTM"][1, 0, 1, 1]) == pytest.approx(kept, rel=0.05)
    flow, _ = live(u=0.0, forget_bias=float(bias))
    f = logistic(bias)
    assert flow.predicted[3] == pytest.approx(f)
    assert flow.measured[3] == pytest.approx(f, rel=0.02)
    assert flow.measured[4] == pytest.approx(f, rel=0.02)  # and a GRU's lasts as long


def test_driven_equals_fresh_from_end_to_end_and_the_axes_stay():
    flow, driven = live()
    limits = [(ax.get_xlim(), ax.get_ylim()) for ax in flow.figure.axes]
    places = [
        {"u": -2.0, "forget_bias": 6.0, "name": "linear RNN", "t": 0},
        {"u": 0.0, "forget_bias": -6.0, "name": "tanh RNN", "t": T - 1},
        {"u": 2.0, "forget_bias": 0.0, "name": "GRU", "t": 3},
        {"u": 0.8, "forget_bias": 1.0, "name": "LSTM", "t": 5},
    ]
    for place in places:
        driven.set(**place)
        fresh = live(**place)[1]
        assert (driven.png, driven.sentence) == (fresh.png, fresh.sentence)
        assert [(ax.get_xlim(), ax.get_ylim()) for ax in flow.figure.axes] == limits


def test_what_is_gone_stands_in_its_strip_and_what_explodes_is_told():
    flow, shown = live(u=0.0, name="linear RNN")
    dots, drawn = heights(flow, 0)
    assert {dots[t] for t in range(T - 1)} == {drawn._decades.zero}
    assert "the derivative is 0; going back it is gone; the eigenvalues predict × 0" in (
        shown.sentence
    )
    shown.set(u=2.0)
    assert "off the scale: 1e6" in drawn._words.get_text().replace("1.0e6", "1e6")
    assert len(drawn._off._above.get_xdata()) == 1  # 2^20 is above a million, 2^19 is not


def test_numbers_that_are_not_finite_are_told_and_drawn_nowhere():
    steps, products = jacobians(0.5, 1.0)
    steps["LSTM"] = np.full_like(steps["LSTM"], np.inf)
    products["LSTM"] = np.full_like(products["LSTM"], np.nan)
    flow = GradientFlow(NAMES, T)
    told = flow.show(steps, products, "LSTM", 3)
    assert told == "LSTM: the derivative over 20 steps is no finite number."
    assert "not a finite matrix" in flow._spectrum._words.get_text()
    assert np.isnan(flow.predicted[3])


def test_the_spectrum_of_a_known_matrix():
    flow, _ = live()
    matrix = np.array([[0.0, -1.2], [0.3, 0.0]])  # ±0.6i; singular values 1.2 and 0.3
    flow._spectrum.show(matrix, "a turn")
    eigen = flow._spectrum._eigen.get_xydata()
    np.testing.assert_allclose(sorted(eigen.tolist()), [[0, -0.6], [0, 0.6]], atol=1e-12)
    np.testing.assert_allclose(flow._spectrum._heads.get_ydata(), [1.2, 0.3])
    assert float(largest_eigenvalues(matrix)) == pytest.approx(0.6)
    assert float(finite_norms(matrix)) == pytest.approx(1.2)
    flow._spectrum.show(3 * matrix, "a wide turn")
    assert "2 outside, up to 1.8 in size" in flow._spectrum._beyond.get_text()


def test_no_words_collide():
    flow, shown = live(u=2.0, forget_bias=-6.0, name="linear RNN")
    renderer = shown.figure.canvas.get_renderer()
    words = [each._words.get_window_extent(renderer) for each in flow._flows]
    assert all(a.x1 <= b.x0 for a, b in pairwise(words))
    below = [flow._spectrum._beyond.axes, flow._spectrum._words.axes]
    tops = [ax.title.get_window_extent(renderer).y1 for ax in below]
    assert min(box.y0 for box in words) >= max(tops)
    ticks = [
        each._words.axes.get_xticklabels()[0].get_window_extent(renderer) for each in flow._flows
    ]
    assert max(box.y1 for box in words) <= min(box.y0 for box in ticks)
    assert min(text.get_fontsize() for text in [w._words for w in flow._flows]) >= style.SMALL


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda j, p: (j, p, "LSTM", T), "no step t = 21 of 'LSTM'"),
        (lambda j, p: (j, p, "CRU", 1), "no step t = 1 of 'CRU'"),
        (lambda j, p: ({}, p, "LSTM", 1), "jacobians lack ['linear RNN'"),
        (lambda j, p: (j, {**p, "GRU": p["GRU"][1:]}, "LSTM", 1), "GRU needs jacobians (T, 1, n"),
        (lambda j, p: GradientFlow(NAMES, 1), "T of at least 2 steps, got 1"),
    ],
)
def test_wrong_use_is_told(change, told):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        GradientFlow(NAMES, T).show(*change(*jacobians(0.5, 1.0)))
    assert told in str(caught.value)


def test_flow_networks_refuses_a_feedback_that_is_not_square():
    with pytest.raises(ValueError, match=r"feedback: expected a number or \(H, H\)"):
        flow_networks(0.5, 1.0, np.ones((2, 3)))
