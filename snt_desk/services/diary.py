"""What the team has before it: events, appointments and meetings of the next days, in one list.

Each says who of the team goes there, and what speaks against it. Nothing of who a resident is
stands in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clashes, clock
from snt_desk.domain.appointments import APPOINTMENTS, CANCELLED, end_of
from snt_desk.domain.clashes import Clash, Held
from snt_desk.domain.clock import DAY
from snt_desk.services import gather, meetings_to_come
from snt_desk.services.clashes import GATHERINGS, SERIES, around, of_day, who_goes

DAYS: Final = 7
"""How many days lie before the team."""


@dataclass(frozen=True)
class Entry:
    """One thing that is to come: what it is and is about, who goes there, what clashes.

    `kind` is the words for its kind. `needs` says that something is written of what a resident
    needs to come to it. Of a meeting of a series that nobody has planned yet, `ref` is that of
    the series and `day` its own.
    """

    table: str
    ref: str
    start: datetime
    end: datetime
    kind: str
    title: str
    where: str = ""
    who: tuple[str, ...] = ()
    needs: bool = False
    day: date | None = None
    clashes: tuple[Clash, ...] = ()


class _Found(NamedTuple):
    entry: Entry
    collars: tuple[str, ...]


def coming(session: Session, team_id: int, now: datetime, days: int = DAYS) -> list[Entry]:
    """List what begins or goes on from now for so many days, the next first."""
    last = now + days * DAY
    found = [
        *_gatherings(session, team_id, now, last),
        *_of_series(session, team_id, now, last),
        *_appointments(session, team_id, now, last),
    ]
    found.sort(key=lambda one: (one.entry.start, one.entry.table, one.entry.ref))
    collars = {collar for one in found for collar in one.collars}
    end = max((one.entry.end for one in found), default=last)
    written = around(session, team_id, collars, now - DAY, end)
    return [
        replace(
            one,
            who=tuple(written.called.get(collar, collar) for collar in theirs),
            clashes=tuple(
                clash
                for collar in theirs
                for clash in clashes.found(
                    Held(collar, one.start, one.end, "", one.table, _name(one)), written
                )
            ),
        )
        for one, theirs in found
    ]


def _gatherings(session: Session, team_id: int, now: datetime, last: datetime) -> Iterator[_Found]:
    """Events and meetings."""
    for table, (one, there, of, codes, _) in GATHERINGS.items():
        query = (
            select(one.id, one.ref, one.start, one.end, m.Code.label, one.kind, one.title)
            .add_columns(m.Place.name, one.venue)
            .join(m.Code, (m.Code.list == codes) & (m.Code.code == one.kind), isouter=True)
            .join(m.Place, m.Place.id == one.place_id, isouter=True)
            .where(one.team_id == team_id, one.start > now - DAY, one.start < last)
        )
        rows = session.execute(query).all()
        crews = _crews(session, there, of, [row[0] for row in rows])
        for key, ref, start, end, label, kind, title, place, venue in rows:
            until = clashes.end_of(start, end)
            if until > now:
                entry = Entry(table, ref, start, until, label or kind, title, venue or place or "")
                yield _Found(entry, crews.get(key, ()))


def _of_series(session: Session, team_id: int, now: datetime, last: datetime) -> Iterator[_Found]:
    """Meetings that a series has then and that nobody has planned yet."""
    since, to = clock.local_day(now - DAY), clock.local_day(last)
    found = meetings_to_come.not_written(session, team_id, since, to)
    labels = {one.code: one.label for one in gather.codes(session).get("meeting_kind", ())}
    for one, theirs in who_goes(session, found):
        until = clashes.end_of(one.start, one.end)
        if until > now and one.start < last:
            kind = labels.get(one.kind, one.kind)
            said = (SERIES, one.series, one.start, until, kind, one.title, one.venue)
            yield _Found(Entry(*said, day=one.day), theirs)


def _name(one: Entry) -> str:
    return of_day(one.ref, one.day) if one.table == SERIES else one.ref


def _appointments(
    session: Session, team_id: int, now: datetime, last: datetime
) -> Iterator[_Found]:
    one = m.Appointment
    query = (
        select(one.ref, one.at, one.lasts, m.Code.label, one.kind, m.Contact.subject)
        .add_columns(m.Contact.access_needs.is_not(None), m.Place.name, m.Member.collar)
        .join(m.Code, (m.Code.list == "appointment_kind") & (m.Code.code == one.kind), isouter=True)
        .join(m.Contact, m.Contact.id == one.contact_id, isouter=True)
        .join(m.Place, m.Place.id == one.place_id, isouter=True)
        .join(m.Member, m.Member.id == one.officer_id, isouter=True)
        .where(one.team_id == team_id, one.at > now - DAY, one.at < last)
        .where(one.status.not_in(CANCELLED))
    )
    for ref, at, lasts, label, kind, subject, needs, place, collar in session.execute(query):
        ends = end_of(at, lasts)
        if ends > now:
            yield _Found(
                Entry(
                    *(APPOINTMENTS, ref, at, ends, label or kind, subject or ""),
                    where=place or "",
                    needs=bool(needs),
                ),
                (collar,) if collar else (),
            )


def _crews(
    session: Session, of: Any, column: Any, keys: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    query = (
        select(column, m.Member.collar)
        .join(m.Member, m.Member.id == of.member_id)
        .where(column.in_(keys))
        .order_by(column, of.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for key, collar in session.execute(query):
        found[key].append(collar)
    return {key: tuple(theirs) for key, theirs in found.items()}
