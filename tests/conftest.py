"""PyTorch judges where it is installed; elsewhere its tests aren't collected, and that is said."""

from importlib.util import find_spec

TORCH = find_spec("torch") is not None
collect_ignore = [] if TORCH else ["with_torch"]


def pytest_report_header():
    if TORCH:
        return "PyTorch: installed, so every gradient is compared with PyTorch's too"
    return "PyTorch: not installed, so tests/with_torch stays out; `make torch` adds it"
