"""Events: where the team met residents, who was there, and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.community import EventDraft
from snt_desk.domain.drafts import given
from snt_desk.errors import DeskError
from snt_desk.services import handles

__all__ = [
    "EventDraft",
    "Raised",
    "add",
    "beginning",
    "change",
    "delete",
    "opened",
    "raised",
]


@dataclass(frozen=True)
class Raised:
    """What residents raised at an event: the words for theme, place and consultation."""

    ref: str
    theme: str
    place: str
    count: int
    consultation: str


def opened(session: Session, ref: str) -> EventDraft:
    """Give an event as its form takes it; raises DeskError if it is gone."""
    one = _event(session, ref)
    came_of_it = select(m.Outcome.kind, m.Outcome.count).where(m.Outcome.event_id == one.id)
    return EventDraft(
        kind=one.kind,
        title=one.title,
        purpose=one.purpose,
        start=one.start,
        end=one.end,
        place=handles.name(session, handles.PLACE, one.place_id),
        officers=handles.names(session, handles.MEMBER, (x.member_id for x in one.officers)),
        attendance=one.attendance,
        campaign=handles.name(session, handles.CAMPAIGN, one.campaign_id),
        priority=handles.name(session, handles.PRIORITY, one.priority_id),
        public=one.public,
        outcomes=dict(session.execute(came_of_it.order_by(m.Outcome.id)).all()),
        estimated=one.estimated,
        venue=one.venue,
        groups=handles.names(session, handles.GROUP, (x.group_id for x in one.groups)),
        feedback=one.feedback,
        feedback_due=one.feedback_due,
        feedback_given=one.feedback_given,
    )


def beginning(
    session: Session, team_id: int, start: datetime, but: str = ""
) -> list[tuple[str, datetime]]:
    """Give title and start of the team's events that begin at a moment, but for one."""
    query = select(m.Event.title, m.Event.start).where(
        m.Event.team_id == team_id, m.Event.start == start, m.Event.ref != but
    )
    return [(title, at) for title, at in session.execute(query)]


def raised(session: Session, ref: str) -> list[Raised]:
    """List what residents raised at an event, the most often said first."""
    one = m.Response
    query = (
        select(one.ref, m.Code.label, one.theme, m.Place.name, one.count, m.Consultation.title)
        .join(m.Event, m.Event.id == one.event_id)
        .join(m.Consultation, m.Consultation.id == one.consultation_id)
        .join(m.Code, (m.Code.list == "theme") & (m.Code.code == one.theme), isouter=True)
        .join(m.Place, m.Place.id == one.place_id, isouter=True)
        .where(m.Event.ref == ref)
        .order_by(one.count.desc(), one.id)
    )
    return [
        Raised(key, label or theme, place or "", count, title)
        for key, label, theme, place, count, title in session.execute(query)
    ]


def add(session: Session, team_id: int, draft: EventDraft) -> str:
    """Write down an event, and give its ref; raises DeskError if it cannot be true."""
    one = m.Event(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    return one.ref


def change(session: Session, ref: str, draft: EventDraft) -> None:
    """Write an event as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill(session, _event(session, ref), draft)


def delete(session: Session, ref: str) -> None:
    """Take away an event with its outcomes; what residents raised there stays, without it.

    Raises DeskError if it is gone.
    """
    one = _event(session, ref)
    said = update(m.Response).where(m.Response.event_id == one.id)
    session.execute(said.values(event_id=None, version=m.Response.version + 1))
    for gone in session.scalars(select(m.Outcome).where(m.Outcome.event_id == one.id)):
        session.delete(gone)
    session.flush()
    session.delete(one)


def _fill(session: Session, one: m.Event, draft: EventDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The event cannot be saved", problem.text)
    one.kind, one.title, one.purpose = draft.kind, draft.title.strip(), draft.purpose
    one.start, one.end = given(draft.start), draft.end
    one.attendance, one.public = draft.attendance, draft.public
    one.estimated = None if draft.attendance is None else draft.estimated
    one.venue, one.feedback = _said(draft.venue), _said(draft.feedback)
    one.feedback_due, one.feedback_given = draft.feedback_due, draft.feedback_given
    one.place_id = handles.key(session, handles.PLACE, draft.place, one.team_id)
    one.campaign_id = handles.key(session, handles.CAMPAIGN, draft.campaign, None)
    one.priority_id = handles.key(session, handles.PRIORITY, draft.priority, one.team_id)
    _fill_officers(session, one, draft.officers)
    _fill_groups(session, one, draft.groups)
    session.add(one)
    session.flush()
    _fill_outcomes(session, one.id, draft.outcomes)


def _fill_officers(session: Session, one: m.Event, collars: Sequence[str]) -> None:
    keys = handles.keys(session, handles.MEMBER, collars)
    one.officers = handles.in_order(m.EventOfficer, "member_id", one.officers, keys)


def _fill_groups(session: Session, one: m.Event, refs: Sequence[str]) -> None:
    keys = handles.keys(session, handles.GROUP, refs, one.team_id)
    one.groups = handles.in_order(m.EventGroup, "group_id", one.groups, keys)


def _said(text: str | None) -> str | None:
    return (text or "").strip() or None


def _fill_outcomes(session: Session, event_id: int, wanted: Mapping[str, int]) -> None:
    query = select(m.Outcome).where(m.Outcome.event_id == event_id)
    there = {one.kind: one for one in session.scalars(query)}
    for kind in there.keys() - wanted.keys():
        session.delete(there[kind])
    for kind, count in wanted.items():
        if kind in there:
            there[kind].count = count
        else:
            session.add(m.Outcome(event_id=event_id, kind=kind, count=count))


def _event(session: Session, ref: str) -> m.Event:
    return handles.there(session, m.Event, ref, "event")
