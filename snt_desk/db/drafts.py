"""What is being typed and not saved: kept for whoever types it at this desk, until it is saved.

It is no record: the journal does not hold it, undo passes it by, and nobody is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from snt_desk.db.journal import Actor
from snt_desk.db.models import Draft
from snt_desk.domain import clock


@dataclass(frozen=True)
class Kept:
    """A draft as it was kept, and when: whatever text its form made of it."""

    value: str
    at: datetime


def keep(connection: Connection, actor: Actor, kind: str, value: str) -> None:
    """Keep this instead of what was kept of that kind; an empty one is only forgotten."""
    whose = {"user": actor.user, "desk": actor.desk, "kind": kind}
    connection.execute(delete(Draft).filter_by(**whose))
    if value:
        connection.execute(insert(Draft).values(**whose, at=clock.now(), value=value))


def kinds(connection: Connection, actor: Actor) -> set[str]:
    """Say of which kinds something is kept for whoever is at this desk."""
    query = select(Draft.kind).filter_by(user=actor.user, desk=actor.desk)
    return set(connection.execute(query).scalars())


def kept(connection: Connection, actor: Actor, kind: str) -> Kept | None:
    """Give what was kept of that kind, if anything was."""
    query = select(Draft.value, Draft.at).filter_by(user=actor.user, desk=actor.desk, kind=kind)
    found = connection.execute(query).first()
    return None if found is None else Kept(*found)
