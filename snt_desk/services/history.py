"""The history of a record: who changed what of it when, from the journal, in words."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from snt_desk.db.models import Base
from snt_desk.domain import clock
from snt_desk.services.history_words import Difference, Image, Names, Telling

__all__ = ["Difference", "Entry", "of"]

KEYS: Mapping[str, str] = {
    "members": "collar",
    "places": "code",
    "teams": "code",
    "campaigns": "tag",
}
"""By which column a record is known outside, where it is not `ref`."""

PARTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "patrols": (("legs", "patrol_id"), ("outcomes", "patrol_id")),
    "legs": (("leg_officers", "leg_id"), ("leg_partners", "leg_id"), ("visits", "leg_id")),
    "meetings": (
        *(("meeting_partners", "meeting_id"), ("meeting_officers", "meeting_id")),
        *(("meeting_missing", "meeting_id"), ("agenda_items", "meeting_id")),
    ),
    "meeting_series": (
        *(("meeting_series_partners", "series_id"), ("meeting_series_officers", "series_id")),
        ("meeting_skips", "series_id"),
    ),
    "messages": (("message_channels", "message_id"),),
    "case_reviews": (("case_reports", "case_review_id"),),
    "events": (
        *(("event_officers", "event_id"), ("event_groups", "event_id")),
        ("outcomes", "event_id"),
    ),
    "members": (("postings", "member_id"),),
    "priorities": (("priority_places", "priority_id"), ("priority_partners", "priority_id")),
    "campaigns": (("campaign_tags", "campaign_id"), ("campaign_days", "campaign_id")),
    "planned_patrols": (("planned_patrol_officers", "planned_patrol_id"),),
}
"""The tables whose rows are parts of a record, with the column that names it."""

_FEW = 500
_RECENT = 20_000

_OF_ROWS = text(
    'SELECT id, change_id, "table", row, before, after FROM images WHERE id IN ('
    "SELECT id FROM images INDEXED BY ix_images_change_id_table_row"
    ' WHERE change_id >= :since AND row IN :rows AND "table" = :table) ORDER BY id'
).bindparams(bindparam("rows", expanding=True))
_LATELY = text(
    'SELECT row FROM images NOT INDEXED WHERE id > :since AND "table" = :table'
    " AND json_extract(coalesce(after, before), :path) IN :parents"
).bindparams(bindparam("parents", expanding=True))
# What came by an import is found by what came after it: it may be the whole log.
_SMALL = text("SELECT id FROM changes WHERE id IN :changes AND kind <> 'barrier'").bindparams(
    bindparam("changes", expanding=True)
)
_BESIDE = text(
    "SELECT row FROM images WHERE change_id IN :changes"
    ' AND "table" = :table AND json_extract(coalesce(after, before), :path) IN :parents'
).bindparams(bindparam("changes", expanding=True), bindparam("parents", expanding=True))
_CHANGES = text(
    "SELECT id, at, user, collar, kind, label FROM changes WHERE id IN :changes ORDER BY id DESC"
).bindparams(bindparam("changes", expanding=True))


_ABOUT = text("SELECT id FROM changes WHERE subject = :subject")


@dataclass(frozen=True)
class Entry:
    """One change of the record. `kind` is that of the journal: change, undo, redo, barrier, note.

    `who` is the officer as the team calls them, else the account; `at` is aware. Where the
    contents have been wiped, there are no differences, and `wiped` says why.
    """

    change: int
    at: datetime
    who: str
    label: str
    kind: str
    differences: tuple[Difference, ...]
    wiped: bool = False


def of(session: Session, table: str, ref: str) -> tuple[Entry, ...]:
    """Say what happened to a record and its parts, newest first; nothing for one that is gone.

    Who looked at it or gave it away is among it. Parts that came and went in changes of
    nothing else are found among the latest 20,000 images only. On a server there is no
    journal of changes yet.
    """
    if session.get_bind().dialect.name != "sqlite":
        return ()
    return tuple(_entries(session, table, images_of(session, table, ref), _noted(table, ref)))


def images_of(session: Session, table: str, ref: str) -> list[Image]:
    """Every image of a record that is there and of its parts, oldest first."""
    row = row_of(session, table, ref)
    return [] if row is None else _of_record(session, table, row, _handle(table, ref))


def row_of(session: Session, table: str, ref: str) -> int | None:
    """Give the number of a record that is there."""
    stored = Base.metadata.tables[table]
    known = [stored.c[column] == value for column, value in _handle(table, ref).items()]
    return session.scalar(select(stored.c.id).where(*known))


def comment(team_id: int, month: str, kind: str, about: str = "") -> tuple[str, str]:
    """Name words on a month's return as a record: a table, and what stands for its ref."""
    return "commentary", f"{team_id}/{month}/{kind}/{about}"


def _handle(table: str, ref: str) -> Mapping[str, Any]:
    """Say by which values a record is known."""
    if table != "commentary":
        return {KEYS.get(table, "ref"): ref}
    team, month, kind, about = ref.split("/", 3)
    return {"team_id": int(team), "month": month, "kind": kind, "ref": about or None}


def moment_of(session: Session, change: int) -> datetime:
    """When a change was made; aware."""
    return clock.read_moment(session.execute(_CHANGES, {"changes": [change]}).one().at)


def _noted(table: str, ref: str) -> str:
    return f"{table}/{ref}"


# --- Finding ----------------------------------------------------------------------------------


def _of_record(session: Session, table: str, row: int, handle: Mapping[str, Any]) -> list[Image]:
    """Every image of a record and of its parts, oldest first."""
    own = _lives(_images(session, table, [row]), handle)
    found = list(own)
    parents = {table: {row: own}}
    for level in (table, *(part for part, _ in PARTS.get(table, ()))):
        for part, column in PARTS.get(level, ()):
            of_parent = parents.get(level, {})
            parents[part] = _of_parts(session, part, column, of_parent, found)
            found += [image for images in parents[part].values() for image in images]
    return sorted(found, key=lambda image: image.id)


def _of_parts(
    session: Session,
    table: str,
    column: str,
    parents: Mapping[int, Sequence[Image]],
    known: Sequence[Image],
) -> dict[int, list[Image]]:
    """The images of those rows of a table that were parts of the parents; by row."""
    if not parents:
        return {}
    stored = Base.metadata.tables[table]
    there = select(stored.c.id).where(stored.c[column].in_(parents))
    rows = set(session.scalars(there)) | _were_there(session, table, column, parents, known)
    found: dict[int, list[Image]] = defaultdict(list)
    # A part is not older than what it is a part of.
    since = min((image.change for images in parents.values() for image in images), default=0)
    for image in _images(session, table, sorted(rows), since):
        parent = image.content.get(column)
        # A number may have been that of another record before: SQLite gives it out again.
        if isinstance(parent, int) and parent in parents and _within(image, parents[parent]):
            found[image.row].append(image)
    return found


def _were_there(
    session: Session,
    table: str,
    column: str,
    parents: Iterable[int],
    known: Sequence[Image],
) -> set[int]:
    """Rows that are gone: seen in the changes of what is known, or lately."""
    newest = session.scalar(text("SELECT coalesce(max(id), 0) FROM images"))
    part = {"table": table, "path": f"$.{column}", "parents": list(parents)}
    rows = set(session.scalars(_LATELY, {**part, "since": newest - _RECENT}))
    for changes in _some(sorted({image.change for image in known})):
        small = list(session.scalars(_SMALL, {"changes": changes}))
        rows |= set(session.scalars(_BESIDE, {**part, "changes": small}))
    return rows


def _images(session: Session, table: str, rows: Sequence[int], since: int = 0) -> Iterator[Image]:
    """Every image of these rows from a change on, oldest first.

    The index has all that is compared: a million images take some 40 ms. One that begins
    with the table would be quicker here, and cost every save a tenth.
    """
    for some in _some(rows):
        for image in session.execute(_OF_ROWS, {"rows": some, "table": table, "since": since}):
            yield Image(image[0], image[1], image[2], image[3], _read(image[4]), _read(image[5]))


def _read(image: str | None) -> Mapping[str, Any] | None:
    read: Mapping[str, Any] | None = None if image is None else json.loads(image)
    return read


def _lives(images: Iterable[Image], handle: Mapping[str, Any]) -> list[Image]:
    """Leave out images of another record that had the same number; wiped ones go with the next."""
    listed, mine, found = list(images), True, []
    for image in reversed(listed):
        if image.content:
            mine = all(image.content[column] == value for column, value in handle.items())
        if mine:
            found.append(image)
    return found[::-1]


def _within(image: Image, parent: Sequence[Image]) -> bool:
    """Whether the parent was there: after it came and before it went, each time it did."""
    there = not parent or parent[0].before is not None
    for own in parent:
        if not own.content:
            continue
        if own.change > image.change:
            return there
        came, went = own.before is None, own.after is None
        if own.change == image.change and (came or went):
            return True
        there = not went or came
    return there


def _some(rows: Sequence[int]) -> Iterator[list[int]]:
    for at in range(0, len(rows), _FEW):
        yield list(rows[at : at + _FEW])


# --- Telling ----------------------------------------------------------------------------------


def _entries(
    session: Session, table: str, images: Sequence[Image], subject: str
) -> Iterator[Entry]:
    by_change: dict[int, list[Image]] = defaultdict(list)
    for image in images:
        by_change[image.change].append(image)
    names = Names(session)
    legs = {image.row: image.content["leg"] for image in images if _is_leg(image)}
    telling = Telling(names, table, legs)
    told = {change: telling.told(by_change[change]) for change in sorted(by_change)}
    told |= dict.fromkeys(session.scalars(_ABOUT, {"subject": subject}), ())
    for change in _changes(session, sorted(told, reverse=True)):
        who = names.officer(change.collar) if change.collar else change.user
        at = clock.read_moment(change.at)
        wiped = any(image.is_wiped for image in by_change[change.id])
        yield Entry(change.id, at, who, change.label, change.kind, told[change.id], wiped)


def _is_leg(image: Image) -> bool:
    return image.table == "legs" and bool(image.content)


def _changes(session: Session, wanted: Sequence[int]) -> Iterator[Any]:
    for some in _some(wanted):
        yield from session.execute(_CHANGES, {"changes": some})
