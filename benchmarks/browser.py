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

from benchmarks.browser_cells import PICTURES, TOOLS, WAYS
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
        cells = {"tools": TOOLS} | WAYS | PICTURES
        same = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
        made = [
            same | {"id": name.lower().replace(" ", "-"), "source": source}
            for name, source in cells.items()
        ]
        spec = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        whole = {"cells": made, "metadata": spec, "nbformat": 4, "nbformat_minor": 5}
        path.write_text(json.dumps(whole), encoding="utf-8")
        self.lab = Lab(browser, server, server.take(path))
        self.page, self.received = self.lab.page, 0
        self.page.on("websocket", self._listen)
        self.page.add_init_script(SCRIPT)
        self.ways = {name: k for k, name in enumerate([*WAYS, *PICTURES], 1)}

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
        (self.model,) = [one["model"] for one in self.page.evaluate("lecture.mark()")
                         if one["cell"] == "livefigure"]  # fmt: skip

    def handle(self, k):
        return self.page.locator(".jp-CodeCell").nth(k).locator(".noUi-handle")

    def key(self, name, which):
        """Milliseconds from a key to changed pixels."""
        k = self.ways[name]
        self.handle(k).focus()
        self.page.evaluate("k => bench.watch(k)", k)
        self.page.keyboard.press(which)
        return self.page.evaluate("bench.wait()")

    def pointer(self, name, by):
        """Milliseconds from a movement of the pointer, by so many pixels, to changed pixels."""
        k = self.ways[name]
        x, y = self.middle(k)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.evaluate("k => bench.watch(k)", k)
        self.page.mouse.move(x + by, y)
        taken = self.page.evaluate("bench.wait()")
        self.page.mouse.up()
        return taken

    def middle(self, k):
        handle = self.handle(k)
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def right(self):
        """Does the page show, byte by byte, what a fresh LiveFigure shows at the slider's value?"""
        seen = self.page.evaluate("model => lecture.look(model)", self.model)
        value, png = self.lab.ask(
            "import hashlib, json\nu = shown.controls['u'].value\n"
            "print(json.dumps([u, hashlib.sha256(live(u).png).hexdigest()]))"
        )
        return seen["png"] == png and abs(float(seen["at"]["u"].replace("−", "-")) - value) < 0.006

    def drag(self, name):
        """From end to end in 60 events, as fast as they go: what comes after the last of them."""
        k = self.ways[name]
        self.handle(k).press("Home")
        self.page.wait_for_timeout(300)
        x, y = self.middle(k)
        track = self.page.locator(".jp-CodeCell").nth(k).locator(".noUi-base").bounding_box()
        self.page.evaluate("k => void bench.record(k)", k)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 0.8 * track["width"], y, steps=60)
        self.page.mouse.up()
        seen = self.page.evaluate("bench.after()")
        return seen | {"right": name != "LiveFigure" or self.right()}


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
            measured = {name: [] for name in bench.ways} | {"by pointer": []}
            for k in range(ROUNDS + 2):
                for name, taken in measured.items():
                    for other in bench.ways.values():  # what the last way still had to do
                        bench.page.evaluate("k => bench.quiet(k)", other)
                    if name == "by pointer":
                        value = bench.pointer("LiveFigure", -9 if k % 2 else 9)
                    else:
                        value = bench.key(name, "ArrowLeft" if k % 2 else "ArrowRight")
                    taken += [value] * (k >= 2)  # two rounds to warm up
            start = bench.received
            for k in range(10):
                bench.key("LiveFigure", "ArrowLeft" if k % 2 else "ArrowRight")
            bytes_an_event = (bench.received - start) / 10
            drags = {name: [bench.drag(name) for _ in range(5)] for name in WAYS}
            bench.page.screenshot(path="build/bench-browser.png")
            browser.close()
    report(measured, bytes_an_event, drags, before)


def report(measured, bytes_an_event, drags, load):
    middle = {name: statistics.median(values) for name, values in measured.items()}
    ours = middle["LiveFigure"]
    print(
        f"{os.cpu_count()} cores, load average {load:.1f} before, {os.getloadavg()[0]:.1f} after;"
    )
    print(f"key to changed pixels, medians of {ROUNDS}, 720 × 520 px, T = 64, three axes.\n")
    print("| | ms | quartiles | LiveFigure against it | target | |\n|---|---|---|---|---|---|")
    for name in [*WAYS, "by pointer"]:
        low, _, high = statistics.quantiles(measured[name], n=4)
        row = f"| {name} | {middle[name]:.0f} | {low:.0f} to {high:.0f} |"
        if name == "floor":
            ratio = ours / middle[name]
            row += f" {ratio:.2f} times its time | ≤ 1.6 | {verdict(ratio, 1.6)} |"
        elif name in ("interact", "ipympl"):
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
    right = [run["right"] for run in drags["LiveFigure"]]
    print(
        f"\nAt most 3 frames: {verdict(worst, 3)}. Right at last, byte by byte: "
        f"{sum(right)} of {len(right)} times."
    )
    lines, graph = middle["timeline"], middle["flow graph"]
    print(
        f"Flow graph of 16 steps: {1000 / graph:.0f} frames a second, the timeline "
        f"{1000 / lines:.0f}; at least half as many: {verdict(graph / lines, 2)}."
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
