"""The meetings to come: those written down, and those of a series that are not yet.

Of a series they are worked out, day by day, wherever somebody looks: nothing is kept of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, meeting_days
from snt_desk.domain.clock import DAY
from snt_desk.domain.meeting_days import Occurrence
from snt_desk.services import handles

_FAR = date(clock.LAST_YEAR, 12, 31)


@dataclass(frozen=True)
class Coming:
    """A meeting on a day: planned, with the `ref` it has, or one of a series that is not yet.

    `series` and `day` say of which series, and which day of that; empty and None for one of none.
    `end` is None where nobody said it. `remark` says what the clocks do to its beginning.
    `edition` counts what was changed of it, or of its series, since it was first known.
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
    edition: int = 0


@dataclass(frozen=True)
class SeriesRow:
    """A meeting that comes again as it is listed; `said` is how, `next` its next day if any."""

    ref: str
    title: str
    said: str
    until: date | None
    next: date | None


def listed(session: Session, team_id: int, today: date) -> list[SeriesRow]:
    """List the team's series by title, those that have ended too."""
    found = []
    written = _written(session, team_id)
    for one in _all(session, team_id):
        days = (each.day for each in _occurrences(one, today, _FAR, written[one.id]))
        said = meeting_days.said(one.rule, one.every, one.first)
        found.append(SeriesRow(one.ref, one.title, said, one.until, next(iter(days), None)))
    return found


def not_written(session: Session, team_id: int, since: date, to: date) -> list[Coming]:
    """Give the meetings of series on these days that are not among the records, in their order."""
    written = _written(session, team_id)
    found: list[Coming] = []
    for one in _all(session, team_id):
        when = _occurrences(one, since, to, written[one.id])
        found += _as_coming(session, one, when)
    return sorted(found, key=lambda each: (each.start, each.title, each.series))


def left_out(session: Session, team_id: int, since: date, to: date) -> list[Coming]:
    """Give the meetings that series would have on these days and have not: they are left out."""
    found: list[Coming] = []
    for one in _all(session, team_id):
        skipped = {skip.day for skip in one.skips}
        every = meeting_days.days(one.rule, one.every, one.first, since, to, one.until)
        when = [meeting_days.on(day, one.at, one.lasts) for day in every if day in skipped]
        found += _as_coming(session, one, when)
    return found


def _as_coming(
    session: Session, one: m.MeetingSeries, when: Iterable[Occurrence]
) -> Iterator[Coming]:
    when = list(when)
    if not when:
        return
    asked = _partner_names(session, one)
    of = session.get(m.Priority, one.priority_id) if one.priority_id else None
    for each in when:
        yield Coming(
            *(one.title, one.kind, each.start, each.end, one.venue or ""),
            series=one.ref,
            day=each.day,
            partners=asked,
            priority_ref=of.ref if of else None,
            priority=of.title if of else None,
            remark=each.remark,
            edition=one.version,
        )


def is_open(session: Session, one: m.MeetingSeries, day: date) -> bool:
    """Whether a series has a meeting on a day that is neither written down nor left out."""
    written = _written(session, one.team_id)[one.id]
    return any(_occurrences(one, day, day, written))


def coming(session: Session, team_id: int, since: date, to: date) -> list[Coming]:
    """Give the team's meetings on these days, both included: those written and those of a series.

    They are in the order in which they begin.
    """
    one = m.Meeting
    begin, end = clock.midnight(since), clock.midnight(to + DAY)
    query = (
        select(one, m.MeetingSeries.ref, m.MeetingSeries.version)
        .add_columns(m.Priority.ref, m.Priority.title)
        .join(m.MeetingSeries, m.MeetingSeries.id == one.series_id, isouter=True)
        .join(m.Priority, m.Priority.id == one.priority_id, isouter=True)
        .where(one.team_id == team_id, one.start >= begin, one.start < end)
    )
    written = [
        Coming(
            *(row.title, row.kind, row.start, row.end, row.venue or "", row.ref),
            series=of or "",
            day=row.series_day,
            partners=_partner_names(session, row),
            priority_ref=priority_ref,
            priority=priority,
            edition=row.version + (version or 0),
        )
        for row, of, version, priority_ref, priority in session.execute(query)
    ]
    found = [*written, *not_written(session, team_id, since, to)]
    return sorted(found, key=lambda each: (each.start, each.title, each.ref))


def _occurrences(
    one: m.MeetingSeries, since: date, to: date, written: Iterable[date]
) -> Iterator[Occurrence]:
    there = {*written, *(skip.day for skip in one.skips)}
    for day in meeting_days.days(one.rule, one.every, one.first, since, to, one.until):
        if day not in there:
            yield meeting_days.on(day, one.at, one.lasts)


def _written(session: Session, team_id: int) -> defaultdict[int, set[date]]:
    query = select(m.Meeting.series_id, m.Meeting.series_day).where(
        m.Meeting.team_id == team_id, m.Meeting.series_id.is_not(None)
    )
    found: defaultdict[int, set[date]] = defaultdict(set)
    for key, day in session.execute(query):
        if key is not None and day is not None:
            found[key].add(day)
    return found


def _partner_names(session: Session, one: m.MeetingSeries | m.Meeting) -> tuple[str, ...]:
    asked = [row.partner_id for row in one.partners]
    return handles.names(session, (m.Partner, m.Partner.name, "organisation"), asked)


def _all(session: Session, team_id: int) -> list[m.MeetingSeries]:
    one = m.MeetingSeries
    query = select(one).where(one.team_id == team_id).order_by(one.title, one.id)
    return list(session.scalars(query))
