"""Marking many: workers side by side, results kept at once, and a line that says how far it is.

A timeout on a busy machine proves nothing. Such a submission is set aside, and tried again when
nothing else runs, with three times the limit.
"""

import contextlib
import hashlib
import secrets
import sys
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from grading import key as keys
from grading import results
from grading.box import Limits, NoBox, expect_box
from grading.box.rooms import furnished
from grading.box.run import Suspect
from grading.cluster import NoCluster
from grading.grade import EMPTY, grade
from grading.reading import Unreadable

PATIENCE = 3.0
THREADS = 1024  # that wait for a cluster; they are started as they are needed


def mark(
    submissions, key, out, *, workers=2, limits=None, boxed=True, seed=None, say=None, cluster=None
):
    """Mark what has no result in ``out`` yet; the list of all results, also of earlier runs.

    cluster: a ``grading.cluster.Cluster`` whose workers do it, in place of this machine.
    """
    limits, say = limits or Limits(), say or progress()
    if boxed and not cluster:
        expect_box()
    with results.alone(out), contextlib.ExitStack() as stack:
        if cluster:
            graded, width = cluster.grade, cluster.width
        else:
            room = stack.enter_context(furnished(keys.marking(key).CORE))

            def graded(*given, **options):
                return grade(*given, **options, room=room)

            def width():
                return workers

        def one(submission, confirm=None, limits=limits):
            how = {"limits": limits, "boxed": boxed, "confirm": confirm}
            return mark_one(submission, key, out, seed, graded, how)

        return _all(submissions, one, width, limits, say)


def _all(submissions, one, width, limits, say):
    """width(): how many at a time."""
    start, done, aside, todo = time.monotonic(), [], [], list(submissions)

    def told(result):
        done.append(result)
        say(len(done), len(submissions), time.monotonic() - start)

    with ThreadPoolExecutor(THREADS) as pool:
        try:
            running = {}
            while todo or running:
                while todo and len(running) < width():
                    submission = todo.pop(0)
                    running[pool.submit(one, submission)] = submission
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    submission = running.pop(future)
                    try:
                        told(future.result())
                    except Suspect:
                        aside.append(submission)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    for submission in aside:  # alone: what takes too long now does so by itself
        told(one(submission, confirm=0, limits=limits.longer(PATIENCE)))
    return done


def mark_one(submission, key, out, seed, graded, how):
    """The result of one submission: the stored one, or a new one that is stored.

    graded: ``grade``, here or elsewhere; how: what it is told of limits, box and confirming.
    """
    boxed = how["boxed"]
    about = {"student": submission.student, "file": submission.path.name}
    about["modified"] = submission.modified()
    try:
        data, problem = submission.data(), ""
    except Unreadable as error:
        data, problem = b"", str(error)
    digest = hashlib.sha256(data or f"unreadable: {problem}".encode()).hexdigest()
    file = results.path(out, submission.student, digest, keys.digest(key))
    if (stored := results.read(file)) and stored["unboxed"] == (not boxed):
        return stored
    fresh = secrets.randbits(63) if seed is None else seed
    if problem:
        result = unreadable(key, digest, problem, boxed)
    else:
        try:
            result = graded(data, key, fresh, student=submission.student, **how)
        except (Suspect, NoBox, NoCluster, KeyboardInterrupt):
            raise
        except Exception as error:  # a fault of the marker, not of the student: a person looks
            result = unreadable(key, digest, f"{FAULT} ({type(error).__name__}: {error})", boxed)
            result["status"] = "to be looked at"
    result = about | result
    results.write(file, result)
    return result


FAULT = "The marker could not mark this; a person has to look at it"


def unreadable(key, digest, sentence, boxed):
    out_of = sum(question["points"] for question in key["questions"])
    about = {"assignment": key["assignment"], "key": keys.digest(key), "sha256": digest}
    about |= {"seed": None, "unboxed": not boxed, "out_of": out_of, "points": 0}
    return about | {"status": "unreadable", "sentence": sentence} | EMPTY


def progress(stream=None):
    """A bar with the time that is left, redrawn in a terminal; a line for each tenth elsewhere."""
    stream = stream or sys.stderr
    shown = -1

    def say(done, of, seconds):
        nonlocal shown
        left = seconds / done * (of - done)
        tenth = 10 * done // of
        if not stream.isatty() and tenth == shown:
            return
        shown = tenth
        bar = "#" * (30 * done // of)
        line = f"[{bar:.<30}] {done} of {of}, about {left:.0f} s left"
        end = "\n" if done == of or not stream.isatty() else "\r"
        print(f"{line:<70}", end=end, file=stream, flush=True)

    return say
