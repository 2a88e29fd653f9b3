"""Which wards and groups the team has reached with events, and which not for too long.

A ward is reached by an event in it or at a place within it; that patrols have been there stands
beside it. What was planned for them stands there too: whoever looks need not plan it twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import case, distinct, func, select, union
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.package.places import BEAT
from snt_desk.domain.priorities import ADOPTED
from snt_desk.domain.reach import GROUPS, is_late, weeks_since
from snt_desk.services import beat_map, coverage, groups, team

WARDS: Final = "places"
"""The table of the wards: the team's beats."""


@dataclass(frozen=True)
class Reached:
    """A ward by its code or a group by its ref: when an event last reached it.

    It is `late` after so many `weeks`, or if it never was reached; `coming` is when the next
    event is to reach it. Of a ward also when a patrol was last there, whether that is so long
    ago that it is `quiet`, and how many live priorities lie in it.
    """

    table: str
    ref: str
    name: str
    weeks: int
    last: date | None
    since: int | None
    late: bool
    coming: date | None = None
    patrolled: date | None = None
    quiet: bool = False
    priorities: int = 0

    @property
    def id(self) -> str:
        """Table and ref: it stays whatever happens to the rows."""
        return f"{self.table}/{self.ref}"


@dataclass(frozen=True)
class Reach:
    """All wards and groups, who has waited longest first; after how many `weeks` that is late."""

    lines: tuple[Reached, ...]
    weeks: int


def reach(session: Session, team_id: int, now: datetime) -> Reach:
    """Say how it stands at a moment."""
    usual = groups.usual_weeks(session, team_id)
    lines = (*_wards(session, team_id, now, usual), *_groups(session, team_id, now, usual))
    return Reach(tuple(sorted(lines, key=_by_need)), usual)


def _by_need(one: Reached) -> tuple[Any, ...]:
    never_first = one.last or date.min
    return (not one.late, never_first, one.table == GROUPS, one.name.casefold())


# --- Wards ------------------------------------------------------------------------------------


def _wards(session: Session, team_id: int, now: datetime, weeks: int) -> Iterable[Reached]:
    on = clock.local_day(now)
    beats = [one for one in team.places(session, team_id) if one.kind == BEAT]
    last, coming = _days(session, _in_wards(team_id), now)
    patrolled = coverage.last_patrols(session, team_id, on, [one.code for one in beats])
    quiet_after = beat_map.quiet_after(session, team_id)
    live = dict(session.execute(_live(team_id)).all())
    for one in beats:
        met, walked = last.get(one.id), patrolled.get(one.code)
        yield Reached(
            *(WARDS, one.code, one.name, weeks),
            *(met, weeks_since(met, on), is_late(met, weeks, on)),
            coming=coming.get(one.id),
            patrolled=walked,
            quiet=beat_map.is_quiet(walked, quiet_after, on),
            priorities=live.get(one.id, 0),
        )


_BEAT = case((m.Place.kind == BEAT, m.Place.id), else_=m.Place.parent_id)
"""The key of the beat in which a place lies."""


def _in_wards(team_id: int) -> Any:
    return (
        select(_BEAT, m.Event.start)
        .join(m.Place, m.Place.id == m.Event.place_id)
        .where(m.Event.team_id == team_id)
    )


def _live(team_id: int) -> Any:
    """Count the live priorities by ward, whichever of their places lies there."""
    first = select(m.Priority.id, m.Priority.place_id)
    further = select(m.PriorityPlace.priority_id, m.PriorityPlace.place_id)
    every = union(first, further).subquery()
    key, place = every.c
    return (
        select(_BEAT, func.count(distinct(key)))
        .select_from(every)
        .join(m.Priority, m.Priority.id == key)
        .join(m.Place, m.Place.id == place)
        .where(m.Priority.team_id == team_id, m.Priority.status == ADOPTED)
        .group_by(_BEAT)
    )


# --- Groups -----------------------------------------------------------------------------------


def _groups(session: Session, team_id: int, now: datetime, usual: int) -> Iterable[Reached]:
    on = clock.local_day(now)
    of_groups = (
        select(m.CommunityGroup.ref, m.Event.start)
        .join(m.EventGroup, m.EventGroup.group_id == m.CommunityGroup.id)
        .join(m.Event, m.Event.id == m.EventGroup.event_id)
        .where(m.CommunityGroup.team_id == team_id)
    )
    last, coming = _days(session, of_groups, now)
    for one in groups.named(session, team_id):
        if one.is_reached_on(on):
            met, weeks = last.get(one.ref), one.weeks or usual
            yield Reached(
                *(GROUPS, one.ref, one.name, weeks),
                *(met, weeks_since(met, on), is_late(met, weeks, on)),
                coming=coming.get(one.ref),
            )


Days = Mapping[Any, date]


def _days(session: Session, query: Any, now: datetime) -> tuple[Days, Days]:
    """Give of each key the day of the last event that has begun, and of the next to come."""
    found = query.subquery()
    key, start = found.c
    held = select(key, func.max(start)).where(start <= now).group_by(key)
    to_come = select(key, func.min(start)).where(start > now).group_by(key)
    return _read(session.execute(held).all()), _read(session.execute(to_come).all())


def _read(rows: Sequence[Any]) -> Days:
    return {key: clock.local_day(start) for key, start in rows if key is not None}
