"""Whom the team reaches with its events: wards and groups, and how long ago that was.

A ward, or a group without weeks of its own, is to be reached as often as the team has said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from snt_desk.domain.clock import DAY
from snt_desk.domain.drafts import Caution, Problem, as_compared

GROUPS: Final = "community_groups"
"""The table of the groups."""

USUAL_WEEKS: Final = 8
"""Who was not reached for so long is to be thought of, until the team says otherwise."""
MOST_WEEKS: Final = 520
_WEEK: Final = 7


@dataclass(frozen=True)
class GroupDraft:
    """People whom the team means to reach: a school, a place of worship, those who live alone.

    Every so many `weeks`, or as often as any; since a day `ended` no more.
    """

    name: str = ""
    weeks: int | None = None
    ended: date | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing."""
        if not self.name.strip():
            yield Problem("name", "Enter what the group is called.")
        if self.weeks is not None and not 1 <= self.weeks <= MOST_WEEKS:
            yield Problem("weeks", f"Enter 1 to {MOST_WEEKS} weeks, or leave it empty.")

    def warnings(self, today: date, others: Collection[str] = ()) -> Iterator[Caution]:
        """Say what looks odd; `others` are the names of the team's other groups."""
        if as_compared(self.name) in {as_compared(one) for one in others}:
            yield Caution("name", "A group of that name is there already.")
        if self.ended is not None and self.ended > today:
            yield Caution("ended", "That day is still to come.")


def weeks_since(last: date | None, on: date) -> int | None:
    """Count the whole weeks since a day; None if there was none."""
    return None if last is None else max(0, (on - last).days) // _WEEK


def is_late(last: date | None, weeks: int, on: date) -> bool:
    """Whether somebody was not reached for so many weeks, or never."""
    return last is None or on - last >= weeks * _WEEK * DAY
