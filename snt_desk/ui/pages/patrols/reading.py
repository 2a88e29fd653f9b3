"""What stands in the form of a patrol, and which patrol that means.

Texts stay as they were typed; what cannot be read is a fault beside its field, and never
stops the rest from being understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from snt_desk.domain import clock, typed
from snt_desk.domain.clock import ClockError
from snt_desk.domain.drafts import Problem
from snt_desk.domain.patrols import LegDraft, PatrolDraft, VisitDraft
from snt_desk.ui.pages.patrols.offers import OTHER, Reason

MOST_OF_ONE = 9_999
"""How many of one outcome a patrol can have; more is a slip."""


@dataclass(frozen=True)
class TypedLeg:
    """A leg as it stands in the form; partners and visits are not shown there, and kept."""

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
    visits: tuple[VisitDraft, ...] = ()


@dataclass(frozen=True)
class TypedPatrol:
    """All that stands in the form; outcomes are texts by their code."""

    legs: tuple[TypedLeg, ...]
    reason: Reason | None = None
    no_reason: str = ""
    """What was typed for a reason, and is none."""
    visible: bool = True
    operation: str = ""
    outcomes: Mapping[str, str] | None = None
    note: str = ""


@dataclass(frozen=True)
class Fault:
    """Why it cannot be saved: on which leg (from 0), which field, and what to do."""

    leg: int
    field: str
    text: str


@dataclass(frozen=True)
class Stretch:
    """When a leg was, as far as it can be read; `end` is None if it is still out."""

    day: date | None
    start: datetime | None
    end: datetime | None
    problems: tuple[Problem, ...] = ()


# --- From the form ----------------------------------------------------------------------------


def stretch(leg: TypedLeg, today: date) -> Stretch:
    """Read when a leg was; what cannot be read is a problem of its field."""
    try:
        day = typed.read_day(leg.day, today)
    except ClockError as error:
        return Stretch(None, None, None, (Problem("date", str(error)),))
    try:
        start = typed.read_start(day, leg.out) if leg.out else None
    except ClockError as error:
        return Stretch(day, None, None, (Problem("out", str(error)),))
    if start is None or not leg.back:
        return Stretch(day, start, None)
    try:
        return Stretch(day, start, typed.read_end(start, leg.back))
    except ClockError as error:
        return Stretch(day, start, None, (Problem("in", str(error)),))


def draft(patrol: TypedPatrol, today: date) -> PatrolDraft:
    """Give the patrol that is meant, as far as it can be read."""
    read = [stretch(leg, today) for leg in patrol.legs]
    purpose, priority = patrol.reason or (OTHER, None)
    counts = {code: read_count(text) for code, text in (patrol.outcomes or {}).items()}
    return PatrolDraft(
        legs=tuple(
            LegDraft(
                leg.mode,
                found.start,
                found.end or _next_start(read, at, leg),
                leg.place,
                leg.crew,
                leg.partners,
                leg.visits,
            )
            for at, (leg, found) in enumerate(zip(patrol.legs, read, strict=True))
        ),
        purpose=purpose,
        priority=priority,
        operation=patrol.operation or None,
        visible=patrol.visible,
        note=patrol.note or None,
        outcomes={code: count or 0 for code, count in counts.items()},
    )


def _next_start(read: Sequence[Stretch], at: int, leg: TypedLeg) -> datetime | None:
    """A leg without an end, with another after it, ends where that one begins."""
    follows = not leg.back and at + 1 < len(read)
    return read[at + 1].start if follows else None


def read_count(text: str) -> int | None:
    """Read how many; None for what is no number from 1 on."""
    text = text.strip()
    good = text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_OF_ONE
    return int(text) if good else None


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
        text = f"“{patrol.no_reason}” is not in the list. Choose what the patrol is for."
        yield Fault(0, "for", text)
    for code, text in (patrol.outcomes or {}).items():
        if read_count(text) is None:
            name = labels.get(code, code)
            yield Fault(0, "outcomes", f"{name}: enter a number from 1 to {MOST_OF_ONE:,}.")


def _unread(leg: TypedLeg, today: date) -> Iterator[Problem]:
    yield from stretch(leg, today).problems
    if leg.nobody:
        yield Problem("crew", f"Nobody is called {leg.nobody}. Write a collar number.")
    if leg.nowhere:
        yield Problem("place", f"No place is called {leg.nowhere}. Choose one from the list.")


def _between(meant: PatrolDraft) -> Iterator[Fault]:
    """What is wrong between two legs, and with neither alone."""
    for at, pair in enumerate(pairwise(meant.legs)):
        alone = {one for leg in pair for one in replace(meant, legs=(leg,)).problems()}
        for one in replace(meant, legs=pair).problems():
            if one not in alone:
                yield _fault(at if one.field == "in" else at + 1, one)


def _fault(leg: int, problem: Problem) -> Fault:
    # Visits have no field of their own: they lie outside when the times do not fit.
    return Fault(leg, "in" if problem.field == "visits" else problem.field, problem.text)


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
        out=time(leg.start) if leg.start else "",
        back=time(leg.end) if leg.end else "",
        crew=leg.officers,
        place=leg.place,
        partners=leg.partners,
        visits=leg.visits,
    )


def time(instant: datetime) -> str:
    """Write a time so that it is read back as the same: `01:30 GMT` where it was twice."""
    wall, day = clock.wall(instant), clock.local_day(instant)
    for zone in ("", " BST", " GMT"):
        try:
            if typed.read_start(day, wall + zone) == instant:
                return wall + zone
        except ClockError:
            continue
    return wall


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
        replace(leg, back=time(end)) if end else leg for leg, end in zip(legs, ends, strict=True)
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
    return time(found.start) if found.start else _tidy_time(leg.out)


def tidy_back(leg: TypedLeg, today: date) -> str:
    """Write when it came back likewise; `+90` becomes the time that it means."""
    found = stretch(leg, today)
    return time(found.end) if found.end else _tidy_time(leg.back)


def _tidy_time(text: str) -> str:
    try:
        at, zone = typed.read_time(text)
    except ClockError:
        return text
    return f"{at:%H:%M} {zone.upper()}" if zone else f"{at:%H:%M}"
