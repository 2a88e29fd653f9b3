"""How wide the columns of a table are, and which ones there is room for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QHeaderView, QTableView

from snt_desk.ui import theme
from snt_desk.ui.table import RowModel

_LEAST_COLUMNS = 2
_LEAST_WIDTH, _MOST_WIDTH = 24, 2000

_Mode = QHeaderView.ResizeMode


class _KnowsLast(Protocol):
    last_column: int


class ColumnLayout:
    """Keeps a table inside its width: the last columns go before anything scrolls sideways."""

    def __init__(self, view: QTableView, rows: RowModel, painters: Sequence[_KnowsLast]) -> None:
        """Lay out the columns; the painters are told which one is the last."""
        self._view = view
        self._columns = rows.columns
        self._painters = painters
        self.hidden: set[int] = set()
        """Columns that the user has switched off."""

    def shown(self) -> list[int]:
        """The columns that can be seen."""
        return [at for at in range(len(self._columns)) if not self._view.isColumnHidden(at)]

    def titles(self) -> str:
        """Their headings, with tabs between."""
        return "\t".join(self._columns[at].title for at in self.shown())

    def measure(self) -> None:
        """Give every column its first width, at the present size of text."""
        for at, column in enumerate(self._columns):
            self._view.setColumnWidth(at, theme.px(column.width))
        self.fit()

    def toggle(self, at: int) -> None:
        """Switch a column off or on."""
        self.hidden ^= {at}
        self.fit()

    def fit(self) -> None:
        """Hide columns from the right until the rest fits."""
        shown = [at for at in range(len(self._columns)) if at not in self.hidden]
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

    def state(self) -> bytes:
        """Widths (at 100 %) and what was switched off, by the titles of the columns."""
        percent = theme.appearance().percent
        widths = {
            self._columns[at].title: self._view.columnWidth(at) * 100 // percent
            for at in self.shown()
            if self._view.horizontalHeader().sectionResizeMode(at) != _Mode.Stretch
        }
        hidden = [self._columns[at].title for at in sorted(self.hidden)]
        return json.dumps({"widths": widths, "hidden": hidden}).encode()

    def restore(self, state: bytes) -> None:
        """Take back what `state` gave; what does not fit these columns is passed over."""
        try:
            kept = json.loads(state)
            widths, hidden = dict(kept["widths"]), set(kept["hidden"])
        except (ValueError, KeyError, TypeError):
            return
        for at, column in enumerate(self._columns):
            width = widths.get(column.title)
            if isinstance(width, int):
                sound = max(_LEAST_WIDTH, min(width, _MOST_WIDTH))
                self._view.setColumnWidth(at, theme.px(sound))
            if at and column.title in hidden:
                self.hidden.add(at)
        self.fit()
