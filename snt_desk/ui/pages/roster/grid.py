"""The month grid as it is used: arrows move, a letter writes, a range takes it all at once.

It knows nothing of what a letter means: it says what was typed, and which days are selected.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QTableView, QWidget

from snt_desk.domain.duties import Slot
from snt_desk.ui import keys, ranges, theme, tsv
from snt_desk.ui.form import Form
from snt_desk.ui.pages.roster.grid_paint import DAYS_HIGH, DayHeads, Names, SquarePainter
from snt_desk.ui.pages.roster.squares import CoverModel, GridModel
from snt_desk.ui.parts import as_part
from snt_desk.ui.table import Index

_LEAST = 24
_ROWS_AT_LEAST = 3
_Select = QItemSelectionModel.SelectionFlag
_Off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class Grid(QTableView):
    """People down, days across."""

    typed = Signal(str)
    """A letter, or `-`."""
    cleared = Signal()
    """Del."""
    opened = Signal()
    """Enter or a double click."""
    edited = Signal()
    """F2."""
    repeated = Signal()
    """Ctrl+D."""
    current_changed = Signal()
    """Another day is in hand, or it has changed."""
    measured = Signal()
    """The days are wider or narrower now."""
    mark_asked = Signal(int)
    """F8: the next warning, or with -1 the last."""

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self.grid = model
        self.setAccessibleName("Duties of the month")
        as_part(self)
        self.setModel(model)
        self._heads = DayHeads(self, model)
        self._names = Names(self, model)
        self.setHorizontalHeader(self._heads)
        self.setVerticalHeader(self._names)
        self.setItemDelegate(SquarePainter(self, model))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        _quieten(self)
        model.dataChanged.connect(self._after_change)
        model.modelReset.connect(self._after_reset)

    # --- What is in hand ----------------------------------------------------------------------

    @property
    def slot(self) -> Slot | None:
        """The day in hand."""
        return self._slot(self.currentIndex())

    @property
    def slots(self) -> list[Slot]:
        """All selected days, line by line."""
        places = sorted((one.row(), one.column()) for one in self.selectedIndexes())
        found = [self._slot(self.grid.index(*place)) for place in places]
        return [one for one in found if one is not None] or ([self.slot] if self.slot else [])

    def take(self, slot: Slot) -> bool:
        """Take a day in hand and bring it into sight, if it is shown."""
        place = self.grid.place(slot)
        if place is None:
            return False
        self._take(*place)
        return True

    def go_right(self) -> None:
        """Take the next day in hand; after the last it stays."""
        at = self.currentIndex()
        if at.column() + 1 < self.grid.columnCount():
            self._take(at.row(), at.column() + 1)

    def next_mark(self, step: int = 1) -> bool:
        """Go to the next warning (F8), or with -1 to the last; a form in use goes first."""
        if _is_in_form(QApplication.focusWidget()):
            return False
        self.mark_asked.emit(step)
        return True

    def _take(self, row: int, column: int) -> None:
        index = self.grid.index(row, column)
        ranges.take(self, index, _Select.ClearAndSelect)
        self.scrollTo(index)

    def _slot(self, index: Index) -> Slot | None:
        if not index.isValid():
            return None
        return self.grid.day(index.row(), index.column()).slot

    def _after_change(self) -> None:
        self.current_changed.emit()

    def _after_reset(self) -> None:
        self.fit()
        self.current_changed.emit()

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.current_changed.emit()

    # --- Keys and mouse -----------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # These are the grid's own while it has the focus, whatever menus say.
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and self._own(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        do = self._own(event)
        if do is not None:
            do()
        elif keys.is_plain(event, Qt.Key.Key_Home):
            self._take(max(0, self.currentIndex().row()), 0)
        elif keys.is_plain(event, Qt.Key.Key_End):
            self._take(max(0, self.currentIndex().row()), self.grid.columnCount() - 1)
        elif keys.is_letter(event) and self.slot is not None:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _own(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if self.slot is None:
            return None
        if keys.is_enter(event):
            return self.opened.emit
        if keys.is_plain(event, Qt.Key.Key_F2):
            return self.edited.emit
        if keys.is_plain(event, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self.cleared.emit
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return self.repeated.emit if control and event.key() == Qt.Key.Key_D else None

    def keyboardSearch(self, search: str) -> None:
        """Letters are duties; Qt would look for them."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.grid.rowCount() and not self.selectionModel().hasSelection():
            at = self.currentIndex()
            self._take(max(0, at.row()), max(0, at.column()))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def copy(self) -> None:
        """Put the selected days on the clipboard, as Excel takes them."""
        rows: dict[int, list[str]] = {}
        for row, column in sorted((one.row(), one.column()) for one in self.selectedIndexes()):
            rows.setdefault(row, []).append(self.grid.square(row, column).text)
        tsv.note(self, len(rows))
        tsv.put(list(rows.values()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done here, for the menu key and the right button."""
        made = QMenu(self)
        made.addAction("&Open the day", QKeySequence(Qt.Key.Key_Return), self.opened.emit)
        made.addAction("Edit the &times", QKeySequence(Qt.Key.Key_F2), self.edited.emit)
        made.addAction("&Repeat the day before", "Ctrl+D", self.repeated.emit)
        made.addAction("&Copy", QKeySequence.StandardKey.Copy, self.copy)
        made.addAction("&Delete", QKeySequence(Qt.Key.Key_Delete), self.cleared.emit)
        return made

    # --- Size ---------------------------------------------------------------------------------

    def fit(self) -> None:
        """Share the width out over the days; where they have no room they scroll."""
        count = self.grid.columnCount()
        if not count:
            return
        least = theme.px(_LEAST)
        whole = max(self.viewport().width(), least * count)
        for at in range(count):
            self.setColumnWidth(at, whole * (at + 1) // count - whole * at // count)
        self.measured.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        # A form has opened beside it: what it is about stays in sight.
        self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_names"):
            self._heads.measure()
            self._names.measure()
            self._set_least()
            self.fit()

    def _set_least(self) -> None:
        self.setMinimumHeight(theme.px(DAYS_HIGH) + _ROWS_AT_LEAST * theme.row(34))


class CoverView(QTableView):
    """How many are on duty, below the people and always in sight; it scrolls with them."""

    def __init__(self, model: CoverModel, above: Grid) -> None:
        super().__init__()
        self._above = above
        # Stands at its right, below the bar that the grid scrolls by.
        self.strip = QWidget()
        self.setAccessibleName("Cover of the month")
        as_part(self)
        self.setModel(model)
        self._names = Names(self, model, quiet=True)
        self.setVerticalHeader(self._names)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setItemDelegate(SquarePainter(self, model))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(_Off)
        self.setVerticalScrollBarPolicy(_Off)
        _quieten(self)
        above.measured.connect(self.fit)
        above.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)
        self.horizontalScrollBar().valueChanged.connect(above.horizontalScrollBar().setValue)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Be as wide as what stands above, column by column."""
        for at in range(self.model().columnCount()):
            self.setColumnWidth(at, self._above.columnWidth(at))
        bar = self._above.verticalScrollBar()
        self.strip.setFixedWidth(bar.width() if bar.isVisible() else 0)
        rows = self.model().rowCount()
        self.setFixedHeight(rows * theme.row(34))
        self.horizontalScrollBar().setValue(self._above.horizontalScrollBar().value())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_names"):
            self._names.measure()
            self.fit()


def _is_in_form(focus: QWidget | None) -> bool:
    while focus is not None and not isinstance(focus, Form):
        focus = focus.parentWidget()
    return focus is not None


def _quieten(view: QTableView) -> None:
    """Leave out all that Qt paints and does by itself."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
