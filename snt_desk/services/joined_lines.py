"""Records of any kind as lines to choose from: what it is, a few words, its day, where it lives.

A resident is called by what they wanted, never by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, func, select, type_coerce
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.services import joined_words as say
from snt_desk.services import patrol_rows
from snt_desk.services.patrol_rows import PatrolRow


@dataclass(frozen=True)
class Joined:
    """A record that another belongs to, or that belongs to it: what to say, and where it opens.

    `ref` is its name outside (collar) in `table`; `target_tab` the word on its tab. `day`
    is that on which it happened or began; None where a record has none.
    """

    table: str
    ref: str
    title: str
    words: str
    day: date | None
    target_tab: str


@dataclass(frozen=True)
class _Kind:
    """How records of a table are read and said; `newest` sorts them, `columns` follow the ref."""

    tab: str
    ref: Any
    columns: tuple[Any, ...]
    newest: Any
    said: Callable[..., say.Said]


def known(table: str) -> bool:
    """Whether records of this table can be lines."""
    return table == "patrols" or table in _KINDS


def tab_of(table: str) -> str:
    """Name the tab on which records of a table live."""
    return "Patrols" if table == "patrols" else _KINDS[table].tab


def key_of(session: Session, table: str, ref: str) -> int | None:
    """Give the number of a record by its name outside; None where it is gone."""
    column = m.Patrol.ref if table == "patrols" else _KINDS[table].ref
    key: int | None = session.scalar(select(column.class_.id).where(column == ref))
    return key


def read(
    session: Session, table: str, keys: Select[Any], on: date, *, most: int, skip: int = 0
) -> tuple[Joined, ...]:
    """Read the records with these keys as lines, the newest first, *most* at most."""
    if table == "patrols":
        wanted = select(m.Leg.patrol_id).where(m.Leg.leg == 1, m.Leg.patrol_id.in_(keys))
        wanted = wanted.order_by(m.Leg.start.desc(), m.Leg.patrol_id.desc())
    else:
        kind = _KINDS[table]
        one = kind.ref.class_
        wanted = select(one.id).where(one.id.in_(keys))
        wanted = wanted.order_by(kind.newest.desc(), one.id.desc())
    found = session.scalars(wanted.limit(most).offset(skip)).all()
    lines = by_key(session, table, found, on)
    return tuple(lines[key] for key in found)


def by_key(session: Session, table: str, keys: Sequence[int], on: date) -> dict[int, Joined]:
    """Read the records with these keys as lines; one that is gone is left out."""
    labels = {
        (name, code): label
        for name, code, label in session.execute(select(m.Code.list, m.Code.code, m.Code.label))
    }
    words = say.Words(labels, on)
    if table == "patrols":
        return {one.id: _patrol(words, one) for one in patrol_rows.read(session, keys)}
    kind = _KINDS[table]
    one = kind.ref.class_
    query = select(one.id, kind.ref, *kind.columns).where(one.id.in_(keys))
    return {
        key: Joined(table, ref, *kind.said(words, *row), kind.tab)
        for key, ref, *row in session.execute(query)
    }


# --- What each says ---------------------------------------------------------------------------


def _patrol(words: say.Words, one: PatrolRow) -> Joined:
    title = say.joined_up(words.label("mode", one.mode), one.place)
    out = "" if one.end else "still out"
    said = say.joined_up(say.from_to(one.start, one.end), out, *one.crew)
    return Joined("patrols", one.ref, title, said, clock.local_day(one.start), "Patrols")


def _place_of(column: Any) -> Any:
    return select(m.Place.name).where(m.Place.id == column).scalar_subquery()


def _partner_of(column: Any) -> Any:
    return select(m.Partner.name).where(m.Partner.id == column).scalar_subquery()


_LAST = 2**31 - 1
_POSTED = select(func.max(m.Post.posted)).where(m.Post.message_id == m.Message.id).scalar_subquery()


def _kinds() -> Mapping[str, _Kind]:
    member = m.Member
    return {
        **_of_priorities(),
        **_of_partners(),
        **_of_community(),
        "members": _Kind(
            "Roster",
            member.collar,
            (member.first_name, member.last_name, member.collar),
            member.id,
            say.member,
        ),
    }


def _of_partners() -> Mapping[str, _Kind]:
    meeting, again, action, partner = m.Meeting, m.MeetingSeries, m.Action, m.Partner
    person, review = m.PartnerPerson, m.CaseReview
    tab = "Partners"
    return {
        "meetings": _Kind(
            tab,
            meeting.ref,
            (meeting.title, meeting.kind, meeting.start, meeting.end),
            meeting.start,
            say.meeting,
        ),
        "meeting_series": _Kind(
            tab,
            again.ref,
            (again.title, again.rule, again.every, again.first, again.until),
            again.first,
            say.series,
        ),
        "actions": _Kind(
            tab,
            action.ref,
            (action.text, action.raised, action.due, action.closed),
            action.raised,
            say.action,
        ),
        "partners": _Kind(tab, partner.ref, (partner.name, partner.kind), partner.id, say.partner),
        "partner_people": _Kind(
            tab,
            person.ref,
            (person.name, person.role, _partner_of(person.partner_id)),
            person.id,
            say.person,
        ),
        "case_reviews": _Kind(
            tab,
            review.ref,
            (review.subject, review.begun, review.asked, review.closed, _place_of(review.place_id)),
            review.begun,
            say.case_review,
        ),
    }


def _of_priorities() -> Mapping[str, _Kind]:
    one, task, lap, asked = m.Priority, m.Task, m.Round, m.Consultation
    said, note = m.Response, m.CrimeNote
    latest = func.coalesce(one.closed, one.adopted, one.raised)
    states = (one.title, one.status, one.result, latest)
    tab = "Priorities"
    return {
        "priorities": _Kind(tab, one.ref, states, latest, say.priority),
        "tasks": _Kind(
            tab,
            task.ref,
            (task.text, task.stage, task.raised, task.due, task.done),
            func.coalesce(task.done, task.due, task.raised),
            say.task,
        ),
        "rounds": _Kind(tab, lap.ref, (lap.begun, lap.months, lap.ended), lap.begun, say.round_),
        "consultations": _Kind(
            tab,
            asked.ref,
            (asked.title, asked.opened, asked.closed),
            asked.opened,
            say.consultation,
        ),
        "responses": _Kind(
            tab,
            said.ref,
            (said.theme, said.channel, said.count, said.received, _place_of(said.place_id)),
            said.received,
            say.response,
        ),
        "crime_notes": _Kind(
            tab,
            note.ref,
            (note.source, note.taken, _place_of(note.place_id)),
            note.taken,
            say.crime_note,
        ),
    }


def _of_community() -> Mapping[str, _Kind]:
    event, contact, message, agreed = m.Event, m.Contact, m.Message, m.Appointment
    wanted = select(contact.subject).where(contact.id == agreed.contact_id).scalar_subquery()
    group = m.CommunityGroup
    tab = "Community"
    return {
        "community_groups": _Kind(
            tab, group.ref, (group.name, group.weeks, group.ended), group.id, say.group
        ),
        "events": _Kind(
            tab,
            event.ref,
            (event.title, event.kind, event.start, event.attendance, _place_of(event.place_id)),
            event.start,
            say.event,
        ),
        "contacts": _Kind(
            tab,
            contact.ref,
            (contact.subject, contact.status, contact.received),
            contact.received,
            say.contact,
        ),
        "appointments": _Kind(
            tab,
            agreed.ref,
            (agreed.kind, agreed.at, agreed.lasts, agreed.status, wanted),
            agreed.at,
            say.appointment,
        ),
        "messages": _Kind(
            tab,
            message.ref,
            (message.text, message.kind, message.status, _POSTED),
            # Drafts first: they are still to go out.
            func.coalesce(type_coerce(_POSTED, Integer), _LAST),
            say.message,
        ),
        **_of_campaigns(tab),
    }


def _of_campaigns(tab: str) -> Mapping[str, _Kind]:
    one, planned, count = m.Campaign, m.PlannedPatrol, m.CampaignCount
    columns = (planned.mode, planned.start, planned.end, _place_of(planned.place_id))
    return {
        "campaigns": _Kind(tab, one.tag, (one.title, one.from_, one.to), one.from_, say.campaign),
        "campaign_counts": _Kind(tab, count.ref, (count.what, count.count), count.id, say.count),
        "planned_patrols": _Kind(
            tab, planned.ref, (*columns, planned.patrol_id), planned.start, say.planned
        ),
    }


_KINDS: Mapping[str, _Kind] = _kinds()
