"""The meetings to come: those written down, and those of a series that are not yet.

Of a series they are worked out, day by day, wherever somebody looks: nothing is kept of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, meeting_days
from snt_desk.domain.clock import DAY
from snt_desk.domain.meeting_days import Occurrence

_FAR = date(clock.LAST_YEAR, 12, 31)


@dataclass(frozen=True)
class Coming:
    """A meeting on a day: planned, with the `ref` it has, or one of a series that is not yet.

    `series` and `day` say of which series, and which day of that; empty and None for one of none.
    `end` is None where nobody said it. `remark` says what the clocks do to its beginning.
    """

    title: str
    kind: str
    start: datetime
    end: datetime | None
    venue: str
    ref: str = ""
    series: str = ""
    day: date | None = None
    partners: tuple[str, ...] = ()
    priority_ref: str | None = None
    priority: str | None = None
    remark: str = ""


@dataclass(frozen=True)
class SeriesRow:
    """A meeting that comes again as it is listed; `said` is how, `next` its next day if any."""

    ref: str
    title: str
    said: str
    until: date | None
    next: date | None


@dataclass(frozen=True)
class Ahead:
    """The team's series by title, those that have ended too, and meetings not written down yet."""

    series: list[SeriesRow]
    coming: list[Coming]


def ahead(session: Session, team_id: int, today: date, since: date, to: date) -> Ahead:
    """List the series; of each its meetings on some days, and then the next one after these."""
    every = _every(session, team_id)
    listed = [
        SeriesRow(
            one.ref,
            one.title,
            meeting_days.said(one.rule, one.every, one.first),
            one.until,
            next((each.day for each in one.occurrences(today, _FAR)), None),
        )
        for one in every
    ]
    return Ahead(listed, [*_open(every, since, to), *_next(every, to)])


def not_written(session: Session, team_id: int, since: date, to: date) -> list[Coming]:
    """Give the meetings of series on these days that are not among the records, in their order."""
    return _open(_every(session, team_id), since, to)


def next_of_each(session: Session, team_id: int, after: date) -> list[Coming]:
    """Give of every series that goes on the next one after a day, in their order."""
    return _next(_every(session, team_id), after)


def _open(every: Sequence[_Series], since: date, to: date) -> list[Coming]:
    return _in_order(one.as_coming(each) for one in every for each in one.occurrences(since, to))


def _next(every: Sequence[_Series], after: date) -> list[Coming]:
    nearest = ((one, one.occurrences(after + DAY, _FAR)) for one in every)
    return _in_order(one.as_coming(each) for one, when in nearest for each in islice(when, 1))


def left_out(session: Session, team_id: int, since: date, to: date) -> list[Coming]:
    """Give the meetings that series would have on these days and have not: they are left out.

    One that was left out, and is written down all the same, is not.
    """
    every = _every(session, team_id)
    return _in_order(
        one.as_coming(meeting_days.on(day, one.at, one.lasts))
        for one in every
        for day in one.days(since, to)
        if day in one.skipped - one.written
    )


def is_open(session: Session, one: m.MeetingSeries, day: date) -> bool:
    """Whether a series has a meeting on a day that is neither written down nor left out."""
    every = _every(session, one.team_id)
    return any(each.ref == one.ref and any(each.occurrences(day, day)) for each in every)


def coming(session: Session, team_id: int, since: date, to: date) -> list[Coming]:
    """Give the team's meetings on these days, both included: those written and those of a series.

    They are in the order in which they begin.
    """
    written = _written_down(session, team_id, since, to)
    return _in_order([*written, *not_written(session, team_id, since, to)])


def _in_order(found: Iterable[Coming]) -> list[Coming]:
    return sorted(found, key=lambda each: (each.start, each.title, each.series, each.ref))


# --- Read -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Series:
    """A series with all that says which of its meetings are to come."""

    ref: str
    title: str
    kind: str
    rule: str
    every: int
    first: date
    at: str
    lasts: int | None
    until: date | None
    venue: str | None
    priority_ref: str | None
    priority: str | None
    partners: tuple[tuple[str, date | None], ...]
    """Their names, and since when they are no longer worked with."""
    skipped: frozenset[date]
    written: frozenset[date]

    def days(self, since: date, to: date) -> Iterator[date]:
        return meeting_days.days(self.rule, self.every, self.first, since, to, self.until)

    def occurrences(self, since: date, to: date) -> Iterator[Occurrence]:
        """Give those that are neither written down nor left out."""
        for day in self.days(since, to):
            if day not in self.skipped and day not in self.written:
                yield meeting_days.on(day, self.at, self.lasts)

    def as_coming(self, one: Occurrence) -> Coming:
        return Coming(
            *(self.title, self.kind, one.start, one.end, self.venue or ""),
            series=self.ref,
            day=one.day,
            partners=tuple(
                name for name, ended in self.partners if ended is None or ended > one.day
            ),
            priority_ref=self.priority_ref,
            priority=self.priority,
            remark=one.remark,
        )


def _every(session: Session, team_id: int) -> list[_Series]:
    """Read the team's series, by title."""
    one, of = m.MeetingSeries, m.Priority
    query = (
        select(one.id, one.ref, one.title, one.kind, one.rule, one.every, one.first)
        .add_columns(one.at, one.lasts, one.until, one.venue, of.ref, of.title)
        .join(of, of.id == one.priority_id, isouter=True)
        .where(one.team_id == team_id)
        .order_by(one.title, one.id)
    )
    found = session.execute(query).all()
    if not found:
        return []
    keys, skip = [row.id for row in found], m.MeetingSkip
    asked = m.MeetingSeriesPartner
    named = select(asked.series_id, m.Partner.name, m.Partner.ended)
    named = named.where(asked.series_id.in_(keys))
    partners: defaultdict[int, list[tuple[str, date | None]]] = defaultdict(list)
    for key, name, ended in session.execute(_of_partners(named, asked)):
        partners[key].append((name, ended))
    left_out = select(skip.series_id, skip.day).where(skip.series_id.in_(keys))
    skipped = _grouped(session, left_out)
    met = select(m.Meeting.series_id, m.Meeting.series_day)
    written = _grouped(session, met.where(m.Meeting.series_id.in_(keys)))
    made = []
    for key, *columns in found:
        days = (frozenset(skipped[key]), frozenset(written[key]))
        row: list[Any] = [*columns, tuple(partners[key]), *days]
        made.append(_Series(*row))
    return made


def _written_down(session: Session, team_id: int, since: date, to: date) -> Iterator[Coming]:
    one, of, again = m.Meeting, m.Priority, m.MeetingSeries
    begin, end = clock.midnight(since), clock.midnight(to + DAY)
    query = (
        select(one.id, one.title, one.kind, one.start, one.end, one.venue, one.ref)
        .add_columns(one.series_day, again.ref, of.ref, of.title)
        .join(again, again.id == one.series_id, isouter=True)
        .join(of, of.id == one.priority_id, isouter=True)
        .where(one.team_id == team_id, one.start >= begin, one.start < end)
    )
    came = m.MeetingPartner
    named = select(came.meeting_id, m.Partner.name).join(one, one.id == came.meeting_id)
    named = named.where(one.team_id == team_id, one.start >= begin, one.start < end)
    partners = _grouped(session, _of_partners(named, came))
    for key, title, kind, start, until, venue, ref, day, *more in session.execute(query):
        series, priority_ref, priority = more
        yield Coming(
            *(title, kind, start, until, venue or "", ref, series or "", day),
            partners=tuple(partners[key]),
            priority_ref=priority_ref,
            priority=priority,
        )


def _of_partners(query: Any, table: Any) -> Any:
    """Read partners with what names them, in the order in which they stand."""
    return query.join(m.Partner, m.Partner.id == table.partner_id).order_by(table.position)


def _grouped(session: Session, query: Any) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for key, value in session.execute(query):
        found[key].append(value)
    return found
