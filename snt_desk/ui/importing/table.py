"""The table of an import: every row as it was understood, and any cell mended where it stands.

F2, Enter or a letter opens the cell in hand as it stands in the sheet; Enter goes on to the
next problem, Tab to the next cell, Esc leaves it as it was. F8 goes from problem to problem.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTableView

from snt_desk.ui import keys, paint, ranges, theme
from snt_desk.ui.importing.seen import LEAD, Place, Shown
from snt_desk.ui.table import Heading, RowModel
from snt_desk.ui.table_view import TableView

_LEAST_EDITOR = 180
"""A cell may be narrower than what stands in it; in pixels at 100 %."""
_MOST = 32_767

_Select = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True)
class Step:
    """Where to go once a cell is mended: on to the next problem, or so many cells aside."""

    problem: bool = False
    aside: int = 0


class CellEditor(QLineEdit):
    """One cell of the sheet, as it stands there."""

    typed = Signal(object)
    """Enter or Tab: it is done; where to go (`Step`)."""
    left = Signal()
    """Esc: the cell stays as it was."""
    lost = Signal()
    """The focus went elsewhere."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table.viewport())
        self.setMaxLength(_MOST)
        self.hide()

    def event(self, event: QEvent) -> bool:
        if keys.is_tab(event) and isinstance(event, QKeyEvent):
            back = event.key() == Qt.Key.Key_Backtab
            self.typed.emit(Step(aside=-1 if back else 1))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            self.typed.emit(Step(problem=True))
        elif keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.lost.emit()


class SheetTable(TableView):
    """The rows of a sheet. The cell in hand has a ring; what it holds can be mended."""

    mended = Signal(object, str)
    """A cell (`Place`) is to hold this text."""

    def __init__(self, rows: RowModel, shown: Shown) -> None:
        """`shown` knows the sheet behind the rows: its raw cells and where problems are."""
        super().__init__(rows, "Rows of the sheet")
        self._shown = shown
        self._editing: Place | None = None
        self._editor = CellEditor(self)
        self._editor.typed.connect(self._typed)
        self._editor.left.connect(self._leave_editor)
        self._editor.lost.connect(self._take_over)
        self.verticalScrollBar().valueChanged.connect(self._place_editor)
        self.horizontalScrollBar().valueChanged.connect(self._place_editor)
        self.selectionModel().currentChanged.connect(self.viewport().update)
        rows.modelAboutToBeReset.connect(self._take_over)

    # --- Problems -----------------------------------------------------------------------------

    def next_mark(self, step: int = 1) -> bool:
        """Go to the next problem that is shown, or with -1 to the last; False if there is none."""
        self._take_over()
        now = self.currentIndex()
        found = self._shown.next_problem(now.row(), now.column(), step)
        if found is None:
            return False
        at, column = found
        if self.isColumnHidden(column):
            self.columns.hidden.discard(column)
            self.setColumnHidden(column, False)
        self.take_cell(at, column)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def take_cell(self, at: int, column: int) -> None:
        """Take a cell in hand and bring it into sight."""
        index = self.rows.index(at, column)
        ranges.take(self, index, _Select.ClearAndSelect | _Select.Rows)
        self.scrollTo(index)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads: Home and End go along the row, for a cell is in hand."""
        return QTableView.moveCursor(self, action, held)

    # --- Mending ------------------------------------------------------------------------------

    @property
    def editing(self) -> bool:
        """Whether a cell is being mended."""
        return self._editing is not None

    def mend(self, letters: str | None = None) -> bool:
        """Open the cell in hand, or the first problem of its row; with letters instead of it."""
        index = self.currentIndex()
        place = self._shown.place(index.row(), index.column())
        if place is None:
            column = self._shown.first_problem(index.row())
            if column is None:
                return False
            self.take_cell(index.row(), column)
            place = self._shown.place(index.row(), column)
        if place is None:
            return False
        self._editing = place
        self._editor.setText(place.text if letters is None else letters)
        self._editor.setAccessibleName(f"{place.field.label}, row {place.row}")
        self._place_editor()
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if letters is None:
            self._editor.selectAll()
        return True

    def empty(self) -> None:
        """Leave nothing in the cell in hand (Del)."""
        index = self.currentIndex()
        place = self._shown.place(index.row(), index.column())
        if place is not None and place.text:
            self.mended.emit(place, "")

    def _typed(self, step: Step) -> None:
        at, column = self.currentIndex().row(), self.currentIndex().column()
        self._take_over()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if step.aside:
            self._step_aside(at, column, step.aside)
        elif self._shown.first_problem(at) is None:
            self.next_mark()

    def _step_aside(self, at: int, column: int, step: int) -> None:
        shown = self.columns.shown()
        there = shown.index(column) + step if column in shown else 0
        if 0 <= there < len(shown):
            self.take_cell(at, shown[there])

    def _take_over(self) -> None:
        """Keep what was typed, if it is something else than before."""
        place, self._editing = self._editing, None
        if place is None:
            return
        text = self._editor.text()
        self._editor.hide()
        if text != place.text:
            self.mended.emit(place, text)

    def let_go(self) -> None:
        """Leave the cell that is open as it was."""
        self._editing = None
        self._editor.hide()

    def _leave_editor(self) -> None:
        self.let_go()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_editor(self) -> None:
        if self._editing is None:
            return
        box = self.visualRect(self.currentIndex())
        wide = max(box.width(), theme.px(_LEAST_EDITOR))
        left = max(0, min(box.left(), self.viewport().width() - wide))
        self._editor.setGeometry(left, box.top(), wide, box.height() - 1)

    # --- Keys and paint -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_F2) or keys.is_enter(event):
            self.mend()
        elif keys.is_letter(event):
            self.mend(event.text())
        elif keys.is_plain(event, Qt.Key.Key_Delete):
            self.empty()
        else:
            super().keyPressEvent(event)

    def open_current(self) -> None:
        """A double click mends the cell."""
        self.mend()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if 0 <= self.currentIndex().column() < LEAD:
            # The ring stands on what can be mended.
            self.take_cell(self.currentIndex().row(), LEAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_editor"):
            self._place_editor()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index: QModelIndex = self.currentIndex()
        if not self.hasFocus() or not index.isValid():
            return
        if isinstance(self.rows.row(index.row()), Heading):
            return
        box = QRectF(self.visualRect(index)).adjusted(1, 1, -1, -2)
        with QPainter(self.viewport()) as painter:
            paint.ring(painter, box, radius=4)
