"""What has been done since a backup was made: what putting it back would undo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, table
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import EVERYTHING
from snt_desk.domain import clock
from snt_desk.services.backup_list import Backup

COUNTED = ("patrols", "duties", "absences", "members", "priorities", "partners", "meetings")
"""The tables of which a sergeant knows how many there are, in the order in which they are said."""


@dataclass(frozen=True)
class Count:
    """How many records of a table are in a backup, and how many there are now."""

    table: str
    then: int
    now: int


@dataclass(frozen=True)
class Since:
    """What differs between a backup and the open data.

    `changes` is None where the backup is of another line: the data was put back to a moment
    before it. `latest` is the name of the newest change, `at` when it was (aware).
    """

    counts: tuple[Count, ...]
    changes: int | None
    latest: str = ""
    at: datetime | None = None


def since(session: Session, backup: Backup) -> Since:
    """Compare a backup, by its manifest, with what is open."""
    counts = tuple(
        Count(name, backup.rows[name], _rows(session, name))
        for name in COUNTED
        if name in backup.rows and name in EVERYTHING
    )
    step = _step(session, backup)
    if step is None:
        return Since(counts, None)
    newer = select(m.Change).where(m.Change.id > step, m.Change.kind != "note")
    many = session.scalar(select(func.count()).select_from(newer.subquery())) or 0
    last = session.scalars(newer.order_by(m.Change.id.desc()).limit(1)).first()
    if last is None:
        return Since(counts, 0)
    return Since(counts, many, last.label, clock.read_moment(last.at))


def _step(session: Session, backup: Backup) -> int | None:
    """Give the last change that is in the backup, if it is one of ours."""
    if backup.manifest is None:
        return None
    number, _, written = backup.manifest.anchor.partition(":")
    if not number.isdecimal():
        return None
    known = select(m.Change.id).where(m.Change.id == int(number), m.Change.hash == written)
    return session.scalar(known)


def _rows(session: Session, name: str) -> int:
    return session.scalar(select(func.count()).select_from(table(name))) or 0
