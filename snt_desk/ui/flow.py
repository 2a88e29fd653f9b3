"""Things side by side that go on in the next line where there is no room: people in a field."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Rows of things; the last one may take what is left of its row, if it has enough."""

    def __init__(self, parent: QWidget, *, space: int = 4, last: int = 48) -> None:
        """`last` is the least width of the last thing in pixels; with 0 it is like the others."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._last = last
        self.setSpacing(space)
        self.setContentsMargins(space, space, space, space)

    def put_before_last(self, widget: QWidget) -> None:
        """Add a widget just before the last one."""
        self.addWidget(widget)
        self._items.insert(-1, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._arrange(QRect(0, 0, width, 0))
        return max(place.bottom() for place in places) + self._margin() + 1

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in zip(self._items, self._arrange(rect), strict=False):
            item.setGeometry(place)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        high = max((item.sizeHint().height() for item in self._items), default=0)
        return QSize(4 * self._last, high + 2 * self._margin())

    def _margin(self) -> int:
        return self.contentsMargins().top()

    def _arrange(self, rect: QRect) -> list[QRect]:
        margin, right = self._margin(), rect.right() - self._margin()
        at = QPoint(rect.x() + margin, rect.y() + margin)
        places, high = [], 0
        for number, item in enumerate(self._items):
            if item.isEmpty():  # hidden
                places.append(QRect(at, QSize(0, 0)))
                continue
            last = self._last > 0 and number == len(self._items) - 1
            size = QSize(self._last, item.sizeHint().height()) if last else item.sizeHint()
            if at.x() > rect.x() + margin and at.x() + size.width() > right + 1:
                at = QPoint(rect.x() + margin, at.y() + high + self.spacing())
                high = 0
            width = right - at.x() + 1 if last else min(size.width(), right - at.x() + 1)
            places.append(QRect(at, QSize(width, size.height())))
            at.setX(at.x() + width + self.spacing())
            high = max(high, size.height())
        return places or [QRect(rect.x(), rect.y(), 0, margin)]
