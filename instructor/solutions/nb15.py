"""Solutions of the exercises of lecture 15, and the mistakes that students are known to make."""

import math

import numpy as np


def margin(logits, allowed):
    inside, outside = _split(logits, allowed)
    return min(inside) - max(outside)


def _split(logits, allowed):
    pairs = list(zip(logits, allowed, strict=True))
    return [z for z, yes in pairs if yes], [z for z, yes in pairs if not yes]


def low_end(k, n, z):
    p, q = k / n, z**2 / n
    return (p + q / 2 - math.sqrt(p * (1 - p) * q + q**2 / 4)) / (1 + q)


def target(numbers, marks):
    return 0.5 + sum(x for x, mark in zip(numbers, marks, strict=True) if mark == 1) / 4


SOLUTIONS = {"check_margin": margin, "check_low_end": low_end, "check_target": target}


def _legal(logits, allowed):
    inside, outside = _split(logits, allowed)
    return max(inside) - max(outside)


def _changed_places(logits, allowed):
    inside, outside = _split(logits, allowed)
    return min(outside) - max(inside)


def _average(logits, allowed):
    inside, outside = _split(logits, allowed)
    return sum(inside) / len(inside) - max(outside)


def _shares(logits, allowed):
    shares = np.exp(logits - np.max(logits))
    return margin(shares / shares.sum(), allowed)


def _mask_as_factor(logits, allowed):
    return np.min(logits * allowed) - np.max(logits * (1 - allowed))


def _naive(k, n, z):
    p = k / n
    return p - z * math.sqrt(p * (1 - p) / n)


def _upper(k, n, z):
    return 1 - low_end(n - k, n, z)


def _middle(k, n, z):
    return (low_end(k, n, z) + _upper(k, n, z)) / 2


def _not_squared(k, n, z):
    p, q = k / n, z / n
    return (p + q / 2 - math.sqrt(p * (1 - p) * q + q**2 / 4)) / (1 + q)


def _no_denominator(k, n, z):
    p, q = k / n, z**2 / n
    return p + q / 2 - math.sqrt(p * (1 - p) * q + q**2 / 4)


def _no_brackets(k, n, z):
    p, q = k / n, z**2 / n
    return p + q / 2 - math.sqrt(p * (1 - p) * q + q**2 / 4) / (1 + q)


def _quadratic(k, n, z):
    a, b, c = 1 + z**2 / n, -(2 * k / n + z**2 / n), (k / n) ** 2
    return a, b, math.sqrt(b**2 - 4 * a * c)


def _times_a(k, n, z):
    a, b, root = _quadratic(k, n, z)
    return (-b - root) / 2 * a


def _plus_b(k, n, z):
    a, b, root = _quadratic(k, n, z)
    return (b - root) / (2 * a)


def _middle_unmoved(k, n, z):
    p, q = k / n, z**2 / n
    return (p - math.sqrt(p * (1 - p) * q + q**2 / 4)) / (1 + q)


def _no_n(k, n, z):
    p, q = k / n, z**2
    return (p + q / 2 - math.sqrt(p * (1 - p) * q + q**2 / 4)) / (1 + q)


def _book(root):
    """Wilson's formula as it stands in books, with something else in the place of the root."""

    def wrong(k, n, z):
        p = k / n
        return (p + z**2 / (2 * n) - root(p, n, z)) / (1 + z**2 / n)

    return wrong


def _grid(k, n, z):
    p = np.linspace(0, 1, 1001)
    return p[(k / n - p) ** 2 <= z**2 * p * (1 - p) / n].min()


def _all_marks(numbers, marks):
    return 0.5 + sum(x for x, mark in zip(numbers, marks, strict=True) if mark) / 4


def _factors(numbers, marks):
    return 0.5 + sum(x * mark for x, mark in zip(numbers, marks, strict=True)) / 4


def _not_the_ends(numbers, marks):
    return 0.5 + sum(x for x, mark in zip(numbers, marks, strict=True) if mark != -1) / 4


def _first(numbers, marks):
    return 0.5 + numbers[list(marks).index(1)] / 4


def _last(numbers, marks):
    for x, mark in zip(numbers, marks, strict=True):
        if mark == 1:
            found = x
    return 0.5 + found / 4


def _whole_list(numbers, marks):
    return 0.5 + np.array(numbers)[list(marks) == 1].sum() / 4


MISTAKES = {
    "check_margin": {
        "it says only whether the step is perfect, and True counts as 1; how far is asked for": (
            lambda logits, allowed: margin(logits, allowed) > 0
        ),
        "only the most active of the allowed symbols counts": _legal,
        "the least active of the others is taken; the most active is what has to be beaten": (
            lambda logits, allowed: min(logits[allowed]) - min(logits[~allowed])
        ),
        "the sign is turned round": (
            lambda logits, allowed: max(logits[~allowed]) - min(logits[allowed])
        ),
        "the sign is lost: below zero the step is not perfect": (
            lambda logits, allowed: abs(min(logits[allowed]) - max(logits[~allowed]))
        ),
        "a margin below zero is cut off": lambda logits, allowed: max(0, margin(logits, allowed)),
        "the allowed symbols and the others have changed places": _changed_places,
        "it compares the mean of the allowed symbols, not the least": _average,
        "the most active of all symbols is taken, not that of the others": (
            lambda logits, allowed: np.min(logits[allowed]) - np.max(logits)
        ),
        "a softmax comes first: the margin of the logits is asked for, not of shares": _shares,
        "the logits are multiplied by the mask: the zeros then count as logits, too": (
            _mask_as_factor
        ),
    },
    "check_low_end": {
        "it is the interval p - z sqrt(p (1 - p) / n), which is a single point at n of n": _naive,
        "it is the upper end": _upper,
        "it is the middle of the interval": _middle,
        "(15.2) is taken for every k; it holds for n of n only": lambda k, n, z: n / (n + z**2),
        "the n above the line of (15.2) is replaced by k, which solves (15.1) for n of n only": (
            lambda k, n, z: k / (n + z**2)
        ),
        "z is not squared": _not_squared,
        "z is taken to be 1.96, whatever is given": lambda k, n, z: low_end(k, n, 1.96),
        "the division by 1 + q is forgotten, q being z^2 / n": _no_denominator,
        "only the root is divided by 1 + q: the rest needs brackets": _no_brackets,
        "it is divided by 2 and then multiplied by a: / 2 * a stands where / (2 * a) should": (
            _times_a
        ),
        "b stands where -b should in the formula of the quadratic equation": _plus_b,
        "the middle is k/n; it lacks its q/2, q being z^2 / n": _middle_unmoved,
        "nothing is divided by n: q is z^2 / n": _no_n,
        "under the root p (1 - p) is not divided by n": _book(
            lambda p, n, z: z * math.sqrt(p * (1 - p) + z**2 / (4 * n**2))
        ),
        "what is under the root is not divided by n": _book(
            lambda p, n, z: z * math.sqrt(p * (1 - p) + z**2 / (4 * n))
        ),
        "the last term under the root is z^2 / (4 n); it should be z^2 / (4 n^2)": _book(
            lambda p, n, z: z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n))
        ),
        "the root is not multiplied by z": _book(
            lambda p, n, z: math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        ),
        "no root is drawn": _book(lambda p, n, z: z**2 * (p * (1 - p) / n + z**2 / (4 * n**2))),
        "p is searched for or rounded: it is near, but (15.1) is to be solved by a formula": _grid,
    },
    "check_target": {
        "the marks of the first and the last step are counted, too": _all_marks,
        "a mark of -1 subtracts its number; it only marks an end": _factors,
        "the numbers without a mark are added, too": _not_the_ends,
        "all numbers are added; only the two that are marked should be": (
            lambda numbers, marks: 0.5 + sum(numbers) / 4
        ),
        "the two marked numbers are left out, and the others are added": (
            lambda numbers, marks: 0.5 + sum(numbers[marks != 1]) / 4
        ),
        "only the first of the two marked numbers is added": _first,
        "only the last of the two marked numbers is added": _last,
        "no number is added: each mark has to be compared with one, not the whole list": (
            _whole_list
        ),
        "the one half is missing": lambda numbers, marks: sum(numbers[marks == 1]) / 4,
        "the sum is halved, not divided by four": (
            lambda numbers, marks: 0.5 + np.mean(numbers[marks == 1])
        ),
        "the sum is not divided by four": lambda numbers, marks: 0.5 + sum(numbers[marks == 1]),
        "the one half is divided by four, too: only the sum should be": (
            lambda numbers, marks: (0.5 + sum(numbers[marks == 1])) / 4
        ),
        "the mean of the two numbers is divided by four; their sum should be": (
            lambda numbers, marks: 0.5 + np.mean(numbers[marks == 1]) / 4
        ),
        "the bare sum is returned: (15.4) has a quarter of it, and one half": (
            lambda numbers, marks: sum(numbers[marks == 1])
        ),
    },
}
