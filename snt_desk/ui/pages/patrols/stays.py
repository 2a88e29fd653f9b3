"""Visits to hot spots as they stand in the form of a patrol, and which visits that means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from snt_desk.domain import clock, typed
from snt_desk.domain.clock import DAY, ClockError
from snt_desk.domain.patrols import VisitDraft
from snt_desk.ui import unlisted

TARGET = 15
"""Minutes that a visit is meant to last."""


@dataclass(frozen=True)
class TypedVisit:
    """A visit as it stands in the form: where by its code, and the times as typed."""

    hotspot: str | None = None
    nowhere: str = ""
    """What was typed for a hot spot, and is none."""
    start: str = ""
    end: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed at all."""
        return self == TypedVisit()


def meant(visit: TypedVisit, leg: datetime) -> VisitDraft:
    """Read a visit on a leg that began at *leg*; raises ClockError with what to do."""
    if visit.nowhere:
        raise ClockError(unlisted.called("hot spot", visit.nowhere))
    if visit.hotspot is None:
        raise ClockError("Choose which hot spot was visited.")
    if not visit.start or not visit.end:
        raise ClockError("Enter from when to when the hot spot was visited.")
    start = began(visit, leg)
    return VisitDraft(visit.hotspot, start, typed.read_end(start, visit.end))


def began(visit: TypedVisit, leg: datetime) -> datetime:
    """Read when a visit began: on the day of its leg, or after midnight. Raises ClockError."""
    day = clock.local_day(leg)
    start = typed.read_start(day, visit.start)
    return start if start >= leg else typed.read_start(day + DAY, visit.start)


def drafts(visits: tuple[TypedVisit, ...], leg: datetime | None) -> Iterator[VisitDraft]:
    """Give the visits that can be read; none while it is not known when the leg began."""
    if leg is None:
        return
    for visit in visits:
        with suppress(ClockError):
            yield meant(visit, leg)


def faults(visits: tuple[TypedVisit, ...], leg: datetime | None) -> Iterator[str]:
    """Say why a visit cannot be read; what is empty is no visit."""
    for visit in visits:
        if leg is None or visit.empty:
            continue
        try:
            meant(visit, leg)
        except ClockError as error:
            yield str(error)


def said_back(visit: TypedVisit, leg: datetime | None) -> str:
    """Say how long a visit was, beside what it is meant to last: `12 min, under 15`."""
    if leg is None or not visit.start or not visit.end:
        return ""
    try:
        start = began(visit, leg)
        minutes = clock.minutes_between(start, typed.read_end(start, visit.end))
    except ClockError:
        return ""
    length = clock.hours_long(minutes)
    return f"{length}, under {TARGET}" if minutes < TARGET else length
