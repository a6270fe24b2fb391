"""Tables that people make in a spreadsheet, read with care, and tables for one, written with care.

A cell that begins like a formula (=, +, -, @) would be computed by a spreadsheet. Such a cell is
written with an apostrophe before it, which spreadsheets take for "this is text"; reading takes the
apostrophe away again.
"""

import csv
import io
import math
from pathlib import Path
from typing import NamedTuple

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Wrong(ValueError):
    """What is wrong with a file that an instructor gave, a line for each fault."""

    def __init__(self, path, problems):
        super().__init__("\n".join(f"{path}: {problem}" for problem in problems))


class Given(NamedTuple):
    """Points that a person gave, and the words beside them."""

    points: float
    words: str


def guarded(text):
    text = str(text)
    return f"'{text}" if text.startswith(FORMULA) else text


def unguarded(text):
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def write(path, header, rows):
    """A table that a spreadsheet opens: commas, UTF-8 with its mark, nothing that is computed."""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow([guarded(one) for one in header])
        table.writerows(
            [one if isinstance(one, int | float) else guarded(one) for one in row] for row in rows
        )


def read(path, columns):
    """[(line, {column: text})] with these columns; others are passed over.

    Commas or semicolons, capitals or not in the header. Errors: ``Wrong``.
    """
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Wrong(path, [f"can't be read ({error.strerror})"]) from None
    except UnicodeDecodeError as error:
        raise Wrong(path, [f"is not UTF-8 from byte {error.start} on; save it as UTF-8"]) from None
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",")
    try:
        header = [one.strip().lower() for one in next(rows, [])]
        if missing := [name for name in columns if name not in header]:
            said = f"no column {', '.join(missing)}; expected {', '.join(columns)}, got {header}"
            raise Wrong(path, [said])
        found = []
        for row in rows:
            if any(one.strip() for one in row):
                cells = dict(zip(header, row + [""] * len(header), strict=False))
                found.append((rows.line_num, {k: unguarded(v.strip()) for k, v in cells.items()}))
    except csv.Error as error:
        raise Wrong(path, [f"line {rows.line_num}: {error}"]) from None
    return found


def roster(path):
    """{student: name}, in the order of the file. Columns: student, and perhaps name."""
    found, problems = {}, []
    for line, row in read(path, ["student"]):
        student = row["student"]
        if not student:
            problems.append(f"line {line}: no student")
        elif student in found:
            problems.append(f"line {line}: {student!r} is there twice")
        found[student] = row.get("name", "")
    if not found:
        problems.append("nobody is in it")
    if problems:
        raise Wrong(path, problems)
    return found


def points(path, students, out_of, words):
    """{(student, question): Given}. Columns: student, question, points, and ``words``.

    students: who may be named; out_of: {question: points at most}. A row without points is one that
    is still to be filled in, and counts as not there.

    Errors: ``Wrong``, with every unknown student and question, and all points that can't be.
    """
    found, problems = {}, []
    for line, row in read(path, ["student", "question", "points", words]):
        student, question, text = row["student"], row["question"], row["points"]
        if not text:
            continue
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            number = math.nan
        if student not in students:
            problems.append(f"line {line}: {student!r} is not on the roster")
        elif question not in out_of:
            there = ", ".join(out_of) or "none"
            problems.append(f"line {line}: expected a question of {there}; got {question!r}")
        elif not 0 <= number <= out_of[question]:
            most = f"{out_of[question]:g}"
            problems.append(
                f"line {line}: {question} of {student!r}: expected 0 to {most} points, got {text!r}"
            )
        elif (student, question) in found:
            problems.append(f"line {line}: {question} of {student!r} is there twice")
        found[student, question] = Given(number, row[words])
    if problems:
        raise Wrong(path, problems)
    return found
