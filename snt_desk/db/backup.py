"""A copy of the data file that counts only once it has been read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db.faults import DAMAGED
from snt_desk.errors import DeskError

_FAILED = (
    "The backup could not be made",
    "Your data is unchanged. Look whether the disk has room, and try again.",
)


def verified_copy(source: Path, destination: Path) -> None:
    """Copy a database by SQLite's own backup, check the copy, and only then name it.

    An older copy of that name is replaced. Raises DeskError if the copy is not as good
    as the original, or the original is not sound; nothing is left under the name then.
    """
    part = destination.with_name(destination.name + ".part")
    part.unlink(missing_ok=True)
    original, copy = sqlite.connect(str(source)), sqlite.connect(str(part))
    try:
        original.backup(copy)
        _insist_alike(original, copy)
        copy.close()
        part.replace(destination)
    except (sqlite.Error, OSError) as error:
        raise DeskError(*_FAILED) from error
    finally:
        original.close()
        copy.close()
        part.unlink(missing_ok=True)


def _insist_alike(original: Any, copy: Any) -> None:
    found = _fingerprint(original)
    if found[0] != "ok":
        raise DeskError(DAMAGED.title, DAMAGED.detail)
    if found != _fingerprint(copy):
        raise DeskError(*_FAILED)


def _fingerprint(connection: Any) -> tuple[str, list[tuple[str, int]]]:
    [(sound,)] = connection.execute("PRAGMA quick_check(1)").fetchall()
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        )
    ]
    rows = [
        (name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names
    ]
    return sound, rows
