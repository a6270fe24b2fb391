"""The loss surface: a map that stands, a path that moves, and a way out that is told."""

import io
import itertools

import numpy as np
import pytest
from PIL import Image

from figures import LiveFigure, slider
from figures.calculator_surface import _but_b, _scored
from figures.loss_surface import PATH, STEPS, LossSurface
from lstm_core import CALCULATOR_X, CALCULATOR_Y, calculator_rnn, fit, stack, sweep
from tests.test_style import CONES, lab

US, WS = np.linspace(-1.2, 1.2, 41), np.linspace(-0.6, 2.0, 31)


def surface():
    cell, params = calculator_rnn(0.0)
    grid = stack(params, w=np.repeat(WS, US.size), u=np.tile(US, WS.size))
    losses, _ = sweep(cell, grid, CALCULATOR_X, CALCULATOR_Y, _scored)
    losses = losses.reshape(WS.size, US.size)
    return LossSurface("u", "w", US, WS, losses, ceiling=300), losses


def descent(eta, n=41):
    cell, params = calculator_rnn(0.0)
    epochs = fit(cell, params, CALCULATOR_X, CALCULATOR_Y, epochs=n, eta=eta, loss=_scored,
                 optimiser=_but_b)  # fmt: skip
    epochs = list(epochs)
    path = [(epoch.before.u.item(), epoch.before.w.item()) for epoch in epochs]
    return path, [epoch.loss for epoch in epochs]


def live():
    picture, _ = surface()

    def update(log_eta):
        out = picture.show(*descent(10**log_eta))
        return f"eta = 10^{log_eta:.1f}: " + ("on the map" if out is None else f"off at {out}")

    controls = {"log_eta": slider(-3.0, -4.0, 0.0, 0.1)}
    return LiveFigure(picture.figure, update, controls, picture.dynamic)


def test_the_path_lies_on_the_surface_it_walks_on():
    _, losses = surface()
    path, walked = descent(0.003)
    assert walked[-1] < 0.5 * walked[0]
    for (u, w), loss in zip(path, walked, strict=True):
        cell, params = calculator_rnn(u)
        alone, _ = sweep(cell, stack(params, w=[w]), CALCULATOR_X, CALCULATOR_Y, _scored)
        assert alone[0] == pytest.approx(loss, rel=1e-12)
    j, k = 20, 12
    cell, params = calculator_rnn(US[j])
    alone, _ = sweep(cell, stack(params, w=[WS[k]]), CALCULATOR_X, CALCULATOR_Y, _scored)
    assert losses[k, j] == pytest.approx(alone[0])


def test_a_path_on_the_map_is_drawn_whole():
    picture, _ = surface()
    path, losses = descent(0.003)
    assert picture.show(path, losses) is None
    np.testing.assert_array_equal(picture._path.get_xydata(), path)
    np.testing.assert_array_equal(picture._end.get_xydata(), path[-1:])
    np.testing.assert_array_equal(picture._curve.get_ydata(), losses)
    assert not picture._exit.get_visible()
    assert not picture._told.get_visible()


@pytest.mark.parametrize("far", [(9.0, 0.7), (-1e200, 1e200), (np.inf, 1.0), (np.nan, np.nan)])
def test_a_path_that_leaves_ends_at_the_border_with_an_arrow(far):
    picture, _ = surface()
    path = [(0.0, 0.0), (0.5, 0.7), far, (0.1, 0.1)]
    out = picture.show(path, [5.0, 4.0, np.inf, np.nan])
    assert out == 2
    drawn = picture._path.get_xydata()
    np.testing.assert_array_equal(drawn[:2], path[:2])
    door = drawn[2]
    on_border = [np.isclose(door, low) | np.isclose(door, high)
                 for low, high in [(picture._low, picture._high)]]  # fmt: skip
    assert np.any(on_border)
    assert (door >= picture._low).all()
    assert (door <= picture._high).all()
    assert picture._exit.get_visible()
    assert len(picture._end.get_xdata()) == 0
    assert picture._told.get_text().startswith("off the map at step 2")
    assert picture._told.get_text().endswith("the descent diverges")
    assert "up to ∞" in picture._off._remark.get_text()


def test_a_start_off_the_map_is_told():
    picture, _ = surface()
    assert picture.show([(5.0, 0.0), (0.0, 0.0)], [9.0, 8.0]) == 0
    assert picture._told.get_text() == "off the map at step 0; the farthest weight is 5"
    assert len(picture._path.get_xdata()) == 0
    assert not picture._exit.get_visible()


def test_a_driven_surface_equals_a_fresh_one_and_stays_small():
    driven, seen = live(), {}
    for value in (-3.0, -0.5, -2.2, -4.0, 0.0, -0.5, -3.0):
        driven.set(log_eta=value)
        if value not in seen:
            fresh = live()
            fresh.set(log_eta=value)
            seen[value] = fresh.png, fresh.sentence
        assert (driven.png, driven.sentence) == seen[value]
        assert len(driven.png) <= 32_000
    assert len({png for png, _ in seen.values()}) == len(seen)
    assert "off at" in seen[0.0][1]


def test_the_bands_of_the_map_survive_the_palette():
    driven = live()
    shown = np.asarray(Image.open(io.BytesIO(driven.png)).convert("RGB")).reshape(-1, 3)
    driven._canvas.png()
    true = np.asarray(driven.figure.canvas.buffer_rgba())[..., :3].reshape(-1, 3)
    for colour in STEPS:
        rgb = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
        pixels = (true == rgb).all(axis=1)
        assert pixels.sum() > 100, colour
        assert np.abs(shown[pixels].astype(int) - rgb).max() <= 8, colour


@pytest.mark.parametrize("cones", CONES)
def test_every_eye_sees_which_way_is_down(cones):
    """Each band is lighter than the last, and the path stands out from all of them."""
    bands = [lab(colour, cones) for colour in STEPS]
    for below, above in itertools.pairwise(bands):
        assert above[0] - below[0] > 5
    assert min(np.linalg.norm(lab(PATH, cones) - band) for band in bands) > 25


@pytest.mark.parametrize(
    ("losses", "told"),
    [
        (np.ones((3, 2)), r"expected \(len\(at_up\), len\(at_across\)\) \(2, 3\), got \(3, 2\)"),
        (np.zeros((2, 3)), "expected finite numbers > 0"),
        (np.full((2, 3), np.nan), "expected finite numbers > 0"),
    ],
)
def test_wrong_losses_are_told(losses, told):
    with pytest.raises(ValueError, match=told):
        LossSurface("u", "w", [0, 1, 2], [0, 1], losses)


def test_the_colour_at_a_place_is_that_of_its_loss():
    picture, losses = surface()
    picture.figure.canvas.draw()
    image = np.asarray(picture.figure.canvas.buffer_rgba())[::-1, :, :3]
    levels = np.geomspace(losses.min(), 300, len(STEPS) + 1)
    right = 0
    places = [(k, j) for k in range(1, WS.size - 1, 3) for j in range(1, US.size - 1, 3)]
    for k, j in places:
        x, y = picture.ax.transData.transform((US[j], WS[k])).astype(int)
        band = min(max(np.searchsorted(levels, losses[k, j]) - 1, 0), len(STEPS) - 1)
        right += (image[y, x] == [int(STEPS[band][i : i + 2], 16) for i in (1, 3, 5)]).all()
    assert right > 0.9 * len(places)  # the others lie on the border of two bands
