"""The verbs that bring marks back to people: report, gradescope."""

import sys
from pathlib import Path

from grading import source
from grading.reports import lists


def add(verbs, variant):
    """Add them to the command line's. variant: what adds the option of that name."""
    verb = verbs.add_parser("report", help="marks.csv, a page a student, the instructor's page")
    verb.add_argument("results", help="the folder that mark wrote")
    verb.add_argument("--roster", required=True, help="CSV: student, and perhaps name")
    verb.add_argument("--out", required=True, help="folder of the report")
    verb.add_argument("--written", help="CSV: student, question, points, comment")
    verb.add_argument("--regrades", help="CSV: student, question, points, reason")
    verb.add_argument(
        "--late", help="TOML: deadline, percent_per_day, ... (grading/reports/late.py)"
    )
    verb.add_argument("--times", help="CSV: student, submitted; else the files' own times")
    verb.add_argument("--lectures", help="address of the lectures' pages; else build/html")
    verb.add_argument("--key", action="append", default=[], help="a key that isn't a variant's")
    verb.set_defaults(run=run_report)

    verb = verbs.add_parser("gradescope", help="write the zip that Gradescope wants")
    verb.add_argument("assignment")
    verb.add_argument("--out", help="the zip (build/ASSIGNMENT-gradescope.zip)")
    variant(verb)
    verb.add_argument(
        "--unboxed",
        action="store_true",
        help="where no box can be had there: students' code runs beside the answers",
    )
    verb.set_defaults(run=run_gradescope)


def run_report(options):
    from grading.reports.report import report

    given = {name: getattr(options, name) for name in ("times", "written", "regrades", "lectures")}
    try:
        papers, looks = report(
            options.results,
            options.roster,
            options.out,
            key=options.key,
            rules=options.late,
            **given,
        )
    except lists.Wrong as problem:
        print(problem, file=sys.stderr)
        return 2
    there = sum(bool(paper.result) for paper in papers)
    print(f"{len(papers)} students, {there} of them handed in; {len(looks)} to look at by hand.")
    print(f"For you:      {Path(options.out, 'instructor.html')}, {Path(options.out, 'marks.csv')}")
    print(f"To give back: {Path(options.out, 'students')}")
    if waiting := sum(paper.status == "written answers to be marked" for paper in papers):
        print(
            f"Written answers of {waiting} wait: fill in {Path(options.out, 'written.csv')}, "
            "keep it elsewhere, and give it back with --written."
        )
    if not options.lectures:
        print("Links lead to build/html on this machine; --lectures ADDRESS for pages sent away.")
    return 0


def run_gradescope(options):
    from grading.gradescope.pack import write

    folder = source.folder(options.assignment).name
    name = f"{folder}-{options.variant}".removesuffix("-0")
    out = Path(options.out or f"build/{name}-gradescope.zip")
    made = write(options.assignment, out, options.variant, boxed=not options.unboxed)
    print(f"To upload: {made}")
    return 0
