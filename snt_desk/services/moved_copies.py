"""What is left where a data file was moved from: a whole copy, put aside under another name.

Two notes tell of it, one beside each of the two files; it is taken for one only where the note
beside it names this data file, so nobody can pass another file off as it.
"""

from __future__ import annotations

import os
from pathlib import Path

from snt_desk.db import opening, placing

MOVED = ".moved"
"""What the old file is called beyond its name, so that nobody goes on with it."""
NOTE = ".moved.txt"
CAME_FROM = ".came-from.txt"
"""What the note beside the new file is called beyond its name."""
_LONGEST = 10_000
"""Bytes of a note that are read."""
_TO = " to "


def write_notes(aside: Path, old: Path, path: Path, day: str) -> None:
    """Say beside the old file where the data is now, and beside the new one where it was.

    Raises OSError.
    """
    words = f"The data of {old.name} was moved on {day}{_TO}{path.resolve()}\n"
    placing.write(path.with_name(path.name + CAME_FROM), f"{aside}\n".encode())
    placing.write(old.with_name(old.name + NOTE), words.encode())


def of(where: str) -> tuple[Path, ...]:
    """Name the copies that were put aside when this data was moved, where they are still there.

    A place that is away has none.
    """
    if opening.is_url(where):
        return ()
    path = Path(os.path.realpath(where))
    told = _read(path.with_name(path.name + CAME_FROM)).strip()
    beside = _names(path.parent)
    asked = {*beside, Path(told)} if told.endswith(MOVED) else set(beside)
    return tuple(sorted(one for one in asked if _is_of(one, path)))


def _is_of(aside: Path, path: Path) -> bool:
    note = _read(aside.with_name(f"{aside.name}.txt"))
    if not note.rstrip("\n").endswith(f"{_TO}{path}"):
        return False
    try:
        return aside.is_file() and not aside.is_symlink()
    except OSError:
        return False


def _names(folder: Path) -> list[Path]:
    try:
        return [one for one in folder.iterdir() if one.name.endswith(MOVED)]
    except OSError:
        return []


def _read(note: Path) -> str:
    try:
        with note.open("rb") as file:
            return file.read(_LONGEST).decode(errors="replace")
    except (OSError, ValueError):
        return ""
