"""The command line: release, check, selftest, mark."""

import argparse
import sys
from pathlib import Path

from grading import key as keys
from grading import pool, results, source
from grading.box import Limits, NoBox
from grading.check import check
from grading.reading import Unreadable
from grading.release import release
from grading.submissions import collect


def main(arguments=None):
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except (NoBox, Unreadable) as problem:
        print(problem, file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrupted. The same command goes on where this stopped.", file=sys.stderr)
    return 2


def parser():
    top = argparse.ArgumentParser(prog="python -m grading", description=__doc__)
    verbs = top.add_subparsers(required=True, metavar="VERB")

    verb = verbs.add_parser("release", help="write the student's notebook, and the key")
    verb.add_argument("assignment")
    verb.add_argument("--out", help="folder to write (build/ASSIGNMENT)")
    verb.set_defaults(run=run_release)

    verb = verbs.add_parser("check", help="a student's own look: the visible checks")
    verb.add_argument("assignment")
    verb.add_argument("notebook")
    verb.set_defaults(run=run_check)

    verb = verbs.add_parser("selftest", help="the model, mistakes, hostile notebooks, seen marked")
    verb.add_argument("assignment")
    boxed(verb)
    verb.set_defaults(run=run_selftest)

    verb = verbs.add_parser("mark", help="mark a folder of submissions")
    verb.add_argument("assignment")
    verb.add_argument("submissions")
    verb.add_argument("--out", required=True, help="folder of the results")
    verb.add_argument("--workers", type=int, default=2, help="how many at a time (2)")
    verb.add_argument("--key", help="a key as released; else it is made from the source")
    boxed(verb)
    verb.set_defaults(run=run_mark)
    return top


def boxed(verb):
    limit = Limits().seconds
    verb.add_argument("--limit", type=float, default=limit, help=f"seconds for a step ({limit:g})")
    verb.add_argument(
        "--unboxed", action="store_true", help="no box: for files of your own, and nobody else's"
    )


def run_release(options):
    out = options.out or Path("build", source.folder(options.assignment).name)
    student, key = release(options.assignment, out)
    print(f"To hand out: {student}\nTo keep:     {key}")
    return 0


def run_check(options):
    lines = check(options.assignment, Path(options.notebook).read_bytes())
    print("\n".join(lines))
    return int(any(line.startswith("✗") for line in lines))


def run_selftest(options):
    from grading.selftest import selftest

    return selftest(options.assignment, Limits(seconds=options.limit), boxed=not options.unboxed)


def run_mark(options):
    key = keys.read(options.key) if options.key else keys.make(options.assignment)
    if not Path(options.submissions).is_dir():
        print(f"{options.submissions} is not a folder.", file=sys.stderr)
        return 2
    found = collect(options.submissions, f"{key['assignment']}.ipynb")
    done = pool.mark(
        found,
        key,
        options.out,
        workers=max(1, options.workers),
        limits=Limits(seconds=options.limit),
        boxed=not options.unboxed,
    )
    print("\n".join(results.summary(done)))
    print(f"{len(done)} results in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
