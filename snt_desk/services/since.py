"""Which records were touched since a return was sent, by the journal.

The box above a sent figure that is no longer right names them, and so do the rows behind it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m

Record = tuple[str, str]
"""A record by its table and its ref (a member by collar)."""

_OF_PATROL = frozenset({"patrols", "legs", "leg_officers", "leg_partners", "visits", "outcomes"})
_WITH_REF = frozenset(
    {
        *("duties", "absences", "priorities", "responses", "events", "meetings", "actions"),
        *("posts", "contacts", "appointments"),
    }
)
# What may change a figure without being behind it: counted by row.
_BESIDE = frozenset({"postings", "places", "codes", "meeting_partners"})


@dataclass(frozen=True)
class _Net:
    """What became of one row: as it was then, and as it is now; None where it was not there."""

    before: str | None
    after: str | None
    who: str


def touched(session: Session, return_id: int) -> dict[Record, str]:
    """Name the records that differ from what they were when a return was sent, and who did it.

    What was changed and put back is not among them. Without a journal there is nothing to say.
    """
    if session.connection().dialect.name != "sqlite":
        return {}
    sent = _sending(session, return_id)
    if sent is None:
        return {}
    legs: dict[int, int] = dict(session.execute(select(m.Leg.id, m.Leg.patrol_id)).all())
    refs: dict[int, str] = dict(session.execute(select(m.Patrol.id, m.Patrol.ref)).all())
    found: dict[Record, str] = {}
    for table, net in _changes(session, sent):
        # What was wiped by retention has neither; it says nothing any more.
        row = json.loads(net.after or net.before or "{}")
        record = _record(table, row, legs, refs)
        if record is not None:
            found[record] = net.who
    return found


def _sending(session: Session, return_id: int) -> int | None:
    """The change by which the return was sent."""
    query = (
        select(func.min(m.Image.change_id))
        .join(m.Change, m.Change.id == m.Image.change_id)
        .where(
            m.Change.kind == "barrier",
            m.Image.table == m.Return.__tablename__,
            m.Image.row == return_id,
        )
    )
    return session.scalar(query)


def _changes(session: Session, sent: int) -> Iterator[tuple[str, _Net]]:
    query = (
        select(
            m.Image.table,
            m.Image.row,
            m.Image.before,
            m.Image.after,
            m.Change.collar,
            m.Change.user,
        )
        .join(m.Change, m.Change.id == m.Image.change_id)
        .where(m.Image.change_id > sent, m.Image.table.in_(_OF_PATROL | _WITH_REF | _BESIDE))
        .order_by(m.Image.id)
    )
    net: dict[tuple[str, int], _Net] = {}
    for table, row, before, after, collar, user in session.execute(query):
        first = net[table, row].before if (table, row) in net else before
        net[table, row] = _Net(first, after, collar or user)
    for (table, _), one in net.items():
        if one.before != one.after:
            yield table, one


def _record(
    table: str, row: Mapping[str, Any], legs: Mapping[int, int], refs: Mapping[int, str]
) -> Record | None:
    if table in _BESIDE:
        return table, str(row.get("id"))
    if table in _WITH_REF or table == "patrols":
        return table, str(row.get("ref"))
    patrol = row.get("patrol_id") or legs.get(row.get("leg_id", 0))
    ref = refs.get(patrol) if patrol else None
    return ("patrols", ref) if ref else None
