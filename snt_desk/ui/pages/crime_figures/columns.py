"""The counts of a place as a table: a category a row, a month a column, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain import street_crime
from snt_desk.domain.clock import Month
from snt_desk.domain.street_crime import Figure
from snt_desk.ui import theme
from snt_desk.ui.table import Column, ListModel
from snt_desk.ui.table_view import TableView

_ROW, _HEAD = 30, 34


@dataclass(frozen=True)
class CategoryRow:
    """A category with its counts: of each month, and all of them."""

    id: str
    months: tuple[int, ...]
    all: int


def _latest_first(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The months: where there is no room for all, the earliest give way."""
    return tuple(sorted({one.month for one in figures}, reverse=True))


def rows(figures: Sequence[Figure]) -> list[CategoryRow]:
    """Make the rows, the most of all first."""
    by = {(one.month, one.category): one.number for one in figures}
    months = _latest_first(figures)
    return [
        CategoryRow(category, tuple(by.get((month, category), 0) for month in months), number)
        for category, number in street_crime.by_category(figures)
    ]


def columns(months: Sequence[str]) -> list[Column[CategoryRow]]:
    """Make a column for each month, between the category and all of them."""
    return [
        Column("Category", lambda row: row.id, width=180, stretch=True, kept=True),
        *(_of_month(at, month) for at, month in enumerate(months)),
        Column("All", lambda row: f"{row.all:,}", align="right", width=64, kept=True),
    ]


def _of_month(at: int, month: str) -> Column[CategoryRow]:
    name, _, year = Month.parse(month).shown.partition(" ")
    title = f"{name[:3]} {year}"
    return Column(title, lambda row: f"{row.months[at]:,}", align="right", width=80)


class FiguresTable(QFrame):
    """Holds the table; one of other months is another one. It is as high as its rows."""

    def __init__(self) -> None:
        super().__init__()
        self._months: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.table = self._made()

    def _made(self) -> TableView:
        self._rows = ListModel(columns(self._months))
        made = TableView(self._rows, "Counts by category and month", height=_ROW)
        self._column.addWidget(made)
        return made

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these counts."""
        months = _latest_first(figures)
        if months != self._months:
            self._months = months
            self._column.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = self._made()
        self._rows.show_rows(rows(figures))
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self._measure()

    def _measure(self) -> None:
        high = theme.px(_HEAD) + self._rows.rowCount() * theme.row(_ROW) + 2
        self.table.setFixedHeight(high)
