"""A month of duties as a grid shows it: who does what on which day, and what is wanted.

A duty belongs to the local day on which it begins, whatever midnight or the clocks do to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Final, NamedTuple

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, LONGEST_STRETCH, Month, Span
from snt_desk.domain.drafts import Problem
from snt_desk.domain.facts import Absence, CodeFact, Duty
from snt_desk.domain.minutes import Stretch, minute
from snt_desk.domain.roster import (
    ABSTRACTED,
    SICKNESS,
    UNAVAILABLE,
    NominalRoll,
    OwnDuty,
    away,
    own_duties,
)

ON_LEAVE, SICK, TAKEN = "V", "S", "A"
"""The letters of absences: leave of any kind, sickness, abstraction."""
NO_REST_DAYS: Final = frozenset({"special", "volunteer"})
"""Roles that come when they can: a day without a duty is not a rest day."""
_HALF = 2


class Slot(NamedTuple):
    """One square of the grid: a person's local day."""

    collar: str
    day: date


@dataclass(frozen=True)
class ShiftTimes:
    """When a shift begins and ends on the wall; an end that is not later is the next day's."""

    start: time
    end: time

    def on(self, day: date) -> Span:
        """Give the shift of a day. The wall rules: over a clock change its length differs.

        A time that is twice that night is the first of the two.
        """
        end_day = day if self.end > self.start else day + DAY
        return Span(_at(day, self.start), _at(end_day, self.end))

    @classmethod
    def of(cls, span: Span) -> ShiftTimes:
        """Read the times off a duty that there is."""
        return cls(clock.local(span.start).time(), clock.local(span.end).time())

    @property
    def shown(self) -> str:
        """As people say it: `07:00 to 15:00`."""
        return f"{self.start:%H:%M} to {self.end:%H:%M}"


def _at(day: date, at: time) -> datetime:
    return clock.london(day.year, day.month, day.day, at.hour, at.minute)


USUAL_TIMES: Final[Mapping[str, ShiftTimes]] = {
    "early": ShiftTimes(time(7), time(15)),
    "day": ShiftTimes(time(9), time(17)),
    "late": ShiftTimes(time(14), time(22)),
    "night": ShiftTimes(time(21), time(5)),
    "training": ShiftTimes(time(9), time(17)),
}
OTHER_TIMES: Final = ShiftTimes(time(9), time(17))
"""The times of a code for which the team has none of its own."""


@dataclass(frozen=True)
class CoverRule:
    """So many people at least are wanted on these duties, every day."""

    codes: tuple[str, ...]
    least: int


USUAL_COVER: Final = (CoverRule(("early", "day"), 2), CoverRule(("late", "night"), 2))


@dataclass(frozen=True)
class DutyCode:
    """A kind of duty as the grid has it: its letter, its words, and when it usually is."""

    code: str
    label: str
    letter: str
    times: ShiftTimes


def letters(labels: Mapping[str, str]) -> dict[str, str]:
    """Give each code of duty a letter: the first of its label that is free.

    Those of absences are taken; a code for which no letter of its label is left has none.
    """
    taken = {ON_LEAVE, SICK, TAKEN}
    found: dict[str, str] = {}
    for code, label in labels.items():
        free = [one for one in label.upper() if one.isalpha() and one not in taken]
        found[code] = free[0] if free else ""
        taken.update(free[:1])
    return found


# --- What there is ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Rostered:
    """A duty that somebody has; `here` is whether this team rostered it."""

    ref: str
    collar: str
    start: datetime
    end: datetime
    code: str
    label: str
    note: str | None = None
    here: bool = True

    @cached_property
    def day(self) -> date:
        """The local day to which it belongs."""
        return clock.local_day(self.start)

    @property
    def span(self) -> Span:
        """From when to when."""
        return Span(self.start, self.end)

    @cached_property
    def stretch(self) -> Stretch:
        """Its minutes."""
        return Stretch(minute(self.start), minute(self.end))

    @property
    def fact(self) -> Duty:
        """What the return counts of it."""
        return Duty(self.ref, self.collar, self.start, self.end)


@dataclass(frozen=True)
class Absent:
    """An absence that somebody has; `flag` is `unavailable`, `abstracted` or None (§1)."""

    ref: str
    collar: str
    start: datetime
    end: datetime
    kind: str
    label: str
    flag: str | None
    sent_to: str | None = None
    note: str | None = None

    @cached_property
    def stretch(self) -> Stretch:
        """Its minutes."""
        return Stretch(minute(self.start), minute(self.end))

    @property
    def fact(self) -> Absence:
        """What the return counts of it."""
        return Absence(self.ref, self.collar, self.start, self.end, self.kind)

    @property
    def letter(self) -> str:
        """How the grid shows it."""
        if self.flag == ABSTRACTED:
            return TAKEN
        return SICK if self.kind == SICKNESS else ON_LEAVE


@dataclass(frozen=True)
class DayOf:
    """One person's day; `taken` is the absence that it is shown as, if it is."""

    slot: Slot
    posted: bool
    duties: tuple[Rostered, ...] = ()
    absences: tuple[Absent, ...] = ()
    taken: Absent | None = None

    @property
    def open(self) -> bool:
        """Whether it may be written in: posted here that day, or on duty anyway."""
        return self.posted or bool(self.duties)


def day_of(
    slot: Slot, duties: Sequence[Rostered], absences: Sequence[Absent], *, posted: bool
) -> DayOf:
    """Pick one day out of what a person has: this team's duties, and absences of any.

    An absence belongs to the days of the duties that it meets and to every day of which it
    has a minute that is not the end of a night duty. Of several, the day is shown as the one
    that takes most of its duties (`roster.away`); with no duty, as the one that would win.
    """
    own = tuple(one for one in duties if one.here and one.day == slot.day)
    ended = [one.stretch for one in duties if one.day == slot.day - DAY]
    whole = Stretch(minute(clock.midnight(slot.day)), minute(clock.midnight(slot.day + DAY)))
    met = tuple(
        one
        for one in absences
        if any(one.stretch.shared(duty.stretch) for duty in own) or _meets(one, whole, ended)
    )
    return DayOf(slot, posted, duties=own, absences=met, taken=_taken(own, met))


def _meets(absence: Absent, day: Stretch, ended: Iterable[Stretch]) -> bool:
    parts: list[Stretch] = [day]
    for night in ended:
        parts = [rest for part in parts for rest in part.without(night)]
    return any(absence.stretch.shared(part) for part in parts)


def _taken(duties: Sequence[Rostered], absences: Sequence[Absent]) -> Absent | None:
    if not absences:
        return None
    if not duties:
        return min(absences, key=_precedence)
    takes = minutes_taken(duties, absences)
    return max(absences, key=lambda one: takes.get(one.ref, 0)) if takes else None


def _precedence(absence: Absent) -> tuple[bool, bool, bool, int, str]:
    """In the order of `roster.away`; what counts nowhere comes last."""
    return (
        absence.flag is None,
        absence.kind != SICKNESS,
        absence.flag != UNAVAILABLE,
        minute(absence.start),
        absence.ref,
    )


def minutes_taken(duties: Iterable[Rostered], absences: Iterable[Absent]) -> dict[str, int]:
    """Say how many minutes of these duties each absence takes, by its ref (`roster.away`)."""
    held = list(absences)
    kinds = [CodeFact(one.kind, flags=frozenset({one.flag or ""})) for one in held]
    gone = [one.fact for one in held]
    own = (OwnDuty(one.fact, "", one.stretch) for one in duties)
    takes: dict[str, int] = {}
    for one in away(gone, kinds, own):
        takes[one.absence.ref] = takes.get(one.absence.ref, 0) + one.minutes
    return takes


# --- What comes of it -------------------------------------------------------------------------


def on_cover(day: DayOf, rule: CoverRule) -> bool:
    """Whether somebody counts for cover: on one of its duties, and not away for half of it."""
    wanted = [one for one in day.duties if one.code in rule.codes]
    gone = sum(minutes_taken(wanted, day.absences).values())
    return bool(wanted) and gone * _HALF < sum(one.stretch.minutes for one in wanted)


@dataclass(frozen=True)
class Abstraction:
    """Minutes of duty taken from the team in a month, of all that were rostered.

    Both are the return's: `time.rostered` and `time.abstracted` (formats.md §3).
    """

    rostered: int
    by_kind: Mapping[str, int]

    @property
    def minutes(self) -> int:
        """Minutes taken, for whatever cause."""
        return sum(self.by_kind.values())

    @property
    def percent(self) -> float | None:
        """Minutes taken of minutes rostered; None where nothing is rostered."""
        return 100 * self.minutes / self.rostered if self.rostered else None


def abstraction(
    month: Month,
    duties: Iterable[Rostered],
    absences: Iterable[Absent],
    roll: NominalRoll,
) -> Abstraction:
    """Count what was taken from the team; more duties and absences than the month's do no harm."""
    held = list(absences)
    kinds = [CodeFact(one.kind, flags=frozenset({one.flag or ""})) for one in held]
    own = own_duties((one.fact for one in duties if one.here), roll, Stretch.of(month))
    by_kind: dict[str, int] = {}
    for one in away([absent.fact for absent in held], kinds, own):
        if one.flag == ABSTRACTED:
            by_kind[one.absence.kind] = by_kind.get(one.absence.kind, 0) + one.minutes
    return Abstraction(sum(one.stretch.minutes for one in own), by_kind)


# --- What is written --------------------------------------------------------------------------


@dataclass(frozen=True)
class DutyDraft:
    """A duty being written down."""

    collar: str
    code: str
    start: datetime | None
    end: datetime | None
    note: str | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1, bounds)."""
        if not self.code:
            yield Problem("code", "Choose a duty.")
        if self.start is None:
            yield Problem("start", "Enter when the duty begins.")
        if self.end is None:
            yield Problem("end", "Enter when the duty ends.")
        elif self.start is not None:
            minutes = clock.minutes_between(self.start, self.end)
            if minutes <= 0:
                yield Problem("end", f"Enter an end after {clock.wall(self.start)}.")
            elif minutes > LONGEST_STRETCH:
                yield Problem("end", "A duty is 16 hours at most. Enter an earlier end.")


@dataclass(frozen=True)
class AbsenceDraft:
    """An absence being written down; it may be longer than a duty."""

    collar: str
    kind: str
    start: datetime | None
    end: datetime | None
    sent_to: str | None = None
    note: str | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing."""
        if not self.collar:
            yield Problem("collar", "Choose who is away.")
        if not self.kind:
            yield Problem("kind", "Choose why.")
        if self.start is None:
            yield Problem("start", "Enter the first day away.")
        if self.end is None:
            yield Problem("end", "Enter the last day away.")
        elif self.start is not None and self.end <= self.start:
            first = clock.long_day(clock.local_day(self.start))
            yield Problem("end", f"Enter an end after {clock.wall(self.start)} on {first}.")
