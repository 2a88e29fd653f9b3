"""Small bars with their figures written beside: `Foot ▓▓▓▓ 145 h`. A table to every reader.

Arrow keys walk the rows and Ctrl+C copies them all, as a spreadsheet takes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from snt_desk.ui import paint, theme
from snt_desk.ui.table import Index

_HIGH = 26
_GAP = 12
_LEAST_LEAD, _LEAST_BAR = 72, 48
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Bar:
    """One row: its name, how much it is, and that in words (`31 h 20 min`)."""

    name: str
    amount: int
    figure: str


class _BarModel(QAbstractTableModel):
    """Names and figures; how long a bar is nobody needs to hear."""

    def __init__(self, heads: tuple[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self.heads = heads
        self.bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self.beginResetModel()
        self.bars = tuple(bars)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.bars)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in {_DISPLAY, _SPOKEN}:
            return None
        bar = self.bars[index.row()]
        return bar.figure if index.column() else bar.name

    def headerData(self, at: int, way: Qt.Orientation, role: int = _DISPLAY) -> Any:
        across = way == Qt.Orientation.Horizontal
        return self.heads[at] if across and role in {_DISPLAY, _SPOKEN} else None


class Bars(QTableView):
    """A few bars below each other, as high as they are many."""

    def __init__(self, name: str, heads: tuple[str, str]) -> None:
        """`name` is what a screen reader says of it all, `heads` of the two columns."""
        super().__init__()
        self._model = _BarModel(heads, self)
        self._whole = 0
        self.setAccessibleName(name)
        self.setObjectName("bars")
        self.setModel(self._model)
        self.setItemDelegate(_BarPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.hide()
            head.setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._measure()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What it shows."""
        return self._model.bars

    def show_bars(self, bars: Sequence[Bar], *, whole: int = 0) -> None:
        """Show these, each as a part of the whole; without one, the largest is as long as can be.

        Where there is none, the bars take no room and no focus.
        """
        at = self.currentIndex().row()
        self._whole = whole or max((bar.amount for bar in bars), default=0)
        self._model.show_bars(bars)
        if at >= 0:
            self.setCurrentIndex(self._model.index(min(at, len(bars) - 1), 1))
        self.setVisible(bool(bars))
        self._measure()

    def part(self, bar: Bar) -> float:
        """How much of the whole it is, 0 to 1."""
        return bar.amount / self._whole if self._whole else 0.0

    def figure_width(self) -> float:
        """How wide the widest figure is."""
        return max((theme.advance(bar.figure) for bar in self.bars), default=0.0)

    def copy(self) -> None:
        """Put all rows with their headings on the clipboard, a tab between name and figure."""
        rows = [self._model.heads, *((bar.name, bar.figure) for bar in self.bars)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(_HIGH) * len(self.bars))

    def minimumSizeHint(self) -> QSize:
        lead = self.columnWidth(0) + theme.px(_LEAST_BAR) + round(self.figure_width())
        return QSize(lead + _GAP, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.bars:
            self.setCurrentIndex(self._model.index(0, 1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self._measure()

    def _measure(self) -> None:
        lead = max((theme.advance(bar.name) for bar in self.bars), default=0.0)
        self.setColumnWidth(0, max(theme.px(_LEAST_LEAD), round(lead)) + _GAP)
        self.verticalHeader().setDefaultSectionSize(theme.px(_HIGH))
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()


class _BarPainter(QStyledItemDelegate):
    """Writes the name; beside it the bar, and the figure at the right edge."""

    def __init__(self, view: Bars) -> None:
        super().__init__(view)
        self._bars = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bar, box = self._bars.bars[index.row()], QRectF(option.rect)
        if index.column() == 0:
            paint.words(painter, box.adjusted(0, 0, -_GAP, 0), bar.name)
        else:
            figure = self._bars.figure_width()
            paint.bar(painter, box.adjusted(0, 0, -figure - _GAP, 0), self._bars.part(bar))
            paint.words(painter, box, bar.figure, right=True)
        if self._bars.hasFocus() and index.row() == self._bars.currentIndex().row():
            self._ring(painter, box, first=index.column() == 0)

    def _ring(self, painter: QPainter, box: QRectF, *, first: bool) -> None:
        """The half of a ring round the whole row that lies in this cell."""
        painter.save()
        painter.setClipRect(box)
        paint.ring(painter, box.adjusted(0, 0, 16, 0) if first else box.adjusted(-16, 0, 0, 0))
        painter.restore()
