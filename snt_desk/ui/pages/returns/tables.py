"""The columns of the Return tab: of the figures, of the records behind one, of what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Qt

from snt_desk.domain import measures
from snt_desk.domain.clock import Month
from snt_desk.services.behind import Behind
from snt_desk.services.board import FigureLine
from snt_desk.services.returns import Drift, Key
from snt_desk.ui.pages.returns import reading
from snt_desk.ui.table import Cell, Column, Heading, Id, ListModel
from snt_desk.ui.table_view import TableView

_ROOM = 0.9
"""How much of its column the longest bar of a group takes."""


@dataclass(frozen=True)
class FigureRow:
    """A figure beside those of other months.

    `part` and `mark` are this month's and last year's part of the longest bar of its group.
    """

    id: str
    line: FigureLine
    part: float
    mark: float | None


def figure_rows(lines: Sequence[FigureLine], *, zeros: bool) -> list[FigureRow | Heading]:
    """Make the rows, with a heading for each section; without `zeros` those at 0 are left out."""
    rows: list[FigureRow | Heading] = []
    for section, group in groupby(lines, key=attrgetter("section")):
        mine = list(group)
        shown = [row for row in _rows(mine) if zeros or row.line.now or row.line.sent is not None]
        if shown:
            rows += [Heading(reading.section_heading(section, mine)), *shown]
    return rows


def _rows(lines: Iterable[FigureLine]) -> Iterable[FigureRow]:
    for _, group in groupby(lines, key=lambda line: line.key[:3]):
        mine = list(group)
        most = max(max(line.now, line.last_year or 0) for line in mine) / _ROOM or 1
        for line in mine:
            mark = None if line.last_year is None else line.last_year / most
            yield FigureRow(line.name, line, line.now / most, mark)


def _label(row: FigureRow) -> Cell:
    line = row.line
    unit = "minutes" if line.unit == measures.MINUTES else ""
    if line.sent is None:
        return Cell(line.label, sub=unit)
    was = f"sent as {line.sent:,}"
    return Cell(
        line.label,
        icon="triangle-alert",
        role="warn",
        sub=f"{unit}, {was}" if unit else was,
    )


def _value(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _turned(now: int, then: int | None) -> Cell:
    return Cell(reading.change(now, then), role="muted", size="small")


def _bar(row: FigureRow) -> Cell:
    said = f"{row.line.now:,}"
    if row.line.last_year is not None:
        said += f", a year before {row.line.last_year:,}"
    return Cell(said, bar=row.part, mark=row.mark)


_FIGURE_COLUMNS: tuple[Column[FigureRow], ...] = (
    Column("Figure", _label, width=248, stretch=True),
    Column(
        "This month",
        lambda row: Cell(f"{row.line.now:,}", bold=True),
        align="right",
        width=84,
        kept=True,
    ),
    Column("Month before", lambda row: _value(row.line.before), align="right", width=84),
    Column("Change on month before", lambda row: _turned(row.line.now, row.line.before), width=72),
    Column("Year before", lambda row: _value(row.line.last_year), align="right", width=84),
    Column(
        "Change on year before", lambda row: _turned(row.line.now, row.line.last_year), width=72
    ),
    Column("Bar: this month. Line: last year.", _bar, width=228),
)


class FiguresModel(ListModel[FigureRow]):
    """The figures of a month, headed by the names of the months."""

    def __init__(self) -> None:
        """Headed by no months yet."""
        super().__init__(_FIGURE_COLUMNS)

    def show_month(self, month: Month) -> None:
        """Head the columns by this month, the one before, and the same one last year."""
        before, last_year = month.plus(-1), month.plus(-12)
        named = {
            1: reading.short_month(month),
            2: reading.short_month(before),
            4: reading.short_month(last_year),
            **dict.fromkeys((3, 5), ""),
        }
        self.columns = tuple(
            replace(column, title=named.get(at, column.title))
            for at, column in enumerate(_FIGURE_COLUMNS)
        )
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        found = super().headerData(section, orientation, role)
        # A heading that is not painted is still said.
        return _FIGURE_COLUMNS[section].title if found == "" else found


class FigureTable(TableView):
    """The figures; F8 walks those that were sent and are no longer right."""

    def __init__(self, rows: FiguresModel) -> None:
        super().__init__(rows, "Figures", height=30)
        self._figures = rows

    def next_mark(self, step: int = 1) -> bool:
        """Take the next (or with -1 the last) such figure in hand; False if there is none."""
        at = self.currentIndex().row()
        rows = [self._figures.row(place) for place in range(self._figures.rowCount())]
        marked = [
            place
            for place, row in enumerate(rows)
            if isinstance(row, FigureRow) and row.line.sent is not None
        ][::step]
        if not marked:
            return False
        ahead = [place for place in marked if (place - at) * step > 0]
        wanted = self._figures.known_id((ahead or marked)[0])
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return wanted is not None and self.select(wanted)


# --- Behind a figure --------------------------------------------------------------------------


@dataclass(frozen=True)
class BehindRow:
    """A record behind a figure; `badge` says what became of it since it was sent."""

    id: str
    record: Behind
    badge: str = ""

    @property
    def amount(self) -> int:
        """How much of the figure it makes."""
        return self.record.amount


def behind_rows(records: Sequence[Behind], sent: int | None, now: int) -> list[BehindRow]:
    """Make the rows; where nothing else was changed, the badge says by how much."""
    by = "" if sent is None else f" {_signed(now - sent)}"
    return [
        BehindRow(f"{one.table}.{one.ref}", one, f"changed{by if one.alone else ''}")
        if one.changed
        else BehindRow(f"{one.table}.{one.ref}", one)
        for one in records
    ]


def _signed(amount: int) -> str:
    return f"{'+' if amount >= 0 else '−'}{abs(amount):,}"


def _badge(row: BehindRow) -> Cell:
    return Cell(row.badge, tone="warn") if row.badge else Cell()


PATROL_COLUMNS: tuple[Column[BehindRow], ...] = (
    Column("Date", lambda row: row.record.when, width=104, quiet_repeats=True),
    Column("Out", lambda row: row.record.out, width=60),
    Column("In", lambda row: row.record.back, width=60),
    Column("Adds", lambda row: f"{row.amount:,}", align="right", width=76, kept=True),
    Column("Crew", lambda row: row.record.what, width=180, stretch=True),
    Column("Place", lambda row: row.record.place, width=140),
    Column("Since sent", _badge, width=132),
)

OTHER_COLUMNS: tuple[Column[BehindRow], ...] = (
    Column("When", lambda row: row.record.when, width=140),
    Column("What", lambda row: row.record.what, width=240, stretch=True),
    Column("Adds", lambda row: f"{row.amount:,}", align="right", width=76, kept=True),
    Column("Since sent", _badge, width=132),
)


# --- Between two revisions --------------------------------------------------------------------


@dataclass(frozen=True)
class DriftRow:
    """A figure that differs between two revisions."""

    id: Id
    label: str
    before: int
    after: int


def drift_rows(found: Iterable[Drift], labels: dict[Key, str]) -> list[DriftRow | Heading]:
    """Make the rows, with a heading for each section."""
    rows: list[DriftRow | Heading] = []
    for section, group in groupby(found, key=lambda one: one.key[0]):
        rows.append(Heading(measures.SECTIONS[section]))
        rows += [
            DriftRow(".".join(one.key), labels.get(one.key, ".".join(one.key)), one.sent, one.now)
            for one in group
        ]
    return rows


DRIFT_COLUMNS: tuple[Column[DriftRow], ...] = (
    Column("Figure", lambda row: row.label, width=280, stretch=True),
    Column("Before", lambda row: f"{row.before:,}", align="right", width=92),
    Column("After", lambda row: Cell(f"{row.after:,}", bold=True), align="right", width=92),
    Column(
        "Difference",
        lambda row: Cell(_signed(row.after - row.before), role="muted"),
        align="right",
        width=100,
        kept=True,
    ),
)
