"""Whether the file that is open is still where it was, and still that file.

A drive can be pulled, a folder renamed, a file replaced by another program, all while the
desk has it open: the system lets it go on reading what nobody else can find any more.
"""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from snt_desk.db.faults import NOT_SAVED, Kind, Trouble


class Whereabouts:
    """The place of an open file, and which file stood there when it was opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened = _identity(path)

    def trouble(self) -> Trouble | None:
        """Say what has become of the file since it was opened; None if nothing has."""
        now = _identity(self.path)
        if now is None:
            return Trouble(
                Kind.GONE,
                "Your data file was moved or taken away",
                f"{NOT_SAVED} Put back its folder or drive, and save again.",
            )
        if now != self._opened:
            return Trouble(
                Kind.GONE,
                "Another file stands where your data file was",
                f"{NOT_SAVED} Put the right one back, and save again.",
            )
        if not self.path.stat().st_size:
            return Trouble(Kind.EMPTY, "Your data file is empty", "Another program emptied it.")
        return None

    def is_back(self, reader: Engine) -> bool:
        """Whether what stands there now ends with the same change: then the reader opens it."""
        with reader.connect() as connection:
            wanted = _head(connection)
        before = reader.pool
        # What is open stays so: it may be all that is left of the file.
        reader.dispose(close=False)
        try:
            with reader.connect() as connection:
                found = _head(connection)
        except DBAPIError:
            found = None
        if found is None or found != wanted:
            reader.dispose()
            reader.pool = before
            return False
        before.dispose()
        self._opened = _identity(self.path)
        return True


def of(connection: Connection) -> Whereabouts | None:
    """Say where the file of a connection is; None where it has none, as on a server."""
    if connection.dialect.name != "sqlite":
        return None
    # As bytes: the name of a file may be no text.
    file = connection.exec_driver_sql(
        "SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'"
    ).scalar_one()
    return Whereabouts(Path(os.fsdecode(file))) if file else None


def _head(connection: Connection) -> tuple[int, str] | None:
    """Give the latest change that the journal of a file has noted, by number and seal."""
    found = connection.exec_driver_sql("SELECT id, hash FROM changes ORDER BY id DESC LIMIT 1")
    row = found.first()
    return None if row is None else (row[0], row[1])


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
