"""Who is on duty and has nothing else to do: what keeps the demo's people from being twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TypeAlias

from snt_desk.domain.clock import DAY
from snt_desk.domain.demo.rostering import Shift

_Busy: TypeAlias = dict[tuple[str, date], list[tuple[datetime, datetime]]]


class Diary:
    """The shifts of everyone, and the stretches for which each is taken."""

    def __init__(self, shifts: Iterable[Shift]) -> None:
        self._shifts: dict[date, list[Shift]] = defaultdict(list)
        for shift in shifts:
            self._shifts[shift.day].append(shift)
        self._busy: _Busy = defaultdict(list)

    def on(self, day: date) -> list[Shift]:
        """Give the duties that begin on a day."""
        return self._shifts[day]

    def book(self, collars: Iterable[str], start: datetime, end: datetime) -> None:
        """Note that these people are taken from start to end."""
        days = range((end.date() - start.date()).days + 1)
        for collar in collars:
            for number in days:
                self._busy[collar, start.date() + DAY * number].append((start, end))

    def is_taken(self, collar: str, start: datetime, end: datetime) -> bool:
        """Say whether a person has anything else on at any minute from start to end."""
        days = {start.date(), end.date()}
        return any(
            begun < end and done > start for day in days for begun, done in self._busy[collar, day]
        )

    def free(
        self, day: date, start: datetime, end: datetime, roles: Collection[str]
    ) -> list[Shift]:
        """Give the duties of that day, of people in these roles who are free from start to end."""
        return [
            shift
            for shift in self._shifts[day]
            if shift.role in roles
            and shift.start <= start
            and end <= shift.end
            and not self.is_taken(shift.collar, start, end)
        ]
