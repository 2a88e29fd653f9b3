"""The month as it is seen and gone through: arrows go from day to day, over its ends as well."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
)

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.services.message_days import Due
from snt_desk.ui import icons, keys, paint, theme
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.message_days.month import DAYS, Day, MonthModel, mark
from snt_desk.ui.parts import as_part
from snt_desk.ui.table import Index
from snt_desk.ui.told_whole import ToldWhole

_LINE = 20
_NUMBER = 24
_HEADS = 28
_ICON = 12
_LEAST_HIGH = 52
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class MonthGrid(QTableView):
    """Weeks down, days across; a day that is not shown brings its month."""

    taken = Signal(object)
    """Another day is in hand."""
    beyond = Signal(object)
    """A day is wanted that is not shown."""
    turned = Signal(int)
    """Another month is wanted: so many further."""
    opened = Signal()
    """Enter or a double click."""
    left = Signal()
    """Esc."""

    def __init__(self, model: MonthModel) -> None:
        super().__init__()
        self._days = model
        self.setAccessibleName("Messages of the month")
        as_part(self)
        self.setModel(model)
        self.setItemDelegate(_DayPainter(self, model))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalHeader(_Heads(self))
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setMinimumSectionSize(1)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            head.setHighlightSections(False)
            head.setSectionsClickable(False)
        self.verticalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._measure()

    # --- What is in hand ----------------------------------------------------------------------

    @property
    def day(self) -> date:
        """The day in hand; the first that is shown where none is."""
        at = self.currentIndex()
        return self._days.weeks.at(max(0, at.row()), max(0, at.column())).day

    def take(self, day: date) -> bool:
        """Take a day in hand, if it is shown."""
        place = self._days.weeks.place(day)
        if place is None:
            return False
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._days.index(*place), chosen)
        return True

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        if now.isValid():
            self.taken.emit(self.day)

    # --- Keys and mouse -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if keys.is_enter(event):
            self.opened.emit()
        elif keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        elif keys.is_plain(event, *_STEPS):
            self._step(_STEPS[Qt.Key(key)])
        elif keys.is_plain(event, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif keys.is_plain(event, Qt.Key.Key_Home, Qt.Key.Key_End):
            monday = self.day - self.day.weekday() * DAY
            self.take(monday if key == Qt.Key.Key_Home else monday + 6 * DAY)
        else:
            super().keyPressEvent(event)

    def _step(self, days: int) -> None:
        wanted = self.day + days * DAY
        if not self.take(wanted):
            self.beyond.emit(wanted)

    def keyboardSearch(self, search: str) -> None:
        """Letters mean nothing here; Qt would look for them."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Six weeks fill the height; where that is too low for a line in each they scroll."""
        least = theme.px(_LEAST_HIGH)
        fits = self.viewport().height() >= least * 6
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Fixed
        head = self.verticalHeader()
        if head.sectionResizeMode(0) != mode:
            head.setSectionResizeMode(mode)
        if not fits:
            head.setDefaultSectionSize(least)
        self.setMinimumHeight(theme.px(160))


class _Heads(QHeaderView):
    """The days of the week above."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)

    def sizeHint(self) -> QSize:
        return QSize(0, theme.px(_HEADS))

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        painter.fillRect(rect, theme.colour("sunken"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        box = rect.adjusted(8, 0, -4, 0)
        paint.words(painter, box, DAYS[at], "muted", "small", bold=True)


class _DayPainter(ToldWhole):
    """Paints a day: its number, and a line for each message as far as there is room."""

    def __init__(self, view: MonthGrid, model: MonthModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = option.rect
        day = self._model.weeks.at(index.row(), index.column())
        chosen = index == self._view.currentIndex()
        self._ground(painter, box, day, chosen=chosen)
        room = max(0, (box.height() - theme.px(_NUMBER) - 4) // theme.px(_LINE))
        self._number(painter, box, day, len(day.due) - room)
        y = box.y() + theme.px(_NUMBER)
        for one in day.due[:room]:
            line = QRect(box.x() + 6, y, box.width() - 10, theme.px(_LINE))
            _paint_line(painter, line, one, within=day.within)
            y += theme.px(_LINE)

    def _ground(self, painter: QPainter, box: QRect, day: Day, *, chosen: bool) -> None:
        ground = "page" if day.within else "sunken"
        lit = self._view.hasFocus()
        if chosen:
            ground = "soft" if lit else "chrome"
        painter.fillRect(box, theme.colour(ground))
        hair = theme.colour("line")
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, hair)
        painter.fillRect(box.right(), box.y(), 1, box.height(), hair)
        if chosen:
            if lit:
                paint.ring(painter, QRectF(box.adjusted(0, 0, -1, -1)))
            else:
                painter.fillRect(box.x(), box.y(), 3, box.height(), theme.colour("edge"))

    def _number(self, painter: QPainter, box: QRect, day: Day, more: int) -> None:
        """The day, and how many more messages it has than there is room for."""
        today = day.day == clock.today()
        number = str(day.day.day) if day.day.day > 1 else clock.short_day(day.day).partition(" ")[2]
        said = f"{number} today" if today else number
        head = QRect(box.x() + 8, box.y() + 2, box.width() - 12, theme.px(_NUMBER) - 4)
        role = "accent" if today else "text" if day.within else "muted"
        used = paint.words(painter, head, said, role, "small", bold=today)
        if more > 0:
            head.setLeft(head.left() + round(used) + 8)
            paint.words(painter, head, f"+{more}", "muted", "small", right=True)

    def cut(self, option: QStyleOptionViewItem, index: Index) -> str:
        """All messages of the day, of which there is seldom room for a whole line."""
        day = self._model.weeks.at(index.row(), index.column())
        return day.spoken if day.due else ""


def _paint_line(painter: QPainter, box: QRect, one: Due, *, within: bool) -> None:
    shown = mark(one, clock.now())
    side = theme.px(_ICON)
    icons.draw(painter, shown.icon, shown.ink, box.x(), box.y() + (box.height() - side) / 2, _ICON)
    words = QRect(box.x() + side + 4, box.y(), box.width() - side - 4, box.height())
    role = "muted" if one.what == "posted" or not within else "text"
    paint.words(painter, words, one_line(one.title), role, "small")
