"""The table of wards and groups: who was not reached for long stands first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock
from snt_desk.services.reach import WARDS, Reached
from snt_desk.ui.named import counted, one_line
from snt_desk.ui.table import Cell, Column, Heading


@dataclass(frozen=True)
class ReachLine:
    """A ward or a group, and the day on which it is looked at. A group is known by its ref."""

    row: Reached
    today: date

    @property
    def id(self) -> str:
        """The group's ref; a ward has one that no group has."""
        return self.row.id if self.is_ward else self.row.ref

    @property
    def is_ward(self) -> bool:
        """Whether it is a ward."""
        return self.row.table == WARDS

    @property
    def given(self) -> dict[str, object]:
        """What a new event for it begins with."""
        return {"place": self.row.ref} if self.is_ward else {"groups": (self.row.ref,)}


def under_titles(lines: Sequence[ReachLine]) -> list[ReachLine | Heading]:
    """Put them under *Not reached for long* and *Reached*, in the order in which they come."""
    found: list[ReachLine | Heading] = []
    for title, late in (("Not reached for long", True), ("Reached", False)):
        members = [one for one in lines if one.row.late is late]
        if members:
            found += [Heading(f"{title}, {len(members):,}"), *members]
    return found


def _day(day: date | None, today: date, none: str = "") -> str:
    if day is None:
        return none
    said = clock.short_day(day)
    return said if day.year == today.year else clock.long_day(day).partition(" ")[2]


def _last(line: ReachLine) -> Cell:
    last = line.row.last
    if last is None:
        return Cell("never", role="muted")
    return Cell(_day(last, line.today), copied=last.isoformat())


def _since(line: ReachLine) -> Cell:
    row = line.row
    words = "never" if row.since is None else counted(row.since, "week")
    if row.since == 0:
        words = "under a week"
    if row.late:
        return Cell(words, tone="bad" if row.coming is None else "warn")
    return Cell(words, role="muted")


def _coming(line: ReachLine) -> Cell:
    coming = line.row.coming
    if coming is None:
        return Cell()
    return Cell(_day(coming, line.today), copied=coming.isoformat())


def _patrols(line: ReachLine) -> Cell:
    if not line.is_ward:
        return Cell()
    row = line.row
    day = _day(row.patrolled, line.today, "never")
    if not row.quiet:
        return Cell(day, role="muted")
    return Cell(f"quiet, {day.partition(' ')[2] or day}", tone="warn")


def _live(line: ReachLine) -> str:
    return f"{line.row.priorities:,}" if line.row.priorities else ""


REACH_COLUMNS: tuple[Column[ReachLine], ...] = (
    Column("Who", lambda line: one_line(line.row.name), width=190, stretch=True, kept=True),
    Column("What", lambda line: "ward" if line.is_ward else "group", width=62),
    Column("Last event", _last, width=100),
    Column("Not reached for", _since, width=118, kept=True),
    Column("Every", lambda line: counted(line.row.weeks, "week"), width=92),
    Column("Next event", _coming, width=100),
    Column("Last patrol", _patrols, width=138),
    Column("Priorities", _live, align="right", width=84),
)
