"""Tables that have a file for each notebook, in a folder, under the notebook's name."""

import tomllib


def rows(folder, kind) -> list[dict]:
    """The rows ``[[kind]]`` of every file in ``folder``, each with the name of its ``notebook``."""
    return [
        {"notebook": path.stem} | row
        for path in sorted(folder.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])
    ]
