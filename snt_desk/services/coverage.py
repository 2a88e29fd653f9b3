"""How the patrols of a list are spread over the beats, and the visits over the hot spots.

With a month the minutes are the return's own, so that the beats add up to the log's totals;
without one they are whole lengths, added up by the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, distinct, func, select, type_coerce
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, entries, facts
from snt_desk.domain.clock import Month, Span
from snt_desk.domain.entries import LONGEST_STAY, NO_BEAT, SHORTEST_STAY
from snt_desk.domain.minutes import minute
from snt_desk.domain.package.places import BEAT, HOTSPOT
from snt_desk.domain.roster import VOLUNTEER, NominalRoll
from snt_desk.domain.workings import work_out
from snt_desk.services import beat_map, patrol_log, team
from snt_desk.services.gather import gather
from snt_desk.services.patrol_log import Filter
from snt_desk.services.team import PlaceName

QUIET_AFTER = 7
"""So many days without a patrol make a beat quiet."""
_WEEK = 7
_LATELY = timedelta(days=100)


@dataclass(frozen=True)
class BeatTime:
    """What a beat got of the patrols of a list; times in minutes, `last` the last day of any.

    `last` looks past the list's month and place, back to the first day. The beat of what has
    none is `none`, with an empty name.
    """

    code: str
    name: str
    patrols: int
    patrol_time: int
    officer_time: int
    last: date | None
    quiet_days: int | None

    @property
    def id(self) -> str:
        """Its code: it stays whatever happens to the rows."""
        return self.code

    @property
    def quiet(self) -> bool:
        """Whether nobody has been there for long, or ever."""
        return self.code != NO_BEAT and (self.quiet_days is None or self.quiet_days >= QUIET_AFTER)


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
    """A list by beats and hot spots, by name; `days` are those that plans are held against."""

    beats: tuple[BeatTime, ...]
    spots: tuple[SpotTime, ...]
    days: int


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
    places = team.places(session, team_id)
    until = clock.today() if wanted.month is None else min(clock.today(), wanted.month.last)
    if wanted.month is None:
        sums = _whole_lengths(session, team_id, wanted)
    else:
        sums = _in_month(session, team_id, wanted, wanted.month)
    known = [one for one in places if one.kind == BEAT]
    last = _last_days(session, team_id, wanted, until, [one.code for one in known])
    beats = [_beat_time(one.code, one.name, sums, last.get(one.code), until) for one in known]
    if sums.patrols[NO_BEAT]:
        beats.append(_beat_time(NO_BEAT, "", sums, last.get(NO_BEAT), until))
    days = _days(session, team_id, wanted, until)
    weekly = beat_map.planned(session, team_id)
    spots = [
        _spot_time(one, sums, weekly.get(one.code, 0), days)
        for one in places
        if one.kind == HOTSPOT
    ]
    return Coverage(tuple(beats), tuple(spots), days)


def _beat_time(code: str, name: str, sums: _Sums, last: date | None, until: date) -> BeatTime:
    return BeatTime(
        code,
        name,
        sums.patrols[code],
        sums.patrol_time[code],
        sums.officer_time[code],
        last,
        None if last is None else max(0, (until - last).days),
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


def _days(session: Session, team_id: int, wanted: Filter, until: date) -> int:
    """Count the days of the span up to *until*: of the month, or since the list's first patrol."""
    if wanted.month is not None:
        return max(0, (until - wanted.month.first).days + 1)
    first = session.scalar(select(func.min(m.Leg.start)).where(*_mine(session, team_id, wanted)))
    return 0 if first is None else max(0, (until - clock.local_day(first)).days + 1)


# --- Inside a month ---------------------------------------------------------------------------


def _in_month(session: Session, team_id: int, wanted: Filter, month: Month) -> _Sums:
    """Add up the return's own entries of the patrols that are shown."""
    code = session.scalars(select(m.Team.code).where(m.Team.id == team_id)).one()
    work = work_out(gather(session, code, month, clock.EPOCH))
    keys = patrol_log.keys(session, team_id, wanted)
    shown = set(session.scalars(select(m.Patrol.ref).where(m.Patrol.id.in_(keys))))
    sums = _Sums()
    for entry in entries.patrol_time(work):
        if entry.ref in shown:
            _mode, beat = entry.categories
            sums.patrol_time[str(beat)] += entry.amount
    for time in work.officers:
        if time.patrol.ref in shown:
            sums.officer_time[time.leg.beat or NO_BEAT] += time.minutes
    for patrol in work.facts.patrols:
        if patrol.ref in shown:
            sums.patrols.update(_beats_of(patrol, month.span))
    for added, found in (
        (sums.visits, entries.visits(work)),
        (sums.in_target, entries.visits_10_to_20(work)),
        (sums.minutes, entries.visit_time(work)),
    ):
        for entry in found:
            if entry.ref in shown:
                added[str(entry.categories[1])] += entry.amount
    return sums


def _beats_of(patrol: facts.Patrol, span: Span) -> set[str]:
    """Name the beats in which a patrol was within the span, or into which it went out in it."""
    return {
        leg.beat or NO_BEAT
        for leg in patrol.legs
        if leg.start < span.end and (leg.start >= span.start or (leg.end or leg.start) > span.start)
    }


# --- Whole lengths ----------------------------------------------------------------------------


def _whole_lengths(session: Session, team_id: int, wanted: Filter) -> _Sums:
    """Let the database add up; legs that are still out give no minutes."""
    mine, sums = _mine(session, team_id, wanted), _Sums()
    length = func.sum(_number(m.Leg.end) - _number(m.Leg.start))
    patrols = func.count(distinct(m.Leg.patrol_id))
    legs = _by_beat(select(_BEAT, patrols, length).select_from(m.Leg)).where(*mine)
    crews = _by_beat(
        select(_BEAT, length).select_from(m.Leg).join(m.LegOfficer, m.LegOfficer.leg_id == m.Leg.id)
    ).where(*mine)
    beats = _codes(session, team_id)
    for key, number, minutes in session.execute(legs):
        sums.patrols[beats[key]] += number
        sums.patrol_time[beats[key]] += minutes or 0
    for key, minutes in session.execute(crews):
        sums.officer_time[beats[key]] += minutes or 0
    for key, minutes in _volunteers_legs(session, team_id, mine):
        sums.officer_time[beats[key]] -= minutes
    _add_visits(session, mine, sums)
    return sums


def _mine(session: Session, team_id: int, wanted: Filter) -> list[ColumnElement[bool]]:
    """Choose the legs of a list's patrols."""
    of_team = m.Leg.team_id == team_id
    if wanted == Filter():
        return [of_team]
    return [of_team, m.Leg.patrol_id.in_(patrol_log.keys(session, team_id, wanted))]


_BEAT = case((m.Place.kind == BEAT, m.Place.id), else_=m.Place.parent_id)
"""The key of the beat in which a leg's place lies."""


def _by_beat(query: Select[Any]) -> Select[Any]:
    return query.join(m.Place, m.Place.id == m.Leg.place_id, isouter=True).group_by(_BEAT)


def _codes(session: Session, team_id: int) -> Mapping[int | None, str]:
    """Give the codes of beats by their keys; without a key there is no beat."""
    known: dict[int | None, str] = {one.id: one.code for one in team.places(session, team_id)}
    return {None: NO_BEAT} | known


def _number(column: Any) -> Any:
    """Take an instant's minutes as the number that it is in the database."""
    return type_coerce(column, Integer)


def _volunteers_legs(
    session: Session, team_id: int, mine: Sequence[ColumnElement[bool]]
) -> Iterator[tuple[int | None, int]]:
    """Give beat and minutes of every leg on which somebody was a volunteer; few ever are."""
    ever = select(m.Posting.member_id).where(m.Posting.role == VOLUNTEER)
    postings = (
        select(m.Member.collar, m.Team.code, m.Posting.role, m.Posting.fte_percent)
        .add_columns(m.Posting.from_, m.Posting.to)
        .join(m.Member, m.Member.id == m.Posting.member_id)
        .join(m.Team, m.Team.id == m.Posting.team_id)
        .where(m.Posting.member_id.in_(ever))
    )
    known = [facts.Posting(*row) for row in session.execute(postings)]
    if not known:
        return
    team_code = session.scalars(select(m.Team.code).where(m.Team.id == team_id)).one()
    roll = NominalRoll.of(team_code, known)
    legs = (
        select(_BEAT, m.Member.collar, m.Leg.start, m.Leg.end)
        .select_from(m.Leg)
        .join(m.Place, m.Place.id == m.Leg.place_id, isouter=True)
        .join(m.LegOfficer, m.LegOfficer.leg_id == m.Leg.id)
        .join(m.Member, m.Member.id == m.LegOfficer.member_id)
        .where(*mine, m.Member.id.in_(ever), m.Leg.end.is_not(None))
    )
    for beat, collar, start, end in session.execute(legs):
        if roll.standing(collar, clock.local_day(start)).role == VOLUNTEER:
            yield beat, minute(end) - minute(start)


def _add_visits(session: Session, mine: Sequence[ColumnElement[bool]], sums: _Sums) -> None:
    stay = _number(m.Visit.end) - _number(m.Visit.start)
    in_target = func.sum(case((stay.between(SHORTEST_STAY, LONGEST_STAY), 1), else_=0))
    over = func.sum(case((m.Leg.end.is_not(None), stay), else_=0))
    query = (
        select(m.Place.code, func.count(), in_target, over)
        .select_from(m.Visit)
        .join(m.Leg, m.Leg.id == m.Visit.leg_id)
        .join(m.Place, m.Place.id == m.Visit.hotspot_id)
        .where(*mine)
        .group_by(m.Place.code)
    )
    for code, number, good, minutes in session.execute(query):
        sums.visits[code], sums.in_target[code], sums.minutes[code] = number, good, minutes


# --- The last patrol there --------------------------------------------------------------------


def _last_days(
    session: Session, team_id: int, wanted: Filter, until: date, known: Sequence[str]
) -> dict[str, date]:
    """Give the last day on which a patrol went out to each beat, up to *until*.

    Whatever the month and the place: a beat is no quieter because another is looked at.
    """
    mine = _mine(session, team_id, replace(wanted, month=None, place=None))
    end = clock.midnight(until + clock.DAY)
    lately = [*mine, m.Leg.start < end, m.Leg.start >= end - _LATELY]
    beats = _codes(session, team_id)
    found = _latest(session, lately, beats)
    if set(known) - set(found):
        # Nobody has been in one of them for months: the whole log is looked through.
        found = _latest(session, [*mine, m.Leg.start < end], beats)
    return found


def _latest(
    session: Session,
    mine: Sequence[ColumnElement[bool]],
    beats: Mapping[int | None, str],
) -> dict[str, date]:
    query = _by_beat(select(_BEAT, func.max(m.Leg.start)).select_from(m.Leg)).where(*mine)
    return {beats[key]: clock.local_day(start) for key, start in session.execute(query)}
