"""What is usual for a team, learned from its log: who goes out, with whom, where, when, what for.

It orders what is offered, and fills in nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from snt_desk.domain import clock

T = TypeVar("T", bound=Hashable)

_HALF = 60
"""After so many later patrols, one counts half."""
_NEAR = 2 * 60
_SAME_WEEKDAY, _SAME_HOURS, _SAME_CREW = 2, 2, 8
_HOURS = 24 * 60


@dataclass(frozen=True)
class Outing:
    """A patrol as it began: `reason` is the purpose and the priority's ref."""

    start: datetime
    end: datetime | None
    mode: str
    place: str | None
    reason: tuple[str, str | None]
    operation: str | None
    officers: tuple[str, ...]
    partners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moment:
    """What is known of the patrol that is being written."""

    day: date
    out: time | None = None
    officers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Usual:
    """What comes first in each list, the most usual first; what never was is not there."""

    people: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str | None], ...] = ()
    operations: tuple[str, ...] = ()
    starts: tuple[time, ...] = ()
    lengths: tuple[int, ...] = ()
    """In minutes."""


def ranked(past: Sequence[Outing], now: Moment) -> Usual:
    """Order what these patrols (the newest first) had by how alike they are to this one."""
    weighed = [(one, _weight(at, one, now)) for at, one in enumerate(past)]
    crew = set(now.officers)
    return Usual(
        people=_order((who, w) for one, w in weighed for who in one.officers if who not in crew),
        partners=_order((ref, w) for one, w in weighed for ref in one.partners),
        places=_order((one.place, w) for one, w in weighed if one.place),
        reasons=_order((one.reason, w) for one, w in weighed),
        operations=_order((one.operation, w) for one, w in weighed if one.operation),
        starts=_order((_quarter(one.start), w) for one, w in weighed),
        lengths=_order((_length(one), w) for one, w in weighed if one.end is not None),
    )


def first(usual: Sequence[T], all_of_them: Iterable[T]) -> list[T]:
    """Put the usual ones first; the others stay in their order."""
    place = {one: at for at, one in enumerate(usual)}
    return sorted(all_of_them, key=lambda one: place.get(one, len(place)))


def _weight(at: int, one: Outing, now: Moment) -> float:
    weight: float = 0.5 ** (at / _HALF)
    local = clock.local(one.start)
    if local.weekday() == now.day.weekday():
        weight *= _SAME_WEEKDAY
    if now.out is not None and _apart(local.time(), now.out) <= _NEAR:
        weight *= _SAME_HOURS
    if set(one.officers) & set(now.officers):
        weight *= _SAME_CREW
    return weight


def _apart(one: time, other: time) -> int:
    """Count the minutes between two times of the day, round midnight if that is shorter."""
    minutes = abs((one.hour - other.hour) * 60 + one.minute - other.minute)
    return min(minutes, _HOURS - minutes)


def _quarter(start: datetime) -> time:
    local = clock.local(start)
    return time(local.hour, local.minute // 15 * 15)


def _length(one: Outing) -> int:
    minutes = clock.minutes_between(one.start, one.end or one.start)
    return max(15, round(minutes / 15) * 15)


def _order(weighed: Iterable[tuple[T, float]]) -> tuple[T, ...]:
    sums: dict[T, float] = defaultdict(float)
    for one, weight in weighed:
        sums[one] += weight
    return tuple(sorted(sums, key=lambda one: -sums[one]))
