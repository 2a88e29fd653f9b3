"""The officer time spent on a priority, by month and by mode: the return's own minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from snt_desk.db import models as m
from snt_desk.domain import clock, facts
from snt_desk.domain.clock import Month
from snt_desk.domain.facts import Facts
from snt_desk.domain.minutes import Stretch, minute
from snt_desk.domain.workings import PersonTime, work_out

_LONGEST = timedelta(minutes=clock.LONGEST_STRETCH)
_Rows = Sequence["_OnLeg"]


@dataclass(frozen=True)
class Effort:
    """Officer time on the patrols for a priority, in whole minutes as the return counts them.

    `by_month` has every month that was asked for, `by_mode` every mode with a minute, the
    most first; each adds up to `minutes`. `patrols` are those that have a part in it.
    """

    patrols: int
    by_month: Mapping[Month, int]
    by_mode: Mapping[str, int]

    @property
    def minutes(self) -> int:
        """All of it."""
        return sum(self.by_month.values())


class _OnLeg(NamedTuple):
    """Somebody on a leg, with what the counting needs of leg and patrol."""

    patrol: str
    number: int
    mode: str
    start: datetime
    end: datetime | None
    priority: str | None
    collar: str


def spent(session: Session, team_id: int, ref: str, months: Sequence[Month]) -> Effort:
    """Count the effort on a priority of the team in these months, which follow each other.

    It is the return's `priorities.officer_time.priority`: each person's minute once over
    the whole log, volunteers aside. Three queries, however many patrols there are.
    """
    crews = _crews(session, team_id, ref, months)
    team, postings = _postings(session, team_id, {one.collar for one in crews})
    by_month: dict[Month, int] = {}
    by_mode: dict[str, int] = defaultdict(int)
    patrols: set[str] = set()
    for month in months:
        times = _times(team, month, crews, postings, ref)
        by_month[month] = sum(time.minutes for time in times)
        patrols.update(time.patrol.ref for time in times)
        for time in times:
            by_mode[time.leg.mode] += time.minutes
    most_first = sorted(by_mode.items(), key=lambda item: (-item[1], item[0]))
    return Effort(len(patrols), by_month, {mode: sum_ for mode, sum_ in most_first if sum_})


def within(session: Session, team_id: int, ref: str, first: date, until: date) -> int:
    """Count the minutes of `spent` on these days; `until` is the first that is not among them."""
    if until <= first:
        return 0
    days = Stretch(minute(clock.midnight(first)), minute(clock.midnight(until)))
    months = _months(first, until - clock.DAY)
    crews = _crews(session, team_id, ref, months)
    team, postings = _postings(session, team_id, {one.collar for one in crews})
    return sum(
        time.own.shared(days)
        for month in months
        for time in _times(team, month, crews, postings, ref)
    )


def _months(first: date, last: date) -> list[Month]:
    months = [Month.of(first)]
    while months[-1] < Month.of(last):
        months.append(months[-1].plus(1))
    return months


def _times(
    team: str, month: Month, crews: _Rows, postings: tuple[facts.Posting, ...], ref: str
) -> list[PersonTime]:
    """Share out the minutes of a month, and give those on the priority."""
    span = month.span
    inside = [one for one in crews if one.start < span.end and one.end and one.end > span.start]
    if not inside:
        return []
    work = work_out(
        Facts(
            team,
            month,
            clock.EPOCH,
            codes={"absence": ()},
            postings=postings,
            patrols=_patrols(inside),
        )
    )
    return [time for time in work.officers if time.patrol.priority == ref]


def _patrols(crews: Iterable[_OnLeg]) -> tuple[facts.Patrol, ...]:
    """Put the legs together again; what else a patrol says does not matter here."""
    legs: dict[tuple[str, int], list[_OnLeg]] = defaultdict(list)
    for one in crews:
        legs[one.patrol, one.number].append(one)
    patrols: dict[str, list[facts.Leg]] = defaultdict(list)
    priorities: dict[str, str | None] = {}
    for (ref, number), people in sorted(legs.items()):
        first = people[0]
        priorities[ref] = first.priority
        officers = tuple(one.collar for one in people)
        patrols[ref].append(
            facts.Leg(ref, number, first.mode, None, first.start, first.end, officers)
        )
    return tuple(
        facts.Patrol(ref, "", priorities[ref], visible=True, legs=tuple(found))
        for ref, found in patrols.items()
    )


def _crews(session: Session, team_id: int, ref: str, months: Sequence[Month]) -> _Rows:
    """Read who was on the legs for the priority, and on those that meet one in time.

    Where somebody is on two at once, the other may have the minutes.
    """
    leg, patrol, priority = m.Leg, m.Patrol, m.Priority
    theirs, for_it = aliased(m.Leg), aliased(m.Patrol)
    within = _between(theirs, months[0].span.start, months[-1].span.end)
    meets = (
        select(leg.id)
        .join(theirs, _at_once(leg, theirs))
        .join(for_it, for_it.id == theirs.patrol_id)
        .join(priority, priority.id == for_it.priority_id)
        .where(priority.ref == ref, theirs.team_id == team_id, leg.team_id == team_id, within)
    )
    query = (
        select(patrol.ref, leg.leg, leg.mode, leg.start, leg.end, priority.ref, m.Member.collar)
        .join(patrol, patrol.id == leg.patrol_id)
        .join(m.LegOfficer, m.LegOfficer.leg_id == leg.id)
        .join(m.Member, m.Member.id == m.LegOfficer.member_id)
        .join(priority, priority.id == patrol.priority_id, isouter=True)
        .where(leg.id.in_(meets))
    )
    return [_OnLeg(*row) for row in session.execute(query)]


def _between(leg: Any, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(leg.start > start - _LONGEST, leg.start < end, leg.end > start)


def _at_once(one: Any, other: Any) -> ColumnElement[bool]:
    """Whether two legs that are over share a minute; each does so with itself."""
    # Whole minutes in the database; this lower bound is for the index.
    earliest = type_coerce(other.start, Integer) - clock.LONGEST_STRETCH
    begun_after = type_coerce(one.start, Integer) > earliest
    return and_(begun_after, one.start < other.end, one.end > other.start)


def _postings(
    session: Session, team_id: int, collars: set[str]
) -> tuple[str, tuple[facts.Posting, ...]]:
    """Read the team's code, and what these people are and were, in any team."""
    team = session.scalars(select(m.Team.code).where(m.Team.id == team_id)).one()
    posting = m.Posting
    query = (
        select(m.Member.collar, m.Team.code, posting.role, posting.fte_percent)
        .add_columns(posting.from_, posting.to)
        .join(m.Member, m.Member.id == posting.member_id)
        .join(m.Team, m.Team.id == posting.team_id)
        .where(m.Member.collar.in_(sorted(collars)))
    )
    return team, tuple(facts.Posting(*row) for row in session.execute(query))
