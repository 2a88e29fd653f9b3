"""What is in hand in a table stays in hand, by its record, when the rows are read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex

from snt_desk.ui.table import BlockModel, Id

if TYPE_CHECKING:
    from snt_desk.ui.table_view import TableView

_REMEMBERED = 500
_Select = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True)
class _Kept:
    """What was in hand before the rows were read again."""

    current: Id | None
    at: int
    selected: frozenset[Id]
    # How far below the upper edge the current row stood.
    below: int


class KeptRows:
    """Remembers the record in hand, those that are selected, and where they stood."""

    def __init__(self, view: TableView) -> None:
        self._view = view
        self._kept = _Kept(None, -1, frozenset(), 0)

    def remember(self) -> None:
        """Take note of what is in hand; of nothing where nothing is."""
        view = self._view
        at = view.currentIndex().row()
        if at < 0:
            return
        ranges = view.selectionModel().selection().toList()
        few = sum(one.height() for one in ranges) <= _REMEMBERED
        chosen = view.selected_rows() if few else [at]
        ids = (view.rows.known_id(one) for one in chosen)
        self._kept = _Kept(
            current=view.rows.known_id(at),
            at=at,
            selected=frozenset(one for one in ids if one is not None),
            below=view.rowViewportPosition(at),
        )

    def stay_in_sight(self, was_high: int) -> None:
        """Bring the row in hand into sight again where a table that got lower cut it off."""
        view = self._view
        foot = view.visualRect(view.currentIndex()).bottom()
        if view.viewport().height() <= foot < was_high:
            view.scrollTo(view.currentIndex())

    def restore(self) -> None:
        """Take it in hand again, or something else where it is gone."""
        kept = self._kept
        if kept.current is None:
            return
        at = self._view.rows.place(kept.current)
        if at is None:
            self._take_another(kept.at)
        else:
            self._put_back(at, kept)

    def _take_another(self, at: int) -> None:
        """Take what stands in its place now; of another list, the first row."""
        rows = self._view.rows
        last = rows.rowCount() - 1
        if last < 0:
            self._view.tell_current(QModelIndex())
            return
        begins = isinstance(rows, BlockModel) and rows.is_another
        self._view.take_near(0 if begins else min(at, last))

    def _put_back(self, at: int, kept: _Kept) -> None:
        view, chosen = self._view, QItemSelection()
        for one in kept.selected:
            place = at if one == kept.current else view.rows.place(one)
            if place is not None:
                index = view.rows.index(place, 0)
                chosen.select(index, index)
        model = view.selectionModel()
        model.setCurrentIndex(view.rows.index(at, 0), _Select.NoUpdate)
        model.select(chosen, _Select.ClearAndSelect | _Select.Rows)
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + view.rowViewportPosition(at) - kept.below)
