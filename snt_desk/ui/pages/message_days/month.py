"""The days of a month in weeks, with the messages of each: what is shown of them, in values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.community import APPROVED
from snt_desk.services.message_days import Due
from snt_desk.ui.named import counted, one_line
from snt_desk.ui.table import ROOT, Index

WEEKS: Final = 6
"""So many are always shown: the month, and the days round it."""
DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True)
class Mark:
    """How far a message is, as its icon and the role of its ink say, and as it is said."""

    icon: str
    ink: str
    said: str


def mark(one: Due, now: datetime) -> Mark:
    """Say how far a message is: gone out, over its time, approved, or still being written."""
    if one.what == "posted":
        return Mark("check", "muted", "posted")
    if one.at is not None and one.at < now:
        return Mark("triangle-alert", "warn", f"{one.status_label.lower()}, its time has passed")
    if one.status == APPROVED:
        return Mark("circle-check", "ok", one.status_label.lower())
    return Mark("circle-dashed", "accent", one.status_label.lower())


@dataclass(frozen=True)
class Day:
    """One day: whether it is of the month, and its messages."""

    day: date
    within: bool = True
    due: tuple[Due, ...] = ()

    @property
    def spoken(self) -> str:
        """All that it says."""
        if not self.due:
            return f"{clock.long_day(self.day)}, no message"
        titles = "; ".join(_spoken(one) for one in self.due)
        return f"{clock.long_day(self.day)}, {counted(len(self.due), 'message')}: {titles}"


def _spoken(one: Due) -> str:
    at = f"{clock.wall(one.at)} " if one.at else ""
    return f"{at}{one_line(one.title)}, {mark(one, clock.now()).said}"


@dataclass(frozen=True)
class Weeks:
    """Six weeks round a month."""

    month: Month
    days: Mapping[date, Sequence[Due]] = field(default_factory=dict)

    @property
    def first(self) -> date:
        """The Monday on which they begin."""
        return self.month.first - self.month.first.weekday() * DAY

    @property
    def last(self) -> date:
        """The Sunday on which they end."""
        return self.first + (7 * WEEKS - 1) * DAY

    def at(self, row: int, column: int) -> Day:
        """Give the day of a place."""
        day = self.first + (7 * row + column) * DAY
        return Day(day, Month.of(day) == self.month, tuple(self.days.get(day, ())))

    def place(self, day: date) -> tuple[int, int] | None:
        """Say where a day stands, if it does."""
        number = (day - self.first).days
        return divmod(number, 7) if 0 <= number < 7 * WEEKS else None


class MonthModel(QAbstractTableModel):
    """The weeks as a table of seven columns."""

    def __init__(self, month: Month, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.weeks = Weeks(month)

    def show(self, weeks: Weeks) -> None:
        """Show these instead; which day is in hand stays, where it is the same month."""
        self.weeks = weeks
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, 6))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in {_DISPLAY, _SPOKEN} or not index.isValid():
            return None
        return self.weeks.at(index.row(), index.column()).spoken

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY or orientation != Qt.Orientation.Horizontal:
            return None
        return DAYS[section]
