"""`gradescope`: the zip that Gradescope wants, for one variant of an assignment.

What is in it: the two scripts that the platform asks for, the marker, lstm_core, the key, and the
assignment's modules; the source notebook with its solutions is not. See "Autograder Specifications"
at gradescope-autograders.readthedocs.io; what runs there is grading/gradescope/there.py.
"""

import json
import re
import zipfile
from pathlib import Path

from grading import key as keys
from grading import source

ROOT = Path(__file__).resolve().parents[2]
IMAGE = Path(__file__).resolve().parent / "image"
FIRST = ("setup.sh", "run_autograder")  # in the root of the zip
MARKER = (  # of grading/
    "__init__.py", "compare.py", "entries.py", "examples.py", "grade.py", "key.py", "reading.py",
    "source.py", "submissions.py", "visible.py", "box/*.py", "box/inside/*.py",
    "gradescope/__init__.py", "gradescope/there.py",
)  # fmt: skip
NUMPY = re.compile(r"^numpy==.*?(?<!\\)$\n", re.MULTILINE | re.DOTALL)


def files(name, variant=0, boxed=True):
    """{path in the zip: bytes}. Errors: ``source.NoVariant``."""
    assignment = source.folder(name)
    paths = [path for one in MARKER for path in sorted((ROOT / "grading").glob(one))]
    for folder in (ROOT / "lstm_core", assignment):
        paths += sorted(folder.glob("*.py"))
    paths.append(ROOT / "assignments" / "__init__.py")
    found = {one: (IMAGE / one).read_bytes() for one in FIRST}
    found |= {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    settings = {"key": keys.make(name, variant), "boxed": boxed}
    found["settings.json"] = (json.dumps(settings, indent=1) + "\n").encode()
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    found["requirements.txt"] = "".join(NUMPY.findall(locked)).encode()
    return found


def write(name, out, variant=0, boxed=True):
    """Write the zip, the same bytes for the same files; its path."""
    out = Path(out)
    made = files(name, variant, boxed)
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in made.items():
            entry = zipfile.ZipInfo(path, date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if path in FIRST else 0o100644) << 16
            archive.writestr(entry, content)
    return out
