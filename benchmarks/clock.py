"""Fair time: one thread, CPU seconds, rounds interleaved, so that a slow moment hits all alike."""

import statistics
import time


def cpu_seconds(function, calls):
    """CPU seconds of one call, the mean over ``calls`` of them."""
    start = time.process_time()
    for _ in range(calls):
        function()
    return (time.process_time() - start) / calls


def interleaved(functions, rounds, seconds_a_round=0.1):
    """{name: [seconds a call, one figure a round]} for a dict of functions, each in every round."""
    calls = {}
    for name, function in functions.items():
        function()  # warm up
        calls[name] = max(1, int(seconds_a_round / max(cpu_seconds(function, 1), 1e-7)))
    figures = {name: [] for name in functions}
    for _ in range(rounds):
        for name, function in functions.items():
            figures[name].append(cpu_seconds(function, calls[name]))
    return figures


def ratio(ours, theirs):
    """(ratio of the minima, median of the ratios, their smallest and largest)."""
    each = [a / b for a, b in zip(ours, theirs, strict=True)]
    return min(ours) / min(theirs), statistics.median(each), min(each), max(each)
