"""A month's facts, picked and shared out once, so that each measure only adds up.

Here is what more than one figure of the return needs: who was posted, which patrols
began in the month, whose minutes count where.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from snt_desk.domain import clock
from snt_desk.domain.facts import Facts, Leg, Patrol, Posting
from snt_desk.domain.minutes import Stretch, TimedLeg, covered, minute, stints, timed
from snt_desk.domain.roster import VOLUNTEER, Away, NominalRoll, OwnDuty, away, own_duties


class Begun(NamedTuple):
    """A patrol whose first leg starts in the month, and the most officers on any leg of it."""

    patrol: Patrol
    crew: int


class LegTime(NamedTuple):
    """The minutes of a leg that lie in the month, whoever was on it."""

    patrol: Patrol
    leg: Leg
    minutes: int


class PersonTime(NamedTuple):
    """One person's own minutes on a leg, with what he or she was on the day it started.

    `left_out` are the minutes of the leg in the month that an earlier leg has.
    """

    patrol: Patrol
    leg: Leg
    collar: str
    role: str
    visiting: bool
    own: Stretch
    minutes: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Workings:
    """The facts of a month with time already shared out; `work_out` makes them.

    `first` and `last` are the month's days, `over` says whether it is over at `as at`.
    `staff` are the postings that cover its last day, `staff_before` those that cover the
    last day of the month before.
    """

    facts: Facts
    month: Stretch
    first: date
    last: date
    over: bool
    staff: tuple[Posting, ...]
    staff_before: tuple[Posting, ...]
    duties: tuple[OwnDuty, ...]
    away: tuple[Away, ...]
    begun: tuple[Begun, ...]
    legs: tuple[LegTime, ...]
    officers: tuple[PersonTime, ...]
    volunteers: tuple[PersonTime, ...]

    def holds(self, instant: datetime) -> bool:
        """Say whether an instant is in the month."""
        return self.month.start <= minute(instant) < self.month.end

    def holds_day(self, day: date | None) -> bool:
        """Say whether a day is known and in the month."""
        return day is not None and self.first <= day <= self.last

    def off_duty(self) -> Iterable[tuple[PersonTime, int]]:
        """Give the officers' minutes outside their own duties in this team, where there are any."""
        duties: dict[str, list[Stretch]] = defaultdict(list)
        for own in self.duties:
            duties[own.duty.collar].append(own.stretch)
        for time in self.officers:
            on_duty = covered(time.own, duties[time.collar])
            if time.minutes > on_duty:
                yield time, time.minutes - on_duty


def work_out(facts: Facts) -> Workings:
    """Pick what belongs to the team and month, and share out everyone's time."""
    month = Stretch.of(facts.month)
    roll = NominalRoll.of(facts.team, facts.postings)
    duties = own_duties(facts.duties, roll, month)
    patrols = [timed(patrol) for patrol in facts.patrols]
    legs = [leg for patrol in patrols for leg in patrol]
    people = _people(legs, roll, month)
    return Workings(
        facts=facts,
        month=month,
        first=facts.month.first,
        last=facts.month.last,
        over=minute(facts.as_at) >= month.end,
        staff=_posted(facts, facts.month.last),
        staff_before=_posted(facts, facts.month.first - clock.DAY),
        duties=tuple(duties),
        away=tuple(away(facts.absences, facts.codes["absence"], duties)),
        begun=tuple(_begun(patrols, roll, month)),
        legs=tuple(_inside(legs, month)),
        officers=tuple(time for time in people if time.role != VOLUNTEER),
        volunteers=tuple(time for time in people if time.role == VOLUNTEER),
    )


def _posted(facts: Facts, day: date) -> tuple[Posting, ...]:
    return tuple(one for one in facts.postings if one.team == facts.team and one.covers(day))


def headcount_before(facts: Facts) -> int:
    """Count the people posted to the team on the last day of the month before."""
    return len(_posted(facts, facts.month.first - clock.DAY))


def _begun(
    patrols: Iterable[Sequence[TimedLeg]], roll: NominalRoll, month: Stretch
) -> Iterator[Begun]:
    for legs in patrols:
        if month.start <= legs[0].start < month.end:
            yield Begun(legs[0].patrol, max(_officers_on(leg, roll) for leg in legs))


def _officers_on(timed_leg: TimedLeg, roll: NominalRoll) -> int:
    standings = (roll.standing(one, timed_leg.day) for one in timed_leg.leg.officers)
    return sum(standing.role != VOLUNTEER for standing in standings)


def _inside(legs: Iterable[TimedLeg], month: Stretch) -> Iterator[LegTime]:
    for patrol, leg, start, end, _ in legs:
        if end is not None and start < month.end and end > month.start:
            yield LegTime(patrol, leg, min(end, month.end) - max(start, month.start))


def _people(legs: Iterable[TimedLeg], roll: NominalRoll, month: Stretch) -> list[PersonTime]:
    found = []
    for timed_leg, collar, own, left_out in stints(legs, month):
        role, posted_here = roll.standing(collar, timed_leg.day)
        patrol, leg = timed_leg.patrol, timed_leg.leg
        minutes = own.end - own.start
        found.append(PersonTime(patrol, leg, collar, role, not posted_here, own, minutes, left_out))
    return found
