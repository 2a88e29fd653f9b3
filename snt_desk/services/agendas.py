"""What the next meeting has before it, drawn up from what is open: the sergeant writes none of it.

Actions of those asked, what the meeting before left open, the live priorities they work on, and
the standing items of a series. What one meeting does not come to is before the next one again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import agendas, clock
from snt_desk.domain.agendas import AgendaItem
from snt_desk.domain.drafts import as_compared
from snt_desk.domain.priorities import ADOPTED
from snt_desk.errors import DeskError
from snt_desk.services import handles, meeting_items, roster

ACTIONS, PRIORITIES = "actions", "priorities"
About = tuple[str, str]
"""What an item is about: one of these tables, and a ref, which both may have."""


@dataclass(frozen=True)
class Asked:
    """A meeting as far as its agenda depends on it: when it is, and who is asked to it.

    `officers` are collars; `partners`, `priority` and `series` refs; `ref` is its own, empty while
    it is not written down yet.
    """

    kind: str
    title: str
    start: datetime
    officers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    priority: str | None = None
    series: str | None = None
    ref: str = ""


@dataclass(frozen=True)
class _Known:
    """The same by the keys of the tables; `before` is the meeting before it."""

    team_id: int
    own: int | None
    before: m.Meeting | None
    officers: tuple[int, ...]
    partners: tuple[int, ...]
    priority: int | None
    series: m.MeetingSeries | None


def asked_to(session: Session, ref: str) -> Asked:
    """Give a meeting by its ref, with all who were asked; raises DeskError if it is gone."""
    one = session.scalar(select(m.Meeting).where(m.Meeting.ref == ref))
    if one is None:
        raise DeskError("That meeting is no longer there", "Undo brings it back.")
    gone = one.missing
    officers = [*(row.member_id for row in one.officers), *(row.member_id for row in gone)]
    partners = [*(row.partner_id for row in one.partners), *(row.partner_id for row in gone)]
    return Asked(
        kind=one.kind,
        title=one.title,
        start=one.start,
        officers=handles.names(session, handles.MEMBER, filter(None, officers)),
        partners=handles.names(session, handles.PARTNER, filter(None, partners)),
        priority=handles.name(session, handles.PRIORITY, one.priority_id),
        series=session.scalar(
            select(m.MeetingSeries.ref).where(m.MeetingSeries.id == one.series_id)
        ),
        ref=one.ref,
    )


def drawn_up(
    session: Session, team_id: int, asked: Asked, there: Iterable[AgendaItem] = ()
) -> tuple[AgendaItem, ...]:
    """Draw up the agenda of a meeting: `there` is on it already, and stays as it is.

    Raises DeskError if somebody who is asked is no longer in the records.
    """
    known = _known(session, team_id, asked)
    return agendas.laid_out(
        there,
        _open_actions(session, known),
        _not_reached(session, known),
        _priorities(session, known),
        agendas.standing(known.series.agenda if known.series else ""),
    )


def draw_up(session: Session, ref: str) -> None:
    """Put on a meeting's agenda, below what is there, what is open and concerns who is asked."""
    asked = asked_to(session, ref)
    meeting = session.scalars(select(m.Meeting).where(m.Meeting.ref == ref)).one()
    there = meeting_items.opened(session, meeting.id)
    drawn = drawn_up(session, meeting.team_id, asked, there)
    meeting_items.fill(session, meeting, drawn, meeting_items.missing(session, meeting.id))


def before(session: Session, team_id: int, asked: Asked) -> str | None:
    """Give the ref of the meeting before: of its series, else the last of that kind and name."""
    found = _known(session, team_id, asked).before
    return found.ref if found else None


def _known(session: Session, team_id: int, asked: Asked) -> _Known:
    series = None
    if asked.series:
        wanted = m.MeetingSeries.ref == asked.series
        series = session.scalar(select(m.MeetingSeries).where(wanted))
    own = select(m.Meeting.id).where(m.Meeting.ref == asked.ref)
    return _Known(
        team_id=team_id,
        own=session.scalar(own) if asked.ref else None,
        before=_before(session, team_id, asked, series),
        officers=tuple(handles.keys(session, handles.MEMBER, asked.officers)),
        partners=tuple(handles.keys(session, handles.PARTNER, asked.partners)),
        priority=handles.key(session, handles.PRIORITY, asked.priority, team_id),
        series=series,
    )


def _before(
    session: Session, team_id: int, asked: Asked, series: m.MeetingSeries | None
) -> m.Meeting | None:
    one = m.Meeting
    query = select(one).where(one.team_id == team_id, one.start < asked.start)
    query = query.where(one.ref != asked.ref).order_by(one.start.desc(), one.id.desc())
    if series is not None:
        return session.scalars(query.where(one.series_id == series.id).limit(1)).first()
    alike = session.scalars(query.where(one.kind == asked.kind, _is_called(asked.title)).limit(1))
    return alike.first()


def _is_called(title: str) -> ColumnElement[bool]:
    # As far as a database can: as it is written, or in its own small letters with single spaces.
    one = m.Meeting.title
    return (one == title) | (func.lower(one) == as_compared(title))


# --- Actions ----------------------------------------------------------------------------------


def _open_actions(session: Session, known: _Known) -> list[AgendaItem]:
    """The open actions that concern this meeting, by the day on which they are due."""
    one = m.Action
    wanted = [one.owner_partner_id.in_(known.partners), _of_the_team(known)]
    if known.before is not None:
        wanted.append(one.meeting_id == known.before.id)
    query = (
        select(one.text, one.ref, m.Priority.ref)
        .join(m.Priority, m.Priority.id == one.priority_id, isouter=True)
        .where(one.team_id == known.team_id, one.closed.is_(None), or_(*wanted))
        # What came of this meeting is not before it.
        .where(one.meeting_id.is_distinct_from(known.own) if known.own else true())
        .order_by(one.due.is_(None), one.due, one.raised, one.id)
    )
    return [
        AgendaItem(" ".join(text.split()), action=ref, priority=priority)
        for text, ref, priority in session.execute(query)
    ]


def _of_the_team(known: _Known) -> ColumnElement[bool]:
    """What those of the team who go have undertaken towards somebody who is asked.

    Where no partner is asked, the meeting is the team's own: all that they have undertaken.
    """
    one = m.Action
    theirs = one.owner_member_id.in_(known.officers)
    if not known.partners:
        return theirs
    towards: list[ColumnElement[bool]] = [
        _exists(m.MeetingPartner, m.MeetingPartner.meeting_id, one.meeting_id, known),
        _exists(m.MeetingMissing, m.MeetingMissing.meeting_id, one.meeting_id, known),
        _exists(m.PriorityPartner, m.PriorityPartner.priority_id, one.priority_id, known),
    ]
    if known.priority is not None:
        towards.append(one.priority_id == known.priority)
    return and_(theirs, or_(*towards))


def _exists(table: Any, column: Any, wanted: Any, known: _Known) -> ColumnElement[bool]:
    return exists().where(column == wanted, table.partner_id.in_(known.partners))


# --- What was left open -----------------------------------------------------------------------


def _not_reached(session: Session, known: _Known) -> list[AgendaItem]:
    """What the meeting before had on its agenda, did not come to, and is not settled since.

    Its minutes say that this is on the next agenda, whoever is asked to that. One that is still to
    come may come to all of it.
    """
    if known.before is None or known.before.start > clock.now():
        return []
    there = meeting_items.opened(session, known.before.id)
    left = [one for one in there if not one.reached]
    is_open = (m.Action.closed.is_(None), m.Action.ref.in_([one.action for one in left]))
    is_live = (m.Priority.status == ADOPTED, m.Priority.ref.in_([one.priority for one in left]))
    actions = set(session.scalars(select(m.Action.ref).where(*is_open)))
    priorities = set(session.scalars(select(m.Priority.ref).where(*is_live)))
    return [
        one
        for one in left
        if (one.action or one.priority) is None
        or one.action in actions
        or (one.action is None and one.priority in priorities)
    ]


def _priorities(session: Session, known: _Known) -> list[AgendaItem]:
    """The live priorities that those asked work on; all of the team's where nobody else is."""
    one = m.Priority
    wanted: ColumnElement[bool] = one.id == known.priority if known.priority else false()
    if known.partners:
        wanted = or_(
            wanted, _exists(m.PriorityPartner, m.PriorityPartner.priority_id, one.id, known)
        )
    elif not known.priority:
        wanted = one.team_id == known.team_id
    query = (
        select(one.title, one.ref)
        .where(one.team_id == known.team_id, one.status == ADOPTED, wanted)
        .order_by(one.adopted, one.title)
    )
    return [AgendaItem(title, priority=ref) for title, ref in session.execute(query)]


# --- How it stands ----------------------------------------------------------------------------


def standing_of(session: Session, team_id: int, items: Iterable[AgendaItem]) -> dict[About, str]:
    """Say of the actions and priorities that items are about how they stand, by table and ref.

    `The Council, due 13 Nov 2026`, `PC Ridley, done 12 Nov 2026`, `Priority since 1 Oct 2026`.
    """
    wanted = list(items)
    actions = [one.action for one in wanted if one.action]
    priorities = [one.priority for one in wanted if one.priority]
    one, two = m.Action, m.Priority
    query = (
        select(one.ref, one.due, one.closed, m.Member.collar, m.Partner.name)
        .join(m.Member, m.Member.id == one.owner_member_id, isouter=True)
        .join(m.Partner, m.Partner.id == one.owner_partner_id, isouter=True)
        .where(one.ref.in_(actions))
    )
    rows = session.execute(query).all()
    collars = {row.collar for row in rows if row.collar}
    known = roster.on_day(session, team_id, clock.today(), collars)
    called = {each.collar: each.called for each in known}
    said: dict[About, str] = {
        (ACTIONS, ref): ", ".join(
            filter(None, (called.get(collar, collar) or name, _when(due, closed)))
        )
        for ref, due, closed, collar, name in rows
    }
    live = select(two.ref, two.adopted, two.closed).where(two.ref.in_(priorities))
    for ref, adopted, closed in session.execute(live):
        said[PRIORITIES, ref] = _since(adopted, closed)
    return said


def _when(due: date | None, closed: date | None) -> str:
    if closed:
        return f"done {_day(closed)}"
    return f"due {_day(due)}" if due else "no day set"


def _since(adopted: date | None, closed: date | None) -> str:
    if closed:
        return f"Priority, closed {_day(closed)}"
    return f"Priority since {_day(adopted)}" if adopted else "Priority, proposed"


def _day(day: date) -> str:
    return clock.long_day(day).partition(" ")[2]
