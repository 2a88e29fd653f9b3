"""All that can still be read of a damaged file, in a new file beside nothing of value.

The damaged one is only read. Row by row is taken, first from one end of each table, then from
the other, then what lies between: a page that is lost takes its own rows along and no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import engine, evidence, journal, schema, search
from snt_desk.db.cipher import Key
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.journal import Actor
from snt_desk.db.models import Base

_FARTHEST = 2_000
"""So many rows are looked for beyond the last that was found, where none is known to follow."""
_MOST = 500_000
"""And so many at most between two that were found."""
_NOTHING = Trouble(
    Kind.DAMAGED,
    "Nothing of the file can be read",
    "Go back to a backup, or ask IT to look at it.",
)

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Salvaged:
    """How many rows of each table were read, and of which tables not all."""

    rows: Mapping[str, int]
    torn: tuple[str, ...]


def salvage(path: Path, into: Path, actor: Actor, key: Key | None = None) -> Salvaged:
    """Read what can be read of a damaged file into a new one, which is made.

    Raises Trouble where nothing can; there is no new file then.
    """
    part = into.with_name(into.name + ".part")
    part.unlink(missing_ok=True)
    part.write_bytes(b"")
    writer = engine.writer(part, key)
    try:
        with evidence.looking(path, key) as source:
            evidence.bear_with(source)
            columns = {name: _columns(source, name) for name in Base.metadata.tables}
            schema.create(writer, actor)
            with writer.connect() as connection:
                done = _copied(source, connection, columns)
        writer.dispose()
        part.replace(into)
    except (DBAPIError, sqlite.Error, UnicodeError) as error:
        raise Trouble(_NOTHING.kind, _NOTHING.title, _NOTHING.detail) from error
    finally:
        writer.dispose()
        part.unlink(missing_ok=True)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)
    if not any(done.rows.values()):
        into.unlink(missing_ok=True)
        raise Trouble(_NOTHING.kind, _NOTHING.title, _NOTHING.detail)
    return done


def _copied(source: Any, connection: Connection, columns: Mapping[str, list[str]]) -> Salvaged:
    raw: Any = connection.connection.driver_connection
    connection.rollback()
    # Rows may be missing to which others point.
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("PRAGMA ignore_check_constraints = ON")
    rows, torn = {}, []
    with connection.begin():
        journal.disarm(connection)
        search.drop(connection)
        for table in Base.metadata.sorted_tables:
            number, whole = _copy(source, raw, table.name, columns[table.name])
            rows[table.name] = number
            if not whole:
                torn.append(table.name)
        search.make(connection)
        journal.arm(connection)
    return Salvaged(rows, tuple(torn))


def _copy(source: Any, raw: Any, table: str, columns: list[str]) -> tuple[int, bool]:
    """Copy a table as far as it goes; how many rows, and whether it was to its end."""
    raw.execute(f'DELETE FROM "{table}"')
    if not columns:
        return 0, False
    listed = ", ".join(f'"{one}"' for one in columns)
    places = ", ".join("?" for _ in columns)
    insert = f'INSERT OR IGNORE INTO "{table}" ({listed}) VALUES ({places})'
    reading = _Reading(source, table, listed)
    number = 0
    for row in reading.rows():
        # What the new file will not have is left out, as what cannot be read.
        with suppress(sqlite.IntegrityError, sqlite.DataError):
            number += raw.execute(insert, row).rowcount
    return number, reading.whole


class _Reading:
    """A table of the damaged file, as far as it can be read."""

    def __init__(self, source: Any, table: str, listed: str) -> None:
        self._source = source
        self._select = f'SELECT rowid, {listed} FROM "{table}"'
        self.whole = True

    def rows(self) -> Iterator[Row]:
        """Give them, each once."""
        low = 0
        for at, row in self._walk("ORDER BY rowid"):
            low = at
            yield row
        if self.whole:
            return
        high, most = low + _FARTHEST, _FARTHEST
        behind: list[Row] = []
        for at, row in self._walk(f"WHERE rowid > {low} ORDER BY rowid DESC"):
            high, most = at, _MOST
            behind.append(row)
        for at in range(low + 1, min(high, low + most)):
            yield from (row for _, row in self._walk(f"WHERE rowid = {at}"))
        yield from reversed(behind)

    def _walk(self, where: str) -> Iterator[tuple[int, Row]]:
        try:
            for at, *row in self._source.execute(f"{self._select} {where}"):
                yield at, tuple(row)
        except (sqlite.Error, UnicodeError):
            self.whole = False


def _columns(source: Any, table: str) -> list[str]:
    """Those of our columns that the file has; none where the table cannot be asked."""
    ours = Base.metadata.tables[table].columns.keys()
    with closing(source.execute(f'PRAGMA table_info("{table}")')) as found:
        there = {name for _, name, *_ in found}
    return [one for one in ours if one in there]
