"""Shares and means with what one may believe of them after so many trials."""

import math

Z = 1.959964  # 95 % of a normal distribution lie within


def wilson(successes, trials, z=Z):
    """The interval (low, high) of a share, 95 %: Wilson's, which is honest at 0 and at 1, too.

    z: so many standard deviations of the normal distribution to either side.

    >>> low, high = wilson(20, 20)
    >>> round(low, 3), high
    (0.839, 1.0)

    Errors: ``ValueError`` for no trials at all, or more successes than trials.
    Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference".
    """
    if not 0 <= successes <= trials or trials < 1:
        raise ValueError(
            f"wilson: expected 0 <= successes <= trials >= 1, got {successes}, {trials}"
        )
    p, q = successes / trials, z * z / trials
    middle, half = (p + q / 2) / (1 + q), math.sqrt(p * (1 - p) * q + q * q / 4) / (1 + q)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(successes, trials):
    """The share in words, with its interval.

    >>> share(19, 20)
    '19 of 20 (76 % to 99 %)'
    """
    low, high = wilson(successes, trials)
    return f"{successes} of {trials} ({100 * low:.0f} % to {100 * high:.0f} %)"


def mean_and_range(values, digits=None):
    """The mean of the values that are not None, with the smallest and the largest; "-" if none.

    Where these would be written alike, once will do.

    digits: significant digits; None for whole numbers.

    >>> mean_and_range([3200, 4700, None]), mean_and_range([0.0009, 0.0012], digits=2)
    ('3,950 (3,200 to 4,700)', '0.001 (0.0009 to 0.0012)')
    >>> mean_and_range([1000, 1000])
    '1,000'
    """
    there = [value for value in values if value is not None]
    if not there:
        return "-"
    said = [f"{v:,.0f}" if digits is None else f"{v:.{digits}g}"
            for v in (math.fsum(there) / len(there), min(there), max(there))]  # fmt: skip
    return said[0] if len(set(said)) == 1 else f"{said[0]} ({said[1]} to {said[2]})"
