"""What can be counted before a priority was adopted and after: equal times beside each other.

Nothing is said of causes. Where a side is not whole, that is said with the figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.effort import days
from snt_desk.domain.reckoning import Halves, months_beside, open_days
from snt_desk.services import effort

Pair = tuple[int, int]
"""Before, and after."""


@dataclass(frozen=True)
class Crime:
    """Published figures of a place for as many whole months before as after.

    `counts` are those of each category, the most of all first.
    """

    where: str
    before: tuple[Month, ...]
    after: tuple[Month, ...]
    counts: tuple[tuple[str, Pair], ...]


@dataclass(frozen=True)
class Comparison:
    """What was counted in as many weeks before the adoption as after it.

    `responses` are those of its theme and places, `placeless` those of its theme that name no
    place and are not among them, and `asked` the days on which residents were asked at all.
    `patrol_time` is that of officers at its places, None where it has none; `log_from` the first
    day of the log, if that lies within. `crime` is of each place that has figures for whole
    months on both sides.
    """

    halves: Halves
    responses: Pair
    placeless: Pair
    asked: Pair
    contacts: Pair
    patrol_time: Pair | None
    log_from: date | None
    crime: tuple[Crime, ...]


def compare(
    session: Session, one: m.Priority, halves: Halves, contacts: Sequence[int]
) -> Comparison:
    """Count both times; `contacts` are the minutes in which the linked ones were received."""
    places = _places(session, one)
    both = (halves.before, halves.after)
    responses, placeless = _said(session, one, places, both)
    return Comparison(
        halves,
        responses,
        placeless,
        _asked(session, one.team_id, both),
        _pair(sum(start <= at < end for at in contacts) for start, end in starmap(days, both)),
        _patrolled(session, one.team_id, places, both) if places else None,
        _log_from(session, one.team_id, halves),
        tuple(_crime(session, one, halves)),
    )


Both = tuple[tuple[date, date], tuple[date, date]]


def _pair(numbers: Any) -> Pair:
    before, after = numbers
    return before, after


def _places(session: Session, one: m.Priority) -> frozenset[int]:
    """Give the keys of its places, and of those that lie in them."""
    own = {one.place_id, *(also.place_id for also in one.places)} - {None}
    place = m.Place
    within = select(place.id).where(or_(place.id.in_(own), place.parent_id.in_(own)))
    return frozenset(session.scalars(within))


def _said(
    session: Session, one: m.Priority, places: frozenset[int], both: Both
) -> tuple[Pair, Pair]:
    """Count what was said of its theme at its places, and what of no place was left out."""
    asked, said = m.Consultation, m.Response
    of_it = (
        select(func.coalesce(func.sum(said.count), 0))
        .join(asked, asked.id == said.consultation_id)
        .where(asked.team_id == one.team_id, said.theme == one.theme)
    )

    def counted(query: Any) -> Pair:
        within = (query.where(said.received.between(*half)) for half in both)
        return _pair(session.scalars(each).one() for each in within)

    if not places:
        return counted(of_it), (0, 0)
    there, nowhere = said.place_id.in_(places), said.place_id.is_(None)
    return counted(of_it.where(there)), counted(of_it.where(nowhere))


def _asked(session: Session, team_id: int, both: Both) -> Pair:
    """Count the days on which anybody was asked."""
    asked = m.Consultation
    query = select(asked.opened, asked.closed).where(asked.team_id == team_id)
    opened = [(begun, closed) for begun, closed in session.execute(query)]
    return _pair(open_days(opened, *half) for half in both)


def _patrolled(session: Session, team_id: int, places: frozenset[int], both: Both) -> Pair:
    (first, _), (_, last) = both
    work = effort.at_places(session, team_id, places, first, last)
    return _pair(work.between(*half).minutes for half in both)


def _log_from(session: Session, team_id: int, halves: Halves) -> date | None:
    """Give the first day of the team's log, if the time before begins earlier."""
    start = session.scalar(select(func.min(m.Leg.start)).where(m.Leg.team_id == team_id))
    first = None if start is None else clock.local_day(start)
    return first if first is None or first > halves.before[0] else None


def _crime(session: Session, one: m.Priority, halves: Halves) -> Iterator[Crime]:
    """Put the published figures of whole months beside each other, those of each place apart."""
    note, count, place = m.CrimeNote, m.CrimeCount, m.Place
    query = (
        select(note.note, place.name, count.month, count.category, count.count)
        .join(count, count.crime_note_id == note.id)
        .join(place, place.id == note.place_id, isouter=True)
        .where(note.priority_id == one.id)
        .order_by(note.taken, note.id)
    )
    by_place: dict[str, dict[tuple[Month, str], int]] = defaultdict(dict)
    for called, named, month, category, number in session.execute(query):
        # Of a month that was taken twice the latest figures stand.
        by_place[called or named or ""][Month.parse(month), category] = number
    for where, counts in by_place.items():
        known = {month for month, _ in counts}
        before, after = months_beside(halves.adopted, known, halves.after[1] + DAY)
        if before:
            yield Crime(where, tuple(before), tuple(after), _side_by_side(counts, before, after))


def _side_by_side(
    counts: Mapping[tuple[Month, str], int], before: Sequence[Month], after: Sequence[Month]
) -> tuple[tuple[str, Pair], ...]:
    """Add up each category over both times, the most of all first."""
    sums = Counter[str](), Counter[str]()
    for (month, category), number in counts.items():
        for side, months in zip(sums, (before, after), strict=True):
            if month in months:
                side[category] += number
    both = sums[0] + sums[1]
    return tuple((name, (sums[0][name], sums[1][name])) for name, _ in both.most_common())
