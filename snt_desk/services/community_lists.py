"""What the Community tab lists: events, residents' contacts and messages of a team.

A list is the keys of its records in an order, made by the database: any number of them. What
is shown is read by these keys, some rows at a time. None of it is a resident's detail but the
subject.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Integer, Select, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.community import DROPPED, DUPLICATE, NO_REPLY_NEEDED, POSTED, headline

EVENTS: Final = "events"
CONTACTS: Final = "contacts"
MESSAGES: Final = "messages"
Order = tuple[str, bool]
"""The name of a column, and whether the largest comes first."""


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


@dataclass(frozen=True)
class EventRow:
    """An event as it is listed; `raised` is how many residents said something there."""

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
    """A message as it is listed: `title` is its first line, `channels` where it went out."""

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


Row = EventRow | ContactRow | MessageRow


# --- Keys -------------------------------------------------------------------------------------


def count(session: Session, team_id: int, table: str) -> int:
    """Count a team's events, contacts or messages."""
    of = _TABLES[table]
    return session.execute(
        select(func.count()).select_from(of).where(of.team_id == team_id)
    ).scalar_one()


def keys(session: Session, team_id: int, table: str, asked: Asked, now: datetime) -> array[int]:
    """Give the keys of a list in its order, at a moment."""
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
    return array("q", session.scalars(query.order_by(*_ordered(table, asked))))


def columns(table: str) -> frozenset[str]:
    """By what a list can be sorted."""
    return frozenset(_COLUMNS[table])


def key_of(session: Session, table: str, ref: str) -> int | None:
    """Give the key of a record; None if it is gone."""
    of = _TABLES[table]
    return session.scalar(select(of.id).where(of.ref == ref))


def linked(session: Session, table: str, ref: str) -> str:
    """Give the ref of the priority that a record belongs to; empty if it belongs to none."""
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


_CREW = _one(
    select(func.aggregate_strings(m.Member.last_name, ", "))
    .join(m.EventOfficer, m.EventOfficer.member_id == m.Member.id)
    .where(m.EventOfficer.event_id == m.Event.id)
)
_PLACE = _one(select(func.lower(m.Place.name)).where(m.Place.id == m.Event.place_id))
_RAISED = _one(select(func.sum(m.Response.count)).where(m.Response.event_id == m.Event.id))
_OWNER = _one(select(func.lower(m.Member.last_name)).where(m.Member.id == m.Contact.owner_id))
_LAST_POST = _one(select(func.max(m.Post.posted)).where(m.Post.message_id == m.Message.id))
_CHANNELS = _one(
    select(func.aggregate_strings(m.Code.label, ", "))
    .join(m.Post, (m.Code.list == "message_channel") & (m.Code.code == m.Post.channel))
    .where(m.Post.message_id == m.Message.id)
)
_FAR: Final = 2**40
# Who waits longest comes first; of the others who came last.
_PRESSING = case(
    (_WAITS, type_coerce(m.Contact.received, Integer)),
    else_=_FAR - type_coerce(m.Contact.received, Integer),
)
_STAGE = case((m.Message.status == POSTED, 1), (m.Message.status == DROPPED, 2), else_=0)

_TABLES: Final[Mapping[str, Any]] = {EVENTS: m.Event, CONTACTS: m.Contact, MESSAGES: m.Message}
_COLUMNS: Final[Mapping[str, Mapping[str, Any]]] = {
    EVENTS: {
        "start": m.Event.start,
        "title": func.lower(m.Event.title),
        "kind": _label("event_kind", m.Event.kind),
        "place": _PLACE,
        "crew": func.lower(_CREW),
        "attendance": m.Event.attendance,
        "priority": _priority(m.Event),
        "campaign": _tag(m.Event),
        "raised": _RAISED,
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
        "posted": _LAST_POST,
        "priority": _priority(m.Message),
        "campaign": _tag(m.Message),
    },
}
_USUAL: Final[Mapping[str, tuple[Any, ...]]] = {
    EVENTS: (m.Event.start.desc(), m.Event.id.desc()),
    CONTACTS: (_PRESSING, m.Contact.id),
    MESSAGES: (_STAGE, _LAST_POST.desc().nulls_first(), m.Message.id.desc()),
}


def _ordered(table: str, asked: Asked) -> list[Any]:
    if not asked.orders and asked.only and table == EVENTS:
        return [m.Event.start, m.Event.id]
    made: list[Any] = []
    for name, descending in asked.orders:
        value = _COLUMNS[table][name]
        made.append((value.desc() if descending else value.asc()).nulls_last())
    return [*made, *_USUAL[table]]


def _shown_words(table: str) -> tuple[Any, ...]:
    """What the words of the filter are looked for in: what the list shows."""
    if table == EVENTS:
        kind = _label("event_kind", m.Event.kind)
        return (m.Event.title, kind, _PLACE, _CREW, _priority(m.Event), _tag(m.Event))
    if table == CONTACTS:
        channel = _label("contact_channel", m.Contact.channel)
        status = _label("contact_status", m.Contact.status)
        return (m.Contact.subject, channel, _OWNER, status, _priority(m.Contact))
    kind = _label("message_kind", m.Message.kind)
    return (m.Message.text, kind, _CHANNELS, _priority(m.Message), _tag(m.Message))


# --- Rows -------------------------------------------------------------------------------------


def rows(session: Session, table: str, wanted: Sequence[int]) -> list[Row]:
    """Read the records of these keys, in their order; one that is gone is left out."""
    found = {one.key: one for one in _READ[table](session, wanted)}
    return [found[key] for key in wanted if key in found]


def _events(session: Session, wanted: Sequence[int]) -> Iterable[Row]:
    one = m.Event
    query = (
        select(one.id, one.ref, one.title, m.Code.label, one.kind, one.start, one.end)
        .add_columns(m.Place.name, one.attendance, m.Priority.title, m.Priority.ref)
        .add_columns(m.Campaign.tag, one.public, _RAISED)
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
    for key, ref, title, label, kind, start, end, place, came, *rest in session.execute(query):
        priority, priority_ref, tag, public, raised = rest
        yield EventRow(
            *(key, ref, title, label or kind, start, end, place or "", tuple(crews[key]), came),
            *(priority or "", priority_ref or "", tag or "", bool(public), int(raised or 0)),
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
        .add_columns(m.Priority.title, m.Priority.ref, m.Campaign.tag)
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
    posts = _posts(session, wanted)
    for key, ref, text, label, code, stage, said, *rest in session.execute(query):
        priority, priority_ref, tag = rest
        channels, last = posts.get(key, ((), None))
        yield MessageRow(
            *(key, ref, headline(text), label or code, stage, said or stage, channels, last),
            *(priority or "", priority_ref or "", tag or ""),
        )


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
