"""`make release`: the zip that students get.

The lectures, the pictures, `lstm_core`, the checks of the exercises, the experiments, and the
released assignments, with what it takes to open them. Nothing of instructor/, no solutions, no
keys, no tests.
"""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from grading import release

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "lecture-that-can-be-touched.zip"
TOP = "lecture-that-can-be-touched"

FOLDERS = ("notebooks", "figures", "lstm_core", "exercises", "experiments")
FILES = ("LICENSE", "Makefile", "environment.yml", "pyproject.toml", "requirements.txt")
PACKAGES = re.compile(r"^packages = \[.*?\]$", re.MULTILINE | re.DOTALL)


def files():
    """{path in the zip: bytes}: of the folders what is committed, the assignments as released."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *FOLDERS, *FILES], cwd=ROOT, check=True, capture_output=True
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    found = {name: (ROOT / name).read_bytes() for name in names}
    for assignment in assignments():
        notebook = release.as_bytes(release.student_notebook(assignment))
        found[f"assignments/{assignment}.ipynb"] = notebook
    found["README.md"] = (ROOT / "instructor" / "for_students.md").read_bytes()
    # What isn't handed out can't be installed.
    packages = [name for name in FOLDERS if f"{name}/__init__.py" in found]
    listed = f"packages = {packages}".replace("'", '"')
    settings = found["pyproject.toml"].decode()
    found["pyproject.toml"] = PACKAGES.sub(listed, settings, count=1).encode()
    return dict(sorted(found.items()))


def assignments():
    """The names of all assignments."""
    return sorted(path.parent.name for path in (ROOT / "assignments").glob("*/*.ipynb"))


def write(path=OUT):
    """The same bytes for the same files: entries in order, and no time of day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files().items():
            entry = zipfile.ZipInfo(f"{TOP}/{name}", date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path


if __name__ == "__main__":
    made = write(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
    print(f"{made}: {made.stat().st_size / 1e6:.1f} MB, {len(files())} files")
