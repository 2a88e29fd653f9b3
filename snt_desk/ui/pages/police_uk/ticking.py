"""The table of the comparison: Space, or a click on its first column, ticks a line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from snt_desk.ui import keys
from snt_desk.ui.table_view import TableView


class TickTable(TableView):
    """A table whose lines can be ticked."""

    tick_asked = Signal(list)
    """The ids of the lines that are to be ticked, or no more."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Space):
            self.tick_asked.emit(self.selected_ids)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() == Qt.MouseButton.LeftButton
        if index.isValid() and index.column() == 0 and left and plain:
            self.tick_asked.emit(self.selected_ids)
