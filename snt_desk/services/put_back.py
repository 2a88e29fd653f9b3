"""An older version of a record, put back as a new change: the record and its parts as they were.

What the record belonged to then is looked for as it is called now; contents that were erased
meanwhile do not come back, and a priority that was closed meanwhile stays closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from snt_desk.db import journal, rows_again
from snt_desk.domain import clock, priorities
from snt_desk.errors import DeskError
from snt_desk.services import bring_back, history, record_words
from snt_desk.services.history_words import Image, Names

Content = Mapping[str, Any]
Rows = dict[tuple[str, int], Content]
"""Rows by their table and number."""

_ORDER = {table.name: at for at, table in enumerate(journal.NOTED)}


def label(session: Session, table: str, ref: str, change: int) -> str:
    """Name the change: `Put back foot patrol, Peartree, as on Tue 3 Nov 2026 14:02`."""
    images = history.images_of(session, table, ref)
    own = [one for one in images if one.table == table and one.content]
    called = record_words.called(Names(session), table, own[-1].content, images)
    at = history.moment_of(session, change)
    day = clock.long_day(clock.local_day(at))
    return f"Put back {called}, as on {day} {clock.wall(at)}"


def put_back(session: Session, table: str, ref: str, change: int) -> None:
    """Let a record and its parts be as that change left them; to be called in a change (`label`).

    Raises DeskError where its contents were erased, something is in the way, nothing differs,
    or a closed priority would be live again; OwnerGoneError where what it belonged to has to
    be brought back first.
    """
    connection = session.connection()
    images = history.images_of(session, table, ref)
    now = _now(session, table, ref, images)
    then = _then(images, change, now)
    if not any(key[0] == table for key in then):
        raise DeskError("There was no such record then", "Choose a later change.")
    if then == now:
        raise DeskError("Nothing differs", "The record is as it was then.")
    ((_, row), own) = next((key, content) for key, content in then.items() if key[0] == table)
    _insist_it_stays(table, now[table, row], own)
    rows_again.links_may_dangle(connection)
    _write_own(session, table, row, own, change)
    parts = {key: content for key, content in then.items() if key[0] != table}
    if parts != {key: content for key, content in now.items() if key[0] != table}:
        _write_parts(session, now, parts, change)


def _insist_it_stays(table: str, now: Content, then: Content) -> None:
    """Refuse what no form can do either: to let a closed priority live again."""
    if table != "priorities":
        return
    if stays := priorities.reopening(str(now["status"]), str(then["status"])):
        raise DeskError("A closed priority stays closed", stays.text)


def _now(session: Session, table: str, ref: str, images: Iterable[Image]) -> Rows:
    """The record as it stands, with all its parts."""
    connection = session.connection()
    row = history.row_of(session, table, ref)
    if row is None:
        raise DeskError("The record is gone", "Bring it back from the journal first.")
    found: Rows = {}
    wanted = [(table, row), *((one.table, one.row) for one in images if one.table != table)]
    wanted += _parts_there(session, table, [row])
    for name, number in dict.fromkeys(wanted):
        content = rows_again.read(connection, name, number)
        if content is not None and (name == table or _belongs(name, content, found)):
            found[name, number] = content
    return found


def _parts_there(session: Session, table: str, rows: Iterable[int]) -> list[tuple[str, int]]:
    found = []
    for part, column in history.PARTS.get(table, ()):
        numbers = [
            one
            for row in rows
            for one in rows_again.of_parent(session.connection(), part, column, row)
        ]
        found += [(part, one) for one in numbers]
        found += _parts_there(session, part, numbers)
    return found


def _belongs(name: str, content: Content, found: Rows) -> bool:
    """Whether a row is a part still: its number may be that of another one's part now."""
    owners = record_words.PARTS.get(name, ())
    return any((table, content.get(column)) in found for table, column in owners)


def _then(images: Iterable[Image], change: int, now: Rows) -> Rows:
    """The rows as the change left them: by its images, or by the first that came later."""
    states: dict[tuple[str, int], Content | None] = dict(now)
    settled: set[tuple[str, int]] = set()
    for image in images:
        key = (image.table, image.row)
        later = image.change > change
        if later and key in settled:
            continue
        if image.before is None and image.after is None:
            raise DeskError("This version was erased", "Its contents do not come back.")
        states[key] = image.before if later else image.after
        settled.add(key)
    return {key: content for key, content in states.items() if content is not None}


def _write_own(session: Session, table: str, row: int, own: Content, change: int) -> None:
    connection = session.connection()
    now = rows_again.read(connection, table, row) or {}
    columns = {name: value for name, value in own.items() if name in now}
    linked = bring_back.Links(session, change).of(table, columns)
    differing = {
        name: value
        for name, value in linked.items()
        if name not in {"id", "version"} and now[name] != value
    }
    bring_back.insist_free(session, table, {**now, **differing}, row)
    if differing:
        rows_again.update(connection, table, row, differing)


def _write_parts(session: Session, now: Rows, then: Rows, change: int) -> None:
    """Take all parts away and write those of then: their numbers and places may have moved."""
    connection = session.connection()
    for name, row in sorted(now, key=lambda key: -_ORDER[key[0]]):
        if name in record_words.PARTS:
            rows_again.delete(connection, name, row)
    links = bring_back.Links(session, change)
    for (name, row), content in sorted(then.items(), key=lambda one: _ORDER[one[0][0]]):
        linked = links.of(name, content)
        bring_back.insist_free(session, name, linked)
        links.numbers[name, row] = rows_again.insert(connection, name, linked)
