"""A patrol as it is being written down: what stops it from being saved, what looks odd."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from itertools import pairwise

from snt_desk.domain import clock
from snt_desk.domain.clock import LONGEST_STRETCH, Span
from snt_desk.domain.drafts import Caution, Problem

LONG_PATROL = 8 * 60
MOST_NAMED = 3
"""So many other patrols of a person are named; that there are more is said once."""
_BICYCLE, _VEHICLE = "bicycle", "vehicle"


@dataclass(frozen=True)
class VisitDraft:
    """A stay at a hot spot, by its code."""

    hotspot: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class LegDraft:
    """A part of a patrol; `place` is a code, `officers` collars, `partners` refs."""

    mode: str
    start: datetime | None
    end: datetime | None = None
    place: str | None = None
    officers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    visits: tuple[VisitDraft, ...] = ()


@dataclass(frozen=True)
class PatrolDraft:
    """A whole patrol; `priority` is a ref, outcomes are counts by their code."""

    legs: tuple[LegDraft, ...]
    purpose: str = "other"
    priority: str | None = None
    operation: str | None = None
    visible: bool = True
    note: str | None = None
    outcomes: Mapping[str, int] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1, bounds)."""
        if not self.legs:
            yield Problem("out", "Enter when the patrol went out.")
        for leg in self.legs:
            yield from _leg_problems(leg)
        for before, after in pairwise(self.legs):
            if before.end is None:
                yield Problem(
                    "in", "Only the last leg can still be out. Enter when this one ended."
                )
            elif after.start is not None and after.start < before.end:
                yield Problem(
                    "out",
                    f"Enter a start of {clock.wall(before.end)} or later:"
                    " the leg before ends then.",
                )
        for kind, count in self.outcomes.items():
            if count < 1:
                yield Problem("outcomes", f"Enter how many for {kind}, or take it away.")


def again_now(before: PatrolDraft, at: datetime) -> PatrolDraft:
    """Let a patrol like that one's beginning go out at a minute; what came of it is its own."""
    first = replace(before.legs[0], start=at, end=None, visits=())
    return replace(before, legs=(first,), note=None, outcomes={})


def _leg_problems(leg: LegDraft) -> Iterator[Problem]:
    if leg.start is None:
        yield Problem("out", "Enter when the patrol went out.")
    elif leg.end is not None:
        if leg.end <= leg.start:
            yield Problem("in", f"Enter an end after {clock.wall(leg.start)}.")
        elif clock.minutes_between(leg.start, leg.end) > LONGEST_STRETCH:
            yield Problem("in", "Enter an end within 16 hours of the start, or start a new leg.")
    if not leg.officers and not leg.partners:
        yield Problem("crew", "Choose at least one officer.")
    if len(set(leg.officers)) < len(leg.officers):
        yield Problem("crew", "Name each officer once.")
    for visit in leg.visits:
        inside = leg.start is not None and leg.start <= visit.start
        if visit.end <= visit.start or not inside or (leg.end and visit.end > leg.end):
            yield Problem("visits", "Enter visits that lie inside the leg.")


@dataclass(frozen=True)
class Busy:
    """A record of a person's time: another patrol, a duty or an absence, and how it is called."""

    collar: str
    start: datetime
    end: datetime | None
    name: str

    def until(self, now: datetime) -> datetime:
        """When it ended."""
        return self.end or out_until(self.start, now)


def out_until(start: datetime, now: datetime) -> datetime:
    """Say how far what has no end yet goes: until now, and no longer than anything can."""
    return min(max(start, now) + clock.MINUTE, start + LONGEST_STRETCH * clock.MINUTE)


@dataclass(frozen=True)
class OtherLeg(Busy):
    """A leg of another patrol, as it took up one of its crew: its ref, its place, how many."""

    ref: str = ""
    place: str | None = None
    crew: int = 0


@dataclass(frozen=True)
class Person:
    """Somebody who can be on a patrol, as a warning names them."""

    collar: str
    name: str
    cycle_trained: bool | None
    driving: str | None
    posted: bool


@dataclass(frozen=True)
class Surroundings:
    """What a draft is compared with: the crew, and what else is written of their time.

    `rostered` are the local days for which the team's roster says anything at all; on others
    nobody has a duty, and that is not odd. None stands for every day.
    """

    people: Mapping[str, Person]
    patrols: Sequence[OtherLeg] = ()
    duties: Sequence[Busy] = ()
    absences: Sequence[Busy] = ()
    closed_priority: str | None = None
    rostered: frozenset[date] | None = None


def warnings(draft: PatrolDraft, around: Surroundings) -> Iterator[Caution]:
    """Say what looks odd; a patrol with warnings can be saved."""
    first = draft.legs[0].start if draft.legs else None
    if first is not None and first > clock.now():
        yield Caution("date", "This patrol is in the future.", brief="in the future")
    if any(leg.end is None for leg in draft.legs):
        long = "This has been out for more than eight hours."
    else:
        long = "This is longer than eight hours."
    if is_long((leg.start, leg.end) for leg in draft.legs):
        yield Caution("in", long, brief="over 8 h")
    for at, leg in enumerate(draft.legs):
        if leg.start is not None:
            yield from _about_leg(leg, leg.start, around, at)
    if around.closed_priority:
        text = f"The priority “{around.closed_priority}” was closed by then."
        yield Caution("priority", text, brief="closed by then")


def is_long(legs: Iterable[tuple[datetime | None, datetime | None]]) -> bool:
    """Whether legs from then till then, or till now, are more than anybody usually walks."""
    now = clock.now()
    lengths = (clock.minutes_between(start, end or max(start, now)) for start, end in legs if start)
    return sum(lengths) > LONG_PATROL


def _about_leg(
    leg: LegDraft, start: datetime, around: Surroundings, part: int
) -> Iterator[Caution]:
    copies = _copies(leg, start, around)
    if copies:
        text = f"This is logged already: {copies[0].name}, {_when(copies[0])}."
        yield Caution("date", text, "", "logged twice", part)
        # Whose other patrol is this one, written twice, need not hear that they overlap.
        others = tuple(one for one in around.patrols if one not in copies)
        around = replace(around, patrols=others)
    people = [around.people[one] for one in leg.officers if one in around.people]
    for person in people:
        yield from _about(person, leg, start, around, part)
    if leg.mode == _VEHICLE and people and not leg.partners:
        yield from _drivers(people, part)


def _copies(leg: LegDraft, start: datetime, around: Surroundings) -> list[OtherLeg]:
    """Find other patrols of the same people that went out at the same minute, to the same place."""
    alike = [one for one in around.patrols if one.start == start and one.place == leg.place]
    there = Counter(one.ref for one in alike)
    size = len(leg.officers)
    return [one for one in alike if one.crew == there[one.ref] == size]


def _drivers(people: Sequence[Person], part: int) -> Iterator[Caution]:
    """Say that nobody may drive; who comes from a partner is not known, and may."""
    if any(one.driving not in {None, "none"} for one in people):
        return
    if len(people) == 1:
        text, about = f"{people[0].name} has no driving grade.", people[0].collar
    else:
        text, about = "Nobody in the crew has a driving grade.", ""
    yield Caution("crew", text, about, "no driving grade", part)


def _about(
    person: Person, leg: LegDraft, start: datetime, around: Surroundings, part: int
) -> Iterator[Caution]:
    """Say what looks odd about one of the crew."""
    day = clock.short_day(clock.local_day(start))
    span = Span(start, leg.end or start + clock.MINUTE)
    said = partial(Caution, "crew", about=person.collar, part=part)
    if not person.posted:
        yield said(f"{person.name} is not posted to this team on {day}.", brief="not posted here")
    if leg.mode == _BICYCLE and not person.cycle_trained:
        yield said(f"{person.name} is not cycle-trained.", brief="not cycle-trained")
    away = list(_meeting(around.absences, person, span))
    for absence in away:
        yield said(f"{person.name} is on {absence.name} on {day}.", brief=absence.name)
    for number, other in enumerate(_meeting(around.patrols, person, span)):
        if number == MOST_NAMED:
            yield said(f"{person.name} is on more patrols then.", brief="two patrols at once")
            break
        text = f"{person.name} is on another patrol then: {other.name}, {_when(other)}."
        yield said(text, brief="two patrols at once")
    # Who is away, or of another team, has no duty here: that need not be said as well.
    if not away and person.posted:
        yield from _off_duty(person, span, around, part)


def _when(other: Busy) -> str:
    if other.end is None:
        return f"out since {clock.wall(other.start)}"
    return f"{clock.wall(other.start)} to {clock.wall(other.end)}"


def _off_duty(person: Person, span: Span, around: Surroundings, part: int) -> Iterator[Caution]:
    day = clock.local_day(span.start)
    if around.rostered is not None and day not in around.rostered:
        return
    if any(_meeting(around.duties, person, span)):
        return
    whole = Span(clock.midnight(day), clock.midnight(day + clock.DAY))
    text = f"{person.name} has no duty then on {clock.short_day(day)}."
    brief = "off duty" if any(_meeting(around.duties, person, whole)) else "rest day"
    yield Caution("crew", text, person.collar, brief, part)


def _meeting(records: Sequence[Busy], person: Person, span: Span) -> Iterator[Busy]:
    now = clock.now()
    for record in records:
        if record.collar != person.collar:
            continue
        if record.start < span.end and record.until(now) > span.start:
            yield record
