"""When something was or will be: a day and one or two times, typed beside each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from snt_desk.domain import clock, typed
from snt_desk.domain.clock import ClockError
from snt_desk.domain.drafts import Problem

_ANY_DAY, _ANY_TIME = "15/1/2020", "1200"


@dataclass(frozen=True)
class When:
    """What was typed, as far as it can be read.

    Problems have the fields `date`, `from` and `until`. Instants are UTC.
    """

    day: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    problems: tuple[Problem, ...] = ()


ReadDay = Callable[[str, date], date]
"""What a day means that was typed on another: `typed.read_day`, or `read_day_ahead`."""


def read(day: str, start: str, end: str, today: date, read_day: ReadDay = typed.read_day) -> When:
    """Read a day, when it begins, and (a time or `+90` minutes) when it ends, if that is said."""
    try:
        on = read_day(day, today) if day else None
    except ClockError as error:
        return When(problems=(Problem("date", str(error)), *_of_times(start, end, today)))
    if on is None:
        return When(problems=_of_times(start, end, today))
    if not start:
        return When(on)
    try:
        begins = typed.read_start(on, start)
    except ClockError as error:
        later = read(day, _ANY_TIME, end, today, read_day).problems
        return When(on, problems=(Problem("from", str(error)), *later))
    try:
        return When(on, begins, typed.read_end(begins, end) if end else None)
    except ClockError as error:
        return When(on, begins, problems=(Problem("until", str(error)),))


def _of_times(start: str, end: str, today: date) -> tuple[Problem, ...]:
    """Say of the times, too, that they cannot be read: as on any day."""
    return read(_ANY_DAY, start, end, today).problems


def said_back(when: When) -> tuple[str, str]:
    """Say it back: `Thu 12 Nov, 1 h 30 min`, and quietly what is not said yet."""
    if when.start is None:
        return "", clock.long_day(when.day) if when.day else ""
    day = clock.short_day(clock.local_day(when.start))
    if when.end is None:
        return f"{day}, from {clock.wall(when.start)}", "no end yet"
    return f"{day}, {typed.understood(when.start, when.end, ends='until')}", ""


def tidy_start(when: When, text: str) -> str:
    """Write a beginning as the clock shows it, if it can be read: `22:15`."""
    return _said_zone(text) or (clock.wall(when.start) if when.start else text)


def tidy_end(when: When, text: str) -> str:
    """Write an end as the clock shows it, if it can be read."""
    return _said_zone(text) or (clock.wall(when.end) if when.end else text)


def _said_zone(text: str) -> str:
    # Without BST or GMT the time would be one that was twice.
    return text if text.casefold().rstrip().endswith(("bst", "gmt")) else ""


def written(start: datetime | None, end: datetime | None) -> tuple[str, str, str]:
    """Write day, beginning and end as the fields show them."""
    day = clock.long_day(clock.local_day(start)) if start else ""
    return day, written_time(start), written_time(end)


def written_time(instant: datetime | None) -> str:
    """Write a time so that it is read back as the same: `01:30 GMT` where it was twice."""
    if instant is None:
        return ""
    shown = clock.wall(instant)
    try:
        typed.read_start(clock.local_day(instant), shown)
    except ClockError:
        return f"{shown} {clock.local(instant).tzname()}"
    return shown
