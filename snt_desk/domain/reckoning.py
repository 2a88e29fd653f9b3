"""What was done for a priority, in figures over any days: patrols, meetings, what the public heard.

Each is counted as the return counts it: by the day on which it began, whole lengths, minutes of
officers each once. What was read of a priority once answers for every span.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple

from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.effort import Effort, Work, days
from snt_desk.domain.partners import is_overdue
from snt_desk.domain.priorities import MOST_MONTHS

Kind = Literal["round", "live", "months"]
"""A round it was in; the time since its adoption (its raising); the latest months."""


@dataclass(frozen=True)
class Span:
    """Some days, the first and the last included, and why they are looked at."""

    kind: Kind
    first: date
    last: date


def spans(
    raised: date,
    adopted: date | None,
    closed: date | None,
    lap: tuple[date, date | None] | None,
    today: date,
) -> tuple[Span, ...]:
    """Say over which days the work on a priority is counted, none of them after its last.

    `lap` is the round in hand, or the last in which it was live: its first day and the first
    that is no more of it. The latest six months are whole ones, but for the last.
    """
    last = last_day(closed, today)
    found = []
    if lap is not None and adopted is not None:
        begun, ended = lap
        found.append(Span("round", begun, last if ended is None else min(last, ended - DAY)))
    found.append(Span("live", adopted or raised, last))
    found.append(Span("months", Month.of(last).plus(1 - MOST_MONTHS).first, last))
    return tuple(one for one in found if one.first <= one.last)


def last_day(closed: date | None, today: date) -> date:
    """Give the last day on which something can have been done for it."""
    return today if closed is None else min(closed, today)


class Held(NamedTuple):
    """A meeting or an event: the minute it began, how long it was, how many came if it is known.

    `ref` and `title` are its own.
    """

    at: int
    minutes: int
    came: int | None = None
    ref: str = ""
    title: str = ""


class Undertaken(NamedTuple):
    """An action, or a task: when it was raised, was to be done, and was."""

    raised: date
    due: date | None
    closed: date | None


@dataclass(frozen=True)
class Figures:
    """What was done within some days; `messages` are those posted, on whatever channels.

    Of the `patrols`, `out` are not over yet: no effort is counted of them.
    """

    effort: Effort
    patrols: int
    out: int
    outcomes: Mapping[str, int]
    events: int
    attendance: int
    event_minutes: int
    meetings: int
    meeting_minutes: int
    messages: int
    posts: int
    raised: int
    closed: int
    overdue: int
    tasks: int
    contacts: int
    responses: int


@dataclass(frozen=True)
class Done:
    """All that is dated and belongs to a priority; instants are numbered minutes.

    `patrols` are the minutes in which they began, in order, `out` those of the ones that are
    still out; `outcomes` say when, what and how many; `posts` when, and of which message.
    """

    work: Work = field(default_factory=Work)
    patrols: Sequence[int] = ()
    out: Sequence[int] = ()
    outcomes: Sequence[tuple[int, str, int]] = ()
    events: Sequence[Held] = ()
    meetings: Sequence[Held] = ()
    posts: Sequence[tuple[int, str]] = ()
    actions: Sequence[Undertaken] = ()
    tasks: Sequence[Undertaken] = ()
    contacts: Sequence[int] = ()
    responses: Sequence[tuple[date, int]] = ()

    def between(self, first: date, last: date) -> Figures:
        """Count what lies in the days from *first* to *last*, both included."""
        start, end = days(first, last)
        outcomes: Counter[str] = Counter()
        for at, kind, count in self.outcomes:
            if start <= at < end:
                outcomes[kind] += count
        events, meetings = held(self.events, first, last), held(self.meetings, first, last)
        posts = [message for at, message in self.posts if start <= at < end]
        return Figures(
            effort=self.work.between(first, last),
            patrols=bisect_left(self.patrols, end) - bisect_left(self.patrols, start),
            out=sum(start <= at < end for at in self.out),
            outcomes=dict(outcomes.most_common()),
            events=len(events),
            attendance=sum(one.came or 0 for one in events),
            event_minutes=sum(one.minutes for one in events),
            meetings=len(meetings),
            meeting_minutes=sum(one.minutes for one in meetings),
            messages=len(set(posts)),
            posts=len(posts),
            raised=sum(first <= one.raised <= last for one in self.actions),
            closed=_closed(self.actions, first, last),
            overdue=sum(is_overdue(one.due, one.closed, last) for one in self.actions),
            tasks=_closed(self.tasks, first, last),
            contacts=sum(start <= at < end for at in self.contacts),
            responses=sum(count for day, count in self.responses if first <= day <= last),
        )

    def until(self, now: int) -> Done:
        """Leave out what begins after a minute, though it is of the same day."""
        return replace(
            self,
            patrols=[at for at in self.patrols if at <= now],
            out=[at for at in self.out if at <= now],
            outcomes=[one for one in self.outcomes if one[0] <= now],
            events=[one for one in self.events if one.at <= now],
            meetings=[one for one in self.meetings if one.at <= now],
            posts=[one for one in self.posts if one[0] <= now],
            contacts=[at for at in self.contacts if at <= now],
        )


def held(events: Sequence[Held], first: date, last: date) -> list[Held]:
    """Give those of these that began in the days from *first* to *last*, both included."""
    start, end = days(first, last)
    return [one for one in events if start <= one.at < end]


def _closed(undertaken: Sequence[Undertaken], first: date, last: date) -> int:
    return sum(one.closed is not None and first <= one.closed <= last for one in undertaken)


# --- Before and after -------------------------------------------------------------------------

WEEK = 7
MOST_WEEKS = 26
"""So many weeks before and after its adoption are compared at most."""
FEW_WEEKS = 4
"""Fewer weeks than these say little."""


@dataclass(frozen=True)
class Halves:
    """As many whole weeks before the adoption of a priority as after it."""

    adopted: date
    weeks: int

    @property
    def before(self) -> tuple[date, date]:
        """The first and the last day of the time before."""
        return self.adopted - self.weeks * WEEK * DAY, self.adopted - DAY

    @property
    def after(self) -> tuple[date, date]:
        """The first and the last day of the time after; the day of adoption is the first."""
        return self.adopted, self.adopted + (self.weeks * WEEK - 1) * DAY

    @property
    def few(self) -> bool:
        """Whether they are too short to say much."""
        return self.weeks < FEW_WEEKS


def halves(adopted: date, closed: date | None, today: date) -> Halves | None:
    """Cut equal times out before and after an adoption, up to yesterday or the day before closing.

    None where not a whole week has gone by.
    """
    over = min(closed or today, today)
    weeks = min((over - adopted).days // WEEK, MOST_WEEKS)
    return Halves(adopted, weeks) if weeks > 0 else None


def months_beside(adopted: date, known: set[Month], over: date) -> tuple[list[Month], list[Month]]:
    """Choose as many whole months before an adoption as after it, of those that are known.

    They follow each other without a gap up to the adoption and from it; the month in which it
    lies is of neither, unless that was its first day. None is later than `over`.
    """
    within = Month.of(adopted)
    first_after = within if adopted == within.first else within.plus(1)
    before: list[Month] = []
    after: list[Month] = []
    while within.plus(-1 - len(before)) in known:
        before.insert(0, within.plus(-1 - len(before)))
    while (month := first_after.plus(len(after))) in known and month.last < over:
        after.append(month)
    number = min(len(before), len(after), MOST_MONTHS)
    return before[len(before) - number :], after[:number]


def open_days(opened: Sequence[tuple[date, date | None]], first: date, last: date) -> int:
    """Count the days from *first* to *last* on which any of these was open, its last one too."""
    found = set()
    for begun, closed in opened:
        at = max(begun, first)
        until = last if closed is None else min(closed, last)
        while at <= until:
            found.add(at)
            at += DAY
    return len(found)
