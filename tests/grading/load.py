"""A class with hostile students in it, marked as a class is: `make grading-load`.

    python -m tests.grading.load ps3 --honest 100 --hostile 50

Makes the submissions, marks them, and looks whether each has exactly one result with the right
marks, whether anything of other students' work or of the key came out, and whether anything
outside the box changed. The exit status says so.
"""

import argparse
import contextlib
import hashlib
import json
import os
import secrets
import socket
import sys
import tempfile
import time
from pathlib import Path

from grading import key as keys
from grading import pool, release, source
from grading.box import ROOT, Limits
from grading.submissions import collect
from tests.grading.hostile import make, signed, write
from tests.grading.notebooks import honest

MADE = {".git", ".venv", "build", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis"}


def tree(*folders):
    """{path: hash} of kind, mode and content of everything below; links are not followed."""
    found = {}
    for top, below, files in (step for folder in folders for step in os.walk(folder)):
        below[:] = sorted(set(below) - MADE)
        for path in (Path(top, name) for name in [*files, *below]):
            about = path.lstat()
            total = hashlib.sha256(f"{about.st_mode}|{about.st_size}".encode())
            if path.is_file() and not path.is_symlink():
                total.update(path.read_bytes())
            found[path] = total.hexdigest()
    return found


@contextlib.contextmanager
def telephone():
    """(port, calls): a server on this machine that nobody in a box should reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server.getsockname()[1], lambda: _answered(server)


def _answered(server):
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def classroom(top, honest_ones, attacks, name="ps3", variant=0):
    """Hand everything in below ``top``; {student: points}."""
    folder, expected = Path(top, "submissions"), {}
    folder.mkdir()
    for student, notebook, points in honest(honest_ones, name, variant):
        data = release.as_bytes(signed(notebook, student))
        (folder / f"{student}.ipynb").write_bytes(data)
        expected[student] = points
    expected |= {one.name: one.points for one in attacks}
    strange = write(folder, attacks) - len(attacks) if attacks else 0
    return folder, expected, len(expected) + strange


def marked(
    honest_ones,
    hostile=None,
    *,
    name="ps3",
    variant=0,
    seconds=2.0,
    workers=2,
    slow=True,
    say=None,
    core=ROOT,
):
    """Mark such a class; ([what is wrong, a line each], seconds it took, number of results).

    hostile: how many, None for all; slow: also those that take the marker's whole patience.
    """
    key = keys.make(name, variant)
    canary = f"canary-{secrets.token_hex(8)}"
    with tempfile.TemporaryDirectory() as top, telephone() as (port, called):
        out = Path(top, "results")
        attacks = make([top, core, Path.home(), out], port, name, variant)
        attacks = [one for one in attacks if slow or not one.slow]
        if hostile is not None:
            step = max(1, len(attacks) / max(hostile, 1))
            attacks = [attacks[int(k * step)] for k in range(min(hostile, len(attacks)))]
        folder, expected, number = classroom(top, honest_ones, attacks, name, variant)
        other = folder / "model 0.ipynb"
        if other.exists():  # another student's work, which nobody is to see
            other.write_bytes(other.read_bytes().replace(b"# Setup", f"# {canary}".encode()))
        Path(top, "key.json").write_text(json.dumps(key | {"note": canary}))
        os.environ["CANARY"] = canary
        before = tree(folder, core)
        start = time.monotonic()
        done = pool.mark(
            collect(folder, f"{source.folder(name).name}.ipynb"),
            key,
            out,
            workers=workers,
            limits=Limits(seconds=seconds),
            say=say or (lambda *_: None),
        )
        took = time.monotonic() - start
        files = [path for path in out.iterdir() if path.suffix == ".json"]
        wrong = list(_problems(done, expected, number, files))
        wrong += [f"leaked: {p.name}" for p in files if canary in p.read_text()]
        after = tree(folder, core)
        changed = [path for path in before | after if before.get(path) != after.get(path)]
        wrong += [f"changed outside the box: {path}" for path in changed]
        if called():
            wrong.append("somebody got through to the network")
        del os.environ["CANARY"]
    return wrong, took, len(done)


def _problems(done, expected, number, files):
    if len(done) != number or len(files) != number:
        yield f"{number} submissions, {len(done)} results, {len(files)} files"
    by_student = {one["student"]: one for one in done}
    for student, points in expected.items():
        one = by_student.get(student)
        if one is None:
            yield f"{student}: lost"
        elif one["points"] != points:
            yield f"{student}: {one['points']} points, not {points}: {one['questions']}"
    for one in done:
        if one["status"] == "to be looked at":
            yield f"{one['student']}: {one['sentence']}"
        text = json.dumps([one["sentence"], one["questions"], one["notes"]], ensure_ascii=False)
        if not text.isprintable():
            yield f"{one['student']}: characters that a terminal would obey"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignment", nargs="?", default="ps3")
    parser.add_argument("--variant", type=int, default=0)
    parser.add_argument("--honest", type=int, default=100)
    parser.add_argument("--hostile", type=int, help="how many (all)")
    parser.add_argument("--limit", type=float, default=2.0)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    wrong, took, number = marked(
        options.honest,
        options.hostile,
        name=options.assignment,
        variant=options.variant,
        seconds=options.limit,
        workers=options.workers,
        say=pool.progress(),
    )
    print("\n".join(wrong))
    print(
        f"{number} submissions, {options.honest} of them honest, in {took:.1f} s "
        f"with {options.workers} workers: {len(wrong)} wrong"
    )
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
