"""What stands in the form of a patrol, and which patrol that means.

Texts stay as they were typed; what cannot be read is a fault beside its field, and never
stops the rest from being understood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise

from snt_desk.domain import clock, typed
from snt_desk.domain.clock import ClockError
from snt_desk.domain.drafts import Problem
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.typed import TwiceError
from snt_desk.ui import counts, unlisted, when
from snt_desk.ui.pages.patrols import stays
from snt_desk.ui.pages.patrols.offers import OTHER, Reason
from snt_desk.ui.pages.patrols.stays import TypedVisit
from snt_desk.ui.when import When

_FIELDS = {"from": "out", "until": "in"}


@dataclass(frozen=True)
class TypedLeg:
    """A leg as it stands in the form; `crew` are collars, `partners` refs."""

    mode: str = "foot"
    day: str = ""
    out: str = ""
    back: str = ""
    crew: tuple[str, ...] = ()
    nobody: str = ""
    """Letters in the crew that are nobody yet."""
    place: str | None = None
    nowhere: str = ""
    """What was typed for a place, and is none."""
    partners: tuple[str, ...] = ()
    visits: tuple[TypedVisit, ...] = ()


@dataclass(frozen=True)
class TypedPatrol:
    """All that stands in the form; outcomes are texts by their code."""

    legs: tuple[TypedLeg, ...]
    reason: Reason | None = None
    no_reason: str = ""
    """What was typed for a reason, and is none."""
    no_outcome: str = ""
    """What was typed for an outcome, and is none."""
    visible: bool = True
    operation: str = ""
    outcomes: Mapping[str, str] | None = None
    note: str = ""
    plan: str = ""
    """The planned patrol that it comes of, by its ref."""


@dataclass(frozen=True)
class Fault:
    """Why it cannot be saved: on which leg (from 0), which field, and what to do."""

    leg: int
    field: str
    text: str


# --- From the form ----------------------------------------------------------------------------


def stretch(leg: TypedLeg, today: date) -> When:
    """Read when a leg was; without a day it was today, without an end it is still out."""
    return when.read(leg.day or "t", leg.out, leg.back, today)


def twice(leg: TypedLeg, today: date) -> tuple[str, time] | None:
    """Name the field whose time was twice that night, and the time; None if neither was."""
    field, day = "out", stretch(replace(leg, out="", back=""), today).day
    if day is None or not leg.out:
        return None
    try:
        start = typed.read_start(day, leg.out)
        field = "in"
        if leg.back:
            typed.read_end(start, leg.back)
    except TwiceError as error:
        return field, error.at
    except ClockError:
        return None
    return None


def draft(patrol: TypedPatrol, today: date) -> PatrolDraft:
    """Give the patrol that is meant, as far as it can be read."""
    read = [stretch(leg, today) for leg in patrol.legs]
    purpose, priority = patrol.reason or (OTHER, None)
    made = {code: counts.read_count(text) for code, text in (patrol.outcomes or {}).items()}
    return PatrolDraft(
        legs=tuple(
            LegDraft(
                leg.mode,
                found.start,
                found.end or _next_start(read, at, leg),
                leg.place,
                leg.crew,
                leg.partners,
                tuple(stays.drafts(leg.visits, found.start)),
            )
            for at, (leg, found) in enumerate(zip(patrol.legs, read, strict=True))
        ),
        purpose=purpose,
        priority=priority,
        operation=patrol.operation or None,
        visible=patrol.visible,
        note=patrol.note or None,
        outcomes={code: count or 0 for code, count in made.items()},
    )


def _next_start(read: Sequence[When], at: int, leg: TypedLeg) -> datetime | None:
    """A leg without an end, with another after it, ends where that one begins."""
    follows = not leg.back and at + 1 < len(read)
    return read[at + 1].start if follows else None


def faults(patrol: TypedPatrol, today: date, labels: Mapping[str, str]) -> Iterator[Fault]:
    """Say what stops it from being saved; `labels` name the outcomes."""
    meant = replace(draft(patrol, today), outcomes={})
    for at, leg in enumerate(patrol.legs):
        unread = list(_unread(leg, today))
        yield from (_fault(at, one) for one in unread)
        known = {one.field for one in unread}
        # A time that cannot be read is not one that was left out.
        known |= {"out"} if leg.out else set()
        alone = replace(meant, legs=(meant.legs[at],)).problems()
        yield from (_fault(at, one) for one in alone if one.field not in known)
    yield from _between(meant)
    if patrol.no_reason:
        yield Fault(0, "for", unlisted.choice(patrol.no_reason, "Choose what the patrol is for."))
    for text in counts.faults(patrol.no_outcome, patrol.outcomes or {}, labels):
        yield Fault(0, "outcomes", text)


def _unread(leg: TypedLeg, today: date) -> Iterator[Problem]:
    for one in stretch(leg, today).problems:
        yield Problem(_FIELDS.get(one.field, one.field), one.text)
    if leg.nobody:
        yield Problem("crew", unlisted.person(leg.nobody))
    if leg.nowhere:
        yield Problem("place", unlisted.place(leg.nowhere))
    for text in stays.faults(leg.visits, stretch(leg, today).start):
        yield Problem("visits", text)


def _between(meant: PatrolDraft) -> Iterator[Fault]:
    """What is wrong between two legs, and with neither alone."""
    for at, pair in enumerate(pairwise(meant.legs)):
        alone = {one for leg in pair for one in replace(meant, legs=(leg,)).problems()}
        for one in replace(meant, legs=pair).problems():
            if one not in alone:
                yield _fault(at if one.field == "in" else at + 1, one)


def _fault(leg: int, problem: Problem) -> Fault:
    return Fault(leg, problem.field, problem.text)


# --- Into the form ----------------------------------------------------------------------------


def written(meant: PatrolDraft) -> TypedPatrol:
    """Give a patrol as the form shows it."""
    return TypedPatrol(
        legs=tuple(_written_leg(leg) for leg in meant.legs),
        reason=(meant.purpose, meant.priority),
        visible=meant.visible,
        operation=meant.operation or "",
        outcomes={code: str(count) for code, count in meant.outcomes.items()},
        note=meant.note or "",
    )


def _written_leg(leg: LegDraft) -> TypedLeg:
    return TypedLeg(
        mode=leg.mode,
        day=clock.long_day(clock.local_day(leg.start)) if leg.start else "",
        out=when.written_time(leg.start),
        back=when.written_time(leg.end),
        crew=leg.officers,
        place=leg.place,
        partners=leg.partners,
        visits=tuple(
            TypedVisit(
                one.hotspot,
                start=when.written_time(one.start),
                end=when.written_time(one.end),
            )
            for one in leg.visits
        ),
    )


def blank() -> TypedPatrol:
    """Give a new patrol of today."""
    return TypedPatrol((TypedLeg(day=clock.long_day(clock.today())),))


def next_one(patrol: TypedPatrol, at: int, pinned: Collection[str]) -> TypedPatrol:
    """Give the one after a patrol that was saved: How and what is pinned are as on leg *at*."""
    leg, new = patrol.legs[at], blank()
    kept = TypedLeg(
        mode=leg.mode,
        day=leg.day if "date" in pinned else new.legs[0].day,
        crew=leg.crew if "crew" in pinned else (),
        partners=leg.partners if "crew" in pinned else (),
        place=leg.place if "place" in pinned else None,
    )
    return TypedPatrol(
        (kept,),
        reason=patrol.reason if "for" in pinned else None,
        operation=patrol.operation if "operation" in pinned else "",
    )


def missing(patrol: TypedPatrol) -> str:
    """Name the first field, as they stand, that a usual patrol has and this one has not."""
    leg = patrol.legs[0]
    there = {
        "out": leg.out,
        "in": leg.back,
        "crew": leg.crew or leg.partners,
        "place": leg.place,
        "for": patrol.reason,
    }
    return next((name for name, value in there.items() if not value), "")


def again(meant: PatrolDraft, today: date) -> TypedPatrol:
    """Write a patrol of today like that one; its note, outcomes and visits are its own."""
    first = meant.legs[0].start
    if first is None:
        return written(meant)
    later = today - clock.local_day(first)
    typed_ = written(replace(meant, note=None, outcomes={}))
    legs = []
    for leg, said in zip(meant.legs, typed_.legs, strict=True):
        day = clock.local_day(leg.start) + later if leg.start else today
        legs.append(replace(said, day=clock.long_day(day), visits=()))
    return replace(typed_, legs=tuple(legs))


def added_leg(legs: Sequence[TypedLeg], at: int) -> tuple[TypedLeg, ...]:
    """Part a leg in two: the first ends where the second begins, which is still to be typed."""
    leg = legs[at]
    first, second = replace(leg, back=""), replace(leg, out="", partners=(), visits=())
    return (*legs[:at], first, second, *legs[at + 1 :])


def joined_legs(legs: Sequence[TypedLeg], today: date) -> tuple[TypedLeg, ...]:
    """Write down the ends that follow from where the next leg begins."""
    read = [stretch(leg, today) for leg in legs]
    ends = [_next_start(read, at, leg) for at, leg in enumerate(legs)]
    return tuple(
        replace(leg, back=when.written_time(end)) if end else leg
        for leg, end in zip(legs, ends, strict=True)
    )


# --- Said back --------------------------------------------------------------------------------


def said_back(legs: Sequence[TypedLeg], at: int, today: date) -> tuple[str, str]:
    """Say what was understood of a leg's times: in strong words, and in quiet ones."""
    leg = legs[at]
    found = stretch(leg, today)
    if found.day is None or found.problems:
        return "", ""
    day = clock.long_day(found.day)
    on = "" if leg.day == day else f"on {day}"
    if found.start is None:
        return "", on
    if found.end is None:
        return _without_end(legs, at, on)
    text = typed.understood(found.start, found.end)
    strong, _, quiet = text.partition(", back ")
    parts = [on, f"back {quiet}" if quiet else ""]
    return strong, ", ".join(part for part in parts if part)


def _without_end(legs: Sequence[TypedLeg], at: int, on: str) -> tuple[str, str]:
    if legs[at].back:
        return "", on
    if at + 1 < len(legs):
        return f"Until leg {at + 2} begins", on
    return "Still out", on


# --- Tidied when a field is left --------------------------------------------------------------


def tidy_day(text: str, today: date) -> str:
    """Write a day in full once it has been typed: `fri` becomes `Fri 20 Nov 2026`."""
    try:
        return clock.long_day(typed.read_day(text, today))
    except ClockError:
        return text


def nudged_day(text: str, letter: str, today: date) -> str | None:
    """Answer + and - in a day that is written in full: the day after, the day before."""
    if letter not in {"+", "-"} or tidy_day(text, today) != text:
        return None
    try:
        day = typed.read_day(text, today)
        return clock.long_day(typed.read_day(letter, day))
    except ClockError:
        return None


def tidy_out(leg: TypedLeg, today: date) -> str:
    """Write when it went out as a time on the wall: `2215` becomes `22:15`."""
    found = stretch(leg, today)
    return when.written_time(found.start) if found.start else _tidy_time(leg.out)


def tidy_back(leg: TypedLeg, today: date) -> str:
    """Write when it came back likewise; `+90` becomes the time that it means."""
    found = stretch(leg, today)
    return when.written_time(found.end) if found.end else _tidy_time(leg.back)


def tidied(leg: TypedLeg, today: date) -> TypedLeg:
    """Write the times of a leg as they are written when their fields are left."""
    out = tidy_out(leg, today) if leg.out else ""
    return replace(leg, out=out, back=tidy_back(leg, today) if leg.back else "")


def _tidy_time(text: str) -> str:
    try:
        at, zone = typed.read_time(text)
    except ClockError:
        return text
    return f"{at:%H:%M} {zone.upper()}" if zone else f"{at:%H:%M}"
