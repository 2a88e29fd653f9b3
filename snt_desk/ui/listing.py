"""Lists that the arrow keys walk: when or who, what, quiet words, and what is not normal.

For tables of many columns see `table`; a list has titles between its lines and one shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QObject,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from snt_desk.ui import icons, keys, near, paint, theme
from snt_desk.ui.ground import paint_ground
from snt_desk.ui.parts import as_part, plain_tip
from snt_desk.ui.table import ID_ROLE, Id, Index

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_CAN_BE_CHOSEN = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)
_GAP = 10
_MANY = 500
"""In a list that is longer than this a title is as high as a line."""


@dataclass(frozen=True)
class Line:
    """One line of a list. `tone` colours the badge or, without one, the icon."""

    text: str
    id: Id = 0
    lead: str = ""
    icon: str = ""
    sub: str = ""
    badge: str = ""
    tone: str = "plain"
    right: str = ""

    @property
    def spoken(self) -> str:
        """All that it says, in the order in which it is read."""
        said = (self.lead, self.text, self.sub, self.badge, self.right)
        return ", ".join(part for part in said if part)


@dataclass(frozen=True)
class Title:
    """What stands above some lines: `Overdue`, and quietly `2 of 11 open`."""

    text: str
    sub: str = ""

    @property
    def spoken(self) -> str:
        """All that it says."""
        return f"{self.text}, {self.sub}" if self.sub else self.text


@runtime_checkable
class HasIds(Protocol):
    """Lines that know whose they are without being made (`long_lines`)."""

    ids: Sequence[Id | None]


class LineModel(QStringListModel):
    """The lines of a list, from values.

    It only counts as Qt's own does, of empty words: a view asks how many there are twice for
    each line that it lays out, and Python would take longer to answer than the view for the rest.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line | Title] = ()
        self._ids: Sequence[Id | None] = ()
        self._places: dict[Id, int] | None = None

    def show_lines(self, lines: Sequence[Line | Title]) -> None:
        """Show these instead of the present ones; of the same records only the words change."""
        if isinstance(lines, HasIds):
            ids = lines.ids
        else:
            lines = tuple(lines)
            ids = [one.id if isinstance(one, Line) else None for one in lines]
        if ids and ids == self._ids:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(ids) - 1))
            return
        self.lines, self._ids, self._places = lines, ids, None
        self.setStringList([""] * len(ids))

    @property
    def ids(self) -> Sequence[Id | None]:
        """Whose each line is; None for a title."""
        return self._ids

    def id_at(self, at: int) -> Id | None:
        """The record of that line; None for a title."""
        return self._ids[at] if 0 <= at < len(self._ids) else None

    def place(self, wanted: Id) -> int | None:
        """At which line a record stands, the first of them."""
        if self._places is None:
            there = reversed([*enumerate(self._ids)])
            self._places = {one: at for at, one in there if one is not None}
        return self._places.get(wanted)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role in {_DISPLAY, _SPOKEN}:
            return self.lines[index.row()].spoken
        return self.id_at(index.row()) if role == ID_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        # The arrows skip what cannot be chosen.
        if not index.isValid() or self._ids[index.row()] is None:
            return Qt.ItemFlag.NoItemFlags
        return _CAN_BE_CHOSEN


class LineView(QListView):
    """A list whose lines are records; signals carry their ids."""

    opened = Signal(object)
    """Enter or a double click: the id."""
    current_changed = Signal(object)
    """Another record is in hand: its id, or None."""
    delete_asked = Signal(object)
    """Del, where `deletes` is on: the id."""

    def __init__(self, name: str, *, height: int = 36, lead: int = 0, two: bool = False) -> None:
        """`name` is what a screen reader says; `height` a line's at 100 %.

        `lead` is the width of what stands first; with `two` the quiet words go below.
        """
        super().__init__()
        self.lines = LineModel(self)
        self.deletes = False
        self._told: Id | None = None
        self.setAccessibleName(name)
        as_part(self)
        self.setModel(self.lines)
        self.setItemDelegate(_LinePainter(self, height=height, lead=lead, two=two))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setMinimumHeight(0)
        self.doubleClicked.connect(self._open)

    def show_lines(self, lines: Sequence[Line | Title]) -> None:
        """Show these lines; the record in hand stays in hand, or the nearest that is left.

        That is one under the same title, if there is any.
        """
        before, at = self.current_id, self.currentIndex().row()
        stood = self.lines.ids
        scrolled = self.verticalScrollBar().value()
        # As each is asked for its height, which would take longer than to show it.
        self.setUniformItemSizes(len(lines) > _MANY)
        self.lines.show_lines(lines)
        place = None if before is None else self.lines.place(before)
        if place is None and before is not None:
            place = near.still_there(stood, at, self.lines.place, self.lines.ids)
        if place is not None:
            self._take(place)
        self.verticalScrollBar().setValue(scrolled)
        self._tell()

    @property
    def current_id(self) -> Id | None:
        """The record in hand."""
        return self.lines.id_at(self.currentIndex().row())

    def select(self, wanted: Id) -> bool:
        """Take a record in hand, if it is shown."""
        at = self.lines.place(wanted)
        if at is None:
            return False
        self._take(at)
        return True

    def _take(self, at: int) -> None:
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.lines.index(at, 0), chosen)

    def content_height(self) -> int:
        """How high all lines are together, for a list that is never to scroll."""
        return sum(self._heights()) + 2

    def _heights(self) -> Iterator[int]:
        return (self.sizeHintForRow(at) for at in range(self.lines.rowCount()))

    def sizeHint(self) -> QSize:
        # Qt asks for 192 pixels, whatever is in it. So few lines are asked, of a long list too.
        high, most = 2, theme.px(192)
        for one in self._heights():
            high += one
            if high >= most:
                break
        return QSize(theme.px(200), min(high, most))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(48))

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self._tell()

    def _tell(self) -> None:
        if self.current_id != self._told:
            self._told = self.current_id
            self.current_changed.emit(self._told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif keys.is_enter(event):
            self._open()
        elif keys.is_an_end(event):
            # Qt would go to the first line, which may be a heading, and then not go at all.
            last = self.lines.rowCount() - 1
            end = near.record(self.lines.ids, 0 if event.key() == Qt.Key.Key_Home else last)
            if end is not None:
                self._take(end)
        elif event.key() == Qt.Key.Key_Delete and self.deletes and self.current_id is not None:
            self.delete_asked.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the line in hand on the clipboard."""
        at = self.currentIndex().row()
        if at >= 0:
            QGuiApplication.clipboard().setText(self.lines.lines[at].spoken)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        here = near.record(self.lines.ids, max(0, self.currentIndex().row()))
        if here is not None and not self.selectionModel().hasSelection():
            self._take(here)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _open(self) -> None:
        if self.current_id is not None:
            self.opened.emit(self.current_id)


class _LinePainter(QStyledItemDelegate):
    def __init__(self, view: LineView, *, height: int, lead: int, two: bool) -> None:
        super().__init__(view)
        self._lines = view.lines
        self._height = height
        self._lead = lead
        self._two = two

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(self._lines.lines[index.row()], Title):
            # Room above, but for the first.
            return QSize(0, theme.px(44 if index.row() else 36))
        return QSize(0, theme.row(self._height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._lines.lines[index.row()]
        box = option.rect.adjusted(paint.EDGE, 0, -paint.EDGE, -1)
        if isinstance(line, Title):
            self._title(painter, option.rect, box, line)
            return
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        chosen = paint_ground(painter, option, hovered=hovered)
        if self._lead:
            lead = QRect(box.x(), box.y(), theme.px(self._lead) - 8, box.height())
            paint.words(painter, lead, line.lead, "muted")
            box.setLeft(box.left() + theme.px(self._lead))
        self._icon(painter, box, line)
        self._end(painter, box, line, chosen=chosen)
        self._words(painter, box, line)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show whole what is cut."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        line = self._lines.lines[index.row()]
        cut = isinstance(line, Line) and self._is_cut(line, option.rect.width())
        QToolTip.showText(event.globalPos(), plain_tip(line.spoken) if cut else "", view)
        return True

    def _is_cut(self, line: Line, width: int) -> bool:
        room = width - 2 * paint.EDGE - theme.px(self._lead)
        if line.icon:
            room -= theme.px(icons.SIDE) + _GAP
        if line.badge:
            room -= paint.badge_width(line.badge, line.tone) + _GAP
        elif line.right:
            room -= round(theme.advance(line.right, "small")) + _GAP
        text = theme.advance(line.text, bold=self._two)
        sub = theme.advance(line.sub, "small")
        if self._two:
            return max(text, sub) > room
        return text + (_GAP + sub if sub else 0) > room

    def _title(self, painter: QPainter, rect: QRect, box: QRect, title: Title) -> None:
        box.setTop(box.bottom() - theme.px(32))
        used = paint.words(painter, box, title.text, bold=True)
        box.setLeft(box.left() + round(used) + 8)
        paint.words(painter, box, title.sub, "muted", "small")
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("line"))

    def _icon(self, painter: QPainter, box: QRect, line: Line) -> None:
        if not line.icon:
            return
        role = "muted" if line.badge else paint.TONES[line.tone].ink
        y = box.y() + (box.height() - theme.px(icons.SIDE)) / 2
        icons.draw(painter, line.icon, role, box.left(), y)
        box.setLeft(box.left() + theme.px(icons.SIDE) + _GAP)

    def _end(self, painter: QPainter, box: QRect, line: Line, *, chosen: bool) -> None:
        """The badge, or the quiet words at the right; takes their room off the box."""
        if line.badge:
            left = box.right() + 1 - paint.badge_width(line.badge, line.tone)
            badge = paint.badge_on_tint if chosen else paint.badge
            badge(painter, left, box.center().y() + 1, line.badge, line.tone)
            box.setRight(left - _GAP)
        elif line.right:
            used = paint.words(painter, box, line.right, "muted", "small", right=True)
            box.setRight(box.right() - round(used) - _GAP)

    def _words(self, painter: QPainter, box: QRect, line: Line) -> None:
        if self._two and line.sub:
            middle = box.center().y()
            upper = QRect(box.x(), middle - theme.px(19), box.width(), theme.px(20))
            lower = QRect(box.x(), middle + theme.px(2), box.width(), theme.px(18))
            paint.words(painter, upper, line.text, bold=True)
            paint.words(painter, lower, line.sub, "muted", "small")
            return
        used = paint.words(painter, box, line.text, bold=self._two)
        rest = box.adjusted(round(used) + _GAP, 0, 0, 0)
        if line.sub and rest.width() > theme.px(24):
            paint.words(painter, rest, line.sub, "muted", "small")
