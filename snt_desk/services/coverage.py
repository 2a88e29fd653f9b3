"""How the patrols of a list are spread over the beats, and the visits over the hot spots.

With a month the minutes are the return's own, so that the beats add up to the log's totals;
without one they are whole lengths, added up by the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    case,
    distinct,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, entries
from snt_desk.domain.clock import Month
from snt_desk.domain.entries import LONGEST_STAY, NO_BEAT, SHORTEST_STAY
from snt_desk.domain.package.places import BEAT, HOTSPOT
from snt_desk.domain.workings import work_out
from snt_desk.services import beat_map, patrol_totals, team
from snt_desk.services.gather import gather
from snt_desk.services.patrol_filter import Filter, listed, settled
from snt_desk.services.team import PlaceName

_WEEK = 7
_LATELY = timedelta(days=100)


@dataclass(frozen=True)
class BeatTime:
    """What a beat got of the patrols of a list; times in minutes, `last` the last day of any.

    `last` looks past the list's time and place, back to the first day; it is `quiet` if that
    is long ago, or never was. The beat of what has none is `none`, with an empty name.
    """

    code: str
    name: str
    patrols: int
    patrol_time: int
    officer_time: int
    last: date | None
    quiet_days: int | None
    quiet: bool

    @property
    def id(self) -> str:
        """Its code: it stays whatever happens to the rows."""
        return self.code


@dataclass(frozen=True)
class SpotTime:
    """What a hot spot got: visits, those of 10 to 20 minutes, minutes.

    `weekly` is what is planned for a week, `planned` what that makes of the span shown.
    """

    code: str
    name: str
    beat: str | None
    visits: int
    in_target: int
    minutes: int
    weekly: int
    planned: int

    @property
    def id(self) -> str:
        """Its code: it stays whatever happens to the rows."""
        return self.code

    @property
    def behind(self) -> bool:
        """Whether fewer visits were made than planned."""
        return self.visits < self.planned


@dataclass(frozen=True)
class Coverage:
    """A list by beats and hot spots, by name; `days` are those that plans are held against.

    After `quiet_after` days without a patrol a beat is quiet.
    """

    beats: tuple[BeatTime, ...]
    spots: tuple[SpotTime, ...]
    days: int
    quiet_after: int


@dataclass(frozen=True)
class _Sums:
    """What was added up: three by beat, three by hot spot."""

    patrols: Counter[str] = field(default_factory=Counter)
    patrol_time: Counter[str] = field(default_factory=Counter)
    officer_time: Counter[str] = field(default_factory=Counter)
    visits: Counter[str] = field(default_factory=Counter)
    in_target: Counter[str] = field(default_factory=Counter)
    minutes: Counter[str] = field(default_factory=Counter)


def cover(session: Session, team_id: int, wanted: Filter) -> Coverage:
    """Spread the patrols of a list over the team's beats and hot spots."""
    wanted = settled(session, team_id, wanted)
    places = team.places(session, team_id)
    until = _until(wanted)
    sums = _summed(session, team_id, wanted, places)
    known = [one for one in places if one.kind == BEAT]
    last = _last_days(session, team_id, wanted, until, [one.code for one in known])
    quiet_after = beat_map.quiet_after(session, team_id)
    beats = [_beat_time(one.code, one.name, sums, last.get(one.code), until) for one in known]
    beats = [replace(one, quiet=beat_map.is_quiet(one.last, quiet_after, until)) for one in beats]
    if sums.patrols[NO_BEAT]:
        beats.append(_beat_time(NO_BEAT, "", sums, last.get(NO_BEAT), until))
    days = _days(session, team_id, wanted, until)
    weekly = beat_map.planned(session, team_id)
    spots = [
        _spot_time(one, sums, weekly.get(one.code, 0), days)
        for one in places
        if one.kind == HOTSPOT
    ]
    return Coverage(tuple(beats), tuple(spots), days, quiet_after)


def _beat_time(code: str, name: str, sums: _Sums, last: date | None, until: date) -> BeatTime:
    return BeatTime(
        code,
        name,
        sums.patrols[code],
        sums.patrol_time[code],
        sums.officer_time[code],
        last,
        None if last is None else max(0, (until - last).days),
        quiet=False,
    )


def _spot_time(place: PlaceName, sums: _Sums, weekly: int, days: int) -> SpotTime:
    code = place.code
    return SpotTime(
        code,
        place.name,
        place.parent,
        sums.visits[code],
        sums.in_target[code],
        sums.minutes[code],
        weekly,
        # To the nearest whole visit; a half is one.
        (2 * weekly * days + _WEEK) // (2 * _WEEK),
    )


# --- The time that is looked at ---------------------------------------------------------------


def _until(wanted: Filter) -> date:
    """Give the last day of the list's time, but none ahead."""
    last = wanted.month.last if wanted.month else wanted.last
    return clock.today() if last is None else min(clock.today(), last)


def _days(session: Session, team_id: int, wanted: Filter, until: date) -> int:
    """Count the days up to *until*: of the list's time, or since its first patrol."""
    first = wanted.month.first if wanted.month else wanted.first
    if first is None:
        start = session.scalar(
            select(func.min(m.Leg.start)).where(*_legs(session, team_id, wanted))
        )
        first = None if start is None else clock.local_day(start)
    return 0 if first is None else max(0, (until - first).days + 1)


# --- Adding up --------------------------------------------------------------------------------


def _summed(session: Session, team_id: int, wanted: Filter, places: Sequence[PlaceName]) -> _Sums:
    sums, beats = _Sums(), {one.id: _beat(one) for one in places}
    minutes = patrol_totals.minutes(session, team_id, wanted, "place")
    for place, (patrol_time, officer_time) in minutes.items():
        beat = beats.get(place, NO_BEAT) if isinstance(place, int) else NO_BEAT
        sums.patrol_time[beat] += patrol_time
        sums.officer_time[beat] += officer_time
    codes = {one.id: one.code for one in places}
    for key, number in session.execute(_patrols(session, team_id, wanted)):
        sums.patrols[codes.get(key, NO_BEAT)] += number
    if wanted.month is None:
        _add_whole_visits(session, team_id, wanted, sums)
    else:
        _add_visits(session, team_id, wanted, wanted.month, sums)
    return sums


def _beat(place: PlaceName) -> str:
    """Name the beat in which a place lies, as the return does."""
    return place.code if place.kind == BEAT else place.parent or NO_BEAT


_IN_BEAT = case((m.Place.kind == BEAT, m.Place.id), else_=m.Place.parent_id)
"""The key of the beat in which a leg's place lies."""


def _legs(session: Session, team_id: int, wanted: Filter) -> list[ColumnElement[bool]]:
    """Choose the legs of a list's patrols."""
    of_team = m.Leg.team_id == team_id
    if wanted == Filter():
        return [of_team]
    return [of_team, m.Leg.patrol_id.in_(listed(session, team_id, wanted).keys)]


def _by_beat(column: Any, legs: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """Ask something of these legs for each beat."""
    query = select(_IN_BEAT, column).select_from(m.Leg)
    return (
        query.join(m.Place, m.Place.id == m.Leg.place_id, isouter=True)
        .where(*legs)
        .group_by(_IN_BEAT)
    )


def _patrols(session: Session, team_id: int, wanted: Filter) -> Select[Any]:
    """Count the patrols that were in each beat, with a month those that were there within it."""
    legs = _legs(session, team_id, wanted)
    if wanted.month is not None:
        span = wanted.month.span
        within = or_(m.Leg.start >= span.start, m.Leg.end > span.start)
        legs += [m.Leg.start < span.end, within]
    return _by_beat(func.count(distinct(m.Leg.patrol_id)), legs)


def _add_visits(session: Session, team_id: int, wanted: Filter, month: Month, sums: _Sums) -> None:
    """Add up the return's own entries of the patrols that are shown."""
    code = session.scalars(select(m.Team.code).where(m.Team.id == team_id)).one()
    work = work_out(gather(session, code, month, clock.EPOCH))
    keys = listed(session, team_id, wanted).keys
    shown = set(session.scalars(select(m.Patrol.ref).where(m.Patrol.id.in_(keys))))
    for added, found in (
        (sums.visits, entries.visits(work)),
        (sums.in_target, entries.visits_10_to_20(work)),
        (sums.minutes, entries.visit_time(work)),
    ):
        for entry in found:
            if entry.ref in shown:
                added[str(entry.categories[1])] += entry.amount


def _add_whole_visits(session: Session, team_id: int, wanted: Filter, sums: _Sums) -> None:
    """Let the database add up; on a leg that is still out a visit gives no minutes."""
    stay = type_coerce(m.Visit.end, Integer) - type_coerce(m.Visit.start, Integer)
    in_target = func.sum(case((stay.between(SHORTEST_STAY, LONGEST_STAY), 1), else_=0))
    over = func.sum(case((m.Leg.end.is_not(None), stay), else_=0))
    query = (
        select(m.Place.code, func.count(), in_target, over)
        .select_from(m.Visit)
        .join(m.Leg, m.Leg.id == m.Visit.leg_id)
        .join(m.Place, m.Place.id == m.Visit.hotspot_id)
        .where(*_legs(session, team_id, wanted))
        .group_by(m.Place.code)
    )
    for code, number, good, minutes in session.execute(query):
        sums.visits[code], sums.in_target[code], sums.minutes[code] = number, good, minutes


# --- The last patrol there --------------------------------------------------------------------


def last_patrols(
    session: Session, team_id: int, until: date, beats: Sequence[str]
) -> dict[str, date]:
    """Give the last day on which any patrol went out to each beat, up to a day."""
    return _last_days(session, team_id, Filter(), until, beats)


def _last_days(
    session: Session, team_id: int, wanted: Filter, until: date, known: Sequence[str]
) -> dict[str, date]:
    """Give the last day on which a patrol went out to each beat, up to *until*.

    Whatever the list's time and place, and whether it looks odd: a beat is no quieter because
    another is looked at.
    """
    rest = replace(wanted, month=None, first=None, last=None, place=None, among=None)
    legs = [*_legs(session, team_id, rest), m.Leg.start < clock.midnight(until + clock.DAY)]
    codes = {one.id: one.code for one in team.places(session, team_id)}
    lately = clock.midnight(until) - _LATELY
    found = _latest(session, [*legs, m.Leg.start >= lately], codes)
    if set(known) - set(found):
        # Nobody has been in one of them for months: the whole log is looked through.
        found = _latest(session, legs, codes)
    return found


def _latest(
    session: Session, legs: Sequence[ColumnElement[bool]], codes: Mapping[int, str]
) -> dict[str, date]:
    starts = session.execute(_by_beat(func.max(m.Leg.start), legs))
    return {codes.get(key, NO_BEAT): clock.local_day(start) for key, start in starts}
