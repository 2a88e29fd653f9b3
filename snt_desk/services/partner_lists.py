"""What the Partners tab lists: meetings and organisations of a team.

Its actions are in `action_lists`: there may be tens of thousands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock

T = TypeVar("T")
Names = tuple[str, ...]
MANY_MEETINGS = 500
"""So many are read again in a blink; of more, only some."""
_AT_ONCE = 50
"""Of many so many are read again before they are seen: those to come, and held of late."""
_NO_AGENDA = (0, 0, 0)
_NOBODY: tuple[Names, Names] = ((), ())


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as it is listed; `actions` is how many came of it, `open` how many are left.

    `items` is how many are on its agenda, `to_report` how many of these are open actions.
    """

    ref: str
    title: str
    kind: str
    start: datetime
    end: datetime | None
    priority_ref: str | None
    priority: str | None
    minuted: bool
    partners: tuple[str, ...] = ()
    partner_refs: tuple[str, ...] = ()
    actions: int = 0
    open: int = 0
    items: int = 0
    to_report: int = 0
    key: int = 0
    version: int = 0


@dataclass(frozen=True)
class PartnerRow:
    """An organisation as it is listed; `kind` is a code, `kind_label` the words for it."""

    ref: str
    name: str
    kind: str
    kind_label: str
    contact_name: str
    contact_email: str
    contact_phone: str
    last_met: datetime | None = None
    open: int = 0
    told: str = ""
    ended: date | None = None

    def is_ended(self, on: date) -> bool:
        """Whether it is no longer worked with on a day."""
        return self.ended is not None and self.ended <= on

    def called(self, on: date) -> str:
        """Its name, and that it has ended where it has on a day."""
        return f"{self.name}, no longer worked with" if self.is_ended(on) else self.name

    def offered(self, on: date) -> str:
        """How it is offered where its kind is looked for as well: name, kind, that it has ended."""
        ended = ", no longer worked with" if self.is_ended(on) else ""
        return f"{self.name}, {self.kind_label.lower()}{ended}"


def meetings(session: Session, team_id: int) -> list[MeetingRow]:
    """List the team's meetings, the earliest first."""
    return _meetings(session, team_id, None)


def meetings_again(
    session: Session, team_id: int, before: tuple[MeetingRow, ...]
) -> tuple[MeetingRow, ...]:
    """List them as they were read before, of which what is new or changed is read again.

    So are the latest, as what belongs to a meeting may change without it; of the others that is
    found by reading them all. Gives *before* itself where they say the same.
    """
    known = {(row.key, row.version): row for row in before}
    there = [*known] if _are_the_same(session, team_id, before) else _there(session, team_id)
    latest = there[-_AT_ONCE:]
    keys = [key for key, _ in {*latest, *(one for one in there if one not in known)}]
    again = _meetings(session, team_id, keys if len(keys) <= MANY_MEETINGS else None)
    known |= {(row.key, row.version): row for row in again}
    rows = tuple(known[one] for one in there)
    return before if rows == before else rows


def _there(session: Session, team_id: int) -> list[tuple[int, int]]:
    """Give key and version of each, in their order."""
    one = m.Meeting
    query = select(one.id, one.version).where(one.team_id == team_id)
    found = session.connection().execute(query.order_by(one.start, one.ref))
    return [(key, version) for key, version in found]


def _are_the_same(session: Session, team_id: int, rows: Sequence[MeetingRow]) -> bool:
    """Whether all of these are there and no other, none changed: told by sums, in a blink."""
    one = m.Meeting
    query = select(func.count(), func.sum(one.id * one.version)).where(one.team_id == team_id)
    now = session.execute(query).one()
    return tuple(now) == (len(rows), sum(row.key * row.version for row in rows))


def _meetings(session: Session, team_id: int, keys: Sequence[int] | None) -> list[MeetingRow]:
    """List those of some keys, or all where there are none."""
    one = m.Meeting
    written = func.trim(func.coalesce(one.minutes, ""), " \t\r\n") != ""
    query = (
        select(one.id, one.ref, one.title, m.Code.label, one.start, one.end)
        .add_columns(m.Priority.ref, m.Priority.title, written, one.version)
        .join(m.Priority, m.Priority.id == one.priority_id, isouter=True)
        .join(m.Code, (m.Code.list == "meeting_kind") & (m.Code.code == one.kind), isouter=True)
        .where(one.team_id == team_id, _among(one.id, keys))
        .order_by(one.start, one.ref)
    )
    came = _who_came(session, team_id, keys)
    came_of, left = _came_of(session, team_id, keys), _left_of(session, team_id)
    agendas = _agendas(session, team_id, keys)
    # As plain rows: there may be thousands.
    rows = session.connection().execute(query)
    return [
        MeetingRow(
            *(ref, title, label or "", start, end, priority_ref, priority),
            bool(minuted or agendas.get(key, _NO_AGENDA)[1]),
            came.get(key, _NOBODY)[0],
            came.get(key, _NOBODY)[1],
            came_of.get(key, 0),
            left.get(key, 0),
            agendas.get(key, _NO_AGENDA)[0],
            agendas.get(key, _NO_AGENDA)[2],
            key,
            version,
        )
        for key, ref, title, label, start, end, priority_ref, priority, minuted, version in rows
    ]


def _among(key: Any, keys: Sequence[int] | None) -> ColumnElement[bool]:
    return true() if keys is None else key.in_(keys)


def organisations(session: Session, team_id: int) -> list[PartnerRow]:
    """List the team's partner organisations by kind, in the order of that list, then by name.

    Those that are no longer worked with come last.
    """
    one = m.Partner
    query = (
        select(one.id, one.ref, one.name, one.kind, m.Code.label)
        .add_columns(one.contact_name, one.contact_email, one.contact_phone, one.told, one.ended)
        .join(m.Code, (m.Code.list == "partner_kind") & (m.Code.code == one.kind), isouter=True)
        .where(one.team_id == team_id)
        .order_by(m.Code.position, one.name, one.ref)
    )
    met, left = _last_met(session, team_id), _left_to_do(session, team_id)
    found = [
        PartnerRow(
            ref,
            name,
            kind,
            label or kind,
            contact or "",
            email or "",
            phone or "",
            met.get(key),
            left.get(key, 0),
            told or "",
            ended,
        )
        for key, ref, name, kind, label, contact, email, phone, told, ended in session.execute(
            query
        )
    ]
    today = clock.today()
    return sorted(found, key=lambda row: row.is_ended(today))


def _who_came(
    session: Session, team_id: int, keys: Sequence[int] | None
) -> dict[int, tuple[Names, Names]]:
    """Give the names of the partners of each meeting, and their refs, in their order."""
    query = (
        select(m.MeetingPartner.meeting_id, m.Partner.ref, m.Partner.name)
        .join(m.Partner, m.Partner.id == m.MeetingPartner.partner_id)
        .where(m.Partner.team_id == team_id, _among(m.MeetingPartner.meeting_id, keys))
        .order_by(m.MeetingPartner.meeting_id, m.MeetingPartner.position)
    )
    came = _grouped((key, (name, ref)) for key, ref, name in session.execute(query))
    return {
        key: (tuple(name for name, _ in pairs), tuple(ref for _, ref in pairs))
        for key, pairs in came.items()
    }


def _came_of(session: Session, team_id: int, keys: Sequence[int] | None) -> dict[int | None, int]:
    """Count the actions that came of each meeting, by the index of these alone."""
    one = m.Action
    ours = select(m.Meeting.id).where(m.Meeting.team_id == team_id)
    wanted = one.meeting_id.in_(ours) if keys is None else one.meeting_id.in_(keys)
    query = select(one.meeting_id, func.count()).where(wanted)
    return dict(session.execute(query.group_by(one.meeting_id)).all())


def _left_of(session: Session, team_id: int) -> dict[int | None, int]:
    """Count those of them that are open."""
    one = m.Action
    query = select(one.meeting_id, func.count()).where(one.team_id == team_id)
    query = query.where(one.closed.is_(None)).group_by(one.meeting_id)
    return dict(session.execute(query).all())


def _agendas(
    session: Session, team_id: int, keys: Sequence[int] | None
) -> dict[int, tuple[int, int, int]]:
    """Count the items of each meeting: all, those it came to, and those with an open action."""
    item, one = m.AgendaItem, m.Action
    reached = or_(item.said.is_not(None), item.decided.is_not(None))
    is_open = and_(one.id.is_not(None), one.closed.is_(None))
    query = (
        select(item.meeting_id, func.count(), _how_many(reached), _how_many(is_open))
        .join(m.Meeting, m.Meeting.id == item.meeting_id)
        .join(one, one.id == item.action_id, isouter=True)
        .where(m.Meeting.team_id == team_id, _among(item.meeting_id, keys))
        .group_by(item.meeting_id)
    )
    return {key: (items, said, still) for key, items, said, still in session.execute(query)}


def _how_many(wanted: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((wanted, 1), else_=0))


def _last_met(session: Session, team_id: int) -> dict[int, datetime]:
    """Say when each organisation last came to a meeting that has begun."""
    there = m.MeetingPartner
    query = (
        select(there.partner_id, func.max(m.Meeting.start))
        .join(m.Meeting, m.Meeting.id == there.meeting_id)
        .where(m.Meeting.team_id == team_id, m.Meeting.start <= clock.now())
        .group_by(there.partner_id)
    )
    return dict(session.execute(query).all())


def _left_to_do(session: Session, team_id: int) -> dict[int | None, int]:
    """Count what each organisation has undertaken and not done yet."""
    owner = m.Action.owner_partner_id
    query = (
        select(owner, func.count())
        .where(m.Action.team_id == team_id, m.Action.closed.is_(None), owner.is_not(None))
        .group_by(owner)
    )
    return dict(session.execute(query).all())


def _grouped(pairs: Iterable[tuple[int, T]]) -> defaultdict[int, list[T]]:
    found: defaultdict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
