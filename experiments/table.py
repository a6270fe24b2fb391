"""RESULTS.md: what the experiments gave, one table each, made from the finished trials alone."""

import html
import re
from importlib import import_module
from pathlib import Path

from experiments import NAMES
from experiments.trials import RESULTS, finished

PAGE = Path(__file__).parent / "RESULTS.md"
HEAD = """# What came out

Made by `make experiments` from the lines in `experiments/results/`, one for each finished trial,
with its seed and all its settings. Shares stand with Wilson's 95 % interval, other numbers as the
mean with the smallest and the largest. Every network is one of the lecture's own cells.

Rows in italics are quoted: 1997 is Hochreiter & Schmidhuber, "Long short-term memory", *Neural
Computation* 9(8), tables 1 and 7; 2000 is Gers, Schmidhuber & Cummins, "Learning to forget",
*Neural Computation* 12(10), table 2.
"""


def page(folder=RESULTS):
    """The text of RESULTS.md."""
    return "\n".join([HEAD, *(section(name, finished(name, folder)) for name in NAMES)])


def section(name, lines):
    """The part of one experiment: its title, its table, and what was run and for how long."""
    experiment = import_module(f"experiments.{name}")
    parts = [f"## {experiment.TITLE}"]
    if lines:
        parts += [experiment.table(lines), getattr(experiment, "REMARK", "")]
    return "\n\n".join(part for part in (*parts, run_line(lines)) if part) + "\n"


def run_line(lines):
    """What was run, in a sentence."""
    if not lines:
        return "Not run yet."
    seconds = sum(line["seconds"] for line in lines)
    days = sorted({line["when"] for line in lines})
    versions = ", ".join(sorted({line["numpy"] for line in lines}))
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return (
        f"{len(lines)} trials, {seconds / 60:.0f} minutes of one core together, {when}, "
        f"NumPy {versions}."
    )


def markdown(head, rows):
    """A Markdown table: the texts of its head, and rows of as many texts.

    >>> print(markdown(["network", "solved"], [["GRU", "1 of 1"]]))
    | network | solved |
    | --- | --- |
    | GRU | 1 of 1 |
    """
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


class Shown(str):
    """A Markdown table that a notebook shows as one; everywhere else it is its text.

    >>> print(Shown(markdown(["share"], [["*5 % to 9 %*"]]))._repr_html_())
    <table><tr><th>share</th></tr><tr><td><i>5&nbsp;% to&nbsp;9&nbsp;%</i></td></tr></table>
    """

    def __repr__(self):
        return str(self)

    def _repr_html_(self):
        head, _, *rows = (line[2:-2].split(" | ") for line in self.splitlines())
        return f"<table>{_row('th', head)}{''.join(_row('td', row) for row in rows)}</table>"


def _row(kind, cells):
    said = (re.sub(r"^\*(.*)\*$", r"<i>\1</i>", html.escape(cell)) for cell in cells)
    # Where a column is narrow, a range is broken before its "to", and nowhere else.
    said = (re.sub(r" (?=%)|(?<=\bto) ", "&nbsp;", cell) for cell in said)
    return "<tr>" + "".join(f"<{kind}>{cell}</{kind}>" for cell in said) + "</tr>"


def write_table(folder=RESULTS):
    """Write RESULTS.md; where it is."""
    PAGE.write_text(page(folder), encoding="utf-8", newline="\n")
    return f"written: {PAGE.name}"
