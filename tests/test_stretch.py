"""The picture of the circle and the ellipse is drawn from the products it is handed.

Judged by what is known of such tables: singular values, and a closed form for the shear.
"""

import numpy as np
import pytest

from figures.stretch import CIRCLE, REACH, Stretch

STEPS = 6


def powers(matrix):
    return np.array([np.linalg.matrix_power(matrix, k) for k in range(STEPS + 1)])


def points(line):
    return np.array(line.get_data(), float)


SHEAR = np.array([[0.8, 1.6], [0.0, 0.8]])
TURN = 0.9 * np.array([[np.cos(0.7), -np.sin(0.7)], [np.sin(0.7), np.cos(0.7)]])


@pytest.mark.parametrize("matrix", [SHEAR, TURN, np.diag([0.5, -1.1])])
@pytest.mark.parametrize("m", [0, 1, 4])
def test_the_ellipse_is_the_circle_m_steps_later(matrix, m):
    shown = Stretch(STEPS)
    shown.show(powers(matrix), m)
    ellipse = points(shown._ellipse)
    assert np.allclose(ellipse, powers(matrix)[m] @ CIRCLE)
    longest = np.linalg.svd(powers(matrix)[m], compute_uv=False)[0]
    before, after = points(shown._before)[:, 1], points(shown._after)[:, 1]
    assert np.hypot(*before) == pytest.approx(1)
    assert np.hypot(*after) == pytest.approx(longest)
    assert np.allclose(after, powers(matrix)[m] @ before)


def test_the_dots_are_norms_and_the_line_is_the_promise_of_the_eigenvalue():
    shown = Stretch(STEPS)
    sentence = shown.show(powers(SHEAR), 4)
    k, norms = points(shown._norms)
    assert np.allclose(norms, np.linalg.norm(powers(SHEAR), 2, axis=(1, 2)))
    assert np.allclose(points(shown._promised), [k, 0.8**k])
    assert norms[4] > 3 > 1 > 0.8**4
    assert all(words in sentence for words in ("After 4 steps", "3.33", "0.41"))
    assert points(shown._here).ravel() == pytest.approx([4, norms[4]])


def test_the_thin_lines_are_the_directions_that_are_not_turned():
    shown = Stretch(STEPS)
    shown.show(powers(SHEAR), 2)  # both eigenvectors lie on the first axis
    _, heights = points(shown._ways)
    assert np.nanmax(abs(heights)) < 1e-6
    shown.show(powers(np.diag([0.5, -1.1])), 2)
    lines = points(shown._ways)
    assert np.nanmax(lines, axis=1) == pytest.approx([2 * REACH, 2 * REACH])
    shown.show(powers(TURN), 2)  # a rotation turns every direction
    assert points(shown._ways).size == 0


def test_what_leaves_the_picture_is_said_and_marked():
    shown = Stretch(STEPS)
    shown.show(powers(2 * SHEAR), 5)
    sizes = np.linalg.norm(powers(2 * SHEAR), 2, axis=(1, 2))
    assert sizes[0] < REACH < sizes[5]
    _, norms = points(shown._norms)
    assert shown._words.get_text()
    assert np.isnan(norms).tolist() == [size > REACH for size in sizes]
    assert points(shown._here)[1] == REACH
    shown.show(powers(SHEAR), 1)
    assert not shown._words.get_text()


@pytest.mark.parametrize(
    ("products", "m"),
    [(np.zeros((STEPS, 2, 2)), 0), (np.zeros((STEPS + 1, 3, 3)), 0), (powers(SHEAR), STEPS + 1)],
)
def test_wrong_input_is_named(products, m):
    with pytest.raises(ValueError, match=r"Stretch: expected products \(7, 2, 2\)"):
        Stretch(STEPS).show(products, m)


def test_numbers_that_are_not_finite_are_refused():
    products = powers(SHEAR)
    products[3, 0, 0] = np.nan
    with pytest.raises(ValueError, match="finite"):
        Stretch(STEPS).show(products, 1)
