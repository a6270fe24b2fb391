"""Other right ways to solve the exercises of lectures 13, 14 and 15, and what helps on the way.

A check asks for a result, never for a certain way to it. That the solutions pass, and that known
mistakes are told by their names, is tested in test_exercises.py.
"""

import itertools
import math

import numpy as np
import pytest

from exercises import nb13, nb14, nb15


def clip_at_once(grads, limit):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in grads]))
    return [g / max(1.0, norm / limit) for g in grads]


def clip_in_place(grads, limit):
    norm = math.sqrt(sum(float(x) ** 2 for g in grads for x in g.flat))
    for g in grads:
        g *= min(1.0, limit / norm) if norm else 1.0
    return tuple(grads)


def rmsprop_moved_mean(w, g, E, eta, gamma, epsilon):
    E += (1 - gamma) * (g * g - E)
    return {"w": w - eta * g / (E**0.5 + epsilon), "E": E}


def truncated_by_carrying(eps, h, u, k2):
    """Each error is carried back, and multiplied by u on each step."""
    total = 0.0
    for t, carried in enumerate(eps):
        for s in range(t, max(0, t - k2), -1):
            total, carried = total + carried * h[s - 1], carried * u
    return total


def truncated_by_arrays(eps, h, u, k2):
    heard = np.append(0.0, h[:-1])
    windows = [heard[max(0, t - k2 + 1) : t + 1][::-1] for t in range(len(eps))]
    return sum(e * np.polyval(window[::-1], u) for e, window in zip(eps, windows, strict=True))


def outputs_by_sums(x, u):
    return [sum(u ** (t - s) * x[s] for s in range(t + 1)) for t in range(len(x))]


def outputs_by_accumulate(x, u):
    return np.array(list(itertools.accumulate(map(float, x), lambda h, new: u * h + new)))


def identical_in_loops(weights):
    names, found = list(weights), 0
    for k, one in enumerate(names):
        for other in names[k + 1 :]:
            found += bool((weights[one] == weights[other]).all())
    return found


def identical_by_bytes(weights):
    kinds = {}
    for array in weights.values():
        kinds[array.tobytes()] = kinds.get(array.tobytes(), 0) + 1
    return sum(n * (n - 1) // 2 for n in kinds.values())


def gradient_in_a_loop(delta, o, c, x):
    total = 0.0
    for t in reversed(range(len(delta))):
        total += delta[t] * math.tanh(c[t]) * (o[t] - o[t] ** 2) * x[t]
    return total


def jacobians_multiplied_at_once(h, U):
    return np.linalg.multi_dot([(1 - row**2)[:, None] * U.T for row in h[::-1]])


def jacobians_from_the_end(h, U):
    product = np.eye(len(U))
    for row in h[::-1]:
        product = product @ np.diag(1 - row**2) @ U.T
    return product


def sum_of_all_products(h, x, u):
    slopes = [1 - value**2 for value in h]
    return sum(
        x[k] * math.prod(slopes[k:]) * u ** (len(h) - 1 - k) for k in range(len(h))
    )  # fmt: skip


def agree_entry_by_entry(expected, got):
    if np.shape(got) != expected.shape:
        return False
    near = 1e-6 * max(abs(e) for e in expected.flat)
    return all(-near <= e - g <= near for e, g in zip(expected.flat, got.flat, strict=True))


def agree_by_allclose(expected, got):
    near = 1e-6 * np.abs(expected).max()
    return got.shape == expected.shape and np.allclose(got, expected, rtol=0, atol=near)


def margin_by_masks(logits, allowed):
    return logits[allowed].min() - logits[~allowed].max()


def margin_by_infinities(logits, allowed):
    return np.min(np.where(allowed, logits, np.inf)) - np.max(np.where(allowed, -np.inf, logits))


def margin_by_is_true(logits, allowed):
    """With lists alone: the entries of an array are not the True of Python."""
    inside = [z for z, yes in zip(logits, allowed, strict=True) if yes is True]
    return min(inside) - max(z for z in logits if z not in inside)


def margin_of_log_shares(logits, allowed):
    """The logarithm of a softmax has the margins of the logits."""
    return margin_by_masks(logits - np.log(np.sum(np.exp(logits))), allowed)


def low_end_by_the_formula(k, n, z):
    a, b, c = 1 + z**2 / n, -(2 * k / n + z**2 / n), (k / n) ** 2
    return (-b - math.sqrt(b**2 - 4 * a * c)) / (2 * a)


def low_end_by_roots(k, n, z):
    return np.roots([n + z**2, -(2 * k + z**2), k**2 / n]).min()


def low_end_by_halving(k, n, z, times=60):
    """Until no digit is left, it is as right as a formula."""
    low, high = 0.0, k / n
    for _ in range(times):
        p = (low + high) / 2
        low, high = (p, high) if (k / n - p) ** 2 > z**2 * p * (1 - p) / n else (low, p)
    return low


def target_by_a_mask(numbers, marks):
    return 0.5 + numbers[marks == 1].sum() / 4


def target_by_a_mean(numbers, marks):
    return 0.5 + np.array(numbers)[np.array(marks) == 1].mean() / 2


def target_by_places(numbers, marks):
    """With lists alone: an array has no index()."""
    first = marks.index(1)
    return 0.5 + (numbers[first] + numbers[marks.index(1, first + 1)]) / 4


def target_by_factors(numbers, marks):
    return 0.5 + np.dot(numbers, np.maximum(marks, 0)) / 4


WAYS = {
    nb13.check_clip: [clip_at_once, clip_in_place],
    nb13.check_rmsprop: [rmsprop_moved_mean],
    nb13.check_truncated: [truncated_by_carrying, truncated_by_arrays],
    nb14.check_outputs: [outputs_by_sums, outputs_by_accumulate],
    nb14.check_identical: [identical_in_loops, identical_by_bytes],
    nb14.check_gradient_w_o: [gradient_in_a_loop],
    nb14.check_jacobian_product: [jacobians_multiplied_at_once, jacobians_from_the_end],
    nb14.check_whole_sum: [sum_of_all_products],
    nb14.check_agree: [agree_entry_by_entry, agree_by_allclose],
    nb15.check_margin: [
        margin_by_masks, margin_by_infinities, margin_by_is_true, margin_of_log_shares
    ],
    nb15.check_low_end: [low_end_by_the_formula, low_end_by_roots, low_end_by_halving],
    nb15.check_target: [target_by_a_mask, target_by_a_mean, target_by_places, target_by_factors],
}  # fmt: skip
EACH = [pytest.param(check, way, id=way.__name__) for check, ways in WAYS.items() for way in ways]


@pytest.mark.parametrize(("check", "way"), EACH)
def test_another_right_way_is_right(check, way):
    report = check(way)
    assert report.right, report


NEAR = {
    "halved ten times": lambda k, n, z: low_end_by_halving(k, n, z, times=10),
    "rounded to four digits": lambda k, n, z: round(low_end_by_halving(k, n, z), 4),
    "the grid's nearest point": lambda k, n, z: min(
        (p / 1000 for p in range(int(1000 * k / n))),
        key=lambda p: abs((k / n - p) ** 2 - z**2 * p * (1 - p) / n),
    ),
}


@pytest.mark.parametrize("way", NEAR)
def test_the_lower_end_by_trying_is_told_that_a_formula_is_wanted(way):
    report = nb15.check_low_end(NEAR[way])
    assert report.status == "not yet right"
    assert "by a formula, to all digits" in repr(report), report


def test_a_lower_end_that_is_further_off_is_not_called_near():
    report = nb15.check_low_end(lambda **given: 1.02 * low_end_by_halving(**given))
    assert (report.status, report.mistake) == ("not yet right", "")


def test_the_error_of_an_array_is_told_if_neither_arrays_nor_lists_will_do():
    def margin(logits, allowed):
        return logits[allowed].least()

    report = nb15.check_margin(margin)
    assert "has no attribute 'least'" in report.message
    assert "`return logits[allowed].least()`" in report.message


def test_the_first_step_may_be_one_of_the_two_that_are_marked():
    def from_the_second_step(numbers, marks):
        first, second = [t for t in range(1, len(marks)) if marks[t] == 1]
        return 0.5 + (numbers[first] + numbers[second]) / 4

    report = nb15.check_target(from_the_second_step)
    assert "not enough values to unpack" in report.message
    assert "marks = [1.0, 0.0" in report.message


def test_outputs_that_are_right_must_leave_an_array_of_floats_as_it_was():
    def written_over(x, u):
        right = outputs_by_sums(x, u)
        x[-1] = 0
        return right

    report = nb14.check_outputs(written_over)
    assert (report.status, report.array) == ("not yet right", "x afterwards")
