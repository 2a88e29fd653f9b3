"""What the log has for each theme and each place over some days: the return's own minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.minutes import Stretch, minute
from snt_desk.domain.workings import PersonTime, work_out
from snt_desk.services.gather import gather


@dataclass(frozen=True)
class LogSays:
    """What the log has: how many patrols had a part in it, and the officers' minutes."""

    patrols: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class LogOf:
    """What the log has by theme, by place, and by both; codes.

    For a theme count the patrols for a priority of that theme; at a place what was spent
    there, or in a beat at what lies in it; for both, what was spent on a priority of that
    theme which is for that place, or was there.
    """

    by_theme: dict[str, LogSays] = field(default_factory=dict)
    by_place: dict[str, LogSays] = field(default_factory=dict)
    by_both: dict[tuple[str, str], LogSays] = field(default_factory=dict)


def between(session: Session, team_id: int, since: date, until: date) -> LogOf:
    """Count the days from *since* to *until*, both among them."""
    if until < since:
        return LogOf()
    within = Stretch(minute(clock.midnight(since)), minute(clock.midnight(until + DAY)))
    known = _Known(session, team_id, within)
    by_theme, by_place, by_both = _Sums(), _Sums(), _Sums()
    for time, minutes in _times(session, team_id, within, since, until):
        patrol = time.patrol
        there = known.round_about(known.places.get((patrol.ref, time.leg.number)))
        for place in there:
            by_place.add(place, patrol.ref, minutes)
        if patrol.priority is None:
            continue
        theme, meant = known.priorities[patrol.priority]
        by_theme.add(theme, patrol.ref, minutes)
        for place in there | meant:
            by_both.add((theme, place), patrol.ref, minutes)
    return LogOf(by_theme.made(), by_place.made(), by_both.made())


def _times(
    session: Session, team_id: int, within: Stretch, since: date, until: date
) -> Iterator[tuple[PersonTime, int]]:
    """Share out everybody's minutes month by month, as the return does, and cut at the days."""
    team = session.scalars(select(m.Team.code).where(m.Team.id == team_id)).one()
    month = Month.of(since)
    while month <= Month.of(until):
        for time in work_out(gather(session, team, month, clock.EPOCH)).officers:
            if minutes := time.own.shared(within):
                yield time, minutes
        month = month.plus(1)


class _Sums:
    """Patrols and minutes of each of something."""

    def __init__(self) -> None:
        self._patrols: dict[Any, set[str]] = defaultdict(set)
        self._minutes: dict[Any, int] = defaultdict(int)

    def add(self, what: Hashable, patrol: str, minutes: int) -> None:
        self._patrols[what].add(patrol)
        self._minutes[what] += minutes

    def made(self) -> dict[Any, LogSays]:
        return {
            what: LogSays(len(patrols), self._minutes[what])
            for what, patrols in self._patrols.items()
        }


class _Known:
    """Where the legs of these days were, and what the team's priorities are about."""

    def __init__(self, session: Session, team_id: int, within: Stretch) -> None:
        place = m.Place
        rows = session.execute(select(place.id, place.code, place.parent_id))
        self._of = {key: (code, parent) for key, code, parent in rows}
        self.places = self._places_of_legs(session, team_id, within)
        self.priorities = self._priorities(session, team_id)

    def round_about(self, place: int | None) -> set[str]:
        """Name a place and what it lies in."""
        found: set[str] = set()
        while place is not None and place in self._of:
            code, place = self._of[place]
            if code in found:
                break
            found.add(code)
        return found

    def _places_of_legs(
        self, session: Session, team_id: int, within: Stretch
    ) -> dict[tuple[str, int], int]:
        earliest = clock.EPOCH + (within.start - clock.LONGEST_STRETCH) * clock.MINUTE
        query = (
            select(m.Patrol.ref, m.Leg.leg, m.Leg.place_id)
            .join(m.Leg, m.Leg.patrol_id == m.Patrol.id)
            .where(
                m.Leg.team_id == team_id,
                m.Leg.start > earliest,
                m.Leg.start < clock.EPOCH + within.end * clock.MINUTE,
                m.Leg.place_id.is_not(None),
            )
        )
        return {(ref, leg): place for ref, leg, place in session.execute(query) if place}

    def _priorities(self, session: Session, team_id: int) -> dict[str, tuple[str, set[str]]]:
        one, further = m.Priority, m.PriorityPlace
        query = select(one.ref, one.theme, one.place_id).where(one.team_id == team_id)
        found = {
            ref: (theme, self.round_about(place)) for ref, theme, place in session.execute(query)
        }
        also = select(one.ref, further.place_id).join(further, further.priority_id == one.id)
        for ref, place in session.execute(also.where(one.team_id == team_id)):
            found[ref][1].update(self.round_about(place))
        return found
