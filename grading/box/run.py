"""One run of a box, from outside: the job goes in, lines come out, and a clock watches each step.

A step that kills or stalls the box is left out and the rest runs again, so that one bad cell costs
no more than itself. What comes out is read as numbers and short texts, whatever it pretends to be.
"""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from grading.box.syscalls import filtered
from grading.box.walls import ROOT, command, packages

AGAIN = 12  # runs of one notebook at most
STALLS = 3  # stalls after which nothing further of a notebook is tried


class Suspect(Exception):
    """A step took longer than its limit, on a machine that may have been busy."""


class NoStart(RuntimeError):
    """The box did not begin its work: not the student's fault."""


@dataclass
class Run:
    values: dict = field(default_factory=dict)  # {label: {case: value}}
    shown: dict = field(default_factory=dict)  # {label: value} of the visible examples
    notes: dict = field(default_factory=dict)  # {"cell:3": the error it raised}
    left_out: dict = field(default_factory=dict)  # {step: "died", "stalled" or "flooded"}
    finished: set = field(default_factory=set)  # steps that came to their end
    failed: set = field(default_factory=set)  # labels of cells that raised
    step: str = "start"
    rank: tuple = (-1, -1)  # of the step: all cells are read, then run, then functions called


def run(job, room, limits, boxed=True, confirm=3.0):
    """Run the job until all of it has been tried; a ``Run``.

    confirm: what a limit is multiplied by when a step that exceeded it is tried once more; None
    raises ``Suspect`` at once, so that a pool can do so later, when nothing else is running; 0
    believes the first time, for this is that later.
    """
    total, suspect, stalls, limit = Run(), set(), 0, limits
    for _ in range(AGAIN):
        done = (step for step in total.finished if not step.startswith("cell:"))
        skip = [*total.left_out, *done]
        one = Run()
        ended = _once({**job, "skip": skip}, room, limit, boxed, one)
        for label, cases in one.values.items():
            for case, value in cases.items():
                total.values.setdefault(label, {}).setdefault(case, value)
        total.shown = one.shown | total.shown
        total.notes.update(one.notes)
        total.failed |= one.failed
        total.finished |= one.finished & set(_steps(job))
        if ended == "done" and set(_steps(job)) <= total.finished | total.left_out.keys():
            return total
        ended = "died" if ended == "done" else ended  # somebody else said so
        step = one.step
        if ended == "stalled" and confirm is None:
            raise Suspect(step)
        if step == "start" and suspect >= {step}:
            raise NoStart("The box did not start.")
        # A machine may be short of memory, or of time: once more, unless it was alone already.
        if step not in suspect and not (ended == "stalled" and confirm == 0):
            suspect.add(step)
            limit = limits.longer(confirm) if ended == "stalled" else limits
            continue
        limit, stalls = limits, stalls + (ended == "stalled")
        total.left_out[step] = ended
        if step.startswith("call:"):
            total.values.pop(step.removeprefix("call:"), None)
            total.left_out[step.replace("call:", "show:", 1)] = "not tried"
        if stalls == STALLS:
            break
    tried = total.left_out.keys() | total.finished
    total.left_out |= {step: "not tried" for step in _steps(job) if step not in tried}
    return total


def _steps(job):
    calls = [f"call:{question['label']}" for question in job["questions"]]
    shown = [f"show:{one['label']}" for one in job["questions"] if "visible" in one]
    return [f"cell:{index}" for index in range(len(job["cells"]))] + calls + shown


def _order(job, skip):
    """{step: its place in the order} of those that are tried."""
    return {step: n for n, step in enumerate(_steps(job)) if step not in skip}


def _once(job, room, limits, boxed, result):
    """Fill ``result``; "done", "died", "stalled" or "flooded"."""
    with started(room, limits, boxed) as child:
        said = queue.SimpleQueue()
        threads = [
            threading.Thread(target=_feed, args=(child.stdin, json.dumps(job).encode())),
            threading.Thread(target=_drain, args=(child.stdout, limits.output, said)),
        ]
        for thread in threads:
            thread.start()
        try:
            return _listen(said, _order(job, job["skip"]), limits, result)
        finally:
            _kill(child)
            for thread in threads:
                thread.join()


def _kill(child):
    """Bubblewrap's end is the end of everything in its list of processes."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


def _feed(pipe, data):
    # It may end without hearing us out; what it said tells.
    with contextlib.suppress(OSError), pipe:
        pipe.write(data)


def _drain(pipe, most, said):
    """Pass on what is said, up to so many bytes; None at the end, "flooded" if there is more."""
    size = 0
    while data := os.read(pipe.fileno(), 1 << 16):
        size += len(data)
        if size > most:
            said.put("flooded")
            return
        said.put(data)
    said.put(None)


def _listen(said, steps, limits, result):
    start = time.monotonic()
    end, deadline = start + limits.seconds * limits.steps, start + limits.seconds
    rest = b""
    while True:
        try:
            data = said.get(timeout=max(min(deadline, end) - time.monotonic(), 0))
        except queue.Empty:
            return "stalled"
        if not isinstance(data, bytes):
            return data or "died"
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            told = _read(line)
            if told.get("done") is True:
                return "done"
            if _note(told, steps, result):
                deadline = time.monotonic() + limits.seconds


def _read(line):
    try:
        said = json.loads(line)
    except (ValueError, RecursionError, MemoryError):
        return {}
    return said if isinstance(said, dict) else {}


def _note(said, steps, result):
    """Take in one line; True if a step began or ended. What fits nothing is passed over."""
    begin, end, label = said.get("begin"), said.get("end"), said.get("result")
    if isinstance(begin, str) and begin in steps:
        phase = int(said.get("phase") is True) if begin.startswith("cell:") else 2
        rank = (phase, steps[begin])
        if rank <= result.rank:
            return False  # it has begun long since: somebody wants more time, or to blame another
        result.step, result.rank = begin, rank
        return True
    if isinstance(end, str) and end == result.step and end not in result.finished:
        result.finished.add(end)
        if said.get("failed") is True and isinstance(said.get("label"), str):
            result.failed.add(said["label"])
        return True
    if isinstance(label, str) and f"call:{label}" in steps and isinstance(said.get("value"), dict):
        case = said.get("case")
        if isinstance(case, int) and 0 <= case < 100:
            result.values.setdefault(label, {}).setdefault(case, said["value"])
    show = said.get("show")
    if isinstance(show, str) and f"show:{show}" in steps and isinstance(said.get("value"), dict):
        result.shown.setdefault(show, said["value"])
    note = said.get("note")
    if isinstance(note, str) and note in steps and isinstance(said.get("error"), str):
        result.notes.setdefault(note, said["error"][:500])
    return False


@contextlib.contextmanager
def started(room, limits, boxed):
    """The process of a box, or, for one's own files only, of this Python with no wall around."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    if boxed:
        # Bubblewrap's own environment could be read inside.
        quiet = {"PATH": os.environ.get("PATH", os.defpath)}
        with filtered() as (options, passed):
            child = subprocess.Popen(
                command(room, limits, options=options),
                start_new_session=True,
                env=quiet,
                pass_fds=passed,
                **pipes,
            )
    else:
        where = [str(packages()[0].parent), str(ROOT)]
        program = [sys.executable, "-I", "-B", os.path.join(room, "run.py"), *where]
        child = subprocess.Popen(program, cwd=room, start_new_session=True, **pipes)
    with child:
        yield child
