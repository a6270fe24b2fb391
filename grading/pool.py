"""Marking many: workers side by side, results kept at once, and a line that says how far it is.

A timeout on a busy machine proves nothing. Such a submission is set aside, and tried again when
nothing else runs, with three times the limit.
"""

import hashlib
import secrets
import sys
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from grading import key as keys
from grading import results
from grading.box import Limits, expect_box
from grading.grade import EMPTY, grade
from grading.reading import Unreadable
from grading.rooms import furnished
from grading.run import Suspect

PATIENCE = 3.0


def mark(submissions, key, out, *, workers=2, limits=None, boxed=True, seed=None, say=None):
    """Mark what has no result in ``out`` yet; the list of all results, also of earlier runs."""
    limits, say = limits or Limits(), say or progress()
    if boxed:
        expect_box()
    with results.alone(out), furnished(keys.marking(key).CORE) as room:

        def one(submission, confirm=None, limits=limits):
            return mark_one(submission, key, out, room, limits, boxed, confirm, seed)

        return _all(submissions, one, workers, limits, say)


def _all(submissions, one, workers, limits, say):
    start, done, aside, todo = time.monotonic(), [], [], list(submissions)

    def told(result):
        done.append(result)
        say(len(done), len(submissions), time.monotonic() - start)

    with ThreadPoolExecutor(workers) as pool:
        try:
            running = {}
            while todo or running:
                while todo and len(running) < workers:
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


def mark_one(submission, key, out, room, limits, boxed, confirm, seed):
    """The result of one submission: the stored one, or a new one that is stored."""
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
            about_run = {"limits": limits, "boxed": boxed, "confirm": confirm, "room": room}
            result = grade(data, key, fresh, student=submission.student, **about_run)
        except (Suspect, KeyboardInterrupt):
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
