"""The records behind a figure of a month: when each was, what it is, how much of it it makes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, community
from snt_desk.domain.clock import Month
from snt_desk.domain.figures import Source
from snt_desk.services import gather, patrol_log, returns, since
from snt_desk.services.patrol_log import PatrolRow
from snt_desk.services.returns import Key
from snt_desk.services.team import TeamName

_CHUNK = 500


@dataclass(frozen=True)
class Behind:
    """A record behind a figure: when it was, what it is, and how much of the figure it makes.

    Of a patrol `what` is its crew; it also has `out`, `back` (empty while it is out) and
    `place`. `changed` says that it is not what it was when the last revision was sent, and
    `alone` that nothing else has changed since: then what a figure differs by is due to it.
    """

    table: str
    ref: str
    when: str
    what: str
    amount: int
    out: str = ""
    back: str = ""
    place: str = ""
    changed: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Described:
    """A record in words, and the moment by which it is ordered."""

    at: datetime | date | None
    what: str
    patrol: PatrolRow | None = None


def behind(session: Session, team: TeamName, month: Month, key: Key) -> list[Behind]:
    """Describe the records behind a figure: what was changed since it was sent, then the newest."""
    sources = returns.behind(session, team, month, key)
    last = returns.last_sent(session, team.id, month)
    return described(session, sources, since.touched(session, last) if last else {})


def described(
    session: Session, sources: Iterable[Source], touched: Collection[tuple[str, str]] = ()
) -> list[Behind]:
    """Describe records, of which some were touched since: these come first, then the newest."""
    by_table: dict[str, list[Source]] = {}
    for source in sources:
        by_table.setdefault(source.table, []).append(source)
    found: list[tuple[str, Behind]] = []
    for table, group in by_table.items():
        words = _DESCRIBE[table](session, [source.ref for source in group])
        for source in group:
            told = words[source.ref]
            changed = (table, source.ref) in touched
            row = replace(_row(source, told), changed=changed, alone=len(touched) == 1)
            found.append((_order(told.at), row))
    found.sort(key=lambda pair: pair[1].ref)
    found.sort(key=lambda pair: (pair[1].changed, pair[0]), reverse=True)
    return [one for _, one in found]


def only_change(session: Session, team: TeamName, month: Month) -> str:
    """Say what was changed since the month was sent, if it was one patrol; else nothing.

    `Patrol of Mon 19 Oct changed by Shah.`; a person who is not a member goes by the account.
    """
    last = returns.last_sent(session, team.id, month)
    touched = since.touched(session, last) if last else {}
    if len(touched) != 1:
        return ""
    [((table, ref), who)] = touched.items()
    rows = patrol_log.named(session, [ref]) if table == "patrols" else []
    if not rows:
        return ""
    name = session.scalar(select(m.Member.last_name).where(m.Member.collar == who))
    day = clock.short_day(clock.local_day(rows[0].start))
    return f"Patrol of {day} changed by {name or who}."


def _order(at: datetime | date | None) -> str:
    return at.isoformat() if at else ""


def _row(source: Source, told: Described) -> Behind:
    patrol = told.patrol
    if patrol is None:
        return Behind(source.table, source.ref, _when(told.at), told.what, source.amount)
    return Behind(
        source.table,
        source.ref,
        clock.short_day(clock.local_day(patrol.start)),
        ", ".join(patrol.crew),
        source.amount,
        clock.wall(patrol.start),
        clock.wall(patrol.end) if patrol.end else "",
        patrol.place,
    )


def _when(at: datetime | date | None) -> str:
    if isinstance(at, datetime):
        return f"{clock.short_day(clock.local_day(at))} {clock.wall(at)}"
    return clock.short_day(at) if at else ""


# --- What each table's records are ------------------------------------------------------------

Words = dict[str, Described]


def _patrols(session: Session, refs: list[str]) -> Words:
    rows = patrol_log.named(session, refs)
    return {row.ref: Described(row.start, ", ".join(row.crew), row) for row in rows}


def _members(session: Session, collars: list[str]) -> Words:
    query = select(m.Member.collar, m.Member.first_name, m.Member.last_name)
    rows = session.execute(query.where(m.Member.collar.in_(collars)))
    return {collar: Described(None, f"{collar} {first} {last}") for collar, first, last in rows}


def _posts(session: Session, refs: list[str]) -> Words:
    labels = _labels(session, "message_channel")
    found: Words = {}
    for start in range(0, len(refs), _CHUNK):
        query = (
            select(m.Post.ref, m.Post.posted, m.Post.channel, m.Message.text)
            .join(m.Message, m.Message.id == m.Post.message_id)
            .where(m.Post.ref.in_(refs[start : start + _CHUNK]))
        )
        for ref, at, channel, text in session.execute(query):
            what = f"{labels.get(channel, channel)} · {community.headline(text)}"
            found[ref] = Described(at, what)
    return found


def _by(table: Any, at: Any, what: Any, codes: str = "") -> Callable[[Session, list[str]], Words]:
    """Describe records that have a ref by a time and a text; of a code list, by its label."""

    def describe(session: Session, refs: list[str]) -> Words:
        labels = _labels(session, codes)
        found: Words = {}
        for start in range(0, len(refs), _CHUNK):
            query = select(table.ref, at, what).where(table.ref.in_(refs[start : start + _CHUNK]))
            for ref, when, text in session.execute(query):
                found[ref] = Described(when, labels.get(text, str(text)))
        return found

    return describe


def _on_people(table: Any, what: Any, codes: str) -> Callable[[Session, list[str]], Words]:
    """Describe stretches of a person's time."""

    def describe(session: Session, refs: list[str]) -> Words:
        labels = _labels(session, codes)
        found: Words = {}
        for start in range(0, len(refs), _CHUNK):
            query = (
                select(table.ref, table.start, m.Member.last_name, what)
                .join(m.Member, m.Member.id == table.member_id)
                .where(table.ref.in_(refs[start : start + _CHUNK]))
            )
            for ref, at, name, code in session.execute(query):
                found[ref] = Described(at, f"{name} · {labels.get(code, code)}")
        return found

    return describe


def _labels(session: Session, name: str) -> Mapping[str, str]:
    codes = gather.codes(session).get(name, ()) if name else ()
    return {code.code: code.label for code in codes}


_DESCRIBE: Mapping[str, Callable[[Session, list[str]], Words]] = {
    "patrols": _patrols,
    "members": _members,
    "duties": _on_people(m.Duty, m.Duty.code, "duty"),
    "absences": _on_people(m.Absence, m.Absence.kind, "absence"),
    "priorities": _by(m.Priority, m.Priority.adopted, m.Priority.title),
    "responses": _by(m.Response, m.Response.received, m.Response.theme, "theme"),
    "events": _by(m.Event, m.Event.start, m.Event.title),
    "meetings": _by(m.Meeting, m.Meeting.start, m.Meeting.title),
    "actions": _by(m.Action, m.Action.raised, m.Action.text),
    "posts": _posts,
    "contacts": _by(m.Contact, m.Contact.received, m.Contact.subject),
    "appointments": _by(m.Appointment, m.Appointment.at, m.Appointment.kind, "appointment_kind"),
}
"""How the records of each table that a figure can come from are described."""
