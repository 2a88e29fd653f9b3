"""The rows of the Community tab's lists, read by their keys.

Nothing of a resident's details is in them but the subject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.community import CONTACTS, EVENTS, MESSAGES, headline


@dataclass(frozen=True)
class EventRow:
    """An event as it is listed; `raised` is how many residents said something there.

    `owed` says whether those who came are to be told something, however far that is.
    """

    key: int
    id: str
    title: str
    kind: str
    start: datetime
    end: datetime | None
    place: str
    crew: tuple[str, ...]
    attendance: int | None
    priority: str
    priority_ref: str
    campaign: str
    public: bool
    raised: int
    venue: str = ""
    estimated: bool = False
    owed: bool = False
    feedback_due: date | None = None
    feedback_given: date | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class ContactRow:
    """A contact as it is listed: nothing says who it is; `status` is a code."""

    key: int
    id: str
    subject: str
    received: datetime
    channel: str
    owner: str
    status: str
    status_label: str
    answered: datetime | None
    review_on: date | None
    priority: str
    priority_ref: str


@dataclass(frozen=True)
class MessageRow:
    """A message as it is listed: `title` is its first line, `channels` where it went out.

    Of one that has not gone out, `channels` are those on which it is to.
    """

    key: int
    id: str
    title: str
    kind: str
    status: str
    status_label: str
    channels: tuple[str, ...]
    posted: datetime | None
    priority: str
    priority_ref: str
    campaign: str
    planned: datetime | None = None


Row = EventRow | ContactRow | MessageRow

RAISED: Final = (
    select(func.sum(m.Response.count)).where(m.Response.event_id == m.Event.id).scalar_subquery()
)
"""How many residents said something at an event."""


def rows(session: Session, table: str, wanted: Sequence[int]) -> list[Row]:
    """Read the records of these keys, in their order; one that is gone is left out."""
    found = {one.key: one for one in _READ[table](session, wanted)}
    return [found[key] for key in wanted if key in found]


def _events(session: Session, wanted: Sequence[int]) -> Iterable[Row]:
    one = m.Event
    query = (
        select(one.id, one.ref, one.title, m.Code.label, one.kind, one.start, one.end)
        .add_columns(m.Place.name, one.attendance, m.Priority.title, m.Priority.ref)
        .add_columns(m.Campaign.tag, one.public, RAISED)
        .add_columns(one.venue, one.estimated, one.feedback)
        .add_columns(one.feedback_due, one.feedback_given)
        .join(m.Code, (m.Code.list == "event_kind") & (m.Code.code == one.kind), isouter=True)
        .join(m.Place, m.Place.id == one.place_id, isouter=True)
        .join(m.Priority, m.Priority.id == one.priority_id, isouter=True)
        .join(m.Campaign, m.Campaign.id == one.campaign_id, isouter=True)
        .where(one.id.in_(wanted))
    )
    crews = _grouped(
        session.execute(
            select(m.EventOfficer.event_id, m.Member.last_name)
            .join(m.Member, m.Member.id == m.EventOfficer.member_id)
            .where(m.EventOfficer.event_id.in_(wanted))
            .order_by(m.EventOfficer.event_id, m.EventOfficer.position)
        )
    )
    reached = _grouped(
        session.execute(
            select(m.EventGroup.event_id, m.CommunityGroup.name)
            .join(m.CommunityGroup, m.CommunityGroup.id == m.EventGroup.group_id)
            .where(m.EventGroup.event_id.in_(wanted))
            .order_by(m.EventGroup.event_id, m.EventGroup.position)
        )
    )
    for key, ref, title, label, kind, start, end, place, came, *rest in session.execute(query):
        priority, priority_ref, tag, public, raised, venue, about, feedback, due, given = rest
        yield EventRow(
            *(key, ref, title, label or kind, start, end, place or "", tuple(crews[key]), came),
            *(priority or "", priority_ref or "", tag or "", bool(public), int(raised or 0)),
            venue=venue or "",
            estimated=bool(about),
            owed=bool(feedback),
            feedback_due=due,
            feedback_given=given,
            groups=tuple(reached[key]),
        )


def _contacts(session: Session, wanted: Sequence[int]) -> Iterable[Row]:
    one = m.Contact
    channel, status = m.Code.__table__.alias("channel").c, m.Code.__table__.alias("status").c
    query = (
        select(one.id, one.ref, one.subject, one.received, channel.label, one.channel)
        .add_columns(m.Member.last_name, one.status, status.label, one.answered, one.review_on)
        .add_columns(m.Priority.title, m.Priority.ref)
        .join(
            channel.label.table,
            (channel.list == "contact_channel") & (channel.code == one.channel),
            isouter=True,
        )
        .join(
            status.label.table,
            (status.list == "contact_status") & (status.code == one.status),
            isouter=True,
        )
        .join(m.Member, m.Member.id == one.owner_id, isouter=True)
        .join(m.Priority, m.Priority.id == one.priority_id, isouter=True)
        .where(one.id.in_(wanted))
    )
    for key, ref, subject, received, label, by, owner, code, said, *rest in session.execute(query):
        answered, review_on, priority, priority_ref = rest
        yield ContactRow(
            *(key, ref, subject, received, label or by, owner or "", code, said or code),
            *(answered, review_on, priority or "", priority_ref or ""),
        )


def _messages(session: Session, wanted: Sequence[int]) -> Iterable[Row]:
    one = m.Message
    kind, status = m.Code.__table__.alias("kind").c, m.Code.__table__.alias("status").c
    query = (
        select(one.id, one.ref, one.text, kind.label, one.kind, one.status, status.label)
        .add_columns(m.Priority.title, m.Priority.ref, m.Campaign.tag, one.planned)
        .join(
            kind.label.table, (kind.list == "message_kind") & (kind.code == one.kind), isouter=True
        )
        .join(
            status.label.table,
            (status.list == "message_status") & (status.code == one.status),
            isouter=True,
        )
        .join(m.Priority, m.Priority.id == one.priority_id, isouter=True)
        .join(m.Campaign, m.Campaign.id == one.campaign_id, isouter=True)
        .where(one.id.in_(wanted))
    )
    posts, goes = _posts(session, wanted), goes_to(session, wanted)
    for key, ref, text, label, code, stage, said, *rest in session.execute(query):
        priority, priority_ref, tag, planned = rest
        channels, last = posts.get(key, (tuple(goes.get(key, ())), None))
        yield MessageRow(
            *(key, ref, headline(text), label or code, stage, said or stage, channels, last),
            *(priority or "", priority_ref or "", tag or "", planned),
        )


def goes_to(session: Session, wanted: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Say of messages by their keys on which channels each is to go out, in words."""
    one, label = m.MessageChannel, m.Code
    query = (
        select(one.message_id, func.coalesce(label.label, one.channel))
        .join(label, (label.list == "message_channel") & (label.code == one.channel), isouter=True)
        .where(one.message_id.in_(wanted))
        .order_by(one.message_id, one.position)
    )
    return _grouped(session.execute(query))


def _posts(
    session: Session, wanted: Sequence[int]
) -> dict[int, tuple[tuple[str, ...], datetime | None]]:
    """Say of each message on which channels it went out, each once, and when the last time."""
    query = (
        select(m.Post.message_id, m.Code.label, m.Post.channel, m.Post.posted)
        .join(
            m.Code,
            (m.Code.list == "message_channel") & (m.Code.code == m.Post.channel),
            isouter=True,
        )
        .where(m.Post.message_id.in_(wanted))
        .order_by(m.Post.posted, m.Post.id)
    )
    found: dict[int, tuple[tuple[str, ...], datetime | None]] = {}
    for key, label, code, posted in session.execute(query):
        before, _ = found.get(key, ((), None))
        found[key] = (tuple(dict.fromkeys((*before, label or code))), posted)
    return found


def _grouped(pairs: Iterable[Any]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


_READ: Final[Mapping[str, Callable[[Session, Sequence[int]], Iterable[Row]]]] = {
    EVENTS: _events,
    CONTACTS: _contacts,
    MESSAGES: _messages,
}
