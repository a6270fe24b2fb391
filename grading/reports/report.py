"""`report`: marks back to people. A table, a page for each student, a page for the instructor.

OUT/marks.csv          a row for each of the roster, points for each question, total, status
OUT/written.csv        the written answers that wait, to be filled in and given back
OUT/changes.csv        what a second look changed, and why
OUT/instructor.html    how the class did, and what a person should look at
OUT/students/*.html    a page for each student, to be sent back
"""

import os
from collections import Counter
from pathlib import Path

from grading import key as keys
from grading import source
from grading.reports import handback, late, lists, marks
from grading.reports.looks import reasons

LECTURES = Path(__file__).resolve().parents[2] / "build" / "html"


def report(folder, roster, out, *, key=(), rules=None, times=None, written=None, regrades=None,
           lectures=None):  # fmt: skip
    """Write the report; ([Paper], [(student, reason to look)]). All but ``lectures`` are paths.

    key: keys beside those of the variants; lectures: the address of the folder that `make html`
    made. Errors: ``lists.Wrong``, before anything is written.
    """
    found, broken = marks.gather(folder)
    students = lists.roster(roster)
    known = marks.keys_by_digest(found[0]["assignment"], [keys.read(path) for path in key])
    out_of, by_hand = _asked(found, known)
    only = {label: most for label, most in out_of.items() if label in by_hand}
    rules = late.read(rules, students) if rules else late.Rules()
    papers, of_nobody = marks.papers(
        found,
        students,
        known,
        rules=rules,
        times=late.times(times, students) if times else None,
        written=lists.points(written, students, only, "comment") if written else None,
        regrades=lists.points(regrades, students, out_of, "reason") if regrades else None,
    )
    looks = reasons(papers, of_nobody, broken, timed=bool(rules.deadline))
    _write(Path(out), papers, looks, lectures)
    return papers, looks


def _asked(found, known):
    """The questions of all keys that were used."""
    out_of, by_hand = {}, set()
    for digest in dict.fromkeys(one["key"] for one in found):
        if digest in known:
            points, written = marks.questions(known[digest])
            out_of, by_hand = out_of | points, by_hand | written
    return out_of, by_hand


def _write(out, papers, looks, lectures):
    pages = out / "students"
    pages.mkdir(parents=True, exist_ok=True)
    if not (out / "marks.csv").exists() and any(pages.iterdir()):
        raise lists.Wrong(out, ["holds pages, and no report; choose another folder with --out"])
    for old in pages.glob("*.html"):  # of students who have left the roster
        old.unlink()
    lectures = lectures or os.path.relpath(LECTURES, pages).replace(os.sep, "/")
    _tables(out, papers)
    render, names = handback.environment(), handback.file_names([one.student for one in papers])
    titles = {}
    for paper in papers:
        key = paper.key
        title = titles.setdefault(keys.digest(key), handback.heading(key))
        page = handback.student(paper, title, lectures, render)
        (pages / names[paper.student]).write_text(page, encoding="utf-8")
    (out / "instructor.html").write_text(
        instructor(papers, looks, names, next(iter(titles.values())), render), encoding="utf-8"
    )


def _tables(out, papers):
    labels = list(dict.fromkeys(line.label for paper in papers for line in paper.lines))
    rows = []
    for paper in papers:
        by_label = {line.label: line.points for line in paper.lines}
        each = [_cell(by_label.get(label)) for label in labels]
        changed = " ".join(line.label for line in paper.lines if line.changed)
        after = [_cell(n) for n in (paper.reached, paper.lost, paper.total, paper.out_of)]
        variant = paper.key.get("variant", 0)
        rows.append([paper.student, paper.name, *each, *after, paper.status, variant, changed])
    header = ["student", "name", *labels, "before lateness", "percent late", "total", "out of"]
    lists.write(out / "marks.csv", [*header, "status", "variant", "changed"], rows)
    waiting = [
        [paper.student, line.label, "", "", handback.line(line.answer, 2000)]
        for paper in papers
        for line in paper.lines
        if line.points is None
    ]
    waiting.sort(key=lambda row: labels.index(row[1]))
    columns = ["student", "question", "points", "comment", "answer"]
    lists.write(out / "written.csv", columns, waiting)
    lists.write(out / "changes.csv", ["student", "question", "change"], _changes(papers))


def _cell(number):
    return "" if number is None else float(f"{number:.2f}") if number % 1 else int(number)


def _changes(papers):
    return [
        (p.student, line.label, line.changed) for p in papers for line in p.lines if line.changed
    ]


def instructor(papers, looks, names, title, render):
    """The HTML of the instructor's page."""
    there = [paper for paper in papers if paper.result]
    picture, words = handback.picture(there) if there else ("", "")
    counted = Counter(
        (line.label, line.mistake) for paper in there for line in paper.lines if line.mistake
    )
    return render.get_template("instructor.html").render(
        heading=title,
        papers=papers,
        handed_in=len(there),
        waiting=sum(paper.status == marks.OPEN for paper in papers),
        picture=picture,
        words=words,
        hardest=_hardest(there, counted),
        mistakes=counted.most_common(20),
        looks=looks,
        changes=_changes(papers),
        written=_written(there),
        links={student: f"students/{handback.quote(name)}" for student, name in names.items()},
    )


def _hardest(papers, counted):
    rows = []
    for label, share in handback.shares_of(papers).items() if papers else ():
        lines = [one for paper in papers for one in paper.lines if one.label == label]
        marked = [one for one in lines if one.points is not None]
        mistakes = [words for (where, words), _ in counted.most_common() if where == label]
        rows.append(
            {
                "label": label,
                "share": f"{100 * share:.0f} %",
                "number": len(marked),
                "full": sum(one.points == one.out_of for one in marked),
                "none": sum(one.points == 0 for one in marked),
                "mistake": mistakes[0] if mistakes else "",
                "order": share,
            }
        )
    return sorted(rows, key=lambda row: row["order"])


def _written(papers):
    """The written questions of each variant, each with its model answer and all answers."""
    found = {}
    for paper in papers:
        for line in paper.lines:
            if line.written:
                where = (paper.key["assignment"], paper.key.get("variant", 0), line.label)
                found.setdefault(where, []).append((paper, line))
    rubrics = {}
    for name, variant, _ in found:
        cells = source.cells(name, variant)
        rubrics[name, variant] = {one.label: source.solved(one).strip() for one in cells}
    return [
        {
            "label": label if variant == 0 else f"{label} (variant {variant})",
            "out_of": answers[0][1].out_of,
            "rubric": rubrics[name, variant].get(label, ""),
            "answers": answers,
        }
        for (name, variant, label), answers in found.items()
    ]
