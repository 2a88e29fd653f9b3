"""A grid to count in: themes down, channels or places across, a number in each square.

Digits write the number and `+` adds one more, as on paper at a stall; Enter goes down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from snt_desk.domain.consultations import MOST_COUNTED
from snt_desk.ui import keys, paint, theme
from snt_desk.ui.parts import as_part, plain_tip
from snt_desk.ui.table import Index

_Item = Qt.ItemDataRole
_DISPLAY, _SPOKEN, _TIP = (
    int(_Item.DisplayRole),
    int(_Item.AccessibleTextRole),
    int(_Item.ToolTipRole),
)
_ACROSS = Qt.Orientation.Horizontal
_ROOT = QModelIndex()
_HIGH, _LEAST, _MOST, _NAMES = 30, 54, 150, 193
_PADDING = 6
_ALL = "All"

Named = Sequence[tuple[str, str]]
"""Codes, and the words for them."""
Counts = dict[tuple[str, str], int]
"""How many for a theme and a column, by their codes; none is not there."""


class Squares(QAbstractTableModel):
    """The numbers, and at the end of each row and column what they make together."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Named = ()
        self.columns: Named = ()
        self.counts: Counts = {}

    def show_squares(
        self, rows: Named, columns: Named, counts: Mapping[tuple[str, str], int]
    ) -> None:
        """Offer these rows and columns, with these numbers in them."""
        self.beginResetModel()
        self.rows, self.columns = tuple(rows), tuple(columns)
        known = {(row, column) for row, _ in rows for column, _ in columns}
        self.counts = {at: number for at, number in counts.items() if at in known and number}
        self.endResetModel()

    def number(self, row: int, column: int) -> int:
        """What stands in a square, or the sum at an end."""
        rows = [self.rows[row][0]] if row < len(self.rows) else [code for code, _ in self.rows]
        columns = (
            [self.columns[column][0]]
            if column < len(self.columns)
            else [code for code, _ in self.columns]
        )
        return sum(self.counts.get((one, other), 0) for one in rows for other in columns)

    def is_square(self, index: Index) -> bool:
        """Whether a number can be written there."""
        return index.row() < len(self.rows) and index.column() < len(self.columns)

    def write(self, index: Index, number: int) -> None:
        """Write a number in a square."""
        at = (self.rows[index.row()][0], self.columns[index.column()][0])
        if number:
            self.counts[at] = number
        else:
            self.counts.pop(at, None)
        # The sums at the ends change too.
        last = self.index(len(self.rows), len(self.columns))
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or not self.rows else len(self.rows) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or not self.columns else len(self.columns) + 1

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in {_DISPLAY, _SPOKEN}:
            return None
        number = self.number(index.row(), index.column())
        if role == _DISPLAY:
            return f"{number:,}" if number else ""
        across, downwards = (
            self.name(_ACROSS, index.column()),
            self.name(Qt.Orientation.Vertical, index.row()),
        )
        return f"{downwards}, {across}: {f'{number:,}' if number else 'none'}"

    def name(self, way: Qt.Orientation, at: int) -> str:
        """What stands at the head of a row or column."""
        named = self.columns if way == _ACROSS else self.rows
        return named[at][1] if at < len(named) else _ALL

    def headerData(self, at: int, way: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role in {_DISPLAY, _SPOKEN}:
            return self.name(way, at)
        return plain_tip(self.name(way, at)) if role == _TIP else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        # The arrows skip the sums.
        return super().flags(index) if self.is_square(index) else Qt.ItemFlag.NoItemFlags


class TallyGrid(QTableView):
    """The squares as they are seen and filled in, by keys alone."""

    changed = Signal()
    """Another number stands in a square."""
    left = Signal()
    """Esc."""

    def __init__(self) -> None:
        super().__init__()
        self.squares = Squares(self)
        self._going_on = False
        """Whether the next digit goes on with the number that is being written."""
        self.setAccessibleName("Tally: type a number, or + for one more")
        as_part(self)
        self.setModel(self.squares)
        self.setHorizontalHeader(_Heads(_ACROSS, self))
        self.setVerticalHeader(_Heads(Qt.Orientation.Vertical, self))
        self.setItemDelegate(_SquarePainter(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._moved)
        self._measure()

    def show_squares(
        self, rows: Named, columns: Named, counts: Mapping[tuple[str, str], int]
    ) -> None:
        """Offer these rows and columns, with these numbers in them; what is in hand stays so."""
        at = self.currentIndex()
        place = (at.row(), at.column())
        self.squares.show_squares(rows, columns, counts)
        self._measure()
        row, column = max(0, place[0]), max(0, place[1])
        if rows and columns:
            self._go(min(row, len(rows) - 1), min(column, len(columns) - 1))

    @property
    def counts(self) -> Counts:
        """All numbers that are not none."""
        return dict(self.squares.counts)

    @property
    def whole(self) -> int:
        """What they make together."""
        return sum(self.squares.counts.values())

    def _go(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.squares.index(row, column))

    def _moved(self) -> None:
        self._going_on = False
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._go(0, 0)
        self._going_on = False
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters look for nothing here."""

    def event(self, event: QEvent) -> bool:
        # Del empties the square, whatever menus say.
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and keys.is_plain(event, Qt.Key.Key_Delete):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if keys.is_enter(event):
            self._go((at.row() + 1) % max(1, len(self.squares.rows)), at.column())
        elif keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        elif not self.squares.is_square(at) or not self._count(at, event):
            super().keyPressEvent(event)

    def _count(self, at: QModelIndex, event: QKeyEvent) -> bool:
        """Change the number in hand as the key says; False if it says nothing."""
        number, text = self.squares.number(at.row(), at.column()), event.text()
        if keys.is_plain(event, Qt.Key.Key_Delete):
            new, going_on = 0, False
        elif keys.is_plain(event, Qt.Key.Key_Backspace):
            new, going_on = number // 10, True
        elif text in {"+", " "}:
            new, going_on = number + 1, False
        elif text == "-":
            new, going_on = max(0, number - 1), False
        elif text.isascii() and text.isdigit():
            new, going_on = (number * 10 if self._going_on else 0) + int(text), True
        else:
            return False
        if new <= MOST_COUNTED and new != number:
            self.squares.write(at, new)
            self.changed.emit()
        self._going_on = going_on
        return True

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_NAMES + 2 * _LEAST), theme.px(2 * _HIGH))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(_HIGH) * (self.squares.rowCount() + 1) + 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "squares"):
            self._measure()

    def _measure(self) -> None:
        across, downwards = self.horizontalHeader(), self.verticalHeader()
        for head in (across, downwards):
            head.setMinimumSectionSize(1)
        downwards.setDefaultSectionSize(theme.px(_HIGH))
        downwards.setFixedWidth(theme.px(_NAMES))
        across.setFixedHeight(theme.px(_HIGH))
        for at in range(self.squares.columnCount()):
            wide = theme.advance(self.squares.name(_ACROSS, at), "small", bold=True)
            room = round(wide) + 2 * _PADDING + 2
            self.setColumnWidth(at, max(theme.px(_LEAST), min(theme.px(_MOST), room)))
        self.updateGeometry()


class _SquarePainter(QStyledItemDelegate):
    """Paints a number at the right of its square; a ring shows which is in hand."""

    def __init__(self, grid: TallyGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, squares = QRect(option.rect), self._grid.squares
        counts = squares.is_square(index)
        if not counts:
            painter.fillRect(box, theme.colour("sunken"))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.colour("hair"))
        painter.fillRect(box.right(), box.y(), 1, box.height(), theme.colour("hair"))
        inner = box.adjusted(_PADDING, 0, -_PADDING, -1)
        role = "text" if counts else "muted"
        paint.words(painter, inner, index.data(), role, bold=counts, right=True)
        current = self._grid.currentIndex()
        if (index.row(), index.column()) == (current.row(), current.column()):
            self._mark(painter, box)

    def _mark(self, painter: QPainter, box: QRect) -> None:
        """The square in hand: a ring while the keys come here, an outline while they do not."""
        if self._grid.hasFocus():
            paint.ring(painter, QRectF(box), radius=4)
            return
        painter.setPen(theme.colour("edge"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -2, -2))


class _Heads(QHeaderView):
    """What the rows and the columns are: small and quiet."""

    def __init__(self, way: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(way, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setAccessibleName("Themes" if way != _ACROSS else "Columns")

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        across = self.orientation() == _ACROSS
        painter.fillRect(rect, theme.colour("sunken"))
        painter.fillRect(
            rect.x(), rect.bottom(), rect.width(), 1, theme.colour("line" if across else "hair")
        )
        left = _PADDING if across else paint.EDGE
        box = rect.adjusted(left, 0, -_PADDING, -1)
        words = str(self.model().headerData(at, self.orientation(), _DISPLAY))
        if across:
            paint.words(painter, box, words, "muted", "small", bold=True, right=True)
        else:
            paint.words(painter, box, words)
