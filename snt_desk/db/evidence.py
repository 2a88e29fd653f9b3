"""What can be learnt of a data file that cannot be opened, without changing a byte of it.

Everything here reads only, and gives less where less can be had: it is asked when something
is wrong already.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import cipher
from snt_desk.db.cipher import Key

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_PATIENCE = 0.5
_PRAGMAS = (
    *("page_size", "page_count", "freelist_count", "encoding", "user_version"),
    *("application_id", "schema_version", "auto_vacuum"),
)
_MOST_FAULTS = 20
_ENCODINGS = {1: "UTF-8", 2: "UTF-16le", 3: "UTF-16be"}


@dataclass(frozen=True)
class Stat:
    """A file from outside: how large it is, and when it was last written to (aware)."""

    size: int
    saved: datetime


def stat(path: Path) -> Stat | None:
    """Look at a file from outside; None where there is none, or it may not be looked at."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stat(found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))


def header(path: Path) -> list[str]:
    """Say what the first hundred bytes of a file mean, a line each."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except OSError as error:
        return [f"cannot be read: {type(error).__name__} {error.errno}"]
    if not head.strip(b"\0"):
        return [f"{len(head)} bytes, all of them zero" if head else "no bytes at all"]
    if not head.startswith(_MAGIC):
        return [f"no SQLite header; the first four bytes are {head[:4].hex(' ')}"]
    if len(head) < _HEADER:
        return [f"an SQLite header that ends after {len(head)} bytes"]
    return [f"{name}: {value}" for name, value in _meaning(head)]


def _meaning(head: bytes) -> Iterator[tuple[str, object]]:
    """The fields of the header, as in https://sqlite.org/fileformat.html."""

    def number(at: int, size: int = 4) -> int:
        return int.from_bytes(head[at : at + size], "big")

    page = number(16, 2)
    yield "page size", 65536 if page == 1 else page
    yield "write and read version", f"{head[18]}, {head[19]}"
    yield "changes counted", number(24)
    yield "pages", number(28)
    yield "free pages", number(36)
    yield "schema cookie", number(40)
    yield "text encoding", _ENCODINGS.get(number(56), number(56))
    yield "user version", number(60)
    yield "application id", f"{number(68):#010x}"
    yield "last written by SQLite", number(96)


def answers(path: Path, key: Key | None = None) -> list[str]:
    """Ask SQLite what it can say of the file, a line each; its error name where it cannot."""
    found: list[str] = []
    try:
        with looking(path, key) as connection:
            found += [f"{pragma}: {_asked(connection, pragma)}" for pragma in _PRAGMAS]
            found += [f"quick_check: {one}" for one in _checked(connection)]
    except sqlite.Error as error:
        found.append(f"cannot be opened: {_name(error)}")
    return found


def changes_since(path: Path, moment: datetime, key: Key | None = None) -> int | None:
    """Count the changes that the file's journal noted after a moment; None if nobody can say."""
    query = "SELECT count(*) FROM changes WHERE at > ? AND kind <> 'note'"
    written = moment.astimezone(UTC).isoformat(timespec="seconds")
    try:
        with looking(path, key) as connection:
            bear_with(connection)
            [(number,)] = connection.execute(query, (written,)).fetchall()
    except (sqlite.Error, UnicodeError):
        return None
    return int(number)


def bear_with(connection: Any) -> None:
    """Let a connection read as much as there is of a file that ends too early."""
    # Without it SQLite refuses all of a file that is shorter than its header says.
    connection.execute("PRAGMA writable_schema = ON")


@contextmanager
def looking(path: Path, key: Key | None) -> Generator[Any]:
    """A connection that cannot write, not even to put a half-written change right."""
    absolute = quote(os.fsencode(path.absolute().as_posix()))
    slash = "" if absolute.startswith("/") else "/"
    connection = sqlite.connect(
        f"file://{slash}{absolute}?mode=ro", _PATIENCE, uri=True, isolation_level=None
    )
    try:
        if key is not None:
            cipher.unlock(connection, key)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection
    finally:
        connection.close()


def _asked(connection: Any, pragma: str) -> object:
    try:
        row = connection.execute(f"PRAGMA {pragma}").fetchone()
    except sqlite.Error as error:
        return _name(error)
    return row[0] if row else "nothing"


def _checked(connection: Any) -> list[str]:
    try:
        rows = connection.execute(f"PRAGMA quick_check({_MOST_FAULTS})").fetchall()
    except sqlite.Error as error:
        return [_name(error)]
    return [str(said).replace("\n", "; ") for (said,) in rows]


def _name(error: Exception) -> str:
    return getattr(error, "sqlite_errorname", "") or type(error).__name__
