"""The command line: release, check, selftest, mark, report, gradescope."""

import argparse
import contextlib
import sys
from pathlib import Path

from grading import key as keys
from grading import pool, results, source
from grading import verbs as for_people
from grading.box import Limits, NoBox
from grading.check import check
from grading.cluster import NoCluster, connected
from grading.reading import Unreadable
from grading.release import release
from grading.submissions import collect


def main(arguments=None):
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except (NoBox, NoCluster, Unreadable, source.NoVariant) as problem:
        print(problem, file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrupted. The same command goes on where this stopped.", file=sys.stderr)
    return 2


def parser():
    top = argparse.ArgumentParser(prog="python -m grading", description=__doc__)
    verbs = top.add_subparsers(required=True, metavar="VERB")

    verb = verbs.add_parser("release", help="write the student's notebook, and the key")
    verb.add_argument("assignment")
    verb.add_argument("--out", help="folder to write (build/ASSIGNMENT, or -VARIANT)")
    variant(verb)
    verb.add_argument("--list", action="store_true", help="only say which variants there are")
    verb.set_defaults(run=run_release)

    verb = verbs.add_parser("check", help="a student's own look: the visible checks")
    verb.add_argument("assignment")
    verb.add_argument("notebook")
    variant(verb)
    verb.set_defaults(run=run_check)

    verb = verbs.add_parser("selftest", help="the model, mistakes, hostile notebooks, seen marked")
    verb.add_argument("assignment")
    variant(verb)
    boxed(verb)
    verb.set_defaults(run=run_selftest)

    verb = verbs.add_parser("mark", help="mark a folder of submissions")
    verb.add_argument("assignment")
    verb.add_argument("submissions")
    verb.add_argument("--out", required=True, help="folder of the results")
    verb.add_argument("--workers", type=int, default=2, help="how many at a time (2)")
    verb.add_argument("--dask", metavar="ADDRESS", help="a cluster to do it: tcp://host:8786")
    verb.add_argument("--key", help="the key as released; else that of variant 0")
    boxed(verb)
    verb.set_defaults(run=run_mark)

    for_people.add(verbs, variant)
    return top


def variant(verb):
    verb.add_argument("--variant", type=int, default=0, help="which of the variants (0)")


def boxed(verb):
    limit = Limits().seconds
    verb.add_argument("--limit", type=float, default=limit, help=f"seconds for a step ({limit:g})")
    verb.add_argument(
        "--unboxed", action="store_true", help="no box: for files of your own, and nobody else's"
    )


def run_release(options):
    folder = source.folder(options.assignment).name
    if options.list:
        for number, words in source.variants(options.assignment).items():
            print(f"{folder} --variant {number}: {words}")
        return 0
    out = options.out or Path("build", f"{folder}-{options.variant}".removesuffix("-0"))
    student, key = release(options.assignment, out, options.variant)
    print(f"To hand out: {student}\nTo keep:     {key}")
    return 0


def run_check(options):
    lines = check(options.assignment, Path(options.notebook).read_bytes(), variant=options.variant)
    print("\n".join(lines))
    return int(any(line.startswith("✗") for line in lines))


def run_selftest(options):
    from grading.selftest import selftest

    limits, boxed = Limits(seconds=options.limit), not options.unboxed
    return selftest(options.assignment, limits, boxed, variant=options.variant)


def run_mark(options):
    key = keys.read(options.key) if options.key else keys.make(options.assignment)
    if key["assignment"] != source.folder(options.assignment).name:
        print(f"The key is one of {key['assignment']}, not {options.assignment}.", file=sys.stderr)
        return 2
    if not Path(options.submissions).is_dir():
        print(f"{options.submissions} is not a folder.", file=sys.stderr)
        return 2
    if options.dask and options.unboxed:
        print("--unboxed is for your own files on this machine, not for --dask.", file=sys.stderr)
        return 2
    found = collect(options.submissions, f"{key['assignment']}.ipynb")
    elsewhere = connected(options.dask) if options.dask else contextlib.nullcontext()
    with elsewhere as cluster:
        done = pool.mark(
            found,
            key,
            options.out,
            workers=max(1, options.workers),
            limits=Limits(seconds=options.limit),
            boxed=not options.unboxed,
            cluster=cluster,
        )
    print("\n".join(results.summary(done)))
    print(f"{len(done)} results in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
