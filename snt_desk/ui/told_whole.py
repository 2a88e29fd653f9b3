"""What is painted and cut for want of room is told whole, in a tip over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from snt_desk.ui.parts import plain_tip
from snt_desk.ui.table import Index


class ToldWhole(QStyledItemDelegate):
    """A painter of cells or lines that knows what it has cut."""

    # Not by abc: its metaclass and Qt's do not go together.
    def cut(self, option: QStyleOptionViewItem, index: Index) -> str:
        """Give all the words of what is cut at that place; none where all of it is seen."""
        raise NotImplementedError

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tip(self.cut(option, index)), view)
        return True
