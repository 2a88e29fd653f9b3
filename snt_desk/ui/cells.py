"""How the cells and headings of a table are painted."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from snt_desk.db import patience
from snt_desk.ui import icons, paint, theme
from snt_desk.ui.ground import paint_ground
from snt_desk.ui.table import EMPTY, Cell, Cells, Index, RowModel
from snt_desk.ui.told_whole import ToldWhole

_PADDING = 8
_AFTER_ICON = 8
_HEAD = 30
_LEAST_SUB = 56


class CellPainter(ToldWhole):
    """Paints a `Cell`: icon, words, quiet words after them, or a badge, or a bar."""

    def __init__(self, view: QTableView, rows: RowModel) -> None:
        super().__init__(view)
        self._view = view
        self._rows = rows
        self.last_column = len(rows.columns) - 1
        self.hovered_row = -1
        self._row = -1
        self._cells: Cells = ()
        self._is_heading = False
        self._chosen = False
        self._right = [column.align == "right" for column in rows.columns]

    @contextmanager
    def painting(self) -> Generator[None]:
        """Paint the view: no row is known yet. The view says so each time.

        What is not in memory is read as it is painted, and the file may have to be waited for.
        Nothing else is done meanwhile: two widgets painted at once have one painter between
        them, and Qt crashes.
        """
        self._row = -1
        with patience.standing_still():
            yield

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        at, column = index.row(), index.column()
        if at != self._row:
            self._begin_row(painter, option, at)
        rect = option.rect
        if paint.is_sliver(rect, self._view):
            return
        box = self._inside(rect, column)
        if self._is_heading:
            self._write(painter, box, self._cells[0], right=False)
        elif column < len(self._cells):
            self._paint_cell(painter, box, self._cells[column], column)

    def _begin_row(self, painter: QPainter, option: QStyleOptionViewItem, at: int) -> None:
        """Paint the ground of the whole row; Qt goes on to its other cells next."""
        self._row = at
        self._cells = self._rows.cells(at)
        self._is_heading = len(self._cells) == 1 < len(self._right)
        row = QRect(0, option.rect.y(), self._view.viewport().width(), option.rect.height())
        if self._is_heading:
            painter.fillRect(row, theme.colour("sunken"))
            painter.fillRect(row.x(), row.bottom(), row.width(), 1, theme.colour("hair"))
            self._chosen = False
            if not option.state & QStyle.StateFlag.State_Selected:
                return
        # A copy: what PySide hands out is the option's own rectangle, not its value.
        cell = QRect(option.rect)
        option.rect = row
        self._chosen = paint_ground(painter, option, hovered=at == self.hovered_row)
        option.rect = cell

    def _paint_cell(self, painter: QPainter, box: QRect, cell: Cell, column: int) -> None:
        if cell.bar is not None:
            role = "accent" if cell.role == "text" else cell.role
            paint.bar(painter, QRectF(box), cell.bar, cell.mark, role)
        elif cell.tone:
            badge = paint.badge_on_tint if self._chosen else paint.badge
            badge(painter, box.left(), box.center().y() + 1, cell.text, cell.tone)
        else:
            self._write(painter, box, cell, right=self._right[column])

    def _write(self, painter: QPainter, box: QRect, cell: Cell, *, right: bool) -> None:
        if cell.icon:
            role = "muted" if cell.role == "text" else cell.role
            y = box.y() + (box.height() - theme.px(icons.SIDE)) / 2
            icons.draw(painter, cell.icon, role, box.left(), y)
            box.setLeft(box.left() + theme.px(icons.SIDE) + _AFTER_ICON)
        for_text = QRect(box)
        if cell.sub and cell.keeps_sub:
            after = round(theme.advance(cell.sub, "small")) + _AFTER_ICON
            for_text.setWidth(max(0, box.width() - after))
        used = paint.words(
            painter, for_text, cell.text, cell.role, cell.size, bold=cell.bold, right=right
        )
        if cell.sub:
            box.setLeft(box.left() + round(used) + _AFTER_ICON)
            # From the first letters of a word nobody learns anything; the tooltip has it whole.
            if box.width() >= min(theme.px(_LEAST_SUB), theme.advance(cell.sub, "small")):
                paint.words(painter, box, cell.sub, "muted", "small")

    def _inside(self, rect: QRect, column: int) -> QRect:
        left = paint.EDGE if column == 0 else _PADDING
        right = paint.EDGE if column == self.last_column else _PADDING
        return rect.adjusted(left, 0, -right, -1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cells = self._rows.cells(index.row())
        cell = cells[index.column()] if index.column() < len(cells) else EMPTY
        return QSize(self._width(cell) + 2 * paint.EDGE, option.rect.height())

    def cut(self, option: QStyleOptionViewItem, index: Index) -> str:
        cells = self._rows.cells(index.row())
        cell = cells[index.column()] if index.column() < len(cells) else EMPTY
        room = self._inside(option.rect, index.column()).width()
        return cell.spoken if self._width(cell) > room else ""

    def _width(self, cell: Cell) -> int:
        if cell.tone:
            return paint.badge_width(cell.text, cell.tone)
        width = theme.advance(cell.text, cell.size, bold=cell.bold)
        if cell.icon:
            width += theme.px(icons.SIDE) + _AFTER_ICON
        if cell.sub:
            width += _AFTER_ICON + theme.advance(cell.sub, "small")
        return round(width)


class Heads(QHeaderView):
    """The headings of a table: small, quiet, with an arrow where it is sorted, and a second one."""

    def __init__(self, view: QTableView, rows: RowModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._rows = rows
        self.last_column = len(rows.columns) - 1
        self.orders: dict[int, bool] = {}
        """The columns by which it is sorted, the first before the second; true: descending."""
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setMinimumSectionSize(24)
        self.setAccessibleName("Headings")
        self.measure()

    def measure(self) -> None:
        """Take the height that the text asks for."""
        self.setFixedHeight(theme.px(_HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            wide, high = self.viewport().width(), self.viewport().height()
            painter.fillRect(0, high - 1, wide, 1, theme.colour("line"))

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        painter.fillRect(rect, theme.colour("sunken"))
        column = self._rows.columns[at]
        left = paint.EDGE if at == 0 else _PADDING
        right = paint.EDGE if at == self.last_column else _PADDING
        box = rect.adjusted(left, 0, -right, -1)
        on_right = column.align == "right"
        if at in self.orders:
            self._arrow(painter, box, at, on_right=on_right)
        paint.words(painter, box, column.title, "muted", "small", bold=True, right=on_right)

    def _arrow(self, painter: QPainter, box: QRect, at: int, *, on_right: bool) -> None:
        descending = self.orders[at]
        wide = theme.advance(self._rows.columns[at].title, "small", bold=True)
        side = theme.px(12)
        x = box.right() - wide - side - 3 if on_right else box.left() + wide + 4
        y = box.y() + (box.height() - side) / 2
        icons.draw(painter, "arrow-down" if descending else "arrow-up", "muted", x, y, 12)
        if at != next(iter(self.orders)):
            second = theme.advance("2", "small")
            left = round(x - second if on_right else x + side)
            place = QRect(left, box.y(), round(second) + 2, box.height())
            paint.words(painter, place, "2", "muted", "small")
