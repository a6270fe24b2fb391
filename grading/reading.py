"""A submission as it was handed in: bytes that claim to be a notebook.

They are taken apart with care and without executing anything. What can't be read gets one plain
sentence for the student.
"""

import json
import re

LARGEST = 64 << 20
MOST_CELLS = 1000
LONGEST = 1 << 20  # characters of code in all


class Unreadable(ValueError):
    """The sentence says why."""


def cells(data):
    """[{"label", "kind", "source"}] of a notebook's bytes, of any version of the format."""
    if len(data) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST >> 20} MB.")
    if not data.strip():
        raise Unreadable("The file is empty.")
    stored = _list_of_cells(_json(data))
    found = [_cell(one) for one in stored[:MOST_CELLS] if isinstance(one, dict)]
    if not any(one["kind"] == "code" and one["source"].strip() for one in found):
        raise Unreadable("The notebook has no code in it.")
    if sum(len(one["source"]) for one in found) > LONGEST:
        raise Unreadable("The notebook has more than a million characters in its cells.")
    return found


def _json(data):
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            return json.loads(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        except RecursionError:
            raise Unreadable("The file is nested too deeply to be a notebook.") from None
        except ValueError as error:
            if data.lstrip()[:1] == b"{":
                place = getattr(error, "pos", 0)
                raise Unreadable(
                    f"The notebook is damaged: it can't be read from character {place} on."
                ) from None
            break
    raise Unreadable("The file is not a Jupyter notebook.")


def _list_of_cells(notebook):
    if not isinstance(notebook, dict):
        raise Unreadable("The file is not a Jupyter notebook.")
    found = notebook.get("cells")
    if found is None and isinstance(notebook.get("worksheets"), list):  # nbformat 3 and before
        sheets = [sheet for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        found = [one for sheet in sheets for one in _as_list(sheet.get("cells"))]
    if not isinstance(found, list):
        raise Unreadable("The file is not a Jupyter notebook: it has no list of cells.")
    return found


def _as_list(value):
    return value if isinstance(value, list) else []


def _cell(stored):
    text = stored.get("source", stored.get("input", ""))
    if isinstance(text, list):
        text = "".join(part for part in text if isinstance(part, str))
    about = stored.get("metadata")
    about = about.get("nbgrader") if isinstance(about, dict) else None
    label = about.get("grade_id") if isinstance(about, dict) else None
    return {
        "label": label if isinstance(label, str) else "",
        "kind": "code" if stored.get("cell_type") == "code" else "text",
        # A lone surrogate is legal in JSON and in no encoding.
        "source": (text if isinstance(text, str) else "").encode("utf-8", "replace").decode(),
    }


def assigned(cells, label):
    """The text that the cell of this label gives to a name, as in ``student = "ada"``; or "".

    Read as text: what a student wrote is not parsed out here.
    """
    texts = [one["source"] for one in cells if one["label"] == label and one["kind"] == "code"]
    for line in reversed("\n".join(texts)[:10_000].split("\n")):
        found = re.match(r"\s*(\w+)\s*=\s*([\"'])([^\"']{0,200})\2", line)
        if found and found[1] == label:
            return found[3]
    return ""


def plain(text, most=500):
    """A text of the student's side as one that may be shown in a terminal: no control characters.

    In a page it has still to be escaped like any other text.
    """
    kept = "".join(c if c.isprintable() else " " for c in str(text)[: 4 * most])
    return " ".join(kept.split())[:most]
