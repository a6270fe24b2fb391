"""The results: a folder with one file for each submission, written whole or not at all.

A file is named by student, hash of the notebook, and key. So an interrupted run goes on where it
stopped, and the same submission is never run twice.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from grading.reading import plain


def path(out, student, sha256, key_digest):
    name = quote(student, safe="")
    if len(name) > 120:  # a file name has 255 bytes at most
        name = f"{name[:80]}~{hashlib.sha256(student.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return Path(out, f"{name}.{sha256[:32]}.{key_digest[:12]}.json")


def read(file):
    """A finished result, or None. What isn't whole is as good as not there."""
    try:
        found = json.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "status" in found else None


def write(file, result):
    """Under another name first: whoever finds the file finds all of it."""
    file = Path(file)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(result, stream, indent=1)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, file)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def alone(out):
    """The folder for this run only: two at a time would run submissions twice."""
    Path(out).mkdir(parents=True, exist_ok=True)
    with open(Path(out, ".lock"), "w") as lock:
        try:
            _take(lock.fileno())
        except OSError:
            raise SystemExit(f"Another run is writing to {out}.") from None
        yield


def _take(handle):
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)


def summary(results):
    """Lines for a terminal."""
    lines = []
    for one in sorted(results, key=lambda result: result["student"]):
        mark = f"{one['points']:g}/{one['out_of']:g}"
        words = "" if one["status"] == "marked" else plain(one["sentence"])
        unboxed = " (unboxed)" if one.get("unboxed") else ""
        lines.append(f"{mark:>8}  {plain(one['student'], 60)}{unboxed}  {words}".rstrip())
    return lines
