"""A resident's details out of the file for good: journal, search, and the room that is free.

What a record no longer says can still stand in the images of its changes, in the list of
words of the search, and in parts of the file that nothing uses. The first is wiped with the
record, in one transaction; the rest goes when the file is written anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import search
from snt_desk.errors import DeskError

Report = Callable[[int, int], None]
"""Told how far it is of how far; what it raises ends the work."""

FILE, COPIES = "file", "backups"
"""What a note is about that the file was written anew, or backups from before were removed."""

_STEP = 1_000
"""Instructions of SQLite between two looks at whether it is to stop: less than a millisecond."""
_PARTS = ((0, 70, 1.0), (70, 100, 0.5))
"""Search, then file: from how many of a hundred to how many, and steps for each page, roughly."""


class Image(NamedTuple):
    """An image of the journal that still has its contents."""

    id: int
    table: str
    row: int
    before: str | None
    after: str | None


def images(connection: Connection, tables: Iterable[str]) -> Iterator[Image]:
    """Give every image of these tables that was not wiped, oldest first."""
    found = connection.exec_driver_sql(
        _IMAGES.format('"table" IN (SELECT value FROM json_each(?))'),
        (json.dumps(sorted(tables)),),
    )
    while some := found.fetchmany(1000):
        yield from (Image(*one) for one in some)


def images_of(connection: Connection, table: str, row: int) -> list[Image]:
    """Give every image of one row that was not wiped, oldest first."""
    found = connection.exec_driver_sql(_IMAGES.format('"table" = ? AND row = ?'), (table, row))
    return [Image(*one) for one in found]


# The index alone says which: the others are most of the journal, and are not read.
_IMAGES = (
    'SELECT id, "table", row, before, after FROM images WHERE id IN ('
    "SELECT id FROM images INDEXED BY ix_images_change_id_table_row WHERE {})"
    " AND salt IS NOT NULL ORDER BY id"
)


def of_records(connection: Connection, table: str, refs: Iterable[str]) -> list[int]:
    """Give the images of the records with these refs, whatever rows they had in their lives."""
    return list(
        connection.exec_driver_sql(
            "SELECT id FROM images WHERE id IN ("
            "SELECT id FROM images INDEXED BY ix_images_change_id_table_row"
            ' WHERE "table" = ?) AND salt IS NOT NULL'
            " AND json_extract(coalesce(after, before), '$.ref') IN"
            " (SELECT value FROM json_each(?))",
            (table, json.dumps(sorted(refs))),
        ).scalars()
    )


def is_owed(connection: Connection) -> bool:
    """Whether something was erased since the file was last written anew."""
    owed = (
        "SELECT max(id) > coalesce(max(id) FILTER (WHERE subject = ?), 0)"
        " FROM changes WHERE kind = 'note' AND category = 'erasure' AND subject <> ?"
    )
    return bool(connection.exec_driver_sql(owed, (FILE, COPIES)).scalar())


def last_cleared(connection: Connection) -> int | None:
    """Give the change with which the file was last written anew; None if it never was."""
    newest = (
        "SELECT max(id) FROM changes WHERE kind = 'note' AND category = 'erasure' AND subject = ?"
    )
    found: int | None = connection.exec_driver_sql(newest, (FILE,)).scalar()
    return found


def scrub(writer: Engine, report: Report | None = None) -> None:
    """Make the search anew and write the whole file anew; to be called between changes."""
    with writer.begin() as connection:
        driver: Any = connection.connection.driver_connection
        pages = _insist_room(driver)
        with _watched(driver, report, pages, _PARTS[0]):
            search.make(connection)
    # Not inside a transaction: SQLite makes one of its own for it.
    pooled = writer.raw_connection()
    try:
        driver = pooled.driver_connection
        with _watched(driver, report, pages, _PARTS[1]):
            driver.execute("VACUUM")
    finally:
        pooled.close()


@contextmanager
def _watched(
    driver: Any, report: Report | None, pages: int, part: tuple[int, int, float]
) -> Generator[None]:
    """Report while SQLite works; what it raises stops SQLite, and is raised when it has."""
    first, last, steps_a_page = part
    total = max(1, round(pages * steps_a_page))
    raised: list[Exception] = []
    step = 0

    def told() -> int:
        nonlocal step
        step += 1
        try:
            if report is not None:
                report(first + (last - first) * min(step, total) // total, 100)
        except Exception as error:  # noqa: BLE001  # raised again below, when SQLite has stopped
            raised.append(error)
            return 1
        return 0

    driver.set_progress_handler(told, _STEP)
    try:
        yield
    except (sqlite.Error, DBAPIError):
        if raised:
            raise raised[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


def _insist_room(driver: Any) -> int:
    """Refuse where the disk has no room to keep the old pages meanwhile; give their number."""
    # As bytes: a name need not be text.
    asked = "SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'"
    path = os.fsdecode(driver.execute(asked).fetchone()[0])
    # Of an encrypted file the size is given as words.
    pages, size = (
        int(driver.execute(f"PRAGMA page_{name}").fetchone()[0]) for name in ("count", "size")
    )
    wanted = 2 * pages * size
    if shutil.disk_usage(Path(path).parent).free < wanted:
        raise DeskError(
            "The disk has too little room to clear the traces",
            f"Free {wanted // 1_000_000 + 1} MB and try again. The details are gone from the"
            " records and from their history.",
        )
    return pages
