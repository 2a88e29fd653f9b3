"""What the Partners tab lists: actions, meetings and organisations of a team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock

T = TypeVar("T")
_NO_AGENDA = (0, 0, 0)


@dataclass(frozen=True)
class ActionRow:
    """An action as it is listed; it is done by `collar`, or by the `partner` of that name.

    `meeting` and `priority` are titles; `met` is when the meeting began.
    """

    ref: str
    text: str
    raised: date
    due: date | None
    closed: date | None
    collar: str | None
    partner_ref: str | None
    partner: str | None
    meeting_ref: str | None
    meeting: str | None
    met: datetime | None
    priority_ref: str | None
    priority: str | None
    remind: date | None = None


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


def actions(session: Session, team_id: int) -> list[ActionRow]:
    """List the team's actions, closed ones too: first due first, those without a day last."""
    one = m.Action
    query = (
        select(one.ref, one.text, one.raised, one.due, one.closed, m.Member.collar)
        .add_columns(m.Partner.ref, m.Partner.name, m.Meeting.ref, m.Meeting.title, m.Meeting.start)
        .add_columns(m.Priority.ref, m.Priority.title, one.remind)
        .join(m.Member, m.Member.id == one.owner_member_id, isouter=True)
        .join(m.Partner, m.Partner.id == one.owner_partner_id, isouter=True)
        .join(m.Meeting, m.Meeting.id == one.meeting_id, isouter=True)
        .join(m.Priority, m.Priority.id == one.priority_id, isouter=True)
        .where(one.team_id == team_id)
    )
    # As plain rows: there may be tens of thousands.
    found = [ActionRow(*row) for row in session.connection().execute(query)]
    return sorted(found, key=lambda row: (row.due is None, row.due or row.raised, row.text))


def meetings(session: Session, team_id: int) -> list[MeetingRow]:
    """List the team's meetings, the earliest first."""
    one = m.Meeting
    query = (
        select(one.id, one.ref, one.title, m.Code.label, one.start, one.end)
        .add_columns(m.Priority.ref, m.Priority.title, one.minutes)
        .join(m.Priority, m.Priority.id == one.priority_id, isouter=True)
        .join(m.Code, (m.Code.list == "meeting_kind") & (m.Code.code == one.kind), isouter=True)
        .where(one.team_id == team_id)
        .order_by(one.start, one.ref)
    )
    came = _who_came(session, team_id)
    states = _action_states(session, team_id)
    agendas = _agendas(session, team_id)
    return [
        MeetingRow(
            *(ref, title, label or "", start, end, priority_ref, priority),
            bool((minutes or "").strip() or agendas.get(key, _NO_AGENDA)[1]),
            tuple(name for _, name in came[key]),
            tuple(ref for ref, _ in came[key]),
            len(states[key]),
            states[key].count(True),
            agendas.get(key, _NO_AGENDA)[0],
            agendas.get(key, _NO_AGENDA)[2],
        )
        for key, ref, title, label, start, end, priority_ref, priority, minutes in session.execute(
            query
        )
    ]


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
            left[key],
            told or "",
            ended,
        )
        for key, ref, name, kind, label, contact, email, phone, told, ended in session.execute(
            query
        )
    ]
    return sorted(found, key=lambda row: row.is_ended(clock.today()))


def _who_came(session: Session, team_id: int) -> defaultdict[int, list[tuple[str, str]]]:
    query = (
        select(m.MeetingPartner.meeting_id, m.Partner.ref, m.Partner.name)
        .join(m.Partner, m.Partner.id == m.MeetingPartner.partner_id)
        .where(m.Partner.team_id == team_id)
        .order_by(m.MeetingPartner.meeting_id, m.MeetingPartner.position)
    )
    return _grouped((key, (ref, name)) for key, ref, name in session.execute(query))


def _action_states(session: Session, team_id: int) -> defaultdict[int, list[bool]]:
    """Say of each meeting's actions whether they are open."""
    query = select(m.Action.meeting_id, m.Action.closed).where(m.Action.team_id == team_id)
    return _grouped((key, closed is None) for key, closed in session.execute(query) if key)


def _agendas(session: Session, team_id: int) -> dict[int, tuple[int, int, int]]:
    """Count the items of each meeting: all, those it came to, and those with an open action."""
    item, one = m.AgendaItem, m.Action
    reached = or_(item.said.is_not(None), item.decided.is_not(None))
    is_open = and_(one.id.is_not(None), one.closed.is_(None))
    query = (
        select(item.meeting_id, func.count(), _how_many(reached), _how_many(is_open))
        .join(m.Meeting, m.Meeting.id == item.meeting_id)
        .join(one, one.id == item.action_id, isouter=True)
        .where(m.Meeting.team_id == team_id)
        .group_by(item.meeting_id)
    )
    return {key: (items, said, still) for key, items, said, still in session.execute(query)}


def _how_many(wanted: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((wanted, 1), else_=0))


def _last_met(session: Session, team_id: int) -> dict[int, datetime]:
    """Say when each organisation last came to a meeting that has begun."""
    query = (
        select(m.MeetingPartner.partner_id, m.Meeting.start)
        .join(m.Meeting, m.Meeting.id == m.MeetingPartner.meeting_id)
        .where(m.Meeting.team_id == team_id, m.Meeting.start <= clock.now())
        .order_by(m.Meeting.start)
    )
    met: dict[int, datetime] = dict(session.execute(query).all())
    return met


def _left_to_do(session: Session, team_id: int) -> defaultdict[int, int]:
    query = select(m.Action.owner_partner_id).where(
        m.Action.team_id == team_id, m.Action.closed.is_(None)
    )
    left: defaultdict[int, int] = defaultdict(int)
    for key in session.scalars(query):
        if key is not None:
            left[key] += 1
    return left


def _grouped(pairs: Iterable[tuple[int, T]]) -> defaultdict[int, list[T]]:
    found: defaultdict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
