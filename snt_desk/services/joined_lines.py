"""Records of any kind as lines to choose from: what it is, a few words, its day, where it lives.

A resident is called by what he wanted, never by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, Select, func, select, type_coerce
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import appointments, clock, partners, tasks
from snt_desk.domain.priorities import CLOSED
from snt_desk.services import patrol_rows
from snt_desk.services.patrol_rows import PatrolRow

_SHORT = 90


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
class _Words:
    """What the lines are put into words with: labels of codes, and the day on which they stand."""

    labels: Mapping[tuple[str, str], str]
    on: date

    def label(self, list_name: str, code: str | None) -> str:
        return self.labels.get((list_name, code or ""), code or "")

    def quietly(self, list_name: str, code: str | None) -> str:
        """The label within a sentence: `street meet`, but `X (Twitter)` as it is."""
        label = self.label(list_name, code)
        return label[:1].lower() + label[1:] if label[1:2].islower() else label


Said = tuple[str, str, date | None]
"""Title, words and day of a line."""


@dataclass(frozen=True)
class _Kind:
    """How records of a table are read and said; `newest` sorts them, `columns` follow the ref."""

    tab: str
    ref: Any
    columns: tuple[Any, ...]
    newest: Any
    said: Callable[..., Said]


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
    words = _Words(labels, on)
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


def _patrol(words: _Words, one: PatrolRow) -> Joined:
    title = _with(words.label("mode", one.mode), one.place)
    said = _with(_from_to(one.start, one.end), *one.crew)
    return Joined("patrols", one.ref, title, said, clock.local_day(one.start), "Patrols")


def _priority(words: _Words, title: str, status: str, result: str | None, day: date) -> Said:
    state = words.quietly("priority_status", status)
    if status == CLOSED:
        state = _with(state, words.quietly("priority_result", result))
    return _short(title), state, day


def _task(
    words: _Words, text: str, stage: str, raised: date, due: date | None, done: date | None
) -> Said:
    state = _open_or("done", words, due, done, tasks.is_overdue)
    return _short(text), _with(stage, state), done or due or raised


def _round(_words: _Words, begun: date, months: int, ended: date | None) -> Said:
    lasts = f"ended {clock.long_day(ended)}" if ended else f"{months} months"
    return f"Round from {clock.long_day(begun)}", lasts, begun


def _consultation(words: _Words, title: str, opened: date, closed: date | None) -> Said:
    if closed is None:
        state = "open"
    elif closed < words.on:
        state = f"closed {clock.long_day(closed)}"
    else:
        # Its last day is one on which residents can still answer.
        state = f"open until {clock.long_day(closed)}"
    return _short(title), state, opened


def _response(
    words: _Words, theme: str, channel: str, count: int, received: date, place: str | None
) -> Said:
    said = f"{count:,} {'response' if count == 1 else 'responses'}"
    title = _with(words.label("theme", theme), place)
    return title, _with(said, words.quietly("response_channel", channel)), received


def _crime_note(_words: _Words, source: str, taken: date, place: str | None) -> Said:
    return _short(source), place or "", taken


def _meeting(words: _Words, title: str, kind: str, start: datetime, end: datetime | None) -> Said:
    said = _with(words.quietly("meeting_kind", kind), _from_to(start, end))
    return _short(title), said, clock.local_day(start)


def _action(words: _Words, text: str, raised: date, due: date | None, closed: date | None) -> Said:
    return _short(text), _open_or("closed", words, due, closed, partners.is_overdue), raised


def _partner(words: _Words, name: str, kind: str) -> Said:
    return _short(name), words.quietly("partner_kind", kind), None


def _person(_words: _Words, name: str, role: str | None, partner: str) -> Said:
    return _short(name), _with(role, partner), None


def _case_review(
    _words: _Words,
    subject: str,
    begun: date,
    asked: date | None,
    closed: date | None,
    place: str | None,
) -> Said:
    state = f"asked for {clock.long_day(asked)}" if asked else "watched"
    if closed is not None:
        state = f"closed {clock.long_day(closed)}"
    return _short(subject), _with(place, state), asked or begun


def _event(
    words: _Words, title: str, kind: str, start: datetime, came: int | None, place: str | None
) -> Said:
    came_words = "" if came is None else f"{came:,} came"
    said = _with(words.quietly("event_kind", kind), place, came_words)
    return _short(title), said, clock.local_day(start)


def _group(words: _Words, name: str, weeks: int | None, ended: date | None) -> Said:
    every = "" if weeks is None else f"every {weeks} weeks" if weeks > 1 else "every week"
    over = f"no more since {clock.long_day(ended)}" if ended and ended <= words.on else ""
    return _short(name), _with(every, over), None


def _contact(words: _Words, subject: str, status: str, received: datetime) -> Said:
    return _short(subject), words.quietly("contact_status", status), clock.local_day(received)


def _appointment(
    words: _Words, kind: str, at: datetime, lasts: int | None, status: str, subject: str | None
) -> Said:
    title = _with(words.label("appointment_kind", kind), subject)
    state = words.quietly("appointment_status", status)
    return _short(title), _with(appointments.said(at, lasts), state), clock.local_day(at)


def _message(words: _Words, text: str, kind: str, status: str, posted: datetime | None) -> Said:
    said = _with(words.quietly("message_kind", kind), words.quietly("message_status", status))
    return _short(text), said, None if posted is None else clock.local_day(posted)


def _member(_words: _Words, first: str, last: str, collar: str) -> Said:
    return f"{first} {last}", collar, None


_IsLate = Callable[[date | None, date | None, date], bool]


def _open_or(
    over: str, words: _Words, due: date | None, closed: date | None, is_late: _IsLate
) -> str:
    """Say of something to be done whether it is, and until when it is to be."""
    if closed is not None and closed <= words.on:
        return f"{over} {clock.long_day(closed)}"
    if due is None:
        return "open"
    late = "overdue since" if is_late(due, closed, words.on) else "open, due"
    return f"{late} {clock.long_day(due)}"


def _from_to(start: datetime, end: datetime | None) -> str:
    return f"{clock.wall(start)} to {clock.wall(end)}" if end else f"{clock.wall(start)}, still out"


def _with(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"


def _place_of(column: Any) -> Any:
    return select(m.Place.name).where(m.Place.id == column).scalar_subquery()


def _partner_of(column: Any) -> Any:
    return select(m.Partner.name).where(m.Partner.id == column).scalar_subquery()


_LAST = 2**31 - 1
_POSTED = select(func.max(m.Post.posted)).where(m.Post.message_id == m.Message.id).scalar_subquery()


def _kinds() -> Mapping[str, _Kind]:
    community, priorities = _of_community(), _of_priorities()
    meeting, action, partner, member = m.Meeting, m.Action, m.Partner, m.Member
    person, review = m.PartnerPerson, m.CaseReview
    return {
        **priorities,
        "meetings": _Kind(
            "Partners",
            meeting.ref,
            (meeting.title, meeting.kind, meeting.start, meeting.end),
            meeting.start,
            _meeting,
        ),
        "actions": _Kind(
            "Partners",
            action.ref,
            (action.text, action.raised, action.due, action.closed),
            action.raised,
            _action,
        ),
        "partners": _Kind(
            "Partners", partner.ref, (partner.name, partner.kind), partner.id, _partner
        ),
        "partner_people": _Kind(
            "Partners",
            person.ref,
            (person.name, person.role, _partner_of(person.partner_id)),
            person.id,
            _person,
        ),
        "case_reviews": _Kind(
            "Partners",
            review.ref,
            (review.subject, review.begun, review.asked, review.closed, _place_of(review.place_id)),
            review.begun,
            _case_review,
        ),
        **community,
        "members": _Kind(
            "Roster",
            member.collar,
            (member.first_name, member.last_name, member.collar),
            member.id,
            _member,
        ),
    }


def _of_priorities() -> Mapping[str, _Kind]:
    one, task, lap, asked = m.Priority, m.Task, m.Round, m.Consultation
    said, note = m.Response, m.CrimeNote
    latest = func.coalesce(one.closed, one.adopted, one.raised)
    states = (one.title, one.status, one.result, latest)
    tab = "Priorities"
    return {
        "priorities": _Kind(tab, one.ref, states, latest, _priority),
        "tasks": _Kind(
            tab,
            task.ref,
            (task.text, task.stage, task.raised, task.due, task.done),
            func.coalesce(task.done, task.due, task.raised),
            _task,
        ),
        "rounds": _Kind(tab, lap.ref, (lap.begun, lap.months, lap.ended), lap.begun, _round),
        "consultations": _Kind(
            tab, asked.ref, (asked.title, asked.opened, asked.closed), asked.opened, _consultation
        ),
        "responses": _Kind(
            tab,
            said.ref,
            (said.theme, said.channel, said.count, said.received, _place_of(said.place_id)),
            said.received,
            _response,
        ),
        "crime_notes": _Kind(
            tab,
            note.ref,
            (note.source, note.taken, _place_of(note.place_id)),
            note.taken,
            _crime_note,
        ),
    }


def _of_community() -> Mapping[str, _Kind]:
    event, contact, message, agreed = m.Event, m.Contact, m.Message, m.Appointment
    wanted = select(contact.subject).where(contact.id == agreed.contact_id).scalar_subquery()
    group = m.CommunityGroup
    tab = "Community"
    return {
        "community_groups": _Kind(
            tab, group.ref, (group.name, group.weeks, group.ended), group.id, _group
        ),
        "events": _Kind(
            tab,
            event.ref,
            (event.title, event.kind, event.start, event.attendance, _place_of(event.place_id)),
            event.start,
            _event,
        ),
        "contacts": _Kind(
            tab,
            contact.ref,
            (contact.subject, contact.status, contact.received),
            contact.received,
            _contact,
        ),
        "appointments": _Kind(
            tab,
            agreed.ref,
            (agreed.kind, agreed.at, agreed.lasts, agreed.status, wanted),
            agreed.at,
            _appointment,
        ),
        "messages": _Kind(
            tab,
            message.ref,
            (message.text, message.kind, message.status, _POSTED),
            # Drafts first: they are still to go out.
            func.coalesce(type_coerce(_POSTED, Integer), _LAST),
            _message,
        ),
    }


_KINDS: Mapping[str, _Kind] = _kinds()
