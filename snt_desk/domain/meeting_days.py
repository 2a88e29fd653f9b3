"""On which days a meeting that comes again is held, and when: at the same time on the wall.

A rule says how it comes again, `first` on what weekday or day of the month. A month that is too
short for the 31st has its meeting on its last day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Final, Literal, get_args

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, LONDON, LONGEST_STRETCH, ClockError, Month
from snt_desk.domain.drafts import Caution, Problem, as_compared

Rule = Literal["weekly", "month_day", "month_last_day", "month_weekday", "month_last_weekday"]
RULES: Final[tuple[Rule, ...]] = get_args(Rule)
MOST_EVERY: Final = 52
"""It comes again after so many weeks or months at most."""
_WEEK: Final = 7
_FIFTH: Final = 5


# --- On which days ----------------------------------------------------------------------------


def days(
    rule: str, every: int, first: date, since: date, to: date, until: date | None = None
) -> Iterator[date]:
    """Give the days from `since` to `to`, both included, on which it is held, in their order.

    None is before `first`, nor after `until`. Raises ValueError for a rule that is none.
    """
    if rule not in RULES:
        raise ValueError(f"{rule} is no rule by which a meeting comes again")
    begin, end = max(since, first), min(to, until or to)
    if begin > end:
        return
    every_one = _weekly if rule == "weekly" else _monthly(rule)
    for day in takewhile(lambda day: day <= end, every_one(every, first, begin)):
        if day >= begin:
            yield day


def _weekly(every: int, first: date, begin: date) -> Iterator[date]:
    step = every * _WEEK
    ahead = -(-(begin - first).days // step) * step
    while True:
        yield first + ahead * DAY
        ahead += step


def _monthly(rule: str) -> Callable[[int, date, date], Iterator[date]]:
    def walk(every: int, first: date, begin: date) -> Iterator[date]:
        start, wanted = Month.of(first), Month.of(begin)
        between = (wanted.year - start.year) * 12 + wanted.number - start.number
        ahead = between // every * every
        while True:
            if day := _in_month(rule, first, start.plus(ahead)):
                yield day
            ahead += every

    return walk


def _in_month(rule: str, first: date, month: Month) -> date | None:
    """Give its day in a month; None where that has no fifth such weekday."""
    if rule == "month_day":
        return min(month.first + (first.day - 1) * DAY, month.last)
    if rule == "month_last_day":
        return month.last
    if rule == "month_last_weekday":
        return month.last - (month.last.weekday() - first.weekday()) % _WEEK * DAY
    to_weekday = (first.weekday() - month.first.weekday()) % _WEEK
    day = month.first + (to_weekday + (_which(first) - 1) * _WEEK) * DAY
    return day if day <= month.last else None


def _which(day: date) -> int:
    """Say the how manieth of its weekday a day is in its month, from 1."""
    return (day.day - 1) // _WEEK + 1


def fitting(first: date) -> tuple[Rule, ...]:
    """Give the rules that can begin on a day: a last one only where that day is the last."""
    last = Month.of(first).last
    found: list[Rule] = ["weekly", "month_day"]
    if first == last:
        found.append("month_last_day")
    if _which(first) < _FIFTH:
        found.append("month_weekday")
    if first + _WEEK * DAY > last:
        found.append("month_last_weekday")
    return tuple(found)


# --- At what time -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Occurrence:
    """One meeting of a series: the day it has in the series, and its stretch, both ends UTC.

    `remark` says in words what the clocks do to its beginning, if they do anything.
    """

    day: date
    start: datetime
    end: datetime | None
    remark: str = ""


def on(day: date, at: str, lasts: int | None) -> Occurrence:
    """Say when the meeting of a day begins and ends: `at` the time on the wall, `14:00`.

    A time that the clocks leave out begins as much later; of one that comes twice it is the first.
    """
    wall = datetime.combine(day, read_time(at))
    start = clock.london(wall.year, wall.month, wall.day, wall.hour, wall.minute)
    remark = ""
    if clock.local(start).replace(tzinfo=None) != wall:
        remark = (
            f"{at} never is on {clock.short_day(day)}: the clocks go forward. "
            f"It begins at {clock.wall(start)}."
        )
    elif wall.replace(tzinfo=LONDON).utcoffset() != wall.replace(tzinfo=LONDON, fold=1).utcoffset():
        remark = f"{at} is twice on {clock.short_day(day)}: the clocks go back. It is the first."
    end = start + timedelta(minutes=lasts) if lasts else None
    return Occurrence(day, start, end, remark)


def read_time(text: str) -> time:
    """Read a time of day as it is kept, `14:00`; raises ClockError for anything else."""
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
        raise ClockError(f"“{text}” is not a time of day. Write it as 14:00.")
    return time(int(text[:2]), int(text[3:]))


# --- In words ---------------------------------------------------------------------------------


def said(rule: str, every: int, first: date) -> str:
    """Say how it comes again: `every 2 weeks, on Tuesday`; `every month, on the 2nd Tuesday`."""
    unit = "week" if rule == "weekly" else "month"
    often = f"every {unit}" if every == 1 else f"every {every} {unit}s"
    return f"{often}, {which(rule, first)}"


def which(rule: str, first: date) -> str:
    """Say on which day of its week or month: `on Tuesday`, `on the 8th`, `on the last Friday`."""
    weekday = calendar.day_name[first.weekday()]
    return {
        "weekly": f"on {weekday}",
        "month_day": f"on the {_ordinal(first.day)}",
        "month_last_day": "on the last day",
        "month_weekday": f"on the {_ordinal(_which(first))} {weekday}",
        "month_last_weekday": f"on the last {weekday}",
    }[rule]


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number in {11, 12, 13} else ending}"


# --- Written down -----------------------------------------------------------------------------


@dataclass(frozen=True)
class SeriesDraft:
    """A meeting that comes again, being written down.

    `partners` (refs) are asked to each, `officers` (collars) go to it. `left_out` has the days on
    which it would be held and is not, and why. `agenda` has its standing items, one a line.
    """

    kind: str = ""
    title: str = ""
    rule: str = "weekly"
    every: int = 1
    first: date | None = None
    at: str = ""
    lasts: int | None = None
    until: date | None = None
    venue: str | None = None
    place: str | None = None
    priority: str | None = None
    agenda: str | None = None
    partners: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    left_out: Mapping[date, str | None] | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing."""
        if not self.kind:
            yield Problem("kind", "Choose what kind of meeting it is.")
        if not self.title.strip():
            yield Problem("title", "Enter what the meeting is called.")
        yield from self._problems_of_days()
        yield from self._problems_of_times()
        if len(set(self.officers)) < len(self.officers):
            yield Problem("officers", "Name each of the team once.")
        if len(set(self.partners)) < len(self.partners):
            yield Problem("partners", "Name each organisation once.")

    def _problems_of_days(self) -> Iterator[Problem]:
        if not 1 <= self.every <= MOST_EVERY:
            yield Problem("every", f"Enter a number from 1 to {MOST_EVERY}.")
        if self.first is None:
            yield Problem("first", "Enter the day of the first meeting.")
            return
        if self.rule not in fitting(self.first):
            yield Problem("rule", f"{clock.short_day(self.first)} is no such day. Choose another.")
        if self.until and self.until < self.first:
            yield Problem("until", f"Enter a last day after {clock.long_day(self.first)}.")

    def _problems_of_times(self) -> Iterator[Problem]:
        try:
            read_time(self.at)
        except ClockError as error:
            yield Problem("from", str(error) if self.at else "Enter when the meetings begin.")
        if self.lasts is not None and not 1 <= self.lasts <= LONGEST_STRETCH:
            yield Problem("lasts", "Enter an end within 16 hours of the start.")

    @property
    def has_days(self) -> bool:
        """Whether it can be said on which days they are, and when."""
        return not any((*self._problems_of_days(), *self._problems_of_times()))

    def warnings(self, others: Collection[str] = ()) -> Iterator[Caution]:
        """Say what looks odd; `others` are the titles of the other series that go on."""
        if as_compared(self.title) in {as_compared(one) for one in others}:
            yield Caution("title", "Another meeting of that name comes again already.")
        if self.at and self.lasts is None:
            yield Caution("lasts", "Without an end their time is not counted.")

    def occurrences(self, since: date, to: date) -> Iterator[Occurrence]:
        """Give the meetings of the days from `since` to `to`, but for those that are left out."""
        if self.first is None:
            return
        left_out = self.left_out or {}
        for day in days(self.rule, self.every, self.first, since, to, self.until):
            if day not in left_out:
                yield on(day, self.at, self.lasts)
