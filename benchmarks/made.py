"""Databases of invented records: made once, kept in build/bench, filled without the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import journal
from snt_desk.db.opening import create_store, open_to_look, this_actor
from snt_desk.errors import DeskError


def made(path: Path, fill: Callable[[Path], object]) -> Path:
    """Give the database; it is made and filled if it is not there, or of another version."""
    if path.exists() and _is_of_this_version(path):
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".making")
    part.unlink(missing_ok=True)
    create_store(str(part), this_actor()).close()
    fill(part)
    part.replace(path)
    return path


def _is_of_this_version(path: Path) -> bool:
    """Whether this program can open it: the tables may have changed since it was made."""
    try:
        open_to_look(str(path), this_actor()).close()
    except DeskError:
        return False
    return True


@contextmanager
def filling(path: Path) -> Iterator[Any]:
    """Fill a new database, for team 1; the triggers are taken off for it and put back."""
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    for name in journal.triggers():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("INSERT INTO settings (key, value) VALUES ('desk.team', '\"T-1\"')")
    yield connection
    for sql in journal.triggers().values():
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def many(connection: Any, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows by the driver alone."""
    marks = ", ".join("?" * (columns.count(",") + 1))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def codes(connection: Any, name: str) -> Sequence[str]:
    """Give the codes of a list, in their order."""
    found = connection.execute("SELECT code FROM codes WHERE list = ? ORDER BY position", (name,))
    return [code for (code,) in found]
