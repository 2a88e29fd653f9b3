"""A list and what is in hand: beside each other, or where it is narrow one after the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from snt_desk.ui import room, theme

_SIDE = 372


class ListFirst(QSplitter):
    """A list at the left of what is in hand; where it is narrow, first the one, then the other."""

    def __init__(
        self,
        side: QWidget,
        main: QWidget,
        *backs: QWidget,
        onward: QWidget | None = None,
        side_width: int = _SIDE,
    ) -> None:
        """`backs` are buttons in the main part, there while the list is not; `onward` the opposite.

        `side_width` is the least width of the list, in pixels at 100 %.
        """
        super().__init__(Qt.Orientation.Horizontal)
        self._side_width = side_width
        self._backs = backs
        self._onward = onward
        self._side = side
        self._main = main
        self._inside = False
        self._alone = False
        self._was_narrow = True
        self.setHandleWidth(1)
        for at, part in enumerate((side, main)):
            self.addWidget(part)
            self.setStretchFactor(at, at)
            self.setCollapsible(at, False)
        self._measure()
        self.fit()

    @property
    def narrow(self) -> bool:
        """Whether there is room for one of the two only."""
        return room.is_narrow(self)

    def go_in(self) -> None:
        """Show what is in hand, however narrow it is."""
        self._inside = True
        self.fit()

    def go_back(self) -> None:
        """Show the list, however narrow it is."""
        self._inside = False
        self.fit()

    def set_side(self, *, shown: bool) -> None:
        """Show the list as there is room, or leave it out altogether."""
        self._alone = not shown
        self.fit()

    def fit(self) -> None:
        """Show both where there is room, else the one that is wanted.

        Where the room for both is lost, that is the one in which the focus is.
        """
        narrow = self.narrow
        if narrow and not self._was_narrow:
            self._stay()
        self._was_narrow = narrow
        main = self._inside or self._alone
        self._side.setVisible(not self._alone and not (narrow and main))
        self._main.setVisible(not narrow or main)
        for back in self._backs:
            back.setVisible(narrow and main and not self._alone)
        if self._onward is not None:
            self._onward.setVisible(narrow and not main)

    def _stay(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._inside = self._main.isAncestorOf(focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_main"):
            self._measure()
            self.fit()

    def _measure(self) -> None:
        wide = theme.px(self._side_width)
        self._side.setMinimumWidth(wide)
        self.setSizes([wide, max(self.width() - wide, 1)])
