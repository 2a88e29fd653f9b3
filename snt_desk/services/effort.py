"""The officer time spent on a priority, or at some places: the return's own minutes.

The one place that reads them, for whatever days: each person's minute once over the whole log,
volunteers aside, as in the return's `priorities.officer_time.priority`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, and_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from snt_desk.db import models as m
from snt_desk.domain import clock, facts
from snt_desk.domain.clock import EPOCH, MINUTE, Month
from snt_desk.domain.effort import Effort, Time, Work, days
from snt_desk.domain.minutes import Stretch, own_minutes
from snt_desk.domain.roster import VOLUNTEER, NominalRoll

__all__ = ["Effort", "Work", "Worked", "at_places", "everywhere", "for_priority", "spent"]


class Worked(NamedTuple):
    """What an officer did on a leg: for which priority and where, by keys, and the own minutes."""

    patrol: str
    priority: int | None
    place: int | None
    own: Stretch


def spent(session: Session, team_id: int, ref: str, months: Sequence[Month]) -> Effort:
    """Count the effort on a priority of the team in these months, which follow each other."""
    first, last = months[0].first, months[-1].last
    return for_priority(session, team_id, ref, first, last).between(first, last)


def for_priority(session: Session, team_id: int, ref: str, first: date, last: date) -> Work:
    """Read what officers did for a priority of the team within these days.

    Three queries, however many patrols there are; nothing for a priority that is gone.
    """
    theirs = aliased(m.Leg)
    key = select(m.Priority.id).where(m.Priority.ref == ref).scalar_subquery()
    of_it = theirs.patrol_id.in_(select(m.Patrol.id).where(m.Patrol.priority_id == key))
    is_it = m.Patrol.priority_id.is_not_distinct_from(key)
    return _work(session, team_id, _people(team_id, theirs, of_it, is_it, days(first, last)))


def at_places(
    session: Session, team_id: int, places: Collection[int], first: date, last: date
) -> Work:
    """Read what officers of the team did on legs at these places, by key, within these days."""
    theirs = aliased(m.Leg)
    there, is_there = (
        and_(one.place_id.is_not(None), one.place_id.in_(places)) for one in (theirs, m.Leg)
    )
    return _work(session, team_id, _people(team_id, theirs, there, is_there, days(first, last)))


def everywhere(session: Session, team_id: int, first: date, last: date) -> Iterator[Worked]:
    """Read what officers of the team did within these days, wherever and for whatever."""
    leg, patrol, crew = m.Leg, m.Patrol, m.LegOfficer
    start, end = type_coerce(leg.start, Integer), type_coerce(leg.end, Integer)
    people = (
        select(crew.member_id, start, patrol.ref, leg.leg, end)
        .add_columns(patrol.priority_id, leg.place_id)
        .select_from(leg)
        .join(patrol, patrol.id == leg.patrol_id)
        .join(crew, crew.leg_id == leg.id)
        .where(leg.team_id == team_id, _in(leg, days(first, last)))
    )
    for row, own in _shared_out(session, team_id, people):
        yield Worked(row[2], row[5], row[6], own)


def _people(
    team_id: int, theirs: Any, chosen: Any, is_chosen: ColumnElement[bool], within: Stretch
) -> Select[*tuple[Any, ...]]:
    """Ask who was on the chosen legs, and on those that meet one in time.

    Where somebody is on two at once, the other may have the minutes. It begins with what
    sorts them: by person, then in the order in which the minutes are given out.
    """
    leg, patrol, crew = m.Leg, m.Patrol, m.LegOfficer
    start, end = type_coerce(leg.start, Integer), type_coerce(leg.end, Integer)
    meets = (
        select(leg.id)
        .join(theirs, _at_once(leg, theirs))
        .where(theirs.team_id == team_id, leg.team_id == team_id, chosen, _in(theirs, within))
    )
    return (
        select(crew.member_id, start, patrol.ref, leg.leg, end)
        .add_columns(leg.mode, is_chosen)
        .select_from(leg)
        .join(patrol, patrol.id == leg.patrol_id)
        .join(crew, crew.leg_id == leg.id)
        .where(leg.id.in_(meets))
    )


def _in(leg: Any, within: Stretch) -> ColumnElement[bool]:
    """Whether a leg that is over has a minute in these."""
    start, end = type_coerce(leg.start, Integer), type_coerce(leg.end, Integer)
    earliest = within.start - clock.LONGEST_STRETCH
    return and_(start > earliest, start < within.end, end > within.start)


def _at_once(one: Any, other: Any) -> ColumnElement[bool]:
    """Whether two legs that are over share a minute; each does so with itself."""
    # Whole minutes in the database; this lower bound is for the index.
    earliest = type_coerce(other.start, Integer) - clock.LONGEST_STRETCH
    begun_after = type_coerce(one.start, Integer) > earliest
    return and_(begun_after, one.start < other.end, one.end > other.start)


# --- Whose minute is whose --------------------------------------------------------------------


def _work(session: Session, team_id: int, people: Select[*tuple[Any, ...]]) -> Work:
    """Share out everybody's minutes, and keep the officers' on the chosen legs."""
    times = [
        Time(patrol, mode, start, end, *own)
        for (_, start, patrol, _, end, mode, chosen), own in _shared_out(session, team_id, people)
        if chosen
    ]
    return Work(tuple(times))


def _shared_out(
    session: Session, team_id: int, people: Select[*tuple[Any, ...]]
) -> Iterator[tuple[tuple[Any, ...], Stretch]]:
    """Give each officer on each leg, with the minutes that are his own there."""
    rows = sorted(map(tuple, session.connection().execute(people)))
    volunteers = _volunteers(session, team_id, {row[0] for row in rows})
    for member, group in groupby(rows, itemgetter(0)):
        theirs = list(group)
        spells = [(row[1], row[4]) for row in theirs]
        whole = Stretch(spells[0][0], max(end for _, end in spells))
        for row, own in zip(theirs, own_minutes(spells, whole), strict=True):
            if not volunteers.is_one(member, row[1]):
                yield row, own


@dataclass(frozen=True)
class _Volunteers:
    """Who was ever a volunteer, by key with the collar; and what they were on each day."""

    ever: Mapping[int, str]
    roll: NominalRoll

    def is_one(self, member: int, start: int) -> bool:
        """Whether somebody was a volunteer on the day of a minute."""
        if member not in self.ever:
            return False
        day = clock.local_day(EPOCH + start * MINUTE)
        return self.roll.standing(self.ever[member], day).role == VOLUNTEER


def _volunteers(session: Session, team_id: int, members: Collection[int]) -> _Volunteers:
    """Read what those of these people are and were who are not always officers, in any team."""
    team = session.scalars(select(m.Team.code).where(m.Team.id == team_id)).one()
    posting, member = m.Posting, m.Member
    ever = select(posting.member_id).where(
        posting.role == VOLUNTEER, posting.member_id.in_(sorted(members))
    )
    query = (
        select(member.id, member.collar, m.Team.code, posting.role, posting.fte_percent)
        .add_columns(posting.from_, posting.to)
        .join(posting, posting.member_id == member.id)
        .join(m.Team, m.Team.id == posting.team_id)
        .where(member.id.in_(ever))
    )
    rows = [(key, facts.Posting(*said)) for key, *said in session.execute(query)]
    collars = {key: one.collar for key, one in rows}
    return _Volunteers(collars, NominalRoll.of(team, (one for _, one in rows)))
