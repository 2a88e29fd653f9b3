"""Who was what on which day, whose duty counts, and which absence wins.

Roles come from postings by day; a person's duties that overlap count once; where
absences meet, one wins (formats.md §3, "How time is counted").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.facts import Absence, CodeFact, Duty, Posting
from snt_desk.domain.minutes import Stretch, minute

VOLUNTEER = "volunteer"


class Standing(NamedTuple):
    """What a person is on a day: the role, and whether posted to the team that day."""

    role: str
    posted_here: bool


@dataclass(frozen=True, slots=True)
class NominalRoll:
    """The postings of everyone, as one team looks at them."""

    team: str
    postings: Mapping[str, tuple[Posting, ...]]
    _known: dict[tuple[str, date], Standing] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, team: str, postings: Iterable[Posting]) -> NominalRoll:
        """Sort postings by person; those of all teams, in any order."""
        by_collar: dict[str, list[Posting]] = defaultdict(list)
        for posting in postings:
            by_collar[posting.collar].append(posting)
        return cls(team, {collar: tuple(held) for collar, held in by_collar.items()})

    def standing(self, collar: str, day: date) -> Standing:
        """Say what a person is on a local day.

        This team's posting on that day, else any team's (earliest start, then smaller
        team code); with none, the nearest in days (earlier start, then this team's, then
        smaller team code). Everyone has a posting: a collar with none is a KeyError.
        """
        found = self._known.get((collar, day))
        if found is None:
            found = self._look_up(collar, day)
            self._known[collar, day] = found
        return found

    def _look_up(self, collar: str, day: date) -> Standing:
        held = self.postings[collar]
        covering = [posting for posting in held if posting.covers(day)]
        for posting in covering:
            if posting.team == self.team:
                return Standing(posting.role, posted_here=True)
        if covering:
            elsewhere = min(covering, key=lambda posting: (posting.start, posting.team))
            return Standing(elsewhere.role, posted_here=False)
        nearest = min(held, key=lambda posting: self._distance(posting, day))
        return Standing(nearest.role, posted_here=False)

    def _distance(self, posting: Posting, day: date) -> tuple[int, date, bool, str]:
        if posting.end is None or day < posting.start:
            days = (posting.start - day).days
        else:
            days = (day - (posting.end - DAY)).days
        return days, posting.start, posting.team != self.team, posting.team


class OwnDuty(NamedTuple):
    """The part of a duty that counts: inside the bounds and under no earlier duty."""

    duty: Duty
    role: str
    stretch: Stretch


def own_duties(duties: Iterable[Duty], roll: NominalRoll, within: Stretch) -> list[OwnDuty]:
    """Count overlapping duties of one person once: the earlier start, then the smaller ref.

    Duties without a minute of their own in the bounds are left out.
    """
    by_collar: dict[str, list[tuple[int, str, int, Duty]]] = defaultdict(list)
    for duty in duties:
        by_collar[duty.collar].append((minute(duty.start), duty.ref, minute(duty.end), duty))
    own = []
    for held in by_collar.values():
        reached = within.start
        for start, _, end, duty in sorted(held, key=lambda one: one[:2]):
            stretch = Stretch(max(start, reached), min(end, within.end))
            if stretch.start < stretch.end:
                role = roll.standing(duty.collar, clock.local_day(duty.start)).role
                own.append(OwnDuty(duty, role, stretch))
                reached = stretch.end
    return own


UNAVAILABLE = "unavailable"
ABSTRACTED = "abstracted"
SICKNESS = "sickness"


class Away(NamedTuple):
    """Minutes of duty taken by an absence; `flag` says under which heading they count."""

    absence: Absence
    flag: str
    minutes: int


def absence_flag(code: CodeFact) -> str | None:
    """Say whether an absence is `unavailable` or `abstracted`; None if it counts nowhere."""
    return next((flag for flag in (UNAVAILABLE, ABSTRACTED) if flag in code.flags), None)


def away(
    absences: Iterable[Absence], kinds: Sequence[CodeFact], duties: Iterable[OwnDuty]
) -> Iterator[Away]:
    """Give each minute of duty to at most one absence.

    Sickness wins, then any other unavailable, then abstracted; within one of these the
    one that started first, then the smaller ref.
    """
    flags = {code.code: absence_flag(code) for code in kinds}
    by_collar: dict[str, list[Absence]] = defaultdict(list)
    for absence in absences:
        if flags.get(absence.kind):
            by_collar[absence.collar].append(absence)

    def precedence(absence: Absence) -> tuple[bool, bool, int, str]:
        abstracted = flags[absence.kind] != UNAVAILABLE
        return absence.kind != SICKNESS, abstracted, minute(absence.start), absence.ref

    stretches = {
        collar: [
            (absence, Stretch(minute(absence.start), minute(absence.end)))
            for absence in sorted(held, key=precedence)
        ]
        for collar, held in by_collar.items()
    }
    for own in duties:
        for absence, minutes in _taken(own.stretch, stretches.get(own.duty.collar, ())):
            yield Away(absence, flags[absence.kind] or "", minutes)


def _taken(
    duty: Stretch, absences: Sequence[tuple[Absence, Stretch]]
) -> Iterator[tuple[Absence, int]]:
    free = [duty]
    for absence, stretch in absences:
        minutes = sum(part.shared(stretch) for part in free)
        if minutes:
            free = [rest for part in free for rest in part.without(stretch)]
            yield absence, minutes
