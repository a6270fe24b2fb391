"""Marking on many machines: the same ``grade``, sent to the workers of a Dask cluster.

Start the cluster yourself, each worker in a checkout of this project with its own box:

    dask scheduler                                                 (on one machine; port 8786)
    dask worker tcp://host:8786 --nworkers 2 --nthreads 1          (on each machine)
    python -m grading mark ps3 submissions/ --dask tcp://host:8786 --out results/

The machines share no folder. The notebook's bytes go out, with the key and the seed; the result
comes back as plain data, and the machine that asked reads all the submissions and writes all the
results. If a worker is lost, Dask gives what it had to another, with the same seed; what has been
lost with three workers is left to a person.

Whoever reaches the scheduler's port can run programs on every worker: keep it in a network of your
own, or use Dask's certificates (tls://host:8786).
"""

import contextlib
import functools
import hashlib

from grading import box
from grading.box.run import Suspect
from grading.grade import grade
from grading.reading import plain

AHEAD = 2  # notebooks on their way to each of a worker's threads, so that none of them waits
PARTS = ("grading/**/*.py", "lstm_core/*.py", "assignments/**/*.py", "assignments/*/*.ipynb")
HOW = "`make cluster` installs it into build/cluster: put this folder on PYTHONPATH"


class NoCluster(RuntimeError):
    """The cluster can't mark; the message says why."""


@functools.cache
def version():
    """A hash over everything that decides a mark. Workers with another one would mark otherwise."""
    total = hashlib.sha256()
    for path in sorted({one for part in PARTS for one in box.ROOT.glob(part) if one.is_file()}):
        total.update(path.relative_to(box.ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def able(expected):
    """Why this worker can't mark, or ""."""
    if version() != expected:
        return "it has another version of the project"
    return box.why_not()


def grade_there(data, key, seed, student, limits, confirm, expected):
    """On a worker: ("result", a result), or what else there is to be said of it."""
    if why := able(expected):
        return "unable", why
    try:
        return "result", grade(data, key, seed, student=student, limits=limits, confirm=confirm)
    except Suspect as found:
        return "suspect", str(found)
    except Exception as error:  # the marker's own; whatever else is raised is the cluster's
        return "fault", f"{type(error).__name__}: {error}"


class Cluster:
    """A cluster's workers, as many notebooks at a time as it has threads."""

    def __init__(self, client):
        self.client = client

    def width(self):
        """How many notebooks to hand over at a time. Workers come and go."""
        return AHEAD * max(1, sum(self.client.nthreads().values()))

    def grade(self, data, key, seed, *, student=None, limits=None, boxed=True, confirm=3.0):
        """``grading.grade`` on one of the workers.

        Errors: ``NoCluster`` where the cluster fails, or a worker has come that can't mark: no
        student is to be blamed for it; ``Suspect`` as there; ``RuntimeError`` where a person has
        to look at the notebook.
        """
        from distributed import KilledWorker

        if not boxed:
            raise NoCluster("A cluster marks in the box only.")
        given = (data, key, seed, student, limits, confirm, version())
        try:
            what, said = self.client.submit(grade_there, *given, pure=False).result()
        except KilledWorker:
            raise RuntimeError("several workers were lost while they marked it") from None
        except Exception as problem:
            raise NoCluster(f"The cluster has failed: {plain(problem)}") from problem
        if what == "suspect":
            raise Suspect(said)
        if what == "unable":
            raise NoCluster(f"A worker of the cluster can't mark: {said}.")
        if what == "fault":
            raise RuntimeError(said)
        return said


@contextlib.contextmanager
def connected(address, patience=30):
    """The cluster whose scheduler has this address, once all of its workers are seen to be able.

    Errors: ``NoCluster``.
    """
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(f"--dask needs Dask, which is not installed here. {HOW}.") from None
    try:
        client = Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as problem:
        raise NoCluster(f"There is no cluster at {address} ({type(problem).__name__}).") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError:
            raise NoCluster(f"The cluster at {address} has no workers yet.") from None
        try:
            found = client.run(able, version())
        except Exception as problem:  # Dask wraps up what it can't load there in one of its own
            raise NoCluster(f"A worker doesn't have this project: {plain(problem)}") from None
        if lines := [f"The worker {name} can't mark: {why}." for name, why in found.items() if why]:
            raise NoCluster("\n".join(lines))
        yield Cluster(client)
