"""What was handed in: a folder with a notebook, or a folder of files, for each student."""

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grading.reading import LARGEST, Unreadable

HOW = os.O_RDONLY  # and, of these, what the system has
for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
    HOW |= getattr(os, flag, 0)


@dataclass(frozen=True)
class Submission:
    student: str
    path: Path
    problem: str = ""  # a sentence, where there is no one notebook to be read

    def modified(self):
        """When the file was last changed, as text, or "": late rules go by it, or by a table."""
        try:
            seconds = self.path.lstat().st_mtime
        except OSError:
            return ""
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")

    def data(self):
        """The file's bytes. Links aren't followed, and pipes are not waited for."""
        if self.problem:
            raise Unreadable(self.problem)
        try:
            handle = os.open(self.path, HOW)
        except OSError as error:
            why = "is a link" if self.path.is_symlink() else "can't be opened"
            raise Unreadable(f"The file {why} ({type(error).__name__}).") from None
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unreadable("This is not an ordinary file.")
            return file.read(LARGEST + 1)


def collect(folder, notebook):
    """The submissions in a folder, one for each entry: ana.ipynb, or ben/ with a notebook in it.

    notebook: the assignment's file name, which decides if a student's folder holds several.
    """
    entries = sorted(one for one in Path(folder).iterdir() if not one.name.startswith("."))
    stems = [one.stem for one in entries]
    found = []
    for entry in entries:
        student = entry.stem if stems.count(entry.stem) == 1 else entry.name
        if entry.is_dir() and not entry.is_symlink():
            found.append(in_folder(entry.name, entry, notebook))
        else:
            found.append(Submission(student, entry))
    return found


def in_folder(student, folder, notebook):
    """The submission that is one folder of files; notebook: see ``collect``."""
    inside = []
    for top, folders, files in os.walk(folder):  # os.walk follows no links
        folders[:] = [name for name in sorted(folders) if not name.startswith(".")]
        inside += [Path(top, name) for name in sorted(files) if name.endswith(".ipynb")]
    named = [path for path in inside if path.name == notebook]
    fits = named if len(named) == 1 else inside
    if len(fits) == 1:
        return Submission(student, fits[0])
    how_many = f"{len(fits)} notebooks" if fits else "no notebook"
    return Submission(student, folder, f"The folder holds {how_many}; one is asked for.")
