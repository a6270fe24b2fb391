"""``make bench-browser``: from a key or the pointer to changed pixels, in JupyterLab in Chromium.

The same picture in four ways, in one run, a round of each after the other. Then what a fast drag
leaves behind, what is sent, and what the kernel alone needs.
"""

import json
import os
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.browser_cells import TOOLS, WAYS
from benchmarks.kernel import kernel_alone
from tests.browser import CHROMIUM, FLAGS
from tests.browser.lab import Lab
from tests.browser.server import JupyterLab

ROUNDS = 40
BESIDE = Path("build/ipympl")
SCRIPT = Path(__file__).with_name("browser.js").read_text(encoding="utf-8")
HANDLE = ".jp-CodeCell:nth-of-type({}) .noUi-handle"


class Bench:
    """The notebook with all ways, opened and run."""

    def __init__(self, browser, server, folder):
        path = folder / "bench.ipynb"
        cells = {"tools": TOOLS} | WAYS
        made = [
            {"cell_type": "code", "id": name.lower(), "metadata": {}, "outputs": [],
             "source": source, "execution_count": None} for name, source in cells.items()
        ]  # fmt: skip
        spec = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        whole = {"cells": made, "metadata": spec, "nbformat": 4, "nbformat_minor": 5}
        path.write_text(json.dumps(whole), encoding="utf-8")
        self.lab = Lab(browser, server, server.take(path))
        self.page, self.received = self.lab.page, 0
        self.page.on("websocket", self._listen)
        self.page.add_init_script(SCRIPT)
        self.ways = {name: k for k, name in enumerate(WAYS, 1)}

    def _listen(self, socket):
        def count(payload):
            self.received += len(payload)

        socket.on("framereceived", count)

    def open(self):
        server, name = self.lab.server, self.lab.name
        self.page.goto(f"{server.url}lab/tree/{name}?token={server.token}")
        self.page.wait_for_function("lecture.ready()")
        self.page.evaluate("lecture.run()")
        if wrong := self.page.evaluate("lecture.wrong"):
            raise SystemExit("\n".join(wrong))
        self.page.evaluate("k => bench.floor(k)", self.ways["floor"])
        for k in self.ways.values():
            self.page.wait_for_function("k => bench.sign(k) !== null", arg=k)
            self.handle(k).wait_for()

    def handle(self, k):
        return self.page.locator(".jp-CodeCell").nth(k).locator(".noUi-handle")

    def key(self, name, which):
        """Milliseconds from a key to changed pixels."""
        k = self.ways[name]
        self.handle(k).focus()
        self.page.evaluate("k => bench.watch(k)", k)
        self.page.keyboard.press(which)
        return self.page.evaluate("bench.wait()")

    def drag(self, name):
        """From end to end in 60 events, as fast as they go: what comes after the last of them."""
        k = self.ways[name]
        handle = self.handle(k)
        handle.press("Home")
        handle.scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)
        box = handle.bounding_box()
        track = self.page.locator(".jp-CodeCell").nth(k).locator(".noUi-base").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.evaluate("k => void bench.record(k)", k)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 0.8 * track["width"], y, steps=60)
        self.page.mouse.up()
        return self.page.evaluate("bench.after()")


def verdict(value, target):
    return "met" if value <= target else "**missed**"


def main():
    if CHROMIUM is None:
        raise SystemExit("No Chromium was found, so there is nothing to measure with.")
    os.environ["PYTHONWARNINGS"] = "ignore"  # ipympl has some of its own
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        folder = Path(folder)
        with JupyterLab(folder, beside=BESIDE.resolve()) as server:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            bench = Bench(browser, server, folder)
            bench.open()
            measured = {name: [] for name in WAYS}
            for k in range(ROUNDS + 2):
                for name in WAYS:
                    for other in bench.ways.values():  # what the last way still had to do
                        bench.page.evaluate("k => bench.quiet(k)", other)
                    value = bench.key(name, "ArrowLeft" if k % 2 else "ArrowRight")
                    measured[name] += [value] * (k >= 2)  # two rounds to warm up
            start = bench.received
            for k in range(10):
                bench.key("LiveFigure", "ArrowLeft" if k % 2 else "ArrowRight")
            bytes_an_event = (bench.received - start) / 10
            drags = {name: [bench.drag(name) for _ in range(5)] for name in WAYS}
            right = "u = " + bench.handle(1).get_attribute("aria-valuetext")
            said = bench.page.locator(".jp-CodeCell").nth(1).locator("[role=status]").inner_text()
            bench.page.screenshot(path="build/bench-browser.png")
            browser.close()
    report(measured, bytes_an_event, drags, (right, said), before)


def report(measured, bytes_an_event, drags, words, load):
    middle = {name: statistics.median(values) for name, values in measured.items()}
    ours = middle["LiveFigure"]
    print(
        f"{os.cpu_count()} cores, load average {load:.1f} before, {os.getloadavg()[0]:.1f} after;"
    )
    print(f"key to changed pixels, medians of {ROUNDS}, 720 × 520 px, T = 64, three axes.\n")
    print("| | ms | quartiles | LiveFigure against it | target | |\n|---|---|---|---|---|---|")
    for name, values in measured.items():
        low, _, high = statistics.quantiles(values, n=4)
        row = f"| {name} | {middle[name]:.0f} | {low:.0f} to {high:.0f} |"
        if name == "floor":
            ratio = ours / middle[name]
            row += f" {ratio:.2f} times its time | ≤ 1.6 | {verdict(ratio, 1.6)} |"
        elif name != "LiveFigure":
            ratio, target = middle[name] / ours, {"interact": 5, "ipympl": 2.5}[name]
            row += f" {ratio:.1f} times as fast | ≥ {target} | {verdict(-ratio, -target)} |"
        else:
            row += " | | |"
        print(row)
    print(
        "\n| after the last event of a fast drag | frames, at most | ms, median | frames in all |"
    )
    print("|---|---|---|---|")
    for name, runs in drags.items():
        worst, late = max(run["frames"] for run in runs), statistics.median(r["ms"] for r in runs)
        print(
            f"| {name} | {worst} | {late:.0f} | {statistics.median(r['shown'] for r in runs):.0f} |"
        )
    worst = max(run["frames"] for run in drags["LiveFigure"])
    print(
        f"\nAt most 3 frames: {verdict(worst, 3)}. "
        f"The slider says {words[0]}, the picture {words[1]}."
    )
    print(f"All that arrives in the browser for one event: {bytes_an_event / 1000:.1f} kB.\n")
    print("| in the kernel alone | measured | target | |\n|---|---|---|---|")
    for what, value, unit, target in kernel_alone():
        word = verdict(value, target) if target else ""
        print(
            f"| {what} | {value:.1f} {unit} | {f'≤ {target} {unit}' if target else ''} | {word} |"
        )


if __name__ == "__main__":
    main()
