"""Solutions of the exercises of lecture 15, and the mistakes that students are known to make."""

import math


def margin(logits, allowed):
    inside = [z for z, yes in zip(logits, allowed, strict=True) if yes]
    outside = [z for z, yes in zip(logits, allowed, strict=True) if not yes]
    return min(inside) - max(outside)


def low_end(k, n, z):
    p, q = k / n, z**2 / n
    return (p + q / 2 - math.sqrt(p * (1 - p) * q + q**2 / 4)) / (1 + q)


def target(numbers, marks):
    return 0.5 + sum(x for x, mark in zip(numbers, marks, strict=True) if mark == 1) / 4


SOLUTIONS = {"check_margin": margin, "check_low_end": low_end, "check_target": target}


def _legal(logits, allowed):
    best = max(z for z, yes in zip(logits, allowed, strict=True) if yes)
    return best - max(z for z, yes in zip(logits, allowed, strict=True) if not yes)


def _turned(logits, allowed):
    return -margin(logits, allowed)


def _average(logits, allowed):
    inside = [z for z, yes in zip(logits, allowed, strict=True) if yes]
    outside = [z for z, yes in zip(logits, allowed, strict=True) if not yes]
    return sum(inside) / len(inside) - max(outside)


def _naive(k, n, z):
    p = k / n
    return p - z * math.sqrt(p * (1 - p) / n)


def _upper(k, n, z):
    return 1 - low_end(n - k, n, z)


def _middle(k, n, z):
    return (low_end(k, n, z) + _upper(k, n, z)) / 2


def _all_marks(numbers, marks):
    return 0.5 + sum(x for x, mark in zip(numbers, marks, strict=True) if mark) / 4


def _factors(numbers, marks):
    return 0.5 + sum(x * mark for x, mark in zip(numbers, marks, strict=True)) / 4


def _no_half(numbers, marks):
    return target(numbers, marks) - 0.5


def _halved(numbers, marks):
    return 0.5 + 2 * (target(numbers, marks) - 0.5)


MISTAKES = {
    "check_margin": {
        "only the most active of the allowed symbols counts": _legal,
        "the sign is turned round": _turned,
        "it compares the mean of the allowed symbols, not the least": _average,
    },
    "check_low_end": {
        "it is the simple interval, which is a single point at n of n": _naive,
        "it is the upper end": _upper,
        "it is the middle of the interval": _middle,
    },
    "check_target": {
        "the marks of the first and the last step are counted, too": _all_marks,
        "a mark of -1 subtracts its number; it only marks an end": _factors,
        "the one half is missing": _no_half,
        "the sum is halved, not divided by four": _halved,
    },
}
