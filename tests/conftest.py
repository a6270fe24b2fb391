"""Not every machine has PyTorch or Chromium. Where one is missing, its tests stay out, by name."""

from importlib.util import find_spec

from tests.browser import CHROMIUM

TORCH = find_spec("torch") is not None
BROWSER = CHROMIUM is not None and find_spec("playwright") is not None
collect_ignore = ["with_torch"] * (not TORCH) + ["browser"] * (not BROWSER)


def pytest_report_header():
    lines = ["PyTorch: not installed, so tests/with_torch stays out; `make torch` adds it"]
    if TORCH:
        lines = ["PyTorch: installed, so every gradient is compared with PyTorch's too"]
    if BROWSER:
        return [*lines, f"Chromium: {CHROMIUM} opens every lecture and moves every slider"]
    return [
        *lines,
        "Chromium: not installed, so tests/browser, the lectures in a browser, stays out",
    ]
