"""Whether the file is sound: its pages, its links, its journal, its search."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import SQLAlchemyError

from snt_desk.db import cipher, journal, search
from snt_desk.db.store import Store


def faults(store: Store, anchors: Iterable[str] = ()) -> Iterator[str]:
    """Look through the whole file; a sentence for each thing that is not as it must be.

    `anchors` are those of the journal that were kept outside of the file.
    """
    with store.read() as session:
        connection = session.connection()
        if connection.dialect.name != "sqlite":
            return
        sound = True
        for sentence in _of_the_records(connection, anchors):
            sound = False
            yield sentence
        # It is compared with the records: where they are wrong, it says nothing new.
        if sound:
            yield from _as_far_as_it_goes("The index of words", search.faults(connection))


def _of_the_records(connection: Connection, anchors: Iterable[str]) -> Iterator[str]:
    yield from _as_far_as_it_goes("The file", _damage(connection))
    yield from _as_far_as_it_goes("The journal", _breaks(connection, anchors))
    for table in journal.NOTED:
        compared = _unlike_the_journal(connection, table)
        yield from _as_far_as_it_goes(f"The table {table.name}", compared)


def _as_far_as_it_goes(what: str, check: Iterator[str]) -> Iterator[str]:
    try:
        yield from check
    except (SQLAlchemyError, UnicodeError):
        yield f"{what} cannot be read to its end."


def _damage(connection: Connection) -> Iterator[str]:
    try:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    except SQLAlchemyError:
        yield from _damaged_pages(connection)
        raise
    if found != ["ok"]:
        yield from _damaged_pages(connection)
        yield from (f"The file is damaged: {said}" for said in found)
    for table, row, other, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} points to a row of {other} that is gone."


def _damaged_pages(connection: Connection) -> Iterator[str]:
    # Not asked of a sound file: a page that nothing uses is not in the rollback journal, and a
    # power cut may leave it torn. What is used has been read, and its checksum with it.
    driver: Any = connection.connection.driver_connection
    for said in cipher.damaged_pages(driver):
        yield f"The file is damaged: {said}."


def _breaks(connection: Connection, anchors: Iterable[str]) -> Iterator[str]:
    # A sent return keeps the journal's length and hash of its day.
    kept = "SELECT anchor FROM returns WHERE anchor <> '' ORDER BY id"
    sent = connection.exec_driver_sql(kept).scalars().all()
    yield from journal.breaks(connection, [*sent, *anchors])


def _unlike_the_journal(connection: Connection, table: Table) -> Iterator[str]:
    """Replay the journal from nothing and compare a table with what it says."""
    columns = [column.name for column in table.columns]
    said = _replayed(connection, table.name, columns)
    if said is None:
        return
    listed = ", ".join(f'"{column}"' for column in columns)
    present = {
        row[columns.index("id")]: dict(zip(columns, row, strict=True))
        for row in connection.exec_driver_sql(f'SELECT {listed} FROM "{table.name}"')
    }
    if present != said:
        yield f"The table {table.name} is not as the journal says."


def _replayed(connection: Connection, table: str, columns: list[str]) -> dict[int, Any] | None:
    """Give a table's rows as the journal has them; None if an image was wiped or is damaged."""
    rows: dict[int, Any] = {}
    # A column that was added later is in no earlier image.
    empty = dict.fromkeys(columns)
    images = connection.exec_driver_sql(
        'SELECT row, before, after, salt FROM images WHERE "table" = ? ORDER BY id', (table,)
    )
    for row, _before, after, salt in images:
        if salt is None:
            return None
        if after is None:
            rows.pop(row, None)
            continue
        try:
            rows[row] = empty | json.loads(after)
        except ValueError:
            return None
    return rows
