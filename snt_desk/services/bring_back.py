"""What was deleted or changed, however long ago, brought back as a new change.

Undo goes back step by step, and not past a sent return. From here one record comes back, with
its parts and links, whatever was done since; what is in the way is said, and nothing is
written over. Contents that were erased do not come back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from snt_desk.db import journal, rows_again
from snt_desk.errors import DeskError
from snt_desk.services import record_words
from snt_desk.services.history_words import Image, Names
from snt_desk.services.record_words import NOUNS

Content = Mapping[str, Any]
Place = tuple[str, int]
"""A table and the number of a row in it."""

_ORDER = {table.name: at for at, table in enumerate(journal.NOTED)}
"""Owners come before their parts."""


@dataclass(frozen=True)
class Gone:
    """A record that a change deleted, and that is not there now."""

    change: int
    table: str
    row: int
    called: str


class OwnerGoneError(DeskError):
    """What a record belongs to was deleted as well: `owner` can be brought back first."""

    def __init__(self, record: str, owner: Gone) -> None:
        super().__init__(
            f"{_capital(record)} belongs to what is gone too",
            f"Bring back {owner.called} first.",
        )
        self.owner = owner


def label(records: Sequence[Gone]) -> str:
    """Name the change that brings them back: `Bring back foot patrol, Peartree`."""
    if len(records) == 1:
        return f"Bring back {records[0].called}"
    [*tables] = dict.fromkeys(one.table for one in records)
    counts = (
        record_words.counted(table, sum(one.table == table for one in records)) for table in tables
    )
    return f"Bring back {', '.join(counts)}"


def gone(session: Session, change: int) -> tuple[Gone, ...]:
    """List the records that a change deleted and that are still gone, unless they were erased."""
    deletion, names = _Deletion(session, change), Names(session)
    return tuple(_gone(names, one, deletion) for one in deletion.images if _is_gone(session, one))


def bring_back(session: Session, records: Sequence[Gone]) -> None:
    """Write records that are gone again, with the parts and links that went with them.

    To be called in a change of that name (`label`). Raises OwnerGoneError where what a record
    belongs to has to come first, DeskError with what else is in the way.
    """
    rows_again.links_may_dangle(session.connection())
    deletions: dict[int, tuple[_Deletion, Links]] = {}
    for record in sorted(records, key=lambda one: _ORDER[one.table]):
        change = record.change
        if change not in deletions:
            deletions[change] = _Deletion(session, change), Links(session, change)
        deletion, links = deletions[change]
        own = deletion.found.get((record.table, record.row))
        if own is None:
            raise DeskError(
                f"{_capital(record.called)} cannot be brought back", "Its contents were erased."
            )
        _write(session, own, deletion, links)


# --- What was deleted -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Naming:
    """A row that named a record in a column, until a change that left the column empty."""

    change: int
    table: str
    row: int
    column: str


class _Deletion:
    """What one change deleted, by place, what of it belonged to what, and what let go of it."""

    def __init__(self, session: Session, change: int) -> None:
        query = (
            'SELECT id, "table", row, before FROM images WHERE change_id = :change'
            " AND after IS NULL AND before IS NOT NULL ORDER BY id"
        )
        self.images = [
            Image(one.id, change, one.table, one.row, json.loads(one.before), None)
            for one in session.execute(text(query), {"change": change})
        ]
        self.found = {(one.table, one.row): one for one in self.images}
        self._parts: dict[Place, list[Image]] = defaultdict(list)
        for image in self.images:
            for column, of in rows_again.references(image.table).items():
                if (row := image.content.get(column)) is not None:
                    self._parts[of, row].append(image)

        self._session, self._change = session, change

    @cached_property
    def let_go(self) -> Mapping[Place, Sequence[_Naming]]:
        """What named each record that went, and names nothing since."""
        query = (
            'SELECT "table", row, before, after FROM images WHERE change_id = :change'
            " AND after IS NOT NULL AND before IS NOT NULL ORDER BY id"
        )
        found: dict[Place, list[_Naming]] = defaultdict(list)
        for one in self._session.execute(text(query), {"change": self._change}):
            before, after = json.loads(one.before), json.loads(one.after)
            for column, owner in rows_again.references(one.table).items():
                place = (owner, before.get(column))
                if place in self.found and after.get(column) is None:
                    found[place].append(_Naming(self._change, one.table, one.row, column))
        return found

    def went_with(self, own: Image) -> list[Image]:
        """The images of what was deleted with a record because it belonged to it."""
        known, found, waiting = {own.id}, [], [own]
        while waiting:
            image = waiting.pop()
            for part in self._parts.get((image.table, image.row), ()):
                if part.id not in known:
                    known.add(part.id)
                    found.append(part)
                    waiting.append(part)
        # Owners first.
        return sorted(found, key=lambda one: (_ORDER[one.table], one.id))


def _is_gone(session: Session, image: Image) -> bool:
    if image.table not in NOUNS:
        return False
    key = {column: image.content[column] for column in rows_again.key_of(image.table)}
    return rows_again.find(session.connection(), image.table, key) is None


def _gone(names: Names, image: Image, deletion: _Deletion) -> Gone:
    parts = deletion.went_with(image) if image.table == "patrols" else ()
    said = record_words.called(names, image.table, image.content, parts)
    return Gone(image.change, image.table, image.row, said)


# --- Writing it again -------------------------------------------------------------------------


def _write(session: Session, own: Image, deletion: _Deletion, links: Links) -> None:
    """Write the record and then its parts; links to what is gone meanwhile stay away."""
    for image in (own, *deletion.went_with(own)):
        if (image.table, image.row) in links.numbers:
            # It came with what it belonged to.
            continue
        try:
            content = links.of(image.table, image.content)
        except OwnerGoneError:
            if image.table in NOUNS:
                raise
            continue
        insist_free(session, image.table, content)
        made = rows_again.insert(session.connection(), image.table, content)
        links.numbers[image.table, image.row] = made
    _name_again(
        session, deletion.let_go.get((own.table, own.row), ()), links.numbers[own.table, own.row]
    )


def _name_again(session: Session, let_go: Sequence[_Naming], made: int) -> None:
    """Let others name the record again that its deletion took it from, and that name none since."""
    for one in let_go:
        now = _same(session, one.table, one.row, one.change)
        content = None if now is None else rows_again.read(session.connection(), one.table, now)
        if now is not None and content is not None and content[one.column] is None:
            rows_again.update(session.connection(), one.table, now, {one.column: made})


class Links:
    """To whom rows belong now that belonged to others when a change was made."""

    def __init__(self, session: Session, change: int) -> None:
        self._session = session
        self._change = change
        self._known: dict[Place, int | None] = {}
        self.numbers: dict[Place, int] = {}
        """The numbers that rows got which have just been written again."""

    def of(self, table: str, content: Content) -> dict[str, Any]:
        """Give a row of then with the numbers that its owners have now; or OwnerGoneError."""
        found = dict(content)
        for column, owner in rows_again.references(table).items():
            row = found.get(column)
            if row is None:
                continue
            now = self._now(owner, row)
            if now is None:
                said = NOUNS[table][0] if table in NOUNS else "a part of it"
                raise OwnerGoneError(said, _latest(self._session, owner, row))
            found[column] = now
        return found

    def _now(self, table: str, row: int) -> int | None:
        place = (table, row)
        if place in self.numbers:
            return self.numbers[place]
        if place not in self._known:
            self._known[place] = _same(self._session, table, row, self._change)
        return self._known[place]


def insist_free(session: Session, table: str, content: Content, own: int | None = None) -> None:
    """Raise DeskError where another row (than `own`) has what only one can have: a ref, a day."""
    for columns in rows_again.uniques(table):
        values = {column: content[column] for column in columns}
        if rows_again.find(session.connection(), table, values) not in {None, own}:
            raise _taken(Names(session), table, values)


def _same(session: Session, table: str, row: int, change: int) -> int | None:
    """Find the row that had a number at a change: numbers are given out again."""
    connection = session.connection()
    then = _as_it_was(session, table, row, change)
    now = rows_again.read(connection, table, row)
    if then is None:
        # What the journal never saw is what it was, or is gone with all that is known of it.
        return None if now is None else row
    key = {column: then[column] for column in rows_again.key_of(table)}
    if now is not None and all(now[column] == value for column, value in key.items()):
        return row
    return rows_again.find(connection, table, key)


def _as_it_was(session: Session, table: str, row: int, change: int) -> Content | None:
    query = (
        "SELECT coalesce(after, before) FROM images WHERE id = (SELECT max(id) FROM images"
        " INDEXED BY ix_images_change_id_table_row"
        ' WHERE change_id <= :change AND row = :row AND "table" = :table)'
    )
    found = session.scalar(text(query), {"change": change, "row": row, "table": table})
    read: Content | None = None if found is None else json.loads(found)
    return read


def _latest(session: Session, table: str, row: int) -> Gone:
    """The change that deleted a row the last time."""
    query = (
        "SELECT max(change_id) FROM images INDEXED BY ix_images_change_id_table_row"
        ' WHERE row = :row AND "table" = :table AND after IS NULL AND before IS NOT NULL'
    )
    change = session.scalar(text(query), {"row": row, "table": table})
    if change is None:
        raise DeskError("What it belongs to is gone", "It was erased, and does not come back.")
    deletion = _Deletion(session, change)
    return _gone(Names(session), deletion.found[table, row], deletion)


def _taken(names: Names, table: str, values: Content) -> DeskError:
    said = (names.shown(table, column, value) for column, value in values.items())
    noun = NOUNS[table][0] if table in NOUNS else "part"
    return DeskError(
        "It cannot be brought back as it was",
        f"Another {noun} has its place now: {', '.join(one for one in said if one)}.",
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
