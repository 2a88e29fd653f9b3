"""Whose minute is whose: how long people were on the street, each minute of a person once.

Counting is done in whole minutes on the UTC time line, so clock changes and midnights
need no care (formats.md §3, "How time is counted").
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from snt_desk.domain import clock
from snt_desk.domain.clock import Days, Month
from snt_desk.domain.facts import Leg, Patrol


def minute(instant: datetime) -> int:
    """Number an instant: whole minutes since 1970 began, UTC."""
    return int(instant.timestamp()) // 60


class Stretch(NamedTuple):
    """A stretch of numbered minutes; `end` is the first not in it. Empty if not after `start`."""

    start: int
    end: int

    @classmethod
    def of(cls, month: Month | Days) -> Stretch:
        """Give all minutes of a local month, or of some days."""
        span = month.span
        return cls(minute(span.start), minute(span.end))

    @property
    def minutes(self) -> int:
        """How many minutes there are in it."""
        return max(0, self.end - self.start)

    def shared(self, other: Stretch) -> int:
        """Count the minutes that lie in both."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def without(self, other: Stretch) -> tuple[Stretch, ...]:
        """Take the other's minutes out: what is left before it and after it."""
        parts = (
            Stretch(self.start, min(self.end, other.start)),
            Stretch(max(self.start, other.end), self.end),
        )
        return tuple(part for part in parts if part.start < part.end)


class TimedLeg(NamedTuple):
    """A leg on the minute line; `end` is None while it is out, `day` the local day it starts."""

    patrol: Patrol
    leg: Leg
    start: int
    end: int | None
    day: date


def timed(patrol: Patrol) -> list[TimedLeg]:
    """Put the legs of a patrol on the minute line, in their order."""
    return [
        TimedLeg(
            patrol,
            leg,
            minute(leg.start),
            None if leg.end is None else minute(leg.end),
            clock.local_day(leg.start),
        )
        for leg in patrol.legs
    ]


class Stint(NamedTuple):
    """One person's time on one leg, inside the bounds.

    `own` are the minutes that count here; `left_out` how many were already another leg's.
    """

    timed: TimedLeg
    collar: str
    own: Stretch
    left_out: int


def own_minutes(spells: Iterable[tuple[int, int]], within: Stretch) -> Iterator[Stretch]:
    """Cut one person's spells so that no minute is in two: an earlier one keeps what it has.

    They come in the order in which they have it, sorted by start, and meet the bounds.
    """
    # Sorted by start, whatever earlier ones cover of this one is its beginning.
    reached = within.start
    for start, end in spells:
        last = min(end, within.end)
        yield Stretch(min(max(start, within.start, reached), last), last)
        reached = max(reached, last)


def stints(legs: Iterable[TimedLeg], within: Stretch) -> list[Stint]:
    """Share out every person's minutes, each once: officers and volunteers alike.

    Where someone is on two legs at once, the minutes go to the leg that started first,
    then the smaller patrol ref, then the smaller leg number. A leg with no end has none.
    Legs without a minute in the bounds have no part in it.
    """
    by_collar: dict[str, list[TimedLeg]] = defaultdict(list)
    for timed_leg in legs:
        if timed_leg.end and timed_leg.start < within.end and timed_leg.end > within.start:
            for collar in timed_leg.leg.officers:
                by_collar[collar].append(timed_leg)
    found = []
    for collar, theirs in by_collar.items():
        theirs.sort(key=_precedence)
        spells = ((one.start, one.end or 0) for one in theirs)
        for timed_leg, own in zip(theirs, own_minutes(spells, within), strict=True):
            left_out = own.start - max(timed_leg.start, within.start)
            found.append(Stint(timed_leg, collar, own, left_out))
    return found


def _precedence(timed_leg: TimedLeg) -> tuple[int, str, int]:
    return timed_leg.start, timed_leg.patrol.ref, timed_leg.leg.number


def covered(stretch: Stretch, by: Sequence[Stretch]) -> int:
    """Count the minutes of a stretch that lie in any of the others, which are apart and sorted."""
    minutes = 0
    first = bisect_right(by, stretch.start, key=lambda one: one.end)
    for one in by[first:]:
        if one.start >= stretch.end:
            break
        minutes += stretch.shared(one)
    return minutes


def main_mode(patrol: Patrol) -> str:
    """Name the mode with the most minutes over the whole patrol; of equals the one used first."""
    if len(patrol.legs) == 1:
        return patrol.legs[0].mode
    totals: dict[str, int] = {}
    for leg in patrol.legs:
        minutes = 0 if leg.end is None else minute(leg.end) - minute(leg.start)
        totals[leg.mode] = totals.get(leg.mode, 0) + minutes
    # max keeps the first of equals, and a dict its order of use.
    return max(totals, key=totals.__getitem__)
