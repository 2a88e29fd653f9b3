"""Officer time on some patrols, added up over any days: by month and by mode.

Whose minute is whose has been settled before (`minutes.stints`): here it is only cut and summed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.minutes import Stretch, minute


@dataclass(frozen=True)
class Effort:
    """Officer time on some patrols, in whole minutes as the return counts them.

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


class Time(NamedTuple):
    """What an officer did on a leg of a patrol: from when until when, and of that his own minutes.

    All four are numbered minutes (`minutes.minute`); an earlier leg may have the first of them.
    """

    patrol: str
    mode: str
    start: int
    end: int
    own_start: int
    own_end: int


@dataclass(frozen=True)
class Work:
    """What officers did on some patrols within some days, each minute of a person once."""

    times: tuple[Time, ...] = ()

    def between(self, first: date, last: date) -> Effort:
        """Add up the days from *first* to *last*, both of them included."""
        within = days(first, last)
        months = months_of(first, last)
        bounds = [within.start, *(minute(one.span.start) for one in months[1:]), within.end]
        by_month, by_mode = [0] * len(months), defaultdict[str, int](int)
        patrols = set()
        for patrol, mode, start, end, own_start, own_end in self.times:
            if start >= within.end or end <= within.start:
                continue
            patrols.add(patrol)
            begun, over = max(own_start, within.start), min(own_end, within.end)
            by_mode[mode] += max(0, over - begun)
            at = bisect_right(bounds, begun) - 1
            while begun < over:
                cut = min(over, bounds[at + 1])
                by_month[at] += cut - begun
                begun, at = cut, at + 1
        most_first = sorted(by_mode.items(), key=lambda item: (-item[1], item[0]))
        return Effort(
            len(patrols),
            dict(zip(months, by_month, strict=True)),
            {mode: minutes for mode, minutes in most_first if minutes},
        )


def days(first: date, last: date) -> Stretch:
    """Give the minutes of these days, both of them included."""
    return Stretch(minute(clock.midnight(first)), minute(clock.midnight(last + DAY)))


def months_of(first: date, last: date) -> Sequence[Month]:
    """Give every month that has one of these days."""
    months = [Month.of(first)]
    while months[-1] < Month.of(last):
        months.append(months[-1].plus(1))
    return months
