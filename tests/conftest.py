"""Not every machine has PyTorch, Chromium, nbgrader, Dask or the box. What is missing stays out."""

from importlib.util import find_spec

from grading.box import why_not
from tests.browser import CHROMIUM

TORCH = find_spec("torch") is not None
BROWSER = CHROMIUM is not None and find_spec("playwright") is not None
NBGRADER = find_spec("nbgrader") is not None  # only where `make nbgrader` has put it on the path
DASK = find_spec("distributed") is not None  # only where `make cluster` has
NO_BOX = why_not()
collect_ignore = ["with_torch"] * (not TORCH) + ["browser"] * (not BROWSER)
collect_ignore += ["grading/boxed"] * bool(NO_BOX) + ["with_nbgrader"] * (not NBGRADER)
collect_ignore += ["with_dask"] * (not DASK or bool(NO_BOX))


def pytest_report_header():
    lines = ["PyTorch: not installed, so tests/with_torch stays out; `make torch` adds it"]
    if TORCH:
        lines = ["PyTorch: installed, so every gradient is compared with PyTorch's too"]
    lines += ["nbgrader: `make nbgrader` asks it for its opinion"] * (not NBGRADER)
    lines += ["Dask: `make cluster` marks notebooks through a cluster of it"] * (not DASK)
    if NO_BOX:
        lines += [f"The marker's box: {NO_BOX}, so tests/grading/boxed stays out"]
    else:
        lines += ["The marker's box: can be built, so hostile notebooks are marked in it"]
    if BROWSER:
        return [*lines, f"Chromium: {CHROMIUM} opens every lecture and moves every slider"]
    return [
        *lines,
        "Chromium: not installed, so tests/browser, the lectures in a browser, stays out",
    ]
