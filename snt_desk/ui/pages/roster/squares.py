"""The squares of the month grid as they are painted, and the two models that hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.domain.duties import NO_REST_DAYS, ON_LEAVE, SICK, TAKEN, DayOf, DutyCode, Slot
from snt_desk.domain.rest import Breach
from snt_desk.services.duty_month import CoverLine, MonthRoster, PersonMonth
from snt_desk.ui.pages.roster import words
from snt_desk.ui.parts import plain_tip
from snt_desk.ui.table import Index

Outline = Literal["", "dashed", "solid"]
_ROOT = QModelIndex()
_Item = Qt.ItemDataRole
_DISPLAY, _SPOKEN, _TIP = int(_Item.DisplayRole), int(_Item.AccessibleTextRole), _Item.ToolTipRole
_ACROSS = Qt.Orientation.Horizontal
TINTS = frozenset({"early", "day", "late", "night", "training"})
REST = "–"
AWAY = (ON_LEAVE, SICK, TAKEN)
"""The letters of absences, in the order of the legend."""
_SATURDAY = 5
_LONGEST_NAME = 18


@dataclass(frozen=True)
class Square:
    """What is painted of a day: its letter, the role of its tint, an outline, a warning."""

    text: str = ""
    tint: str = ""
    outline: Outline = ""
    warned: bool = False
    shut: bool = False


@dataclass(frozen=True)
class Head:
    """What stands above a day: two lines, the role of the ground, and the words for both."""

    above: str
    number: str
    ground: str
    below: str
    spoken: str
    holiday: bool = False
    today: bool = False


NOTHING = Square()


def square(person: PersonMonth, day: DayOf, letters: Mapping[str, str], *, broken: bool) -> Square:
    """Say how a day is painted."""
    if day.taken is not None:
        tint, outline = of_absence(day.taken.letter)
        return Square(day.taken.letter, tint, outline, warned=broken)
    if day.duties:
        first = day.duties[0]
        letter = letters.get(first.code) or first.label[:1].upper()
        text = letter if len(day.duties) == 1 else f"{letter}+"
        tint = first.code if first.code in TINTS else "leave"
        return Square(text, tint, warned=broken)
    rests = day.posted and person.role not in NO_REST_DAYS
    return Square(REST if rests else "", shut=not day.posted)


def of_absence(letter: str) -> tuple[str, Outline]:
    """Say with which tint and outline an absence is painted."""
    return ("abstracted", "solid") if letter == TAKEN else ("leave", "dashed")


def heads(month: Month, holidays: Mapping[date, str], today: date) -> tuple[Head, ...]:
    """Say what stands above each day of a month."""
    return tuple(_head(day, holidays.get(day, ""), today=day == today) for day in month.days)


def _head(day: date, holiday: str, *, today: bool) -> Head:
    weekday = clock.short_day(day)[:3]
    spoken = ", ".join(
        part
        for part in (
            clock.short_day(day),
            f"bank holiday: {holiday}" if holiday else "",
            "today" if today else "",
        )
        if part
    )
    weekend = day.weekday() >= _SATURDAY
    return Head(
        "BH" if holiday else weekday[:1],
        str(day.day),
        "line" if holiday else "chrome" if weekend else "sunken",
        "hair" if holiday else "chrome" if weekend else "page",
        spoken,
        holiday=bool(holiday),
        today=today,
    )


class _Days(QAbstractTableModel):
    """Days across; what stands at the left and in the squares is said by the two below."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: tuple[Head, ...] = ()
        self.squares: tuple[tuple[Square, ...], ...] = ()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.squares)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def square(self, row: int, column: int) -> Square:
        """What is painted there."""
        return self.squares[row][column]

    # Not by abc: its metaclass and Qt's do not go together.

    def title(self, row: int) -> tuple[str, str]:
        """What stands at the left of a line, and quietly at its end."""
        raise NotImplementedError

    def spoken(self, row: int, column: int) -> str:
        """All that a square says."""
        raise NotImplementedError

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role == _DISPLAY:
            return self.squares[index.row()][index.column()].text
        if role == _SPOKEN:
            return self.spoken(index.row(), index.column())
        return plain_tip(self.spoken(index.row(), index.column())) if role == _TIP else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role not in {_DISPLAY, _SPOKEN, _TIP} or section < 0:
            return None
        if orientation != _ACROSS:
            found = " ".join(self.title(section)).strip() if section < len(self.squares) else None
        else:
            found = self.heads[section].spoken if section < len(self.heads) else None
        return plain_tip(found) if found and role == _TIP else found

    def _take(self, heads_: Sequence[Head], squares: Sequence[tuple[Square, ...]]) -> None:
        """Show other days; where there are as many, what is in hand stays in hand."""
        same = len(heads_) == len(self.heads) and len(squares) == len(self.squares)
        if not same:
            self.beginResetModel()
        self.heads, self.squares = tuple(heads_), tuple(squares)
        if not same:
            self.endResetModel()
        elif squares:
            last = self.index(len(squares) - 1, len(heads_) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(_ACROSS, 0, len(heads_) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(squares) - 1)


class GridModel(_Days):
    """People down, days across."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: tuple[PersonMonth, ...] = ()
        self._broken: Mapping[Slot, list[Breach]] = {}

    def show_month(self, seen: MonthRoster, above: Sequence[Head]) -> None:
        """Show a month."""
        self.people = seen.people
        self._broken = _by_slot(seen.people)
        letters = {one.code: one.letter for one in seen.codes}
        rows = [
            tuple(
                square(person, day, letters, broken=day.slot in self._broken) for day in person.days
            )
            for person in seen.people
        ]
        self._take(above, rows)

    def title(self, row: int) -> tuple[str, str]:
        person = self.people[row]
        # Of a long title and a name, the name is what tells people apart.
        fits = len(person.called) <= _LONGEST_NAME
        return person.called if fits else person.last_name, person.collar

    def spoken(self, row: int, column: int) -> str:
        """Say who, when, what, and which rules it breaks."""
        person = self.people[row]
        day = person.days[column]
        return words.of_square(person, day, self._broken.get(day.slot, ()))

    def day(self, row: int, column: int) -> DayOf:
        """What somebody does there."""
        return self.people[row].days[column]

    def broken(self, slot: Slot) -> Sequence[Breach]:
        """Which rules a day breaks."""
        return self._broken.get(slot, ())

    def place(self, slot: Slot) -> tuple[int, int] | None:
        """In which line and column a day stands."""
        for row, person in enumerate(self.people):
            if person.collar == slot.collar:
                days = [day.slot.day for day in person.days]
                return (row, days.index(slot.day)) if slot.day in days else None
        return None


def _by_slot(people: Sequence[PersonMonth]) -> dict[Slot, list[Breach]]:
    found: dict[Slot, list[Breach]] = {}
    for person in people:
        for one in person.breaches:
            found.setdefault(Slot(person.collar, one.day), []).append(one)
    return found


class CoverModel(_Days):
    """What is wanted down, days across: how many there are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[CoverLine, ...] = ()
        self._titles: tuple[str, ...] = ()

    def show_month(
        self, lines: Sequence[CoverLine], codes: Sequence[DutyCode], above: Sequence[Head]
    ) -> None:
        """Show the cover of a month."""
        self._lines = tuple(lines)
        self._titles = tuple(words.of_cover(line.rule, codes) for line in lines)
        rows = [
            tuple(
                Square("" if count is None else str(count), warned=short)
                for count, short in zip(line.counts, line.short, strict=True)
            )
            for line in lines
        ]
        self._take(above, rows)

    def title(self, row: int) -> tuple[str, str]:
        return self._titles[row], ""

    def spoken(self, row: int, column: int) -> str:
        """Say which cover, when, how many, and whether that is enough."""
        line, when = self._lines[row], self.heads[column].spoken
        count = line.counts[column]
        if count is None:
            return f"{self._titles[row]}, {when}, nothing rostered yet"
        short = ", fewer than wanted" if line.short[column] else ""
        return f"{self._titles[row]}, {when}, {count}{short}"
