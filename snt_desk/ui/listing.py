"""Lists that the arrow keys walk: when or who, what, quiet words, and what is not normal.

For tables of many columns see `table`; a list has titles between its lines and one shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollArea

from snt_desk.ui import keys, near, theme
from snt_desk.ui.later import later
from snt_desk.ui.line_model import Line, LineModel, Title
from snt_desk.ui.line_painter import LinePainter
from snt_desk.ui.parts import as_part
from snt_desk.ui.table import Id, Index

__all__ = ["Line", "LineModel", "LineView", "Title"]

_MANY = 500
"""In a list that is longer than this a title is as high as a line."""


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
        self.setItemDelegate(LinePainter(self, self.lines, height=height, lead=lead, two=two))
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

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """Where it stands as a whole in what scrolls, let that show the line in hand."""
        around = self.parentWidget() if self.hasFocus() else None
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if around is not None else None
        if around is not None and inside is not None:
            line = self.visualRect(self.currentIndex())
            at = self.viewport().mapTo(inside, line.center())
            around.ensureVisible(at.x(), at.y(), 0, line.height())

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
        # Once who hears of the focus has brought all of it into sight, or as much as there is room.
        later(self, self._bring_into_sight)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _open(self) -> None:
        if self.current_id is not None:
            self.opened.emit(self.current_id)
