"""A thousand notebooks through Dask: `make grading-thousand`.

    PYTHONPATH=build/cluster .venv/bin/python -m tests.with_dask.thousand --number 1000

All assignments, each in all of its variants, marked by the variant's own key: models, half-done
ones, other right ones, every known mistake, and one hostile notebook in ten. A part of them is
marked by one worker first, then all by two: the throughput of both is printed, and what is wrong.
Attacks that only wait are left to `make grading-load`: they measure the limits, not the marker.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from distributed import LocalCluster

from grading import key as keys
from grading import pool, release, source
from grading.box import Limits
from grading.cluster import connected
from grading.submissions import collect
from tests.grading import hostile, notebooks


@dataclass
class Class:
    """Who was handed out one variant of one assignment; ``expected``: {student: points}."""

    name: str
    variant: int
    folder: Path
    expected: dict = field(default_factory=dict)

    def key(self):
        return keys.make(self.name, self.variant)


def assignments():
    """The short names, ps1 and so on."""
    there = sorted(source.ASSIGNMENTS.glob("ps*/marking.py"))
    return [path.parent.name.split("_")[0] for path in there]


def classes(top, number, names):
    """``number`` students, shared out among the variants; their work lies below ``top``."""
    found = [
        Class(name, variant, Path(top, f"{name}-{variant}"))
        for name in names
        for variant in source.variants(name)
    ]
    for k, one in enumerate(found):
        one.folder.mkdir()
        share = (number + k) // len(found)
        attacks = quick(one, share // 10, k)
        for student, notebook, points in notebooks.honest(
            share - len(attacks), one.name, one.variant
        ):
            hand_in(one, student, release.as_bytes(hostile.signed(notebook, student)), points)
        for attack in attacks:
            hand_in(one, attack.name, attack.data, attack.points)
    return found


def quick(one, number, start):
    """So many attacks; other ones in each class."""
    attacks = [a for a in hostile.make(name=one.name, variant=one.variant) if not a.slow]
    return [attacks[(17 * start + k) % len(attacks)] for k in range(number)]


def hand_in(one, student, data, points):
    (one.folder / f"{student}.ipynb").write_bytes(data)
    one.expected[student] = points


def marked(found, workers, out, of_each=None, limits=None, say=print):
    """([what is wrong], seconds, results); of_each: how many of each class, None for all."""
    wrong, took, number = [], 0.0, 0
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
        ) as started,
        connected(started.scheduler_address) as cluster,
    ):
        for one in found:
            # Names are in the order of the alphabet: from all of it, so that all kinds are there.
            handed_in = collect(one.folder, "")
            handed_in = handed_in[:: -(-len(handed_in) // of_each) if of_each else 1]
            start = time.monotonic()
            done = pool.mark(
                handed_in,
                one.key(),
                Path(out, one.folder.name),
                limits=limits,
                cluster=cluster,
                say=lambda *_: None,
            )
            seconds = time.monotonic() - start
            took, number = took + seconds, number + len(done)
            files = len(list(Path(out, one.folder.name).glob("*.json")))
            wrong += problems(one, handed_in, done, files)
            say(f"  {one.folder.name}: {len(done)} in {seconds:.1f} s", flush=True)
    return wrong, took, number


def problems(one, handed_in, done, files):
    if not len(handed_in) == len(done) == files:
        yield f"{one.folder.name}: {len(handed_in)} notebooks, {len(done)} results, {files} files"
    got = {result["student"]: result["points"] for result in done}
    for student in (submission.student for submission in handed_in):
        if got.get(student) != one.expected[student]:
            yield f"{one.folder.name}, {student}: {got.get(student)}, not {one.expected[student]}"
    for result in done:
        if result["status"] == "to be looked at":
            yield f"{one.folder.name}, {result['student']}: {result['sentence']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--alone", type=int, default=200, help="how many for one worker alone")
    parser.add_argument("--limit", type=float, default=Limits().seconds)
    parser.add_argument("names", nargs="*", metavar="ASSIGNMENT", help="all of them, if none")
    options = parser.parse_args()
    os.environ.pop("PYTHONWARNINGS", None)
    limits = Limits(seconds=options.limit)
    with tempfile.TemporaryDirectory() as top:
        found = classes(top, options.number, options.names or assignments())
        print(f"{sum(len(one.expected) for one in found)} notebooks in {len(found)} classes")
        rates, wrong = {}, []
        for workers, of_each in ((1, -(-options.alone // len(found))), (2, None)):
            out = Path(top, f"results {workers}")
            out.mkdir()
            more, took, number = marked(found, workers, out, of_each, limits)
            rates[workers] = number / took
            rate = f"{rates[workers]:.2f} a second"
            print(f"workers: {workers}, notebooks: {number} in {took:.1f} s, {rate}")
            wrong += more
    print("\n".join(wrong))
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"Two workers are {rates[2] / rates[1]:.2f} times as fast as one ({load}).")
    print(f"{len(wrong)} wrong")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
