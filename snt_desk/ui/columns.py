"""How wide the columns of a table are, in which order, and which ones there is room for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from snt_desk.ui import theme
from snt_desk.ui.table import RowModel

_LEAST_COLUMNS = 2
_LEAST_WIDTH, _MOST_WIDTH = 24, 2000
_STEP = 16

_Mode = QHeaderView.ResizeMode


Order = tuple[str, bool]
"""By which key rows are sorted (`Column.sort`), and whether the largest comes first."""


class _KnowsLast(Protocol):
    last_column: int


class ColumnLayout:
    """Keeps a table inside its width: the last columns go before anything scrolls sideways."""

    def __init__(self, view: QTableView, rows: RowModel, painters: Sequence[_KnowsLast]) -> None:
        """Lay out the columns; the painters are told which one is the last."""
        self._view = view
        self._rows = rows
        # Their titles at first are their names: by these they are remembered.
        self._columns = rows.columns
        self._painters = painters
        self.hidden: set[int] = set()
        """Columns that the user has switched off."""

    def in_order(self) -> list[int]:
        """All columns as they stand, from left to right."""
        head = self._view.horizontalHeader()
        return [head.logicalIndex(place) for place in range(len(self._columns))]

    def shown(self) -> list[int]:
        """The columns that can be seen, from left to right."""
        return [at for at in self.in_order() if not self._view.isColumnHidden(at)]

    def title(self, at: int) -> str:
        """The heading of a column as it stands now; also where it is only said, not painted."""
        return str(self._rows.headerData(at, Qt.Orientation.Horizontal))

    def titles(self) -> list[str]:
        """The headings of the columns that can be seen."""
        return [self.title(at) for at in self.shown()]

    def measure(self) -> None:
        """Give every column its first width, at the present size of text."""
        for at, column in enumerate(self._columns):
            self._view.setColumnWidth(at, theme.px(column.width))
        self.fit()

    def toggle(self, at: int) -> None:
        """Switch a column off or on."""
        self.hidden ^= {at}
        self.fit()

    def move(self, at: int, step: int) -> None:
        """Take a column past its neighbour: to the right, or with -1 to the left.

        The first column stays where it is: the eye finds the start of a line by it.
        """
        shown = self.shown()
        if at == 0 or at not in shown:
            return
        there = shown.index(at) + step
        if 0 < there < len(shown):
            head = self._view.horizontalHeader()
            head.moveSection(head.visualIndex(at), head.visualIndex(shown[there]))
            self.fit()

    def moved(self) -> None:
        """Take over what was dragged: the first column goes back to its place."""
        head = self._view.horizontalHeader()
        if head.visualIndex(0) != 0:
            head.moveSection(head.visualIndex(0), 0)
        self.fit()

    def widen(self, at: int, step: int) -> None:
        """Make a column wider by a step, or with -1 narrower; one stretches by itself."""
        self._set_width(at, self._view.columnWidth(at) + step * theme.px(_STEP))
        self.fit()

    def start_again(self) -> None:
        """Show all columns as they were at first."""
        self.hidden.clear()
        self._put_in_order([column.title for column in self._columns])
        self.measure()

    def fit(self) -> None:
        """Hide columns from the right until the rest fits."""
        shown = [at for at in self.in_order() if at not in self.hidden]
        room = self._view.viewport().width()
        for at in reversed(shown[_LEAST_COLUMNS:]):
            if sum(self._wanted_width(one) for one in shown) <= room:
                break
            if not self._columns[at].kept:
                shown.remove(at)
        for at in range(len(self._columns)):
            if self._view.isColumnHidden(at) != (at not in shown):
                self._view.setColumnHidden(at, at not in shown)
        self._stretch(shown)

    def _wanted_width(self, at: int) -> int:
        head = self._view.horizontalHeader()
        stretched = head.sectionResizeMode(at) == _Mode.Stretch
        if self._columns[at].stretch or stretched or self._view.isColumnHidden(at):
            return theme.px(self._columns[at].width)
        return self._view.columnWidth(at)

    def _stretch(self, shown: list[int]) -> None:
        wide = [at for at in shown if self._columns[at].stretch]
        stretched = wide[0] if wide else shown[-1]
        head = self._view.horizontalHeader()
        for at in shown:
            mode = _Mode.Stretch if at == stretched else _Mode.Interactive
            if head.sectionResizeMode(at) == mode:
                continue
            head.setSectionResizeMode(at, mode)
            if mode == _Mode.Interactive:
                self._view.setColumnWidth(at, theme.px(self._columns[at].width))
        for painter in self._painters:
            painter.last_column = shown[-1]

    def state(self, sort: Sequence[Order]) -> bytes:
        """Widths (at 100 %), order, what was switched off, and how the rows are sorted."""
        percent = theme.appearance().percent
        widths = {
            self._columns[at].title: self._view.columnWidth(at) * 100 // percent
            for at in self.shown()
            if self._view.horizontalHeader().sectionResizeMode(at) != _Mode.Stretch
        }
        kept = {
            "widths": widths,
            "hidden": [self._columns[at].title for at in sorted(self.hidden)],
            "order": [self._columns[at].title for at in self.in_order()],
            "sort": list(sort),
        }
        return json.dumps(kept).encode()

    def restore(self, state: bytes) -> list[Order]:
        """Take back what `state` gave, and give how the rows were sorted.

        What does not fit these columns is passed over.
        """
        try:
            kept = json.loads(state)
            widths, hidden = dict(kept["widths"]), set(kept["hidden"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return []
        for at, column in enumerate(self._columns):
            width = widths.get(column.title)
            if type(width) is int:
                self._set_width(at, theme.px(max(0, min(width, _MOST_WIDTH))))
            if at and column.title in hidden:
                self.hidden.add(at)
        self._put_in_order(_listed(kept.get("order")))
        self.fit()
        return self._known(_listed(kept.get("sort")))

    def _set_width(self, at: int, width: int) -> None:
        least, most = theme.px(_LEAST_WIDTH), theme.px(_MOST_WIDTH)
        self._view.setColumnWidth(at, max(least, min(width, most)))

    def _put_in_order(self, titles: Sequence[object]) -> None:
        """Let these stand first, in this order, after the column that is always the first."""
        head = self._view.horizontalHeader()
        places = {column.title: at for at, column in enumerate(self._columns) if at}
        known = [places[title] for title in titles if isinstance(title, str) and title in places]
        for place, at in enumerate(dict.fromkeys(known), start=1):
            head.moveSection(head.visualIndex(at), place)

    def _known(self, sort: Sequence[object]) -> list[Order]:
        keys = {column.sort for column in self._columns if column.sort}
        return [
            (one[0], one[1])
            for one in sort
            if isinstance(one, list)
            and [type(part) for part in one] == [str, bool]
            and one[0] in keys
        ]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
