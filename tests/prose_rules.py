"""The numbers of the prose against those asserted, and against the table of those that can't be."""

from collections import Counter
from pathlib import Path

from tests import notebook_text as text
from tests.asserted import asserted
from tests.equations.displays import displays
from tests.prose import claims
from tests.tables import rows

TABLE = Path(__file__).with_name("prose_numbers")


def table(folder=TABLE) -> dict:
    return {kind: rows(folder, kind) for kind in ("number", "name")}


def violations(paths, table) -> list[str]:
    """Every number without support and every line of the table without use, one sentence each.

    Errors: ``KeyError`` where a row of the table lacks one of its fields.
    """
    notebooks = {path.stem: text.sections(text.read(path)) for path in paths}
    tags = {tag for path in paths for display in displays(path)[0] for tag in display.tags}
    names = [row["text"] for row in table["name"]]
    given = [
        (row["notebook"], row["section"], float(value))
        for row in table["number"]
        for value in (row["value"] if isinstance(row["value"], list) else [row["value"]])
    ]
    wrong, used = list(_badly_listed(table, given)), set()
    for notebook, sections in notebooks.items():
        headings = Counter(section.heading for section in sections)
        wrong += [
            f"{notebook}: {n} sections are called {heading!r}"
            for heading, n in headings.items()
            if n > 1
        ]
        for section in sections:
            known = asserted(section.code)
            listed = [row for row in given if row[:2] == (notebook, section.heading)]
            for claim in claims(f"{section.heading}\n{section.prose}", tags, names):
                if any(claim.met_by(number.value, number.slack) for number in known):
                    continue
                found = {row for row in listed if claim.met_by(row[2])}
                used |= found
                if not found:
                    wrong.append(_sentence(notebook, section, claim, known))
    wrong += [
        f"{row[0]}, {row[1]!r}: {row[2]:g} is listed in {TABLE.name}/, but no prose needs it"
        for row in given
        if row not in used
    ]
    everything = "".join(s.heading + s.prose for sections in notebooks.values() for s in sections)
    unused = [name for name in names if name not in everything]
    return wrong + [f"the name {name!r} in {TABLE.name}/ occurs nowhere" for name in unused]


def _badly_listed(table, given):
    for row in table["number"]:
        if not row["source"].strip():
            yield f"{row['notebook']}: {row['value']} has no source in {TABLE.name}/"
    for row, n in Counter(given).items():
        if n > 1:
            yield f"{row[0]}, {row[1]!r}: {row[2]:g} stands {n} times in {TABLE.name}/"


def _sentence(notebook, section, claim, known):
    hint = f"is neither asserted in a cell of its section nor listed in {TABLE.name}/"
    if any(claim.met_by(number.value) for number in known):
        hint = "is asserted in its section, but not as closely as it is printed"
    lines = section.prose.splitlines()
    context = next((line for line in lines if claim.text.lstrip("-") in line), "").strip()
    return f"{notebook}, {section.heading!r}: {claim.text} {hint}\n    {context[:160]}"
