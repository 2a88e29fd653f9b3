"""Whether a roster lets people rest: what it breaks is named, and never forbidden.

The rules are those of working time (domain.md §1.7): 11 hours between duties, 24 hours clear
in a week, and no more than 48 hours a week on average over 17 weeks. Hours are real ones,
whatever the clocks do; weeks are Monday to Sunday of Europe/London.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.duties import Absent, Rostered
from snt_desk.domain.minutes import Stretch, minute
from snt_desk.domain.roster import UNAVAILABLE

LEAST_BETWEEN: Final = 11 * 60
CLEAR: Final = 24 * 60
MOST_A_WEEK: Final = 48 * 60
WEEKS: Final = 17
_WEEK: Final = 7 * DAY


class Breach(NamedTuple):
    """A rule that a duty breaks: in a few words for a list, and said in full."""

    ref: str
    day: date
    short: str
    title: str
    text: str


def monday(day: date) -> date:
    """Give the day on which that week begins."""
    return day - DAY * day.weekday()


def weeks(first: date, last: date) -> tuple[date, ...]:
    """Give the Mondays of all weeks that have a day from the first to the last."""
    count = (monday(last) - monday(first)).days // 7
    return tuple(monday(first) + number * _WEEK for number in range(count + 1))


def breaches(
    duties: Iterable[Rostered], absences: Sequence[Absent], mondays: Sequence[date]
) -> list[Breach]:
    """Say what one person's roster breaks, by day.

    *duties* are the person's in any team, from 16 weeks before the first of the *mondays* to
    the first duty after the last. Duties under leave or sickness are no work that needs rest;
    in the average they count as rostered, so that leave neither adds to it nor hides it.
    """
    held = sorted(duties, key=lambda one: (one.start, one.ref))
    leave = [one for one in absences if one.flag == UNAVAILABLE]
    worked = [one for one in held if not is_on_leave(one, leave)]
    found = [*short_rests(worked), *no_clear_day(worked, mondays), *long_weeks(held, mondays)]
    return sorted(found, key=lambda one: (one.day, one.ref))


def is_on_leave(duty: Rostered, absences: Iterable[Absent]) -> bool:
    """Whether no minute of a duty is left to work, for leave or sickness."""
    parts = [duty.stretch]
    for one in absences:
        if one.flag == UNAVAILABLE:
            parts = [rest for part in parts for rest in part.without(one.stretch)]
    return not parts


class _Spell(NamedTuple):
    """Work without a break between: one duty, or several that touch or overlap."""

    start: int
    end: int
    first: Rostered
    last: Rostered


def _spells(duties: Iterable[Rostered]) -> list[_Spell]:
    """Join what touches; the duties come by their start."""
    found: list[_Spell] = []
    for one in duties:
        start, end = one.stretch
        if found and start <= found[-1].end:
            before = found[-1]
            last = one if end > before.end else before.last
            found[-1] = _Spell(before.start, max(before.end, end), before.first, last)
        else:
            found.append(_Spell(start, end, one, one))
    return found


def short_rests(duties: Iterable[Rostered]) -> Iterator[Breach]:
    """Find duties with less than 11 hours off before them. What touches is one stretch of work."""
    for before, after in pairwise(_spells(duties)):
        gap = after.start - before.end
        if gap < LEAST_BETWEEN:
            last, rest = before.last, clock.hours_long(gap)
            ended = f"The {last.label.lower()} on {clock.short_day(last.day)} ends at"
            yield Breach(
                after.first.ref,
                after.first.day,
                f"{rest} between duties",
                f"Only {rest} off before this duty",
                f"{ended} {clock.wall(last.end)}. The rule is 11 h.",
            )


def no_clear_day(duties: Iterable[Rostered], mondays: Iterable[date]) -> Iterator[Breach]:
    """Find weeks without 24 hours clear.

    A rest counts for the week in which it lies, and for the one in which it begins although
    most of it is in the next: nights that end on Sunday morning are followed by it.
    """
    spells = _spells(duties)
    rests = [(before.end, after.start) for before, after in pairwise(spells)]
    for first in mondays:
        week = _minutes_of(first, 1)
        inside = [one for one in spells if week.start <= one.start < week.end]
        if not inside:
            continue
        before_all, after_all = inside[0] is spells[0], inside[-1] is spells[-1]
        if after_all or (before_all and inside[0].start - week.start >= CLEAR):
            continue
        if any(_is_clear(Stretch(*rest), week) for rest in rests):
            continue
        last = inside[-1].last
        text = f"The week of {clock.short_day(first)} has no 24 h without a duty."
        yield Breach(last.ref, last.day, "No 24 h clear in the week", "No 24 hours clear", text)


def _is_clear(rest: Stretch, week: Stretch) -> bool:
    begins = week.start <= rest.start < week.end and rest.minutes >= CLEAR
    return begins or rest.shared(week) >= CLEAR


def long_weeks(duties: Iterable[Rostered], mondays: Iterable[date]) -> Iterator[Breach]:
    """Find the first of these weeks in which the average of 17 is over 48 hours.

    Weeks of which nothing is written count as weeks without work.
    """
    stretches = [(one.stretch, one) for one in duties]
    for first in mondays:
        window = _minutes_of(first - (WEEKS - 1) * _WEEK, WEEKS)
        total = sum(stretch.shared(window) for stretch, _ in stretches)
        week = _minutes_of(first, 1)
        here = [one for stretch, one in stretches if week.start <= stretch.start < week.end]
        if total > WEEKS * MOST_A_WEEK and here:
            shown = clock.hours_long(total // WEEKS)
            text = f"{WEEKS} weeks to {clock.short_day(first + _WEEK - DAY)}. The rule is 48 h."
            title = f"{shown} a week on average"
            yield Breach(here[-1].ref, here[-1].day, title, title, text)
            return


def _minutes_of(first: date, count: int) -> Stretch:
    return Stretch(minute(clock.midnight(first)), minute(clock.midnight(first + count * _WEEK)))
