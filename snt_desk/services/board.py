"""A month's return as it is looked at: figures beside other months, and what is behind one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, measures
from snt_desk.domain.clock import Month
from snt_desk.domain.facts import CodeFact
from snt_desk.domain.figures import Figure, Source
from snt_desk.domain.measures import FIXED
from snt_desk.services import gather, patrol_log, returns
from snt_desk.services.returns import Key
from snt_desk.services.team import TeamName

_CHUNK = 500


@dataclass(frozen=True)
class FigureLine:
    """A figure with those of the month before and of the same month last year."""

    key: Key
    section: str
    label: str
    unit: str
    now: int
    before: int
    last_year: int
    status: str


@dataclass(frozen=True)
class Behind:
    """A record behind a figure: when it was, what it is, and how much of the figure it makes."""

    table: str
    ref: str
    when: str
    what: str
    amount: int


@dataclass(frozen=True)
class MonthState:
    """A month and what became of its return: `revision` is 0 while none was sent."""

    month: Month
    revision: int
    over: bool


def months(session: Session, team: TeamName, today: date) -> list[MonthState]:
    """List the months that have records or returns, the present one first."""
    sent: dict[str, int] = {}
    query = select(m.Return.month, m.Return.revision).where(m.Return.team_id == team.id)
    for name, revision in session.execute(query):
        sent[name] = max(revision, sent.get(name, 0))
    present = Month.of(today)
    first = min([_first(session, team.id) or present, *map(Month.parse, sent)])
    listed, month = [], present
    while month >= first:
        listed.append(MonthState(month, sent.get(str(month), 0), month < present))
        month = month.plus(-1)
    return listed


def lines(session: Session, team: TeamName, month: Month) -> tuple[FigureLine, ...]:
    """Lay the month's figures beside last month's and last year's; all zero is left out.

    A figure that is not broken down stands even at zero: it may be what is looked for.
    """
    now = returns.counted(session, team, month)
    before = _values(returns.counted(session, team, month.plus(-1)))
    last_year = _values(returns.counted(session, team, month.plus(-12)))
    words = _Words(session, team.id)
    return tuple(
        FigureLine(
            figure.key,
            measures.SECTIONS[figure.section],
            words.label(figure),
            figure.unit,
            figure.value,
            before.get(figure.key, 0),
            last_year.get(figure.key, 0),
            figure.status,
        )
        for figure in now
        if figure.by == "all" or figure.value or before.get(figure.key) or last_year.get(figure.key)
    )


def behind(session: Session, team: TeamName, month: Month, key: Key) -> list[Behind]:
    """Describe the records behind a figure, in the order of time."""
    sources = returns.behind(session, team, month, key)
    by_table: dict[str, list[Source]] = {}
    for source in sources:
        by_table.setdefault(source.table, []).append(source)
    found = []
    for table, group in by_table.items():
        described = _DESCRIBE[table](session, [source.ref for source in group])
        for source in group:
            at, what = described[source.ref]
            found.append((at, Behind(table, source.ref, _when(at), what, source.amount)))
    return [one for _, one in sorted(found, key=lambda pair: (str(pair[0]), pair[1].ref))]


class _Words:
    """Says each figure as a person would."""

    def __init__(self, session: Session, team_id: int) -> None:
        self._codes = gather.codes(session)
        places = select(m.Place.code, m.Place.name).where(m.Place.team_id == team_id)
        priorities = select(m.Priority.ref, m.Priority.title).where(m.Priority.team_id == team_id)
        self._names: dict[str, Mapping[str, str]] = {
            "beat": dict(session.execute(places).all()),
            "priority": dict(session.execute(priorities).all()),
        }
        self._names["hotspot"] = self._names["beat"]

    def label(self, figure: Figure) -> str:
        """`Patrol time: foot`, `Visits: Woodhall shops`, `Left`."""
        measure = measures.measure(figure.section, figure.measure).label
        if figure.by == "all":
            return measure
        return f"{measure}: {self._category(figure.by, figure.category)}"

    def _category(self, by: str, category: str) -> str:
        if by in self._names:
            return "no beat" if category == "none" else self._names[by].get(category, category)
        codes: Iterable[CodeFact] = FIXED.get(by) or self._codes.get(by, ())
        label = next((code.label for code in codes if code.code == category), category)
        return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _values(figures: Iterable[Figure]) -> dict[Key, int]:
    return {figure.key: figure.value for figure in figures}


def _first(session: Session, team_id: int) -> Month | None:
    query = select(m.Leg.start).where(m.Leg.team_id == team_id).order_by(m.Leg.start).limit(1)
    start = session.scalar(query)
    return Month.of(clock.local_day(start)) if start else None


def _when(at: datetime | date | None) -> str:
    if isinstance(at, datetime):
        return f"{clock.short_day(clock.local_day(at))} {clock.wall(at)}"
    return clock.long_day(at) if at else ""


Described = dict[str, tuple[datetime | date | None, str]]


def _patrols(session: Session, refs: list[str]) -> Described:
    found: Described = {}
    for row in patrol_log.named(session, refs):
        crew = ", ".join(row.crew)
        parts = [row.mode.capitalize(), crew, row.place, row.priority or row.purpose]
        found[row.ref] = (row.start, " · ".join(part for part in parts if part))
    return found


def _members(session: Session, collars: list[str]) -> Described:
    query = select(m.Member.collar, m.Member.first_name, m.Member.last_name)
    rows = session.execute(query.where(m.Member.collar.in_(collars)))
    return {collar: (None, f"{collar} {first} {last}") for collar, first, last in rows}


def _by(table: Any, at: Any, what: Any) -> Callable[[Session, list[str]], Described]:
    """Describe records that have a ref by a time and a text of their own."""

    def describe(session: Session, refs: list[str]) -> Described:
        found: Described = {}
        for start in range(0, len(refs), _CHUNK):
            query = select(table.ref, at, what).where(table.ref.in_(refs[start : start + _CHUNK]))
            found.update({ref: (when, str(text)) for ref, when, text in session.execute(query)})
        return found

    return describe


def _on_people(table: Any, what: Any) -> Callable[[Session, list[str]], Described]:
    """Describe stretches of a person's time."""

    def describe(session: Session, refs: list[str]) -> Described:
        found: Described = {}
        for start in range(0, len(refs), _CHUNK):
            query = (
                select(table.ref, table.start, m.Member.last_name, what)
                .join(m.Member, m.Member.id == table.member_id)
                .where(table.ref.in_(refs[start : start + _CHUNK]))
            )
            for ref, at, name, text in session.execute(query):
                found[ref] = (at, f"{name} · {text}")
        return found

    return describe


_DESCRIBE: Mapping[str, Callable[[Session, list[str]], Described]] = {
    "patrols": _patrols,
    "members": _members,
    "duties": _on_people(m.Duty, m.Duty.code),
    "absences": _on_people(m.Absence, m.Absence.kind),
    "priorities": _by(m.Priority, m.Priority.adopted, m.Priority.title),
    "responses": _by(m.Response, m.Response.received, m.Response.theme),
    "events": _by(m.Event, m.Event.start, m.Event.title),
    "meetings": _by(m.Meeting, m.Meeting.start, m.Meeting.title),
    "actions": _by(m.Action, m.Action.raised, m.Action.text),
    "posts": _by(m.Post, m.Post.posted, m.Post.channel),
    "contacts": _by(m.Contact, m.Contact.received, m.Contact.subject),
    "appointments": _by(m.Appointment, m.Appointment.at, m.Appointment.kind),
}
"""How the records of each table that a figure can come from are described."""
