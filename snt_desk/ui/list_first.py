"""A list and what is in hand: beside each other, or where it is narrow one after the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from snt_desk.ui import theme

_SIDE = 372


class ListFirst(QSplitter):
    """A list at the left of what is in hand; where it is narrow, first the one, then the other."""

    def __init__(self, side: QWidget, main: QWidget, back: QWidget) -> None:
        """`back` is a button in the main part, there while the list is not."""
        super().__init__(Qt.Orientation.Horizontal)
        self._back = back
        self._side = side
        self._main = main
        self._inside = False
        self.setHandleWidth(1)
        for at, part in enumerate((side, main)):
            self.addWidget(part)
            self.setStretchFactor(at, at)
            self.setCollapsible(at, False)
        self._measure()
        self._fit()

    @property
    def narrow(self) -> bool:
        """Whether there is room for one of the two only."""
        return self.window().width() < theme.px(theme.NARROW)

    def go_in(self) -> None:
        """Show what is in hand, however narrow it is."""
        self._inside = True
        self._fit()

    def go_back(self) -> None:
        """Show the list, however narrow it is."""
        self._inside = False
        self._fit()

    def _fit(self) -> None:
        narrow = self.narrow
        self._side.setVisible(not (narrow and self._inside))
        self._main.setVisible(not narrow or self._inside)
        self._back.setVisible(narrow and self._inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_main"):
            self._measure()
            self._fit()

    def _measure(self) -> None:
        self._side.setMinimumWidth(theme.px(_SIDE))
        self.setSizes([theme.px(_SIDE), max(self.width() - theme.px(_SIDE), 1)])
