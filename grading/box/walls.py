"""The box: where a student's code runs, and what it may see and use there.

Bubblewrap builds it: a read-only system of the C library, Python and NumPy; a private /tmp of a few
megabytes; no network, no home, no project, no other process. prlimit sets the limits inside. Root
first becomes nobody, *around* bubblewrap, so that root's powers never enter; an ordinary user has
bubblewrap's own mapping. The way out is one pipe, for numbers as JSON.
"""

import contextlib
import functools
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grading.box.syscalls import filtered

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
MEGABYTE = 1 << 20

REFUSAL = (
    "The box that keeps students' code away from your files can't be had here: {why}. "
    "Marking works on Linux with bubblewrap (on Debian and Ubuntu: apt install bubblewrap), on "
    "Windows inside WSL2, on macOS inside a Linux container; --unboxed marks your own files only."
)


class NoBox(RuntimeError):
    """This machine can't build the box; the message says what to do."""


@dataclass(frozen=True)
class Limits:
    """What one run may use. ``seconds`` is for each step: a cell, or a function on its inputs."""

    seconds: float = 2.0
    steps: float = 6.0  # the whole run may take this many times ``seconds``
    memory: int = 768 * MEGABYTE  # address space of a process
    processes: int = 5
    file_size: int = 8 * MEGABYTE
    disk: int = 16 * MEGABYTE
    output: int = 8 * MEGABYTE

    def longer(self, factor):
        return Limits(**{**vars(self), "seconds": self.seconds * factor})


def python():
    """The real interpreter (not the link in .venv), and the folders that it needs."""
    binary = Path(os.path.realpath(getattr(sys, "_base_executable", sys.executable)))
    return binary, Path(sys.base_prefix, "lib")


def packages():
    """NumPy, and the shared libraries that some builds keep beside it."""
    numpy = Path(np.__file__).resolve().parent
    return [one for one in (numpy, numpy.with_name("numpy.libs")) if one.is_dir()]


def hidden():
    """Folders below those that are bound, and no business of a student's code."""
    stdlib = Path(sysconfig.get_paths()["stdlib"])
    names = [
        *(stdlib / name for name in ("site-packages", "dist-packages", "test")),
        *Path("/usr/lib").glob("python*/dist-packages"),
        *Path(sys.base_prefix, "lib").glob("python*/*-packages"),
        ROOT,
    ]
    bound = [Path("/usr/lib"), python()[1]]
    return [
        one for one in dict.fromkeys(names) if one.is_dir() and any(b in one.parents for b in bound)
    ]


def binds(room):
    """(outside, inside) of everything that is bound, read-only. ``room``: see rooms.py."""
    binary, library = python()
    pairs = [("/usr/lib", "/usr/lib"), ("/usr/lib64", "/usr/lib64")]
    pairs += [(shutil.which("prlimit"), "/usr/bin/prlimit"), (str(binary), str(binary))]
    pairs += [("/etc/ld.so.cache", "/etc/ld.so.cache")]
    if not library.is_relative_to("/usr/lib"):
        pairs.append((str(library), str(library)))
    pairs += [(str(path), f"/packages/{path.name}") for path in packages()]
    pairs += [(str(path), f"/room/{path.name}") for path in sorted(Path(room).iterdir())]
    return [(source, target) for source, target in pairs if os.path.exists(source)]


def command(room, limits, program=("/room/run.py",), options=(), proc=None):
    """The argument list that starts ``program`` of the room in a fresh box."""
    pairs, before = binds(room), []
    if is_root():
        nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        before = [*nobody, "--no-new-privs", "--inh-caps=-all", "--"]
        before, pairs = staged(before, pairs, f"{room}.stage")
    box = ["bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent"]
    box += ["--new-session", "--clearenv", "--hostname", "box", "--cap-drop", "ALL"]
    for source, target in pairs:
        box += ["--ro-bind", source, target]
    for name in ("/lib", "/lib64", "/lib32"):
        if os.path.islink(name):
            box += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            box += ["--ro-bind", name, name]
    for path in hidden():
        box += ["--perms", "0000", "--size", "4096", "--tmpfs", str(path)]
    box += [*(proc or way_of_proc()), "--dev", "/dev"]
    box += ["--size", str(limits.disk), "--tmpfs", "/tmp"]
    box += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]
    box += options
    for name, value in ENVIRONMENT.items():
        box += ["--setenv", name, value]
    return [*before, *box, "--", *prlimit(limits), str(python()[0]), "-I", "-S", "-B", *program]


ENVIRONMENT = {"HOME": "/tmp", "LANG": "C.UTF-8", "PATH": "/nowhere"} | dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)


def prlimit(limits):
    values = {
        "as": limits.memory,
        "nproc": limits.processes,
        "fsize": limits.file_size,
        "nofile": 64,
        "core": 0,
        "memlock": 0,
        "msgqueue": 0,
        "cpu": int(limits.seconds * limits.steps) + 1,
    }
    given = [f"--{name}={value}:{value}" for name, value in values.items()]
    return ["/usr/bin/prlimit", *given, "--"]


def staged(before, pairs, stage):
    """For root: what nobody can't reach (Python under /root, say) is bound to where nobody can.

    That happens over an empty folder, in a mount namespace of this run's own; it ends with the run.
    """
    closed = [source for source, _ in pairs if not reachable(source)]
    if not closed:
        return before, pairs
    places = {source: f"{stage}/{k}" for k, source in enumerate(closed)}
    lines = ['mount -t tmpfs -o mode=755 tmpfs "$0"']
    for k, source in enumerate(closed):
        make = "touch" if os.path.isfile(source) else "mkdir"
        lines += [f'{make} "$0/{k}"', f'mount --bind "${{{k + 1}}}" "$0/{k}"']
    script = " && ".join(lines) + f' && shift {len(closed)} && exec "$@"'
    apart = ["unshare", "--mount", "--propagation", "private", "--", "sh", "-c", script, stage]
    return [*apart, *closed, *before], [(places.get(s, s), target) for s, target in pairs]


@contextlib.contextmanager
def empty_room():
    """A folder that will be bound into the box, with an empty one beside it for ``staged``."""
    # A TMPDIR of root's own would be out of nobody's reach.
    with tempfile.TemporaryDirectory(prefix="marker-", dir="/tmp" if is_root() else None) as top:
        os.chmod(top, 0o755)
        for name in ("room", "room.stage"):
            os.mkdir(os.path.join(top, name), 0o755)
        yield os.path.join(top, "room")


def is_root():
    return hasattr(os, "getuid") and os.getuid() == 0


def reachable(path):
    """Whether everybody may go there and read: each folder on the way lets others pass."""
    path = os.path.realpath(path)
    up = [path, *map(str, Path(path).parents)]
    return all(os.stat(one).st_mode & 0o001 or one == path for one in up) and bool(
        os.stat(path).st_mode & 0o004
    )


@functools.cache
def why_not():
    """Why there is no box here, or "" where there is one. It is built once, to see."""
    if not sys.platform.startswith("linux"):
        return f"it is made of parts of Linux, and this is {sys.platform}"
    wanted = ["bwrap", "prlimit"] + ["setpriv", "unshare"] * is_root()
    if missing := [name for name in wanted if not shutil.which(name)]:
        return f"{' and '.join(missing)} can't be found"
    return _tried(way_of_proc())


@functools.cache
def way_of_proc():
    """Where a container forbids a list of processes of the box's own, there is none in it."""
    ways = (("--proc", "/proc"), ("--dir", "/proc"))
    return next((way for way in ways if not _tried(way)), ways[0])


def _tried(proc):
    """Why a box with this /proc can't be built, or ""."""
    try:
        with empty_room() as room, filtered() as (options, passed):
            run = subprocess.run(
                command(room, Limits(), ["-c", ""], options, proc),
                capture_output=True,
                pass_fds=passed,
                stdin=subprocess.DEVNULL,
                timeout=60,
                check=False,
            )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"it does not start ({type(error).__name__})"
    said = run.stderr.decode(errors="replace").strip().splitlines()
    return f"it does not start ({said[-1] if said else run.returncode})" if run.returncode else ""


def expect_box():
    if why := why_not():
        raise NoBox(REFUSAL.format(why=why))
