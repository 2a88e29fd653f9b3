"""What the Community tab lists: events, residents' contacts and messages of a team.

A list is the keys of its records in an order, made by the database: any number of them. What
is shown is read by these keys (`community_rows`), some rows at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Integer, Select, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.community import (
    CONTACTS,
    DROPPED,
    DUPLICATE,
    EVENTS,
    LAST_DAY,
    MESSAGES,
    NO_REPLY_NEEDED,
    POSTED,
    REPLY_WITHIN,
)
from snt_desk.domain.reach import GROUPS
from snt_desk.services.community_rows import RAISED
from snt_desk.services.keyed_lists import Listed, Order, by_group, ordered, under_titles

USUAL: Final[Mapping[str, Order]] = {
    EVENTS: ("start", False),
    CONTACTS: ("left", False),
    MESSAGES: ("status", False),
}
"""The column that stands for what presses: under titles, in the order in which one looks."""


@dataclass(frozen=True)
class Asked:
    """Which list is wanted: with all these words, of that priority, in which order.

    With `only` it is what is still to do: events to come, residents who wait, messages that
    have not gone out. Without orders it is as one looks for it: what presses comes first.
    """

    words: str = ""
    priority: str = ""
    only: bool = False
    orders: tuple[Order, ...] = ()


# --- Keys -------------------------------------------------------------------------------------


def count(session: Session, team_id: int, table: str) -> int:
    """Count a team's events, contacts or messages."""
    of = _TABLES[table]
    return session.execute(
        select(func.count()).select_from(of).where(of.team_id == team_id)
    ).scalar_one()


def has_more(session: Session, team_id: int, table: str, number: int) -> bool:
    """Whether a team has more of them than that; they are counted no further."""
    of = _TABLES[table]
    beyond = select(of.id).where(of.team_id == team_id)
    return session.scalar(beyond.offset(number).limit(1)) is not None


def listed(session: Session, team_id: int, table: str, asked: Asked, now: datetime) -> Listed:
    """Give a list at a moment: under titles, unless another order than the usual was asked for."""
    if asked.orders == (USUAL[table],):
        asked = replace(asked, orders=())
    if asked.orders:
        return Listed(keys(session, team_id, table, asked, now))
    query = _query(team_id, table, asked, now).add_columns(_group(table, now))
    return under_titles(by_group(session.execute(query)), _TITLES[table])


def keys(session: Session, team_id: int, table: str, asked: Asked, now: datetime) -> array[int]:
    """Give the keys of a list in its order, at a moment, without titles."""
    return array("q", session.scalars(_query(team_id, table, asked, now)))


def _query(team_id: int, table: str, asked: Asked, now: datetime) -> Select[Any]:
    of = _TABLES[table]
    query = select(of.id).where(of.team_id == team_id)
    if asked.priority:
        wanted = select(m.Priority.id).where(m.Priority.ref == asked.priority)
        query = query.where(of.priority_id == wanted.scalar_subquery())
    if asked.only:
        query = query.where(_to_do(table, now))
    for word in asked.words.split():
        query = query.where(
            or_(*(one.icontains(word, autoescape=True) for one in _shown_words(table)))
        )
    return query.order_by(*_ordered(table, asked, now))


def _group(table: str, now: datetime) -> Any:
    """Number the group in which a record stands, as `_TITLES` has them."""
    if table == EVENTS:
        late = feedback_is_late(clock.local_day(now))
        return case((late, 0), (m.Event.start >= now, 1), else_=2)
    if table == MESSAGES:
        return _STAGE
    over, soon = now - REPLY_WITHIN, now - REPLY_WITHIN + LAST_DAY
    left = case((m.Contact.received < over, 0), (m.Contact.received < soon, 1), else_=2)
    return case((_WAITS, left), else_=3)


_TITLES: Final[Mapping[str, Sequence[str]]] = {
    EVENTS: ("Feedback overdue", "To come", "Held"),
    CONTACTS: (
        *("Past 72 hours", "Less than a day left", "More than a day left"),
        "Answered, or no reply needed",
    ),
    MESSAGES: ("To post", "Posted", "Dropped"),
}


def to_do(session: Session, team_id: int, table: str, now: datetime) -> int:
    """Count the events to come, the residents who wait, or what has not gone out."""
    of = _TABLES[table]
    query = select(func.count()).select_from(of).where(of.team_id == team_id, _to_do(table, now))
    return session.execute(query).scalar_one()


def overdue(session: Session, team_id: int, now: datetime) -> int:
    """Count the residents who have waited for more than their 72 hours."""
    query = select(func.count()).select_from(m.Contact)
    late = (m.Contact.team_id == team_id, _WAITS, m.Contact.received < now - REPLY_WITHIN)
    return session.execute(query.where(*late)).scalar_one()


def feedback_is_late(on: date) -> Any:
    """Choose the events of which those who came still wait for what they are owed.

    The same as `community.feedback_is_late` of their days.
    """
    due, given = m.Event.feedback_due, m.Event.feedback_given
    return and_(due.is_not(None), due <= on, or_(given.is_(None), given > on))


def late_feedback(session: Session, team_id: int, on: date) -> int:
    """Count the events of a team of which that is so."""
    query = select(func.count()).select_from(m.Event)
    query = query.where(m.Event.team_id == team_id, feedback_is_late(on))
    return session.execute(query).scalar_one()


def columns(table: str) -> frozenset[str]:
    """By what a list can be sorted."""
    return frozenset(_COLUMNS[table])


def key_of(session: Session, table: str, ref: str) -> int | None:
    """Give the key of a record, also of a group; None if it is gone."""
    of = m.CommunityGroup if table == GROUPS else _TABLES[table]
    return session.scalar(select(of.id).where(of.ref == ref))


def linked(session: Session, table: str, ref: str) -> str:
    """Give the ref of the priority that a record belongs to; empty if it belongs to none."""
    if table == GROUPS:
        return ""
    of = _TABLES[table]
    query = select(m.Priority.ref).join(of, of.priority_id == m.Priority.id).where(of.ref == ref)
    return session.scalar(query) or ""


def _to_do(table: str, now: datetime) -> Any:
    if table == EVENTS:
        return m.Event.start >= now
    if table == CONTACTS:
        return _WAITS
    return m.Message.status.not_in((POSTED, DROPPED))


_WAITS = and_(m.Contact.answered.is_(None), m.Contact.status.not_in((DUPLICATE, NO_REPLY_NEEDED)))


# --- Orders -----------------------------------------------------------------------------------


def _one(query: Select[Any]) -> Any:
    return query.scalar_subquery()


def _label(name: str, code: Any) -> Any:
    return _one(select(func.lower(m.Code.label)).where(m.Code.list == name, m.Code.code == code))


def _priority(of: Any) -> Any:
    return _one(select(func.lower(m.Priority.title)).where(m.Priority.id == of.priority_id))


def _tag(of: Any) -> Any:
    return _one(select(func.lower(m.Campaign.tag)).where(m.Campaign.id == of.campaign_id))


_FIRST_OF_CREW = _one(
    select(func.lower(m.Member.last_name))
    .join(m.EventOfficer, m.EventOfficer.member_id == m.Member.id)
    .where(m.EventOfficer.event_id == m.Event.id)
    .order_by(m.EventOfficer.position)
    .limit(1)
)
_CREW = _one(
    select(func.aggregate_strings(m.Member.last_name, ", "))
    .join(m.EventOfficer, m.EventOfficer.member_id == m.Member.id)
    .where(m.EventOfficer.event_id == m.Event.id)
)
_GROUPS = _one(
    select(func.aggregate_strings(m.CommunityGroup.name, ", "))
    .join(m.EventGroup, m.EventGroup.group_id == m.CommunityGroup.id)
    .where(m.EventGroup.event_id == m.Event.id)
)
_PLACE = _one(select(func.lower(m.Place.name)).where(m.Place.id == m.Event.place_id))
_OWNER = _one(select(func.lower(m.Member.last_name)).where(m.Member.id == m.Contact.owner_id))
_LAST_POST = _one(select(func.max(m.Post.posted)).where(m.Post.message_id == m.Message.id))
_CHANNELS = _one(
    select(func.aggregate_strings(m.Code.label, ", "))
    .join(m.Post, (m.Code.list == "message_channel") & (m.Code.code == m.Post.channel))
    .where(m.Post.message_id == m.Message.id)
)
_GOES_TO = _one(
    select(func.aggregate_strings(m.Code.label, ", "))
    .join(
        m.MessageChannel,
        (m.Code.list == "message_channel") & (m.Code.code == m.MessageChannel.channel),
    )
    .where(m.MessageChannel.message_id == m.Message.id)
)
_FAR: Final = 2**30
"""Later than any minute that is kept, and no larger than a server's numbers."""
# Who waits longest comes first; of the others who came last.
_PRESSING = case(
    (_WAITS, type_coerce(m.Contact.received, Integer)),
    else_=_FAR - type_coerce(m.Contact.received, Integer),
)
_STAGE = case((m.Message.status == POSTED, 1), (m.Message.status == DROPPED, 2), else_=0)
_TO_COME = case((m.Message.status.not_in((POSTED, DROPPED)), m.Message.planned))

_TABLES: Final[Mapping[str, Any]] = {EVENTS: m.Event, CONTACTS: m.Contact, MESSAGES: m.Message}
_COLUMNS: Final[Mapping[str, Mapping[str, Any]]] = {
    EVENTS: {
        "start": m.Event.start,
        "title": func.lower(m.Event.title),
        "kind": _label("event_kind", m.Event.kind),
        "place": _PLACE,
        "crew": _FIRST_OF_CREW,
        "attendance": m.Event.attendance,
        "priority": _priority(m.Event),
        "campaign": _tag(m.Event),
        "raised": RAISED,
        "feedback": case((m.Event.feedback_given.is_(None), m.Event.feedback_due)),
    },
    CONTACTS: {
        "subject": func.lower(m.Contact.subject),
        "received": m.Contact.received,
        "channel": _label("contact_channel", m.Contact.channel),
        "owner": _OWNER,
        "left": _PRESSING,
        "status": _label("contact_status", m.Contact.status),
        "review_on": m.Contact.review_on,
        "priority": _priority(m.Contact),
    },
    MESSAGES: {
        "title": func.lower(m.Message.text),
        "kind": _label("message_kind", m.Message.kind),
        "status": _label("message_status", m.Message.status),
        "planned": m.Message.planned,
        "posted": _LAST_POST,
        "priority": _priority(m.Message),
        "campaign": _tag(m.Message),
    },
}
_USUAL: Final[Mapping[str, tuple[Any, ...]]] = {
    EVENTS: (m.Event.start.desc(), m.Event.id.desc()),
    CONTACTS: (_PRESSING, m.Contact.id),
    MESSAGES: (
        *(_STAGE, _TO_COME.asc().nulls_last(), _LAST_POST.desc().nulls_first()),
        m.Message.id.desc(),
    ),
}


def _ordered(table: str, asked: Asked, now: datetime) -> list[Any]:
    if not asked.orders and table == EVENTS:
        # The next one comes first; of those that were, the last.
        begins = type_coerce(m.Event.start, Integer)
        return [case((m.Event.start >= now, begins), else_=_FAR - begins), m.Event.id]
    return [*ordered(_COLUMNS[table], asked.orders), *_USUAL[table]]


def _shown_words(table: str) -> tuple[Any, ...]:
    """What the words of the filter are looked for in: what the list shows."""
    if table == EVENTS:
        kind = _label("event_kind", m.Event.kind)
        shown = (m.Event.title, kind, _PLACE, m.Event.venue, _CREW, _GROUPS)
        return (*shown, _priority(m.Event), _tag(m.Event))
    if table == CONTACTS:
        channel = _label("contact_channel", m.Contact.channel)
        status = _label("contact_status", m.Contact.status)
        return (m.Contact.subject, channel, _OWNER, status, _priority(m.Contact))
    kind = _label("message_kind", m.Message.kind)
    return (m.Message.text, kind, _CHANNELS, _GOES_TO, _priority(m.Message), _tag(m.Message))
