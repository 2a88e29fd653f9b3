"""Rounds: the months for which priorities are adopted, and where each priority stands in one.

Two clocks run beside each other and are told apart: the round's own, of three, four or six
months; and the three months after which residents have waited too long for news of a live
priority. A round of four months can be in order while its news is stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from snt_desk.domain import clock, periods, priorities
from snt_desk.domain.clock import DAY
from snt_desk.domain.drafts import Caution, Problem

CYCLES: Final = (3, 4, 6)
"""How many months a round may be chosen to last; data may bring others, up to `LONGEST`."""
LONGEST: Final = 12
SOON: Final = priorities.SOON
"""How long before the next round is due it is time to think of it."""

State = Literal["to come", "running", "due", "overdue", "over"]
"""`due` in the last fortnight, `overdue` after the day on which the next one was due."""
Awaited = Literal["due", "overdue"]
"""What the next round is, where none follows yet."""
Standing = Literal["new", "continued", "replaced", "closed"]


# --- When the next is due ---------------------------------------------------------------------


def due(begun: date, months: int) -> date:
    """Give the day on which the next round is due: 30 November and 3 months is 28 February."""
    return clock.add_months(begun, months)


def state(begun: date, months: int, ended: date | None, on: date) -> State:
    """Say how far a round is; one whose end is written down is waited for no more."""
    if on < begun:
        return "to come"
    if ended is not None:
        return "over" if on >= ended else "running"
    if on > due(begun, months):
        return "overdue"
    return "due" if on >= due(begun, months) - SOON else "running"


def awaited(begun: date, months: int, ended: date | None, on: date) -> Awaited | None:
    """Say whether a round that none follows waits for the next: from a fortnight before.

    That is due when this one has lasted its months, or has ended before or after them.
    """
    day = ended or due(begun, months)
    if on < max(begun, day - SOON):
        return None
    return "overdue" if on > day else "due"


def cycle(months: int | None) -> int:
    """Give the length that is offered for a team's next round: its own, if it can be one."""
    return months if months is not None and 1 <= months <= LONGEST else CYCLES[0]


def lengths(months: int) -> tuple[int, ...]:
    """Give the lengths to choose from; one that came in by data is kept among them."""
    return tuple(sorted({*CYCLES, months}))


# --- Where a priority stands in a round -------------------------------------------------------


def is_live_in(
    adopted: date | None, closed: date | None, begun: date, ended: date | None = None
) -> bool:
    """Whether a priority was live for a day of a round, `ended` the first day after it.

    It is live from its adoption to the day before its closing; the day of its adoption counts,
    even if it was closed on it.
    """
    if adopted is None or (ended is not None and adopted >= ended):
        return False
    return closed is None or max(closed, adopted + DAY) > begun


def standing(
    adopted: date | None,
    closed: date | None,
    result: str | None,
    begun: date,
    ended: date | None = None,
) -> Standing | None:
    """Say where a priority stands in a round; None for one that is not of it.

    One that was closed on the day on which the next round began was closed in this one.
    """
    if adopted is None or not is_live_in(adopted, closed, begun, ended):
        return None
    if closed is not None and (ended is None or closed <= ended):
        return "replaced" if result == priorities.REPLACED else "closed"
    return "new" if adopted >= begun else "continued"


# --- News, apart from the round ---------------------------------------------------------------


@dataclass(frozen=True)
class Silence:
    """A live priority of which residents have heard nothing for more than three months."""

    title: str
    days: int
    """How many days over them."""


def days_silent(told: date, on: date) -> int:
    """Count the days over the three months since residents heard of it; 0 within them."""
    return max((on - priorities.due(told)).days, 0)


def silent(told: Iterable[tuple[str, date]], on: date) -> tuple[Silence, ...]:
    """Say which of these, each with the day of its last news, are silent; the longest first."""
    found = [Silence(title, days) for title, day in told if (days := days_silent(day, on))]
    return tuple(sorted(found, key=lambda one: (-one.days, one.title)))


# --- A round being written --------------------------------------------------------------------


@dataclass(frozen=True)
class RoundDraft:
    """A round being written down; `consultation` is a ref, `ended` the first day after it."""

    begun: date | None = None
    months: int | None = None
    ended: date | None = None
    consultation: str | None = None
    note: str | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing."""
        if self.begun is None:
            yield Problem("begun", "Enter the day on which the round begins.")
        yield from problems_of_length(self.months)
        if self.begun and self.ended and self.ended <= self.begun:
            day = clock.long_day(self.begun)
            yield Problem("ended", f"Enter a day after {day}, or leave it empty.")

    def warnings(self, today: date) -> Iterator[Caution]:
        """Say what looks odd; it can be saved."""
        if self.begun is None:
            return
        if self.begun > clock.add_months(today, LONGEST):
            yield Caution("begun", "That day is more than a year away.")
        if self.months and 1 <= self.months <= LONGEST and self.ended:
            planned = due(self.begun, self.months)
            if self.ended > planned + SOON:
                yield Caution("ended", f"The next round was due on {clock.long_day(planned)}.")


def problems_of_length(months: int | None) -> Iterator[Problem]:
    """Say what is wrong with how long a round is to last."""
    if months is None:
        yield Problem("months", "Choose how many months the round lasts.")
    elif not 1 <= months <= LONGEST:
        yield Problem("months", f"A round lasts 1 to {LONGEST} months.")


def overlap(one: RoundDraft, other: RoundDraft) -> bool:
    """Whether two rounds share a day; without an end one goes on for ever."""
    if one.begun is None or other.begun is None:
        return False
    begins_in_time = other.ended is None or one.begun < other.ended
    return begins_in_time and (one.ended is None or other.begun < one.ended)


def shown(begun: date, ended: date | None) -> str:
    """Name a round by its days: `1 Aug to 30 Nov 2026`, `since 1 Dec 2026`."""
    if ended is None:
        return f"since {clock.long_day(begun).partition(' ')[2]}"
    return periods.shown(begun, ended - DAY)
