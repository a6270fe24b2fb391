"""The four nonlinearities: values, slopes, and what they survive."""

import math

import numpy as np
import pytest

from lstm_core import crelu, identity, logistic, tanh
from tests.helpers import NONLINEARITIES, central, every_kind, refused

every_sigma = pytest.mark.parametrize("sigma", NONLINEARITIES, ids=repr)


@pytest.mark.parametrize(
    ("sigma", "z", "value", "slope"),
    [
        (identity, -3.5, -3.5, 1.0),
        (crelu, -0.5, 0.0, 0.0),
        (crelu, 0.25, 0.25, 1.0),
        (crelu, 1.5, 1.0, 0.0),
        (crelu, 0.0, 0.0, 0.0),  # the kinks: the slope is 0 on both
        (crelu, 1.0, 1.0, 0.0),
        (crelu, np.nextafter(0.0, 1.0), np.nextafter(0.0, 1.0), 1.0),
        (crelu, np.nextafter(1.0, 0.0), np.nextafter(1.0, 0.0), 1.0),
        (logistic, 0.0, 0.5, 0.25),
        (logistic, math.log(3), 0.75, 0.1875),
        (tanh, 0.0, 0.0, 1.0),
        (tanh, math.log(2), 0.6, 0.64),
    ],
)
def test_value_and_slope(sigma, z, value, slope):
    assert sigma(z) == pytest.approx(value, rel=1e-15, abs=0)
    assert sigma.slope(sigma(z)) == pytest.approx(slope, rel=1e-15, abs=0)


@every_sigma
def test_the_slope_is_a_function_of_the_output(sigma):
    z = np.array([-2.3, -0.4, 0.3, 0.8, 1.7])
    slopes = [central(sigma, point).item() for point in z]
    assert np.allclose(sigma.slope(sigma(z)), slopes, rtol=0, atol=1e-9)


@every_sigma
@pytest.mark.parametrize("shape", [(), (3,), (2, 0, 3), (2, 1, 4)])
def test_shape_and_dtype_stay(sigma, shape):
    for dtype in (np.float32, np.float64) if shape else (np.float64,):
        z = np.full(shape, 0.3, dtype)
        for result in (sigma(z), sigma.slope(z)):
            assert np.shape(result) == shape
            assert np.asarray(result).dtype == dtype
            assert result is not z
            assert not np.shares_memory(result, z)


@every_sigma
def test_integers_are_cast_and_nan_is_never_swallowed(sigma):
    assert np.array_equal(sigma(np.array([-2, 0, 3])), sigma(np.array([-2.0, 0.0, 3.0])))
    for z in (math.nan, np.array([0.5, math.nan])):
        assert np.isnan(np.ravel(sigma(z))[-1])
        assert np.isnan(np.ravel(sigma.slope(z))[-1])
    assert not np.isnan(sigma(np.array([0.5, math.nan]))[0])


@every_sigma
def test_no_number_is_too_large(sigma):
    """No warning (they are errors here), and a finite slope at every output there is."""
    z = np.array([-math.inf, -1e300, -1e4, -710.0, 710.0, 1e4, 1e300, math.inf])
    y = sigma(z)
    assert not np.any(np.isnan(y))
    expected = np.ones(8) if sigma is identity else np.zeros(8)
    assert np.allclose(sigma.slope(y), expected, rtol=0, atol=1e-300)
    sigma.slope(z)


def test_logistic_is_exact_to_the_last_digits_far_out():
    """By 1/(1 + exp(-z)); the form by tanh would be wrong by a third at z = -37, and 0 at -38."""
    for z in (-700.0, -100.0, -38.0, -37.0, -20.0, -1.0, 1.0, 20.0):
        expected = math.exp(z) / (1 + math.exp(z)) if z < 0 else 1 / (1 + math.exp(-z))
        assert logistic(z) == pytest.approx(expected, rel=4e-16, abs=0)
    assert logistic(-800.0) == 0
    assert logistic(40.0) == 1


def test_tanh_is_exact_near_zero():
    """The form 2 sigma(2z) - 1 would lose every digit at 1e-16."""
    for z in (1e-8, 1e-16, 1e-300):
        assert tanh(z) == pytest.approx(z, rel=1e-15, abs=0)


@every_sigma
def test_a_nonlinearity_calls_itself_by_name(sigma):
    assert repr(sigma) == sigma.name
    assert (
        sigma
        is {"identity": identity, "crelu": crelu, "logistic": logistic, "tanh": tanh}[sigma.name]
    )


@pytest.mark.parametrize("z", ["0.5", None, 1j, [[1.0], [1.0, 2.0]], object], ids=repr)
def test_not_a_number(z):
    for use in (crelu, crelu.slope):
        with pytest.raises(ValueError, match=r"^[zy]: expected"):
            use(z)


@pytest.mark.parametrize(
    "other", [np.tanh, "tanh", None, math.tanh], ids=["np", "", "None", "math"]
)
@every_kind
def test_a_plain_function_has_no_slope(kind, other):
    with refused("activation: ", "Nonlinearity", "tanh", repr(other)):
        kind.cell(activation=other)
    if kind.name != "RNN":
        with refused("gate: ", "Nonlinearity", "logistic", repr(other)):
            kind.cell(gate=other)
