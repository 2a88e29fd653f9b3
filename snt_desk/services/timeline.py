"""Everything that happened for a priority, day by day, the newest first, however much it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Integer, select, type_coerce
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import EPOCH, MINUTE
from snt_desk.domain.minutes import minute
from snt_desk.domain.rounds import is_live_in
from snt_desk.services import joined_lines
from snt_desk.services.joined_lines import Joined


class Happened(NamedTuple):
    """One thing that happened, before its record is read: when, what kind, the record's key.

    `at` is a numbered minute; what is known by its day alone stands at its beginning, and
    is `dated`.
    """

    at: int
    what: str
    key: int
    dated: bool

    @property
    def id(self) -> str:
        """What tells it from all others."""
        return f"{self.what}/{self.key}"


@dataclass(frozen=True)
class Entry:
    """One line of the timeline; `time` is empty where only the day is known.

    `what` says what happened (`Patrol`, `Action closed`); the record is `ref` in `table`, and
    opens on `tab`.
    """

    id: str
    day: date
    time: str
    what: str
    title: str
    words: str
    table: str
    ref: str
    tab: str


def of(session: Session, ref: str) -> tuple[Happened, ...]:
    """List what happened for a priority, the newest first; nothing for one that is gone."""
    one = session.scalar(select(m.Priority).where(m.Priority.ref == ref))
    if one is None:
        return ()
    found = [*_of_itself(one), *_rounds(session, one)]
    for what, columns in _DATED.items():
        key, day = columns
        of_it = key.class_.priority_id == one.id
        rows = session.execute(select(key, day).where(of_it, day.is_not(None)))
        found += [_on(when, what, number) for number, when in rows]
    for what, columns in _TIMED.items():
        key, at = columns
        query = select(type_coerce(at, Integer), key).where(at.is_not(None))
        rows = session.connection().execute(_of_priority(query, key.class_, one.id))
        found += [Happened(number, what, row, dated=False) for number, row in rows]
    for what, column in _POINTING.items():
        query = select(m.Priority.id, m.Priority.raised).where(column == one.id)
        found += [_on(when, what, number) for number, when in session.execute(query)]
    return tuple(sorted(found, reverse=True))


def entries(session: Session, some: Sequence[Happened], on: date) -> list[Entry]:
    """Read the records of some of them, in their order; one whose record is gone stays empty."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for one in some:
        wanted[_TABLES[one.what]].add(one.key)
    posts = _posts(session, wanted.pop("posts", set()))
    lines = {
        table: joined_lines.by_key(session, table, sorted(keys), on)
        for table, keys in wanted.items()
    }
    told = _told(session, some)
    return [_entry(one, lines.get(_TABLES[one.what], posts), told) for one in some]


# --- What there is ----------------------------------------------------------------------------

_RAISED, _ADOPTED, _TOLD, _CLOSED = "Raised", "Adopted", "Residents were told", "Closed"
_ROUND, _POST = "A round began", "Posted"
PATROL = "Patrol"
"""What a patrol is called among what happened; there may be very many."""

_DATED: Mapping[str, tuple[Any, Any]] = {
    "Action agreed": (m.Action.id, m.Action.raised),
    "Action closed": (m.Action.id, m.Action.closed),
    "Task set": (m.Task.id, m.Task.raised),
    "Task done": (m.Task.id, m.Task.done),
    "Residents said so": (m.Response.id, m.Response.received),
    "Crime figures noted": (m.CrimeNote.id, m.CrimeNote.taken),
}
_TIMED: Mapping[str, tuple[Any, Any]] = {
    PATROL: (m.Leg.patrol_id, m.Leg.start),
    "Meeting": (m.Meeting.id, m.Meeting.start),
    "Event": (m.Event.id, m.Event.start),
    _POST: (m.Post.id, m.Post.posted),
    "A resident got in touch": (m.Contact.id, m.Contact.received),
    "A resident was answered": (m.Contact.id, m.Contact.answered),
}
_POINTING: Mapping[str, Any] = {
    "Taken up again": m.Priority.reopens_id,
    "Gave way to another": m.Priority.replaces_id,
}
_TABLES: Mapping[str, str] = {
    **{what: key.class_.__tablename__ for what, (key, _) in (*_DATED.items(), *_TIMED.items())},
    **dict.fromkeys((_RAISED, _ADOPTED, _TOLD, _CLOSED, *_POINTING), "priorities"),
    PATROL: "patrols",
    _ROUND: "rounds",
}
"""Of which table the record of each is."""

KINDS = tuple(_TABLES)
"""All that can happen, by what it is called."""


def _on(day: date, what: str, key: int) -> Happened:
    return Happened(minute(clock.midnight(day)), what, key, dated=True)


def _of_priority(query: Any, table: Any, key: int) -> Any:
    """Choose what is of a priority; a post is through its message, a leg through its patrol."""
    if table is m.Post:
        return query.join(m.Message, m.Message.id == m.Post.message_id).where(
            m.Message.priority_id == key
        )
    if table is m.Leg:
        of_it = select(m.Patrol.id).where(m.Patrol.priority_id == key)
        return query.where(m.Leg.leg == 1, m.Leg.patrol_id.in_(of_it))
    return query.where(table.priority_id == key)


def _of_itself(one: m.Priority) -> Iterator[Happened]:
    days = {
        _RAISED: one.raised,
        _ADOPTED: one.adopted,
        _TOLD: one.last_update,
        _CLOSED: one.closed,
    }
    return (_on(day, what, one.id) for what, day in days.items() if day is not None)


def _rounds(session: Session, one: m.Priority) -> Iterator[Happened]:
    """The rounds that began while it was live."""
    lap = m.Round
    query = select(lap.id, lap.begun, lap.ended).where(lap.team_id == one.team_id)
    for key, begun, ended in session.execute(query):
        if (
            one.adopted is not None
            and begun >= one.adopted
            and is_live_in(one.adopted, one.closed, begun, ended)
        ):
            yield _on(begun, _ROUND, key)


# --- How it reads -----------------------------------------------------------------------------


def _entry(one: Happened, lines: Mapping[int, Joined], told: Mapping[int, str]) -> Entry:
    at = EPOCH + one.at * MINUTE
    line = lines.get(one.key)
    time = "" if one.dated else clock.wall(at)
    if line is None:
        return Entry(one.id, clock.local_day(at), time, one.what, "", "", "", "", "")
    words = told.get(one.key, "") if one.what == _TOLD else line.words
    return Entry(
        one.id,
        clock.local_day(at),
        time,
        one.what,
        line.title,
        words,
        line.table,
        line.ref,
        line.target_tab,
    )


def _told(session: Session, some: Iterable[Happened]) -> dict[int, str]:
    """What residents were told last, for the entry that says so."""
    keys = [one.key for one in some if one.what == _TOLD]
    if not keys:
        return {}
    query = select(m.Priority.id, m.Priority.action).where(m.Priority.id.in_(keys))
    return {key: action or "" for key, action in session.execute(query)}


def _posts(session: Session, keys: set[int]) -> dict[int, Joined]:
    """Read posts as lines that open their message: where first, for the text may be long."""
    if not keys:
        return {}
    query = (
        select(m.Post.id, m.Post.message_id, m.Code.label, m.Post.channel)
        .join(
            m.Code,
            (m.Code.list == "message_channel") & (m.Code.code == m.Post.channel),
            isouter=True,
        )
        .where(m.Post.id.in_(keys))
    )
    rows = session.execute(query).all()
    messages = joined_lines.by_key(session, "messages", [row[1] for row in rows], clock.today())
    return {
        key: replace(one, title=f"{label or channel}: {one.title}", words="")
        for key, message, label, channel in rows
        if (one := messages.get(message)) is not None
    }
