"""Which backups may go: what is young is kept whole, what is old by the day, week and month.

Only moments that stand in names count, never what the disk says of a file; and a clock that
jumps can make backups look older or younger than they are, but never all of them go.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from snt_desk.domain import clock

WHOLE = timedelta(days=2)
MONTH = timedelta(days=30)
DAILY, WEEKLY, MONTHLY = 14, 10, 12
LEAST = 3
"""So many are never thinned, however old they are."""


@dataclass(frozen=True)
class Kept:
    """A backup as far as thinning goes: when it was made (aware), and whether it is proved.

    `whole` is one by which a step can be undone: it stays a month.
    """

    made: datetime
    proved: bool = True
    whole: bool = False


def superfluous(kept: Sequence[Kept], now: datetime) -> set[int]:
    """Say which of these, the newest first as they were made, may go: their places.

    The last two days stay whole; before them one for each of 14 days, then of 10 weeks, then
    of 12 months in which there are any. The newest that is proved always stays, and three.
    """
    older = [at for at, one in enumerate(kept) if not _is_young(one, now)]
    proved = [at for at in older if kept[at].proved]
    stay = set(range(len(kept))) - set(older)
    # What is not proved takes no place from what is, and does not go for that alone.
    stay |= _spread(kept, older) | _spread(kept, proved)
    stay |= {*range(LEAST), *[at for at, one in enumerate(kept) if one.proved][:LEAST]}
    return set(range(len(kept))) - stay


def _is_young(one: Kept, now: datetime) -> bool:
    # What seems to come from the future was made under another clock: it is left alone.
    return now - one.made <= (MONTH if one.whole else WHOLE)


def _spread(kept: Sequence[Kept], places: Sequence[int]) -> set[int]:
    """Choose from these, the newest first, one for each day, then each week, then each month."""
    chosen = set()
    seen: set[Hashable] = set()
    left = [_Left(_day, DAILY), _Left(_week, WEEKLY), _Left(_month, MONTHLY)]
    for at in sorted(places, key=lambda one: kept[one].made, reverse=True):
        day = clock.local_day(kept[at].made)
        for stage in left:
            if stage.many and stage.bucket(day) not in seen:
                stage.many -= 1
                chosen.add(at)
                seen |= {_day(day), _week(day), _month(day)}
                break
    return chosen


@dataclass
class _Left:
    """How many more are kept of one kind of stretch."""

    bucket: Callable[[date], Hashable]
    many: int


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return "week", *day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return "month", day.year, day.month
