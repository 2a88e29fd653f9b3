"""A copy of the data file that counts only once it has been read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import cipher
from snt_desk.db.cipher import Key
from snt_desk.db.faults import DAMAGED, Kind, Trouble, sentence_for
from snt_desk.errors import DeskError

_PAGES = 1000
_FAILED = (
    "The backup could not be made",
    "Your data is unchanged. Look whether the disk has room, and try again.",
)


def verified_copy(
    source: Path,
    destination: Path,
    report: Callable[[int, int], None] | None = None,
    *,
    key: Key | None = None,
) -> None:
    """Copy a database by SQLite's own backup, check the copy, and only then name it.

    A copy of an encrypted one has the same key. An older copy of that name is replaced.
    `report` is told how many pages of how many are copied; what it raises ends the copying.
    Raises DeskError if the copy is not as good as the original, or the original is not
    sound; nothing is left under the name then.
    """
    part = destination.with_name(destination.name + ".part")
    part.unlink(missing_ok=True)
    original, copy = sqlite.connect(str(source)), sqlite.connect(str(part))
    try:
        if key is not None:
            cipher.insist_not_plain(source)
            cipher.unlock(original, key)
            cipher.unlock(copy, key)
        # One view of it from first to last: a save in the meantime waits, or comes after.
        original.execute("BEGIN")
        original.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        _copy(original, copy, report)
        _insist_alike(original, copy)
        copy.close()
        part.replace(destination)
    except (sqlite.Error, OSError) as error:
        said = sentence_for(getattr(error, "sqlite_errorname", ""))
        if said is not None and said.kind is Kind.DAMAGED:
            # A page of an encrypted file that is not as it was written stops the reading.
            raise said from error
        raise DeskError(*_FAILED) from error
    finally:
        original.close()
        copy.close()
        part.unlink(missing_ok=True)


def _copy(original: Any, copy: Any, report: Callable[[int, int], None] | None) -> None:
    def told(_status: int, left: int, pages: int) -> None:
        if report is not None:
            report(pages - left, pages)

    original.backup(copy, pages=_PAGES, progress=told)


def _insist_alike(original: Any, copy: Any) -> None:
    found = _fingerprint(original)
    if found[0] != "ok":
        raise Trouble(DAMAGED.kind, DAMAGED.title, DAMAGED.detail)
    if found != _fingerprint(copy):
        raise DeskError(*_FAILED)


def _fingerprint(connection: Any) -> tuple[str, list[tuple[str, int]]]:
    [(sound,)] = connection.execute("PRAGMA quick_check(1)").fetchall()
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage ORDER BY name"
        )
    ]
    rows = [
        (name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names
    ]
    return sound, rows
