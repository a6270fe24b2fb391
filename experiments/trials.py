"""Trials on all cores, each written down as it ends, so that an interruption loses nothing.

A file ``results/NAME.jsonl`` has one line for each finished trial:

    {"trial": {...}, "result": {...}, "seconds": 6.1, "when": "2026-11-21", "numpy": "2.3.1"}

A trial that has a line is not run again. A line is written in one piece; should the machine die in
the middle of one, the torn rest is left out when the file is read and cut off before the next one.
"""

import json
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib import import_module
from pathlib import Path

import numpy as np

RESULTS = Path(__file__).parent / "results"

# A trial is many small products: one thread each, and as many trials at once as there are cores.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def path_of(name, folder=RESULTS):
    """The file that holds the finished trials of an experiment."""
    return Path(folder) / f"{name}.jsonl"


def finished(name, folder=RESULTS):
    """The lines of all finished trials, in the order in which they ended; [] if there are none.

    Errors: ``ValueError`` for a line that can't be read, unless it is a torn last one.
    """
    path = path_of(name, folder)
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8")
    whole = text[: text.rfind("\n") + 1]  # what comes after the last newline was torn
    lines = []
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            lines.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}, line {number}: expected JSON, got {line[:60]!r}") from error
    return lines


def missing(name, wanted, folder=RESULTS):
    """Those of the wanted trials that have no line yet, in their order."""
    there = {key(line["trial"]) for line in finished(name, folder)}
    return [trial for trial in wanted if key(trial) not in there]


def key(trial):
    """One text for one trial, whatever the order of its entries."""
    return json.dumps(trial, sort_keys=True)


def write(name, line, folder=RESULTS):
    """Add one line to the file, whole."""
    path = path_of(name, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+b") as file:
        whole = _length_of_whole_lines(file)
        if whole < file.seek(0, os.SEEK_END):
            file.truncate(whole)
        file.write(json.dumps(line).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def outcome(name, trial):
    """Run one trial from beginning to end: its line."""
    began = time.perf_counter()
    result = _last(import_module(f"experiments.{name}").run(trial))
    return {
        "trial": trial,
        "result": result,
        "seconds": round(time.perf_counter() - began, 2),
        "when": time.strftime("%Y-%m-%d", time.gmtime()),
        "numpy": np.__version__,
    }


def run_all(name, wanted, workers=None, folder=RESULTS, told=print):
    """Run what is missing, ``workers`` at once (None: one for each core); how many were run.

    told: is given a sentence for each finished trial.
    """
    left = missing(name, wanted, folder)
    if not left:
        return 0
    for variable in ONE_THREAD:
        os.environ[variable] = "1"  # read by each worker as it starts: they are fresh processes
    context = multiprocessing.get_context("spawn")
    workers = min(workers or os.cpu_count() or 1, len(left))
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        running = {pool.submit(outcome, name, trial): trial for trial in left}
        try:
            for number, future in enumerate(as_completed(running), start=1):
                line = future.result()
                write(name, line, folder)
                told(f"{name}  {number} of {len(left)}  {line['seconds']:.0f} s  {line['trial']}")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return len(left)


def _last(work):
    """What a generator returns when it has come to its end."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def _length_of_whole_lines(file):
    file.seek(0)
    return file.read().rfind(b"\n") + 1
