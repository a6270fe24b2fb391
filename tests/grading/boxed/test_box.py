"""What the box lets through: looked at from inside, with the exits that hostile code would try."""

import contextlib
import platform
import shutil
import subprocess
import sys
import time
from ast import literal_eval
from pathlib import Path

import pytest

from grading.box import Limits, walls
from grading.box.rooms import furnished
from grading.box.run import run
from grading.box.syscalls import PROCESSOR, REFUSED
from grading.grade import make_job
from tests.grading.test_assignment import KEY, marking

BOX = Limits(seconds=20)


def told(code, limits=BOX):
    """What a cell says of its surroundings, by way of an error."""
    job = make_job([{"kind": "code", "label": "", "source": code}], KEY | {"questions": []}, {})
    with furnished(marking.CORE) as room:
        done = run(job, room, limits)
    return done.notes.get("cell:0", ""), done.left_out


def value(expression, imports="os, sys"):
    said, left_out = told(f"import {imports}\nraise Exception({expression})")
    assert not left_out
    return said.removeprefix("Exception: ").removesuffix(" (line 2 of the cell)")


def test_there_is_little_to_see():
    python = Path(sys.base_prefix).parts[1]
    system = {"dev", "etc", "lib", "lib32", "lib64", "packages", "proc", "room", "tmp", "usr"}
    assert set(literal_eval(value("os.listdir('/')"))) <= system | {python}
    assert value("os.listdir('/etc')") == "['ld.so.cache']"
    assert value("os.listdir('/usr/bin')") == "['prlimit']"
    assert value("os.listdir('/tmp')") == "[]"
    assert literal_eval(value("sorted(os.listdir('/room'))")) == [
        "__init__.py", "encode.py", "find.py", "lstm_core", "run.py"
    ]  # fmt: skip


def test_the_project_is_not_there():
    assert value(f"os.path.exists({str(walls.ROOT)!r} + '/grading')") == "False"
    assert value("sys.path[:2]") == "['/room', '/packages']"
    assert "No module named 'grading'" in told("import grading")[0]
    assert "cannot import name 'LSTM'" in told("from lstm_core import LSTM")[0]
    assert "No module named 'nbformat'" in told("import nbformat")[0]


def test_the_environment_is_empty():
    assert set(literal_eval(value("dict(os.environ)"))) <= {*walls.ENVIRONMENT, "PWD", "LC_CTYPE"}
    said = value("open('/proc/1/environ').read().split('\\0')")
    shells = {"PATH", "PWD", "OLDPWD", "SHLVL", "_", ""}
    assert {one.split("=")[0] for one in literal_eval(said)} <= shells


def test_nobody_runs_it_without_any_power():
    assert value("os.getuid()") != "0"
    assert (
        value("[l for l in open('/proc/self/status') if l.startswith('CapEff')]").count("0") == 16
    )
    assert "NoNewPrivs:\\t1" in value(
        "[l for l in open('/proc/self/status') if l.startswith('NoNewPrivs')]"
    )


def test_no_other_process_is_seen():
    assert value("sorted(int(n) for n in os.listdir('/proc') if n.isdigit())") == "[1, 2]"


def test_there_is_no_network():
    assert value("[n for _, n in socket.if_nameindex()]", "socket") == "['lo']"


@pytest.mark.parametrize("place", ["/", "/dev", "/dev/shm", "/room", "/usr", "/packages", "/etc"])
def test_only_tmp_can_be_written(place):
    said, _ = told(f"open('{place}/new', 'w')")
    assert "Read-only file system" in said or "Permission denied" in said
    assert told("open('/tmp/new', 'w')") == ("", {})


def test_the_limits_hold():
    assert "MemoryError" in told("bytearray(2 << 30)")[0]
    assert (
        "Resource temporarily unavailable"
        in told("import os, time\nfor _ in range(50):\n    if os.fork() == 0: time.sleep(60)")[0]
    )
    assert "File too large" in told("open('/tmp/x', 'wb').write(bytes(9 << 20))")[0]
    assert (
        "No space left"
        in told("for k in range(9): open(f'/tmp/{k}', 'wb').write(bytes(4 << 20))")[0]
    )
    assert "Too many open files" in told("held = [open('/dev/null') for _ in range(99)]")[0]
    raised = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))"
    assert "maximum limit" in told(raised)[0]


def test_no_namespace_can_be_made_inside():
    said = value("ctypes.CDLL(None).unshare(0x10000000)", "ctypes")
    assert said == "-1"


def test_what_stalls_dies_or_floods_is_told_apart():
    short = Limits(seconds=0.5)
    assert told("while True: pass", short)[1] == {"cell:0": "stalled"}
    assert told("import os\nos._exit(0)", short)[1] == {"cell:0": "died"}
    flood = "import os\nwhile True:\n    try: os.write(3, b'x' * 60000)\n    except OSError: pass"
    assert told(flood, Limits(seconds=5, output=1 << 20))[1] == {"cell:0": "flooded"}


def test_a_box_that_does_not_start_is_no_fault_of_the_student(monkeypatch):
    monkeypatch.setattr("grading.box.run.command", lambda *_, **__: ["false"])
    with pytest.raises(RuntimeError, match="did not start"):
        told("x = 1")


@pytest.mark.parametrize("name", REFUSED)
def test_the_kernel_refuses_what_nobody_needs(name):
    number = REFUSED[name][PROCESSOR[platform.machine()][0]]
    call = f"ctypes.CDLL(None, use_errno=True).syscall({number}, 0, 0, 0, 0), ctypes.get_errno()"
    assert value(call, "ctypes") == "(-1, 1)", "not EPERM"


def test_packages_of_the_system_are_hidden():
    """Whoever installed the project beside the system's Python has LSTM there, and PyTorch."""
    assert walls.hidden()
    for path in walls.hidden():
        said, _ = told(f"import os\nraise Exception(os.listdir({str(path)!r}))")
        assert "Permission denied" in said


MARKER = """
from grading.box import run
from grading.box import Limits
from grading.box.rooms import furnished
from tests.grading.test_assignment import marking
note = run._note
def told(said, *rest):
    print(said.get("phase"), flush=True)
    return note(said, *rest)
run._note = told
with furnished(marking.CORE) as room:
    print(room, flush=True)
    cell = {"label": "", "source": "while True: pass"}
    run.run({"cells": [cell], "questions": []}, room, Limits(seconds=600))
"""


def test_nothing_outlives_a_marker_that_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", MARKER], cwd=walls.ROOT, stdout=subprocess.PIPE, text=True
    ) as marker:
        room = marker.stdout.readline().strip()
        assert "True" in map(str.strip, iter(marker.stdout.readline, ""))  # the cell runs
        assert "bwrap" in started_from(room)
        marker.kill()
        assert until(lambda: not started_from(room))
    shutil.rmtree(Path(room).parent)


def started_from(room):
    """The names of the processes that were told of this room."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"{room}/".encode() in (process / "cmdline").read_bytes():
                found.append((process / "comm").read_text().strip())
    return found


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return met
